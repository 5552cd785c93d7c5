"""What a command asks on the terminal, shown or without echo; what it asks is not known here."""

import sys
import warnings
from getpass import GetPassWarning

from monitor.errors import EntryError


def shown(prompt: str) -> str:
    """Return the line that is typed. EntryError: there is none, or it is no text."""
    if sys.stdin is None:
        raise EntryError("nothing_typed", field="terminal")
    try:
        return input(prompt)
    except EOFError as error:
        raise EntryError("nothing_typed", field="terminal") from error
    except UnicodeDecodeError as error:
        raise EntryError("typed_no_text", field="terminal") from error


def unseen(prompt: str) -> str:
    """The same without echo; a line from a pipe is taken too, for nothing echoes there."""
    from getpass import getpass

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return getpass(prompt)
    except GetPassWarning as error:
        if sys.stdin is not None and sys.stdin.isatty():
            raise EntryError("echo_stays", field="terminal") from error
        return shown(prompt)
    except EOFError as error:
        raise EntryError("nothing_typed", field="terminal") from error
    except UnicodeDecodeError as error:
        raise EntryError("typed_no_text", field="terminal") from error
