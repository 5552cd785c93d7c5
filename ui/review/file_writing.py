"""Writes files on a thread of its own, one after the other: a day's export takes seconds.

It does not know what is in them.
"""

import queue
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from monitor.errors import DripwatchError, note_bug
from ui.words import complain, say

Make = Callable[[], bytes]


class FileWriting(QObject):
    """Signals: said(sentence): a file is being written, is there, or why it is not."""

    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[tuple[Path, Make] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def write(self, path: Path, make: Make) -> None:
        """Write what `make` returns, in place of what is there; returns at once."""
        self.said.emit(say("export.writing", path=path))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="file writing", daemon=True)
            self._thread.start()
        self._jobs.put((path, make))

    def stop(self) -> None:
        """Finish what was asked for; a thread must not outlive its window."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    # -- in the thread ---------------------------------------------------------------------

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self.said.emit(_written(*job))


def _written(path: Path, make: Make) -> str:
    # Half of what is imported here is of no use to who only reads.
    from monitor.handing_out import hand_out

    try:
        # The file dialog has asked already.
        hand_out(path, make(), replace=True)
    except DripwatchError as error:
        return complain(error)
    except Exception as error:  # noqa: BLE001 - ours; the next file may still be written
        note_bug(error)
        return say("error.bug")
    return say("export.one", path=path)
