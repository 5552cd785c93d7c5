"""Which marks nobody has described yet (nurse.md B8). Knows entries, no session."""

from collections.abc import Iterable

from monitor.events import Entry, Mark, Note


def open_marks(entries: Iterable[Entry]) -> list[Mark]:
    """The marks without a note of theirs, oldest first. `entries` are the current ones."""
    known = list(entries)
    described = {entry.of for entry in known if isinstance(entry, Note)}
    marks = [entry for entry in known if isinstance(entry, Mark) and entry.seq not in described]
    return sorted(marks, key=lambda mark: (mark.t_ms, mark.seq or 0))
