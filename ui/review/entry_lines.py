"""A session's entries as lines of a table: when, how far from the pump's start, what, by whom.

No Qt here. Lines are in the order in which things were true, not in which they were entered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple, TypeGuard

from monitor.events import (
    AlarmChange,
    AlarmStep,
    Correction,
    CuffReading,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    LinkChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    Priority,
    Signature,
    SprayUsed,
)
from monitor.history import History
from monitor.infusion import Infusion
from monitor.signing import REVIEWS, signatures
from ui.alarm_texts import text
from ui.author_words import named
from ui.describe import describe
from ui.device_words import device_title
from ui.pressure_words import judgement_words
from ui.words import WORDS, clock_time, say, short_date, span

LONG_AFTER_MS = 12 * 3_600_000
"""What was added so much later is dated instead of counted from the start."""

ON_LANE: dict[str, tuple[type[Entry], ...]] = {
    "pressure": (CuffReading, Judgement, Mark, Note),
    "rate": (ManualVitals,),
    "spo2": (ManualVitals,),
    "infusion": (InfusionChange, DosePlan, MedicationGiven, SprayUsed),
    "alarms": (AlarmChange, LinkChange),
}
"""What is drawn in a lane of the chart, beside the ratings in the lane of their scale."""


class Tag(NamedTuple):
    """A word or two after an entry. role: high, medium, quiet or new."""

    text: str
    role: str = "quiet"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. `gone`: what it says was corrected or withdrawn later."""

    cells: tuple[str, str, str, str]
    gone: bool
    entry: Entry
    tags: tuple[Tag, ...] = ()

    @property
    def said(self) -> str:
        """The entry with its tags, for a tool tip and a screen reader."""
        return " · ".join([self.cells[2], *(tag.text for tag in self.tags)])


FILTERS: dict[str, Callable[[Line], bool]] = {
    "all": lambda _line: True,
    "people": lambda line: line.entry.by is not None,
    "alarms": lambda line: isinstance(line.entry, AlarmChange),
    "corrections": lambda line: isinstance(line.entry, Correction),
}
"""Which lines each button over the table leaves."""


def lines(history: History, infusion: Infusion) -> list[Line]:
    """Return every entry in the order it was true, corrections with the old and the new value."""
    by_seq = {entry.seq: entry for entry in history.entries if entry.seq is not None}
    slips = [entry for entry in history.entries if isinstance(entry, Correction)]
    gone = {slip.of for slip in slips}
    before = {slip.replaced_by: slip for slip in slips if slip.replaced_by is not None}
    signed = _last_review(history.entries)
    in_order = sorted(named(history.entries), key=lambda entry: (entry.t_ms, entry.seq or 0))
    return [
        Line(
            cells=(
                when(entry, history.start.at),
                "" if isinstance(entry, Signature) else from_start(entry.t_ms, infusion.started_ms),
                sentence(entry, by_seq),
                author(entry),
            ),
            gone=entry.seq in gone,
            entry=entry,
            tags=tuple(_tags(entry, by_seq, before.get(entry.seq or 0), signed)),
        )
        for entry in in_order
    ]


def _last_review(entries: Iterable[Entry]) -> int | None:
    """The number of the review that was signed last."""
    taken = (s.seq for s in signatures(entries) if s.meaning in REVIEWS)
    return max((seq for seq in taken if seq is not None), default=None)


def when(entry: Entry, began: datetime | None) -> str:
    """Say the time of day; with its date where that is long after the session began."""
    at, first = entry.at, began or entry.at
    if at is None or first is None or at - first < timedelta(milliseconds=LONG_AFTER_MS):
        return clock_time(at, seconds=True)
    return say("entries.day", day=short_date(at.astimezone(), year=False), at=clock_time(at))


def from_start(t_ms: int, started_ms: int | None) -> str:
    """Say how far from the pump's start something was; nothing where it never did."""
    away = 0 if started_ms is None else t_ms - started_ms
    if started_ms is None or abs(away) > LONG_AFTER_MS:
        return ""
    return ("+" if away >= 0 else "−") + span(abs(away))


def sentence(entry: Entry, by_seq: dict[int, Entry]) -> str:
    """Say what an entry says; of a correction both values, of a verdict what it is about."""
    if isinstance(entry, Judgement) and entry.of in by_seq:
        verdict = judgement_words(entry)
        return say("said.judged_cuff", cuff=describe(by_seq[entry.of]), verdict=verdict)
    if _raised(entry):
        return say("entries.alarm", what=text(entry))
    if isinstance(entry, Signature) and entry.comment:
        return say("entries.signed", signed=describe(entry), words=reason_words(entry.comment))
    if not isinstance(entry, Correction) or entry.of not in by_seq:
        return describe(entry)
    old, reason = describe(by_seq[entry.of]), reason_words(entry.reason)
    new = by_seq.get(entry.replaced_by) if entry.replaced_by is not None else None
    if new is None:
        return say("entries.withdrawn", old=old, reason=reason)
    return say("entries.corrected", old=old, new=describe(new), reason=reason)


def _raised(entry: Entry) -> TypeGuard[AlarmChange]:
    """Whether an alarm began here, or came back; a message is none."""
    if not isinstance(entry, AlarmChange):
        return False
    return entry.step is AlarmStep.RAISED and entry.priority is not Priority.LOW


def _tags(
    entry: Entry, by_seq: dict[int, Entry], slip: Correction | None, signed: int | None
) -> Iterable[Tag]:
    """How grave an alarm was raised, what an entry stands in the place of, what nobody signed."""
    if _raised(entry):
        yield Tag(say(f"entries.priority.{entry.priority}"), str(entry.priority))
    if slip is not None and slip.of in by_seq:
        old = _before(by_seq[slip.of], entry)
        yield Tag(say("entries.instead", old=old, reason=reason_words(slip.reason)))
    if signed is not None and (entry.seq or 0) > signed:
        yield Tag(say("entries.new"), "new")


def _before(old: Entry, new: Entry) -> str:
    """What was different: "6" where nausea 6 became nausea 3, the time where only that moved."""
    was, now = describe(old).split(), describe(new).split()
    if was == now:
        return clock_time(old.at, seconds=True)
    pairs = zip(was, now, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return " ".join(was[shared:] or was)


def reason_words(reason: str) -> str:
    """Say a reason that has a code, and leave what a person typed."""
    return say(f"reason.{reason}") if f"reason.{reason}" in WORDS else reason


def author(entry: Entry) -> str:
    """Say who did or entered it: a person, a device by its title, or Dripwatch."""
    device: str | None = getattr(entry, "device", None)
    return entry.by or (device_title(device) if device else say("entries.dripwatch"))


def nearest(shown: Iterable[Line], lane: str, t_ms: int) -> Line | None:
    """Return the line that is drawn in a lane next to a moment; else the next of all lines."""
    known = [line for line in shown if not isinstance(line.entry, Signature)]
    drawn = [line for line in known if _is_on(lane, line.entry)]
    return min(drawn or known, key=lambda line: abs(line.entry.t_ms - t_ms), default=None)


def _is_on(lane: str, entry: Entry) -> bool:
    rated = isinstance(entry, Observation) and entry.scale == lane
    return rated or isinstance(entry, ON_LANE.get(lane, ()))
