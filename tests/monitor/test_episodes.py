"""What became of an alarm is read off its changes, in the order they were taken."""

from dataclasses import replace

from monitor.alarm_rule import Key
from monitor.episodes import Episode, Stretch, episodes
from monitor.events import AlarmChange, AlarmStep, Entry, Note, Priority

U, R, A = AlarmStep.UNCONFIRMED, AlarmStep.RAISED, AlarmStep.ACKNOWLEDGED
L, C, D = AlarmStep.LATCHED, AlarmStep.CLEARED, AlarmStep.ANSWERED
MEDIUM, HIGH = Priority.MEDIUM, Priority.HIGH


def change(t_ms: int, step: AlarmStep, value: float = 164, **given: object) -> AlarmChange:
    """One step of the pressure's alarm, numbered by its time."""
    made = AlarmChange(
        t_ms=t_ms,
        seq=t_ms,
        rule="systolic.high",
        step=step,
        priority=MEDIUM,
        value=value,
        threshold=160,
    )
    return replace(made, **given)  # type: ignore[arg-type]


def one(*changes: Entry) -> Episode:
    """The only alarm of these."""
    (found,) = episodes(changes)
    return found


def test_an_alarm_is_told_from_its_first_sign_to_its_end() -> None:
    """A repeat confirmed it, somebody answered, it ended."""
    told = one(change(1, U), change(2, R, 166), change(3, A, by="Haddad"), change(4, C))
    assert (told.key, told.began_ms, told.over_ms, told.ended_ms) == (Key("pressure"), 1, 4, 4)
    assert told.raised
    assert [c.by for c in told.steps(A)] == ["Haddad"]
    assert list(told.stretches()) == [Stretch(1, 2, U, MEDIUM), Stretch(2, 4, R, MEDIUM)]


def test_what_nobody_confirmed_was_never_raised() -> None:
    """It is over with the next pressure inside."""
    told = one(change(1, U), change(5, C))
    assert not told.raised
    assert told.worst.step is U
    assert list(told.stretches()) == [Stretch(1, 5, U, MEDIUM)]


def test_what_goes_on_has_no_end() -> None:
    """Neither is it over."""
    told = one(change(1, R))
    assert (told.over_ms, told.ended_ms) == (None, None)
    assert list(told.stretches()) == [Stretch(1, None, R, MEDIUM)]


def test_what_ended_unanswered_is_over_before_it_is_cleared() -> None:
    """It waits for somebody in between."""
    told = one(change(1, R), change(3, L), change(7, A), change(8, C))
    assert (told.over_ms, told.ended_ms) == (3, 8)
    assert list(told.stretches()) == [Stretch(1, 3, R, MEDIUM), Stretch(3, 8, L, MEDIUM)]


def test_what_came_back_is_over_only_at_its_last_end() -> None:
    """Latched, raised again, and over for good."""
    told = one(change(1, R), change(3, L), change(5, R), change(9, L))
    assert told.over_ms == 9
    back = one(change(1, R), change(3, L), change(5, R))
    assert back.over_ms is None


def test_the_worst_is_the_gravest_and_then_the_furthest() -> None:
    """An alarm that grew is told by what it grew to."""
    grew = one(
        change(1, R, 166), change(2, R, 184, priority=HIGH, threshold=180), change(3, R, 171)
    )
    assert (grew.worst.value, grew.worst.priority) == (184, HIGH)
    assert one(change(1, R, 166), change(2, R, 178), change(3, R, 170)).worst.value == 178
    assert [s.priority for s in grew.stretches()] == [MEDIUM, HIGH, MEDIUM]


def test_after_its_end_another_alarm_begins() -> None:
    """What was done is told of the one it was for, over or not."""
    first, second = episodes(
        [change(1, R), change(2, C), change(3, D, reason="repeated"), change(4, U)]
    )
    assert [c.reason for c in first.steps(D)] == ["repeated"]
    assert (first.began_ms, second.began_ms) == (1, 4)


def test_two_devices_have_an_alarm_each() -> None:
    """Of one family, in the order they began; other entries are none."""
    lost = change(1, R, rule="link", subject="nonin")
    also = change(2, R, rule="link", subject="ge-dinamap")
    back = change(3, C, rule="link", subject="nonin")
    found = episodes([also, back, Note(t_ms=0, seq=9, text="x"), lost])
    assert [(e.key.subject, e.ended_ms) for e in found] == [("nonin", 3), ("ge-dinamap", None)]


def test_an_end_without_a_beginning_is_no_alarm() -> None:
    """Nothing is made up of a record's half."""
    assert episodes([change(1, C), change(2, A)]) == []
