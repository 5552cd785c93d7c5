"""Which entries of a session still stand, corrections applied. Nothing is summed up here."""

from collections.abc import Iterable

from monitor.events import Correction, Entry


def still_standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that nobody withdrew, in the order they were true."""
    entries = list(entries)
    gone = {entry.of for entry in entries if isinstance(entry, Correction)}
    left = (entry for entry in entries if entry.seq not in gone)
    return sorted(left, key=lambda entry: (entry.t_ms, entry.seq or 0))
