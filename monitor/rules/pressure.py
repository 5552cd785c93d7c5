"""Pressure beyond a limit: one alarm per cuff, the worst, and a first breach waits for a repeat.

A cuff is a reading and no curve, so there is no delay. A breach is confirmed by a second one, or a
second doubtful one, within the profile's minutes, by being of high priority, or by nobody having
repeated it in that time: a pressure that nobody asks about again must not be forgotten. A doubtful
pressure beyond no limit stays a message.
"""

from typing import NamedTuple

from monitor.alarm_rule import RANK, Condition, Facts, Findings, Key
from monitor.events import CuffReading, Event, Priority, Second, Verdict
from monitor.limits import PRESSURES, edges, inside, passed

KEY = Key("pressure")
MESSAGE = Key("change")
"""A rise that is worth a line and no sound."""

SUSPECT = "pressure.suspect"
_NO_ALARM: Findings = {KEY: []}
_NOTHING: Findings = {KEY: [], MESSAGE: []}
"""All was taken back, so nothing stands."""

_Judged = tuple[CuffReading, Verdict]


class PressureRule:
    """Looks at the last pressure, and at the one before it."""

    technical = False
    families = ("pressure", "change")
    names = (
        *(f"{name}.{end}" for name in PRESSURES for end in ("low", "high")),
        *("systolic.baseline", "change.systolic", SUSPECT),
    )

    def __init__(self) -> None:
        self._last: _Last | None = None
        self._stale = True

    def apply(self, event: Event, facts: Facts) -> None:
        """Anything but a second may have changed what is known of pressure."""
        self._stale = self._stale or not isinstance(event, Second)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """What the last pressure is beyond, and whether that is confirmed."""
        if self._stale:
            self._last, self._stale = _last(facts), False
        last = self._last
        if last is None:
            return _NOTHING
        if last.grave or last.doubted:
            return {KEY: _graver(last, t_ms), MESSAGE: []}
        inside = last.inside if facts.in_alarm(KEY) else last.not_beyond
        return {MESSAGE: last.lines, **_NO_ALARM} if inside else {MESSAGE: last.lines}


class _Last(NamedTuple):
    """What there is to say of the last pressure until another one comes.

    grave, lines: what it is beyond, alarms and mere lines. seconded: the one before it was no
    better. forgotten_ms: until when it waits for its repeat. not_beyond, inside: whether it ends
    what is not confirmed, and what is: that asks for some mmHg more.
    """

    cuff: CuffReading
    doubted: bool
    grave: list[Condition]
    lines: list[Condition]
    seconded: bool
    forgotten_ms: float
    not_beyond: bool
    inside: bool


def _last(facts: Facts) -> _Last | None:
    known = facts.judged_pressures()[-2:]
    if not known:
        return None
    cuff, verdict = known[-1]
    wait_ms = facts.profile.alarms.confirm_min * 60_000
    grave, lines = _breaches(cuff, verdict, facts)
    return _Last(
        cuff=cuff,
        doubted=verdict is not Verdict.ACCEPTED,
        grave=grave,
        lines=lines,
        seconded=len(known) > 1 and _seconds(known[0], cuff.t_ms - wait_ms, facts),
        forgotten_ms=cuff.t_ms + wait_ms,
        not_beyond=_inside(cuff, 0, facts),
        inside=_inside(cuff, facts.profile.alarms.inside.pressure, facts),
    )


def _graver(last: _Last, t_ms: int) -> list[Condition]:
    """What is so, or only that it is in doubt. A doubtful pressure waits, however high it is."""
    high = any(one.priority is Priority.HIGH for one in last.grave)
    confirmed = last.seconded or (high and not last.doubted)
    if last.grave and t_ms > last.forgotten_ms:
        confirmed = True
    if not last.grave or (last.doubted and not confirmed):
        return [Condition(SUSPECT, Priority.MEDIUM, last.cuff.systolic, None, confirmed)]
    return [one._replace(confirmed=confirmed) for one in last.grave]


def _seconds(before: _Judged, since_ms: float, facts: Facts) -> bool:
    """Whether the pressure before was beyond a limit or doubtful as well, and just now."""
    cuff, verdict = before
    if cuff.t_ms < since_ms:
        return False
    return verdict is not Verdict.ACCEPTED or bool(_breaches(cuff, verdict, facts)[0])


def _breaches(
    cuff: CuffReading, verdict: Verdict, facts: Facts
) -> tuple[list[Condition], list[Condition]]:
    """Every limit that a pressure is beyond, each number's worst, and its rise: alarms, lines."""
    if verdict is Verdict.REJECTED:
        return [], []
    limits = facts.limits()
    grave = []
    for name in PRESSURES:
        value = getattr(cuff, name)
        if value is not None and (hit := passed(limits, name, value)) is not None:
            grave.append(Condition(hit[0], hit[1], value, hit[2]))
    rise = _rise(cuff, facts)
    if rise is None or rise.priority is Priority.LOW:
        return grave, [rise] if rise else []
    return [*grave, rise], []


def _inside(cuff: CuffReading, margin: float, facts: Facts) -> bool:
    """Whether no limit of an alarm is passed, by some mmHg."""
    limits = facts.limits()
    for name in PRESSURES:
        value = getattr(cuff, name)
        for rule, limit in edges(limits, name) if value is not None else ():
            if not inside(rule, value, limit, margin):
                return False
    rise = _rise(cuff, facts, margin)
    return rise is None or rise.priority is Priority.LOW


def _rise(cuff: CuffReading, facts: Facts, margin: float = 0) -> Condition | None:
    """The gravest rule of a rise over the accepted baseline; none before one is accepted."""
    baseline, value = facts.baseline, cuff.systolic
    if baseline is None or value is None:
        return None
    found = []
    for rule in facts.profile.alarms.relative:
        above = baseline.systolic * (1 + rule.percent / 100)
        if value + margin > above and value + margin >= rule.at_least:
            name = "change.systolic" if rule.priority is Priority.LOW else "systolic.baseline"
            least = round(max(above, rule.at_least))
            found.append(Condition(name, rule.priority, value, least))
    return max(found, key=lambda one: (RANK[one.priority], one.threshold), default=None)


RULE = PressureRule
