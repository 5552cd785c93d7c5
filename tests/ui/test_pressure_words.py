"""A pressure as it is spoken, with its time or its age."""

from dataclasses import replace

import pytest

from monitor.events import CuffSource, Judgement, LinkChange, LinkState, Verdict
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.alarmed import Alarmed
from tests.ui.infusion_course import DEVICE, START, at, cuff, wall
from ui.pressure_words import (
    age_words,
    doubt_words,
    is_old,
    judged,
    judgement_words,
    known,
    marked,
    over,
    pressures,
    time_words,
    verdict_words,
    was_recovered,
)


def test_a_number_that_was_not_measured_is_no_zero() -> None:
    """Two dashes in its place."""
    assert over(120, None) == "120/--"
    assert pressures(cuff(0, 164, 92)) == "164/92"


@pytest.mark.parametrize(
    ("minutes", "time", "age"),
    [
        (3.7, "14:00 · 3:42 ago", "3:42 ago"),
        (9.99, "14:00 · 9:59 ago", "9:59 ago"),
        (14.5, "14:00 · 14 min old", "14 min old"),
    ],
)
def test_an_old_pressure_counts_minutes(minutes: float, time: str, age: str) -> None:
    """With its time, or from afar without."""
    one = cuff(0, 149, 86)
    assert time_words(one, at(minutes), wall) == time
    assert age_words(one, at(minutes)) == age


def test_a_typed_pressure_says_so() -> None:
    """Before its age."""
    typed = cuff(0, 149, 86, source=CuffSource.MANUAL)
    assert age_words(typed, at(1)) == "typed · 1:00 ago"


def test_a_pressure_a_device_kept_through_an_outage_was_recovered() -> None:
    """Its own time stays with it (nurse.md A13); one that was told at once has none of it."""
    session = Session(shipped(), START)
    states = ((0, LinkState.RECEIVING), (5, LinkState.LOST), (8, LinkState.RECEIVING))
    for seq, (minute, state) in enumerate(states, start=1):
        session.apply(LinkChange(t_ms=at(minute), device=DEVICE, state=state, seq=seq))
    heard, kept = cuff(4, 133, 81, seq=4), cuff(6, 164, 92, seq=5)
    for one in (heard, kept):
        session.apply(one)
    assert was_recovered(session, kept)
    assert not was_recovered(session, heard)
    assert time_words(kept, at(9), wall, kept=True) == "recovered · 14:06 · 3:00 ago"


def test_no_pressure_is_known_before_it_was_measured() -> None:
    """A saved session is shown at any of its moments."""
    session = Session(shipped(), START)
    session.apply(cuff(5, 133, 81, seq=1))
    assert known(session, at(4.9)) == []
    assert len(known(session, at(5))) == 1


@pytest.mark.parametrize(
    ("systolic", "minutes"), [(140, 5 + 3), (186, 2.5 + 3)], ids=["infusion", "in_alarm"]
)
def test_a_pressure_is_old_when_the_next_one_is_late(systolic: float, minutes: float) -> None:
    """By the interval there is now: in alarm it is shorter."""
    alarmed = Alarmed()
    alarmed.link(0, LinkState.RECEIVING)
    alarmed.cuff(60, systolic, 92)
    last = alarmed.session.pressures()[-1]
    late_ms = last.t_ms + round(minutes * 60_000)
    assert not is_old(alarmed.session, last, late_ms)
    assert is_old(alarmed.session, last, late_ms + 1)


def test_where_none_is_due_a_pressure_is_old_after_a_quarter_of_an_hour() -> None:
    """In the preparation."""
    session = Session(shipped(), START)
    one = cuff(0, 149, 86, seq=1)
    session.apply(one)
    assert session.pressure_interval_ms() is None
    assert not is_old(session, one, one.t_ms + 15 * 60_000)
    assert is_old(session, one, one.t_ms + 15 * 60_000 + 1)


# --- in doubt ------------------------------------------------------------------------------------


def doubted(*verdicts: Judgement) -> Session:
    """Two pressures; the second one judged."""
    session = Session(shipped(), START)
    for entry in (cuff(5, 133, 81, seq=1), cuff(6, 190, 95, seq=2), *verdicts):
        session.apply(entry)
    return session


SUSPECT = Judgement(t_ms=0, seq=3, of=2, verdict=Verdict.SUSPECT, rule="jump")


def test_a_doubtful_pressure_is_known_as_one() -> None:
    """With its reason, and with a question mark among others."""
    session = doubted(SUSPECT)
    (first, well), (second, verdict) = judged(session, at(6))
    assert (verdict_words(session, first), marked(first, well)) == ("", "133/81")
    assert verdict_words(session, second) == "doubtful: far from the one before"
    assert doubt_words(session, second) == "far from the one before"
    assert marked(second, verdict) == "190/95?"
    assert len(judged(session, at(5.9))) == 1


def test_what_a_person_accepted_is_in_no_doubt() -> None:
    """The last verdict counts."""
    session = doubted(
        SUSPECT, Judgement(t_ms=0, seq=4, of=2, by="Haddad", verdict=Verdict.ACCEPTED)
    )
    assert verdict_words(session, session.pressures()[1]) == ""


def test_what_dripwatch_rejected_is_still_shown_and_what_a_person_did_is_not() -> None:
    """A person has looked; until then nobody may think that nothing was measured."""
    machine = Judgement(t_ms=0, seq=3, of=2, verdict=Verdict.REJECTED, rule="mean_too_high")
    session = doubted(machine)
    assert [verdict for _, verdict in judged(session, at(6))][1] is Verdict.REJECTED
    assert len(known(session, at(6))) == 1
    person = Judgement(t_ms=0, seq=4, of=2, by="Haddad", verdict=Verdict.REJECTED)
    assert len(judged(doubted(machine, person), at(6))) == 1


def test_a_reason_is_said_as_it_was_picked_or_written() -> None:
    """A code has words; what a person wrote stays as it is."""
    picked = Judgement(t_ms=0, of=2, verdict=Verdict.REJECTED, by="Haddad", reason="arm_moved")
    assert judgement_words(picked) == "rejected: arm moved"
    assert judgement_words(replace(picked, reason="arm was bent")) == "rejected: arm was bent"
    assert judgement_words(replace(picked, reason=None)) == "rejected"
