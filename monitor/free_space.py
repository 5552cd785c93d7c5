"""How much room the disk of a record has, and how little is too little. Writes nothing."""

import shutil
from math import inf
from pathlib import Path

from monitor.errors import RecordError

LOW_BYTES = 200_000_000
"""Below this somebody should make room, and has the time to.

Four hours are about 1 MB of rows. A program that reads the record for as long can make the WAL
reach 72 MiB, and the checkpoint after it needs the room beside it, so this is what a session can
come to at the worst, with as much for whoever else writes on that disk.
"""

NEEDED_BYTES = 20_000_000
"""Below this no session begins: it would not have room for its WAL (4 MiB) and a few copies."""

CHECK_S = 60.0
"""Between two looks. A program that fills 3 MB a second still gets a warning before we stop."""

_MB = 1_000_000


def free_bytes(path: Path) -> int | None:
    """Return what may still be written beside `path`; None where the disk does not say."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None


def is_low(path: Path) -> bool:
    """Whether somebody should make room."""
    free = free_bytes(path)
    return free is not None and free < LOW_BYTES


def refuse_too_little(path: Path) -> None:
    """Raise RecordError where a session could not be stored to its end."""
    free = free_bytes(path)
    if free is not None and free < NEEDED_BYTES:
        needed = NEEDED_BYTES // _MB
        raise RecordError("record_no_room", path=str(path), free_mb=free // _MB, needed_mb=needed)


class SpaceWatch:
    """Looks at the disk now and then. `told` is what is known already: None for nothing."""

    def __init__(self, path: Path, told: bool | None) -> None:
        self._path = path
        self._told = told
        self._look_at_s = -inf

    def news(self, now_s: float) -> bool | None:
        """Return whether the room is low where that is new, else None. `now_s` is monotonic."""
        if now_s < self._look_at_s:
            return None
        self._look_at_s = now_s + CHECK_S
        low = is_low(self._path)
        if low == self._told:
            return None
        self._told = low
        return low
