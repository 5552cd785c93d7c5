"""What the page's chart is drawn from, as plain lists for JSON. No HTML here.

Times are session ms. What was not measured is in no list, so it cannot be drawn.
"""

import math
from collections.abc import Iterator
from typing import Any

from monitor.episodes import Episode, episodes
from monitor.events import (
    AlarmStep,
    Baseline,
    CuffReading,
    Entry,
    InfusionChange,
    LinkChange,
    LinkState,
    ManualVitals,
    MedicationGiven,
    Observation,
    Priority,
    PumpStep,
    SprayUsed,
)
from monitor.extract import Extract
from monitor.scale import Scale, scales
from monitor.vitals import RATE_ORDER, Vital

MINUTE = 60_000

TRACES: dict[str, tuple[Vital, ...]] = {
    "rate": RATE_ORDER,
    "spo2": (Vital.SPO2,),
    "resp_rate": (Vital.RESP_RATE,),
}
"""Lane -> its vitals, the first that was measured; each is also a code html.lane.…"""

SCALE_LANES = ("sedation", "dissociation", "nausea")
"""The lanes that are there in every session; others where they were rated."""

_AXES = {"rate": (50, 130, 20), "spo2": (85, 100, 5), "resp_rate": (0, 40, 20)}
"""Lane -> lowest, highest, step; the values may widen it."""

CONTROLS = dict.fromkeys({*range(32), *range(0x7F, 0xA0)} - {*map(ord, "\t\n")})
"""What no text of a page may hold, whoever typed it: for str.translate."""

Chart = dict[str, Any]


def chart(extract: Extract) -> Chart:
    """Return all that is drawn, from the session's start to its end."""
    end_ms = last_ms(extract)
    return {
        "end": end_ms,
        "zero": extract.zero_ms,
        "clock": _clock(extract, end_ms),
        "pressures": list(_pressures(extract)),
        "baseline": _baseline(extract),
        "traces": list(_traces(extract)),
        "pump": _pump(extract, end_ms),
        "given": list(_given(extract)),
        "scores": [_scores(extract, scale) for scale in _scales(extract)],
        "alarms": list(_alarms(extract, end_ms)),
        "outages": list(_outages(extract, end_ms)),
    }


def last_ms(extract: Extract) -> int:
    """Return where the chart ends: with the session; while it runs, with what is known last."""
    return max(extract.history.last_ms if extract.ended_ms is None else extract.ended_ms, 1000)


def _clock(extract: Extract, end_ms: int) -> list[list[int]]:
    """Return [t_ms, seconds of the day then], again where the clocks are put forward or back.

    Empty where the times are relative only.
    """
    found: list[list[int]] = []
    offset = None
    for t_ms in range(0, end_ms + 1, MINUTE):
        at = extract.at(t_ms)
        if at is not None and at.utcoffset() != offset:
            offset = at.utcoffset()
            found.append([t_ms, at.hour * 3600 + at.minute * 60 + at.second])
    return found


# --- what was measured ---------------------------------------------------------------------------


def _pressures(extract: Extract) -> Iterator[Chart]:
    for entry in extract.standing:
        if isinstance(entry, CuffReading):
            doubt = extract.doubts.get(entry.seq or 0)
            yield {
                "t": entry.t_ms,
                "seq": entry.seq,
                "values": [entry.systolic, entry.diastolic, entry.mean],
                "manual": entry.source == "manual",
                "doubt": doubt.verdict if doubt else None,
            }


def _baseline(extract: Extract) -> list[float] | None:
    found = [entry for entry in extract.standing if isinstance(entry, Baseline)]
    return [found[-1].systolic, found[-1].diastolic] if found else None


def _traces(extract: Extract) -> Iterator[Chart]:
    for name, vitals in TRACES.items():
        runs, typed = list(_runs(extract, vitals)), list(_typed(extract, vitals))
        if runs or typed or name != Vital.RESP_RATE:
            low, high, step = _AXES[name]
            values = [value for _, _, run in runs for value in run] + [one[1] for one in typed]
            yield {
                "id": name,
                "low": low - math.ceil(max(low - min([low, *values]), 0) / step) * step,
                "high": high + math.ceil(max(max([high, *values]) - high, 0) / step) * step,
                "step": step,
                "runs": runs,
                "typed": typed,
            }


