"""`dripwatch backup FILE TO`: copies a record, one in use too, and proves the copy.

`--after-sessions` has the bedside do the same whenever a session has ended.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import EntryError, RecordError, long_names
from ui.words import say

if TYPE_CHECKING:
    from monitor.backup import Progress
    from monitor.verification import Verification

NAME = "backup"
HELP = "copy a record while it is in use, and prove that the copy is whole"

SOUND, ALTERED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument(
        "to",
        type=Path,
        nargs="?",
        metavar="TO",
        help="a new file, or a folder in which one is named; without it, where a copy is kept",
    )
    parser.add_argument(
        "--after-sessions",
        action="store_true",
        help="keep a copy in the folder TO, renewed whenever a session has ended",
    )
    parser.add_argument("--stop", action="store_true", help="keep no copy any more")
    parser.add_argument("--json", action="store_true", help="say what came of it as a line of JSON")


def run(args: argparse.Namespace) -> int:
    """Copy, prove, and say what the seal says of the copy."""
    if not args.json:
        return _run(args)
    try:
        with long_names():
            return _run(args)
    except RecordError as error:
        print(json.dumps({"error": error.code, "values": error.values}))
        return ALTERED


def _run(args: argparse.Namespace) -> int:
    from monitor import kept_copy
    from monitor.backup import back_up
    from monitor.verification import State

    record = args.file.absolute()
    if args.stop:
        return _stop(args, record)
    now, tell = datetime.now().astimezone(), _progress()
    if args.to is None or args.after_sessions:
        to, found = kept_copy.keep(record, _folder(args, record), now, tell)
    else:
        to = place_in(args.to, args.file, now) if args.to.is_dir() else args.to
        _refuse_part(to)
        found = back_up(args.file, to, tell)
    _tell(args, to, found)
    if args.after_sessions:
        _choose(record, args.to)
    return ALTERED if found.state is State.ALTERED else SOUND


def _refuse_part(to: Path) -> None:
    """Refuse a name that is another file's of a record: SQLite deletes what it takes for its own.

    A file that is there is refused by the copying itself.
    """
    from monitor.handing_out import refuse

    if not to.exists():
        refuse(to, replace=True)


def _stop(args: argparse.Namespace, record: Path) -> int:
    from monitor import kept_copy

    if args.to is not None or args.after_sessions:
        raise EntryError("backup_stop_alone", field="stop")
    if not kept_copy.beside(record).exists():
        raise RecordError("backup_not_chosen", path=str(record))
    kept_copy.choose(record, None)
    print(say("backup.stopped", path=record))
    return SOUND


def _folder(args: argparse.Namespace, record: Path) -> Path:
    """Return where a copy is kept: the folder that is named, else the one that was chosen."""
    from monitor.kept_copy import place_of

    if args.after_sessions and (args.to is None or not args.to.is_dir()):
        raise EntryError("backup_wants_folder", field="to")
    folder: Path | None = args.to or place_of(record)
    if folder is None:
        raise EntryError("backup_no_place", field="to")
    return folder


def _tell(args: argparse.Namespace, to: Path, found: "Verification") -> None:
    from monitor.people import Access
    from ui.people.access import note_account

    note_account(args.file, Access.EXPORTED, NAME)
    if args.json:
        print(json.dumps({"path": str(to), "state": found.state}))
    else:
        print(say(f"backup.{found.state}", path=to, count=len(found.sessions)))


def _choose(record: Path, folder: Path) -> None:
    from monitor.kept_copy import choose

    choose(record, folder)
    print(say("backup.chosen", path=folder.resolve()))
    if folder.stat().st_dev == record.stat().st_dev:
        print(say("backup.same_disk"))


def place_in(folder: Path, record: Path, now: datetime) -> Path:
    """Return a name of its own for a copy made at this moment."""
    return folder / f"{record.stem}-{now:%Y-%m-%d-%H%M%S}{record.suffix}"


def _progress() -> "Progress":
    return _say_progress if sys.stderr.isatty() else lambda share: None


def _say_progress(share: float) -> None:
    print(say("backup.progress", percent=round(share * 100)), end="\r", file=sys.stderr)
