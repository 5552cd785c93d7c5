"""By whom an entry is, in words: with "(not confirmed)" until that person's next PIN."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.confirmed import unconfirmed
from monitor.events import Entry
from ui.words import say


def author_words(entry: Entry, not_confirmed: bool) -> str:
    """Say who entered it; empty where no person did."""
    if entry.by and not_confirmed:
        return say("by.not_confirmed", person=entry.by)
    return entry.by or ""


def named(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries with their author in words, for a text to be written of them."""
    told = list(entries)
    doubtful = unconfirmed(told)
    return [
        replace(entry, by=author_words(entry, True)) if entry.seq in doubtful else entry
        for entry in told
    ]
