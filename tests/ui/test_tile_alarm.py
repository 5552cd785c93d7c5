"""A tile's look says what its alarm asks for: seen, confirmed, answered, or nothing."""

import pytest

from monitor.alarm_rule import Key
from monitor.alarm_states import Alarm
from monitor.events import AlarmChange, AlarmStep, Priority
from tests.ui.alarmed import Alarmed
from ui.tile_alarm import TileLook, flashing, look, standing

U, R, A, L = (
    AlarmStep.UNCONFIRMED,
    AlarmStep.RAISED,
    AlarmStep.ACKNOWLEDGED,
    AlarmStep.LATCHED,
)
LOW, MEDIUM, HIGH = Priority.LOW, Priority.MEDIUM, Priority.HIGH
LIT_MEDIUM = TileLook("tile-medium", "in-medium")
LIT_HIGH = TileLook("tile-high", "in-high")
OUTLINE = TileLook("tile-unconfirmed", "in-medium")
QUIET = TileLook()


def alarm(state: AlarmStep, priority: Priority, *, over: bool = False) -> Alarm:
    """One of the rate that stands like this."""
    told = AlarmChange(t_ms=0, rule="rate.high", step=R, priority=priority)
    return Alarm(Key("rate"), told, state, technical=False, over=over)


@pytest.mark.parametrize(
    ("shown", "lit", "dark"),
    [
        (None, QUIET, QUIET),
        (alarm(U, MEDIUM), OUTLINE, OUTLINE),
        (alarm(R, MEDIUM), LIT_MEDIUM, QUIET),
        (alarm(R, HIGH), LIT_HIGH, QUIET),
        (alarm(A, MEDIUM), LIT_MEDIUM, LIT_MEDIUM),
        (alarm(A, HIGH), LIT_HIGH, LIT_HIGH),
        (alarm(L, HIGH, over=True), TileLook("tile-high"), QUIET),
        (alarm(L, MEDIUM, over=True), QUIET, QUIET),
        (alarm(A, HIGH, over=True), QUIET, QUIET),
    ],
    ids=lambda made: f"{made.state}-{made.priority}" if isinstance(made, Alarm) else "",
)
def test_the_look_of_a_tile(shown: Alarm | None, lit: TileLook, dark: TileLook) -> None:
    """While what flashes is on, and while it is off; numbers of what is over are calm."""
    assert look(shown, lit=True) == lit
    assert look(shown, lit=False) == dark


def test_only_what_nobody_answered_flashes() -> None:
    """What is not confirmed is an outline and stays one."""
    assert flashing(alarm(R, MEDIUM)) is MEDIUM
    assert flashing(alarm(L, HIGH, over=True)) is HIGH
    for steady in (None, alarm(U, MEDIUM), alarm(A, HIGH), alarm(L, MEDIUM, over=True)):
        assert flashing(steady) is None


def test_a_tile_shows_the_alarm_of_its_own_family() -> None:
    """One of low priority is a line of the strip and no more."""
    ward = Alarmed()
    assert standing(ward.session, "pressure") is None
    ward.cuff(60, 184)
    shown = standing(ward.session, "pressure")
    assert shown is not None
    assert (shown.priority, shown.state) == (HIGH, R)
    assert standing(ward.session, "rate") is None
    ward.session.alarms.active[Key("rate")] = alarm(R, LOW)
    assert standing(ward.session, "rate") is None
