"""What the strip offers to do about what is wrong now. Makes no widget and enters nothing."""

from collections.abc import Iterable

from monitor.alarm_rule import Key, family
from monitor.alarm_states import Alarm
from monitor.events import AlarmChange, AlarmStep, CuffReading, Event, LinkState, Verdict
from monitor.session import Session
from ui.alarm_buttons import Offers
from ui.alarm_words import is_line
from ui.strip_news import JUDGED, News, shows_demo

ASKED_MS = 60_000
"""How long "what did you do?" is asked after an alarm was acknowledged."""


class JustDone:
    """What was acknowledged just now and nobody has said more of."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._done: dict[int, AlarmChange] = {}

    def take(self, event: Event) -> None:
        """Note an answer to an alarm; one about the equipment has nothing more to it."""
        if not isinstance(event, AlarmChange) or event.of is None:
            return
        if event.step is AlarmStep.ANSWERED:
            self._done.pop(event.of, None)
        elif event.step is AlarmStep.ACKNOWLEDGED:
            alarm = self._session.alarms.active.get(Key(family(event.rule), event.subject))
            if alarm is not None and not alarm.technical:
                self._done[event.of] = event

    def at(self, t_ms: int) -> tuple[AlarmChange, ...]:
        """Those of the last minute."""
        return tuple(e for e in self._done.values() if 0 <= t_ms - e.t_ms < ASKED_MS)


def waiting(session: Session, told: Iterable[News]) -> tuple[Alarm, ...]:
    """Return the alarms that ask for an answer; a mere line does so only where lines latch."""
    latching = session.profile.alarms.latching
    alarms = [alarm for one in told for alarm in one.alarms if alarm.open]
    return tuple(a for a in alarms if not is_line(a.told) or a.priority in latching)


def offers(session: Session, told: Iterable[News], done: JustDone, t_ms: int) -> Offers:
    """Return what can be done at `t_ms` about what is told, whether it can be read or not."""
    told = list(told)
    alarms = [alarm for one in told for alarm in one.alarms]
    waits = waiting(session, told)
    unconfirmed = any(alarm.state is AlarmStep.UNCONFIRMED for alarm in alarms)
    cuffs = session.cuffs
    return Offers(
        open=waits,
        done=() if waits or unconfirmed else done.at(t_ms),
        repeat=unconfirmed and not cuffs.running(t_ms),
        by_hand=not cuffs.starts or cuffs.link is not LinkState.RECEIVING,
        skip=unconfirmed and cuffs.repeating and cuffs.next_ms is not None,
        doubted=_doubted(session) if any(alarm.key in JUDGED for alarm in alarms) else None,
        typing=bool(session.unheard_since()) or shows_demo(session),
    )


def _doubted(session: Session) -> CuffReading | None:
    """The last pressure, while nobody believes it."""
    known = session.judged_pressures()
    return known[-1][0] if known and known[-1][1] is not Verdict.ACCEPTED else None
