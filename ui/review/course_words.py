"""What is said of each infusion of a course: the cells of its table, its sentence. No painting."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.listing import SessionRow
from monitor.patient_course import MEASURES, changes, days_before, dose_mg_per_kg, rise
from monitor.spread import spread
from monitor.summary import Summary
from ui.words import decimal, number, say, short_date, signed

MISSING = "–"

COLUMNS = (
    *("number", "day", "days", "dose", "per_kg", "baseline", "peak", "peak_at", "rise"),
    *("dissociation", "dissociation_at", "recovered", "nausea", "nausea_at"),
    *("vomits", "drugs", "ready"),
)
"""Of the table, from left to right; each has its words in `courses.column.`."""

DAYS = "days"
FOLLOWED = (*MEASURES, DAYS)
"""What the overview follows across the infusions; days: since the one before."""


@dataclass(frozen=True, slots=True)
class Told:
    """One infusion: its place in the course from 1 on, its row, what came before it.

    values, since_first: by the codes of FOLLOWED; None where something is missing.
    """

    place: int
    row: SessionRow
    values: dict[str, float | None]
    since_first: dict[str, float | None]

    @property
    def sums(self) -> Summary:
        """Its figures; all missing while it is open."""
        return self.row.summary or Summary()

    @property
    def day(self) -> str:
        """When it was."""
        return short_date(self.row.started_at.astimezone())

    @property
    def interval(self) -> str:
        """How many days after the one before it; of the first that it was the first here."""
        days = self.values[DAYS]
        if days is None:
            return say("courses.first")
        return say("courses.days_later_one" if days == 1 else "courses.days_later", days=int(days))

    @property
    def dose(self) -> str:
        """Milligrams, and milligrams per kilogram where the weight is known."""
        mg, per_kg = self.sums.dose_mg, self.values["dose"]
        if mg is None:
            return say("courses.no_dose")
        said = say("courses.mg", mg=decimal(mg))
        return said if per_kg is None else f"{said} · {followed('dose', per_kg)}"

    @property
    def pressure(self) -> str:
        """The reading with the highest systolic."""
        return _pair(self.sums.peak_systolic, self.sums.diastolic_at_peak)

    @property
    def cells(self) -> dict[str, str]:
        """What each column of the table says."""
        sums, days = self.sums, self.values[DAYS]
        return {
            "number": str(self.place),
            "day": self.day,
            "days": number_or_not(days),
            "dose": MISSING if sums.dose_mg is None else decimal(sums.dose_mg),
            "per_kg": _fine(dose_mg_per_kg(self.row)),
            "baseline": _pair(sums.baseline_systolic, sums.baseline_diastolic),
            "peak": self.pressure,
            "peak_at": minute_or_not(sums.peak_systolic_min),
            "rise": minute_or_not(rise(self.row)),
            "dissociation": number_or_not(sums.peak_dissociation),
            "dissociation_at": minute_or_not(sums.peak_dissociation_min),
            "recovered": minute_or_not(sums.recovered_min),
            "nausea": number_or_not(sums.peak_nausea),
            "nausea_at": minute_or_not(sums.peak_nausea_min),
            "vomits": number_or_not(sums.vomits),
            "drugs": number_or_not(sums.medications),
            "ready": minute_or_not(sums.ready_min),
        }

    @property
    def sentence(self) -> str:
        """All of it, for whoever hears the screen."""
        cells = self.cells
        said = (f"{say(f'courses.column.{name}')} {cells[name]}" for name in COLUMNS)
        return ", ".join(said)


def tell(rows: Sequence[SessionRow]) -> list[Told]:
    """Tell a course, the oldest infusion first."""
    values: dict[str, list[float | None]] = {
        name: [of(row) for row in rows] for name, of in MEASURES.items()
    }
    values[DAYS] = list(days_before(rows))
    since = {name: changes(found) for name, found in values.items()}
    return [
        Told(
            n + 1,
            row,
            {name: found[n] for name, found in values.items()},
            {name: found[n] for name, found in since.items()},
        )
        for n, row in enumerate(rows)
    ]


def followed(name: str, value: float | None) -> str:
    """Say a value of the overview, with its unit where it has one."""
    if value is None:
        return MISSING
    return say(f"courses.value.{name}", value=_written(name, value))


def change_words(name: str, told: Told) -> tuple[str, ...]:
    """Say how far a value is from the first infusion's, and in short; of days nothing."""
    change = told.since_first[name]
    if change is None or name == DAYS or told.place == 1:
        return ()
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    size = decimal(abs(change), 2) if name == "dose" else number(abs(round(change)))
    return say("courses.since_first", change=f"{sign}{size}"), f"{sign}{size}"


def interval_words(course: Sequence[Told]) -> str:
    """Say how far apart the infusions were: "every 7 days (median of 5, 3 to 28)"."""
    told = [days for one in course if (days := one.values[DAYS]) is not None]
    between = spread(told)
    if between.median is None:
        return ""
    if between.few:
        return say("courses.intervals_few", days=", ".join(map(number, told)))
    low, high = number(between.values[0]), number(between.values[-1])
    return say("courses.intervals", days=number(between.median), n=between.n, low=low, high=high)


def number_or_not(value: float | None) -> str:
    """A number, or a dash where there is none."""
    return MISSING if value is None else number(value)


def minute_or_not(value: float | None) -> str:
    """A minute or a change with its sign, or a dash."""
    return MISSING if value is None else signed(value)


def _written(name: str, value: float) -> str:
    if name == "dose":
        return decimal(value, 2)
    return signed(value) if name in {"rise", "recovered"} else number(value)


def _fine(value: float | None) -> str:
    return MISSING if value is None else decimal(value, 2)


def _pair(systolic: float | None, diastolic: float | None) -> str:
    if systolic is None:
        return MISSING
    return f"{number(systolic)}/{number_or_not(diastolic)}"
