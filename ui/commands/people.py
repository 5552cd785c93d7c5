"""`dripwatch people FILE [--recover]`: who is set up beside a record, and the way back in.

Code and PIN are asked on the terminal without echo, never taken from the command line.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands._table import print_table, printable
from ui.words import say

if TYPE_CHECKING:
    from monitor.people import People, Person

NAME = "people"
HELP = "list who may sign in beside a record, or get back in with the recovery code"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument(
        "--recover",
        action="store_true",
        help="make somebody administrator with the recovery code; asks for code and PIN",
    )


def run(args: argparse.Namespace) -> int:
    """Print the list, or recover."""
    from monitor.people import People, beside

    people = People(beside(args.file.absolute()))
    if not people.known:
        print(say("people.none", path=printable(str(args.file))))
        return 1 if args.recover else 0
    if args.recover:
        return _recover(people)
    heads = [say(code) for code in ("people.name_of", "people.roles", "people.state")]
    print_table([heads, *map(_cells, people.all())])
    return 0


def _cells(person: "Person") -> list[str]:
    roles = ", ".join(say(f"role.{role}") for role in sorted(person.roles))
    state = say("people.active") if person.active else say("people.retired")
    return [printable(person.name), roles or "–", state]


def _recover(people: "People") -> int:
    from getpass import getpass

    from monitor.clock import utc_now
    from monitor.errors import EntryError

    code = getpass(say("people.ask", what=say("people.code")))
    name = input(say("people.ask", what=say("people.administrator")))
    if not name.strip():
        raise EntryError("name_missing", field="name")
    pin = getpass(say("people.ask", what=say("people.pin")))
    if pin != getpass(say("people.ask", what=say("people.pin_again"))):
        raise EntryError("pin_differs", field="again")
    new_code = people.recover(code, name, pin, utc_now())
    print(say("people.recovered", person=printable(" ".join(name.split()))))
    print(say("people.code.how"))
    print(new_code)
    return 0
