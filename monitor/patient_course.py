"""A patient's sessions as one course: who belongs together, how far apart, what each came to. Pure.

It knows this record alone, and whatever was planned between two infusions nobody wrote down: what
is told of intervals is how long they were.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from monitor import summary
from monitor.last_time import Patient, plain, same
from monitor.listing import SessionRow, Visit
from monitor.summary import Summary


@dataclass(frozen=True, slots=True)
class PatientCourse:
    """One patient, as the last session named them, and their sessions, the oldest first."""

    patient: Patient
    visits: tuple[Visit, ...]


def courses(visits: Iterable[Visit]) -> list[PatientCourse]:
    """Tell patients apart, as Archive.visits gives their sessions; whoever was here last first.

    Two sessions are of one patient where `last_time.same` says so, and where no other session of
    that patient has another birth date or record number: rather two courses than two people in one.
    """
    found: list[_Someone] = []
    places: defaultdict[_Key, list[int]] = defaultdict(list)
    for visit in visits:
        who, keys = _who(visit), _keys(visit)
        near = dict.fromkeys(place for key in keys for place in places[key])
        place = next((place for place in near if found[place].may_be(who)), None)
        if place is None:
            place = len(found)
            found.append(_Someone())
        for key in keys:
            if place not in places[key]:
                places[key].append(place)
        found[place].add(who, visit)
    made = [PatientCourse(one.known[-1], tuple(one.visits)) for one in found]
    return sorted(made, key=lambda course: course.visits[-1].started_at, reverse=True)


_Key = tuple[str, object]


def _keys(visit: Visit) -> list[_Key]:
    """Whoever is the same has one of these in common."""
    number = plain(visit.record_number or "")
    named = (plain(visit.patient), visit.birth_date)
    return [("number", number), named] if number else [named]


def _who(visit: Visit) -> Patient:
    return Patient(visit.patient, visit.birth_date, visit.record_number)


class _Someone:
    """One patient while the sessions are gone through, and all that was said of them."""

    def __init__(self) -> None:
        self.known: list[Patient] = []
        self.visits: list[Visit] = []
        self._numbers: set[str] = set()
        self._born: set[date] = set()

    def may_be(self, who: Patient) -> bool:
        number = plain(who.record_number or "")
        if number and self._numbers and number not in self._numbers:
            return False
        if who.birth_date and self._born and who.birth_date not in self._born:
            return False
        return any(same(who, known) for known in reversed(self.known))

    def add(self, who: Patient, visit: Visit) -> None:
        self.known.append(who)
        self.visits.append(visit)
        if number := plain(who.record_number or ""):
            self._numbers.add(number)
        if who.birth_date:
            self._born.add(who.birth_date)


# --- how far apart -------------------------------------------------------------------------------


def days_before(rows: Sequence[SessionRow]) -> list[int | None]:
    """Return for each session how many days after the one before it began; None for the first.

    Days of the calendar here: from a Monday evening to a Monday morning is a week.
    """
    days = [row.started_at.astimezone().date() for row in rows]
    between = [(day - before).days for before, day in pairwise(days)]
    return [None, *between] if days else []


# --- what each came to ---------------------------------------------------------------------------


def dose_mg_per_kg(row: SessionRow) -> float | None:
    """Return mg/kg by the clock and the weight of that day; None without either."""
    given = _sums(row).dose_mg
    return given / row.weight if given is not None and row.weight else None


def rise(row: SessionRow) -> float | None:
    """Return how far the highest systolic since the drug began was above the baseline, in mmHg."""
    return summary.rise(_sums(row).peak_systolic, _sums(row).baseline_systolic)


MEASURES: Mapping[str, Callable[[SessionRow], float | None]] = {
    "dose": dose_mg_per_kg,
    "rise": rise,
    "dissociation": lambda row: _sums(row).peak_dissociation,
    "recovered": lambda row: _sums(row).recovered_min,
    "nausea": lambda row: _sums(row).peak_nausea,
}
"""What is followed across a course: mg/kg, mmHg, 0 to 4, minutes after the start, 0 to 10."""


def changes(values: Sequence[float | None]) -> list[float | None]:
    """Return how far each value is from that of the first session; None where one is missing."""
    first = values[0] if values else None
    return [None if v is None or first is None else v - first for v in values]


def _sums(row: SessionRow) -> Summary:
    return row.summary or Summary()
