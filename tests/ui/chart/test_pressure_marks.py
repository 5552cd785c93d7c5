"""A pressure has the colour of the alarm it raised, and is hollow as long as it is not sure."""

from dataclasses import replace

from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffReading,
    CuffStatus,
    Entry,
    Judgement,
    Priority,
    Verdict,
)
from ui.chart.pressure_marks import PressureMark, pressure_marks

U, R, L, C = AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.LATCHED, AlarmStep.CLEARED


def cuff(seq: int, systolic: float, diastolic: float = 80) -> CuffReading:
    """A pressure, a minute for each number."""
    return CuffReading(
        t_ms=60_000 * seq, seq=seq, device="d", systolic=systolic, diastolic=diastolic
    )


def alarm(seq: int, step: AlarmStep, rule: str = "systolic.high", at: float = 160) -> AlarmChange:
    """What the pressure before it came to."""
    return AlarmChange(
        t_ms=60_000 * seq, seq=seq, rule=rule, step=step, priority=Priority.MEDIUM, threshold=at
    )


def told(*entries: Entry) -> list[tuple[str, bool]]:
    """Of each pressure the number in alarm, and whether it was confirmed."""
    return [(mark.number, mark.confirmed) for mark in pressure_marks(entries)]


def test_a_first_breach_is_not_confirmed_until_the_next() -> None:
    """Then both are."""
    first = [cuff(1, 150), cuff(2, 164), alarm(3, U)]
    assert told(*first) == [("", True), ("systolic", False)]
    assert told(*first, cuff(4, 166), alarm(5, R))[1:] == [("systolic", True), ("systolic", True)]
    assert told(*first, cuff(4, 150), alarm(5, C))[1:] == [("systolic", False), ("", True)]


def test_readings_while_an_alarm_stands_are_in_it_as_long_as_they_are_beyond() -> None:
    """An alarm that stands is not told again; between limit and end it is no colour."""
    entries = [cuff(1, 184), alarm(2, R), cuff(3, 165), cuff(4, 157), cuff(5, 150), alarm(6, L)]
    assert [number for number, _ in told(*entries)] == ["systolic", "systolic", "", ""]


def test_after_its_end_nothing_is_in_it() -> None:
    """The next breach waits for its own repeat."""
    entries = [cuff(1, 166), alarm(2, R), cuff(3, 150), alarm(4, C), cuff(5, 165), alarm(6, U)]
    assert told(*entries) == [("systolic", True), ("", True), ("systolic", False)]


def test_the_number_is_the_one_of_the_rule() -> None:
    """A rise over the baseline is the systolic's; a doubt is nobody's."""
    assert told(cuff(1, 150, 104), alarm(2, R, "diastolic.high", 100))[0] == ("diastolic", True)
    assert told(cuff(1, 156), alarm(2, R, "systolic.baseline", 155))[0] == ("systolic", True)
    assert told(cuff(1, 156), alarm(2, R, "pressure.suspect", 0))[0] == ("", True)


def test_a_back_dated_pressure_is_in_no_alarm() -> None:
    """It was typed later, and is not what the alarm is about."""
    early = replace(cuff(3, 170), t_ms=30_000)
    marks = pressure_marks([cuff(1, 166), alarm(2, R), early, alarm(4, R)])
    assert [(m.reading.seq, m.number) for m in marks] == [(3, ""), (1, "systolic")]


def test_a_verdict_stands_with_its_pressure_and_the_last_one_counts() -> None:
    """What is rejected is kept; a failed cuff is no pressure."""
    failed = CuffReading(t_ms=0, seq=9, device="d", status=CuffStatus.FAILED)
    entries = [
        *(cuff(1, 250), cuff(2, 120), failed),
        Judgement(t_ms=0, seq=3, of=1, verdict=Verdict.SUSPECT, rule="jump"),
        Judgement(t_ms=0, seq=4, of=1, verdict=Verdict.REJECTED, by="Haddad"),
    ]
    assert pressure_marks(entries) == (
        PressureMark(cuff(1, 250), Verdict.REJECTED),
        PressureMark(cuff(2, 120)),
    )


def test_a_doubtful_pressure_has_no_colour_of_its_own() -> None:
    """Its value is not believed, beyond a limit or not."""
    doubt = Judgement(t_ms=0, seq=2, of=1, verdict=Verdict.SUSPECT, rule="jump")
    assert told(cuff(1, 190), doubt, alarm(3, R)) == [("", True)]
