"""What this computer knows of its devices: families, ports, those used last, who checked which.

The one place that puts the ports of now beside what is remembered. No Qt, no window.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from devices.adapter import PortInfo, port_of_name
from devices.driver import Model, model_named, models
from devices.ports import list_ports
from monitor.events import DeviceInUse
from monitor.history import History
from monitor.vitals import RATE_ORDER, Vital
from ui.recording import Source
from ui.start.commissioning import Check, Compared, Plugged, quantities
from ui.start.remembered import Memory, keep, recall
from ui.start.start_sheet import DeviceChoice, Family


class KnownDevices:
    """`file` keeps it between two starts; None keeps nothing. `more` are ports not listed."""

    def __init__(
        self,
        file: Path | None,
        more: Sequence[str] = (),
        look: Callable[[], list[PortInfo]] | None = None,
    ) -> None:
        self._file = file
        self._look = look or list_ports
        self._more = [PortInfo(name, "") for name in more]
        self._memory = recall(file) if file else Memory()
        self._ports: list[PortInfo] = []
        self.rescan()

    # -- what there is ---------------------------------------------------------------------

    def rescan(self) -> None:
        """Look which ports there are now."""
        listed = self._look()
        named = [port for port in self._more if port_of_name(port.name, listed) is None]
        self._ports = [*named, *listed]

    def offered(self) -> list[tuple[str, str]]:
        """The ports to choose from, as (name, description)."""
        return [(port.name, port.description) for port in self._ports]

    @staticmethod
    def families() -> list[Family]:
        """The families to choose from."""
        return [
            Family(model.name, model.title, model.gives_cuff, Vital.SPO2 in model.vitals)
            for model in models().values()
        ]

    def plugged(self, choice: DeviceChoice) -> Plugged:
        """Say which adapter a choice means now."""
        port = port_of_name(choice.port, self._ports)
        return _of(choice.model, port) if port else Plugged(choice.model, choice.port)

    # -- those used last -------------------------------------------------------------------

    def last(self) -> list[DeviceChoice]:
        """Those used last, each on the port it has now; its port is empty where it is not there."""
        families = models()
        return [
            DeviceChoice(device.model, self._port_now(device))
            for device in self._memory.last
            if device.model in families
        ]

    def _port_now(self, device: Plugged) -> str:
        """Where it is: under its name unless that went to a stranger, else where its adapter is."""
        there = [port.name for port in self._ports if self._is(device, port.name)]
        if device.port in there:
            return device.port
        by_number = device.adapter is not None and len(there) == 1
        return there[0] if by_number else ""

    def _is(self, device: Plugged, port: str) -> bool:
        now = self.plugged(DeviceChoice(device.model, port))
        return now == device or device.is_adapter_of(now)

    def remember(self, choices: Iterable[DeviceChoice]) -> None:
        """Keep these as the last good ones."""
        self._keep(Memory(last=tuple(map(self.plugged, choices)), checks=self._memory.checks))

    def _keep(self, memory: Memory) -> bool:
        same, self._memory = memory == self._memory, memory
        return same or self._file is None or keep(self._file, memory)

    # -- the engineer's checks -------------------------------------------------------------

    def check_of(self, choice: DeviceChoice) -> Check | None:
        """The check of this model at this place; another adapter, or another model, has none."""
        now = self.plugged(choice)
        return next((check for check in self._memory.checks if self._same(check.device, now)), None)

    def _same(self, checked: Plugged, now: Plugged) -> bool:
        """One maker's number on two adapters tells neither from the other: then the name counts."""
        if checked == now:
            return True
        alike = [p for p in self._ports if checked.is_adapter_of(_of(now.model, p))]
        return checked.model == now.model and checked.is_adapter_of(now) and len(alike) == 1

    def add_check(
        self,
        choice: DeviceChoice,
        serial_number: str,
        by: str,
        values: tuple[Compared, ...],
        at: datetime,
    ) -> Check | None:
        """Keep a check, in place of an older one; None where it could not be stored."""
        now = self.plugged(choice)
        made = Check(now, serial_number, by, at.isoformat("T", "seconds"), _version(), values)
        others = [check for check in self._memory.checks if not self._same(check.device, now)]
        stored = self._keep(Memory(last=self._memory.last, checks=(*others, made)))
        return made if stored else None

    @staticmethod
    def quantities(name: str) -> tuple[str, ...]:
        """What can be compared on a device of this model."""
        model = model_named(name)
        return quantities(
            cuff=model.gives_cuff,
            rate=not model.vitals.isdisjoint(RATE_ORDER),
            spo2=Vital.SPO2 in model.vitals,
        )

    # -- for a session ---------------------------------------------------------------------

    def source(self, choice: DeviceChoice) -> Source:
        """What a session listens to for a choice."""
        check = self.check_of(choice)
        return Source(
            model_named(choice.model),
            choice.port,
            adapter=self.plugged(choice).adapter,
            checked_by=check.by if check else None,
        )

    def sources_of(self, history: History) -> list[Source]:
        """What a session that was left open listened to last, in the order in which they decide."""
        used = {e.device: e for e in history.entries if isinstance(e, DeviceInUse)}
        found = [
            self._source_again(models()[device.device], device)
            for device in sorted(used.values(), key=lambda device: device.place)
            if device.device in models()
        ]
        start = history.start
        if not used and start.device in models() and start.port:
            found = [self.source(DeviceChoice(start.device, start.port))]
        return found

    def _source_again(self, model: Model, device: DeviceInUse) -> Source:
        """The adapter is the recorded one: a stranger under its name is not listened to."""
        port = self._port_of_adapter(device.adapter) or device.port
        source = self.source(DeviceChoice(model.name, port))
        same = device.adapter in {None, source.adapter}
        return Source(
            model,
            port,
            adapter=device.adapter or source.adapter,
            checked_by=source.checked_by if same else None,
        )

    def _port_of_adapter(self, serial_number: str | None) -> str | None:
        if serial_number is None:
            return None
        found = [port.name for port in self._ports if port.serial_number == serial_number]
        return found[0] if len(found) == 1 else None


def _of(model: str, port: PortInfo) -> Plugged:
    return Plugged(model, port.name, port.vendor, port.product, port.serial_number or None)


def _version() -> str:
    return version("dripwatch")
