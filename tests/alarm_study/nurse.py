"""The nurse of the alarm study: arms cuffs, accepts the baseline, looks, answers alarms.

She arms the cuffs in every phase, sets this patient's limits where the baseline clashes with the
clinic's, rates what is due when it is due, and answers an alarm after a time that is drawn. She
knows the patient as a nurse does, by looking, and treats nothing.
"""

import heapq
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from devices.simulator.patient import Patient
from monitor.alarm_states import Alarm
from monitor.baseline import own_limit
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffRequest,
    CuffWish,
    DosePlan,
    Entry,
    InfusionChange,
    LimitChange,
    Observation,
    Phase,
    Priority,
    ProbeChange,
    PumpStep,
)
from monitor.session import Session
from tests.alarm_study.cohort import INFUSION_MIN, PUMP_S, STOP_S, Case

NAME = "nurse"
ARMS_AFTER_S = 5
FIRST_TRY_S, NEXT_TRY_S = 450, 15
"""When she first looks whether a baseline is proposed, and how soon again."""

REACTS_S = (5, 20, 45, 90, 180)
"""How long until she answers an alarm: one of these is drawn, and some seconds on top. Own."""

LOOKS_WITHIN_S = 120
LOOKS_AGAIN_S = 300
"""How soon after its moment she rates what is due; and again after a finding that alarms. Own."""

ALARMING_SEDATION = 3
CALM_AGAIN_S = 480
ANSWERED = {AlarmStep.RAISED, AlarmStep.LATCHED}

Deed = Iterator[Entry]


class Nurse:
    """What she does next stands in a list by time; `does` returns the entries it comes to."""

    def __init__(self, case: Case, session: Session, patient: Patient) -> None:
        self.presses = self.own_limits = 0
        self._session, self._patient = session, patient
        self._rng = random.Random(f"{case.seed}:{case.arm}:nurse")
        self._t_ms = 0
        self._order = count()
        self._list: list[tuple[int, int, Deed]] = []
        self._answering = False
        self._plan_the_day(case)

    def _plan_the_day(self, case: Case) -> None:
        minutes = self._session.profile.cuff.interval_min
        for begins_s, phase in ((0, Phase.BASELINE), (PUMP_S, Phase.INFUSION)):
            self._at(begins_s + ARMS_AFTER_S, self._arms(minutes[phase]))
        self._at(STOP_S + ARMS_AFTER_S, self._arms(minutes[Phase.RECOVERY]))
        if case.told:
            self._at(1, iter([ProbeChange(t_ms=1000, by=NAME, on_cuff_arm=True)]))
        self._at(FIRST_TRY_S, self._accepts_baseline())
        self._at(PUMP_S, self._starts_pump(case))
        self._at(STOP_S, self._stops_pump())
        for minute in self._session.profile.schedule.minutes("sedation"):
            self._at(PUMP_S + 60 * minute + self._rng.randint(0, LOOKS_WITHIN_S), self._looks())
        for minute in case.anxious:
            self._at(60 * minute, self._sees_anxious(3))
            self._at(60 * minute + CALM_AGAIN_S, self._sees_anxious(0))

    def _at(self, second: float, deed: Deed) -> None:
        heapq.heappush(self._list, (round(second) * 1000, next(self._order), deed))

    def does(self, t_ms: int) -> Iterator[Entry]:
        """Yield what she enters by now; each is taken before she goes on."""
        while self._list and self._list[0][0] <= t_ms:
            self._t_ms = t_ms
            yield from heapq.heappop(self._list)[2]

    def hears(self, change: AlarmChange, t_ms: int) -> None:
        """An alarm of medium or high priority brings her to the screen after a while."""
        urgent = change.priority is not Priority.LOW and change.step in ANSWERED
        if urgent and not self._answering:
            self._answering = True
            waits_s = self._rng.choice(REACTS_S) + self._rng.randint(0, 10)
            self._at(t_ms / 1000 + waits_s, self._answers())

    # -- what she does -----------------------------------------------------------------------

    def _arms(self, minutes: float) -> Deed:
        yield CuffRequest(t_ms=self._t_ms, by=NAME, wish=CuffWish.INTERVAL, interval_min=minutes)

    def _accepts_baseline(self) -> Deed:
        """The mean of two cuffs, or of the last two of three where two differed."""
        proposed = self._session.proposed_baseline(self._t_ms)
        if proposed is None or self._session.wants_another_cuff():
            self._at(self._t_ms / 1000 + NEXT_TRY_S, self._accepts_baseline())
            return
        yield replace(proposed, by=NAME)
        for clash in self._session.clashes():
            self.own_limits += 1
            limit = own_limit(clash)
            yield LimitChange(
                t_ms=self._t_ms, by=NAME, rule=clash.rule, value=limit, before=clash.limit
            )

    def _starts_pump(self, case: Case) -> Deed:
        dose = self._session.profile.dose
        weight = case.patient.weight
        yield DosePlan(
            t_ms=self._t_ms,
            by=NAME,
            drug=dose.drug,
            mg_per_kg=dose.mg_per_kg,
            minutes=INFUSION_MIN,
            bag_mg=dose.bag_mg,
            bag_ml=dose.bag_ml,
            weight=weight,
        )
        rate = dose.mg_per_kg * weight * 60 / INFUSION_MIN
        yield InfusionChange(t_ms=self._t_ms, by=NAME, step=PumpStep.STARTED, mg_per_h=rate)

    def _stops_pump(self) -> Deed:
        yield InfusionChange(t_ms=self._t_ms, by=NAME, step=PumpStep.STOPPED)

    def _looks(self) -> Deed:
        """She rates sedation, and again soon where it alarms."""
        found = self._patient.alertness
        if found <= ALARMING_SEDATION:
            self._at(self._t_ms / 1000 + LOOKS_AGAIN_S, self._looks())
        yield self._seen("sedation", "sedation", found)

    def _sees_anxious(self, severity: int) -> Deed:
        yield self._seen("also_seen", "anxious", severity)

    def _seen(self, scale: str, item: str, answer: int) -> Observation:
        return Observation(
            t_ms=self._t_ms, by=NAME, scale=scale, version="1", answers={item: answer}
        )

    def _answers(self) -> Deed:
        """One press answers whatever is open by then."""
        self._answering = False
        waiting = [a for a in self._session.alarms.standing() if _asks(a)]
        self.presses += bool(waiting)
        for alarm in waiting:
            told = alarm.told
            yield replace(
                told,
                t_ms=self._t_ms,
                step=AlarmStep.ACKNOWLEDGED,
                by=NAME,
                of=told.seq,
                seq=None,
            )


def _asks(alarm: Alarm) -> bool:
    return alarm.open and alarm.priority is not Priority.LOW
