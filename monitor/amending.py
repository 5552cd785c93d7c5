"""Adds signatures and amendments to a session that has ended. It changes and removes nothing.

Whoever signs holds the record for that moment, as a session does; while one runs, RecordError says
who has it. Not for a GUI thread: every call waits for the disk.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor import signing
from monitor.archive import Archive
from monitor.errors import EntryError
from monitor.events import Correction, Entry, Meaning, Note, Signature
from monitor.history import History
from monitor.schema import record_errors
from monitor.store import Store
from monitor.verification import State, verify
from monitor.wall_time import began_at


def sign(
    record: Path,
    session: int,
    signature: Signature,
    now: datetime,
    *,
    author_may_review: bool = False,
) -> Signature:
    """Sign a session and return the signature as it is stored, with the head that was signed.

    EntryError says why not: not ended, an own review, an altered record, a question without words.
    """

    def checked(history: History) -> list[Entry]:
        code = signing.refuses(
            signature, history.entries, ended=history.ended, author_may_review=author_may_review
        )
        if code is not None:
            raise EntryError(code, field="signature")
        found = verify(record, session)
        if signature.meaning is not Meaning.RETURNED and found.state is State.ALTERED:
            raise EntryError("sign_altered", field="signature")
        return [replace(signature, head=found.sessions[0].digest)]

    (stored,) = _add(record, session, checked, now)
    assert isinstance(stored, Signature)
    return stored


def amend(
    record: Path,
    session: int,
    of: int,
    reason: str,
    by: str,
    now: datetime,
    instead: Entry | None = None,
    comment: str | None = None,
) -> list[Entry]:
    """Withdraw entry `of` for a reason, put another in its place if there is one, and sign that.

    instead: the entry as it should have been, its `t_ms` when it was true. Both stay readable.
    comment: stands in that signature, else in a note about the entry.
    """

    def checked(history: History) -> list[Entry]:
        known = {entry.seq: entry for entry in history.entries}
        gone = {entry.of for entry in history.entries if isinstance(entry, Correction)}
        if of not in known or of in gone or isinstance(known[of], Correction | Signature):
            raise EntryError("amend_unknown", field="of")
        if reason not in signing.REASONS:
            raise EntryError("reason_missing", field="reason")
        seq = history.last_seq + 1
        told = [] if instead is None else [_beside(known[of], replace(instead, by=by))]
        correction = Correction(
            t_ms=_since_start(history, now),
            by=by,
            of=of,
            replaced_by=seq if told else None,
            reason=reason,
        )
        t_ms = correction.t_ms
        if signing.standing(history.entries, ended=True) is not signing.Standing.SIGNED:
            words = [Note(t_ms=t_ms, by=by, of=of, text=comment)] if comment else []
            return [*told, correction, *words]
        head = verify(record, session).sessions[0].digest
        said = comment or reason
        signed = Signature(t_ms=t_ms, by=by, meaning=Meaning.AMENDED, head=head, comment=said)
        return [*told, correction, signed]

    return _add(record, session, checked, now)


def _add(
    record: Path,
    session: int,
    checked: Callable[[History], Sequence[Entry]],
    now: datetime,
) -> list[Entry]:
    """Store what `checked` makes of the session as it is, while nobody else can write to it."""
    store = Store(record)
    try:
        with Archive(record) as archive:
            history = archive.history(session)
        if not history.ended:
            raise EntryError("not_ended", field="session")
        entries = [
            _stamped(entry, history, history.last_seq + 1 + place, now)
            for place, entry in enumerate(checked(history))
        ]
        with record_errors(record):
            store.commit(session, entries)
    finally:
        store.close()
    return entries


def _stamped(entry: Entry, history: History, seq: int, now: datetime) -> Entry:
    if isinstance(entry, Signature):
        entry = replace(entry, t_ms=_since_start(history, now), at=None)
    at = entry.at or began_at(history, now) + timedelta(milliseconds=entry.t_ms)
    return replace(entry, at=at, entered_at=now, seq=seq)


def _beside(known: Entry, instead: Entry) -> Entry:
    """By the wall clock an entry is as far from the one it replaces as it is by session time.

    So what stays when it was keeps its time of day, whichever way that clock was moved since.
    """
    away = timedelta(milliseconds=instead.t_ms - known.t_ms)
    return replace(instead, at=known.at and known.at + away)


def _since_start(history: History, now: datetime) -> int:
    gone = now - began_at(history, now)
    return max(history.last_ms, round(gone.total_seconds() * 1000))
