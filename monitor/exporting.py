"""What a file of exports/ offers, and how one is found by its name. No format lives here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from monitor import catalogue
from monitor.extract import Extract

FORMATS = "monitor.exports"


@dataclass(frozen=True, slots=True)
class Export:
    """One data format: the end of its files' names, and a session as the bytes of one file."""

    suffix: str
    write: Callable[[Extract], bytes]


def formats() -> list[str]:
    """The names as people type them: the files', with a hyphen where those have an underscore."""
    return [name.replace("_", "-") for name in catalogue.names(FORMATS)]


def export(name: str) -> Export:
    """Return one of `formats()`; its file alone is imported."""
    found: Export = import_module(f"{FORMATS}.{name.replace('-', '_')}").EXPORT
    return found
