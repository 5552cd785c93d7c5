"""Values no body has, and two rates that are no one's: shown, kept, and not to be relied on."""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import CuffReading, Event, Priority, Second, Verdict
from monitor.vitals import Vital

RULE_ID = "implausible"
APART = "disagree"


class ImplausibleRule:
    """Of the last pressure as it was judged, and of each vital second by second."""

    technical = True
    families = (RULE_ID, APART)
    names = (RULE_ID, APART)

    def __init__(self) -> None:
        self._stale = True
        self._rejected: CuffReading | None = None
        self._judged = False
        self._wild_since: dict[Vital, tuple[int, float]] = {}
        self._sane: set[Vital] = set()
        self._apart_since: int | None = None
        self._apart = 0.0
        self._compared = False

    def apply(self, event: Event, facts: Facts) -> None:
        """Note what a second holds; any entry may be a pressure or a person's word on one."""
        if not isinstance(event, Second):
            self._stale = True
            return
        for vital, value in event.values.items():
            if value is None:
                continue
            if vital.low <= value <= vital.high:
                self._wild_since.pop(vital, None)
                self._sane.add(vital)
            else:
                first_ms, _ = self._wild_since.get(vital, (event.t_ms, value))
                self._wild_since[vital] = (first_ms, value)
        self._compare(event, facts)

    def _compare(self, second: Second, facts: Facts) -> None:
        """The heart's own rate beside the pulse that arrives at the finger."""
        heart = second.values.get(Vital.HEART_RATE)
        pulse = second.values.get(Vital.PULSE_RATE)
        if heart is None or pulse is None or facts.probe_held(second.t_ms):
            return
        self._compared = True
        self._apart = abs(heart - pulse)
        if self._apart <= facts.profile.alarms.apart_bpm:
            self._apart_since = None
        elif self._apart_since is None:
            self._apart_since = second.t_ms

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """The last pressure where it was rejected, and what is wild or apart for a while."""
        delay_ms = facts.profile.alarms.rate_delay_s * 1000
        found = self._of_the_cuff(facts)
        for vital in self._sane | self._wild_since.keys():
            since = self._wild_since.get(vital)
            wild = since is not None and t_ms - since[0] >= delay_ms
            told = [Condition(RULE_ID, Priority.LOW, since[1] if since else None)] if wild else []
            if wild or since is None:
                found[Key(RULE_ID, vital.value)] = told
        if self._apart_since is not None and t_ms - self._apart_since >= delay_ms:
            limit = facts.profile.alarms.apart_bpm
            found[Key(APART)] = [Condition(APART, Priority.LOW, self._apart, limit)]
        elif self._apart_since is None and self._compared:
            found[Key(APART)] = []
        return found

    def _of_the_cuff(self, facts: Facts) -> Findings:
        if self._stale:
            pressures = facts.judged_pressures()
            self._judged = bool(pressures)
            rejected = bool(pressures) and pressures[-1][1] is Verdict.REJECTED
            self._rejected = pressures[-1][0] if rejected else None
            self._stale = False
        if self._rejected is None:
            return {Key(RULE_ID, "cuff"): []} if self._judged else {}
        value = self._rejected.systolic
        return {Key(RULE_ID, "cuff"): [Condition(RULE_ID, Priority.LOW, value)]}


RULE = ImplausibleRule
