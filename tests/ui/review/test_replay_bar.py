"""The bar of a replay: by mouse and by keyboard, at any speed, and never to be taken as live."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.review.replay_bar import PAGE_MS, SPEEDS, STEP_MS, ReplayBar

MINUTE = 60_000
END = 30 * MINUTE
ALARMS = (5 * MINUTE, 12 * MINUTE)


def wall(t_ms: int) -> datetime:
    """14:00 in the room when the session begins."""
    began = datetime(2026, 11, 20, 14, 0).astimezone().astimezone(UTC)
    return began + timedelta(milliseconds=t_ms)


def next_alarm(t_ms: int) -> int | None:
    """The next of two."""
    return next((ms for ms in ALARMS if ms > t_ms), None)


class Hand:
    """A bar on a session of half an hour, its wall clock, and what it has told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.wall_s = 0.0
        self.moved: list[int] = []
        self.left = 0
        self.bar = ReplayBar()
        qtbot.addWidget(self.bar)
        self.bar.now_s = lambda: self.wall_s
        self.bar.moved.connect(self.moved.append)
        self.bar.left.connect(self._leave)
        self.bar.load(wall, END, next_alarm)
        self.bar.resize(700, 30)
        self.bar.show()

    def _leave(self) -> None:
        self.left += 1

    def wait(self, seconds: float) -> None:
        """Let wall time pass."""
        self.wall_s += seconds
        self.bar.tick()

    def press(self, made: object) -> None:
        """Press with the mouse."""
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


@pytest.fixture
def hand(qtbot: QtBot, qapp: QApplication) -> Iterator[Hand]:
    """At the end of the session, as it is loaded."""
    if qapp.styleSheet() != theme.style_sheet(theme.LIGHT):
        theme.dress(qapp, theme.LIGHT)
    made = Hand(qtbot)
    yield made
    made.bar.load(wall, END, next_alarm)


def test_it_begins_with_the_whole_session(hand: Hand) -> None:
    """Nothing is replayed, so nothing says so."""
    assert not hand.bar.replaying
    assert hand.bar.said == ""
    assert not hand.bar.whole.isEnabled()


def test_play_runs_from_the_beginning_at_the_speed_that_was_chosen(hand: Hand) -> None:
    """A second of the wall is a minute of the session."""
    hand.press(hand.bar.play)
    hand.wait(1)
    hand.wait(0.5)
    assert hand.moved == [0, MINUTE, 90_000]
    assert hand.bar.play.text() == "Pause"
    hand.bar.speed.setCurrentIndex(SPEEDS.index(600))
    hand.wait(0.5)
    assert hand.bar.t_ms == 390_000


def test_what_is_replayed_says_so(hand: Hand) -> None:
    """With the moment and the speed, playing or not."""
    hand.bar.go_to(22 * MINUTE + 5000)
    assert hand.bar.said == "Replay 14:22:05 · 60×"
    hand.bar.speed.setCurrentIndex(0)
    assert hand.bar.said == "Replay 14:22:05 · 1×"
    assert hand.moved[-1] == 22 * MINUTE + 5000


def test_a_pause_stands_and_goes_on_from_there(hand: Hand) -> None:
    """However long it was."""
    hand.press(hand.bar.play)
    hand.wait(1)
    hand.press(hand.bar.play)
    assert not hand.bar.playing
    hand.wall_s += 100
    hand.press(hand.bar.play)
    hand.wait(1)
    assert hand.bar.t_ms == 2 * MINUTE


def test_at_the_end_it_shows_the_whole_session_and_stops(hand: Hand) -> None:
    """And tells so once."""
    hand.press(hand.bar.play)
    hand.wait(100)
    assert not hand.bar.playing
    assert not hand.bar.replaying
    assert hand.left == 1
    assert hand.bar.play.text() == "Play"


def test_the_whole_session_is_one_press_away(hand: Hand) -> None:
    """From anywhere, while it plays too."""
    hand.press(hand.bar.play)
    hand.press(hand.bar.whole)
    assert (hand.left, hand.bar.playing, hand.bar.said) == (1, False, "")


def test_it_jumps_from_alarm_to_alarm(hand: Hand) -> None:
    """From the whole session to the first; after the last there is nothing to press."""
    for alarm in ALARMS:
        hand.press(hand.bar.alarm)
        assert hand.bar.t_ms == alarm
    assert not hand.bar.alarm.isEnabled()
    hand.bar.leave()
    assert hand.bar.alarm.isEnabled()


def test_the_slider_goes_by_keyboard(hand: Hand) -> None:
    """An arrow ten seconds, a page a minute, and to both ends."""
    slider = hand.bar.slider
    QTest.keyClick(slider, Qt.Key.Key_Home)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert hand.moved == [0, STEP_MS, STEP_MS + PAGE_MS]
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert hand.left == 1


def test_another_session_begins_whole(hand: Hand) -> None:
    """What played is forgotten."""
    hand.press(hand.bar.play)
    hand.bar.load(wall, MINUTE, lambda _t_ms: None)
    assert not hand.bar.playing
    assert not hand.bar.replaying
    assert not hand.bar.alarm.isEnabled()


def test_a_session_of_no_time_is_not_played(hand: Hand) -> None:
    """There is nothing to see."""
    hand.bar.load(wall, 0, lambda _t_ms: None)
    assert not hand.bar.play.isEnabled()


def test_every_part_has_a_name(hand: Hand) -> None:
    """For who hears the screen."""
    bar = hand.bar
    assert all(p.accessibleName() for p in (bar.play, bar.speed, bar.slider, bar.alarm, bar.whole))
