"""What takes long runs beside the window, one at a time, and comes back on its thread."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from monitor.errors import EntryError
from ui.people import aside as module
from ui.people.aside import Aside, why
from ui.words import say


def test_it_returns_at_once_and_comes_back_on_the_windows_thread(qtbot: QtBot) -> None:
    """The work runs on another."""
    made, go, where = Aside(), threading.Event(), []
    made.done.connect(lambda result: where.append((result, QThread.isMainThread())))
    made.run(lambda: (go.wait(5), threading.current_thread() is threading.main_thread())[1])
    assert made.busy
    assert where == []
    go.set()
    qtbot.waitUntil(lambda: not made.busy)
    assert where == [(False, True)]


def test_two_run_one_after_the_other(qtbot: QtBot) -> None:
    """Guesses made side by side would not be counted."""
    first, second = Aside(), Aside()
    go, order = threading.Event(), list[str]()

    def work() -> None:
        go.wait(5)
        order.append("first")

    first.run(work)
    qtbot.waitUntil(module._ONE.locked)
    second.run(partial(order.append, "second"))
    go.set()
    qtbot.waitUntil(lambda: not second.busy and not first.busy)
    assert order == ["first", "second"]


def test_what_it_raises_is_told(qtbot: QtBot) -> None:
    """And the next may run."""
    made, told = Aside(), list[Exception]()
    made.failed.connect(told.append)

    def work() -> None:
        raise EntryError("pin_wrong", field="pin")

    made.run(work)
    qtbot.waitUntil(lambda: bool(told) and not made.busy)
    assert why(told[0]) == say("error.pin_wrong")


def test_a_mistake_of_ours_goes_to_the_log_and_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the words of the exception: a PIN might be in them."""
    noted = list[Exception]()
    monkeypatch.setattr(module, "note_bug", noted.append)
    made, told = Aside(), list[Exception]()
    made.failed.connect(told.append)
    pins: dict[str, str] = {}
    made.run(lambda: pins["2749"])
    qtbot.waitUntil(lambda: bool(told))
    assert noted == told
    assert why(told[0]) == say("bug")
