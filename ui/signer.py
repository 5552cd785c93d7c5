"""Signs and amends on a thread of its own, for that waits for the disk. It shows nothing."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from monitor.clock import utc_now
from monitor.errors import DripwatchError, EntryError, note_bug
from monitor.events import Entry, Meaning, Signature
from monitor.roles import Act, Role, may
from ui.words import complain, say

ACTS = {
    Meaning.NURSE_COMPLETED: Act.COMPLETE,
    Meaning.SUPERVISOR_REVIEWED: Act.REVIEW,
    Meaning.RETURNED: Act.REVIEW,
}
"""What somebody must be allowed to do who signs so."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is wrong with entry `of`, why, and what stands in its place, if anything does."""

    of: int
    reason: str
    instead: Entry | None = None
    comment: str | None = None


class Signer(QObject):
    """Does one thing after the other.

    Signals:
        done(session): its entries are more than before.
        refused(session, field, sentence): nothing was stored, and why; `field` as in `EntryError`.
        held(who): who writes the record at this moment; empty: nobody does.
    """

    done = Signal(int)
    refused = Signal(int, str, str)
    held = Signal(str)

    def __init__(self, record: Path) -> None:
        super().__init__()
        self._record = record
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="signer", daemon=True)
        self._thread.start()

    def sign(self, session: int, signature: Signature, *, author_may_review: bool = False) -> None:
        """Sign a session that has ended; its head is filled in."""
        self._store(session, lambda: _sign(self._record, session, signature, author_may_review))

    def amend(self, session: int, amendment: Amendment, by: str) -> None:
        """Amend an entry of a session that has ended."""
        self._store(session, lambda: _amend(self._record, session, amendment, by))

    def look(self) -> None:
        """Find out who writes the record, then say so by `held`."""
        self._jobs.put(self._look)

    def stop(self) -> None:
        """Finish what was asked for; a thread must not outlive its window."""
        self._jobs.put(None)
        self._thread.join()

    # -- in the thread ---------------------------------------------------------------------

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _store(self, session: int, stores: Callable[[], None]) -> None:
        def job() -> None:
            try:
                stores()
            except DripwatchError as error:
                field = str(error.values.get("field", ""))
                self.refused.emit(session, field, complain(error))
            except Exception as error:  # noqa: BLE001 - ours; the next one may still sign
                note_bug(error)
                self.refused.emit(session, "", say("error.bug"))
            else:
                self.done.emit(session)

        self._jobs.put(job)

    def _look(self) -> None:
        from monitor.record_lock import holder

        self.held.emit(str(holder(self._record) or ""))


def _sign(record: Path, session: int, signature: Signature, author_may_review: bool) -> None:
    from monitor import amending

    roles = _allowed(record, signature.by or "", ACTS[signature.meaning])
    if signature.meaning is Meaning.SUPERVISOR_REVIEWED and roles and Role.SUPERVISOR not in roles:
        signature = replace(signature, meaning=Meaning.PRESCRIBER_REVIEWED)
    amending.sign(record, session, signature, utc_now(), author_may_review=author_may_review)


def _amend(record: Path, session: int, amendment: Amendment, by: str) -> None:
    from monitor import amending

    if not by:
        raise EntryError("signature_nameless", field="by")
    _allowed(record, by, Act.AMEND)
    amending.amend(
        record,
        session,
        amendment.of,
        amendment.reason,
        by,
        utc_now(),
        amendment.instead,
        amendment.comment,
    )


def _allowed(record: Path, name: str, act: Act) -> frozenset[Role]:
    """Return somebody's roles, none where nobody is set up; EntryError where they may not."""
    from monitor.people import People, beside

    people = People(beside(record))
    if not people.known:
        return frozenset()
    known = people.named(name)
    if known is None or not may(known.roles, act):
        raise EntryError("may_not_sign", field="by", name=name)
    return known.roles
