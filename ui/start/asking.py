"""Who is on a port: each model's question is sent to it, one after the other. No Qt here.

Asking sends bytes to whatever is on that port, and an idle port may hold an infusion pump: so only
the one port that was named is asked, and only questions are sent, never a start of a cuff.
"""

import queue
import time
from collections.abc import Callable

from devices.driver import Model, models
from devices.link import NOISE_BYTES, Link
from devices.ports import Port, SerialPort
from monitor.clock import Clock
from monitor.errors import PortError
from monitor.events import Event, LinkChange, LinkState

LISTEN_S = 4.0
"""A device that was asked and says nothing for so long does not speak this protocol."""

NOTICE_S = 0.1
"""How soon it is noticed that nobody wants to know any more."""


def who_answers(
    name: str,
    asking: Callable[[Model], None] = lambda _model: None,
    wanted: Callable[[], bool] = lambda: True,
) -> Model | None:
    """Ask a port as each model in turn; return the first that answers, or None.

    `asking` is told each before its turn; no more are asked once `wanted` says no. Raises
    PortError where the port cannot be asked at all, and not_understood where something sends and
    none of our models reads it: its speed or parity may be set otherwise.
    """
    noise = 0
    for model in models().values():
        if not wanted():
            return None
        asking(model)
        answered, heard = _ask(model, SerialPort(name, model.line), wanted)
        if answered:
            return model
        noise = max(noise, heard)
    if noise >= NOISE_BYTES:
        raise PortError("not_understood", port=name)
    return None


def answers(model: Model, port: Port, wanted: Callable[[], bool] = lambda: True) -> bool:
    """Poll the port as this model until a whole frame comes, or it was given its time.

    Raises PortError where the port cannot be asked at all.
    """
    return _ask(model, port, wanted)[0]


def _ask(model: Model, port: Port, wanted: Callable[[], bool]) -> tuple[bool, int]:
    """Return whether the model answered, and how many bytes came that were no frame of its."""
    said: queue.SimpleQueue[Event] = queue.SimpleQueue()
    link = Link(model, port, Clock(), said.put)
    link.start()
    try:
        answered = _wait(said, port, wanted)
    finally:
        link.stop()
    return answered, link.counts.skipped


def _wait(said: "queue.SimpleQueue[Event]", port: Port, wanted: Callable[[], bool]) -> bool:
    ends_at = time.monotonic() + LISTEN_S
    while wanted() and (left_s := ends_at - time.monotonic()) > 0:
        try:
            event = said.get(timeout=min(left_s, NOTICE_S))
        except queue.Empty:
            continue
        if not isinstance(event, LinkChange) or event.state is LinkState.SEARCHING:
            continue
        if event.state is LinkState.LOST:
            raise PortError(event.reason or "port_gone", port=port.name)
        return event.state is LinkState.RECEIVING
    return False
