"""Which entries nobody has stood for with a PIN yet, folded from the record. No PIN is seen here.

After an idle lock what is entered goes through in the name of whoever was there last, and is not
confirmed until that person's next PIN (nurse.md B1). What was entered in an emergency is not
confirmed until somebody claims the session. A signature is confirmed by itself.
"""

from collections.abc import Iterable

from monitor.events import Entry, PersonChange, Signature
from monitor.people_here import CLAIMED, CONFIRMED, EMERGENCY, LAPSED


def waiting(entries: Iterable[Entry]) -> dict[str, set[int]]:
    """Return who has to give a PIN, with the seqs of what was entered in that name meanwhile.

    Somebody without entries is there too: what comes next in that name will not be confirmed.
    """
    found: dict[str, set[int]] = {EMERGENCY: set()}
    for entry in sorted(entries, key=lambda entry: entry.seq or 0):
        if isinstance(entry, PersonChange) and entry.step in {LAPSED, CONFIRMED, CLAIMED}:
            _turn(found, entry)
        elif entry.by in found and entry.seq is not None and not isinstance(entry, Signature):
            found[entry.by].add(entry.seq)
    return found


def unconfirmed(entries: Iterable[Entry]) -> set[int]:
    """Return the seqs of the entries that nobody has confirmed."""
    return set().union(*waiting(entries).values())


def unclaimed(entries: Iterable[Entry]) -> bool:
    """Whether something was entered in an emergency that nobody has claimed."""
    return bool(waiting(entries).get(EMERGENCY))


def _turn(found: dict[str, set[int]], change: PersonChange) -> None:
    if change.step == LAPSED:
        found.setdefault(change.person, set())
        return
    found.pop(change.person, None)
    if change.step == CLAIMED:
        found.pop(EMERGENCY, None)
