"""Which sessions were returned with a question, and to whom: for the nurse who comes back.

It reads signatures, and the entries of those few sessions alone.
"""

from dataclasses import dataclass
from datetime import datetime

from monitor.archive import Archive
from monitor.events import Signature
from monitor.people_here import same_name
from monitor.signing import authors, question


@dataclass(frozen=True, slots=True)
class Returned:
    """A session that began at `started_at`; `asked` is the return with its question."""

    session: int
    patient: str | None
    started_at: datetime
    asked: Signature


def returned_to(archive: Archive, nurse: str) -> list[Returned]:
    """Return what waits for an answer of this nurse, the oldest question first.

    Whoever entered something in a session is asked, not only who began it. RecordError where the
    record cannot be read.
    """
    waiting = {n: asked for n, taken in archive.signatures().items() if (asked := question(taken))}
    rows = (row for row in archive.sessions() if row.session in waiting) if waiting else ()
    found = [
        Returned(row.session, row.patient, row.started_at, waiting[row.session])
        for row in rows
        if any(same_name(nurse, one) for one in (row.nurse, *authors(archive.entries(row.session))))
    ]
    return sorted(found, key=lambda one: (one.asked.at or one.started_at, one.session))
