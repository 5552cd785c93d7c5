"""What happens in a pretend session, as data. One file of scenarios/ each, declaring SCENARIO."""

from dataclasses import dataclass
from enum import StrEnum

from devices.simulator.cuff import Pressures
from devices.simulator.patient import Patient, Profile
from devices.simulator.pharmacology import MS_PER_MIN, Course, infusion
from monitor import catalogue
from monitor.errors import EntryError

FOLDER = "devices.simulator.scenarios"


class OutageKind(StrEnum):
    """How a device becomes unheard: its cable is out, or it is there and does not answer."""

    CABLE = "cable"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of session time in which nothing comes."""

    kind: OutageKind
    from_min: float
    seconds: float

    @property
    def from_ms(self) -> int:
        """When it begins."""
        return round(self.from_min * MS_PER_MIN)

    @property
    def to_ms(self) -> int:
        """When it is over."""
        return self.from_ms + round(self.seconds * 1000)


STANDARD_COURSE = infusion(mg_per_kg=0.5, minutes=40, start_min=6)
"""Six minutes for the baseline, then half a milligram per kilogram over forty."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A patient, a pump and what goes wrong. Times run from the start of the pretend device.

    old_result: what the device still shows of whoever was measured before, its t_ms below 0.
    """

    title: str
    patient: Profile
    course: Course = STANDARD_COURSE
    outages: tuple[Outage, ...] = ()
    old_result: Pressures | None = None

    def meet(self, seed: object) -> Patient:
        """Return the patient of this scenario."""
        return Patient(seed, self.patient, self.course)


def scenarios() -> list[str]:
    """Every scenario's name, as typed."""
    return [name.replace("_", "-") for name in catalogue.names(FOLDER)]


def scenario(name: str) -> Scenario:
    """Return the scenario of this name."""
    if name not in scenarios():
        known = ", ".join(scenarios())
        raise EntryError("unknown_scenario", field="scenario", scenario=name, known=known)
    found: Scenario = catalogue.module(FOLDER, name.replace("-", "_")).SCENARIO
    return found
