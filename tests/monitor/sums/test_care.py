"""Due items, criteria, marks, leaving, corrections, and entries nobody stood for."""

from dataclasses import replace

import pytest

from monitor.events import (
    Check,
    CheckAnswer,
    Correction,
    Criterion,
    DueAnswer,
    DueReply,
    Entry,
    Leaving,
    LeavingStep,
    Mark,
    PersonChange,
    Phase,
    PhaseChange,
    PumpStep,
)
from monitor.people_here import LAPSED
from tests.monitor.records import NURSE, Numbered, at
from tests.monitor.summed import MINUTE, pump, seen, summed


def infusion(make: Numbered) -> list[Entry]:
    """A pump that runs from minute 10 on."""
    return [
        make.take(PhaseChange, 0, phase=Phase.BASELINE, by=NURSE),
        make.take(PhaseChange, 10 * MINUTE, phase=Phase.INFUSION, by=NURSE),
        pump(make, 10, PumpStep.STARTED),
    ]


def test_what_came_due_was_done_or_answered_or_omitted() -> None:
    """An answer that somebody looked is none that was forgotten."""
    make = Numbered()
    entries = infusion(make)
    before = summed(*entries, end_min=35)
    assert before.due_items == before.omitted
    assert before.done_items == 0
    entries.append(seen(make, 30, "dissociation", 2))
    answers = {"nausea": DueReply.ASLEEP, "sedation": DueReply.NOT_NEEDED}
    for item, reply in answers.items():
        told = {"item": item, "due_ms": 30 * MINUTE, "reply": reply}
        entries.append(make.take(DueAnswer, 31 * MINUTE, **told, by=NURSE))
    after = summed(*entries, end_min=35)
    assert (after.done_items, after.omitted) == (1, (after.due_items or 0) - 2)


def test_a_criterion_accepted_with_a_reason_is_an_override() -> None:
    """One that is met is none."""
    make = Numbered()
    entries = [
        *infusion(make),
        pump(make, 50, PumpStep.STOPPED),
        make.take(Criterion, 90 * MINUTE, criterion="walk", met=False, reason="wheels", by=NURSE),
        make.take(Criterion, 90 * MINUTE, criterion="escort", met=True, by=NURSE),
    ]
    assert summed(*entries).overrides == 1


def test_ready_and_left_are_minutes_after_the_drug_began() -> None:
    """Of the last time each was said."""
    make = Numbered()
    entries = [
        *infusion(make),
        pump(make, 50, PumpStep.STOPPED),
        make.take(Leaving, 100 * MINUTE, step=LeavingStep.READY, by=NURSE),
        make.take(Leaving, 106 * MINUTE, step=LeavingStep.LEFT, escort="Kim", by=NURSE),
    ]
    told = summed(*entries)
    assert (told.ready_min, told.left_min) == (90, 96)


@pytest.mark.parametrize(("answer", "told"), [("yes", 1), ("no", 0), ("not_asked", None)])
def test_anything_unexpected_is_what_was_answered(answer: str, told: int | None) -> None:
    """Nobody knows where nobody was asked."""
    said = {"item": "unexpected", "answer": CheckAnswer(answer), "by": NURSE}
    assert summed(Numbered().take(Check, MINUTE, **said)).unexpected == told
    assert summed().unexpected is None


def test_a_late_correction_counts_from_when_the_entry_was_made() -> None:
    """Also where the entry says nothing of when it was taken in: it was as it was true."""
    make = Numbered()
    late = replace(seen(make, 5, "nausea", 6), entered_at=at(20 * MINUTE))
    corrected = make.take(Correction, 20 * MINUTE + 5000, of=1, reason="slip", by=NURSE)
    assert summed(late, corrected).late_corrections == 0
    untimed = replace(late, t_ms=20 * MINUTE, at=None, entered_at=None)
    assert summed(untimed, corrected).late_corrections == 0


def test_a_second_thought_is_no_late_correction() -> None:
    """Ten seconds are a slip of the finger; a phase that goes with its pump event is no second."""
    make = Numbered()
    entries = [
        seen(make, 20, "nausea", 6),
        make.take(Correction, 20 * MINUTE + 5000, of=1, reason="entry_error", by=NURSE),
        seen(make, 20, "nausea", 3),
        make.take(Correction, 25 * MINUTE, of=3, reason="late", by=NURSE),
        make.take(PhaseChange, 10 * MINUTE, phase=Phase.INFUSION),
        make.take(Correction, 25 * MINUTE, of=5, reason="slip", by=NURSE),
        make.take(Correction, 25 * MINUTE, of=99, reason="slip", by=NURSE),
    ]
    told = summed(*entries)
    assert (told.corrections, told.late_corrections) == (4, 1)


def test_open_marks_and_entries_nobody_stood_for_are_counted() -> None:
    """Until they are described, and until the next PIN."""
    make = Numbered()
    entries = [
        make.take(Mark, MINUTE, by=NURSE),
        make.take(PersonChange, 2 * MINUTE, person=NURSE, role="nurse", step=LAPSED),
        seen(make, 3, "nausea", 0),
    ]
    told = summed(*entries)
    assert (told.open_marks, told.unconfirmed) == (1, 1)
