"""Writes a file whole or not at all, and to the disk itself. What it says is not known here."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file, readable by its owner alone; OSError leaves the old one.

    The folder must be there.
    """
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(number, "wb") as whole:
            whole.write(data)
            whole.flush()
            os.fsync(whole.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
