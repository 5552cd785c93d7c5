"""What the start screen hands over, and what it still waits for."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from monitor.events import DosePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSheet:
    """Everything a session needs to begin. `device` and `port` are None where values are typed.

    An empty `allergy` was asked for and is none known. `remarks` belong in the record as notes.
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
    device: str | None = None
    port: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to fill in or to put right, by the name it has on screen, and where."""

    name: str
    where: QWidget
