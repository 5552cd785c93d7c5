"""What a whole profile may say and still make no sense: names nobody knows, numbers at odds.

Each fault names the key it is about. Nothing here is refused when an old session is opened.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitor import catalogue
from monitor.alarms import RULES
from monitor.limits import PRESSURES
from monitor.profile import Profile
from monitor.scale import scales
from monitor.scales.also_seen import SCALE as ALSO_SEEN
from monitor.settings import (
    CHECKED,
    CHECKS,
    CRITERIA,
    HARD_STOPS,
    PRESSURE,
    PUMP_REASONS,
    ObservedRule,
    Range,
)
from monitor.toml_lines import Path

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A profile's name is also its file's."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the key at `path`; `code` and `values` are a sentence of ui/words.py."""

    path: Path
    code: str
    values: Mapping[str, object]


def faults(profile: Profile) -> Iterator[Fault]:
    """Yield everything that makes no sense in a profile that could be read."""
    yield from _of_the_head(profile)
    yield from _of_the_dose(profile)
    yield from _of_the_schedule(profile)
    yield from _of_the_lists(profile)
    yield from _of_discharge(profile)
    yield from _of_the_limits(profile)
    yield from _of_the_alarms(profile)


def _of_the_head(profile: Profile) -> Iterator[Fault]:
    if not NAME.fullmatch(profile.name):
        yield Fault(("name",), "name", {"name": profile.name})
    if profile.version < 1:
        yield Fault(("version",), "at_least", {"key": "version", "bound": "1"})
    if not profile.stale.grey_s < profile.stale.blank_s:
        yield _order(("stale", "blank_s"), "blank_s", "grey_s")
    yield from _unknown(("scales",), "scales", profile.scales, scales())
    yield from _twice(("scales",), "scales", profile.scales)


def _of_the_dose(profile: Profile) -> Iterator[Fault]:
    dose = profile.dose
    low, high = dose.usual_mg_per_kg
    if not low <= dose.mg_per_kg <= high:
        yield _outside(("dose", "mg_per_kg"), "mg_per_kg", "usual_mg_per_kg")
    if high > dose.ceiling_mg_per_kg:
        yield _order(("dose", "ceiling_mg_per_kg"), "ceiling_mg_per_kg", "usual_mg_per_kg")
    if not dose.minutes_range[0] <= dose.minutes <= dose.minutes_range[1]:
        yield _outside(("dose", "minutes"), "minutes", "minutes_range")


def _of_the_schedule(profile: Profile) -> Iterator[Fault]:
    plan = profile.schedule
    known = {PRESSURE, *CHECKED, *profile.scales}
    for part in ("at_min", "onward", "every_min"):
        for item in getattr(plan, part):
            if item not in known:
                yield _not_due(("schedule", part, item), item)
    for item in plan.baseline:
        if item not in known:
            yield _not_due(("schedule", "baseline"), item)
    if PRESSURE in plan.every_min:
        yield Fault(("schedule", "every_min", PRESSURE), "pressure_interval", {})
    listed = {minute for item in plan.items() for minute in plan.minutes(item)}
    for minute in plan.kept_min if listed else ():
        if minute not in listed:
            yield Fault(("schedule", "kept_min"), "kept", {"minute": f"{minute:g}"})
    for number, drug in enumerate(profile.medications):
        for wanted in drug.follow_up:
            if wanted.item not in known:
                yield _not_due(("medications", number, "follow_up"), wanted.item)


def _of_the_lists(profile: Profile) -> Iterator[Fault]:
    prep, pick = profile.prep, profile.pick
    signs = [item.id for item in ALSO_SEEN.items]
    yield from _unknown(("prep", "checks"), "checks", prep.checks, CHECKS)
    yield from _unknown(("prep", "hard_stops"), "hard_stops", prep.hard_stops, CHECKS)
    for item in HARD_STOPS:
        if item not in prep.hard_stops:
            yield Fault(("prep", "hard_stops"), "hard_stop", {"item": item})
    yield from _twice(("prep", "checks"), "checks", (*prep.hard_stops, *prep.checks))
    yield from _unknown(("pick", "pump_reasons"), "pump_reasons", pick.pump_reasons, PUMP_REASONS)
    yield from _unknown(("pick", "also_seen"), "also_seen", pick.also_seen, signs)
    drugs = [drug.drug.casefold() for drug in profile.medications]
    for number, drug in enumerate(drugs):
        if drug in drugs[:number]:
            path: Path = ("medications", number, "drug")
            yield Fault(path, "twice", {"key": "drug", "name": profile.medications[number].drug})


