"""The short form of `make alarm-study`, and that the study notices what it is there to notice."""

from dataclasses import replace

import pytest

from monitor.events import AlarmChange, AlarmStep, Priority
from tests.alarm_study.__main__ import by_arm, cases, lived
from tests.alarm_study.arms import ARMS
from tests.alarm_study.expected import drawn, share
from tests.alarm_study.outcome import CuffNote, Outcome, Told
from tests.alarm_study.report import Arms, page, promises

SESSIONS = 15


@pytest.fixture(scope="module")
def study() -> Arms:
    """Fifteen ordinary sessions and one of every other arm."""
    return by_arm(map(lived, cases(SESSIONS, seed=1)))


def test_the_promises_are_kept(study: Arms) -> None:
    """No more alarms than pressures that were so, none false, every surge by its repeat."""
    assert [promise.text for promise in promises(study) if not promise.kept] == []


def test_what_is_true_and_grave_is_told(study: Arms) -> None:
    """Or a program without alarms would keep the promises."""
    assert all(study[arm][0].surges() for arm in ("surge", "sudden_surge"))
    assert study["deep"][0].desaturation_told() is True
    assert any(told.kind[0] == "observed" for told in study["deep"][0].raised())


def test_every_arm_is_on_the_page(study: Arms) -> None:
    """And the count and the seed."""
    lines = list(page(study, 1))
    assert lines[0] == "Alarm study: 15 ordinary sessions, seed 1"
    assert all(any(f"| {arm.replace('_', ' ')}" in line for line in lines) for arm in ARMS)


def test_same_seed_same_session() -> None:
    """To the millisecond and the value; another seed is somebody else."""
    once, again, other = (lived(("arm_moved", seed)) for seed in (3, 3, 4))
    assert once == again
    assert once.cuffs != other.cuffs


@pytest.mark.parametrize(
    ("kind", "mark", "percent"),
    [
        ("untreated", "SBP ≥ 160", 10),
        ("untreated", "SBP ≥ 180", 0.7),
        ("untreated", "DBP ≥ 100", 15),
        ("untreated", "DBP ≥ 110", 3),
        ("treated", "SBP ≥ 160", 28),
        ("treated", "SBP ≥ 180", 3.9),
        ("treated", "DBP ≥ 100", 30),
        ("treated", "DBP ≥ 110", 9.6),
    ],
)
def test_the_expected_load_is_that_of_the_clinical_table(
    kind: str, mark: str, percent: float
) -> None:
    """The shares printed in clinical.md 3.5, as far as they are printed."""
    assert 100 * share(drawn(kind), mark) == pytest.approx(percent, abs=1.5)


def told(rule: str, threshold: float, truth: float, **other: bool) -> Told:
    """Make an alarm that sounds."""
    change = AlarmChange(
        t_ms=1000,
        rule=rule,
        step=AlarmStep.RAISED,
        priority=Priority.MEDIUM,
        value=threshold,
        threshold=threshold,
    )
    return Told(change, technical=other.get("technical", False), truth=truth)


def test_a_false_alarm_is_one_that_no_error_explains() -> None:
    """On either side of a limit; a message that makes no sound is none."""
    assert told("systolic.high", 160, truth=140).false
    assert not told("systolic.high", 160, truth=150).false
    assert told("rate.low", 50, truth=60).false
    assert not told("rate.low", 50, truth=40).false
    assert not told("systolic.high", 160, truth=140, technical=True).false
    false = told("spo2.low", 92, truth=97)
    assert false.false
    quiet = replace(false, change=replace(false.change, priority=Priority.LOW))
    assert not quiet.false
    assert not replace(false, doubted=True).false


HIGH, MEDIUM = Priority.HIGH, Priority.MEDIUM


def cuffs(*notes: tuple[float, Priority | None]) -> Outcome:
    """Make a session of cuffs two minutes apart: the true systolic, and the alarm that stands."""
    found = [
        CuffNote(120_000 * number, systolic, 90, (systolic - 3, 90), alarm)
        for number, (systolic, alarm) in enumerate(notes)
    ]
    return Outcome("ordinary", 1, cuffs=found)


def test_a_surge_is_two_cuffs_and_raised_by_the_second() -> None:
    """At once, by the repeat, too late; one cuff is no surge, and what none read needs no alarm."""
    assert cuffs((150, None), (185, HIGH), (186, HIGH)).surges() == [0]
    assert cuffs((150, None), (185, None), (186, HIGH)).surges() == [120_000]
    assert cuffs((185, None), (186, MEDIUM), (187, HIGH)).surges() == [None]
    assert cuffs((185, None), (150, None), (186, None)).surges() == []
    assert cuffs((181, MEDIUM), (182, MEDIUM)).surges() == [0]


def test_each_broken_promise_is_said() -> None:
    """One session that breaks it is enough."""
    calm = cuffs((120, None))
    false = replace(calm, told=[told("spo2.low", 92, truth=97)])
    missed = cuffs((185, None), (186, MEDIUM))
    noisy = replace(calm, told=[told("systolic.high", 160, truth=155)])
    silent = replace(calm, desaturated_ms=60_000)
    studies: list[Arms] = [
        {"ordinary": (calm,)},
        {"ordinary": (noisy,)},
        {"ordinary": (calm,), "probe_off": (false,)},
        {"ordinary": (calm,), "surge": (missed,)},
        {"ordinary": (calm,), "deep": (silent,)},
    ]
    kept = [[promise.kept for promise in promises(arms)] for arms in studies]
    late = [True, True, False]
    assert kept == [[True] * 3, [False, True, True], [True, False, True], late, late]
