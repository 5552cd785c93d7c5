"""`dripwatch restore BACKUP TO`: puts a record back from its backup, proven on the way."""

import argparse
from pathlib import Path

from ui.words import say

NAME = "restore"
HELP = "put a record back from a backup, where nothing of an earlier one is left"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the copy; it stays as it is")
    parser.add_argument("to", type=Path, metavar="TO", help="where the record was; a new file")


def run(args: argparse.Namespace) -> int:
    """Copy, prove, and say what the record holds now."""
    from monitor.people import Access
    from monitor.restore import restore
    from ui.people.access import note_account

    found = restore(args.backup, args.to)
    note_account(args.to, Access.RESTORED, NAME)
    print(say(f"backup.{found.state}", path=args.to, count=len(found.sessions)))
    print(say("restore.next"))
    return 0
