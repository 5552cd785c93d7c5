"""What every view on the screen promises. A view asks its `Session`; it never asks a thread."""

from typing import Protocol

from monitor.events import Event
from monitor.history import History


class View(Protocol):
    """One thing on screen, named after what it shows; a QWidget that takes the session it shows.

    (`show` and `showEvent` belong to Qt, hence `show_event`.)
    """

    def load(self, history: History) -> None:
        """Begin with a saved session; the view's session has already applied its entries."""
        ...

    def show_event(self, event: Event) -> None:
        """Take note of one event, in the order of the session; the session has applied it."""
        ...

    def refresh(self, t_ms: int) -> None:
        """Paint the moment `t_ms`: on a change or once a second, never faster."""
        ...


class FromSession:
    """Of a view that keeps no event: all it shows it asks for as it paints, of its session first.

    It comes before the widget among the bases: `class NextView(FromSession, QWidget)`.
    """

    def load(self, history: History) -> None:
        """The session has applied it."""

    def show_event(self, event: Event) -> None:
        """The session has applied it."""
