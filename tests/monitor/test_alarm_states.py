"""The table of an alarm's states leads nowhere it should not; test_alarms.py walks each step."""

import pytest

from monitor.alarm_rule import Key
from monitor.alarm_states import FOLLOWS, Alarm, Sight
from monitor.events import AlarmChange, AlarmStep, Priority

U, R, A = AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.ACKNOWLEDGED
L, C = AlarmStep.LATCHED, AlarmStep.CLEARED


def alarm(state: AlarmStep, *, over: bool = False) -> Alarm:
    """One of medium priority that stands like this."""
    told = AlarmChange(t_ms=0, rule="rate.high", step=R, priority=Priority.MEDIUM)
    return Alarm(Key("rate"), told, state, technical=False, over=over)


def test_an_alarm_begins_with_a_breach_and_with_nothing_else() -> None:
    """What ended, or is the same as ever, begins none."""
    begins = {sight for state, sight in FOLLOWS if state is None}
    assert begins == {Sight.UNCONFIRMED, Sight.NEWS}


def test_no_rule_acknowledges() -> None:
    """Only a person does: no sight leads there."""
    assert A not in FOLLOWS.values()


def test_what_is_cleared_is_gone() -> None:
    """Nothing follows from it; a new breach is a new alarm."""
    assert C not in {state for state, _ in FOLLOWS}


def test_every_state_that_stands_can_be_left() -> None:
    """And news of any of them is told again."""
    stand = {state for state, _ in FOLLOWS} - {None}
    assert stand == {U, R, A, L}
    assert {FOLLOWS[state, Sight.NEWS] for state in stand} == {R}


def test_the_same_once_more_changes_nothing() -> None:
    """In no state."""
    assert Sight.SAME not in {sight for _, sight in FOLLOWS}


@pytest.mark.parametrize(
    ("state", "waits", "confirmed"),
    [(U, False, False), (R, True, True), (A, False, True), (L, True, False)],
)
def test_what_a_state_asks_for(state: AlarmStep, waits: bool, confirmed: bool) -> None:
    """An answer is asked of what is raised, and of what ended before anybody answered."""
    assert (alarm(state).open, alarm(state).confirmed) == (waits, confirmed)


def test_what_has_ended_is_not_confirmed_any_more() -> None:
    """Raised or answered."""
    assert not alarm(R, over=True).confirmed
    assert not alarm(A, over=True).confirmed


def test_its_priority_is_the_one_told_last() -> None:
    """There is no other."""
    assert alarm(R).priority is Priority.MEDIUM
