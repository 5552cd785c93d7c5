"""What can be measured every second, with unit, range and codes. Nothing here knows a device.

A new vital is one member of `Vital` and one migration in schema.py.
Codes: LOINC and the 32-bit MDC term, from the table in the README's sources.
"""

from enum import StrEnum


class Vital(StrEnum):
    """A quantity a device can give once a second; its value is its name in code, columns and JSON.

    `low`..`high` is what a device can believably send (a sentinel lies outside), not a limit.
    """

    unit: str
    low: float
    high: float
    loinc: str
    mdc: int

    def __new__(
        cls, name: str, unit: str, low: float, high: float, loinc: str, mdc: int
    ) -> "Vital":
        member = str.__new__(cls, name)
        member._value_ = name
        member.unit, member.low, member.high, member.loinc, member.mdc = unit, low, high, loinc, mdc
        return member

    HEART_RATE = ("heart_rate", "bpm", 20, 300, "8867-4", 147842)
    PULSE_RATE = ("pulse_rate", "bpm", 20, 300, "8867-4", 149530)
    SPO2 = ("spo2", "%", 50, 100, "59408-5", 150456)
    RESP_RATE = ("resp_rate", "/min", 0, 120, "9279-1", 151562)


RATE_ORDER = (Vital.HEART_RATE, Vital.PULSE_RATE)
"""*Rate* on a tile, in a rule or a summary: the first of these that was measured."""

Values = dict[Vital, float | None]
"""Vital -> number, or None where the device tried and could not. A vital not tried is absent."""


def rate(values: Values) -> tuple[Vital, float] | None:
    """Return the rate among `values` and which vital gave it, or None."""
    for vital in RATE_ORDER:
        value = values.get(vital)
        if value is not None:
            return vital, value
    return None
