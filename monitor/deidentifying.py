"""An extract from which nobody is to be recognised: HIPAA Safe Harbor, 45 CFR 164.514(b)(2).

What may stay is listed, not what must go: numbers, answers of our own lists, and texts that are
one of our own codes. Every other text goes, whoever typed it and wherever; so do all times but the
distance from the session's start and the year. Numbers are kept as they are: a pressure names
nobody, but whoever hands out a rare combination of them still has to think.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import tzinfo
from enum import Enum
from functools import cache
from typing import Any

from monitor import catalogue
from monitor.alarms import RULES
from monitor.events import SessionStart
from monitor.extract import CUFF_PARTS, Extract
from monitor.history import History
from monitor.profile import SHIPPED
from monitor.scale import scales
from monitor.vitals import Vital

REMOVED = "removed"
"""What stands where a text was: that something was said is part of the course."""

PEOPLE = frozenset({"by", "nurse", "person", "before", "witness", "escort", "checked_by"})
"""Fields that name somebody who was there: the same number for the same person, in this file."""

GONE = frozenset(
    {"patient", "birth_date", "record_number", "room", "allergy", "port", "adapter", "lot"}
    | {"at", "entered_at", "device_time"}
)
"""Fields that go whatever stands in them."""

OLD = 90
"""Ages from here on are one group (164.514(b)(2)(i)(C))."""


def deidentified(extract: Extract, *, uid: str, subject: str, words: frozenset[str]) -> Extract:
    """Return what is left of an extract.

    uid, subject: made up for this export, not derived from anything. words: the codes that the
    caller knows beside ours (devices, reasons), none of them typed by a person.
    """
    start = extract.start
    keep = _Keeping(_own_words() | words)
    history = extract.history
    spared = History(
        replace(keep.event(start), uid=uid, profile=""),
        [keep.event(entry) for entry in history.entries],
        history.t_ms,
        history.columns,
        history.ended,
    )
    aged = _age(start, extract.zone)
    return Extract(
        history=spared,
        subject=subject,
        ended_ms=extract.ended_ms,
        zone=extract.zone,
        describe=extract.describe,
        say=extract.say,
        codes=extract.codes,
        deidentified=True,
        year=start.at.astimezone(extract.zone).year if start.at else None,
        age=None if aged is None else f"{OLD}+" if aged >= OLD else str(aged),
    )


class _Keeping:
    """Goes through events and numbers the people as they come."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._people: dict[str, str] = {}

    def event(self, event: Any) -> Any:  # noqa: ANN401 - the class it is given, whichever
        """Return an event with what may stay of it."""
        kept = {
            field.name: self._kept(field.name, getattr(event, field.name))
            for field in fields(event)
        }
        if "answers" in kept:
            kept["answers"] = self._answers(event.scale, event.answers)
        return type(event)(**kept)

    def _kept(self, name: str, value: object) -> object:
        match value:
            case _ if value is None or name in GONE:
                return None
            case str() if name in PEOPLE:
                return self._people.setdefault(value, f"staff {len(self._people) + 1}")
            case Enum() | int() | tuple():
                return value
            case float():
                return value if math.isfinite(value) else None
            case str():
                return value if self._words.issuperset(value.split(".")) else REMOVED
            case _:
                return None

    def _answers(self, scale: str, answers: Mapping[str, int | str]) -> dict[str, int | str]:
        known = scales().get(scale)
        items = {item.id: item for item in known.items} if known else {}
        return {
            name: answer
            for name, answer in answers.items()
            if name in items and items[name].allows(answer)
        }


@cache
def _own_words() -> frozenset[str]:
    """Every text of the shipped profiles and of the scales: none of them is about anybody."""
    shipped = [tomllib.loads(path.read_text("utf-8")) for path in SHIPPED.glob("*.toml")]
    of_scales = (text for scale in scales().values() for text in (scale.id, scale.version))
    measured = (*Vital, *CUFF_PARTS, "high", "low", *catalogue.names(RULES))
    named = (f"{one['name']} v{one['version']}" for one in shipped)
    return frozenset(
        [*(text for one in shipped for text in _texts(one)), *named, *of_scales, *measured]
    )


def _texts(told: object) -> Iterator[str]:
    match told:
        case str():
            yield told
        case dict():
            yield from told
            for inner in told.values():
                yield from _texts(inner)
        case list():
            for inner in told:
                yield from _texts(inner)


def _age(start: SessionStart, zone: tzinfo | None) -> int | None:
    """Return the patient's age on the clinic's day, in whole years."""
    if start.birth_date is None or start.at is None:
        return None
    day, born = start.at.astimezone(zone).date(), start.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
