"""What of an entry can be amended, and the entry as it should have been. No Qt here.

A value is typed as text in a blank; what stands there already is the value as it was entered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf

from monitor.errors import EntryError
from monitor.events import (
    CuffReading,
    CuffSource,
    DrugWasted,
    Entry,
    InfusionChange,
    ManualVitals,
    MedicationGiven,
    Note,
    Observation,
)
from ui.dialogs.type_vitals_dialog import POSSIBLE
from ui.scale_words import spoken_scales
from ui.words import clock_time, number, say

TIME, TEXT, SCORE = "time", "text", "score"

Bounds = tuple[float, float]

NUMBERS: dict[type[Entry], dict[str, Bounds]] = {
    CuffReading: {name: POSSIBLE[name] for name in ("systolic", "diastolic")},
    ManualVitals: {
        "heart_rate": POSSIBLE["rate"],
        "pulse_rate": POSSIBLE["rate"],
        "spo2": POSSIBLE["spo2"],
        "resp_rate": POSSIBLE["breathing"],
    },
    MedicationGiven: {"dose": (0, 100_000)},
    InfusionChange: {"mg_per_h": (0, 1000), "mg": (0, 1000), "ml": (0, 1000)},
    DrugWasted: {"mg": (0, 1000)},
}
"""Fields that are numbers, with what can be true of them."""

HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to be typed: its name, what it is called, what stands there."""

    name: str
    title: str
    text: str


def blanks(entry: Entry) -> list[Blank]:
    """Return what can be amended; of what a device or Dripwatch said nothing can but its being."""
    if entry.by is None:
        return []
    return [
        *_numbers(entry),
        *_score(entry),
        *([Blank(TEXT, say("amend.field.text"), entry.text)] if isinstance(entry, Note) else []),
        Blank(TIME, say("amend.field.time"), clock_time(entry.at)),
    ]


def _numbers(entry: Entry) -> list[Blank]:
    if isinstance(entry, CuffReading) and entry.source is not CuffSource.MANUAL:
        return []
    there = {name: getattr(entry, name) for name in NUMBERS.get(type(entry), ())}
    unit = getattr(entry, "unit", None) or ""
    return [
        Blank(name, say(f"amend.field.{name}", unit=unit).strip(), number(value))
        for name, value in there.items()
        if value is not None
    ]


def _score(entry: Entry) -> list[Blank]:
    """The answer to a scale of one item, where it was a number."""
    scale = spoken_scales().get(entry.scale) if isinstance(entry, Observation) else None
    if scale is None or not isinstance(entry, Observation) or len(scale.items) != 1:
        return []
    item = scale.items[0]
    answer = item.number(entry.answers.get(item.id))
    if answer is None:
        return []
    return [Blank(SCORE, say("amend.field.score", low=item.low, high=item.high), str(answer))]


def amended(entry: Entry, typed: Mapping[str, str]) -> Entry:
    """Return the entry as it should have been. EntryError: what cannot be, or that nothing is new.

    typed: a text for each blank, by its name.
    """
    known = {blank.name: blank.text for blank in blanks(entry)}
    new = {name: text for name, text in typed.items() if text.strip() != known[name].strip()}
    if not new:
        raise EntryError("amend_unchanged", field=next(iter(known), ""))
    for name, text in new.items():
        entry = _AMENDS.get(name, _with_number)(entry, name, text.strip())
    if isinstance(entry, CuffReading) and (entry.diastolic or 0) >= (entry.systolic or inf):
        raise EntryError("typed_upside_down", field="diastolic")
    return replace(entry, seq=None, entered_at=None)


def _with_number(entry: Entry, name: str, text: str) -> Entry:
    value = _read(name, text, *NUMBERS[type(entry)][name])
    changed = replace(entry, **{name: value})  # type: ignore[arg-type]
    if isinstance(changed, CuffReading):
        # What was the mean of the old numbers is none of the new ones.
        changed = replace(changed, mean=None)
    return changed


def _with_score(entry: Entry, name: str, text: str) -> Entry:
    assert isinstance(entry, Observation)
    scale = spoken_scales()[entry.scale]
    item = scale.items[0]
    answer = _read(name, text, item.low, item.high)
    if answer not in item.numbers:
        raise EntryError("amend_number", field=name, low=item.low, high=item.high)
    answers = {**entry.answers, item.id: int(answer)}
    return replace(entry, answers=answers, score=scale.score(answers))


def _with_text(entry: Entry, name: str, text: str) -> Entry:
    if not text:
        raise EntryError("note_missing", field=name)
    return replace(entry, text=text)  # type: ignore[call-arg]


def _with_time(entry: Entry, name: str, text: str) -> Entry:
    """The time of day that is nearest to the old one, a session may go past midnight."""
    at = entry.at
    assert at is not None
    local = at.astimezone()
    try:
        typed = datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError as error:
        raise EntryError("amend_time", field=name) from error
    away = datetime.combine(local.date(), typed, local.tzinfo) - local
    if abs(away) > HALF_DAY:
        away -= timedelta(days=1) if away > HALF_DAY else timedelta(days=-1)
    t_ms = entry.t_ms + round(away / timedelta(milliseconds=1))
    return replace(entry, t_ms=t_ms, at=at + away)


def _read(name: str, text: str, low: float, high: float) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise EntryError("amend_number", field=name, low=number(low), high=number(high))
    return value


_AMENDS: dict[str, Callable[[Entry, str, str], Entry]] = {
    TIME: _with_time,
    TEXT: _with_text,
    SCORE: _with_score,
}
