"""A bedside without threads: what a button posts is numbered, decided and shown at once."""

import dataclasses
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitor.clock import Clock
from monitor.events import (
    Baseline,
    CuffReading,
    DeviceInUse,
    DosePlan,
    Entry,
    Event,
    InfusionChange,
    LinkChange,
    LinkState,
    Phase,
    PhaseChange,
    PumpStep,
    Reading,
    Saved,
    SaveFailed,
    Second,
    SessionKind,
    SessionStart,
)
from monitor.people import People
from monitor.profile import shipped
from monitor.session import Session
from monitor.vitals import Vital
from ui import theme
from ui.bedside_window import BedsideWindow
from ui.entering import Bedside

DEVICE, NURSE = "ge-dinamap", "Adeyemi"

IN_USE = DeviceInUse(
    t_ms=0,
    device=DEVICE,
    port="/dev/ttyUSB0",
    place=0,
    measures_cuff=True,
    starts_cuff=True,
    checked_by="Osei",
)
"""The usual device: an engineer has compared it with what Dripwatch shows."""

OXIMETER = DeviceInUse(
    t_ms=0, device="nonin", port="/dev/ttyUSB1", place=1, period_s=1.0, checked_by="Osei"
)
"""A second device, after the first in the order."""

STARTED_AT = datetime(2026, 3, 5, 14, tzinfo=UTC).astimezone().replace(hour=14)
"""14:00 on the wall, wherever the tests run."""

_E = TypeVar("_E", bound=Event)


class SetClock(Clock):
    """Session time as a test sets it."""

    def __init__(self) -> None:
        super().__init__(started_at=STARTED_AT)
        self.t_ms = 0

    def now_ms(self) -> int:
        return self.t_ms


class Desk:
    """The window on a session in its baseline, its clock in seconds, and what was taken so far."""

    def __init__(
        self,
        qtbot: QtBot,
        start: SessionStart,
        *,
        sizes: theme.Sizes = theme.FULL,
        devices: tuple[DeviceInUse, ...] = (IN_USE,),
        people: People | None = None,
    ) -> None:
        self.clock = SetClock()
        self.taken: list[Event] = []
        self.disk_s = 0.0
        """The wall time the disk is measured by."""
        self._seq = 0
        self._devices = devices
        self._deciding = Session(shipped(), start)
        self.window = BedsideWindow(
            Session(shipped(), start),
            Bedside(start.nurse, self.clock, self.post, people),
            theme.DARK,
            sizes,
        )
        self.window._saved._now_s = lambda: self.disk_s
        self.second_hand_s = 0.0
        """The wall time between keys."""
        self.window.hand.now_s = lambda: self.second_hand_s
        self.wait_until = qtbot.waitUntil
        qtbot.addWidget(self.window, before_close_func=_leave)

    def begin(self) -> None:
        """Say the first words of a session, and hear its device."""
        plan = DosePlan(
            t_ms=0,
            by=NURSE,
            drug="Ketamine",
            mg_per_kg=0.5,
            minutes=40,
            bag_mg=50,
            bag_ml=50,
            weight=72,
        )
        self.post(plan)
        self.post(PhaseChange(t_ms=0, by=NURSE, phase=Phase.BASELINE))
        for device in self._devices:
            self.post(device)
            self.link(LinkState.RECEIVING, device.device)
        self.save()

    # -- time ------------------------------------------------------------------------------

    def at(self, seconds: float) -> None:
        """Let it be `seconds` after the start, and paint."""
        self.clock.t_ms = round(seconds * 1000)
        self.window.refresh()

    def later(self, seconds: float) -> None:
        """Let `seconds` pass, and paint."""
        self.at(self.clock.t_ms / 1000 + seconds)

    def settle(self) -> None:
        """Let Qt lay out what has become wider or narrower: the inner first, then the outer."""
        for _ in range(3):
            QApplication.processEvents()

    # -- the way round ---------------------------------------------------------------------

    def post(self, *events: Event) -> None:
        """Take events and what follows from them, as the session thread does, and paint."""
        waiting = deque(events)
        while waiting:
            event = waiting.popleft()
            if self._deciding.refuses(event) is not None:
                continue
            event = self._stamp(event)
            self.taken.append(event)
            if not isinstance(event, Reading | Saved | SaveFailed):
                waiting.extend(self._deciding.take(event))
            self.window.show_event(event)
        self.window.refresh()

    def _stamp(self, event: Event) -> Event:
        at = self.clock.at(event.t_ms)
        if not isinstance(event, Entry):
            return dataclasses.replace(event, at=at)
        self._seq += 1
        entered_at = self.clock.at(self.clock.t_ms)
        return dataclasses.replace(event, at=at, entered_at=entered_at, seq=self._seq)

    def save(self) -> None:
        """Answer as the writer does once all of it is on disk."""
        self.post(Saved(t_ms=self.clock.t_ms, up_to_seq=self._seq, up_to_ms=self.clock.t_ms))

    def fail_to_save(self) -> None:
        """Answer as the writer does when the disk refuses."""
        self.post(SaveFailed(t_ms=self.clock.t_ms, reason="record_full"))

    def all(self, kind: type[_E]) -> list[_E]:
        """Everything of a kind that was taken, in its order."""
        return [event for event in self.taken if isinstance(event, kind)]

    # -- what devices say ------------------------------------------------------------------

    def hear(self, device: str = DEVICE, **values: float | None) -> None:
        """Receive one frame of vitals now."""
        told = {vital: values[vital.value] for vital in Vital if vital.value in values}
        self.post(Reading(t_ms=self.clock.t_ms, device=device, values=told))

    def second(self) -> None:
        """Close the second that ends now, empty: nothing but time."""
        self.post(Second(t_ms=self.clock.t_ms - 1000))

    def cuff(self, systolic: float, diastolic: float, mean: float | None = None) -> None:
        """Receive a pressure measured now."""
        self.post(
            CuffReading(
                seconds_ago=0,
                t_ms=self.clock.t_ms,
                device=DEVICE,
                systolic=systolic,
                diastolic=diastolic,
                mean=mean,
            )
        )

    def link(self, state: LinkState, device: str = DEVICE) -> None:
        """Hear, or hear no more."""
        self.post(LinkChange(t_ms=self.clock.t_ms, device=device, state=state))

    # -- what people do --------------------------------------------------------------------

    def press(self, button: QPushButton) -> None:
        """Press as a finger does: only what can be seen, is not greyed and not blocked."""
        assert button.isVisible(), f"{button.text()} cannot be seen"
        assert button.isEnabled(), f"{button.text()} is greyed"
        self.settle()
        # On the window, not on the button: only so Qt asks whether a dialog is in the way.
        place = button.mapTo(button.window(), button.rect().center())
        QTest.mouseClick(button.window().windowHandle(), Qt.MouseButton.LeftButton, pos=place)
        # A finger does not hover. (What was pressed may be gone with its dialog.)
        QTest.mouseMove(self.window.windowHandle(), QPoint(1, 1))

    def keys(self, text: str) -> None:
        """Type by hand, as somebody does who has the window before them."""
        hand = self.window.hand
        self.window.activateWindow()
        for key in text:
            self.second_hand_s += 1
            QTest.keyClicks(QApplication.focusWidget() or self.window, key)
            self.wait_until(lambda: not hand.waiting)

    def accept_baseline(self) -> None:
        """Compare with 128/79, a rate of 76 and 98 % from now on."""
        self.post(
            Baseline(t_ms=self.clock.t_ms, by=NURSE, systolic=128, diastolic=79, rate=76, spo2=98)
        )

    def move_pump(self, step: PumpStep, mg_per_h: float | None = None) -> None:
        """Enter a pump event as of now."""
        self.post(InfusionChange(t_ms=self.clock.t_ms, by=NURSE, step=step, mg_per_h=mg_per_h))


