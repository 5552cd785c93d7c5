"""The vitals of a chart note: pressures as readings, what is measured each second, gaps. No Qt."""

from collections.abc import Iterator

from monitor.course import (
    Course,
    Sample,
    believed,
    figures,
    gaps,
    mark_minute,
    mark_ms,
    nearest,
    peak,
    typed,
)
from monitor.events import CuffReading, CuffSource, CuffStatus
from monitor.in_force import at, in_force
from monitor.session import Session
from monitor.vitals import Vital
from ui.device_words import device_title
from ui.over_words import limits_words, over_lines
from ui.pressure_words import over, pressures, verdict_words
from ui.words import number, say
from ui.written_times import WrittenTimes


def vital_lines(session: Session, t_ms: int, when: WrittenTimes, course: Course) -> list[str]:
    """Baseline, peak, minute 40 and last of everything that was measured, with units."""
    lines = [*_baseline(session, t_ms, when), *_pressures(session, t_ms, when)]
    for vital in Vital:
        samples = [*course.samples(vital, t_ms), *typed(session, vital, t_ms)]
        if samples:
            lines.append(_each_second(session, vital, samples, t_ms, when))
    if not any(typed(session, v, t_ms) or course.samples(v, t_ms) for v in Vital):
        lines.append(say("chart_note.no_vitals"))
    lines += [_gap(gap.device, gap.since_ms, gap.until_ms, when) for gap in gaps(session, t_ms)]
    return lines


def pressure_words(cuff: CuffReading, doubt: str = "") -> str:
    """Say a pressure with what is special about it: "164/92 typed, standing"."""
    said = pressures(cuff)
    parts = [say("tile.manual")] if cuff.source is CuffSource.MANUAL else []
    parts += [say("said.standing")] if cuff.standing else []
    parts += [doubt] if doubt else []
    return f"{said} {', '.join(parts)}" if parts else said


def _baseline(session: Session, t_ms: int, when: WrittenTimes) -> list[str]:
    base = session.baseline
    if base is None or base.t_ms > t_ms:
        return [say("chart_note.no_baseline")]
    parts = [f"{over(base.systolic, base.diastolic)} mmHg"]
    if base.rate is not None:
        source = say(f"vital.{base.rate_source}") if base.rate_source else say("chart_note.rate")
        parts.append(f"{source} {number(base.rate)} bpm")
    if base.spo2 is not None:
        parts.append(f"{say('vital.spo2')} {number(base.spo2)} %")
    return [say("chart_note.baseline", what=", ".join(parts), at=when.at(base.t_ms))]


# --- pressures are readings ----------------------------------------------------------------------


def _pressures(session: Session, t_ms: int, when: WrittenTimes) -> list[str]:
    known = [cuff for cuff in session.pressures() if cuff.t_ms <= t_ms]
    if not known:
        return [say("chart_note.no_pressure"), *_doubtful(session, t_ms)]
    told = (f"{when.at(cuff.t_ms)} {_values(session, cuff, when)}" for cuff in known)
    lines = [say("chart_note.readings", what="; ".join(told))]
    cuffs = believed(session, t_ms)
    if cuffs:
        summed = say("chart_note.pressure", what="; ".join(_figures(session, cuffs, t_ms, when)))
        lines = [summed, *lines, *over_lines(cuffs, list(in_force(session, t_ms)), when.at)]
    return [*lines, *_doubtful(session, t_ms)]


def _figures(
    session: Session, cuffs: list[CuffReading], t_ms: int, when: WrittenTimes
) -> Iterator[str]:
    """Peak, minute 40 and last of those that nothing speaks against."""
    highest, lower = peak(cuffs), peak(cuffs, "diastolic")
    if highest is not None:
        yield _peak(session, highest, "systolic", when)
    if lower is not None and lower is not highest:
        yield _peak(session, lower, "diastolic", when)
    yield _at_mark(session, cuffs, t_ms, when)
    values = _values(session, cuffs[-1], when)
    yield say("chart_note.last", values=values, at=when.at(cuffs[-1].t_ms))


