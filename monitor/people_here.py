"""Who is at the bedside, folded from what people said of it. No account, no PIN, no screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.events import HandOver, PersonChange

if TYPE_CHECKING:
    from monitor.session import Session

ARRIVED = "arrived"
LEFT = "left"
CHECKED = "checked"
"""Who checked drug, bag and pump was there then, and may have gone again."""

LAPSED = "lapsed"
"""The screen hid the name: whoever touches it now may be somebody else."""

CONFIRMED = "confirmed"
CLAIMED = "claimed"
"""By a PIN; what was entered in an emergency is that person's from then on."""

EMERGENCY = "EMERGENCY"
"""Who records where nobody could sign in; a person claims the session later."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of this session. `here`: may be taken to be at the bedside; since_ms: since when."""

    name: str
    here: bool
    since_ms: int


def session_people(session: "Session") -> list[Person]:
    """Return everybody who was named, in the order they came; the last word on each counts.

    Whoever hands over is taken to leave: she says so herself if she stays.
    """
    people = {session.start.nurse: Person(session.start.nurse, here=True, since_ms=0)}
    told = [e for e in session.entries.values() if isinstance(e, PersonChange | HandOver)]
    for entry in sorted(told, key=lambda e: (e.t_ms, e.seq or 0)):
        if isinstance(entry, HandOver):
            _note(people, entry.before, entry.t_ms, here=False)
            _note(people, entry.person, entry.t_ms, here=True)
        elif entry.step == LAPSED:
            continue
        elif entry.step != CHECKED or entry.person not in people:
            _note(people, entry.person, entry.t_ms, here=entry.step not in {LEFT, CHECKED})
            if entry.step == CLAIMED:
                people.pop(EMERGENCY, None)
    return list(people.values())


def who_enters(session: "Session") -> str:
    """Return in whose name the last known hand entered: who began, came, took over or signed in."""
    told = [e for e in session.entries.values() if isinstance(e, PersonChange | HandOver)]
    for entry in sorted(told, key=lambda e: e.seq or 0, reverse=True):
        if isinstance(entry, HandOver) or entry.step in {ARRIVED, CONFIRMED, CLAIMED}:
            return entry.person
    return session.start.nurse


def _note(people: dict[str, Person], name: str, t_ms: int, *, here: bool) -> None:
    before = people.get(name)
    since_ms = before.since_ms if before is not None and before.here and here else t_ms
    people[name] = Person(name, here, since_ms)


def same_name(one: str, other: str) -> bool:
    """Whether two names as they were typed mean one person: blanks and capitals do not matter."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
