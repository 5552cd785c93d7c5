"""`dripwatch people FILE [--recover | --new-code]`: who is set up, and the code for the way in.

Code and PIN are asked on the terminal without echo, never taken from the command line.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import RecordError
from ui.commands._asking import shown, unseen
from ui.commands._table import print_table, printable
from ui.words import say

if TYPE_CHECKING:
    from monitor.people import People, Person

NAME = "people"
HELP = "list who may sign in beside a record, get back in with the recovery code, or renew it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--recover",
        action="store_true",
        help="make somebody administrator with the recovery code; asks for code and PIN",
    )
    way.add_argument(
        "--new-code",
        action="store_true",
        help="make a new recovery code, the old one ends; asks for an administrator's PIN",
    )


def run(args: argparse.Namespace) -> int:
    """Print the list, or recover."""
    from monitor.people import People, beside

    record = args.file.absolute()
    if record.is_dir():
        raise RecordError("record_missing", path=str(args.file))
    people = People(beside(record))
    if not people.known:
        _refuse_no_record(record)
        print(say("people.none", path=printable(str(args.file))))
        return 1 if args.recover or args.new_code else 0
    if args.recover:
        return _recover(people)
    if args.new_code:
        return _new_code(people)
    heads = [say(code) for code in ("people.name_of", "people.roles", "people.state")]
    print_table([heads, *map(_cells, people.all())])
    return 0


def _refuse_no_record(record: Path) -> None:
    """Raise RecordError where a mistyped name leads; an encrypted record need not be opened."""
    from monitor import record_key
    from monitor.archive import open_to_read

    if not (record.is_file() and record_key.beside(record).exists()):
        open_to_read(record).close()


def _cells(person: "Person") -> list[str]:
    roles = ", ".join(say(f"role.{role}") for role in sorted(person.roles))
    state = say("people.active") if person.active else say("people.retired")
    return [printable(person.name), roles or "–", state]


def _recover(people: "People") -> int:
    from monitor.clock import utc_now
    from monitor.errors import EntryError

    code = unseen(say("people.ask", what=say("people.code")))
    name = _administrator()
    pin = unseen(say("people.ask", what=say("people.pin")))
    if pin != unseen(say("people.ask", what=say("people.pin_again"))):
        raise EntryError("pin_differs", field="again")
    new_code = people.recover(code, name, pin, utc_now())
    print(say("people.recovered", person=printable(" ".join(name.split()))))
    return _show(new_code)


def _new_code(people: "People") -> int:
    from math import ceil

    from monitor.clock import utc_now
    from monitor.errors import EntryError

    name = _administrator()
    answer = people.check(name, unseen(say("people.ask", what=say("people.pin"))), utc_now())
    if answer.wait_s > 0:
        raise EntryError("pin_wait", field="pin", seconds=ceil(answer.wait_s))
    if not answer.right:
        raise EntryError("pin_wrong", field="pin")
    return _show(people.new_code(name, utc_now()))


def _administrator() -> str:
    from monitor.errors import EntryError

    name = shown(say("people.ask", what=say("people.administrator")))
    if not name.strip():
        raise EntryError("name_missing", field="name")
    return name


def _show(code: str) -> int:
    print(say("people.code.how"))
    print(code)
    return 0
