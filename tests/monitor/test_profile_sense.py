"""What can be read and makes no sense."""

from typing import Any

import msgspec
import pytest

from monitor.events import Phase, Priority
from monitor.profile import Profile, shipped
from monitor.profile_sense import faults
from monitor.settings import (
    HARD_STOPS,
    DischargeSettings,
    ObservedRule,
    PhaseLimits,
    PrepSettings,
)


def with_(**changes: object) -> Profile:
    """The shipped profile with other settings."""
    return msgspec.structs.replace(shipped(), **changes)


def test_what_is_shipped_makes_sense() -> None:
    """All of it."""
    assert list(faults(shipped())) == []


@pytest.mark.parametrize("item", HARD_STOPS)
def test_no_hard_stop_can_be_taken_away(item: str) -> None:
    """A clinic may add to the three, never drop one."""
    others = tuple(stop for stop in HARD_STOPS if stop != item)
    (found,) = faults(with_(prep=PrepSettings(hard_stops=others)))
    assert (found.code, found.values) == ("hard_stop", {"item": item})


def test_a_score_that_is_asked_for_has_a_scale() -> None:
    """And one without a pass mark is no fault: PADSS without bleeding has none."""
    wanted = DischargeSettings(criteria=("recovery_score",))
    assert [f.code for f in faults(with_(discharge=wanted))] == ["no_recovery_scale"]
    wanted = DischargeSettings(recovery_scale="padss_no_bleeding")
    assert list(faults(with_(discharge=wanted))) == []


def test_a_scale_named_twice_would_have_two_rows() -> None:
    """Each once."""
    (found,) = faults(with_(scales=(*shipped().scales, shipped().scales[0])))
    assert (found.path, found.code) == (("scales",), "twice")


@pytest.mark.parametrize(
    ("scale", "item", "said"),
    [("sads", "suds", {"scale"}), ("suds", "mood", {"item"}), ("suds", "suds", set())],
)
def test_a_rule_on_observations_names_what_can_be_answered(
    scale: str, item: str, said: set[str]
) -> None:
    """Or it would never raise anything."""
    rule = ObservedRule(scale=scale, item=item, priority=Priority.MEDIUM, at_least=1)
    alarms = msgspec.structs.replace(shipped().alarms, observed=(rule,))
    assert {f.values["key"] for f in faults(with_(alarms=alarms))} == said


@pytest.mark.parametrize(
    ("scale", "item", "limit", "code"),
    [
        ("rass", "rass", {"at_most": -5}, None),
        ("rass", "rass", {"at_most": -6}, "at_least"),
        ("rass", "rass", {"at_least": 4}, None),
        ("rass", "rass", {"at_least": 5}, "at_most"),
        ("sedation", "sedation", {"at_most": -3}, "at_least"),
        ("sedation", "sedation", {"at_most": 0}, None),
        ("suds", "suds", {"at_least": 101}, "at_most"),
    ],
)
def test_a_limit_of_an_observation_can_be_reached(
    scale: str, item: str, limit: dict[str, float], code: str | None
) -> None:
    """Below 0 only where the scale goes there; else it would never raise anything."""
    rule = ObservedRule(scale=scale, item=item, priority=Priority.MEDIUM, **limit)
    alarms = msgspec.structs.replace(shipped().alarms, observed=(rule,))
    found = list(faults(with_(alarms=alarms)))
    assert [f.code for f in found] == ([] if code is None else [code])
    assert all(f.path == ("alarms", "observed", 0, *limit) for f in found)


@pytest.mark.parametrize(
    ("own", "count"),
    [
        ({"systolic": (95, 170), "spo2_low": 91, "mean": (60, 120)}, 0),
        ({"diastolic": (100, 50)}, 1),
        ({"rate": (40, 120)}, 1),
        ({"rate": (50, 140), "systolic": (85, 160)}, 2),
        ({"spo2_low": 90}, 1),
    ],
)
def test_the_limits_of_a_phase_lie_inside_the_high_ones(own: dict[str, Any], count: int) -> None:
    """They are read without those beside them, so nobody has compared them yet."""
    mine = {Phase.INFUSION: PhaseLimits(**own)}
    limits = msgspec.structs.replace(shipped().limits, in_phase=mine)
    assert len(list(faults(with_(limits=limits)))) == count
