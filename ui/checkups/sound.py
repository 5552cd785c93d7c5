"""Whether a tone could be heard, as far as a computer can know."""

from collections.abc import Callable, Iterator

from ui import sound
from ui.checkup import Finding, advice, well


def look(speaker: Callable[[], sound.Speaker | None] = sound.own_speaker) -> Iterator[Finding]:
    """Load what plays a tone, and play none. A profile has the sound off until it is turned on."""
    found = speaker()
    try:
        heard = found is not None and found.works()
    finally:
        if found is not None:
            found.close()
    yield well("sound_there") if heard else advice("sound_none")
