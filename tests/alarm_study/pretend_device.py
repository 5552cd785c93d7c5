"""The device of the alarm study: what it shows of a patient, second by second and cuff by cuff.

It speaks in events and not in bytes; what is wrong with it is the case's. It judges nothing.
"""

import random
from dataclasses import replace

from devices.simulator.cuff import Cuff, Ended, Upset
from devices.simulator.patient import Patient
from devices.simulator.pharmacology import infusion
from monitor.events import (
    CuffChange,
    CuffReading,
    CuffStatus,
    CuffStep,
    Entry,
    LinkChange,
    LinkState,
    Second,
)
from monitor.vitals import Values, Vital
from tests.alarm_study.cohort import BASELINE_MIN, INFUSION_MIN, Case, Fault

NAME = "ge-dinamap"
LOST_SHARE = 0.2
SILENT_AFTER = 3
"""So many seconds without a frame, and a link says that its device is silent."""

STATUS = {
    Upset.LEAK: CuffStatus.CUFF_LOOSE,
    Upset.LOOSE: CuffStatus.CUFF_LOOSE,
    Upset.MOTION: CuffStatus.ARTEFACT,
    Upset.TIMEOUT: CuffStatus.TIMEOUT,
}
IMPOSSIBLE_RATES = (0.0, 8.0, 511.0, 32767.0, 8388607.0)
IMPOSSIBLE_SPO2 = (0.0, 12.0, 127.0, 511.0, 8388607.0)
BENT = (
    (300, 76, 150),
    (8, 5, 6),
    (255, 255, 255),
    (120, 120, 120),
    (90, 190, 120),
    (32767, 70, 90),
    (240, 190, 210),
)
"""Systolic, diastolic, mean as broken feeds show them (clinical.md 3.7); no cuff measures these."""


WRONG = 168, 94, 119
"""What a cuff under a leaning elbow may read; above a limit, below those of high priority. Own."""


class PretendDevice:
    """A monitor with a cuff and a probe; with an ECG where the case has one."""

    def __init__(self, case: Case) -> None:
        course = infusion(0.5, INFUSION_MIN, start_min=BASELINE_MIN)
        self.patient = Patient(f"{case.arm}:{case.seed}", case.patient, course, case.episodes)
        self.cuff = Cuff(self.patient, f"{case.arm}:{case.seed}", mishaps=case.mishaps)
        self.measured: tuple[float, float] = 0.0, 0.0
        """The true pressures when the last cuff was done."""
        self._case = case
        self._rng = random.Random(f"{case.seed}:{case.arm}:device")
        self._faults = {second: fault for fault, stretch in case.faults for second in stretch}
        self._unheard = 0
        self._sentinels: tuple[float, float] | None = None
        self._was_wrong = False

    # -- the cuff --------------------------------------------------------------------------

    def start_cuff(self, t_ms: int) -> CuffChange:
        """Inflate, as a link was told to."""
        self.cuff.start(t_ms)
        return CuffChange(t_ms=t_ms, device=NAME, step=CuffStep.INFLATING)

    def cuff_done(self, t_ms: int) -> list[Entry]:
        """Return what the device tells of a cuff that is done by `t_ms`."""
        if (ended := self.cuff.advance(t_ms)) is None:
            return []
        self.measured = self.patient.systolic, self.patient.diastolic
        step = CuffStep.DONE if ended.result else CuffStep.FAILED
        return [self._reading(ended), CuffChange(t_ms=t_ms, device=NAME, step=step)]

    def _reading(self, ended: Ended) -> CuffReading:
        told = CuffReading(t_ms=ended.t_ms, device=NAME)
        if ended.result is None:
            status = STATUS[ended.upset] if ended.upset else CuffStatus.FAILED
            return replace(told, status=status)
        got = ended.result
        numbers = got.systolic, got.diastolic, got.mean
        self._was_wrong = not self._was_wrong and self._rng.random() < self._case.wrong_cuffs
        if self._was_wrong:
            numbers = WRONG
        if self._rng.random() < self._case.bent_cuffs:
            numbers = self._rng.choice(BENT)
        systolic, diastolic, mean = numbers
        return replace(
            told, systolic=systolic, diastolic=diastolic, mean=mean, pulse=float(got.pulse)
        )

    # -- every second ----------------------------------------------------------------------

    def second(self, second: int) -> list[Entry | Second]:
        """Return what arrives of this second: the values, and what the link says of it."""
        fault = self._faults.get(second)
        t_ms = second * 1000
        if fault is Fault.LINE_NOISE and self._rng.random() < LOST_SHARE:
            self._unheard += 1
            empty: list[Entry | Second] = [Second(t_ms=t_ms)]
            silent = self._unheard == SILENT_AFTER
            return [*empty, _link(t_ms, LinkState.SILENT)] if silent else empty
        back = self._unheard >= SILENT_AFTER
        self._unheard = 0
        values = self._shown(fault, t_ms)
        told: list[Entry | Second] = [_link(t_ms, LinkState.RECEIVING)] if back else []
        return [*told, Second(t_ms=t_ms, values=values, sources=dict.fromkeys(values, NAME))]

    def _shown(self, fault: Fault | None, t_ms: int) -> Values:
        rate, spo2 = float(round(self.patient.heart_rate)), float(round(self.patient.spo2))
        values: Values = {Vital.HEART_RATE: rate} if self._case.ecg else {}
        return values | self._of_the_probe(fault, t_ms, rate, spo2)

    def _of_the_probe(self, fault: Fault | None, t_ms: int, rate: float, spo2: float) -> Values:
        rng, pulse, shown = self._rng, rate, spo2
        if fault is not Fault.IMPOSSIBLE:
            self._sentinels = None
        match fault:
            case Fault.PROBE_OFF:
                return {Vital.PULSE_RATE: None, Vital.SPO2: None}
            case Fault.IMPOSSIBLE:
                self._sentinels = self._sentinels or self._draw_sentinels()
                pulse, shown = self._sentinels
            case Fault.FINGER_MOVES:
                pulse, shown = rate + rng.uniform(30, 90), rng.uniform(60, 88)
        if self._case.same_arm and self.cuff.stops_pulse(t_ms):
            return self._squeezed()
        return {Vital.PULSE_RATE: pulse, Vital.SPO2: shown}

    def _draw_sentinels(self) -> tuple[float, float]:
        """One pair for a stretch: what a device shows for no value, it goes on showing."""
        return self._rng.choice(IMPOSSIBLE_RATES), self._rng.choice(IMPOSSIBLE_SPO2)

    def _squeezed(self) -> Values:
        """Below a cuff a probe finds nothing; one whose place is known is made to err as well."""
        if not self._case.told:
            return {Vital.PULSE_RATE: None, Vital.SPO2: None}
        return {Vital.PULSE_RATE: self._rng.uniform(28, 45), Vital.SPO2: self._rng.uniform(70, 88)}


def _link(t_ms: int, state: LinkState) -> LinkChange:
    return LinkChange(t_ms=t_ms, device=NAME, state=state)
