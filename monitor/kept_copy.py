"""The copy that is kept of a record after each session: where, under which name, and making it.

Where is said in one line beside the record, in `<record>-backup`; without that file none is kept.
It is no setting of a profile: those are about a treatment, and are copied into every session.
"""

from datetime import datetime
from pathlib import Path

from monitor.backup import Progress, renew
from monitor.errors import RecordError
from monitor.verification import Verification

SUFFIX = "-backup"
"""Beside `clinic.dripwatch` lies `clinic.dripwatch-backup`."""


def beside(record: Path) -> Path:
    """Return where it is said in which folder a record's copy is kept."""
    return record.with_name(record.name + SUFFIX)


def place_of(record: Path) -> Path | None:
    """Return the folder a record's copy is kept in; None where none is kept."""
    path = beside(record)
    try:
        said = path.read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError("backup_place_unreadable", path=str(path)) from error
    if not said:
        # A power cut may leave the name of a file and none of its bytes: not the same as no copy.
        raise RecordError("backup_place_unreadable", path=str(path))
    return Path(said)


def choose(record: Path, folder: Path | None) -> None:
    """Keep a copy in this folder after each session from now on; None: keep none."""
    path = beside(record)
    try:
        if folder is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(f"{folder.resolve()}\n", "utf-8")
    except OSError as error:
        raise RecordError("record_read_only", path=str(path)) from error


def keep(
    record: Path, folder: Path, now: datetime, progress: Progress = lambda share: None
) -> tuple[Path, Verification]:
    """Copy a record into a folder; return the copy and what the seal says of it.

    now: in the clinic's zone. RecordError says why not; the last good copy stays, then.
    """
    if not folder.is_dir():
        raise RecordError("backup_place_missing", path=str(folder))
    to = named(folder, record, now)
    return to, renew(record, to, progress)


def named(folder: Path, record: Path, now: datetime) -> Path:
    """Return the copy of this month: a record only grows, so the newest holds those before it."""
    return folder / f"{record.stem}-{now:%Y-%m}{record.suffix}"