def _of_discharge(profile: Profile) -> Iterator[Fault]:
    wanted = profile.discharge
    yield from _unknown(("discharge", "criteria"), "criteria", wanted.criteria, CRITERIA)
    scale = None if wanted.recovery_scale is None else scales().get(wanted.recovery_scale)
    path: Path = ("discharge", "recovery_scale")
    if wanted.recovery_scale is not None and (scale is None or not scale.discharge):
        known = ", ".join(sorted(s.id for s in scales().values() if s.discharge))
        values = {"key": "recovery_scale", "name": wanted.recovery_scale, "known": known}
        yield Fault(path, "unknown_name", values)
    if "recovery_score" in wanted.criteria and wanted.recovery_scale is None:
        yield Fault(("discharge", "criteria"), "no_recovery_scale", {})
    highest = None if scale is None else scale.highest
    if wanted.recovery_pass is not None and highest is not None and wanted.recovery_pass > highest:
        values = {"key": "recovery_pass", "bound": f"{highest:g}"}
        yield Fault(("discharge", "recovery_pass"), "at_most", values)


def _of_the_alarms(profile: Profile) -> Iterator[Fault]:
    alarms = profile.alarms
    for number, rule in enumerate(alarms.observed):
        path: Path = ("alarms", "observed", number)
        yield from _unknown((*path, "scale"), "scale", [rule.scale], scales())
        if rule.scale in scales():
            items = [item.id for item in scales()[rule.scale].items]
            yield from _unknown((*path, "item"), "item", [rule.item], items)
            yield from _never_answered(path, rule)
    rules = [name for kind in catalogue.modules(RULES).values() for name in kind.RULE.names]
    yield from _unknown(("alarms", "protocol"), "protocol", alarms.protocol, rules)
    for name in ("link_s", "missing_s"):
        low, medium = getattr(alarms, name)
        if not low <= medium:
            yield _falls(("alarms", name), name)


def _never_answered(path: Path, rule: ObservedRule) -> Iterator[Fault]:
    """A limit that no answer of its item can reach."""
    item = next((one for one in scales()[rule.scale].items if one.id == rule.item), None)
    if item is None:
        return
    if rule.at_most is not None and rule.at_most < item.low:
        values = {"key": "at_most", "bound": f"{item.low}"}
        yield Fault((*path, "at_most"), "at_least", values)
    if rule.at_least is not None and rule.at_least > item.high:
        values = {"key": "at_least", "bound": f"{item.high}"}
        yield Fault((*path, "at_least"), "at_most", values)


def _of_the_limits(profile: Profile) -> Iterator[Fault]:
    """Of the mean and of a phase, whose limits are read without those beside them."""
    limits, high = profile.limits, profile.limits.high
    yield from _of_one_limit(("limits", "mean"), limits.mean, high.mean)
    for phase, own in limits.in_phase.items():
        path: Path = ("limits", "in_phase", phase.value)
        for name in (*PRESSURES, "rate"):
            yield from _of_one_limit((*path, name), getattr(own, name), getattr(high, name))
        lowest = high.spo2_low
        if own.spo2_low is not None and lowest is not None and own.spo2_low <= lowest:
            yield _not_beyond((*path, "spo2_low"), "spo2_low")


def _of_one_limit(path: Path, medium: Range | None, high: Range | None) -> Iterator[Fault]:
    name = str(path[-1])
    if medium is None:
        return
    if not medium[0] < medium[1]:
        yield _falls(path, name)
    elif high is not None and not (high[0] < medium[0] and medium[1] < high[1]):
        yield _not_beyond(path, name)


def _unknown(path: Path, key: str, named: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    choices = list(known)
    for name in named:
        if name not in choices:
            yield Fault(
                path, "unknown_name", {"key": key, "name": name, "known": ", ".join(choices)}
            )


def _twice(path: Path, key: str, named: tuple[str, ...]) -> Iterator[Fault]:
    for name in dict.fromkeys(name for name in named if named.count(name) > 1):
        yield Fault(path, "twice", {"key": key, "name": name})


def _not_due(path: Path, item: str) -> Fault:
    return Fault(path, "not_asked", {"item": item})


def _order(path: Path, key: str, other: str) -> Fault:
    return Fault(path, "order", {"key": key, "other": other})


def _falls(path: Path, key: str) -> Fault:
    return Fault(path, "said", {"where": f"{key} must go from low to high"})


def _not_beyond(path: Path, key: str) -> Fault:
    return Fault(path, "said", {"where": f"high.{key} must lie outside {key}"})


def _outside(path: Path, key: str, other: str) -> Fault:
    return Fault(path, "outside", {"key": key, "other": other})
