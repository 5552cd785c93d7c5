"""Closes each whole second: merges what every device said in it, in a fixed and visible order."""

from monitor.events import Reading, Second
from monitor.vitals import Values, Vital

GRACE_MS = 250
"""How long after its end a second stays open for a reading still on its way."""


class SecondMerger:
    """Collects readings by the second they were true in. `devices` is the order of preference.

    What a device marks as a demonstration counts as not measured, unless `keep_demo`.
    """

    def __init__(
        self, devices: tuple[str, ...] = (), first_ms: int = 0, *, keep_demo: bool = False
    ) -> None:
        self._devices = devices
        self._keep_demo = keep_demo
        self.next_ms = first_ms - first_ms % 1000
        self.closed_ms = self.next_ms
        """When the last second was closed, at the latest; before any, where the first begins."""
        self.late = 0
        self._open: dict[int, dict[str, Values]] = {}

    @property
    def closes_ms(self) -> int:
        """When the oldest open second may be closed."""
        return self.next_ms + 1000 + GRACE_MS

    @property
    def waiting(self) -> bool:
        """Whether something was measured in a second that is still open."""
        return bool(self._open)

    def take(self, reading: Reading) -> None:
        """Add a reading; one whose second is closed is counted and gone."""
        start = reading.t_ms - reading.t_ms % 1000
        if start < self.next_ms:
            self.late += 1
            return
        values = reading.values if self._keep_demo or not reading.demo else {}
        self._open.setdefault(start, {}).setdefault(reading.device, {}).update(values)

    def close(self) -> Second:
        """Close the oldest second: of each vital the first device that measured it."""
        by_device = self._open.pop(self.next_ms, {})
        values: Values = {}
        sources: dict[Vital, str] = {}
        for device in sorted(by_device, key=self._rank):
            for vital, value in by_device[device].items():
                if vital not in values or (values[vital] is None and value is not None):
                    values[vital] = value
                    sources[vital] = device
        second = Second(t_ms=self.next_ms, values=values, sources=sources)
        self.closed_ms = self.closes_ms
        self.next_ms += 1000
        return second

    def _rank(self, device: str) -> tuple[int, str]:
        known = self._devices.index(device) if device in self._devices else len(self._devices)
        return known, device
