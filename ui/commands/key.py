"""`dripwatch key FILE`: asks for the key of an encrypted record, tries it and keeps it.

The key is asked on the terminal without echo, never taken from the command line.
"""

import argparse
from pathlib import Path

from monitor.errors import RecordError
from ui.commands._asking import unseen
from ui.words import say

NAME = "key"
HELP = "keep the key of an encrypted record for you, from the paper it was written on"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the encrypted record")


def run(args: argparse.Namespace) -> int:
    """Ask, open the record with what was typed, and keep it."""
    from monitor import record_key
    from monitor.archive import open_to_read

    record = args.file.resolve()
    _refuse_plain(record)
    key = record_key.typed(record, unseen(say("key.ask")))
    open_to_read(record, key).close()
    taken = record_key.keep(record, key)
    print(say("encrypt.in_keyring" if taken else "encrypt.in_file", path=record_key.beside(record)))
    return 0


def _refuse_plain(record: Path) -> None:
    """Raise RecordError for what no key opens, before somebody types 64 digits for nothing."""
    from monitor import record_key
    from monitor.archive import open_to_read

    if record.is_file() and record_key.beside(record).exists():
        return
    try:
        open_to_read(record).close()
    except RecordError as error:
        if error.code == "record_key_unknown":
            return
        raise
    raise RecordError("record_plain", path=str(record))
