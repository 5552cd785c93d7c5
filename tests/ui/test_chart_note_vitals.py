"""The vitals of a chart note are readings with their times, never intervals and never averages."""

from monitor.course import Course as Measured
from monitor.events import CuffReading, Event, Judgement, LimitChange, ManualVitals, Verdict
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import (
    START,
    at,
    course,
    cuff,
    failed_cuff,
    typed_cuff,
    wall,
)
from ui.chart_note_vitals import vital_lines
from ui.written_times import WrittenTimes


def lines(minute: float, *extra: Event) -> list[str]:
    """The lines of the usual course at a minute of the infusion."""
    made = course(minute, extra=extra)
    session, measured = made.session(), Measured()
    measured.load(made.history())
    return vital_lines(session, at(minute), WrittenTimes(session, wall), measured)


def line(found: list[str], begins: str) -> str:
    """The one line that begins so."""
    (one,) = (line for line in found if line.startswith(begins))
    return one


def test_pressure_has_peak_minute_forty_and_last() -> None:
    """Each a reading with its time."""
    found = lines(45, cuff(39, 150, 88), cuff(44, 140, 84))
    assert line(found, "Blood pressure") == (
        "Blood pressure mmHg: peak 164/92 (14:26, +26 min); 40 min 150/88 (14:39);"
        " last 140/84 (14:44)"
    )
    assert line(found, "Baseline") == "Baseline: 128/79 mmHg, rate 76 bpm, SpO₂ 98 % at 13:59"


def test_the_highest_diastolic_is_told_where_it_is_another_reading() -> None:
    """The systolic peak alone would hide it."""
    found = lines(30, cuff(28, 140, 104))
    assert "highest diastolic in 140/104 (14:28, +28 min)" in line(found, "Blood pressure")
    assert line(found, "Diastolic") == "Diastolic mmHg: 1 of 11 readings ≥ 100, 14:28"


def test_minute_forty_is_not_reached_or_not_measured() -> None:
    """Two different things, and neither is filled from another time."""
    assert "40 min not reached" in line(lines(39.9), "Blood pressure")
    assert "40 min not measured" in line(lines(44), "Blood pressure")


def test_readings_above_a_limit_are_counted_with_the_first_and_the_last() -> None:
    """nurse.md C8: never minutes."""
    found = lines(31, cuff(29, 166, 90))
    assert line(found, "Systolic") == "Systolic mmHg: 2 of 11 readings ≥ 160, 14:26–14:29"
    assert not [one for one in found if "minutes" in one]


def test_every_reading_is_listed() -> None:
    """So that nothing has to be typed twice."""
    said = line(lines(11), "Every reading")
    assert said == (
        "Every reading mmHg: 13:53 127/78; 13:57 129/80; 14:00 128/79; 14:05 133/81; 14:10 141/83"
    )


def test_typed_and_standing_pressures_say_so() -> None:
    """Wherever they are told."""
    found = lines(31, typed_cuff(30.5, 170, 95), cuff(31, 120, 75, standing=True))
    assert "peak 170/95 typed (14:30, +30 min)" in line(found, "Blood pressure")
    assert "last 120/75 standing (14:31)" in line(found, "Blood pressure")


def test_failed_and_rejected_cuffs_are_counted_and_left_out() -> None:
    """What somebody rejected is no peak."""
    made = course(31, extra=[cuff(29, 250, 150), failed_cuff(28)])
    wrong = next(e for e in made.events if isinstance(e, CuffReading) and e.systolic == 250)
    assert wrong.seq
    session = made.session()
    session.apply(
        Judgement(t_ms=at(30), seq=900, by="Haddad", of=wrong.seq, verdict=Verdict.REJECTED)
    )
    found = vital_lines(session, at(31), WrittenTimes(session, wall), Measured())
    assert "peak 164/92" in line(found, "Blood pressure")
    assert "250" not in "\n".join(found)
    assert "Cuffs without a result: 1" in found
    assert "Pressures rejected and left out above: 1" in found


def test_readings_are_held_to_this_patients_own_limits() -> None:
    """Each to the limit of its moment; a note that counted by the clinic's would say otherwise."""
    raised = LimitChange(t_ms=at(27), seq=900, by="Haddad", rule="systolic.high", value=175)
    lowered = LimitChange(t_ms=at(0), seq=901, by="Haddad", rule="spo2.low", value=101)
    found = lines(31, cuff(29, 166, 90), raised, lowered)
    assert line(found, "Systolic") == "Systolic mmHg: 1 of 11 readings ≥ 160 → 175, 14:26"
    assert " values below 92 → 101" in line(found, "SpO₂ %: ")


def test_rate_and_saturation_name_their_source_and_unit() -> None:
    """Extremes, minute forty and last as they were measured; low saturation in counted values."""
    found = lines(23)
    assert line(found, "Pulse bpm: highest ")
    assert "40 min" not in line(found, "Pulse bpm: ")
    assert line(found, "SpO₂ %: ").endswith("0 of 2208 values below 92")
    assert not [one for one in found if one.startswith("Heart rate")]


def test_typed_values_count_and_say_that_they_are_typed() -> None:
    """Also where there was no monitor at all."""
    session = Session(shipped(), START)
    session.apply(ManualVitals(t_ms=at(1), seq=1, by="Haddad", pulse_rate=72, spo2=90))
    found = vital_lines(session, at(2), WrittenTimes(session, wall), Measured())
    assert line(found, "SpO₂ %") == (
        "SpO₂ %: highest 90 typed (14:01); lowest 90 typed (14:01); last 90 typed (14:01);"
        " 1 of 1 values below 92"
    )


def test_a_gap_says_which_device_and_from_when_to_when() -> None:
    """One that goes on has no end."""
    assert line(lines(34), "No data") == "No data from GE DINAMAP since 14:33"


def test_a_pressure_in_doubt_is_listed_as_one_and_counted_nowhere() -> None:
    """Neither as a peak nor above a limit."""
    made = course(30, extra=[cuff(28, 210, 150)])
    far = next(e for e in made.events if isinstance(e, CuffReading) and e.systolic == 210)
    session = made.session()
    doubt = Judgement(t_ms=far.t_ms, seq=900, of=far.seq or 0, verdict=Verdict.SUSPECT, rule="jump")
    session.apply(doubt)
    found = vital_lines(session, at(30), WrittenTimes(session, wall), Measured())
    assert "peak 164/92" in line(found, "Blood pressure")
    assert line(found, "Systolic").startswith("Systolic mmHg: 1 of 10 readings")
    assert "210/150 doubtful: far from the one before" in line(found, "Every reading")
    assert line(found, "Pressures in doubt").endswith(": 1")