def _leave(window: QWidget) -> None:
    """Close without the question whether to."""
    assert isinstance(window, BedsideWindow)
    window._leaving = True


def colours(widget: QWidget) -> set[tuple[int, int, int]]:
    """Every colour (red, green, blue) that is seen on a widget."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = bytes(image.constBits())
    return set(zip(seen[2::4], seen[1::4], seen[0::4], strict=True))


def largest_words(widget: QWidget) -> str:
    """What is written largest on a widget, of what can be seen of it."""
    seen = [made for made in widget.findChildren(QLabel) if made.isVisible() and made.text()]
    return max(seen, key=lambda made: made.font().pixelSize()).text()


def pixel(widget: QWidget, x: int, y: int) -> tuple[int, int, int]:
    """The colour of one of its points."""
    found = widget.grab().toImage().pixelColor(x, y)
    return found.red(), found.green(), found.blue()


def rgb(palette_entry: str) -> tuple[int, int, int]:
    """A colour of the palette as `colours` gives it."""
    made = theme.colour(palette_entry)
    return made.red(), made.green(), made.blue()


POPUPS = ("does not support raise", "does not support grabbing the keyboard")
"""What the offscreen platform says of every menu; for `pytest.mark.qt_log_ignore`."""


def opened_menu(qtbot: QtBot) -> QMenu:
    """The menu that a press has opened, or is about to."""
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def touch(menu: QMenu, text: str) -> None:
    """Touch the entry of a menu that says `text`."""
    (action,) = (action for action in menu.actions() if action.text() == text)
    place = menu.actionGeometry(action).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Delete what a test has closed: else it would go on watching the keys of the next."""
    yield
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True, scope="module")
def nothing_left_open() -> Iterator[None]:
    """A window left on the screen would go on living through the tests of other files."""
    yield
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        assert left == []


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in the bedside's dress."""
    if qapp.styleSheet() != theme.style_sheet(theme.DARK):
        theme.dress(qapp, theme.DARK)
    return qapp


@pytest.fixture
def start() -> SessionStart:
    """A patient's session with one device."""
    return SessionStart(
        t_ms=0,
        at=STARTED_AT,
        uid="2f1c8e52-0d6e-4f0e-9a55-6f3f4f5d7c11",
        kind=SessionKind.PATIENT,
        nurse=NURSE,
        patient="Renate Martin",
        birth_date=date(1985, 3, 5),
        room="2",
        allergy="penicillin",
        device=DEVICE,
        port="/dev/ttyUSB0",
    )


Desks = Callable[..., Desk]
"""Makes a desk; the keywords are those of `Desk`, and `start` for another session."""


@pytest.fixture
def desks(qtbot: QtBot, dressed: QApplication, start: SessionStart) -> Desks:
    """Windows of other sizes, devices and sessions."""

    def make(start: SessionStart = start, **how: object) -> Desk:
        made = Desk(qtbot, start, **how)  # type: ignore[arg-type]
        made.begin()
        small = how.get("sizes") is theme.COMPACT
        made.window.resize(*((1366, 768) if small else (1600, 1000)))
        made.window.show()
        return made

    return make


@pytest.fixture
def bedside(desks: Desks) -> Desk:
    """The usual one."""
    return desks()
