"""What the doctor's checks find; each check is a file of ui/checkups/, found by the catalogue.

A check is a module with `look() -> Iterable[Finding]`. It changes nothing, needs no window and
waits for nothing longer than a second or two. What a finding says is ui/words.py's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from monitor import catalogue

CHECKUPS = "ui.checkups"


class State(IntEnum):
    """How it stands: all is well, somebody should know, somebody has to do something."""

    WELL = 0
    ADVICE = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its sentence is `doctor.<code>`, filled with `values`."""

    code: str
    state: State
    values: dict[str, object] = field(default_factory=dict)


def well(code: str, **values: object) -> Finding:
    """All is well."""
    return Finding(code, State.WELL, values)


def advice(code: str, **values: object) -> Finding:
    """Somebody should know."""
    return Finding(code, State.ADVICE, values)


def wrong(code: str, **values: object) -> Finding:
    """Somebody has to do something."""
    return Finding(code, State.WRONG, values)


def findings() -> Iterator[tuple[str, Finding]]:
    """Look at everything: the name of each check with what it finds."""
    for name in catalogue.names(CHECKUPS):
        for finding in catalogue.module(CHECKUPS, name).look():
            yield name, finding
