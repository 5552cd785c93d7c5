"""A session as the list of a review says it: its cells, why to look at it, where it stands."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.events import SessionKind
from monitor.listing import ListedSession
from monitor.session_filter import Group
from monitor.signing import Standing
from monitor.summary import Summary
from ui.review.finding_words import reasons
from ui.words import clock_time, decimal, number, say, short_date

COLUMNS = ("started", "patient", "dose", "peak", "dissociation", "nausea", "status")

_STANDING = {
    Group.NEEDS_LOOK: Standing.TO_REVIEW,
    Group.CLEAN: Standing.TO_REVIEW,
    Group.NOT_FINISHED: Standing.NOT_FINISHED,
    Group.RETURNED: Standing.RETURNED,
    Group.SIGNED: Standing.SIGNED,
}


@dataclass(frozen=True)
class Listed:
    """One row. It is made once and asked whenever it is painted, so it keeps what it says."""

    told: ListedSession

    @property
    def session(self) -> int:
        """Its number in the record."""
        return self.told.row.session

    @property
    def standing(self) -> Standing:
        """Where it stands between its nurse and its reviewer."""
        ended = self.told.row.ended_at is not None
        of_nobody = Standing.TO_REVIEW if ended else Standing.NOT_FINISHED
        return _STANDING.get(self.told.group, of_nobody)

    @property
    def status(self) -> str:
        """Where it stands, and whom it was about where that was no patient."""
        of_nobody = self.standing is not Standing.NOT_FINISHED and not self.of_a_patient
        return f"review.{self.told.row.kind if of_nobody else self.standing}"

    @property
    def of_a_patient(self) -> bool:
        """Whether anybody signs it."""
        return self.told.row.kind is SessionKind.PATIENT

    @property
    def waits(self) -> bool:
        """Whether it is to be reviewed."""
        return self.of_a_patient and self.standing is Standing.TO_REVIEW

    @cached_property
    def cells(self) -> dict[str, str]:
        """What each of COLUMNS says."""
        row = self.told.row
        facts = row.summary or Summary()
        peak = (facts.peak_systolic, facts.diastolic_at_peak)
        return {
            "started": _moment(row.started_at),
            "patient": row.patient or say("nobody"),
            "dose": "–" if facts.dose_mg is None else decimal(facts.dose_mg),
            "peak": "–" if None in peak else "/".join(_or_dash(value) for value in peak),
            "dissociation": _or_dash(facts.peak_dissociation),
            "nausea": _or_dash(facts.peak_nausea),
            "status": say(self.status),
        }

    @cached_property
    def reasons(self) -> str:
        """Every reason to look at it, of that day; empty where there is none."""
        return " · ".join(reasons(self.told.row.findings or ()))

    @cached_property
    def second_line(self) -> str:
        """What is asked or why to look, while that is still open; empty for a row of one line."""
        if self.told.asked is not None:
            return self._question
        return self.reasons if self.told.group is Group.NEEDS_LOOK else ""

    @property
    def _question(self) -> str:
        asked = self.told.asked
        assert asked is not None
        at = asked.at or asked.entered_at
        words = say("sign.asked", words=asked.comment or "")
        day = say("review.asked", day=short_date(at.astimezone(), year=False)) if at else ""
        return " · ".join(filter(None, (words, day)))

    def about(self, place: tuple[int, int] | None) -> list[str]:
        """What stands quietly beside the name: the end of the record number, n of the course."""
        number_ = self.told.row.record_number
        tail = [f"…{number_[-4:]}"] if number_ else []
        if place is None or place[1] == 1:
            return tail
        return [*tail, say("review.place", n=place[0], of=place[1])]

    def tip(self, place: tuple[int, int] | None) -> str:
        """All of it, for a pointer that rests on the row and whoever hears the screen."""
        row, cells = self.told.row, self.cells
        day = short_date(row.started_at.astimezone())
        who = " · ".join([cells["patient"], *self.about(place), row.nurse])
        figures = (f"{say(f'review.{name}')} {cells[name]}" for name in COLUMNS[2:-1])
        when = f"{day} {clock_time(row.started_at)} · {cells['status']}"
        lines = [when, who, " · ".join(figures), *self._told_below()]
        return "\n".join(lines)

    def _told_below(self) -> list[str]:
        asked = [self._question] if self.told.asked is not None else []
        return [*asked, *reasons(self.told.row.findings or ())]


def _moment(at: datetime) -> str:
    """Day and time; of another year the day with its year."""
    local = at.astimezone()
    if local.year != datetime.now().astimezone().year:
        return short_date(local)
    return f"{short_date(local, year=False)} {clock_time(at)}"


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)
