"""`dripwatch ports`: the serial ports of this computer, and on request who answers on one of them.

Which one port is asked, a person names; how, ui/start/asking.py says.
"""

import argparse
from typing import TYPE_CHECKING

from ui import words

if TYPE_CHECKING:
    from devices.adapter import PortInfo
    from devices.driver import Model

NAME = "ports"
HELP = "list the serial ports; with --ask, say which device answers on one"

FOUND, NOBODY = 0, 1


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
    from ui.start.asking import who_answers

    model = who_answers(name)
    if model is None:
        print(words.say("ports.nobody", port=name))
        return NOBODY
    print(words.say("ports.answered", port=name, model=model.name, title=model.title))
    return FOUND
