"""Which USB adapter a port is on, by its serial number: names change hands, adapters do not.

An adapter that comes back may get another name (ttyUSB1 for ttyUSB0), and its old name may go to
a stranger, whose numbers may be another patient's. Without a serial number nothing is guessed:
the name alone counts. Knows no port library; `look` lists the ports there are.
"""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass

from monitor.errors import PortError


@dataclass(frozen=True, slots=True)
class PortInfo:
    """A port of this computer and what USB says of its adapter; None where there is no USB."""

    name: str
    description: str
    vendor: int | None = None
    product: int | None = None
    serial_number: str | None = None


Look = Callable[[], list[PortInfo]]


class Adapter:
    """The adapter that was there when a port was opened, looked for only while it is out.

    `serial_number` is what USB calls it: given where it is known from before, else None until a
    port that has one was opened.
    """

    def __init__(self, look: Look, serial_number: str | None = None) -> None:
        self.serial_number = serial_number
        self._look = look
        self._made_by: tuple[int | None, int | None] | None = None

    def remember(self, name: str) -> None:
        """The port of this name has just been opened. The first adapter stays the one."""
        if self._made_by is not None:
            return
        found = port_of_name(name, self._ports())
        if found is None or not found.serial_number:
            return
        if self.serial_number in {None, found.serial_number}:
            self.serial_number = found.serial_number
            self._made_by = found.vendor, found.product

    def port(self, name: str) -> str:
        """Return the name to open: this one, or another that the same adapter has by now.

        PortError other_adapter where the name has gone to another one.
        """
        if self.serial_number is None:
            return name
        ports = self._ports()
        there = port_of_name(name, ports)
        if there is not None and self._is(there):
            return name
        ours = [port.name for port in ports if self._is(port)]
        # Makers give one number to a whole batch, and one adapter may have several ports.
        if len(ours) == 1:
            return ours[0]
        if there is not None:
            raise PortError("other_adapter", port=name)
        return name

    def _is(self, port: PortInfo) -> bool:
        same_maker = self._made_by in {None, (port.vendor, port.product)}
        return same_maker and port.serial_number == self.serial_number

    def _ports(self) -> list[PortInfo]:
        # What is listed may be gone before it was asked for its number.
        with contextlib.suppress(OSError):
            return self._look()
        return []


def port_of_name(name: str, ports: list[PortInfo]) -> PortInfo | None:
    """Return the port of that name, also by a link to it; None where it is not listed."""
    names = {name, os.path.realpath(name)}
    return next((port for port in ports if port.name in names), None)
