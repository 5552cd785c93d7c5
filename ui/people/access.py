"""Notes who looked at what, printed or took out, in one place; where nobody is set up, nothing.

A line that cannot be noted keeps nobody from a patient's numbers: the log says so, and it goes on.
"""

import getpass
import logging
from pathlib import Path

from monitor.clock import utc_now
from monitor.errors import DripwatchError
from monitor.people import Access, People, beside

log = logging.getLogger("dripwatch")


def note(people: People | None, person: str, what: Access, detail: str | None = None) -> None:
    """Add a line to the access log."""
    try:
        if people is not None and people.known:
            people.note(person, what, utc_now(), detail)
    except DripwatchError as error:
        log.warning("access not noted: %s", error.code)


def note_account(record: Path, what: Access, detail: str | None = None) -> None:
    """The same where nobody signed in: under the name of the computer's account."""
    note(People(beside(record.absolute())), account(), what, detail)


def account() -> str:
    """Whose account of the computer this runs under."""
    try:
        return f"account {getpass.getuser()}"
    except (OSError, KeyError):
        return "account"
