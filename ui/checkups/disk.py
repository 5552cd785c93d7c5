"""The disk the record lies on: local, writable, with room."""

import os
from collections.abc import Iterator
from pathlib import Path

from monitor.errors import RecordError
from monitor.free_space import LOW_BYTES, NEEDED_BYTES, free_bytes
from monitor.record_lock import on_network
from ui import places
from ui.checkup import Finding, advice, well, wrong
from ui.words import complain

MB = 1_000_000


def look(record: Path | None = None) -> Iterator[Finding]:
    """Look at the clinic's record, or where it will be."""
    try:
        path = record or places.clinic_record()
    except RecordError as error:
        yield wrong("disk_no_folder", why=complain(error))
        return
    if on_network(path):
        yield wrong("disk_network", path=path)
    elif not _writable(path if path.exists() else path.parent):
        yield wrong("disk_read_only", path=path)
    else:
        yield _room(path)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _room(path: Path) -> Finding:
    free = free_bytes(path)
    if free is None:
        return advice("disk_unknown", path=path)
    told = {"path": path, "free_mb": free // MB}
    if free < NEEDED_BYTES:
        return wrong("disk_full", **told, needed_mb=NEEDED_BYTES // MB)
    return advice("disk_low", **told) if free < LOW_BYTES else well("disk_room", **told)
