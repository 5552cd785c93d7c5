"""The serial ports: whether there are any, and whether this account may open them."""

import getpass
import os
from collections.abc import Callable, Iterator

from devices.adapter import PortInfo
from devices.ports import list_ports
from ui.checkup import Finding, advice, well, wrong


def look(ports: Callable[[], list[PortInfo]] = list_ports) -> Iterator[Finding]:
    """Open none of them: a port may be somebody else's, and opening moves its lines."""
    found = ports()
    if not found:
        yield advice("ports_none")
    for port in found:
        if os.name == "posix" and not os.access(port.name, os.R_OK | os.W_OK):
            yield wrong("port_forbidden", port=port.name, user=getpass.getuser())
        else:
            yield well("port_free", port=port.name, description=port.description or "–")
    yield advice("isolation")
