"""The words and tables of the page: all of it is there without a script. Every text is escaped."""

import math
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from monitor.events import AlarmChange, AlarmStep, CuffReading, DosePlan, Entry, SessionKind
from monitor.exports._html_chart import MINUTE, TRACES, last_ms
from monitor.extract import Extract
from monitor.summary import Summary, summary

NOTHING = "–"

Fact = tuple[str, str, str]
"""What it is, its value, and beside it unit, time or source."""


def heading(extract: Extract) -> str:
    """Say whom the session is about."""
    if extract.start.kind is not SessionKind.PATIENT and not extract.start.patient:
        return extract.say("nobody")
    return extract.start.patient or extract.subject or NOTHING


def identity(extract: Extract) -> str:
    """Return who, when, where and with what, as far as it may be told."""
    say, start, at = extract.say, extract.start, extract.at(0)
    told = [
        start.birth_date and say("html.born", date=start.birth_date.isoformat()),
        start.record_number and say("html.record_number", number=start.record_number),
        extract.age and say("html.age", age=extract.age),
        start.weight and say("html.weight", weight=start.weight),
        start.allergy and say("allergy", allergy=start.allergy),
        start.allergy == "" and say("no_known_allergy"),
        start.room and say("room", room=start.room),
        at.date().isoformat() if at else extract.year and str(extract.year),
        _from_to(extract),
        start.nurse,
        start.device,
        extract.subject if extract.deidentified else start.uid,
    ]
    return " · ".join(escape(str(one)) for one in told if one)


def _from_to(extract: Extract) -> str:
    """Say the times of day, with how far they are from UTC where that changed in between."""
    end_ms = last_ms(extract)
    began, ended = extract.at(0), extract.at(end_ms)
    if began is None or ended is None:
        return span(end_ms)
    changed = began.utcoffset() != ended.utcoffset()
    return "–".join(f"{at:%H:%M}{_offset(at) if changed else ''}" for at in (began, ended))


def _offset(at: datetime) -> str:
    written = at.strftime("%z")
    return f" UTC{written[:3]}:{written[3:5]}"


def notices(extract: Extract) -> str:
    """Return what a reader has to know before anything else."""
    say, kind = extract.say, extract.start.kind
    told = [say("html.supplementary")]
    if kind is not SessionKind.PATIENT:
        told.append(say(f"html.kind.{kind}"))
    if extract.deidentified:
        told.append(say("html.deidentified"))
    if extract.ended_ms is None:
        told.append(say("html.not_ended"))
    return "".join(f"<p>{escape(one)}</p>" for one in told)


# --- the facts -----------------------------------------------------------------------------------


def facts(extract: Extract) -> str:
    """Return what the session comes to."""
    return "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd><dd>{escape(beside)}</dd></div>"
        for name, value, beside in _facts(extract, summary(extract.history, last_ms(extract)))
    )


def _facts(extract: Extract, found: Summary) -> Iterator[Fact]:
    say = extract.say
    yield say("html.dose"), _mg(extract, found.dose_mg), _plan(extract)
    baseline = _pair(found.baseline_systolic, found.baseline_diastolic)
    yield say("html.baseline"), baseline, "mmHg"
    yield say("html.peak"), _whole(found.peak_systolic), _minute(extract, found.peak_systolic_min)
    scores = (_whole(found.peak_dissociation), _whole(found.peak_nausea))
    yield say("html.worst"), " · ".join(scores), say("html.worst.beside")
    covered = NOTHING if found.coverage is None else f"{math.floor(found.coverage * 100)} %"
    gap = NOTHING if found.longest_gap_s is None else span(found.longest_gap_s * 1000)
    yield say("html.coverage"), covered, say("html.longest_gap", gap=gap)
    yield say("html.cuffs"), str(found.cuffs), say("html.corrections", count=found.corrections)


def _mg(extract: Extract, mg: float | None) -> str:
    return NOTHING if mg is None else extract.say("html.mg", mg=mg)


def _plan(extract: Extract) -> str:
    plan = next((one for one in reversed(extract.standing) if isinstance(one, DosePlan)), None)
    if plan is None:
        return extract.say("html.by_clock")
    return extract.say("html.of_planned", mg=plan.mg_per_kg * plan.weight, drug=plan.drug)


def _pair(systolic: float | None, diastolic: float | None) -> str:
    return NOTHING if systolic is None else f"{_whole(systolic)}/{_whole(diastolic)}"


def _minute(extract: Extract, minute: float | None) -> str:
    return "mmHg" if minute is None else extract.say("html.at_minute", minute=int(minute))


def _whole(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f}"


# --- times ---------------------------------------------------------------------------------------


def clock(extract: Extract, t_ms: int) -> str:
    """Say the clinic's time of day; nothing where times are relative only."""
    at = extract.at(t_ms)
    return at.strftime("%H:%M:%S") if at else ""


def span(ms: float) -> str:
    """Say a span as minutes and seconds, with hours when there are any."""
    minutes, seconds = divmod(math.floor(ms / 1000), 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def from_start(extract: Extract, t_ms: int) -> str:
    """Say how long after the pump's start, or the session's, something was."""
    since = t_ms - extract.zero_ms
    return ("−" if since < 0 else "+") + span(abs(since))


# --- the tables ----------------------------------------------------------------------------------


def entry_rows(extract: Extract) -> str:
    """Return every entry that stands; the script finds them by data-seq and data-t."""
    return "\n".join(_entry_row(extract, entry) for entry in extract.standing)


def _entry_row(extract: Extract, entry: Entry) -> str:
    cells = (clock(extract, entry.t_ms), from_start(extract, entry.t_ms))
    by = entry.by or getattr(entry, "device", None) or "Dripwatch"
    said = escape(extract.describe(entry)) + _doubt(extract, entry)
    return (
        f'<tr data-seq="{entry.seq}" data-t="{entry.t_ms}"{_priority(entry)} tabindex="-1">'
        f"<td>{cells[0]}</td><td>{cells[1]}</td><td>{said}</td><td>{escape(by)}</td></tr>"
    )


def _priority(entry: Entry) -> str:
    raised = isinstance(entry, AlarmChange) and entry.step is AlarmStep.RAISED
    return f' data-alarm="{entry.priority}"' if raised else ""  # type: ignore[attr-defined]


def _doubt(extract: Extract, entry: Entry) -> str:
    doubt = extract.doubts.get(entry.seq or 0)
    if doubt is None or not isinstance(entry, CuffReading):
        return ""
    return f" <em>{escape(extract.say(f'html.doubt.{doubt.verdict}'))}</em>"


def minute_rows(extract: Extract) -> str:
    """Return what was measured in the second of each whole minute after the start; – is nothing."""
    history, zero_ms = extract.history, extract.zero_ms
    place = {t_ms // 1000: at for at, t_ms in enumerate(history.t_ms)}
    first_ms = zero_ms % MINUTE
    times = range(first_ms, last_ms(extract) + 1, MINUTE)
    return "\n".join(_minute_row(extract, t_ms, place.get(t_ms // 1000)) for t_ms in times)


def _minute_row(extract: Extract, t_ms: int, at: int | None) -> str:
    cells = [clock(extract, t_ms), from_start(extract, t_ms)]
    for vitals in TRACES.values():
        columns = (extract.history.columns[vital] for vital in vitals)
        values = [] if at is None else [column[at] for column in columns]
        cells.append(_number(extract, values))
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _number(extract: Extract, values: Iterable[float]) -> str:
    found = next((value for value in values if not math.isnan(value)), None)
    return NOTHING if found is None else extract.say("html.number", value=round(found, 1))
