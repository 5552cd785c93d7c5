"""One session of the alarm study: the real `Session`, taken through as the session thread does.

A nurse of few habits sits beside it (nurse.py of this folder); this file has no habits.
"""

from collections import deque
from dataclasses import replace
from functools import cache

from monitor.alarm_rule import Key, family
from monitor.events import (
    AlarmChange,
    CuffAction,
    CuffCommand,
    CuffReading,
    CuffStatus,
    DeviceInUse,
    Entry,
    LinkChange,
    LinkState,
    Phase,
    PhaseChange,
    Second,
    SessionKind,
    SessionStart,
    Verdict,
)
from monitor.limits import passed
from monitor.profile import Profile, shipped
from monitor.session import PRESSURE_ALARM, Session
from tests.alarm_study.cohort import STOP_S, Case
from tests.alarm_study.nurse import NAME as NURSE
from tests.alarm_study.nurse import Nurse
from tests.alarm_study.outcome import CONFIRM_MS, Outcome, Told, Truths
from tests.alarm_study.pretend_device import NAME, PretendDevice


@cache
def settings() -> Profile:
    """The profile in force: the shipped one for the infusion that clinical.md 3.5 is about."""
    return shipped("iv-ketamine-40")


class Bedside:
    """Drives one case from the baseline to the end of the recovery."""

    def __init__(self, case: Case) -> None:
        start = SessionStart(t_ms=0, uid="study", kind=SessionKind.PATIENT, nurse=NURSE)
        self.session = Session(settings(), start)
        self.outcome = Outcome(case.arm, case.seed, rest=case.patient.systolic)
        self._case = case
        self._device = PretendDevice(case)
        self._nurse = Nurse(case, self.session, self._device.patient)
        self._truths = Truths()
        self._t_ms = 0
        self._seq = 0

    def run(self) -> Outcome:
        """Live the whole session and return what it came to."""
        self._begin()
        for second in range(self._case.seconds):
            self._live(second)
        self.outcome.presses = self._nurse.presses
        self.outcome.own_limits = self._nurse.own_limits
        return self.outcome

    def _begin(self) -> None:
        used = DeviceInUse(
            t_ms=0, device=NAME, port="p", place=0, measures_cuff=True, starts_cuff=True
        )
        self._take(used)
        self._take(LinkChange(t_ms=0, device=NAME, state=LinkState.RECEIVING))
        self._take(PhaseChange(t_ms=0, by=NURSE, phase=Phase.BASELINE))

    def _live(self, second: int) -> None:
        """What is true at the end of a second comes before the second closes."""
        patient = self._device.patient
        self._t_ms = second * 1000 + 1000
        results = self._device.cuff_done(self._t_ms)
        patient.advance(self._t_ms)
        for result in results:
            self._take(result)
        for entry in self._nurse.does(self._t_ms):
            self._take(entry)
        self._note_truth(second)
        for event in self._device.second(second):
            self._take(event)

    def _note_truth(self, second: int) -> None:
        patient = self._device.patient
        self._truths.see(patient)
        if second == STOP_S:
            self.outcome.peak = patient.systolic, patient.diastolic
        if self.outcome.desaturated_ms is None and self._truths.desaturated:
            self.outcome.desaturated_ms = self._t_ms

    # -- as the session thread does ----------------------------------------------------------

    def _take(self, event: Entry | Second) -> None:
        """Take an event and all that follows from it, in the order of the session thread."""
        waiting: deque[Entry | Second] = deque([event])
        while waiting:
            taken = waiting.popleft()
            if self.session.refuses(taken) is not None:
                self.outcome.refused += 1
                continue
            if isinstance(taken, Entry):
                self._seq += 1
                taken = replace(taken, seq=self._seq)
            waiting.extend(self.session.take(taken))
            if not isinstance(taken, Second):
                waiting.extend(self._meet(taken))
        if isinstance(event, CuffReading) and event.status is CuffStatus.OK:
            stands = self.session.in_alarm(PRESSURE_ALARM)
            alarm = self.session.alarms.active[PRESSURE_ALARM].priority if stands else None
            self.outcome.note_cuff(event, self._device.measured, alarm)

    def _meet(self, event: Entry | Second) -> list[Entry]:
        """Return what the link does about an event; note what the study is about."""
        match event:
            case CuffCommand(action=CuffAction.START):
                return [self._device.start_cuff(self._t_ms)]
            case AlarmChange():
                self.outcome.told.append(self._told(event))
                self._nurse.hears(event, self._t_ms)
            case CuffReading(status=CuffStatus.OK):
                self._truths.see_cuff(*self._device.measured, event.t_ms)
        return []

    def _told(self, change: AlarmChange) -> Told:
        key = Key(family(change.rule), change.subject)
        alarm = self.session.alarms.active.get(key)
        technical = alarm is not None and alarm.technical
        doubted = key == PRESSURE_ALARM and self._seconded_by_doubt()
        return Told(change, technical, self._truths.worst(change.rule), doubted)

    def _seconded_by_doubt(self) -> bool:
        """Whether of the last two pressures, close together, one is in doubt and both are amiss."""
        known = self.session.judged_pressures()[-2:]
        if len(known) < 2 or known[1][0].t_ms - known[0][0].t_ms > CONFIRM_MS:
            return False
        doubts = [verdict is not Verdict.ACCEPTED for _, verdict in known]
        return any(doubts) and all(
            doubt or self._is_breach(cuff) for doubt, (cuff, _) in zip(doubts, known, strict=True)
        )

    def _is_breach(self, cuff: CuffReading) -> bool:
        limits, baseline = self.session.limits(), self.session.baseline
        values = {"systolic": cuff.systolic, "diastolic": cuff.diastolic}
        if any(v is not None and passed(limits, name, v) for name, v in values.items()):
            return True
        return baseline is not None and (cuff.systolic or 0) >= max(1.3 * baseline.systolic, 150)
