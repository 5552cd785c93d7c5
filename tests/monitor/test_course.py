"""What readings come to: readings at their times, nothing averaged, filled in or carried on."""

import pytest

from monitor.course import (
    Course,
    Gap,
    Sample,
    believed,
    figures,
    gaps,
    mark_minute,
    mark_ms,
    nearest,
    origin_ms,
    peak,
    typed,
)
from monitor.events import (
    Correction,
    CuffReading,
    CuffStatus,
    Entry,
    Judgement,
    LinkChange,
    LinkState,
    ManualVitals,
    PumpStep,
    Second,
    SessionKind,
    SessionStart,
    SprayUsed,
    Verdict,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.session import Session
from monitor.vitals import Vital
from tests.monitor.made import DEVICE, NURSE, pump

MINUTE = 60_000
START = SessionStart(t_ms=0, uid="u", kind=SessionKind.PATIENT, nurse=NURSE)


def session(*entries: Entry) -> Session:
    """A session that has applied these."""
    made = Session(shipped(), START)
    for entry in entries:
        made.apply(entry)
    return made


def cuff(seq: int, minute: float, systolic: float | None, diastolic: float = 79) -> CuffReading:
    """A reading."""
    t_ms = round(minute * MINUTE)
    return CuffReading(t_ms=t_ms, seq=seq, device=DEVICE, systolic=systolic, diastolic=diastolic)


# --- pressures -----------------------------------------------------------------------------------


def test_of_two_equal_peaks_the_first_is_told() -> None:
    """And each pressure has a peak of its own."""
    cuffs = [cuff(1, 1, 164, 92), cuff(2, 2, 164, 99), cuff(3, 3, 120, 70)]
    assert peak(cuffs) is cuffs[0]
    assert peak(cuffs, "diastolic") is cuffs[1]
    assert peak([]) is None


@pytest.mark.parametrize(("minute", "found"), [(37, 1), (36.99, None), (43, 1), (43.01, None)])
def test_a_reading_stands_for_a_moment_only_within_its_window(
    minute: float, found: int | None
) -> None:
    """Three minutes to either side."""
    one = nearest([cuff(1, minute, 150)], 40 * MINUTE, 3 * MINUTE)
    assert (one.seq if one else None) == found


def test_the_nearest_reading_stands_for_the_moment() -> None:
    """Not the first in the window."""
    cuffs = [cuff(1, 38, 150), cuff(2, 41, 140), cuff(3, 42, 130)]
    found = nearest(cuffs, 40 * MINUTE, 3 * MINUTE)
    assert found is cuffs[1]


def test_what_a_person_rejected_is_not_believed_until_it_is_accepted_again() -> None:
    """Neither is a cuff without a result, nor one that is still to come."""
    failed = CuffReading(t_ms=0, seq=9, device=DEVICE, status=CuffStatus.CUFF_LOOSE)
    told = [cuff(1, 1, 250), cuff(2, 2, 130), cuff(3, 60, 140), failed]
    rejected = Judgement(t_ms=MINUTE, seq=4, by=NURSE, of=1, verdict=Verdict.REJECTED)
    accepted = Judgement(t_ms=MINUTE, seq=5, by=NURSE, of=1, verdict=Verdict.ACCEPTED)
    seqs = [c.seq for c in believed(session(*told, rejected), 10 * MINUTE)]
    assert seqs == [2]
    seqs = [c.seq for c in believed(session(*told, rejected, accepted), 10 * MINUTE)]
    assert seqs == [1, 2]


def test_what_is_in_doubt_counts_once_a_person_accepts_it() -> None:
    """A peak nobody believes is none."""
    told = [cuff(1, 1, 130), cuff(2, 2, 190)]
    doubt = Judgement(t_ms=MINUTE, seq=4, of=2, verdict=Verdict.SUSPECT, rule="jump")
    assert [c.seq for c in believed(session(*told, doubt), 10 * MINUTE)] == [1]
    well = Judgement(t_ms=MINUTE, seq=5, by=NURSE, of=2, verdict=Verdict.ACCEPTED)
    assert [c.seq for c in believed(session(*told, doubt, well), 10 * MINUTE)] == [1, 2]


# --- what is measured every second ---------------------------------------------------------------


def test_figures_are_values_that_were_measured() -> None:
    """Of equal extremes the first; the mark needs a value within ten seconds of it."""
    samples = [Sample(s * 1000, v) for s, v in ((5, 97), (0, 98), (9, 91), (10, 98), (30, 91))]
    found = figures(samples, 20_000)
    assert found is not None
    assert (found.highest, found.lowest) == (Sample(0, 98), Sample(9000, 91))
    assert (found.last, found.count) == (Sample(30_000, 91), 5)
    assert found.at_mark == Sample(10_000, 98)
    assert figures(samples, 40_001).at_mark is None  # type: ignore[union-attr]
    assert figures([]) is None


def test_a_course_keeps_what_was_measured_and_nothing_of_what_was_not() -> None:
    """From a record and from the seconds after it; a null and an absent vital are the same."""
    history = History(start=START)
    history.t_ms.extend([0, 1000])
    for vital in Vital:
        history.columns[vital].extend(
            [97.0, float("nan")] if vital is Vital.SPO2 else [float("nan")] * 2
        )
    course = Course()
    course.load(history)
    course.take(Second(t_ms=2000, values={Vital.SPO2: None, Vital.PULSE_RATE: 80}))
    course.take(Second(t_ms=3000, values={Vital.SPO2: 95}))
    course.take(cuff(1, 0, 120))
    assert course.samples(Vital.SPO2, 3000) == [Sample(0, 97), Sample(3000, 95)]
    assert course.samples(Vital.SPO2, 2999) == [Sample(0, 97)]
    assert course.samples(Vital.PULSE_RATE, 9000) == [Sample(2000, 80)]
    assert course.samples(Vital.HEART_RATE, 9000) == []


def test_what_people_typed_is_marked_as_typed() -> None:
    """What they withdrew is gone."""
    one = ManualVitals(t_ms=5000, seq=1, by=NURSE, pulse_rate=72, spo2=95)
    other = ManualVitals(t_ms=9000, seq=2, by=NURSE, spo2=55)
    slip = Correction(t_ms=9500, seq=3, by=NURSE, of=2, reason="undone")
    assert typed(session(one, other, slip), Vital.SPO2, 10_000) == [Sample(5000, 95, typed=True)]
    assert typed(session(one), Vital.SPO2, 4000) == []


# --- what minutes count from, and gaps -----------------------------------------------------------


def test_minutes_count_from_the_pump_or_the_first_spray() -> None:
    """And from nothing before either."""
    spray = SprayUsed(t_ms=7000, seq=1, by=NURSE, number=1, mg=28)
    later = SprayUsed(t_ms=9000, seq=2, by=NURSE, number=2, mg=28)
    assert origin_ms(session()) is None
    assert mark_ms(session()) is None
    assert origin_ms(session(later, spray)) == 7000
    started = session(spray, pump(60_000, PumpStep.STARTED, 54))
    assert origin_ms(started) == 60_000
    assert mark_minute(started) == 40
    assert mark_ms(started) == 41 * MINUTE


def test_a_gap_is_silence_and_loss_together_and_ends_when_the_device_is_heard() -> None:
    """One that is only looked for was never missed; of two devices each has its own."""
    told = [(0, "a", LinkState.SEARCHING), (1, "a", LinkState.RECEIVING)]
    told += [(5, "a", LinkState.SILENT), (9, "a", LinkState.LOST), (12, "a", LinkState.SEARCHING)]
    told += [(20, "a", LinkState.RECEIVING), (15, "b", LinkState.LOST)]
    links = [
        LinkChange(t_ms=t_ms, seq=n, device=device, state=state)
        for n, (t_ms, device, state) in enumerate(told, start=1)
    ]
    assert gaps(session(*links), 100) == [Gap("a", 5, 20), Gap("b", 15)]
    assert gaps(session(*links), 10) == [Gap("a", 5)]