def _values(session: Session, cuff: CuffReading, when: WrittenTimes) -> str:
    """A pressure, what speaks against it, and how late it was typed."""
    return pressure_words(cuff, verdict_words(session, cuff)) + when.late(cuff)


def _peak(session: Session, cuff: CuffReading, name: str, when: WrittenTimes) -> str:
    at, values = when.at_minute(cuff.t_ms), _values(session, cuff, when)
    if name == "systolic":
        return say("chart_note.peak_systolic", values=values, at=at)
    return say("chart_note.peak_diastolic", values=values, at=at)


def _at_mark(session: Session, cuffs: list[CuffReading], t_ms: int, when: WrittenTimes) -> str:
    """The reading nearest minute 40, or why there is no such reading."""
    minute, moment = number(mark_minute(session)), mark_ms(session)
    if moment is None or moment > t_ms:
        return say("chart_note.mark_not_reached", minute=minute)
    window = session.profile.schedule.pressure_window_min
    found = nearest(cuffs, moment, round(60_000 * max(window)))
    if found is None:
        return say("chart_note.mark_missing", minute=minute)
    values, at = _values(session, found, when), when.at(found.t_ms)
    return say("chart_note.mark", minute=minute, values=values, at=at)


def _doubtful(session: Session, t_ms: int) -> list[str]:
    """How many were inflated in vain, rejected, or are in doubt: none of them is counted above."""
    every = [cuff for cuff in session.cuff_readings() if cuff.t_ms <= t_ms]
    usable = [c for c in every if c.status is CuffStatus.OK and c.systolic is not None]
    kept = {cuff.seq for cuff in session.pressures()}
    counts = {
        "chart_note.failed": len(every) - len(usable),
        "chart_note.rejected": sum(cuff.seq not in kept for cuff in usable),
        "chart_note.doubtful": len(kept & {c.seq for c in usable}) - len(believed(session, t_ms)),
    }
    return [say(code, count=count) for code, count in counts.items() if count]


# --- what is measured every second ---------------------------------------------------------------


def _each_second(
    session: Session, vital: Vital, samples: list[Sample], t_ms: int, when: WrittenTimes
) -> str:
    moment = mark_ms(session)
    reached = moment is not None and moment <= t_ms
    found = figures(samples, moment if reached else None)
    assert found is not None
    parts = [
        say("chart_note.highest", value=_value(found.highest), at=when.at(found.highest.t_ms)),
        say("chart_note.lowest", value=_value(found.lowest), at=when.at(found.lowest.t_ms)),
    ]
    if reached:
        parts.append(_mark_sample(session, found.at_mark))
    parts.append(say("chart_note.last", values=_value(found.last), at=when.at(found.last.t_ms)))
    if vital is Vital.SPO2:
        parts.append(_below(session, samples, t_ms))
    name = say(f"vital.{vital}")
    return f"{name[:1].upper()}{name[1:]} {vital.unit}: " + "; ".join(parts)


def _below(session: Session, samples: list[Sample], t_ms: int) -> str:
    """How many values were below the limit in force at their moment."""
    stretches = list(in_force(session, t_ms))
    lows = [at(stretches, sample.t_ms).spo2_low for sample in samples]
    count = sum(sample.value < low for sample, low in zip(samples, lows, strict=True))
    limit = limits_words(lows)
    return say("chart_note.spo2_below", count=count, of=len(samples), limit=limit)


def _mark_sample(session: Session, sample: Sample | None) -> str:
    minute = number(mark_minute(session))
    if sample is None:
        return say("chart_note.mark_missing", minute=minute)
    return say("chart_note.mark_value", minute=minute, value=_value(sample))


def _value(sample: Sample) -> str:
    typed_by_hand = f" {say('tile.manual')}" if sample.typed else ""
    return number(sample.value) + typed_by_hand


def _gap(device: str, since_ms: int, until_ms: int | None, when: WrittenTimes) -> str:
    since = when.at(since_ms)
    if until_ms is None:
        return say("no_data_from", device=device_title(device), at=since)
    return say("chart_note.gap", device=device_title(device), since=since, until=when.at(until_ms))
