"""The one signal that crosses from the session thread to the screen."""

from PySide6.QtCore import QObject, Signal

from monitor.events import Event


class Bridge(QObject):
    """`publish` may be called from any thread; `taken` arrives in the GUI thread, in order.

    Signals:
        taken(event): the session thread has taken an event.
    """

    taken = Signal(object)

    def publish(self, event: Event) -> None:
        """Hand an event over to the screen."""
        self.taken.emit(event)
