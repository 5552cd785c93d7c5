"""`dripwatch encrypt FILE [TO]`: makes an encrypted copy of a record, and says what to do next."""

import argparse
from pathlib import Path

from ui.words import say

NAME = "encrypt"
HELP = "make an encrypted copy of a record, with a key of its own"

SOUND, ALTERED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record; nobody may be writing")
    parser.add_argument("to", type=Path, nargs="?", metavar="TO", help="a new file beside it")


def run(args: argparse.Namespace) -> int:
    """Copy, prove, show the key once for paper, and say how the copy takes the old one's place."""
    from monitor.encryption import encrypt
    from monitor.record_key import beside
    from monitor.verification import State

    record = args.file.absolute()
    to = args.to.absolute() if args.to else named(record)
    made = encrypt(record, to)
    print(say(f"backup.{made.found.state}", path=to, count=len(made.found.sessions)))
    print(say("encrypt.in_keyring" if made.in_keyring else "encrypt.in_file", path=beside(to)))
    print(say("encrypt.paper"))
    print(made.key.on_paper)
    print(say("encrypt.next", old=record, new=to, key=beside(to), its_key=beside(record)))
    return ALTERED if made.found.state is State.ALTERED else SOUND


def named(record: Path) -> Path:
    """Return the name of a record's encrypted copy beside it."""
    return record.with_name(f"{record.stem}-encrypted{record.suffix}")
