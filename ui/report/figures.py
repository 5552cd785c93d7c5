"""The numbers of the first page: pressure, rate, SpO₂, ratings, how much was measured at all.

Pressures are readings at their times, never intervals (nurse.md C8).
"""

from collections.abc import Iterator

from monitor.course import (
    NEAR_MS,
    Sample,
    believed,
    figures,
    mark_minute,
    mark_ms,
    nearest,
    peak,
    typed,
)
from monitor.events import CuffReading, CuffStatus
from monitor.vitals import Vital
from ui.chart.gaps import words_for
from ui.chart_note_vitals import pressure_words
from ui.over_words import over_lines
from ui.pressure_words import over, verdict_words
from ui.report.blocks import Block, Column, Row, table
from ui.report.course import Course
from ui.report.told import Told
from ui.words import clock_time, number, say, span

NONE = "–"


# --- vitals --------------------------------------------------------------------------------------


def vitals(told: Told, width: float) -> Block:
    """Baseline, peak, minute 40 and final of everything that was measured."""
    minute = say("report.minute", minute=number(mark_minute(told.session)))
    columns = [
        Column("", 0.18),
        Column(say("report.baseline"), 0.19),
        Column(say("report.peak"), 0.25),
        Column(minute, 0.19),
        Column(say("report.final"), 0.19),
    ]
    rows = [_pressure_row(told), *_each_second(told)]
    return table(columns, rows, width, say("report.vitals"))


def _pressure_row(told: Told) -> Row:
    cuffs, base = believed(told.session, told.end_ms), told.session.baseline
    missing = say("report.not_measured")
    baseline = say("report.not_accepted")
    if base is not None:
        baseline = f"{over(base.systolic, base.diastolic)}\n{told.when.at(base.t_ms)}"
    final = f"{_reading(told, cuffs[-1])}\n{told.when.at(cuffs[-1].t_ms)}" if cuffs else missing
    name = f"{say('item.blood_pressure')}\nmmHg"
    peaks = "\n".join(_peaks(told, cuffs)) or missing
    cells = [name, baseline, peaks, _at_mark(told, cuffs), final]
    return Row(cells, strong=True, leads=True, missing=_missing())


def _missing() -> list[str]:
    """What a cell says that has no number, each for its reason."""
    return [say("report.not_measured"), say("report.not_accepted"), say("report.not_reached"), NONE]


def _reading(told: Told, cuff: CuffReading) -> str:
    return pressure_words(cuff, verdict_words(told.session, cuff))


def _peaks(told: Told, cuffs: list[CuffReading]) -> Iterator[str]:
    """The highest systolic; the highest diastolic too where that was another reading."""
    highest, lower = peak(cuffs), peak(cuffs, "diastolic")
    if highest is not None:
        yield _reading(told, highest)
        yield told.when.at_minute(highest.t_ms)
    if lower is not None and highest is not None and lower.diastolic != highest.diastolic:
        yield say("report.peak_diastolic", values=_reading(told, lower))
        yield told.when.at_minute(lower.t_ms)


def _at_mark(told: Told, cuffs: list[CuffReading]) -> str:
    moment = mark_ms(told.session)
    if moment is None or moment > told.end_ms:
        return say("report.not_reached")
    found = nearest(cuffs, moment, window_ms(told))
    if found is None:
        return say("report.not_measured")
    return f"{_reading(told, found)}\n{told.when.at(found.t_ms)}"


def window_ms(told: Told) -> int:
    """How far from the minute that is looked at a value may be that somebody takes."""
    return round(60_000 * max(told.session.profile.schedule.pressure_window_min))


def _each_second(told: Told) -> Iterator[Row]:
    """A row for each vital that was measured or typed; rate and SpO₂ even where they were not."""
    rates = (Vital.HEART_RATE, Vital.PULSE_RATE)
    known = {vital: _samples(told, vital) for vital in Vital}
    if not any(known[rate] for rate in rates):
        yield _unmeasured(say("report.rate"))
    for vital in Vital:
        if known[vital]:
            yield _vital_row(told, vital, known[vital])
        elif vital is Vital.SPO2:
            yield _unmeasured(_vital_name(vital))


