"""What happens in a pretend session, as data. One file of scenarios/ each, declaring SCENARIO."""

from dataclasses import dataclass
from enum import StrEnum

from devices.simulator.cuff import Cuff, Mishap, Pressures
from devices.simulator.patient import Episode, Patient, Profile
from devices.simulator.pharmacology import MS_PER_MIN, Course, infusion
from monitor import catalogue
from monitor.errors import EntryError

FOLDER = "devices.simulator.scenarios"


class Kind(StrEnum):
    """What goes wrong for a while, on the wire or at the finger; bench.py makes it happen.

    SILENT: the device is there and does not answer. OFF: it has no power, and comes back as it is
    when switched on. TWICE: all it sends comes twice. SAME_ARM: the probe sits below the cuff.
    """

    CABLE = "cable out"
    SILENT = "silent"
    OFF = "switched off"
    NOISE = "noise on the line"
    TWICE = "everything twice"
    CLOCK = "clock three minutes ahead"
    PROBE_OFF = "probe off"
    SAME_ARM = "probe on the cuff's arm"
    DEMO = "demonstration mode"


@dataclass(frozen=True, slots=True)
class Incident:
    """A stretch of session time in which something is wrong."""

    kind: Kind
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


PUMP_MIN = 6
"""The minutes before are for the baseline."""

STANDARD_COURSE = infusion(mg_per_kg=0.5, minutes=40, start_min=PUMP_MIN)
"""Half a milligram per kilogram over forty minutes."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A patient, a pump and what goes wrong. Times run from the start of the pretend device.

    mishaps befall one inflation each, on a device that has a cuff. old_result: what the device
    still shows of whoever was measured before, its t_ms below 0.
    """

    title: str
    patient: Profile
    course: Course = STANDARD_COURSE
    episodes: tuple[Episode, ...] = ()
    incidents: tuple[Incident, ...] = ()
    mishaps: tuple[Mishap, ...] = ()
    old_result: Pressures | None = None

    def meet(self, seed: object) -> Patient:
        """Return the patient of this scenario."""
        return Patient(seed, self.patient, self.course, self.episodes)

    def cuff_on(self, patient: Patient, seed: object) -> Cuff:
        """Return the cuff around that patient's arm."""
        return Cuff(patient, seed, self.old_result, self.mishaps)

    def has(self, kind: Kind, t: int) -> bool:
        """Whether something of this kind is wrong at `t`."""
        return any(
            incident.kind is kind and incident.from_ms <= t < incident.to_ms
            for incident in self.incidents
        )


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
