"""Reads the record once a second on a thread of its own: the window never waits for the disk."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from monitor.errors import DripwatchError, note_bug
from monitor.following import Following
from ui.words import complain, say

LOOK_S = 1.0


class Follower(QObject):
    """Looks from `start` to `stop`.

    Signals:
        looked(Look): what the record had that was not known before.
        failed(sentence): it could not be read; the next look tries again.
    """

    looked = Signal(object)
    failed = Signal(str)

    def __init__(self, record: Path) -> None:
        super().__init__()
        self._following = Following(record)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)

    def start(self) -> None:
        """Look for the first time, and then once a second."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the look that is under way; a thread must not outlive its window."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        self._look()
        while not self._over.wait(LOOK_S):
            self._look()
        self._following.close()

    def _look(self) -> None:
        try:
            self.looked.emit(self._following.look())
        except DripwatchError as error:
            self.failed.emit(complain(error))
        except Exception as error:  # noqa: BLE001 - ours; the next look may be better
            note_bug(error)
            self.failed.emit(say("error.bug"))
