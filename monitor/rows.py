"""How an event becomes a row of the record and a row an event again. Knows no database.

Enums are their value, times ISO 8601 text in UTC with milliseconds, dates ISO 8601, dicts and
tuples JSON text. Whatever can be read back is of the type its field says and in bounds that no
true value reaches, so nothing behind it has to ask again; what is not raises ValueError,
TypeError or KeyError.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from monitor import events
from monitor.events import Entry, Event, Second, SessionStart

Row = dict[str, Any]
"""Column name -> what SQLite stores."""

DAY_MS = 86_400_000

LONGEST_MS = 400 * DAY_MS
"""No session lasts longer."""

FURTHEST_MS = 100 * 366 * DAY_MS
"""No entry is further from its session's start, either way; no whole number of ours is larger."""

LARGEST = 1e9
"""No measured or typed number is further from zero, whatever its unit."""

YEARS = range(1900, 3000)
"""Years that times may be of: far enough from what a datetime can hold to reckon with them."""


class RecordName(NamedTuple):
    """What one kind of entry is called: its table, and one row of it."""

    table: str
    singular: str


RECORD_OF: dict[type[Entry], RecordName] = {
    events.CuffReading: RecordName("cuffs", "cuff"),
    events.LinkChange: RecordName("link_changes", "link_change"),
    events.SourceChange: RecordName("source_changes", "source_change"),
    events.CuffRequest: RecordName("cuff_requests", "cuff_request"),
    events.CuffCommand: RecordName("cuff_commands", "cuff_command"),
    events.CuffChange: RecordName("cuff_changes", "cuff_change"),
    events.ManualVitals: RecordName("manual_vitals", "manual_vitals"),
    events.Judgement: RecordName("judgements", "judgement"),
    events.PhaseChange: RecordName("phase_changes", "phase_change"),
    events.DosePlan: RecordName("dose_plans", "dose_plan"),
    events.InfusionChange: RecordName("infusion_changes", "infusion_change"),
    events.MedicationGiven: RecordName("medications", "medication"),
    events.Observation: RecordName("observations", "observation"),
    events.Mark: RecordName("marks", "mark"),
    events.Note: RecordName("notes", "note"),
    events.Baseline: RecordName("baselines", "baseline"),
    events.LimitChange: RecordName("limit_changes", "limit_change"),
    events.Correction: RecordName("corrections", "correction"),
    events.Signature: RecordName("signatures", "signature"),
    events.PersonChange: RecordName("person_changes", "person_change"),
    events.AlarmChange: RecordName("alarm_changes", "alarm_change"),
    events.ClockStep: RecordName("clock_steps", "clock_step"),
    events.DeviceInUse: RecordName("devices_in_use", "device_in_use"),
    events.ProbeChange: RecordName("probe_changes", "probe_change"),
    events.DrugWasted: RecordName("wastes", "waste"),
    events.SprayUsed: RecordName("sprays", "spray"),
    events.DueAnswer: RecordName("due_answers", "due_answer"),
    events.Check: RecordName("checks", "check"),
    events.Criterion: RecordName("criteria", "criterion"),
    events.Leaving: RecordName("leavings", "leaving"),
    events.HandOver: RecordName("hand_overs", "hand_over"),
    events.PowerChange: RecordName("power_changes", "power_change"),
    events.AudioPause: RecordName("audio_pauses", "audio_pause"),
    events.TroubleChange: RecordName("trouble_changes", "trouble_change"),
}
"""The table of every kind of entry, and what one row of it is called in JSON and on screen."""

CLASS_OF = {name.table: kind for kind, name in RECORD_OF.items()}
"""The entry class of every table of entries."""


