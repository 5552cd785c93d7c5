"""Which results a session has for HL7 v2, message by message. No segment is written here.

What has no value has result status X, so that nobody takes it for 0; so has a value that was
rejected, because receivers chart what stands there. What was withdrawn is left out: a receiver
cannot take back what it was never sent.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from monitor.events import CuffReading, CuffSource, Entry, ManualVitals, Note, Observation, Verdict
from monitor.exports._hl7_lines import escaped, formatted
from monitor.exports._minutes import minutes
from monitor.extract import Extract, Sample
from monitor.scale import scales

PLACES = {
    "heart_rate": "1.1.1.1",
    "resp_rate": "1.1.2.1",
    "spo2": "1.2.1.1",
    "pulse_rate": "1.2.1.2",
    "device.cuff": "1",
    "blood_pressure": "1.0.1",
    "systolic": "1.0.1.1",
    "diastolic": "1.0.1.2",
    "mean": "1.0.1.3",
    "pulse": "1.0.0.1",
}
"""What is measured -> where it is contained: device, unit, channel, metric."""

RAW, FINAL, PRELIMINARY, NO_RESULT = "R", "F", "P", "X"
"""HL7's table 0085: not verified by anybody, verified, doubted, none to be had."""


@dataclass(frozen=True, slots=True)
class Result:
    """One OBX. name: of its concept; sub: its place in the message; value, note: escaped, or "".

    kind: HL7's type of the value. text: what a concept is called that has no code elsewhere.
    """

    name: str
    sub: str
    t_ms: int
    value: str = ""
    unit: str = ""
    status: str = FINAL
    kind: str = "NM"
    text: str = ""
    device: str | None = None
    by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Results of one moment."""

    t_ms: int
    results: list[Result]


def messages(extract: Extract) -> list[Message]:
    """Return every message of a session in the order of time."""
    found = [*_minutes(extract), *_entries(extract)]
    return sorted((one for one in found if one.results), key=lambda one: one.t_ms)


def _minutes(extract: Extract) -> Iterator[Message]:
    for samples in minutes(extract):
        began_ms = min(sample.t_ms for sample in samples)
        yield Message(began_ms, [_measured(sample) for sample in samples])


def _entries(extract: Extract) -> Iterator[Message]:
    groups = groupby(extract.entered(), key=lambda sample: sample.seq)
    samples = {seq: list(group) for seq, group in groups}
    for entry in extract.standing:
        yield Message(entry.t_ms, list(_results(entry, samples.get(entry.seq, []))))


def _results(entry: Entry, samples: list[Sample]) -> Iterator[Result]:
    match entry:
        case CuffReading():
            yield _heading("device.cuff", entry.t_ms)
            yield _heading("blood_pressure", entry.t_ms, "standing" if entry.standing else "")
            # A mean that nobody gave is no gap: who types a pressure has none.
            told = (one for one in samples if one.name != "mean" or one.value is not None)
            yield from map(_measured, told)
        case ManualVitals():
            yield from map(_measured, samples)
        case Observation():
            yield from _rating(entry)
        case Note():
            text = formatted(entry.text)
            yield Result("note", "1.0.0.1", entry.t_ms, text, kind="FT", text="Note", by=entry.by)


def _heading(name: str, t_ms: int, note: str = "") -> Result:
    """Name what the results below it belong to; it has no value of its own."""
    return Result(name, PLACES[name], t_ms, status=NO_RESULT, note=note)


def _measured(sample: Sample) -> Result:
    doubted = sample.status not in ("ok", "not_measured")
    value = "" if sample.status == Verdict.REJECTED else _number(sample.value)
    if not value:
        status = NO_RESULT
    elif doubted:
        status = PRELIMINARY
    else:
        status = FINAL if sample.source == CuffSource.MANUAL else RAW
    return Result(
        sample.name,
        PLACES[sample.name],
        sample.t_ms,
        value,
        sample.unit,
        status,
        device=sample.device,
        by=sample.by,
        note=": ".join(filter(None, (sample.status, sample.rule))) if doubted else "",
    )


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:g}"


def _rating(seen: Observation) -> Iterator[Result]:
    """Yield the score where the scale has one, then the items as they were answered."""
    scale = scales().get(seen.scale)
    if scale is None or scale.rule != "none":
        score = _number(seen.score)
        yield Result(
            seen.scale,
            "1.0.0.1",
            seen.t_ms,
            score,
            "{score}",
            FINAL if score else NO_RESULT,
            text=scale.title if scale else seen.scale,
            by=seen.by,
        )
    titles = {item.id: item.title for item in scale.items} if scale else {}
    for place, (item, answer) in enumerate(seen.answers.items(), 2):
        yield Result(
            f"{seen.scale}.{item}",
            f"1.0.0.{place}",
            seen.t_ms,
            escaped(str(answer)),
            kind="NM" if isinstance(answer, int) else "ST",
            text=titles.get(item) or item,
            by=seen.by,
        )
