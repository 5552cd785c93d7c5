"""What every device family promises: a Model that describes it and a Driver that understands it.

A driver is a pure machine: bytes and a time in, events and bytes out. It opens no port, reads no
clock, starts no thread and never raises for what a cable may carry. To add a family, add one file
to devices/drivers/ that declares `MODEL`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from monitor.catalogue import modules
from monitor.errors import EntryError
from monitor.events import Event
from monitor.vitals import Vital


@dataclass(frozen=True, slots=True)
class LineSettings:
    """How the serial line is set; a virtual port is opened 8N1 whatever stands here."""

    baud: int
    parity: str = "N"
    stop_bits: int = 1
    rts_cts: bool = False


@dataclass(slots=True)
class Counts:
    """What a driver has seen: good frames, frames whose check failed, bytes of no frame."""

    frames: int = 0
    bad: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.frames + other.frames, self.bad + other.bad, self.skipped + other.skipped
        )


class Driver(Protocol):
    """One conversation with one device, from open to close. All times are session milliseconds."""

    counts: Counts

    @property
    def awaiting(self) -> bool:
        """A request is on the wire and its reply is not complete: the clock waits for it."""
        ...

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes that arrived at `t`, in any chunking; return what they say."""
        ...

    def wake(self, t: int) -> tuple[bytes, int]:
        """Return what to send now and when to call again at the latest; called earlier as well.

        While `awaiting`, the returned time is the reply's deadline: the link waits that long in
        wall time and then calls with a `t` that is not before it.
        """
        ...

    def start_cuff(self) -> bytes:
        """Ask for an inflation: bytes to send now, or b"" where `wake` will send them in turn."""
        ...

    def stop_cuff(self) -> bytes:
        """Ask to deflate, like `start_cuff`."""
        ...

    def flush(self, t: int) -> list[Event]:
        """Return what was held back for a next frame that will not come."""
        ...

    def goodbye(self) -> bytes:
        """Bytes to send before the port is closed on purpose."""
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """A device family: what it is called, how it is wired, what it can give and do.

    `name` is the word on the command line and the `device` of its events. `line` is how its line is
    usually set, `other_lines` what else it may be, likeliest first. `usb_ids` are (vendor, product)
    pairs of adapters it is seen with.
    """

    name: str
    title: str
    line: LineSettings
    period_s: float
    vitals: frozenset[Vital]
    driver: Callable[[], Driver]
    gives_cuff: bool = False
    can_start: bool = False
    can_stop: bool = False
    usb_ids: tuple[tuple[int, int], ...] = field(default=())
    other_lines: tuple[LineSettings, ...] = ()

    @property
    def lines(self) -> tuple[LineSettings, ...]:
        """Every setting the line may have, the usual one first: the order in which to try."""
        return (self.line, *self.other_lines)


def models() -> dict[str, Model]:
    """Every family by its name."""
    found = (module.MODEL for module in modules("devices.drivers").values())
    return {model.name: model for model in found}


def model_named(name: str) -> Model:
    """The family a person named."""
    known = models()
    if name not in known:
        raise EntryError("unknown_model", field="model", model=name, known=", ".join(known))
    return known[name]
