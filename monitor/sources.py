"""Which devices a session listens to, and which of them gives each vital and the cuff."""

from monitor.events import DeviceInUse, Entry, Second, SourceChange
from monitor.vitals import Vital


class Sources:
    """Folded from seconds and changes; a vital's first source is no change."""

    def __init__(self) -> None:
        self._giving: dict[Vital, str] = {}
        self._devices: dict[str, DeviceInUse] = {}

    def apply_device(self, device: DeviceInUse) -> None:
        """Listen to it from now on, at its place; what was known of it before is gone."""
        self._devices[device.device] = device

    @property
    def devices(self) -> list[DeviceInUse]:
        """Those in use, in the fixed order in which they decide."""
        return sorted(self._devices.values(), key=lambda device: device.place)

    @property
    def cuff_device(self) -> DeviceInUse | None:
        """Whose cuff is on the arm: the first that can be started, else the first with one."""
        cuffs = [device for device in self.devices if device.measures_cuff]
        return next((device for device in cuffs if device.starts_cuff), next(iter(cuffs), None))

    def place(self, device: str) -> int:
        """Its rank: the lower decides; one that is not in use comes last."""
        known = self._devices.get(device)
        return len(self._devices) if known is None else known.place

    def period_s(self, device: str) -> float:
        """How often it speaks, in seconds."""
        known = self._devices.get(device)
        return 1.0 if known is None else known.period_s

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
