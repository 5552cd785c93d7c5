"""Runs what takes a third of a second (a PIN's hash) on a thread, and comes back by a signal.

It knows nothing of PINs. One thing runs at a time in the whole program, so that guesses made side
by side are counted one after the other.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from monitor.errors import DripwatchError, note_bug
from ui.words import complain, say

_ONE = threading.Lock()
_RUNNING: "set[Aside]" = set()
"""Held until they are over: Qt's objects must not be let go of by another thread."""


class Aside(QObject):
    """Made on the GUI thread, and heard there.

    Signals:
        done(result): what the work returned.
        failed(error): what it raised.
    """

    done = Signal(object)
    failed = Signal(object)
    _over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._over.connect(self._let_go)

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self in _RUNNING

    def run(self, work: Callable[[], object]) -> None:
        """Begin `work` and return at once; one at a time."""
        _RUNNING.add(self)
        threading.Thread(target=self._run, args=(work,), name="aside", daemon=True).start()

    def _run(self, work: Callable[[], object]) -> None:
        try:
            with _ONE:
                result = work()
        except Exception as error:  # noqa: BLE001 - said where it was asked for, whatever it is
            if not isinstance(error, DripwatchError):
                note_bug(error)
            self.failed.emit(error)
        else:
            self.done.emit(result)
        self._over.emit()

    def _let_go(self) -> None:
        _RUNNING.discard(self)


def why(error: Exception) -> str:
    """Say what went wrong, a mistake of ours too."""
    return complain(error) if isinstance(error, DripwatchError) else say("bug")
