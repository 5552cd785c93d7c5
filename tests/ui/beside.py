"""A window as small as any, its session and its clock, for what stands beside the panel."""

import dataclasses
from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from monitor.events import Entry, SessionStart
from monitor.profile import Profile, shipped
from monitor.session import Session
from tests.ui.conftest import SetClock
from ui import theme

WIDTH, HEIGHT = 1366, 768


class Beside:
    """The window, a session half an hour old, and what was emitted."""

    def __init__(self, qtbot: QtBot, start: SessionStart, profile: Profile | None = None) -> None:
        self.window = QWidget()
        self.window.resize(WIDTH, HEIGHT)
        qtbot.addWidget(self.window)
        self.window.show()
        self.sizes = theme.COMPACT
        self.clock = SetClock()
        self.clock.t_ms = 30 * 60_000 + 5000
        self.session = Session(profile or shipped(), start)
        self.seq = 0

    def apply(self, entry: Entry) -> int:
        """Let something have been entered; return its seq."""
        self.seq += 1
        at = self.clock.at(entry.t_ms)
        self.session.apply(dataclasses.replace(entry, seq=self.seq, at=at))
        return self.seq


@pytest.fixture
def beside(qtbot: QtBot, dressed: QApplication, start: SessionStart) -> Beside:
    """The shipped profile's."""
    return Beside(qtbot, start)


def by_hand() -> Callable[[], float]:
    """A wall clock on which keys come a fifth of a second apart."""
    ticks = count()
    return lambda: next(ticks) * 0.2


def by_scanner() -> Callable[[], float]:
    """One on which they come two milliseconds apart."""
    ticks = count()
    return lambda: next(ticks) * 0.002


def key(dialog: QDialog, *keys: Qt.Key) -> None:
    """Press keys where the keys go."""
    for one in keys:
        QTest.keyClick(dialog.focusWidget(), one)


def stops(dialog: QDialog) -> list[str]:
    """What the Tab key comes to, by accessible name, from the focus on and once round."""
    found: list[str] = []
    for _ in range(60):
        here = dialog.focusWidget()
        if here.accessibleName() in found:
            break
        found.append(here.accessibleName())
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return found


def targets(dialog: QWidget) -> list[QWidget]:
    """Everything a finger can press and that is seen whole: a list may be scrolled."""
    kinds = (*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit))
    return [made for made in kinds if made.visibleRegion().boundingRect() == made.rect()]


def check_for_gloves(dialog: QWidget) -> None:
    """Every target is 44 pixels high and wide, 6 from the next, and has a name."""
    places: list[tuple[str, QRect]] = []
    for made in targets(dialog):
        name = made.accessibleName()
        assert name.strip()
        assert min(made.width(), made.height()) >= 44, name
        places.append((name, QRect(made.mapTo(dialog, QPoint(0, 0)), made.size())))
    for index, (name, place) in enumerate(places):
        for other, there in places[index + 1 :]:
            assert not place.adjusted(-5, -5, 5, 5).intersects(there), (name, other)


def check_out_of_the_way(dialog: QDialog, beside: Beside) -> None:
    """The dialog stands left of the panel, below the strip and within the window."""
    place = QRect(beside.window.mapFromGlobal(dialog.pos()), dialog.size())
    assert place.right() < WIDTH - beside.sizes.panel
    assert place.top() >= beside.sizes.header + beside.sizes.strip
    assert place.bottom() < HEIGHT
    assert not dialog.isModal()
