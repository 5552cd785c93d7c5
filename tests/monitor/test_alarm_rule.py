"""What holds of every rule, and of all of them together under whatever happens at a bedside."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import catalogue
from monitor.alarm_rule import RANK, Condition, Key, family
from monitor.alarms import RULES
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffReading,
    Event,
    Judgement,
    Priority,
    Second,
    Verdict,
)
from monitor.vitals import Vital
from tests.monitor.watched import A, C, L, R, U, Watched

H, M = Priority.HIGH, Priority.MEDIUM
FOUND = {name: module.RULE for name, module in catalogue.modules(RULES).items()}


@pytest.mark.parametrize("rule", FOUND.values(), ids=FOUND)
def test_a_rule_names_what_it_gives_by_its_families(rule: Any) -> None:  # noqa: ANN401 - any rule
    """Or its alarms would be looked for under another key."""
    assert {family(name) for name in rule.names} == set(rule.families)


def test_no_family_belongs_to_two_rules() -> None:
    """One would end what the other raised."""
    families = [name for rule in FOUND.values() for name in rule.families]
    assert len(families) == len(set(families))


@pytest.mark.parametrize(
    ("value", "threshold", "excess"),
    [(176, 160, 0.1), (81, 90, 0.1), (None, 90, 0), (90, None, 0), (5, 0, 0), (-5, -4, 0.25)],
)
def test_excess_is_a_share_of_the_limit(
    value: float | None, threshold: float | None, excess: float
) -> None:
    """So that mmHg and percent can be compared; nothing where there is no limit."""
    condition = Condition("systolic.high", M, value, threshold)
    assert condition.excess == pytest.approx(excess)


# --- against an oracle that knows nothing of how it is done ------------------------------------

RATES = st.sampled_from([None, 70, 70, 39, 49, 50, 117, 118, 121, 131, 145])
SPO2 = st.sampled_from([None, 97, 97, 88, 89, 90, 91, 92, 93, 94])
SECONDS = st.tuples(st.just("seconds"), st.integers(1, 16), RATES, SPO2)
CUFF = st.tuples(
    st.just("cuff"),
    st.sampled_from([130, 152, 155, 158, 164, 176, 184, 90, 80]),
    st.sampled_from([60, 79, 79, 96, 101, 112, 45]),
    st.booleans(),
)
WAIT = st.tuples(st.just("wait"), st.sampled_from([30, 90, 200, 310]))
ANSWER = st.tuples(st.just("answer"))
JUDGE = st.tuples(st.just("judge"), st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED]))
HAPPENINGS = st.lists(st.one_of(SECONDS, SECONDS, CUFF, WAIT, ANSWER, JUDGE), max_size=14)


def live(happenings: list[tuple[Any, ...]]) -> Watched:
    """A session to which all this happens, one after the other."""
    w = Watched()
    w.tick_to(12_000)
    for what, *how in happenings:
        now_s = w.clock.now_ms() / 1000
        if what == "seconds":
            w.last(how[0], heart_rate=how[1], spo2=how[2])
        elif what == "cuff":
            mean = how[1] + (how[0] - how[1]) / 3 + (16 if how[2] else 0)
            w.cuff(now_s, how[0], how[1], mean)
        elif what == "wait":
            w.tick_to(w.clock.now_ms() + how[0] * 1000)
        elif what == "answer":
            for alarm in w.session.alarms.standing():
                if alarm.open:
                    w.acknowledge(now_s, alarm.key)
        elif cuffs := w.all(CuffReading):
            w.judge(now_s, cuffs[-1], how[0])
    return w


class Seen(NamedTuple):
    """After a second and all that was taken until the next: what is known, what was told."""

    now_ms: int
    taken: list[Event]
    told: list[AlarmChange]
    standing: dict[Key, AlarmChange]
    """By key the last step of each that was not cleared, with the priority it was told with."""


def second_by_second(w: Watched) -> Iterator[Seen]:
    """The record as it grew."""
    places = [i for i, event in enumerate(w.stored) if isinstance(event, Second)]
    for place, until in pairwise([*places, len(w.stored)]):
        taken = w.stored[:until]
        told = [e for e in w.stored[place:until] if isinstance(e, AlarmChange)]
        standing: dict[Key, AlarmChange] = {}
        for change in (e for e in taken if isinstance(e, AlarmChange)):
            key = Key(family(change.rule), change.subject)
            standing[key] = change
            if change.step is C:
                del standing[key]
        yield Seen(w.stored[place].t_ms + 1000, taken, told, standing)


def passed_since(
    seen: Seen, vital: Vital, low: float, high: float
) -> tuple[int, float, float] | None:
    """How long the values of late were all beyond, the least and the greatest; None: they are not.

    A value is known for ten seconds.
    """
    known = [(s.t_ms, s.values[vital]) for s in seen.taken if isinstance(s, Second) and s.values]
    run: list[tuple[int, float]] = []
    later_ms = seen.now_ms - 1000
    for t_ms, value in reversed(known):
        if value is None:
            continue
        if later_ms - t_ms > 10_000 - (0 if run else 1) or low <= value <= high:
            break
        if run and (value < low) != (run[-1][1] < low):
            break
        run.append((t_ms, value))
        later_ms = t_ms
    if not run:
        return None
    values = [value for _, value in run]
    return run[0][0] + 1000 - run[-1][0], min(values), max(values)


LIMITS = {
    Key("rate"): (Vital.HEART_RATE, 10_000, 10, {M: (50, 120), H: (40, 140)}),
    Key("spo2"): (Vital.SPO2, 15_000, 3, {M: (92, 101), H: (90, 101)}),
}


@settings(max_examples=40, deadline=None)
@given(HAPPENINGS)
def test_vitals_alarm_when_and_only_when_they_have_to(happenings: list[tuple[Any, ...]]) -> None:
    """No alarm without its condition, no condition past its delay without one, none answered away.

    A condition of a higher priority, or a worse value, is never hidden behind an answer.
    """
    for seen in second_by_second(live(happenings)):
        for key, (vital, delay_ms, worse, limits) in LIMITS.items():
            due = {}
            for priority, (low, high) in limits.items():
                run = passed_since(seen, vital, low, high)
                if run is not None and run[0] >= delay_ms:
                    due[priority] = run
            told = [c for c in seen.told if family(c.rule) == key.family]
            standing = seen.standing.get(key)
            for change in told:
                assert change.step is not R or change.priority in due, (change, due)
                assert change.step not in {L, C} or not due or change.step is C
            for priority, run in due.items():
                assert standing is not None, (seen.now_ms, priority)
                assert standing.step in {R, A}
                assert RANK[_told_with(seen, key)] >= RANK[priority]
                if standing.step is A and standing.value is None:
                    last = _last_raised(seen, key)
                    extreme = run[1] if last.rule.endswith(".low") else run[2]
                    assert last.value is not None
                    assert abs(extreme - last.value) < worse or _within(extreme, last)


def _within(extreme: float, told: AlarmChange) -> bool:
    """Whether a value is nearer to the limit than what was told."""
    value = told.value or 0
    return extreme >= value if told.rule.endswith(".low") else extreme <= value


def _last_raised(seen: Seen, key: Key) -> AlarmChange:
    changes = [e for e in seen.taken if isinstance(e, AlarmChange)]
    raised = [c for c in changes if family(c.rule) == key.family and c.step is R]
    return raised[-1]


def _told_with(seen: Seen, key: Key) -> Priority:
    return _last_raised(seen, key).priority


# --- pressure ------------------------------------------------------------------------------------


def grave(cuff: CuffReading) -> Priority | None:
    """The sheet's numbers, as they stand there (clinical table 3.5)."""
    systolic, diastolic = cuff.systolic or 0, cuff.diastolic or 0
    if systolic >= 180 or systolic < 85 or diastolic >= 110 or diastolic < 40:
        return H
    outside = systolic >= 160 or systolic < 95 or diastolic >= 100 or diastolic < 50
    return M if outside else None


