"""What was to be done and what people said of it: due items, marks, leaving, corrections."""

from monitor.confirmed import unconfirmed
from monitor.discharge import criteria
from monitor.due import DueItem
from monitor.ending import leaving, unexpected
from monitor.events import CheckAnswer, Correction, DueReply, Entry, LeavingStep, PhaseChange
from monitor.marks import open_marks
from monitor.session import SECOND_THOUGHT_MS
from monitor.sums.facts import Facts, Sums

_ANSWERS = {"not_woken", DueReply.NOT_NEEDED}
"""Replies that are answers: somebody looked and left it, and it was not forgotten."""


def sums(facts: Facts) -> Sums:
    """Sum up what the supervisor asks of a session beside its numbers."""
    ready, left = (leaving(facts.session, step) for step in (LeavingStep.READY, LeavingStep.LEFT))
    return {
        "ready_min": facts.minute(ready.t_ms if ready else None),
        "left_min": facts.minute(left.t_ms if left else None),
        "corrections": sum(isinstance(entry, Correction) for entry in facts.history.entries),
        "late_corrections": _late_corrections(facts),
        "open_marks": len(open_marks(facts.entries)),
        "unconfirmed": len(unconfirmed(facts.history.entries)),
        "unexpected": _unexpected(facts),
        **(_of_the_profile(facts) if facts.profile else {}),
    }


def _of_the_profile(facts: Facts) -> Sums:
    """What the clinic's settings asked for, and so cannot be told without them."""
    asked = [
        one for one in facts.session.schedule.items() if one.settled or one.missed(facts.end_ms)
    ]
    standing = criteria(facts.session, facts.end_ms)
    return {
        "due_items": len(asked),
        "done_items": sum(one.done_ms is not None for one in asked),
        "omitted": sum(_omitted(one) for one in asked),
        "overrides": sum(one.override is not None for one in standing),
    }


def _unexpected(facts: Facts) -> int | None:
    said = unexpected(facts.session)
    if said is None or said.answer is CheckAnswer.NOT_ASKED:
        return None
    return int(said.answer is CheckAnswer.YES)


def _omitted(one: DueItem) -> bool:
    return one.done_ms is None and one.reply not in _ANSWERS


def _late_corrections(facts: Facts) -> int:
    """Count what was no second thought; a phase goes with its pump event and does not count."""
    known = {entry.seq: entry for entry in facts.history.entries}
    changed = ((e, known.get(e.of)) for e in facts.history.entries if isinstance(e, Correction))
    return sum(
        gone is not None
        and not isinstance(gone, PhaseChange)
        and _entered_ms(correction) - _entered_ms(gone) >= SECOND_THOUGHT_MS
        for correction, gone in changed
    )


def _entered_ms(entry: Entry) -> float:
    """Session ms; late entries are true earlier. One without both times was entered as it was."""
    if entry.at is None or entry.entered_at is None:
        return entry.t_ms
    return entry.t_ms + (entry.entered_at - entry.at).total_seconds() * 1000