def utc_text(at: datetime) -> str:
    """Return an aware time as the record writes it: ISO 8601 in UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def row_of(entry: Entry) -> Row:
    """Return an entry as the columns of its table (`session` is the writer's to add).

    ValueError: a number is larger than any of ours; it could not be read back.
    """
    return {name: _stored(getattr(entry, name)) for name in _DECODERS[type(entry)]}


def entry_of(table: str, row: Mapping[str, Any]) -> Entry:
    """Return the entry that a row of a table stands for; columns unknown here are left alone."""
    kind = CLASS_OF[table]
    return kind(**_fields(kind, row))


def vitals_row(second: Second) -> Row | None:
    """Return a second as a row of `vitals`, or None where no device said anything.

    A row of NULLs says that a device was there and could not measure: a probe off, not a cable out.
    """
    if not second.values:
        return None
    measured = {vital.value: _stored(value) for vital, value in second.values.items()}
    return {"t_ms": second.t_ms, **measured}


def start_row(start: SessionStart) -> Row:
    """Return a session's identity as columns of `sessions`."""
    row = {name: _stored(getattr(start, name)) for name in _DECODERS[SessionStart]}
    del row["t_ms"]
    row["started_at"] = row.pop("at")
    return row


def start_of(row: Mapping[str, Any]) -> SessionStart:
    """Return the start that a row of `sessions` stands for."""
    return SessionStart(t_ms=0, **_fields(SessionStart, {"at": row["started_at"], **row}))


def moment(text: str) -> datetime:
    """Return a time of the record. ValueError: it has no zone, or is of no year of ours."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.year not in YEARS:
        raise ValueError(f"no time of a record: {text}")
    return at


def session_ms(t_ms: int) -> int:
    """Return a moment within a session, in ms. ValueError: before its start, or of no session."""
    if not 0 <= t_ms <= LONGEST_MS:
        raise ValueError(f"no moment of a session: {t_ms} ms")
    return t_ms


def number(value: float) -> float:
    """Return a number of the record. ValueError: no quantity of ours is that large."""
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(f"no number of a record: {value}")
    return value


def _fields(kind: type[Event], row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row tells; a column that is NULL, also because it is newer, leaves the default."""
    decoders = _DECODERS[kind]
    return {
        name: decoders[name](value)
        for name, value in row.items()
        if name in decoders and value is not None
    }


def _stored(value: object) -> object:
    kind: Any = type(value)
    return _storing(kind)(value)


@cache
def _storing(kind: type) -> Callable[[Any], object]:
    """Return how a kind of value is stored; of what it is many kinds of, the first here counts."""
    return next((store for kinds, store in _STORING if issubclass(kind, kinds)), _itself)


def _text(value: str) -> str:
    """Half of a surrogate pair is no text to SQLite, and would keep all else from the disk."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _decoder(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type hint has no type of its own
    if isinstance(hint, UnionType):
        hint = next(kind for kind in get_args(hint) if kind is not type(None))
    hint = get_origin(hint) or hint
    return _READING.get(hint) or (hint if issubclass(hint, Enum | bool) else _itself)


def _whole(value: object) -> int:
    if type(value) is not int or abs(value) > FURTHEST_MS:
        raise ValueError(f"no whole number of a record: {value!r}")
    return value


def _answers(text: str) -> dict[str, int | str]:
    told = json.loads(text)
    if not isinstance(told, dict):
        raise TypeError("answers are no table")
    return {
        item: answer if isinstance(answer, str) else _whole(answer) for item, answer in told.items()
    }


def _tuple(text: str) -> tuple[int, ...]:
    told = json.loads(text)
    if not isinstance(told, list):
        raise TypeError("numbers are no list")
    return tuple(map(_whole, told))


def _itself(value: object) -> object:
    return value


_READING: dict[type, Callable[[Any], Any]] = {
    datetime: moment,
    date: date.fromisoformat,
    int: _whole,
    float: number,
    dict: _answers,
    tuple: _tuple,
}

_STORING: tuple[tuple[type | tuple[type, ...], Callable[[Any], object]], ...] = (
    (datetime, utc_text),
    (date, date.isoformat),
    (Enum, lambda value: value.value),
    ((dict, tuple), lambda value: json.dumps(value, ensure_ascii=False)),
    (str, _text),
    (float, lambda value: number(value) if math.isfinite(value) else None),
    (bool, int),
)


def _decoders(kind: type[Event]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _decoder(hints[field.name]) for field in fields(kind)}


_DECODERS = {kind: _decoders(kind) for kind in (*RECORD_OF, SessionStart)}
"""What turns each stored column of a kind of event back into its field."""
