"""Which sessions a list is to show: what people say, and the conditions of it. No query."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.rows import utc_text

_BEFORE_ALL, _AFTER_ALL = "", "~"
"""Every time of the record, which begins with a digit, sorts between them."""

_TEXT = """(patient GLOB ? OR record_number GLOB ? OR nurse GLOB ? OR EXISTS (
    SELECT 1 FROM notes_current AS note WHERE note.session = sessions.session AND text GLOB ?))"""


class Group(StrEnum):
    """Where a session stands in a review; nobody signs PRACTICE, a demonstration or a training."""

    NEEDS_LOOK = "needs_look"
    CLEAN = "clean"
    NOT_FINISHED = "not_finished"
    RETURNED = "returned"
    SIGNED = "signed"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which sessions are wanted; what is not said leaves all.

    text: in the name, the record number, the nurse or a note that stands, in capitals or not.
    since, until: aware; the start of a session is from `since` on and before `until`. nurse: the
    whole name as the record has it. among: only these numbers, as of a patient's course.
    """

    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    nurse: str | None = None
    among: tuple[int, ...] | None = None
    group: Group | None = None

    @property
    def since_text(self) -> str:
        """As the record writes it."""
        return _BEFORE_ALL if self.since is None else utc_text(self.since)

    @property
    def until_text(self) -> str:
        """As the record writes it."""
        return _AFTER_ALL if self.until is None else utc_text(self.until)

    def sql(self) -> tuple[str, list[object]]:
        """Return the condition of all but the group, and the values of its blanks."""
        where = ["started_at >= ?", "started_at < ?"]
        values: list[object] = [self.since_text, self.until_text]
        if self.nurse is not None:
            where.append("nurse = ?")
            values.append(self.nurse)
        if self.among is not None:
            where.append(f"session IN ({', '.join('?' * len(self.among))})")
            values.extend(self.among)
        if self.text.strip():
            where.append(_TEXT)
            values.extend([pattern(self.text)] * _TEXT.count("?"))
        return " AND ".join(where), values


EVERYTHING = Filter()


def pattern(text: str) -> str:
    """Return a GLOB pattern of a text in any capitals: SQLite's LIKE knows only those of ASCII."""
    return f"*{''.join(map(_either, ' '.join(text.split())))}*"


def _either(letter: str) -> str:
    both = {letter, letter.lower(), letter.upper()}
    if len(both) > 1:
        return f"[{''.join(sorted(one for one in both if len(one) == 1))}]"
    return f"[{letter}]" if letter in "*?[" else letter
