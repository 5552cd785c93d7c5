"""Which device gives each vital now, and when that changes."""

from monitor.events import Entry, Second, SourceChange
from monitor.vitals import Vital


class Sources:
    """Folded from seconds and changes; a vital's first source is no change."""

    def __init__(self) -> None:
        self._giving: dict[Vital, str] = {}

    def apply_second(self, second: Second) -> None:
        """Learn who gives a vital that nobody gave before."""
        for vital, device in _measured(second).items():
            self._giving.setdefault(vital, device)

    def apply_change(self, change: SourceChange) -> None:
        """Another device gives it from now on."""
        self._giving[change.vital] = change.source

    def changes(self, second: Second) -> list[Entry]:
        """Return what became different in this second."""
        return [
            SourceChange(
                t_ms=second.t_ms, vital=vital, source=device, before=self._giving.get(vital)
            )
            for vital, device in _measured(second).items()
            if self._giving.get(vital, device) != device
        ]


def _measured(second: Second) -> dict[Vital, str]:
    return {
        vital: device
        for vital, device in second.sources.items()
        if second.values.get(vital) is not None
    }
