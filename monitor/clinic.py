"""What a clinic's sessions of a period come to: spreads and shares of their sums. Pure, no words.

It asks the columns of `sessions` alone and nothing that was measured. It tells sessions apart by
nothing: no figure here is about one nurse.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from monitor.exports._spreadsheet import Cell, table
from monitor.listing import ClinicRow
from monitor.spread import Share, Spread, share, spread
from monitor.summary import rise

NAUSEA_FROM = 4
"""Of 0 to 10: from here on rescue is usual (PubMed 25996342; clinical table 2.5, S41)."""

SHORT_SHARE = 0.95
"""A dose below so much of its plan is short: `short_percent` as shipped, which tells more too."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number each session has, or lacks. step: how wide a bar of its histogram is, in `unit`."""

    code: str
    unit: str
    step: float
    of: Callable[[ClinicRow], float | None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is so of a session or not; None where nobody knows."""

    code: str
    of: Callable[[ClinicRow], bool | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the summary. unit: of a spread its values', of a share what is counted."""

    code: str
    unit: str
    told: Spread | Share
    step: float = 0.0


def _alarms(row: ClinicRow) -> int | None:
    high, medium = row.alarms_high, row.alarms_medium
    return None if high is None or medium is None else high + medium


def _done_percent(row: ClinicRow) -> float | None:
    due, done = row.due_items, row.done_items
    return None if not due or done is None else 100 * done / due


def _short(row: ClinicRow) -> bool | None:
    given, planned = row.dose_mg, row.planned_mg
    return None if given is None or planned is None else given < SHORT_SHARE * planned


def _at_least(value: float | None, least: float) -> bool | None:
    return None if value is None else value >= least


GROUPS: dict[str, tuple[Measure | Question, ...]] = {
    "drug": (
        Measure("dose", "mg", 5, lambda row: row.dose_mg),
        Question("short", _short),
    ),
    "pressure": (
        Measure("rise", "mmHg", 5, lambda row: rise(row.peak_systolic, row.baseline_systolic)),
        Question("over", lambda row: _at_least(row.readings_over, 1) if row.readings else None),
    ),
    "effects": (
        Question("nausea", lambda row: _at_least(row.peak_nausea, NAUSEA_FROM)),
        Question("vomited", lambda row: _at_least(row.vomits, 1)),
        Question("medicated", lambda row: _at_least(row.medications, 1)),
    ),
    "recovery": (
        Measure("recovered", "min", 10, lambda row: row.recovered_min),
        Measure("ready", "min", 10, lambda row: row.ready_min),
    ),
    "alarms": (
        Measure("alarms", "alarms", 1, _alarms),
        Measure("answer", "s", 15, lambda row: row.median_answer_s),
    ),
    "record": (
        Measure("done", "%", 5, _done_percent),
        Measure("coverage", "%", 5, lambda row: row.coverage and 100 * row.coverage),
    ),
}
"""What is told, in the order it is drawn. answer: the median of each session's answered alarms."""

UNANSWERED = "unanswered"
"""Stands last among the alarms; it counts alarms and not sessions."""


def summed_up(rows: Sequence[ClinicRow]) -> dict[str, list[Figure]]:
    """Return the figures of each group, for sessions as Archive.clinic gives them."""
    found = {group: [_figure(asked, rows) for asked in all_of] for group, all_of in GROUPS.items()}
    found["alarms"].append(Figure(UNANSWERED, "alarms", _unanswered(rows)))
    return found


def _figure(asked: Measure | Question, rows: Sequence[ClinicRow]) -> Figure:
    if isinstance(asked, Question):
        return Figure(asked.code, "sessions", share(map(asked.of, rows)))
    return Figure(asked.code, asked.unit, spread(map(asked.of, rows)), asked.step)


def _unanswered(rows: Sequence[ClinicRow]) -> Share:
    """Of all alarms of all sessions that tell both; missing: sessions that do not."""
    told = [(row.unanswered, alarms) for row in rows if (alarms := _alarms(row)) is not None]
    known = [(left, alarms) for left, alarms in told if left is not None]
    missing = len(rows) - len(known)
    return Share(sum(left for left, _ in known), sum(alarms for _, alarms in known), missing)


HEAD = (
    *("measure", "unit", "n", "missing", "count", "percent"),
    *("lowest", "lower_quartile", "median", "upper_quartile", "highest"),
)
"""Columns of the table. n: of a spread its values, of a share all that were asked."""


def to_csv(figures: Iterable[Figure]) -> bytes:
    """Return the figures as a spreadsheet opens them; empty: missing, or too few for it."""
    return table(HEAD, map(_cells, figures))


def _cells(figure: Figure) -> list[Cell]:
    told = figure.told
    if isinstance(told, Share):
        percent = None if told.percent is None else round(told.percent, 1)
        numbers: list[Cell] = [told.of, told.missing, told.count, percent, *[None] * 5]
        return [figure.code, figure.unit, *numbers]
    low, high = told.quartiles or (None, None)
    ends = (told.values[0], told.values[-1]) if told.values else (None, None)
    rounded = [_rounded(value) for value in (ends[0], low, told.median, high, ends[1])]
    return [figure.code, figure.unit, told.n, told.missing, None, None, *rounded]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
