"""What another profile would have done, beside what was recorded."""

from dataclasses import replace

import msgspec

from monitor.events import AlarmChange, AlarmStep, Priority
from monitor.policy import (
    LAST,
    Comparison,
    answers,
    compared,
    counts,
    given_alike,
    of_the_patient,
    tried,
)
from monitor.profile import Profile, parse, shipped
from monitor.toml_lines import edited
from tests.monitor.lived import QUIET, SURGE, Lived
from tests.monitor.made import NURSE

HISTORY = Lived(SURGE, answered=True).history()
CALM = Lived(QUIET).history()


def with_high(limit: float) -> Profile:
    """The shipped profile with another upper limit of systolic pressure."""
    return parse(edited(shipped().text, {("limits", "systolic"): f"[95, {limit:g}]"}))


def change(t_ms: int, rule: str = "rate.high", **of_it: object) -> AlarmChange:
    """An alarm is raised."""
    made = AlarmChange(t_ms=t_ms, rule=rule, step=AlarmStep.RAISED, priority=Priority.MEDIUM)
    return replace(made, **of_it)  # type: ignore[arg-type]


def test_under_its_own_profile_a_session_gives_what_it_recorded() -> None:
    """Every step, and not only what was loud."""
    found = compared(HISTORY)
    assert found.same
    steps = [one.step for one in found.recorded]
    assert steps == [AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.CLEARED]
    assert all(pair.both for pair in found.pairs())


def test_a_higher_limit_would_not_have_alarmed() -> None:
    """The recorded alarm stands alone then; what is left is a message, of another rule."""
    found = compared(HISTORY, with_high(175))
    assert not found.same
    alarm, message = sorted(found.pairs(), key=lambda pair: pair.recorded is None)
    assert (alarm.change.rule, alarm.replayed, alarm.both) == ("systolic.high", None, False)
    assert (message.change.rule, message.recorded) == ("change.systolic", None)


def test_a_lower_limit_would_have_alarmed_where_nothing_was_recorded() -> None:
    """And nobody answered that."""
    (pair,) = compared(CALM, with_high(126)).pairs()
    assert (pair.recorded, pair.both) == (None, False)
    assert pair.change.threshold == 126


def test_a_limit_that_moved_below_a_value_makes_no_other_alarm() -> None:
    """It is the same alarm at the same moment, though its threshold is another."""
    found = compared(HISTORY, with_high(163))
    assert not found.same
    assert [pair.both for pair in found.pairs()] == [True]


def test_alarms_are_paired_one_to_one_and_told_by_time() -> None:
    """Two alike at one moment need two on the other side; another priority is another alarm."""
    grave = change(2000, priority=Priority.HIGH)
    found = Comparison([change(1000), change(1000), change(3000)], [grave, change(1000)])
    told = [(p.change.t_ms, p.recorded is not None, p.replayed is not None) for p in found.pairs()]
    assert told == [
        (1000, True, True),
        (1000, True, False),
        (2000, False, True),
        (3000, True, False),
    ]


def test_counts_are_of_what_was_raised_by_priority() -> None:
    """The highest first, and a step that raises nothing counts nowhere."""
    steps = [change(0), change(1), change(2, priority=Priority.LOW)]
    steps.append(change(3, step=AlarmStep.LATCHED))
    assert list(counts(steps).items()) == [("high", 0), ("medium", 2), ("low", 1)]


def test_the_patients_alarms_are_those_that_limits_decide() -> None:
    """A cable that was out would alarm under any limits, and a message is no alarm."""
    message = change(3, "change.systolic", priority=Priority.LOW)
    steps = [change(0, "link"), change(1, "missing"), change(2, "spo2.low"), message]
    assert [one.rule for one in of_the_patient(steps)] == ["spo2.low"]


def test_an_answer_is_found_by_the_alarm_it_is_of() -> None:
    """Its number is that of the change the nurse saw."""
    (raised,) = (one for one in compared(HISTORY).recorded if one.step is AlarmStep.RAISED)
    assert {seq: one.by for seq, one in answers(HISTORY).items()} == {raised.seq: NURSE}


def test_a_profile_is_tried_on_so_many_sessions_and_reads_no_more() -> None:
    """In their order, each with its number."""
    read: list[int] = []

    def sessions() -> object:
        for number in range(100, 0, -1):
            read.append(number)
            yield number, CALM if number % 2 else HISTORY

    found = list(tried(sessions(), with_high(175)))  # type: ignore[arg-type]
    assert [one.session for one in found] == read == list(range(100, 100 - LAST, -1))
    assert [len(one.recorded) for one in found[:2]] == [1, 0]
    assert not any(one.replayed for one in found)
    assert found[0].start is HISTORY.start


def test_a_spray_is_no_infusion() -> None:
    """Its sessions say nothing about an infusion's limits; an unreadable profile is not judged."""
    assert given_alike(CALM, shipped())
    assert not given_alike(CALM, shipped("intranasal-esketamine"))
    lost = msgspec.structs.replace(shipped(), text="")
    start = replace(CALM.start, profile=lost.text)
    assert given_alike(replace(CALM, start=start), shipped("intranasal-esketamine"))
