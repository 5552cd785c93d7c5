"""What an alarm rule may ask and what it answers. No limit stands here: those are the profile's."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from monitor.events import (
    Baseline,
    CuffReading,
    Event,
    LinkChange,
    Observation,
    Phase,
    Priority,
    Verdict,
)
from monitor.profile import Limits, Profile

RANK = {Priority.HIGH: 2, Priority.MEDIUM: 1, Priority.LOW: 0}


class Condition(NamedTuple):
    """Something that should not be, in the unit of what was measured.

    confirmed: False where a repeat decides. `rule` as in `AlarmChange`.
    """

    rule: str
    priority: Priority
    value: float | None = None
    threshold: float | None = None
    confirmed: bool = True

    @property
    def excess(self) -> float:
        """How far beyond its limit, as a share of it."""
        if self.value is None or not self.threshold:
            return 0.0
        return abs((self.value - self.threshold) / self.threshold)


class Key(NamedTuple):
    """One alarm at a time per family and subject: a cuff has one, a device has one."""

    family: str
    subject: str | None = None


_FAMILY = dict.fromkeys(("systolic", "diastolic", "mean"), "pressure")


def family(rule: str) -> str:
    """Return what a rule is about: its first word, and "pressure" for the three numbers of one."""
    head = rule.partition(".")[0]
    return _FAMILY.get(head, head)


Findings = dict[Key, list[Condition]]
"""What is known now: conditions, or [] where all is well. A key that is not there is not known."""


class Facts(Protocol):
    """What a rule may ask of a session: what is known, and nothing of how it came to be."""

    profile: Profile
    phase: Phase
    baseline: Baseline | None
    links: dict[str, LinkChange]

    def limits(self) -> Limits:
        """The limits in force for this patient in this phase."""
        ...

    def judged_pressures(self) -> list[tuple[CuffReading, Verdict]]:
        """Every pressure nobody took back, oldest first, with what was decided of it."""
        ...

    def cuff_readings(self) -> list[CuffReading]:
        """Every inflation, failed ones too, oldest first."""
        ...

    def latest_observations(self) -> Mapping[tuple[str, str], Observation]:
        """By scale and item the observation that answered it last."""
        ...

    def pressure_interval_ms(self) -> int | None:
        """How often pressure is due now, in milliseconds."""
        ...

    def unheard_since(self) -> dict[str, int]:
        """Since when each device is silent or gone."""
        ...

    def period_s(self, device: str) -> float:
        """How often a device speaks, in seconds."""
        ...

    def receiving(self) -> bool:
        """Whether a device is heard."""
        ...

    def probe_held(self, t_ms: int) -> bool:
        """Whether a cuff squeezes the arm of the probe."""
        ...

    def in_alarm(self, key: Key) -> bool:
        """Whether an alarm stands that was confirmed and has not ended."""
        ...


class Rule(Protocol):
    """One kind of rule, folded from events: a class named `RULE` in a file of monitor/rules."""

    technical: bool
    """Whether it is about the equipment and not about the patient."""
    families: tuple[str, ...]
    names: tuple[str, ...]
    """Every `AlarmChange.rule` it gives: what a clinic may write its protocol for."""

    def apply(self, event: Event, facts: Facts) -> None:
        """Note what happened."""
        ...

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """Return what is so at `t_ms`, from what was noted; it changes nothing that is known."""
        ...
