"""Pressure beyond a limit: one alarm per cuff, the worst, and a first breach waits for a repeat.

A cuff is a reading and no curve, so there is no delay. A breach is confirmed by a second one, or a
second doubtful one, within the profile's minutes, by being of high priority, or by nobody having
repeated it in that time: a pressure that nobody asks about again must not be forgotten.
"""

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import CuffReading, Event, Priority, Second, Verdict
from monitor.limits import PRESSURES, beyond, levels, passed

KEY = Key("pressure")
MESSAGE = Key("change")
"""A rise that is worth a line and no sound."""

_Judged = tuple[CuffReading, Verdict]


class PressureRule:
    """Looks at the last pressure, and at the one before it."""

    technical = False
    families = ("pressure", "change")
    names = (
        *(f"{name}.{end}" for name in PRESSURES for end in ("low", "high")),
        *("systolic.baseline", "change.systolic", "pressure.suspect"),
    )

    def __init__(self) -> None:
        self._stale = True
        self._known: list[_Judged] = []

    def apply(self, event: Event, facts: Facts) -> None:
        """Anything but a second may have changed what is known of pressure."""
        self._stale = self._stale or not isinstance(event, Second)

    def find(self, facts: Facts, t_ms: int) -> Findings:
        """What the last pressure is beyond, and whether that is confirmed."""
        if self._stale:
            self._known, self._stale = facts.judged_pressures()[-2:], False
        if not self._known:
            return {}
        last, verdict = self._known[-1]
        found = [] if verdict is Verdict.REJECTED else _breaches(last, facts)
        grave = [one for one in found if one.priority is not Priority.LOW]
        doubted = verdict is not Verdict.ACCEPTED
        if grave or doubted:
            return {KEY: self._graver(grave, facts, t_ms), MESSAGE: []}
        return {MESSAGE: found, **({KEY: []} if self._inside(last, facts) else {})}

    def _graver(self, breaches: list[Condition], facts: Facts, t_ms: int) -> list[Condition]:
        last, verdict = self._known[-1]
        doubted = verdict is not Verdict.ACCEPTED
        confirmed = self._seconded(facts)
        if not doubted:
            high = any(one.priority is Priority.HIGH for one in breaches)
            confirmed = confirmed or high or t_ms - last.t_ms > _confirm_ms(facts)
        if not breaches or (doubted and not confirmed):
            suspect = Condition("pressure.suspect", Priority.MEDIUM, last.systolic)
            return [suspect._replace(confirmed=confirmed)]
        return [one._replace(confirmed=confirmed) for one in breaches]

    def _seconded(self, facts: Facts) -> bool:
        """Whether the pressure before it was beyond a limit or doubtful as well, and just now."""
        if len(self._known) < 2:
            return False
        (before, verdict), (last, _) = self._known[-2:]
        if last.t_ms - before.t_ms > _confirm_ms(facts):
            return False
        if verdict is not Verdict.ACCEPTED:
            return True
        return any(one.priority is not Priority.LOW for one in _breaches(before, facts))

    def _inside(self, last: CuffReading, facts: Facts) -> bool:
        """Whether an alarm is over: by some mmHg once it was confirmed, else by any."""
        margin = facts.profile.alarms.inside.pressure if facts.in_alarm(KEY) else 0
        limits = facts.limits()
        for name in PRESSURES:
            value = getattr(last, name)
            for rule, _, limit in levels(limits, name) if value is not None else ():
                towards = -margin if rule.endswith(".low") else margin
                if beyond(rule, value + towards, limit):
                    return False
        grave = (c for c in _relative(last, facts, margin) if c.priority is not Priority.LOW)
        return next(grave, None) is None


def _confirm_ms(facts: Facts) -> float:
    return facts.profile.alarms.confirm_min * 60_000


def _breaches(cuff: CuffReading, facts: Facts) -> list[Condition]:
    """Every limit that a pressure is beyond, each number's worst, and its rise over baseline."""
    limits = facts.limits()
    found = []
    for name in PRESSURES:
        value = getattr(cuff, name)
        if value is not None and (hit := passed(limits, name, value)) is not None:
            found.append(Condition(hit[0], hit[1], value, hit[2]))
    return found + _relative(cuff, facts)


def _relative(cuff: CuffReading, facts: Facts, margin: float = 0) -> list[Condition]:
    """The gravest rule of a rise over the accepted baseline; none before one is accepted."""
    baseline, value = facts.baseline, cuff.systolic
    if baseline is None or value is None:
        return []
    found = []
    for rule in facts.profile.alarms.relative:
        least = max(baseline.systolic * (1 + rule.percent / 100), rule.at_least)
        if value + margin >= least:
            name = "change.systolic" if rule.priority is Priority.LOW else "systolic.baseline"
            found.append(Condition(name, rule.priority, value, round(least)))
    return found[-1:] if len(found) < 2 else [max(found, key=lambda c: c.threshold or 0)]


RULE = PressureRule
