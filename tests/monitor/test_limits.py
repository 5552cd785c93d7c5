"""Limits: the shipped ones on their edges, a phase's own, one patient's own."""

import msgspec
import pytest

from monitor.events import LimitChange, Phase, Priority
from monitor.limits import beyond, changed, in_phase, levels, passed
from monitor.profile import Limits, shipped
from monitor.settings import HighLimits, PhaseLimits
from tests.monitor.made import NURSE
from tests.monitor.watched import Watched

M, H = Priority.MEDIUM, Priority.HIGH


@pytest.mark.parametrize(
    ("name", "inside", "medium", "high"),
    [
        # clinical table 3.5, the last two columns; the mean has no limit that ships.
        ("systolic", (95, 159), (94, 160, 85, 179), (84, 180)),
        ("diastolic", (50, 99), (49, 100, 40, 109), (39, 110)),
        ("rate", (50, 120), (49, 121, 40, 140), (39, 141)),
        ("spo2", (92, 100), (91, 90), (89,)),
        ("mean", (20, 230), (), ()),
    ],
)
@pytest.mark.parametrize("profile", ["iv-ketamine-40", "iv-ketamine-long", "intranasal-esketamine"])
def test_the_shipped_limits_are_those_of_the_sheet(
    profile: str,
    name: str,
    inside: tuple[float, ...],
    medium: tuple[float, ...],
    high: tuple[float, ...],
) -> None:
    """At the edge: a pressure that stands at its upper limit has passed it, others only beyond."""
    limits = shipped(profile).limits
    for values, priority in ((inside, None), (medium, M), (high, H)):
        for value in values:
            hit = passed(limits, name, value)
            assert (hit[1] if hit else None) is priority, value


@pytest.mark.parametrize(
    ("rule", "value", "limit", "so"),
    [
        ("systolic.high", 160, 160, True),
        ("systolic.low", 95, 95, False),
        ("rate.high", 120, 120, False),
        ("rate.high", 120.5, 120, True),
        ("spo2.low", 92, 92, False),
        ("spo2.low", 91.9, 92, True),
    ],
)
def test_the_edge_belongs_to_a_high_pressure_alone(
    rule: str, value: float, limit: float, so: bool
) -> None:
    """The sheet writes ≥ 160 mmHg, and > 120 bpm."""
    assert beyond(rule, value, limit) is so


def test_levels_are_the_worse_first_and_only_those_there_are() -> None:
    """A clinic may have no limit of high priority."""
    limits = msgspec.structs.replace(shipped().limits, high=HighLimits())
    assert levels(limits, "rate") == [("rate.low", M, 50), ("rate.high", M, 120)]
    assert levels(limits, "spo2") == [("spo2.low", M, 92)]
    assert levels(limits, "mean") == []
    assert [one[1] for one in levels(shipped().limits, "rate")] == [H, H, M, M]


# --- a phase's own -------------------------------------------------------------------------------


def own(**limits: object) -> Limits:
    """The shipped limits, with others in the infusion."""
    mine = {Phase.INFUSION: PhaseLimits(**limits)}  # type: ignore[arg-type]
    return msgspec.structs.replace(shipped().limits, in_phase=mine)


def test_a_phase_has_its_own_where_it_names_them() -> None:
    """What it does not name is the same as everywhere; the high ones stay."""
    limits = own(systolic=(95, 170), spo2_low=94)
    infusion = in_phase(limits, Phase.INFUSION)
    assert (infusion.systolic, infusion.spo2_low) == ((95, 170), 94)
    assert (infusion.rate, infusion.high) == (limits.rate, limits.high)
    assert in_phase(limits, Phase.BASELINE) == limits


def test_a_session_asks_for_those_of_its_phase() -> None:
    """And again when that changes."""
    profile = msgspec.structs.replace(shipped(), limits=own(systolic=(95, 170)))
    w = Watched(profile, Phase.INFUSION)
    assert w.session.limits().systolic == (95, 170)
    assert Watched(profile, Phase.RECOVERY).session.limits().systolic == (95, 160)


# --- a patient's own -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "value", "name", "after"),
    [
        ("systolic.high", 170, "systolic", (95, 170)),
        ("rate.low", 45, "rate", (45, 120)),
        ("spo2.low", 88, "spo2_low", 88),
        ("mean.high", 110, "mean", None),
        ("spo2.high", 99, "spo2_low", 92),
        ("systolic.baseline", 30, "systolic", (95, 160)),
        ("name.low", 1, "systolic", (95, 160)),
    ],
)
def test_one_limit_is_moved_and_no_other(rule: str, value: float, name: str, after: object) -> None:
    """What is no limit, or one the clinic does not have, moves none; the clinic's stay as read."""
    limits = shipped().limits
    moved = changed(limits, rule, value)
    assert getattr(moved, name) == after
    assert msgspec.structs.replace(moved, **{name: getattr(limits, name)}) == limits
    assert limits == shipped().limits


def test_a_patients_own_limit_beyond_the_high_one_counts_from_there_on() -> None:
    """Between the two nobody is alarmed, beyond it at once with high priority."""
    moved = changed(shipped().limits, "rate.high", 150)
    assert passed(moved, "rate", 149) is None
    assert passed(moved, "rate", 151) == ("rate.high", H, 140)


def test_a_patients_own_limit_outlives_the_phase() -> None:
    """The one set last counts, with who set it in the record."""
    w = Watched()
    for t_ms, value in ((1000, 165), (2000, 172)):
        w.tell(LimitChange(t_ms=t_ms, rule="systolic.high", value=value, before=160, by=NURSE))
    assert w.session.limits().systolic == (95, 172)
    w.cuff(60, 171)
    assert w.steps() == []
