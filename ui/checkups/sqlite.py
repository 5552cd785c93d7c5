"""The database library: it comes with Python or the system, not with us."""

from collections.abc import Iterator

from monitor import sqlite
from ui.checkup import Finding, well, wrong

STRICT_TABLES = (3, 37)
"""From here on it knows STRICT tables, of which the record is made."""


def look(version: str = sqlite.VERSION) -> Iterator[Finding]:
    """Compare its version with what the record needs."""
    known = tuple(int(part) for part in version.split(".")[:2])
    needed = ".".join(map(str, STRICT_TABLES))
    told = {"version": version, "needed": needed}
    yield well("sqlite", **told) if known >= STRICT_TABLES else wrong("sqlite_old", **told)
