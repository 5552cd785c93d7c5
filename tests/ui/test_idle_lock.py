"""A name nobody needs is hidden; nothing else changes, and what is entered goes through."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from monitor.events import Mark
from tests.ui.conftest import Desk
from ui.idle_lock import HIDE_AFTER_S, IdleLock


class Watch:
    """Wall time as a test sets it."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def watch() -> Watch:
    """One."""
    return Watch()


def lock(desk: Desk, watch: Watch) -> IdleLock:
    """A lock over the window, wired to its header."""
    made = IdleLock(desk.window, watch)
    made.hidden.connect(desk.window.header.hide_identity)
    desk.window.header.identity_wanted.connect(made.show)
    return made


def idle(made: IdleLock, watch: Watch, seconds: float) -> None:
    """Let nobody do anything for so long."""
    watch.s += seconds
    made.look()


def name_is_hidden(desk: Desk) -> bool:
    """Whether the header shows no name."""
    return "Renate Martin" not in desk.window.header.identity()


def test_the_name_goes_after_five_minutes_without_a_touch(bedside: Desk, watch: Watch) -> None:
    """Said once."""
    made = lock(bedside, watch)
    spy = QSignalSpy(made.hidden)
    idle(made, watch, HIDE_AFTER_S - 0.1)
    assert spy.count() == 0
    idle(made, watch, 0.1)
    idle(made, watch, 100)
    assert name_is_hidden(bedside)
    assert [spy.at(n) for n in range(spy.count())] == [[True]]


def test_a_touch_or_a_key_puts_it_off(bedside: Desk, watch: Watch) -> None:
    """Anywhere in the program; a mouse that only moves does not."""
    made = lock(bedside, watch)
    handle = bedside.window.windowHandle()
    watch.s += 200
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    watch.s += 200
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    spy = QSignalSpy(made.hidden)
    idle(made, watch, 200)
    assert spy.count() == 0
    QTest.mouseMove(handle, QPoint(310, 310))
    idle(made, watch, 100)
    assert spy.count() == 1


def test_the_header_hides_the_name_and_keeps_room_and_allergy(bedside: Desk, watch: Watch) -> None:
    """Two of them are for safety; the birth year goes with the name."""
    made = lock(bedside, watch)
    idle(made, watch, HIDE_AFTER_S)
    header = bedside.window.header
    hidden = "Room 2 · Name hidden. Tap to show. · Allergy: penicillin"
    assert header.identity() == hidden
    bedside.later(1)
    assert header.identity() == hidden
    assert not header._name.isVisible()


def test_a_tap_on_it_shows_the_name_again(bedside: Desk, watch: Watch) -> None:
    """And it goes again after as long."""
    made = lock(bedside, watch)
    idle(made, watch, HIDE_AFTER_S)
    bedside.press(bedside.window.header.hidden)
    assert bedside.window.header.identity().startswith("Room 2 · Renate Martin · born 1985")
    assert not bedside.window.header.hidden.isVisible()
    idle(made, watch, HIDE_AFTER_S)
    assert name_is_hidden(bedside)


def test_what_is_entered_meanwhile_goes_through_and_shows_no_name(
    bedside: Desk, watch: Watch
) -> None:
    """Whoever marks a moment in passing need not see who it is."""
    made = lock(bedside, watch)
    idle(made, watch, HIDE_AFTER_S)
    bedside.press(bedside.window.footer.buttons["mark"])
    assert len(bedside.all(Mark)) == 1
    assert name_is_hidden(bedside)