def _runs(extract: Extract, vitals: tuple[Vital, ...]) -> Iterator[tuple[int, str, list[float]]]:
    """Yield (first ms, vital, values second by second) wherever one was measured without a gap."""
    history = extract.history
    columns = [(vital.value, history.columns[vital]) for vital in vitals]
    run: list[float] = []
    first_ms, of, next_ms = 0, "", None
    for at, t_ms in enumerate(history.t_ms):
        measured = ((name, col[at]) for name, col in columns if math.isfinite(col[at]))
        name, value = next(measured, ("", 0.0))
        if run and (name != of or t_ms != next_ms):
            yield first_ms, of, run
            run = []
        if name:
            first_ms, of = (first_ms, of) if run else (t_ms, name)
            run.append(round(value, 1))
        next_ms = t_ms + 1000
    if run:
        yield first_ms, of, run


def _typed(extract: Extract, vitals: tuple[Vital, ...]) -> Iterator[tuple[int, float, int | None]]:
    for entry in extract.standing:
        if isinstance(entry, ManualVitals):
            for vital in vitals:
                value = getattr(entry, vital)
                if value is not None:
                    yield entry.t_ms, value, entry.seq
                    break


# --- what was given and seen ---------------------------------------------------------------------


def _pump(extract: Extract, end_ms: int) -> list[Chart]:
    """Return the stretches at one rate; 0 mg/h is a pause, null a rate nobody told."""
    return [
        {
            "from": one.start_ms,
            "to": one.end_ms,
            "rate": None if one.mg_per_h is None else round(one.mg_per_h, 2),
        }
        for one in extract.infusion.stretches(end_ms)
    ]


def _given(extract: Extract) -> Iterator[Chart]:
    for entry in extract.standing:
        bolus = isinstance(entry, InfusionChange) and entry.step is PumpStep.BOLUS
        if bolus or isinstance(entry, MedicationGiven | SprayUsed):
            yield {"t": entry.t_ms, "seq": entry.seq, "text": _said(extract, entry)}


def _scales(extract: Extract) -> list[Scale]:
    rated = {entry.scale for entry in extract.standing if isinstance(entry, Observation)}
    known = scales()
    others = sorted(name for name in rated - {*SCALE_LANES} if name in known and known[name].lane)
    return [known[name] for name in (*SCALE_LANES, *others)]


def _scores(extract: Extract, scale: Scale) -> Chart:
    """Return a scale's answers; the score is None where the answer was no number."""
    seen = (one for one in extract.standing if isinstance(one, Observation))
    return {
        "id": scale.id,
        "label": extract.say(f"item.{scale.id}"),
        "low": scale.lowest,
        "high": scale.highest,
        "bars": scale.worst != "lowest",
        "points": [(one.t_ms, one.score, one.seq) for one in seen if one.scale == scale.id],
    }


# --- alarms and links ----------------------------------------------------------------------------


def _alarms(extract: Extract, end_ms: int) -> Iterator[Chart]:
    """Yield each alarm: its bars, and the moments of a first breach and of an answer."""
    for episode in episodes(extract.standing):
        worst = episode.worst
        yield {
            "seq": worst.seq,
            "priority": worst.priority,
            "text": _said(extract, worst),
            "bars": list(_bars(episode, end_ms)),
            "breaches": [one.t_ms for one in episode.steps(AlarmStep.UNCONFIRMED)],
            "answers": [one.t_ms for one in episode.steps(AlarmStep.ACKNOWLEDGED)],
        }


def _bars(episode: Episode, end_ms: int) -> Iterator[Chart]:
    """Yield what was raised; full: it was so then and grave, else a message or over."""
    for one in episode.stretches():
        if one.state is not AlarmStep.UNCONFIRMED:
            raised = one.state is AlarmStep.RAISED and one.priority is not Priority.LOW
            until_ms = end_ms if one.until_ms is None else one.until_ms
            yield {
                "from": one.since_ms,
                "to": until_ms,
                "priority": one.priority,
                "full": raised,
            }


def _outages(extract: Extract, end_ms: int) -> Iterator[Chart]:
    """Yield from when to when a device that had been heard was not."""
    changes = [entry for entry in extract.standing if isinstance(entry, LinkChange)]
    for device in sorted({change.device for change in changes}):
        yield from _of_device([one for one in changes if one.device == device], extract, end_ms)


def _of_device(changes: list[LinkChange], extract: Extract, end_ms: int) -> Iterator[Chart]:
    since: LinkChange | None = None
    heard = False
    for change in changes:
        if change.state is LinkState.RECEIVING:
            if since is not None:
                yield _outage(since, change.t_ms, extract)
            heard, since = True, None
        elif heard and since is None:
            since = change
    if since is not None:
        yield _outage(since, end_ms, extract)


def _outage(since: LinkChange, until_ms: int, extract: Extract) -> Chart:
    text = _said(extract, since)
    return {"from": since.t_ms, "to": until_ms, "seq": since.seq, "text": text}


def _said(extract: Extract, entry: Entry) -> str:
    return extract.describe(entry).translate(CONTROLS)