def _samples(told: Told, vital: Vital) -> list[Sample]:
    measured = told.samples.samples(vital, told.end_ms)
    return [*measured, *typed(told.session, vital, told.end_ms)]


def _unmeasured(name: str) -> Row:
    missing = say("report.not_measured")
    return Row([name, *[missing] * 4], strong=True, missing=_missing())


def _vital_name(vital: Vital) -> str:
    name = say(f"vital.{vital}")
    return f"{name[:1].upper()}{name[1:]}\n{vital.unit}"


def _vital_row(told: Told, vital: Vital, samples: list[Sample]) -> Row:
    moment = mark_ms(told.session)
    reached = moment is not None and moment <= told.end_ms
    found = figures(samples)
    assert found is not None
    lowest = vital is Vital.SPO2
    extreme = found.lowest if lowest else found.highest
    peak_said = f"{_value(extreme)}\n{told.when.at_minute(extreme.t_ms)}"
    if lowest:
        peak_said = say("report.lowest", value=peak_said)
    mark = say("report.not_measured") if reached else say("report.not_reached")
    near = _near(told, samples, moment) if moment is not None and reached else None
    if near is not None:
        mark = f"{_value(near)}\n{told.when.at(near.t_ms)}"
    final = f"{_value(found.last)}\n{told.when.at(found.last.t_ms)}"
    cells = [_vital_name(vital), _baseline(told, vital), peak_said, mark, final]
    return Row(cells, strong=True, leads=True, missing=_missing())


def _near(told: Told, samples: list[Sample], moment: int) -> Sample | None:
    """The value nearest a moment: one that was typed has the time a pressure has."""
    window = window_ms(told)
    near = [s for s in samples if abs(s.t_ms - moment) <= (window if s.typed else NEAR_MS)]
    return min(near, key=lambda sample: abs(sample.t_ms - moment), default=None)


def _baseline(told: Told, vital: Vital) -> str:
    base = told.session.baseline
    if base is None:
        return say("report.not_accepted")
    value = base.spo2 if vital is Vital.SPO2 else None
    if base.rate_source in {vital, None} and vital in {Vital.HEART_RATE, Vital.PULSE_RATE}:
        value = base.rate
    return NONE if value is None else f"{number(value)}\n{told.when.at(base.t_ms)}"


def _value(sample: Sample) -> str:
    return number(sample.value) + (f" {say('tile.manual')}" if sample.typed else "")


def readings_over(told: Told, drawn: Course) -> list[str]:
    """How many readings reached the limit in force then, from when to when: never for how long."""
    return over_lines(believed(told.session, told.end_ms), drawn.limits, told.when.at)


# --- how much was measured -----------------------------------------------------------------------


def coverage(told: Told, drawn: Course) -> str:
    """The share of seconds with a value, the longest gap, and its cause where one is known."""
    facts = told.summary
    if facts.coverage is None or not len(told.history.t_ms):
        return say("report.no_coverage")
    percent = number(int(facts.coverage * 100))
    longest = (facts.longest_gap_s or 0) * 1000
    if longest <= 0:
        return say("report.covered", percent=percent)
    found = max(
        drawn.gaps, key=lambda g: (g[0].end_ms or told.end_ms) - g[0].start_ms, default=None
    )
    if found is None or abs((found[0].end_ms or told.end_ms) - found[0].start_ms - longest) > 2000:
        # No curve is drawn that has it, but the sums may know why nothing was measured.
        if facts.gap_cause is None:
            return say("report.covered_gap", percent=percent, gap=span(longest))
        cause = say(f"gap.cause.{facts.gap_cause}")
        return say("report.covered_why", percent=percent, gap=span(longest), cause=cause)
    since = clock_time(told.wall(found[0].start_ms))
    cause = words_for(found[0], told.session)
    return say("report.covered_cause", percent=percent, since=since, cause=cause)


def counts_doubtful(told: Told) -> int:
    """How many pressures were measured and are not counted above: rejected, or in doubt."""
    usable = [
        cuff
        for cuff in told.session.cuff_readings()
        if cuff.status is CuffStatus.OK and cuff.systolic is not None and cuff.t_ms <= told.end_ms
    ]
    return len(usable) - len(believed(told.session, told.end_ms))
