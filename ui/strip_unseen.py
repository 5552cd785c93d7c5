"""For how long nobody has a number of this patient. No words, no Qt."""

from monitor.events import CuffReading, CuffSource, ManualVitals, Phase
from monitor.session import Session

UNSEEN_MS = 300_000
"""So long without a number in the infusion, and nothing typed, is told with all of the strip
(clinical table 3.8)."""


def unseen_ms(session: Session, t_ms: int) -> int | None:
    """Return for how long nobody has a number of this patient, once it is too long; else None.

    While a drug flows, no device is heard and nothing was typed.
    """
    gone = session.unheard_since()
    if session.phase is not Phase.INFUSION or not gone or len(gone) < len(session.links):
        return None
    typed = [
        entry.t_ms
        for entry in session.entries.values()
        if isinstance(entry, ManualVitals)
        or (isinstance(entry, CuffReading) and entry.source is CuffSource.MANUAL)
    ]
    last_ms = max([*typed, *gone.values()])
    return t_ms - last_ms if t_ms - last_ms >= UNSEEN_MS else None
