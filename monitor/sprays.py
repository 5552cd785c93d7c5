"""How far an intranasal dose is: devices used, what is left, the rest between two of them.

Arithmetic on what people entered. It knows no session and no clock, and plans nothing itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.events import DosePlan, Entry, SprayUsed
from monitor.infusion import dose
from monitor.settings import NasalSettings

MS_PER_MIN = 60_000

CLOSE_MG = 0.5
"""A plan in mg/kg seldom comes to whole devices; nearer than this it means them."""


@dataclass(frozen=True, slots=True)
class Sprays:
    """The devices of one session.

    used: what was entered, in the order of the devices' numbers. settings: what a device holds,
    how many are given, the rest. planned: how many were prescribed; None while nobody said.
    """

    used: tuple[SprayUsed, ...]
    settings: NasalSettings
    planned: int | None = None

    @property
    def most(self) -> int:
        """How many there can be: the planned ones, else the most that are ever given."""
        return self.planned or max(self.settings.devices)

    @property
    def next_number(self) -> int | None:
        """The number of the next device; the lowest that is free, for one may be withdrawn."""
        taken = {spray.number for spray in self.used}
        free = (number for number in range(1, self.most + 1) if number not in taken)
        return next(free, None)

    @property
    def mg(self) -> float:
        """What was given, in mg."""
        return sum(spray.mg for spray in self.used)

    @property
    def first_ms(self) -> int | None:
        """When the first device was used: what everything later counts from."""
        return min((spray.t_ms for spray in self.used), default=None)

    @property
    def last_ms(self) -> int | None:
        """When the last device was used."""
        return max((spray.t_ms for spray in self.used), default=None)

    @property
    def rest_ends_ms(self) -> int | None:
        """When the next device may be used; None before the first and after the last."""
        if self.last_ms is None or self.next_number is None:
            return None
        return self.last_ms + round(self.settings.rest_min * MS_PER_MIN)

    def rest_left_ms(self, t_ms: int) -> int:
        """How much of the rest is left at `t_ms`; 0 where none is."""
        ends_ms = self.rest_ends_ms
        return 0 if ends_ms is None else max(0, ends_ms - t_ms)


def sprays(entries: Iterable[Entry], settings: NasalSettings, plan: DosePlan | None) -> Sprays:
    """Fold the current entries of a session, in any order."""
    used = [entry for entry in entries if isinstance(entry, SprayUsed)]
    used.sort(key=lambda spray: (spray.number, spray.t_ms))
    return Sprays(tuple(used), settings, planned_devices(settings, plan))


def planned_devices(settings: NasalSettings, plan: DosePlan | None) -> int | None:
    """How many devices a plan means; None without one, and where it means no number that is given.

    Nothing is rounded up or down to a device: a dose of 70 mg is two devices as little as three.
    """
    if plan is None:
        return None
    mg = dose(plan).mg
    close = (n for n in settings.devices if abs(n * settings.device_mg - mg) < CLOSE_MG)
    return next(close, None)
