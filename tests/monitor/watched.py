"""A bedside whose alarms a test follows: seconds and cuffs in, steps of alarms out."""

import msgspec

from monitor.alarm_rule import Key, family
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Baseline,
    CuffReading,
    Judgement,
    Phase,
    Reading,
    Verdict,
)
from monitor.profile import Profile, shipped
from monitor.vitals import Vital
from tests.monitor.made import DEVICE, NURSE, Bedside, link, phase

U, R, A = AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.ACKNOWLEDGED
L, C = AlarmStep.LATCHED, AlarmStep.CLEARED
PHASES = (Phase.BASELINE, Phase.INFUSION, Phase.RECOVERY, Phase.DISCHARGE)
PRESSURE = Key("pressure")


def with_alarms(**settings: object) -> Profile:
    """The shipped profile with other settings of its alarms."""
    known = shipped()
    return msgspec.structs.replace(known, alarms=msgspec.structs.replace(known.alarms, **settings))


class Watched(Bedside):
    """In the baseline phase, or the one wanted, with a device that is heard."""

    def __init__(self, profile: Profile | None = None, wanted: Phase = Phase.BASELINE) -> None:
        super().__init__(profile)
        self.tell(link(0))
        for one in PHASES[: PHASES.index(wanted) + 1]:
            self.tell(phase(0, one))

    @property
    def now_s(self) -> int:
        """The second that opens next."""
        return self.thread._seconds.next_ms // 1000

    def last(self, seconds: int, **values: float | None) -> None:
        """So many seconds in which just this is measured, and each is closed."""
        for _ in range(seconds):
            t_ms = self.now_s * 1000
            of_vitals = {vital: values[vital] for vital in Vital if vital in values}
            self.tell(Reading(t_ms=t_ms, device=DEVICE, values=of_vitals))
            self.tick_to(t_ms + 1250)

    def cuff(
        self, t_s: float, systolic: float, diastolic: float = 79, mean: float | None = None
    ) -> CuffReading:
        """A device's result; its mean is a third of the way up."""
        given = diastolic + (systolic - diastolic) / 3 if mean is None else mean
        self.tell(
            CuffReading(
                t_ms=round(t_s * 1000),
                device=DEVICE,
                systolic=systolic,
                diastolic=diastolic,
                mean=given,
                seconds_ago=0,
            )
        )
        return self.all(CuffReading)[-1]

    def accept_baseline(self, t_s: float, systolic: float = 120) -> None:
        """A person accepts it."""
        known = {"systolic": systolic, "diastolic": 75.0, "by": NURSE}
        self.tell(Baseline(t_ms=round(t_s * 1000), **known))  # type: ignore[arg-type]

    def judge(self, t_s: float, cuff: CuffReading, verdict: Verdict) -> None:
        """A person accepts or rejects a pressure."""
        assert cuff.seq is not None
        told = {"of": cuff.seq, "verdict": verdict, "reason": "seen", "by": NURSE}
        self.tell(Judgement(t_ms=round(t_s * 1000), **told))  # type: ignore[arg-type]

    def acknowledge(self, t_s: float, key: Key = PRESSURE, of: int | None = None) -> None:
        """A person answers the alarm that stands, or an older sight of it."""
        told = self.session.alarms.active[key].told
        self.tell(
            AlarmChange(
                t_ms=round(t_s * 1000),
                rule=told.rule,
                step=A,
                priority=told.priority,
                subject=told.subject,
                of=told.seq if of is None else of,
                by=NURSE,
            )
        )

    # -- asking ----------------------------------------------------------------------------

    def changes(self, *rules: str) -> list[AlarmChange]:
        """Every step so far, of some rules or of all."""
        return [a for a in self.all(AlarmChange) if not rules or a.rule in rules]

    def steps(self, *rules: str) -> list[AlarmStep]:
        """What became of them, one after the other."""
        return [change.step for change in self.changes(*rules)]

    def steps_of(self, key: Key) -> list[AlarmStep]:
        """What became of one alarm, whichever of its rules told it."""
        return [a.step for a in self.all(AlarmChange) if Key(family(a.rule), a.subject) == key]

    def told(self, *rules: str) -> list[tuple[float, str, AlarmStep]]:
        """When what was told, in seconds of the session."""
        return [(a.t_ms / 1000, a.rule, a.step) for a in self.changes(*rules)]

    def verdicts(self) -> list[tuple[Verdict, str | None]]:
        """What Dripwatch said of pressures, and by which rule."""
        return [(j.verdict, j.rule) for j in self.all(Judgement) if j.by is None]
