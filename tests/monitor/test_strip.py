"""One infusion in minutes from its start, from entries alone."""

from dataclasses import replace

import pytest

from monitor.events import (
    Correction,
    CuffReading,
    CuffSource,
    CuffStatus,
    Entry,
    Judgement,
    Observation,
    SprayUsed,
    Verdict,
)
from monitor.strip import Given, Pressure, Scored, strip
from tests.ui import courses as made

MINUTE = 60_000


def drawn(*more: Entry, session: int = 1) -> list[Entry]:
    """The entries of a session with others at their end, numbered."""
    found = list(made.entries(session))
    return [*found, *(replace(one, seq=len(found) + n) for n, one in enumerate(more, start=1))]


def test_minutes_count_from_the_pumps_first_start() -> None:
    told = strip(made.entries(1), made.LEFT)
    assert told.started
    assert told.runs == ((0.0, 40.0),)
    assert told.peak == Pressure(30.0, 152, 91)
    assert told.baseline == (128.0, 79.0)
    assert told.dissociation[0] == Scored(-6.0, 0)


def test_a_pause_is_left_out_of_the_bar() -> None:
    assert strip(made.entries(2), made.LEFT).runs == ((0.0, 18.0), (22.0, 44.0))


def test_what_else_was_given_and_vomiting_have_their_minutes() -> None:
    told = strip(made.entries(2), made.LEFT)
    assert told.given == (Given(27.0, "ondansetron", 4, "mg"),)
    assert told.vomits == (29.0,)


def test_a_rejected_pressure_is_not_drawn_and_a_doubtful_one_is_no_peak() -> None:
    cuff = CuffReading(t_ms=made.PUMP + 33 * MINUTE, device="d", systolic=210, diastolic=120)
    entries = drawn(cuff, cuff)
    first, second = (entry.seq or 0 for entry in entries[-2:])
    for verdict, of in ((Verdict.REJECTED, first), (Verdict.SUSPECT, second)):
        judged = Judgement(t_ms=cuff.t_ms, of=of, verdict=verdict, rule="jump")
        entries.append(replace(judged, seq=len(entries) + 1))
    told = strip(entries, made.LEFT)
    assert [one.sure for one in told.pressures if one.systolic == 210] == [False]
    assert told.peak == Pressure(30.0, 152, 91)


def test_a_cuff_that_failed_has_no_pressure_and_a_typed_one_is_marked() -> None:
    at = made.PUMP + 55 * MINUTE
    failed = CuffReading(t_ms=at, device="d", status=CuffStatus.TIMEOUT)
    typed = CuffReading(t_ms=at, device="d", systolic=130, source=CuffSource.MANUAL)
    told = strip(drawn(failed, typed), made.LEFT)
    assert [one for one in told.pressures if one.minute == 55] == [
        Pressure(55.0, 130, None, typed=True)
    ]


def test_a_corrected_entry_is_gone() -> None:
    entries = drawn()
    (top,) = (e for e in entries if isinstance(e, Observation) and e.score == 3)
    slip = Correction(t_ms=top.t_ms, of=top.seq or 0, reason="undone", seq=len(entries) + 1)
    told = strip([*entries, slip], made.LEFT)
    assert max(one.score or 0 for one in told.dissociation) == 2


def test_an_answer_without_a_number_keeps_its_place() -> None:
    asked = Observation(
        t_ms=made.PUMP + MINUTE,
        scale="nausea",
        version="1",
        answers={"nausea": "cannot_answer"},
        score=None,
    )
    assert Scored(1.0, None) in strip(drawn(asked), made.LEFT).nausea


def test_without_a_pump_minutes_count_from_the_first_spray() -> None:
    sprays = [SprayUsed(t_ms=n * MINUTE, number=n, mg=28, seq=n) for n in (5, 10)]
    told = strip(sprays)
    assert (told.sprays, told.runs, told.started) == ((0.0, 5.0), (), True)


@pytest.mark.parametrize("entries", [[], [CuffReading(t_ms=9, device="d", systolic=120, seq=1)]])
def test_without_a_start_nothing_has_a_minute(entries: list[Entry]) -> None:
    told = strip(entries)
    assert (told.started, told.pressures, told.peak) == (False, (), None)
