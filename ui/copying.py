"""The copy of a record after its session, made by a process of its own. It shows nothing.

A process, because proving a large record keeps a processor busy: neither the screen nor a session
that begins meanwhile waits for it. It is ended when one begins; closing the window leaves it be.
"""

import json
import logging
import subprocess
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from monitor.errors import RecordError
from monitor.own_program import own_program
from ui.words import clock_time, complain, say

log = logging.getLogger("dripwatch")

COMMAND = (*own_program(), "backup", "--json")


class Copying(QObject):
    """One copy at a time.

    command: what copies; the record's path is put behind it.

    Signals: said(sentence): a copy is there, or why none is.
    """

    said = Signal(str)

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        super().__init__()
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    @property
    def busy(self) -> bool:
        """Whether a copy is being made."""
        return self._process is not None and self._process.poll() is None

    def begin(self, record: Path) -> None:
        """Renew a record's copy where one is kept; returns at once."""
        # Only at the end of a session, and it reads whole records.
        from monitor.kept_copy import place_of

        self.stop()
        try:
            if place_of(record) is None:
                return
            self._process = process = subprocess.Popen(
                [*self._command, str(record)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        except RecordError as error:
            self._say_not(error)
        except OSError:
            self._say_not(RecordError("backup_ended"))
        else:
            threading.Thread(
                target=self._wait, args=(process,), name="copying", daemon=True
            ).start()

    def stop(self) -> None:
        """A session begins: whatever is not proven by now is not kept."""
        if self.busy:
            assert self._process is not None
            self._process.terminate()
            log.warning("copy of the record given up: a session begins")
        self._process = None

    def _wait(self, process: "subprocess.Popen[str]") -> None:
        out, _ = process.communicate()
        if process is not self._process:
            return  # given up
        try:
            self._say(json.loads(out))
        except ValueError:
            self._say_not(RecordError("backup_ended"))

    def _say(self, told: dict[str, Any]) -> None:
        if "path" not in told:
            self._say_not(RecordError(told["error"], **told["values"]))
            return
        log.info("copy of the record renewed")
        at = clock_time(datetime.now().astimezone())
        self.said.emit(say("backup.kept", folder=Path(told["path"]).parent, at=at))

    def _say_not(self, error: RecordError) -> None:
        log.warning("record not copied: %s", error.code)
        self.said.emit(say("backup.not_kept", reason=complain(error)))