def wanted(taken: list[Event], now_ms: int) -> tuple[AlarmStep | None, Priority | None]:
    """RAISED and how gravely, UNCONFIRMED, or nothing: by the last two pressures alone."""
    words = {e.of: e for e in taken if isinstance(e, Judgement)}
    known = []
    for cuff in (e for e in taken if isinstance(e, CuffReading)):
        word = words.get(cuff.seq or 0)
        if word is None or not word.by or word.verdict is not Verdict.REJECTED:
            known.append((cuff, word.verdict if word else Verdict.ACCEPTED))
    if not known:
        return None, None
    last, verdict = known[-1]
    doubted = verdict is not Verdict.ACCEPTED
    worst = None if verdict is Verdict.REJECTED else grave(last)
    if worst is None and not doubted:
        return None, None
    second = False
    if len(known) > 1 and last.t_ms - known[-2][0].t_ms <= 300_000:
        before, said = known[-2]
        second = said is not Verdict.ACCEPTED or grave(before) is not None
    waited = worst is not None and now_ms - last.t_ms > 300_000
    if second or waited or (worst is H and not doubted):
        return R, worst or M
    return U, None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(CUFF, CUFF, WAIT, ANSWER, JUDGE), max_size=12))
def test_pressure_alarms_when_and_only_when_it_has_to(happenings: list[tuple[Any, ...]]) -> None:
    """Confirmed by a second one, by its height, or by nobody asking again; never hidden."""
    w, key, state = live(happenings), Key("pressure"), None
    for place, change in enumerate(w.stored):
        if isinstance(change, AlarmChange) and family(change.rule) == "pressure":
            step, priority = wanted(w.stored[:place], change.t_ms)
            if change.step is R:
                # What is in alarm or was just now waits for no repeat.
                assert step is R or (step is U and state in {A, L})
                assert priority is None or RANK[change.priority] >= RANK[priority]
            elif change.step is U:
                assert step is U
            elif change.step in {L, C} and state is not L and change.of is not None:
                assert step is None or state is A
            state = change.step
    for seen in second_by_second(w):
        step, priority = wanted(seen.taken, seen.now_ms)
        standing = seen.standing.get(key)
        if step is not None:
            assert standing is not None
            assert standing.step in ({R, A} if step is R else {U, R, A})
        if priority is not None:
            assert RANK[_told_with(seen, key)] >= RANK[priority]
