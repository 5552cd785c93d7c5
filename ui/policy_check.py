"""Tries typed limits on the last sessions, on a thread of its own: the form never waits for it."""

import queue
import threading
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from monitor.errors import DripwatchError, note_bug
from monitor.history import History
from monitor.policy import Looked, tried
from monitor.profile import Profile
from ui.words import complain, say

Sessions = Callable[[Profile], Iterable[tuple[int, History]]]
"""Gives numbered sessions for a profile to be tried on, the newest first; it may read a record.

It is called, gone through and let go of in the thread of the check.
"""


class PolicyCheck(QObject):
    """One thread that tries what was asked last; what was asked before it is dropped at once.

    Signals, each with the number that `ask` returned: looked (how many sessions so far),
    found (list[Looked], the newest session first), failed (why, in words).
    """

    looked = Signal(int, int)
    found = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, sessions: Sessions) -> None:
        super().__init__()
        self._sessions = sessions
        self._number = 0
        self._asked: queue.SimpleQueue[tuple[int, Profile] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="policy check", daemon=True)
        self._thread.start()

    def ask(self, profile: Profile) -> int:
        """Try this profile on the last sessions; return the number of its answers."""
        self._number += 1
        self._asked.put((self._number, profile))
        return self._number

    def stop(self) -> None:
        """Finish the session that is being replayed, and no more."""
        self._asked.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (asked := self._latest()) is not None:
            try:
                self._try(*asked)
            except DripwatchError as error:
                self.failed.emit(asked[0], complain(error))
            except Exception as error:  # noqa: BLE001 - ours; the form would wait for good
                note_bug(error)
                self.failed.emit(asked[0], say("bug"))

    def _latest(self) -> tuple[int, Profile] | None:
        asked = self._asked.get()
        while asked is not None and not self._asked.empty():
            asked = self._asked.get()
        return asked

    def _try(self, number: int, profile: Profile) -> None:
        found: list[Looked] = []
        for one in tried(self._sessions(profile), profile):
            if not self._asked.empty():
                return
            found.append(one)
            self.looked.emit(number, len(found))
        self.found.emit(number, found)
