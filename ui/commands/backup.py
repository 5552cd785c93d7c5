"""`dripwatch backup FILE TO`: copies a record, one in use too, and proves the copy."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from ui.words import say

NAME = "backup"
HELP = "copy a record while it is in use, and prove that the copy is whole"

SOUND, ALTERED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument(
        "to", type=Path, metavar="TO", help="a new file, or a folder in which one is named"
    )


def run(args: argparse.Namespace) -> int:
    """Copy, prove, and say what the seal says of the copy."""
    from monitor.backup import back_up
    from monitor.people import Access
    from monitor.verification import State
    from ui.people.access import note_account

    to = place_in(args.to, args.file, datetime.now().astimezone()) if args.to.is_dir() else args.to
    found = back_up(args.file, to, _say_progress if sys.stderr.isatty() else lambda share: None)
    note_account(args.file, Access.EXPORTED, NAME)
    print(say(f"backup.{found.state}", path=to, count=len(found.sessions)))
    return ALTERED if found.state is State.ALTERED else SOUND


def place_in(folder: Path, record: Path, now: datetime) -> Path:
    """Return a name of its own for a copy made at this moment."""
    return folder / f"{record.stem}-{now:%Y-%m-%d-%H%M%S}{record.suffix}"


def _say_progress(share: float) -> None:
    print(say("backup.progress", percent=round(share * 100)), end="\r", file=sys.stderr)
