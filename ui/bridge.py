"""What crosses from other threads to the screen: one signal for events, one for our mistakes."""

from PySide6.QtCore import QObject, Signal

from monitor.events import Event


class Bridge(QObject):
    """`publish` may be called from any thread; `taken` arrives in the GUI thread, in order.

    Signals:
        taken(event): the session thread has taken an event.
        failed: a mistake of ours was noted in the log, in any thread.
    """

    taken = Signal(object)
    failed = Signal()

    def publish(self, event: Event) -> None:
        """Hand an event over to the screen."""
        self.taken.emit(event)
