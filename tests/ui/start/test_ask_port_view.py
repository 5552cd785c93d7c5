"""Asking a port in the window: after a warning, one port, off the GUI thread."""

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from devices.driver import Model, model_named
from monitor.errors import PortError
from ui.start import ask_port_view
from ui.start.ask_port_view import FOLLOWED, AskPortView
from ui.start.start_sheet import DeviceChoice

Asked = Callable[[str, Callable[[Model], None], Callable[[], bool]], Model | None]


class Corner:
    """The view, and what it let go of before."""

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, who: Asked) -> None:
        self.freed = 0
        monkeypatch.setattr(ask_port_view, "who_answers", who)
        self.view = AskPortView([("COM3", "USB"), ("COM4", "")], self._free)
        qtbot.addWidget(self.view)
        self.view.show()

    def _free(self, then: Callable[[], None]) -> None:
        self.freed += 1
        then()

    def ask(self, qtbot: QtBot) -> None:
        self.view.port.setCurrentIndex(1)
        self.view.followed.buttons[FOLLOWED].click()
        with qtbot.waitSignal(self.view.finished, timeout=5000):
            self.view.ask.click()


def test_nothing_is_asked_without_a_port_and_a_cable_that_was_followed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another port has another cable."""
    asked: list[str] = []
    corner = Corner(qtbot, monkeypatch, lambda port, *_: asked.append(port))
    view = corner.view
    assert not view.followed.isEnabled()
    view.port.setCurrentIndex(0)
    assert not view.ask.isEnabled()
    view.followed.buttons[FOLLOWED].click()
    assert view.ask.isEnabled()
    view.port.setCurrentIndex(1)
    assert not view.ask.isEnabled()
    assert (asked, corner.freed) == ([], 0)


def test_who_answers_can_be_chosen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the one port was asked, in another thread, after every other was let go of."""
    asked: list[tuple[str, bool]] = []

    def who(port: str, trying: Callable[[Model], None], _wanted: Callable[[], bool]) -> Model:
        asked.append((port, threading.current_thread() is threading.main_thread()))
        trying(model_named("nonin"))
        return model_named("nonin")

    corner = Corner(qtbot, monkeypatch, who)
    corner.ask(qtbot)
    assert (asked, corner.freed) == ([("COM4", False)], 1)
    assert "COM4: nonin answered" in corner.view.said()
    with qtbot.waitSignal(corner.view.found) as blocker:
        corner.view.take.click()
    assert blocker.args == [DeviceChoice("nonin", "COM4")]
    assert not corner.view.ask.isEnabled(), "each asking is confirmed anew"


def test_nobody_and_a_port_that_cannot_be_asked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence each; nothing to choose."""
    corner = Corner(qtbot, monkeypatch, lambda *_: None)
    corner.ask(qtbot)
    assert "no known device answered" in corner.view.said()

    def busy(port: str, *_: object) -> Model:
        raise PortError("port_busy", port=port)

    monkeypatch.setattr(ask_port_view, "who_answers", busy)
    corner.view.port.setCurrentIndex(0)
    corner.ask(qtbot)
    assert "used by another program" in corner.view.said()
    assert not corner.view.take.isVisible()
