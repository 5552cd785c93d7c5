"""Who is at the bedside, folded from what people said of it. No account, no PIN, no screen."""

from dataclasses import dataclass

from monitor.events import HandOver, PersonChange
from monitor.session import Session

LEFT = "left"
CHECKED = "checked"
"""Who checked drug, bag and pump was there then, and may have gone again."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of this session. `here`: may be taken to be at the bedside; since_ms: since when."""

    name: str
    here: bool
    since_ms: int


def session_people(session: Session) -> list[Person]:
    """Return everybody who was named, in the order they came; the last word on each counts.

    Whoever hands over is taken to leave: she says so herself if she stays.
    """
    people = {session.start.nurse: Person(session.start.nurse, here=True, since_ms=0)}
    told = [e for e in session.entries.values() if isinstance(e, PersonChange | HandOver)]
    for entry in sorted(told, key=lambda e: (e.t_ms, e.seq or 0)):
        if isinstance(entry, HandOver):
            _note(people, entry.before, entry.t_ms, here=False)
            _note(people, entry.person, entry.t_ms, here=True)
        elif entry.step != CHECKED or entry.person not in people:
            _note(people, entry.person, entry.t_ms, here=entry.step not in {LEFT, CHECKED})
    return list(people.values())


def _note(people: dict[str, Person], name: str, t_ms: int, *, here: bool) -> None:
    before = people.get(name)
    since_ms = before.since_ms if before is not None and before.here and here else t_ms
    people[name] = Person(name, here, since_ms)


def same_name(one: str, other: str) -> bool:
    """Whether two names as they were typed mean one person: blanks and capitals do not matter."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
