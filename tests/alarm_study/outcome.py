"""What one session of the alarm study came to, and what was true when it was said. It drives none.

A physiological alarm is false where the patient was inside the limit by more than a measurement's
own error explains; the alarm that a doubtful pressure raises claims nothing else and is not judged.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from devices.simulator.patient import Patient
from monitor.alarm_rule import family
from monitor.events import AlarmChange, AlarmStep, CuffReading, Priority

MARGIN = {"pressure": 12.0, "rate": 5.0, "spo2": 2.0}
"""mmHg, bpm, %: of pressure three SD of the cuff's error, of the others rounding and a wobble."""

LOOK_BACK_S = 30
"""So long ago a rate or a saturation may have been what an alarm with a delay is about."""

CONFIRM_MS = 300_000
SURGE_MMHG = 180.0
DESATURATED, DESATURATED_S = 90.0, 30
"""A saturation that is truly below this for so long is one that has to be told."""


class Truths:
    """What the patient really had of late."""

    def __init__(self) -> None:
        self._rate: deque[float] = deque(maxlen=LOOK_BACK_S)
        self._spo2: deque[float] = deque(maxlen=LOOK_BACK_S)
        self._cuffs: deque[tuple[float, float, int]] = deque(maxlen=2)

    def see(self, patient: Patient) -> None:
        """Note one second."""
        self._rate.append(patient.heart_rate)
        self._spo2.append(patient.spo2)

    def see_cuff(self, systolic: float, diastolic: float, t_ms: int) -> None:
        """Note the true pressures while a cuff was measured."""
        self._cuffs.append((systolic, diastolic, t_ms))

    @property
    def desaturated(self) -> bool:
        """Whether the saturation was low for as long as it has to be told."""
        spo2 = self._spo2
        return len(spo2) == DESATURATED_S and max(spo2) < DESATURATED

    def worst(self, rule: str) -> float | None:
        """Return the true value furthest in a rule's direction, of the time the rule looks at."""
        found = list(self._of(rule))
        if not found:
            return None
        return min(found) if rule.endswith(".low") else max(found)

    def _of(self, rule: str) -> Iterable[float]:
        if family(rule) == "pressure" and rule != "pressure.suspect":
            last_ms = self._cuffs[-1][2]
            column = 1 if rule.startswith("diastolic") else 0
            return [c[column] for c in self._cuffs if last_ms - c[2] <= CONFIRM_MS]
        return {"rate": self._rate, "spo2": self._spo2}.get(family(rule), ())


@dataclass(frozen=True, slots=True)
class Told:
    """One step of an alarm, and the worst that was true of it.

    doubted: one of the two pressures that confirmed it was suspect, so the suspect rule told it.
    """

    change: AlarmChange
    technical: bool
    truth: float | None
    doubted: bool = False

    @property
    def kind(self) -> tuple[str, str]:
        """Its rule, as a row of the table, and its priority."""
        return self.change.rule, self.change.priority.value

    @property
    def sounds(self) -> bool:
        """Whether it would be heard with the sound on."""
        return self.change.step is AlarmStep.RAISED and self.change.priority is not Priority.LOW

    @property
    def false(self) -> bool:
        """Whether it says of the patient what was not so, though nobody doubted the value."""
        return self.astray and not self.doubted

    @property
    def astray(self) -> bool:
        """Whether it names a limit that the patient was not beyond."""
        threshold = self.change.threshold
        if not self.sounds or self.technical or self.truth is None or threshold is None:
            return False
        inside = threshold - self.truth
        inside = -inside if self.change.rule.endswith(".low") else inside
        return inside > MARGIN[family(self.change.rule)]


@dataclass(frozen=True, slots=True)
class CuffNote:
    """One pressure: the truth, what was measured, and the alarm that stood confirmed afterwards."""

    t_ms: int
    systolic: float
    diastolic: float
    measured: tuple[float, float]
    alarm: Priority | None


@dataclass(slots=True)
class Outcome:
    """One session. peak: true pressures as the infusion ends. rest: the true systolic at rest.

    presses: of "Acknowledge". own_limits: set for this patient where the baseline clashed.
    desaturated_ms: when a saturation had been truly low for long enough to be told.
    """

    arm: str
    seed: int
    told: list[Told] = field(default_factory=list)
    cuffs: list[CuffNote] = field(default_factory=list)
    peak: tuple[float, float] = (0.0, 0.0)
    rest: float = 0.0
    presses: int = 0
    own_limits: int = 0
    refused: int = 0
    desaturated_ms: int | None = None

    def note_cuff(
        self, cuff: CuffReading, true: tuple[float, float], alarm: Priority | None
    ) -> None:
        """Note a pressure and the priority of its alarm, where one stands."""
        measured = (cuff.systolic or 0, cuff.diastolic or 0)
        self.cuffs.append(CuffNote(cuff.t_ms, *true, measured, alarm))

    def raised(self) -> list[Told]:
        """Every alarm that would be heard."""
        return [told for told in self.told if told.sounds]

    def false(self) -> list[Told]:
        """Those that say what was not so."""
        return [told for told in self.told if told.false]

    def surges(self) -> list[int | None]:
        """Return for each true surge how long until it was raised, in ms; None: not by its repeat.

        A surge is a true systolic of 180 at one cuff and still at the next, which confirms it. Its
        alarm is of high priority, unless the cuff's error kept both readings below 180.
        """
        found: list[int | None] = []
        high = [False, *(note.systolic >= SURGE_MMHG for note in self.cuffs)]
        for (was, so), (note, repeat) in zip(pairwise(high), pairwise(self.cuffs), strict=False):
            if so and not was and repeat.systolic >= SURGE_MMHG:
                read = max(note.measured[0], repeat.measured[0]) >= SURGE_MMHG
                enough = {Priority.HIGH} if read else {Priority.HIGH, Priority.MEDIUM}
                told = next((n for n in (note, repeat) if n.alarm in enough), None)
                found.append(told.t_ms - note.t_ms if told else None)
        return found

    def repeats(self) -> list[int]:
        """Return how long each first breach waited for the next pressure, in ms."""
        asked = [t.change.t_ms for t in self.told if t.change.step is AlarmStep.UNCONFIRMED]
        later = ((t_ms, [c.t_ms for c in self.cuffs if c.t_ms > t_ms]) for t_ms in asked)
        return [after[0] - t_ms for t_ms, after in later if after]

    def desaturation_told(self) -> bool | None:
        """Whether a true desaturation had been raised when it was due; None: there was none."""
        if self.desaturated_ms is None:
            return None
        return any(t.kind[0] == "spo2.low" and t.sounds for t in self._told_by(self.desaturated_ms))

    def _told_by(self, t_ms: int) -> list[Told]:
        return [told for told in self.told if told.change.t_ms <= t_ms]
