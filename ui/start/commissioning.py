"""The engineer's comparison of a device's own screen with what Dripwatch receives. No Qt here.

nurse.md A12: five values, name, the device's serial number, date; what differs is explained.
"""

from collections.abc import Mapping

import msgspec

TOLERANCES = {
    "systolic": 1.0,
    "diastolic": 1.0,
    "mean": 1.0,
    "pulse": 1.0,
    "rate": 3.0,
    "spo2": 2.0,
}
"""How far the two may be apart. A pressure stands still and may be rounded; what is measured
every second moves on while it is being read off."""

RANGES = {
    "systolic": (20, 300),
    "diastolic": (10, 250),
    "mean": (10, 280),
    "pulse": (20, 300),
    "rate": (20, 300),
    "spo2": (0, 100),
}
"""What a device's screen may believably show."""


def quantities(*, cuff: bool, rate: bool, spo2: bool) -> tuple[str, ...]:
    """Return what can be compared on a device that gives these, in the order it is asked."""
    found = ["systolic", "diastolic", "mean"] if cuff else []
    # A cuff without a probe has a pulse of its own.
    found += ["rate"] if rate else ["pulse"] if cuff else []
    return (*found, *(["spo2"] if spo2 else []))


class Compared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value: read off the device's screen, received at that moment, and why they differ."""

    quantity: str
    read: float
    received: float | None
    explained: str = ""

    @property
    def difference(self) -> float | None:
        """Received less read; None where nothing was received."""
        return None if self.received is None else self.received - self.read

    @property
    def agrees(self) -> bool:
        """Whether the two are within the tolerance."""
        off = self.difference
        return off is not None and abs(off) <= TOLERANCES.get(self.quantity, 0)

    @property
    def settled(self) -> bool:
        """Whether it agrees or somebody explained why not."""
        return self.agrees or bool(self.explained)


class Plugged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model on a port, and the USB adapter that makes the port; None where there is no USB."""

    model: str
    port: str
    vendor: int | None = None
    product: int | None = None
    adapter: str | None = None

    def is_adapter_of(self, other: "Plugged") -> bool:
        """Whether both are one and the same adapter, by its serial number."""
        ours = (self.vendor, self.product, self.adapter)
        return self.adapter is not None and ours == (other.vendor, other.product, other.adapter)


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A commissioning sheet as it is kept. `at` is ISO 8601 with its zone."""

    device: Plugged
    serial_number: str
    by: str
    at: str
    app_version: str
    values: tuple[Compared, ...]


def compare(
    typed: Mapping[str, float], received: Mapping[str, float], explained: Mapping[str, str]
) -> tuple[Compared, ...]:
    """Put what was read beside what was received, in the order it was asked."""
    return tuple(
        Compared(name, read, received.get(name), explained.get(name, "").strip())
        for name, read in typed.items()
    )
