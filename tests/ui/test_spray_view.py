"""The footer counts intranasal devices as they are entered, and asks for none."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.events import (
    Correction,
    DosePlan,
    Entry,
    Phase,
    PhaseChange,
    SessionEnd,
    SessionStart,
    SprayUsed,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.beside import check_for_gloves
from tests.ui.conftest import NURSE, SetClock
from ui import theme
from ui.spray_view import SprayView
from ui.view import View

MIN = 60_000


class Nose:
    """The view on a session that takes what it asks for; times in minutes since its start."""

    def __init__(self, qtbot: QtBot, start: SessionStart) -> None:
        self.session = Session(shipped("intranasal-esketamine"), start)
        self.view = SprayView(self.session, theme.COMPACT, SetClock().at)
        self.view.used.connect(self._take)
        self.told: list[tuple[int, float, str]] = []
        self.seq = 0
        self.t_ms = 0
        self.take(PhaseChange(t_ms=0, by=NURSE, phase=Phase.BASELINE))
        qtbot.addWidget(self.view)
        self.view.show()
        self.at(0)

    def _take(self, number: int, mg: float, lot: str) -> None:
        self.told.append((number, mg, lot))
        self.take(SprayUsed(t_ms=self.t_ms, by=NURSE, number=number, mg=mg, lot=lot or None))

    def take(self, entry: Entry) -> int:
        """Let the session take something, as the bedside window does; return its seq."""
        self.seq += 1
        entry = dataclasses.replace(entry, seq=self.seq)
        self.session.apply(entry)
        self.view.show_event(entry)
        return self.seq

    def plan(self, mg: float) -> None:
        """Prescribe so much."""
        plan = DosePlan(
            t_ms=0,
            drug="Esketamine",
            mg_per_kg=mg / 72,
            minutes=10,
            bag_mg=84,
            bag_ml=0.6,
            weight=72,
        )
        self.take(plan)

    def at(self, minute: float) -> None:
        """Paint that moment."""
        self.t_ms = round(minute * MIN)
        self.view.refresh(self.t_ms)
        QApplication.processEvents()

    def press(self, lot: str = "") -> None:
        """Type a lot, where there is one, and touch the button."""
        QTest.keyClicks(self.view.lot, lot)
        QTest.mouseClick(self.view.use, Qt.MouseButton.LeftButton)
        self.view.refresh(self.t_ms)


@pytest.fixture
def nose(qtbot: QtBot, dressed: QApplication, start: SessionStart) -> Nose:
    """The shipped profile: 28 mg each, five minutes of rest, two hours."""
    made = Nose(qtbot, start)
    made.plan(84)
    made.at(0)
    return made


def test_before_the_first_it_says_how_many_there_are(nose: Nose) -> None:
    """And counts nothing yet."""
    assert nose.view.text() == "Device 1 of 3 · no device used yet"
    assert nose.view.use.text() == nose.view.use.accessibleName() == "Device 1 used"


def test_each_device_with_its_lot(nose: Nose) -> None:
    """The lot is asked for anew each time, for nobody knows that it is the same."""
    nose.press("K7F221-04")
    assert nose.view.lot.text() == ""
    nose.at(5)
    nose.press()
    nose.at(10.5)
    nose.press("K7F 221 05")
    assert nose.told == [(1, 28, "K7F221-04"), (2, 28, ""), (3, 28, "K7F 221 05")]


def test_the_rest_is_counted_down(nose: Nose) -> None:
    """Five minutes from the device before; 0:00 never shows while some of it is left."""
    nose.press()
    assert nose.view.text().startswith("Device 2 of 3 · rest 5:00")
    nose.at(0.67)
    assert nose.view.text() == (
        "Device 2 of 3 · rest 4:20 · since first device 0:40 · 2 h at 16:00"
    )
    nose.at(4.9999)
    assert "rest 0:01" in nose.view.text()
    nose.at(5)
    assert "rest" not in nose.view.text()


def test_a_touch_that_bounces_uses_no_second_device(nose: Nose) -> None:
    """Neither at once nor a second later."""
    nose.press()
    nose.press()
    nose.at(1 / 60)
    nose.press()
    assert nose.told == [(1, 28, "")]


def test_what_was_pressed_waits_for_the_session(nose: Nose) -> None:
    """The entry comes back by another thread: until it does, a further touch is the same one."""
    nose.view.used.disconnect(nose._take)
    asked: list[int] = []
    nose.view.used.connect(lambda number, _mg, _lot: asked.append(number))
    nose.press("K7F")
    nose.press()
    assert (asked, nose.view.lot.text()) == ([1], "K7F")


def test_whoever_was_late_can_still_enter_the_next(nose: Nose) -> None:
    """Within the rest it takes a second touch, two seconds later, and within ten."""
    nose.press()
    nose.at(3)
    nose.press()
    assert nose.view.use.text() == "Yes, 2 is used"
    assert nose.view.text().startswith("Rest 2:00 not over. Used already?")
    nose.at(3 + 11 / 60)
    assert nose.view.use.text() == "Device 2 used"
    nose.press()
    nose.at(3 + 14 / 60)
    nose.press("L2")
    assert nose.told == [(1, 28, ""), (2, 28, "L2")]


def test_after_the_last_no_button_is_left(nose: Nose) -> None:
    """What was given in all, and when the observation may end by the clinic's rule."""
    for minute in (0, 5, 10):
        nose.at(minute)
        nose.press()
    assert nose.view.text() == "3 of 3 used · 84 mg · since first device 10:00 · 2 h at 16:00"
    assert not nose.view.use.isVisible()
    assert not nose.view.lot.isVisible()
    nose.at(125)
    assert nose.view.text().endswith("since first device 2:05:00 · 2 h since 16:00")


