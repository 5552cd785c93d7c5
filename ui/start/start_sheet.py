"""What the start screen is offered, what it hands over, and what it still waits for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from monitor.events import Check, DosePlan
from monitor.profile import Profile


@dataclass(frozen=True, slots=True)
class Family:
    """A device family that can be chosen, by its model's name, and what it measures."""

    name: str
    title: str
    gives_cuff: bool = False
    gives_spo2: bool = False


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """A model and the port it is plugged into."""

    model: str
    port: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSheet:
    """Everything a session needs to begin.

    An empty `allergy` was asked for and is none known. `devices` come in the order in which they
    decide; there are none where values are typed. `on_cuff_arm` is None where it was not asked.
    `checks` are the answers of the preparation, `remarks` belong in the record as notes. `profile`
    is what the session runs under; None is the shipped example. `emergency`: nobody signed in.
    """

    patient: str
    birth_date: date
    record_number: str
    room: str
    allergy: str
    weight: float
    nurse: str
    second_checker: str
    plan: DosePlan
    devices: tuple[DeviceChoice, ...] = ()
    on_cuff_arm: bool | None = None
    checks: tuple[Check, ...] = ()
    remarks: tuple[str, ...] = ()
    profile: Profile | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to fill in or to put right, by the name it has on screen, and where.

    `opens` is called first where the place may be put away.
    """

    name: str
    where: QWidget
    opens: Callable[[], object] | None = None
