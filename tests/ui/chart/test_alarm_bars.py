"""Alarms are boxes from when they were raised until they were cleared, no more than pixels."""

from monitor.episodes import episodes
from monitor.events import AlarmChange, AlarmStep, Priority
from ui.chart.alarm_bars import Bar, Mark, bars, marks

LOW, MEDIUM, HIGH = Priority.LOW, Priority.MEDIUM, Priority.HIGH
U, R, A = AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.ACKNOWLEDGED
L, C = AlarmStep.LATCHED, AlarmStep.CLEARED


def change(
    seq: int, t_ms: int, step: AlarmStep, priority: Priority = MEDIUM, subject: str | None = None
) -> AlarmChange:
    """A step of an alarm."""
    return AlarmChange(
        t_ms=t_ms, seq=seq, rule="systolic.high", step=step, priority=priority, subject=subject
    )


def column(t_ms: float) -> int:
    """A pixel is ten milliseconds."""
    return round(t_ms / 10)


def drawn(*changes: AlarmChange, now_ms: int = 9000) -> tuple[Bar, ...]:
    """The boxes of these."""
    return bars(episodes(changes), column, now_ms)


def test_an_alarm_is_full_while_it_is_so_and_an_outline_while_it_waits() -> None:
    """An answer ends neither."""
    told = drawn(change(1, 100, R), change(2, 200, A), change(3, 400, L), change(4, 900, C))
    assert told == (Bar(40, 90, MEDIUM, False), Bar(10, 40, MEDIUM, True))


def test_a_message_is_an_outline_and_what_goes_on_ends_now() -> None:
    """At its narrowest it still is seen."""
    assert drawn(change(1, 100, R, LOW), now_ms=300) == (Bar(10, 30, LOW, False),)
    assert drawn(change(1, 100, R, HIGH), now_ms=101) == (Bar(10, 15, HIGH, True),)


def test_the_gravest_is_on_top() -> None:
    """Whenever it began."""
    told = drawn(
        change(1, 100, R, HIGH, "a"), change(2, 200, R, LOW, "b"), change(3, 300, R, MEDIUM, "c")
    )
    assert [bar.priority for bar in told] == [LOW, MEDIUM, HIGH]


def test_a_first_breach_is_a_mark_and_no_box() -> None:
    """So is an answer; several in one column are one."""
    changes = [change(1, 100, U), change(2, 103, C), change(3, 104, U), change(4, 300, R)]
    changes += [change(5, 400, A), change(6, 402, R), change(7, 403, A)]
    told = episodes(changes)
    assert set(marks(told, column)) == {Mark(10, U), Mark(40, A)}
    assert [bar.left for bar in bars(told, column, 500)] == [30]


def test_more_alarms_than_pixels_are_no_more_boxes_than_pixels() -> None:
    """A night of alarms is drawn in a moment."""
    many = []
    for n in range(4000):
        many += [change(2 * n, 2 * n, R), change(2 * n + 1, 2 * n + 1, C)]
    assert drawn(*many) == (Bar(0, 805, MEDIUM, True),)