def test_a_device_that_was_withdrawn_can_be_used_again(nose: Nose) -> None:
    """Undone at once: the count and the times are those of before."""
    nose.press()
    nose.take(Correction(t_ms=0, by=NURSE, of=nose.seq, reason="undone"))
    nose.at(0.2)
    assert nose.view.text() == "Device 1 of 3 · no device used yet"
    nose.press()
    assert [number for number, _, _ in nose.told] == [1, 1]


def test_without_a_plan_nobody_is_told_how_many(
    qtbot: QtBot, dressed: QApplication, start: SessionStart
) -> None:
    """Two or three: what is prescribed is the prescriber's."""
    nose = Nose(qtbot, start)
    assert nose.view.text().startswith("Device 1, up to 3")
    nose.plan(56)
    nose.at(1)
    assert nose.view.text().startswith("Device 1 of 2")


def test_before_the_baseline_and_after_the_end_nothing_is_entered(nose: Nose) -> None:
    """The buttons are seen and are grey."""
    nose.take(PhaseChange(t_ms=0, by=NURSE, phase=Phase.PREP))
    nose.at(0)
    assert not nose.view.use.isEnabled()
    nose.take(PhaseChange(t_ms=0, by=NURSE, phase=Phase.BASELINE))
    nose.at(0)
    assert nose.view.use.isEnabled()
    nose.session.apply(SessionEnd(t_ms=0, by=NURSE))
    nose.at(1)
    assert not nose.view.use.isEnabled()
    assert not nose.view.lot.isEnabled()


def test_a_resumed_session_goes_on_where_it_was(
    qtbot: QtBot, dressed: QApplication, start: SessionStart
) -> None:
    """Everything is in the entries."""
    nose = Nose(qtbot, start)
    used = SprayUsed(t_ms=0, seq=1, number=1, mg=28)
    history = History(start=start, entries=[used])
    nose.session.load(history)
    view: View = nose.view
    view.load(history)
    nose.at(2)
    assert "Device 2" in nose.view.text()


def test_it_suits_a_glove_and_a_screen_reader(nose: Nose) -> None:
    """The lot is named with its device."""
    check_for_gloves(nose.view)
    assert nose.view.lot.accessibleName() == "Lot of device 1"
    assert nose.view.accessibleName() == nose.view.text()


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_it_fits_the_footer(nose: Nose, sizes: theme.Sizes) -> None:
    """As high as the pump's buttons, and of one width whatever it says."""
    view = SprayView(nose.session, sizes, SetClock().at)
    widths = set()
    for minute in (0, 0.5, 5):
        nose.at(minute)
        nose.press()
        view.refresh(nose.t_ms)
        assert view.sizeHint().height() <= sizes.footer
        if view.use.isVisibleTo(view):
            widths.add(view.sizeHint().width())
    assert len(widths) == 1
