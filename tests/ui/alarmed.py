"""A session with real rules at a clock to set, for tests of what is said of its alarms."""

from datetime import datetime

import msgspec

from monitor.alarm_rule import Key
from monitor.alarm_states import Alarm
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffReading,
    InfusionChange,
    LinkChange,
    LinkState,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
)
from monitor.profile import Profile, shipped
from monitor.session import Session
from tests.monitor.made import DEVICE, NURSE, Bedside


class Alarmed:
    """The session thread of tests/monitor/made.py, past its baseline, heard, in seconds."""

    def __init__(self, phase: Phase = Phase.INFUSION, profile: Profile | None = None) -> None:
        self.bedside = Bedside(profile)
        self.session: Session = self.bedside.session
        self.link(0, LinkState.RECEIVING)
        self.bedside.tell(PhaseChange(t_ms=0, by=NURSE, phase=Phase.BASELINE))
        if phase is not Phase.BASELINE:
            pump = InfusionChange(t_ms=0, by=NURSE, step=PumpStep.STARTED, mg_per_h=54)
            self.bedside.tell(pump)

    def wall(self, t_ms: int) -> datetime:
        """14:00 at the start, wherever this runs."""
        return self.bedside.clock.at(t_ms).astimezone().replace(hour=14 + t_ms // 3_600_000)

    @property
    def now_ms(self) -> int:
        """Session time."""
        return self.bedside.clock.now_ms()

    def until(self, seconds: float) -> None:
        """Let time pass."""
        self.bedside.tick_to(round(seconds * 1000))

    def cuff(self, seconds: float, systolic: float, diastolic: float = 80) -> None:
        """Measure a pressure then."""
        mean = round(diastolic + (systolic - diastolic) / 3)
        reading = CuffReading(
            t_ms=round(seconds * 1000),
            device=DEVICE,
            systolic=systolic,
            diastolic=diastolic,
            mean=mean,
            seconds_ago=0,
        )
        self.bedside.tell(reading)

    def link(self, seconds: float, state: LinkState, device: str = DEVICE) -> None:
        """Hear a device, or hear it no more."""
        self.bedside.tell(LinkChange(t_ms=round(seconds * 1000), device=device, state=state))

    def see(self, seconds: float, scale: str, item: str, answer: int | str) -> None:
        """Answer one question of a scale then."""
        t_ms = round(seconds * 1000)
        seen = Observation(t_ms=t_ms, by=NURSE, scale=scale, version="1", answers={item: answer})
        self.bedside.tell(seen)

    def acknowledge(
        self, seconds: float, family: str = "pressure", subject: str | None = None
    ) -> None:
        """Answer the alarm of a family then."""
        told = self.alarm(family, subject).told
        self.bedside.tell(
            AlarmChange(
                t_ms=round(seconds * 1000),
                by=NURSE,
                rule=told.rule,
                step=AlarmStep.ACKNOWLEDGED,
                priority=told.priority,
                value=told.value,
                threshold=told.threshold,
                subject=told.subject,
                of=told.seq,
            )
        )

    def alarm(self, family: str = "pressure", subject: str | None = None) -> Alarm:
        """The one that stands; KeyError where none does."""
        return self.session.alarms.active[Key(family, subject)]

    def changes(self, family: str) -> list[AlarmChange]:
        """What was recorded of a rule's first word, in its order."""
        return [e for e in self.bedside.all(AlarmChange) if e.rule.startswith(family)]


def profile_with(**alarms: object) -> Profile:
    """The shipped profile with other settings of its alarms."""
    made = shipped()
    return msgspec.structs.replace(made, alarms=msgspec.structs.replace(made.alarms, **alarms))


def profile_with_sound() -> Profile:
    """The shipped profile with its sound on."""
    made = shipped()
    return msgspec.structs.replace(made, sound=msgspec.structs.replace(made.sound, on=True))
