"""Every view on the window keeps the same three promises."""

import ast
import inspect
import textwrap

from PySide6.QtWidgets import QWidget

from monitor.events import LinkState, PumpStep, SaveFailed
from monitor.history import History
from tests.ui.conftest import NURSE, Desk
from ui.view import FromSession, View


def parameters(kind: type, method: str) -> list[str]:
    """What a method takes."""
    return list(inspect.signature(getattr(kind, method)).parameters)


def _widgets(desk: Desk) -> list[QWidget]:
    """Every view of the window, as what it is drawn on."""
    return [view for view in desk.window.views if isinstance(view, QWidget)]


def test_every_view_takes_what_the_protocol_says(bedside: Desk) -> None:
    """A widget that loads, takes note of events and paints a moment."""
    for view in bedside.window.views:
        assert isinstance(view, QWidget)
        for method in ("load", "show_event", "refresh"):
            assert parameters(type(view), method) == parameters(View, method)


def says_nothing(method: object) -> bool:
    """Whether there is nothing in it but its docstring."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(method))).body  # type: ignore[arg-type]
    assert isinstance(made, ast.FunctionDef)
    return len(made.body) == 1


def test_a_view_that_keeps_nothing_says_so_by_its_base(bedside: Desk) -> None:
    """An empty method of its own would be one more of the same."""
    kinds = {type(view) for view in bedside.window.views}
    empty = {
        f"{kind.__name__}.{method}"
        for kind in kinds
        for method in ("load", "show_event")
        if method in vars(kind) and says_nothing(getattr(kind, method))
    }
    assert empty == set()
    assert any(issubclass(kind, FromSession) for kind in kinds)


def test_every_view_paints_before_anything_is_known(bedside: Desk) -> None:
    """An empty record is a record, too; so is the moment before its start."""
    for view in bedside.window.views:
        view.load(History(start=bedside.window.session.start))
        view.refresh(-1)
        view.refresh(0)


def test_a_view_paints_a_moment_twice_alike(bedside: Desk) -> None:
    """What is shown follows from what is known and the time, not from how often it was painted."""
    bedside.at(300)
    bedside.cuff(128, 79)
    bedside.hear(pulse_rate=80, spo2=97)
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.press(bedside.window.row("dissociation").buttons[1])
    bedside.link(LinkState.LOST)
    bedside.post(SaveFailed(t_ms=300_000, reason="record_full"))
    bedside.at(304)
    bedside.settle()
    for view in _widgets(bedside):
        view.grab()  # a hidden one is laid out at its first painting, and may move others a pixel
    bedside.window.refresh()
    bedside.settle()
    first = [view.grab().toImage() for view in _widgets(bedside)]
    bedside.window.refresh()
    bedside.settle()
    again = [view.grab().toImage() for view in _widgets(bedside)]
    assert first == again
    assert NURSE in bedside.window.undo.text()
