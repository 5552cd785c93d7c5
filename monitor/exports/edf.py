"""EDF+: the vitals as signals of one value a second, everything that was entered as annotations.

EDF knows no missing sample, and its discontinuous kind (EDF+D) can only leave out a second whole,
while of four vitals one is often missing. So the file is continuous, a sample that was not measured
reads as -3276.8 (each signal's header says so), and annotations with a duration say from when to
when. Pressures are annotations: between two cuffs nothing was measured. Values are rounded to 0.1.
"""

import math
from array import array
from collections.abc import Iterator
from datetime import date

from monitor.events import SourceChange
from monitor.exporting import Export
from monitor.exports._edf_plus import MONTHS, Annotation, Signal, file, subfield
from monitor.extract import UNITS, Extract
from monitor.vitals import Vital


def write(extract: Extract) -> bytes:
    """Return the session from its start on; of a de-identified one no date is told."""
    seconds = _seconds(extract)
    signals = _signals(extract, seconds)
    return file(
        patient=_patient(extract),
        recording=_recording(extract),
        start=extract.at(0),
        seconds=seconds,
        signals=signals,
        annotations=[*_entries(extract), *_gaps(extract, signals)],
    )


def _seconds(extract: Extract) -> int:
    """Return how many seconds the session lasted; a signature may be later."""
    history = extract.history
    measured_ms = history.t_ms[-1] + 1000 if history.t_ms else 0
    ended_ms = history.last_ms if extract.ended_ms is None else extract.ended_ms
    return math.ceil(max(ended_ms, measured_ms) / 1000)


def _signals(extract: Extract, seconds: int) -> list[Signal]:
    """Return the vitals of which anything was measured."""
    history = extract.history
    found = []
    for vital, column in history.columns.items():
        values = array("d", [math.nan]) * seconds
        for t_ms, value in zip(history.t_ms, column, strict=True):
            values[t_ms // 1000] = value
        if not all(map(math.isnan, values)):
            found.append(Signal(vital.value, UNITS[vital], _device(extract, vital), values))
    return found


def _device(extract: Extract, vital: Vital) -> str:
    """Return what gave a signal; where that changed, nothing: the header has room for one."""
    given = {e.source for e in extract.standing if isinstance(e, SourceChange) and e.vital is vital}
    return given.pop() if len(given) == 1 else "" if given else extract.start.device or ""


def _entries(extract: Extract) -> Iterator[Annotation]:
    for entry in extract.standing:
        yield Annotation(entry.t_ms / 1000, extract.describe(entry))


def _gaps(extract: Extract, signals: list[Signal]) -> Iterator[Annotation]:
    """Say from when to when something was not measured; what began and ended together, once."""
    missing: dict[tuple[int, int], list[str]] = {}
    for signal in signals:
        for span in _missing(signal):
            missing.setdefault(span, []).append(signal.label)
    for (since, until), labels in missing.items():
        text = extract.say("edf.not_measured", what=", ".join(labels))
        yield Annotation(since, text, until - since)


def _missing(signal: Signal) -> Iterator[tuple[int, int]]:
    since: int | None = None
    for at, value in enumerate(signal.values):
        if not math.isnan(value):
            if since is not None:
                yield since, at
            since = None
        elif since is None:
            since = at
    if since is not None:
        yield since, len(signal.values)


# --- who and when ----------------------------------------------------------------------------


def _patient(extract: Extract) -> str:
    """Return hospital code, sex (not recorded), birth date, name."""
    start = extract.start
    code = extract.subject if extract.deidentified else start.record_number
    parts = subfield(code, 30), subfield(None), _date(start.birth_date), subfield(start.patient)
    return " ".join(parts)


def _recording(extract: Extract) -> str:
    """Return the date, the session's uid as far as it fits, who, with what, what kind of session.

    The device stands with each signal.
    """
    start, at = extract.start, extract.at(0)
    parts = subfield(start.uid, 18), subfield(start.nurse, 20), "Dripwatch", subfield(start.kind)
    return " ".join(["Startdate", _date(at.date() if at else None), *parts])


def _date(day: date | None) -> str:
    if day is None:
        return subfield(None)
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year:04d}"


EXPORT = Export(".edf", write)
