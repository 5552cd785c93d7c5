"""A session played once more: what was taken by when, in its order, and nothing judged anew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import profile
from monitor.events import AlarmChange, AlarmStep, Entry, Event, Priority, Second
from monitor.history import History
from monitor.session import Session
from monitor.vitals import Vital
from tests.ui.saved_sessions import MINUTE, corrected, infusion, seconds, seen, start, taken
from ui.review.replaying import Replaying

END_MS = 75 * MINUTE


def history(entries: list[Entry], end_ms: int = 0) -> History:
    """A saved session with these entries and its seconds, the second minute missing."""
    made = History(start(), taken(entries))
    for second in seconds(end_ms, range(1, 2)):
        made.t_ms.append(second.t_ms)
        for vital, column in made.columns.items():
            value = second.values.get(vital)
            column.append(float("nan") if value is None else value)
    return made


def alarm(minute: float, step: AlarmStep, priority: Priority = Priority.MEDIUM) -> AlarmChange:
    """A step of an alarm."""
    return AlarmChange(
        t_ms=round(minute * MINUTE), rule="systolic.high", step=step, priority=priority, value=166
    )


def test_everything_comes_once_and_in_order() -> None:
    """In one go or in many: entries by their number, each second once it has closed."""
    saved = history(infusion(), 3 * MINUTE)
    in_one = list(Replaying(saved).until(END_MS))
    replaying = Replaying(saved)
    in_many = [event for t_ms in range(0, END_MS + 1, 7_900) for event in replaying.until(t_ms)]
    in_many += replaying.until(END_MS)
    assert in_one == in_many
    assert [e.seq for e in in_one if isinstance(e, Entry)] == list(range(1, len(infusion()) + 1))
    closed = [event.t_ms for event in in_one if isinstance(event, Second)]
    assert closed == list(range(0, END_MS - 1000, 1000))


def test_a_second_tells_what_was_stored_and_an_empty_one_ticks() -> None:
    """Nothing is carried over a gap."""
    values: dict[int, object] = {}
    for event in Replaying(history([], 3 * MINUTE)).until(3 * MINUTE):
        assert isinstance(event, Second)
        values[event.t_ms] = event.values.get(Vital.SPO2)
    assert values[0] == 97
    assert values[MINUTE] is None
    assert values[2 * MINUTE] == 97


def test_what_was_entered_late_comes_late() -> None:
    """It was not known before, though it was true."""
    (late,) = taken([seen(5, "nausea", 3)])
    assert late.at is not None
    late = replace(late, entered_at=late.at + timedelta(minutes=20))
    replaying = Replaying(History(start(), [late]))
    assert late not in replaying.until(25 * MINUTE - 1)
    assert late in replaying.until(25 * MINUTE)


def test_a_clock_that_was_set_back_reorders_nothing() -> None:
    """What has the higher number was taken later."""
    first, second = taken([seen(9, "nausea", 3), seen(8, "nausea", 1)])
    replaying = Replaying(History(start(), [second, first]))
    assert [e for e in replaying.until(END_MS) if isinstance(e, Entry)] == [first, second]
    assert replaying.rewind(9 * MINUTE - 1).entries == []
    assert replaying.rewind(9 * MINUTE).entries == [first, second]


@pytest.mark.parametrize("t_ms", [0, 999, 1250, 61_000, 10 * MINUTE, END_MS])
def test_a_rewind_knows_what_was_known_then_and_goes_on_from_there(t_ms: int) -> None:
    """The two together are the session, with nothing twice."""
    saved = history(corrected(infusion()), 12 * MINUTE)
    whole = list(Replaying(saved).until(END_MS))
    replaying = Replaying(saved)
    known = replaying.rewind(t_ms)
    before, rest = list(Replaying(saved).until(t_ms)), list(replaying.until(END_MS))
    assert before + rest == whole
    assert known.entries == [e for e in before if isinstance(e, Entry)]
    assert list(known.t_ms) == [e.t_ms for e in before if isinstance(e, Second) and e.values]
    assert {len(column) for column in known.columns.values()} == {len(known.t_ms)}
    assert not known.ended


def test_a_correction_is_applied_when_it_was_made() -> None:
    """A minute before it the slip still stands."""
    saved = history(corrected([]))
    session = Session(profile.shipped(), saved.start)
    replaying = Replaying(saved)

    def nausea_at(minute: float) -> set[float | None]:
        for event in replaying.until(round(minute * MINUTE)):
            session.apply(event)
        return {seen.score for seen in session.observations("nausea") if seen.t_ms == 44 * MINUTE}

    assert nausea_at(44.5) == {6, 3}
    assert nausea_at(46) == {3}


def test_alarms_are_those_of_that_day() -> None:
    """A reading beyond every limit raises nothing: it is applied, not decided on."""
    saved = history([*infusion(), alarm(20, AlarmStep.RAISED)])
    told: list[Event] = [
        event for event in Replaying(saved).until(END_MS) if isinstance(event, AlarmChange)
    ]
    assert told == [saved.entries[-1]]


def test_the_next_alarm_is_one_that_was_raised() -> None:
    """Not a message, not what was never confirmed, not the end of one."""
    replaying = Replaying(
        history(
            [
                alarm(1, AlarmStep.UNCONFIRMED),
                alarm(2, AlarmStep.RAISED),
                alarm(3, AlarmStep.CLEARED),
                alarm(4, AlarmStep.RAISED, Priority.LOW),
                alarm(5, AlarmStep.RAISED, Priority.HIGH),
            ]
        )
    )
    assert replaying.next_alarm_ms(-1) == 2 * MINUTE
    assert replaying.next_alarm_ms(2 * MINUTE) == 5 * MINUTE
    assert replaying.next_alarm_ms(5 * MINUTE) is None
