"""What a report is made from: a record folded, and what is known of it outside. No painting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.clock import utc_now
from monitor.course import Course as Samples
from monitor.events import Entry
from monitor.history import History
from monitor.session import Session
from monitor.summary import Summary, summary
from monitor.verification import State
from ui.author_words import named
from ui.report.clinic import Clinic
from ui.written_times import WrittenTimes

HALF_DAY_MS = 12 * 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is on a report and in no session.

    digest: the seal's short one, and seal what it says; empty and None where nobody asked it.
    place: this is the n-th of m sessions of the patient in this record.
    """

    clinic: Clinic = field(default_factory=Clinic)
    digest: str = ""
    seal: State | None = None
    place: tuple[int, int] | None = None
    printed_at: datetime = field(default_factory=utc_now)


class PaperTimes(WrittenTimes):
    """Times under a title that names the days: within half a day the clock alone is plain."""

    def at(self, t_ms: int) -> str:
        return self.clock(t_ms) if 0 <= t_ms < HALF_DAY_MS else super().at(t_ms)


@dataclass(frozen=True, slots=True)
class Told:
    """A session as a report tells it, until `end_ms`: its end, or the last that is known of it.

    entries: those that stand, in the order they were true, with their authors in words.
    """

    history: History
    session: Session
    end_ms: int
    about: About
    samples: Samples
    summary: Summary
    entries: tuple[Entry, ...]
    when: PaperTimes

    @property
    def wall(self) -> Callable[[int], datetime]:
        """Session ms -> aware wall time."""
        began = self.began
        return lambda t_ms: began + timedelta(milliseconds=t_ms)

    @property
    def began(self) -> datetime:
        """When the session began."""
        at = self.history.start.at
        assert at is not None
        return at


def told(history: History, session: Session, about: About, end_ms: int | None = None) -> Told:
    """Gather it; `session` has the history folded in. end_ms: when it ended, if it did."""
    began = history.start.at
    assert began is not None
    until_ms = history.last_ms if end_ms is None else end_ms
    samples = Samples()
    samples.load(history)
    standing = named(session.entries.values())
    return Told(
        history,
        session,
        until_ms,
        about,
        samples,
        summary(history, until_ms),
        tuple(sorted(standing, key=lambda entry: (entry.t_ms, entry.seq or 0))),
        PaperTimes(session, lambda t_ms: began + timedelta(milliseconds=t_ms)),
    )
