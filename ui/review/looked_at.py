"""Which lines of the entries somebody has had before them while this session was open. No Qt.

A line counts once it stood still in sight, or was chosen in the table or on the chart. It is a
help for whoever signs and is not recorded: nobody can tell what was read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.events import AlarmChange, AlarmStep, Correction
from ui.review.entry_lines import Line
from ui.words import say


@dataclass(frozen=True, slots=True)
class Unseen:
    """So many of `lines` lines were not looked at, of them so many alarms and corrections."""

    lines: int
    of: int
    alarms: int
    corrections: int

    @property
    def words(self) -> str:
        """ "7 of 52 lines not yet looked at"."""
        if not self.lines:
            return say("entries.looked_at", of=self.of)
        return say("entries.unseen", count=self.lines, of=self.of)

    @property
    def warning(self) -> str:
        """What whoever signs should know; empty where all that matters was looked at."""
        told = {"alarms": self.alarms, "corrections": self.corrections}
        parts = [_counted(what, count) for what, count in told.items() if count]
        return say("sign.unseen", what=", ".join(parts)) if parts else ""


def _counted(what: str, count: int) -> str:
    return say(f"sign.unseen.{what}" if count > 1 else f"sign.unseen.{what}.one", count=count)


class LookedAt:
    """Of one session, the one that is open."""

    def __init__(self) -> None:
        self._uid = ""
        self._seen: set[int] = set()

    def open(self, uid: str) -> bool:
        """Another session begins anew; the same one, read again, goes on. Returns which it is."""
        if uid == self._uid:
            return True
        self._uid, self._seen = uid, set()
        return False

    def note(self, lines: Iterable[Line]) -> bool:
        """These were looked at. Returns whether any is new."""
        before = len(self._seen)
        self._seen.update(line.entry.seq or 0 for line in lines)
        return len(self._seen) > before

    def unseen(self, lines: Sequence[Line]) -> Unseen:
        """Count what is left of a session's lines."""
        left = [line.entry for line in lines if (line.entry.seq or 0) not in self._seen]
        raised = [e for e in left if isinstance(e, AlarmChange) and e.step is AlarmStep.RAISED]
        slips = [entry for entry in left if isinstance(entry, Correction)]
        return Unseen(len(left), len(lines), len(raised), len(slips))
