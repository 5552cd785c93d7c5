"""`dripwatch ports`: the serial ports of this computer, and on request who answers on one of them.

Asking sends bytes to whatever is on that port, and an idle port may hold an infusion pump: so only
the one port that was named is asked, and only questions are sent, never a start of a cuff.
"""

import argparse
import queue
import time
from typing import TYPE_CHECKING

from ui import words

if TYPE_CHECKING:
    from devices.driver import Model
    from devices.ports import Port, PortInfo

NAME = "ports"
HELP = "list the serial ports; with --ask, say which device answers on one"

FOUND, NOBODY = 0, 1

LISTEN_S = 4.0
"""A device that was asked and says nothing for so long does not speak this protocol."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument(
        "--ask", metavar="PORT", help="send each model's question to this port, and to no other"
    )


def run(args: argparse.Namespace) -> int:
    """List the ports, or ask the one that was named."""
    return _ask(args.ask) if args.ask else _list()


def _list() -> int:
    from devices.driver import models
    from devices.ports import list_ports

    ports = list_ports()
    for port in ports:
        print(_described(port, list(models().values())))
    if not ports:
        print(words.say("ports.none"))
    return FOUND


def _described(port: "PortInfo", models: "list[Model]") -> str:
    if port.vendor is None or port.product is None:
        return f"{port.name}  {port.description}".rstrip()
    facts = f"{port.name}  USB {port.vendor:04x}:{port.product:04x}  {port.description}"
    if port.serial_number:
        facts += "  " + words.say("ports.serial_number", number=port.serial_number)
    seen = [model.name for model in models if (port.vendor, port.product) in model.usb_ids]
    # The same adapter carries thousands of other devices: a hint, not an answer.
    return facts + (f"  ({words.say('ports.seen_with', models=', '.join(seen))})" if seen else "")


def _ask(name: str) -> int:
    from devices.driver import models
    from devices.ports import SerialPort

    for model in models().values():
        if answers(model, SerialPort(name, model.line)):
            print(words.say("ports.answered", port=name, model=model.name, title=model.title))
            return FOUND
    print(words.say("ports.nobody", port=name))
    return NOBODY


def answers(model: "Model", port: "Port") -> bool:
    """Poll the port as this model until a whole frame comes, or it was given its time.

    Raises PortError where the port cannot be asked at all.
    """
    from devices.link import Link
    from monitor.clock import Clock
    from monitor.errors import PortError
    from monitor.events import Event, LinkChange, LinkState

    said: queue.SimpleQueue[Event] = queue.SimpleQueue()
    link = Link(model, port, Clock(), said.put)
    link.start()
    try:
        ends_at = time.monotonic() + LISTEN_S
        while (left_s := ends_at - time.monotonic()) > 0:
            try:
                event = said.get(timeout=left_s)
            except queue.Empty:
                break
            if not isinstance(event, LinkChange) or event.state is LinkState.SEARCHING:
                continue
            if event.state is LinkState.LOST:
                raise PortError(event.reason or "port_gone", port=port.name)
            return event.state is LinkState.RECEIVING
        return False
    finally:
        link.stop()
