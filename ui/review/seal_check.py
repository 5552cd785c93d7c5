"""Compares a session with its seal on a thread of its own: the window never waits for it."""

import queue
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from monitor.errors import DripwatchError
from ui.words import complain, say

if TYPE_CHECKING:
    from monitor.verification import Finding

MOST = 3
"""Places named; `dripwatch verify` names them all."""


class SealCheck(QObject):
    """One thread that verifies what was asked last; what was asked in between is skipped.

    Signals: checked (session, code of the verdict, where it was altered in words).
    """

    checked = Signal(int, str, str)

    def __init__(self, record: Path) -> None:
        super().__init__()
        self._record = record
        self._asked: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="seal check", daemon=True)
        self._thread.start()

    def ask(self, session: int) -> None:
        """Verify this session, then say so by `checked`."""
        self._asked.put(session)

    def stop(self) -> None:
        """Finish what is being verified, and no more."""
        self._asked.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (session := self._latest()) is not None:
            self.checked.emit(session, *verdict(self._record, session))

    def _latest(self) -> int | None:
        session = self._asked.get()
        while session is not None and not self._asked.empty():
            session = self._asked.get()
        return session


def verdict(record: Path, session: int) -> tuple[str, str]:
    """Return the code of what the seal says of a session, and where it was altered."""
    from monitor.verification import State, verify

    try:
        found = verify(record, session)
    except DripwatchError as error:
        return "review.altered", complain(error)
    if found.state is State.ALTERED:
        of_it = [finding for one in found.sessions for finding in one.findings]
        return "review.altered", _places([*of_it, *found.findings])
    return ("review.unaltered" if found.state is State.INTACT else "review.still_open"), ""


def _places(findings: "list[Finding]") -> str:
    said = [
        say(f"seal.{f.what}", place=say(f"seal.place.{f.place}", number=f.number, name=f.name))
        for f in findings
    ]
    more = len(said) - MOST
    if more > 0:
        said[MOST:] = [say("review.altered_more", count=more)]
    return "; ".join(said)
