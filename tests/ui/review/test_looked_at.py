"""What was looked at: counted for the open session, and said to whoever signs."""

import pytest

from monitor.events import AlarmChange, AlarmStep, Correction, Entry, Priority
from tests.ui.saved_sessions import seen, taken
from ui.review.entry_lines import Line
from ui.review.looked_at import LookedAt, Unseen

RAISED = AlarmChange(
    t_ms=0, rule="systolic.high", step=AlarmStep.RAISED, priority=Priority.MEDIUM, value=166
)
SLIP = Correction(t_ms=1, by="Adeyemi", of=1, reason="entry_error")


def lines(*entries: Entry) -> list[Line]:
    """Lines of these entries, their words left out."""
    return [Line(("", "", "", ""), gone=False, entry=entry) for entry in taken(list(entries))]


def test_what_was_noted_is_not_unseen() -> None:
    """Once; and it is told whether it is new."""
    looked, shown = LookedAt(), lines(seen(1, "nausea", 0), seen(2, "nausea", 1), RAISED, SLIP)
    looked.open("a")
    assert looked.unseen(shown) == Unseen(4, 4, alarms=1, corrections=1)
    assert looked.note(shown[:3])
    assert not looked.note(shown[:1])
    assert looked.unseen(shown) == Unseen(1, 4, alarms=0, corrections=1)


def test_the_same_session_read_again_goes_on_and_another_begins_anew() -> None:
    """After an amendment only what was added is left."""
    looked, shown = LookedAt(), lines(seen(1, "nausea", 0), SLIP)
    looked.open("a")
    looked.note(shown)
    assert looked.open("a")
    assert looked.unseen(shown).lines == 0
    assert not looked.open("b")
    assert looked.unseen(shown).lines == 2


@pytest.mark.parametrize(
    ("unseen", "words", "warning"),
    [
        (Unseen(0, 52, 0, 0), "All 52 lines looked at", ""),
        (Unseen(7, 52, 0, 0), "7 of 52 lines not yet looked at", ""),
        (Unseen(7, 52, 2, 0), "7 of 52 lines not yet looked at", "2 alarms. Sign"),
        (Unseen(7, 52, 1, 1), "7 of 52 lines not yet looked at", "1 alarm, 1 correction. Sign"),
    ],
)
def test_it_is_said_how_much_is_left(unseen: Unseen, words: str, warning: str) -> None:
    """Whoever signs is told of alarms and corrections alone."""
    assert unseen.words == words
    assert warning in unseen.warning
    assert bool(unseen.warning) == bool(warning)
