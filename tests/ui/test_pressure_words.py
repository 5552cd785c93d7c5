"""A pressure as it is spoken, with its time or its age."""

from dataclasses import replace

import pytest

from monitor.events import CuffSource, Judgement, Verdict
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, cuff, wall
from ui.pressure_words import (
    age_words,
    doubt_words,
    judged,
    judgement_words,
    known,
    marked,
    over,
    pressures,
    time_words,
    verdict_words,
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


def test_no_pressure_is_known_before_it_was_measured() -> None:
    """A saved session is shown at any of its moments."""
    session = Session(shipped(), START)
    session.apply(cuff(5, 133, 81, seq=1))
    assert known(session, at(4.9)) == []
    assert len(known(session, at(5))) == 1


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
