"""A rate or a saturation that a person typed: judged at once, beside what is measured."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from monitor.alarm_rule import Key
from monitor.events import (
    AlarmChange,
    Correction,
    Entry,
    Event,
    LimitChange,
    LinkState,
    ManualVitals,
    Phase,
    PowerChange,
    PowerStep,
    Priority,
    Second,
    SessionKind,
    SessionStart,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.session import Session
from monitor.settings import PhaseLimits
from monitor.vitals import Vital
from tests.monitor.made import DEVICE, NURSE, link, phase
from tests.monitor.watched import C, L, R, Watched

M, H = Priority.MEDIUM, Priority.HIGH
RATE, SPO2 = Key("rate"), Key("spo2")


def type_(w: Watched, **values: Any) -> int:  # noqa: ANN401 - whichever are typed
    """A person types vitals now; return the number of the entry."""
    w.tell(ManualVitals(t_ms=w.clock.now_ms(), by=NURSE, **values))
    seq = w.all(ManualVitals)[-1].seq
    assert seq is not None
    return seq


def take_back(w: Watched, seq: int) -> None:
    """A person says that it never was."""
    w.tell(Correction(t_ms=w.clock.now_ms(), by=NURSE, of=seq, reason="entry_error"))


def wait(w: Watched, seconds: float) -> None:
    """Time passes, and nothing is measured."""
    w.tick_to(w.clock.now_ms() + round(seconds * 1000))


def lose(w: Watched) -> None:
    """The monitor is gone."""
    w.tell(link(w.clock.now_ms(), LinkState.LOST))


def told(w: Watched, key: Key) -> list[tuple[Any, ...]]:
    """What became of one alarm, and of which value."""
    return [(c.step, c.priority, c.value) for c in w.all(AlarmChange) if c.rule.startswith(key[0])]


# --- at once -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "rule", "priority", "limit"),
    [
        ({"spo2": 91}, "spo2.low", M, 92),
        ({"spo2": 89}, "spo2.low", H, 90),
        ({"spo2": 42}, "spo2.low", H, 90),
        ({"pulse_rate": 15}, "rate.low", H, 40),
        ({"pulse_rate": 121}, "rate.high", M, 120),
        ({"pulse_rate": 39}, "rate.low", H, 40),
        ({"heart_rate": 141}, "rate.high", H, 140),
        ({"heart_rate": 130, "pulse_rate": 70}, "rate.high", M, 120),
    ],
)
def test_beyond_a_limit_it_is_told_at_once(
    typed: dict[str, float], rule: str, priority: Priority, limit: float
) -> None:
    """A person looked: no second one has to agree."""
    w = Watched()
    w.tick_to(60_000)
    type_(w, **typed)
    (change,) = w.changes(rule)
    assert (change.step, change.priority, change.threshold) == (R, priority, limit)
    assert change.value == next(iter(typed.values()))
    assert change.t_ms == 60_000


@pytest.mark.parametrize(
    "typed",
    [
        {"spo2": 92},
        {"pulse_rate": 50},
        {"pulse_rate": 120},
        {"heart_rate": 70, "pulse_rate": 160},
        {"resp_rate": 4},
    ],
)
def test_inside_nothing_is_told(typed: dict[str, float]) -> None:
    """On the limit too; the heart's own rate is the rate."""
    w = Watched()
    type_(w, **typed)
    wait(w, 60)
    assert w.changes() == []


def test_the_patients_own_limits_hold_for_it() -> None:
    """Who lives with 86 is in alarm below that, and a limit set later ends or begins it."""
    w = Watched()
    w.tell(LimitChange(t_ms=0, rule="spo2.low", value=86, before=92, by=NURSE))
    type_(w, spo2=87)
    assert w.changes() == []
    type_(w, spo2=85)
    assert told(w, SPO2) == [(R, H, 85)]
    w.tell(LimitChange(t_ms=1000, rule="spo2.low", value=80, before=86, by=NURSE))
    assert w.steps_of(SPO2) == [R, L]


def test_the_limits_of_the_phase_hold_for_it() -> None:
    """What was typed before is judged by the phase that begins."""
    limits = msgspec.structs.replace(
        shipped().limits, in_phase={Phase.BASELINE: PhaseLimits(rate=(50, 135))}
    )
    w = Watched(msgspec.structs.replace(shipped(), limits=limits))
    type_(w, pulse_rate=130)
    assert w.changes() == []
    w.tell(phase(1000, Phase.INFUSION))
    assert told(w, RATE) == [(R, M, 130)]


def test_what_is_typed_next_ends_it() -> None:
    """Of one vital; another's is left alone. Beyond once more is told if it is worse."""
    w = Watched()
    type_(w, spo2=91, pulse_rate=130)
    wait(w, 30)
    type_(w, spo2=85)
    type_(w, spo2=92)
    assert told(w, SPO2) == [(R, M, 91), (R, H, 85), (L, H, 85)]
    assert told(w, RATE) == [(R, M, 130)]


def test_it_stands_until_then_and_asks_again_after_an_answer() -> None:
    """As a pressure does: the profile's ten minutes."""
    w = Watched()
    type_(w, spo2=91)
    w.acknowledge(1, SPO2)
    w.tick_to(598_000)
    assert w.steps_of(SPO2) == [R, "acknowledged"]
    w.tick_to(603_000)
    assert w.steps_of(SPO2)[-1] is R


def test_an_older_moment_told_late_is_not_what_is_known_last() -> None:
    """Typed for ten seconds ago: the newer one speaks."""
    w = Watched()
    w.tick_to(60_000)
    type_(w, spo2=97)
    w.tell(ManualVitals(t_ms=50_000, spo2=85, by=NURSE))
    assert w.changes() == []


# --- beside a device -----------------------------------------------------------------------------


def test_a_typed_value_ends_what_a_lost_device_left() -> None:
    """Link lost at 84, somebody looks: 99."""
    w = Watched()
    w.last(20, spo2=84)
    lose(w)
    wait(w, 30)
    assert w.steps_of(SPO2) == [R]
    type_(w, spo2=99)
    assert w.steps_of(SPO2) == [R, L]


def test_a_typed_value_just_after_the_loss_waits_until_the_measured_one_is_gone() -> None:
    """A number that is still on the screen is not talked away."""
    w = Watched()
    w.last(20, spo2=84)
    lose(w)
    type_(w, spo2=99)
    wait(w, 5)
    assert w.steps_of(SPO2) == [R]
    wait(w, 10)
    assert w.steps_of(SPO2) == [R, L]


def test_a_typed_value_does_not_talk_away_what_is_measured() -> None:
    """Neither an alarm that stands nor the seconds on the way to one."""
    w = Watched()
    w.last(10, spo2=84)
    type_(w, spo2=99)
    w.last(5, spo2=84)
    assert told(w, SPO2) == [(R, H, 84)]
    type_(w, spo2=99)
    w.last(60, spo2=84)
    assert w.steps_of(SPO2) == [R]


def test_a_typed_value_does_not_end_what_the_seconds_count_anew() -> None:
    """One second better, then beyond again: the alarm stands, and not for what was typed."""
    w = Watched()
    w.last(20, spo2=84)
    w.last(1, spo2=93)
    w.last(3, spo2=84)
    type_(w, spo2=99)
    w.last(40, spo2=84)
    assert w.steps_of(SPO2) == [R]


def test_a_look_at_what_the_seconds_still_count_is_told_at_once() -> None:
    """Five seconds of 84, and somebody types it: the other ten are not waited for."""
    w = Watched()
    w.last(5, spo2=84)
    type_(w, spo2=84)
    assert told(w, SPO2) == [(R, H, 84)]
    w.last(30, spo2=84)
    assert w.steps_of(SPO2) == [R]


def test_a_second_after_it_speaks_again() -> None:
    """Fifteen of them raise as always, whatever was typed before."""
    w = Watched()
    type_(w, spo2=99)
    w.last(14, spo2=88)
    assert w.changes() == []
    w.last(2, spo2=88)
    assert told(w, SPO2) == [(R, H, 88)]


def test_seconds_inside_end_it_after_their_time() -> None:
    """Ten seconds well inside that came after it, however long before they were so."""
    w = Watched()
    w.last(60, spo2=98)
    type_(w, spo2=84)
    assert w.steps_of(SPO2) == [R]
    w.last(8, spo2=98)
    assert w.steps_of(SPO2) == [R]
    w.last(4, spo2=98)
    assert w.steps_of(SPO2) == [R, L]


def test_a_typed_value_ends_what_is_neither_beyond_nor_over_by_its_seconds() -> None:
    """Typed 84, measured 93: not well inside. Typed 95 is another look."""
    w = Watched()
    w.last(10, spo2=93)
    type_(w, spo2=84)
    w.last(30, spo2=93)
    assert w.steps_of(SPO2) == [R]
    type_(w, spo2=95)
    assert w.steps_of(SPO2) == [R, L]


# --- taken back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("answered", [False, True])
def test_taken_back_it_leaves_no_alarm(answered: bool) -> None:
    """Nobody ever had 48; what nobody answered stays to be answered."""
    w = Watched()
    seq = type_(w, pulse_rate=48)
    if answered:
        w.acknowledge(1, RATE)
    take_back(w, seq)
    assert w.steps_of(RATE)[-1] is (C if answered else L)
    assert not w.session.in_alarm(RATE)


def test_corrected_it_is_judged_by_what_it_is_now() -> None:
    """48 was meant to be 84; and 84 a slip for 48."""
    w = Watched()
    w.tick_to(60_000)
    seq = type_(w, pulse_rate=48)
    take_back(w, seq)
    w.tell(ManualVitals(t_ms=60_000, pulse_rate=84, by=NURSE))
    assert w.steps_of(RATE) == [R, L]
    take_back(w, w.all(ManualVitals)[-1].seq or 0)
    w.tell(ManualVitals(t_ms=60_000, pulse_rate=48, by=NURSE))
    assert w.steps_of(RATE) == [R, L, R]


def test_taken_back_what_was_typed_before_speaks_again() -> None:
    """One look is gone, the one before it is not."""
    w = Watched()
    type_(w, spo2=85)
    wait(w, 30)
    seq = type_(w, spo2=98)
    assert w.steps_of(SPO2) == [R, L]
    take_back(w, seq)
    assert w.steps_of(SPO2) == [R, L, R]


def test_taken_back_a_good_value_leaves_what_was_measured() -> None:
    """It ended an alarm that the seconds had raised: there it is again."""
    w = Watched()
    w.last(20, spo2=84)
    lose(w)
    wait(w, 30)
    seq = type_(w, spo2=99)
    take_back(w, seq)
    assert told(w, SPO2) == [(R, H, 84), (L, H, 84), (R, H, 84)]


def test_taken_back_a_bad_value_leaves_what_was_measured() -> None:
    """An alarm the seconds had raised stands on."""
    w = Watched()
    w.last(20, spo2=84)
    lose(w)
    wait(w, 30)
    seq = type_(w, spo2=80)
    take_back(w, seq)
    assert told(w, SPO2) == [(R, H, 84), (R, H, 80)]
    assert w.session.in_alarm(SPO2)


def test_taken_back_it_is_over_though_seconds_are_not_well_inside() -> None:
    """Measured 93 throughout raised nothing and would end nothing."""
    w = Watched()
    w.last(10, spo2=93)
    seq = type_(w, spo2=84)
    w.last(5, spo2=93)
    take_back(w, seq)
    assert w.steps_of(SPO2) == [R, L]


# --- gone on with --------------------------------------------------------------------------------


def test_gone_on_with_a_typed_alarm_can_be_taken_back() -> None:
    """Nothing was measured since, so it is still what is known last."""
    session = Bare()
    session.tell(ManualVitals(t_ms=60_000, spo2=84, by=NURSE))
    again = session.gone_on_with(120_000)
    assert again.session.in_alarm(SPO2)
    again.tell(Correction(t_ms=121_000, of=again.last(ManualVitals), reason="entry_error"))
    assert not again.session.in_alarm(SPO2)


def test_gone_on_with_what_seconds_ended_does_not_come_back() -> None:
    """They are not read again: what a device may have measured had spoken."""
    session = Bare(DEVICE)
    session.tell(link(0))
    session.tell(ManualVitals(t_ms=10_000, spo2=84, by=NURSE))
    for t_ms in range(10_000, 25_000, 1000):
        session.tell(second(t_ms, 98))
    assert not session.session.in_alarm(SPO2)
    again = session.gone_on_with(60_000)
    again.tell(second(60_000))
    assert not again.session.in_alarm(SPO2)
    assert again.alarms() == session.alarms()


def test_gone_on_with_what_was_typed_after_the_loss_is_known() -> None:
    """A device that was lost before it has measured nothing since."""
    session = Bare(DEVICE)
    session.tell(link(0))
    session.tell(link(5000, LinkState.LOST))
    session.tell(LimitChange(t_ms=5000, rule="spo2.low", value=80, before=92, by=NURSE))
    session.tell(ManualVitals(t_ms=10_000, spo2=84, by=NURSE))
    again = session.gone_on_with(60_000)
    again.tell(LimitChange(t_ms=61_000, rule="spo2.low", value=92, before=80, by=NURSE))
    assert [one for one in again.alarms() if one[0] == "spo2.low"] == [("spo2.low", R, 84)]


def test_gone_on_with_twice_and_not_heard_in_between() -> None:
    """The device of before the first time has measured nothing since."""
    session = Bare(DEVICE)
    session.tell(link(0))
    again = session.gone_on_with(60_000)
    again.tell(ManualVitals(t_ms=70_000, spo2=84, by=NURSE))
    again = again.gone_on_with(120_000)
    assert again.session.in_alarm(SPO2)
    again.tell(Correction(t_ms=121_000, of=again.last(ManualVitals), reason="entry_error"))
    assert not again.session.in_alarm(SPO2)


# --- a session without a monitor -----------------------------------------------------------------


def second(t_ms: int, spo2: float | None = None) -> Second:
    """One that closed."""
    return Second(t_ms=t_ms, values={} if spo2 is None else {Vital.SPO2: spo2})


class Bare:
    """A session and what was taken in it, numbered; with no device unless one is named."""

    def __init__(self, device: str | None = None) -> None:
        start = SessionStart(t_ms=0, uid="u", kind=SessionKind.PATIENT, nurse=NURSE, device=device)
        self.session = Session(shipped(), start)
        self.entries: list[Entry] = []
        self.tell(phase(0, Phase.BASELINE))

    def tell(self, event: Event) -> None:
        """Take it, and all that follows from it."""
        waiting = [event]
        while waiting:
            event = waiting.pop(0)
            if isinstance(event, Entry):
                event = replace(event, seq=len(self.entries) + 1)
                self.entries.append(event)
            waiting += self.session.take(event)

    def gone_on_with(self, t_ms: int) -> "Bare":
        """The program was started again, from the entries alone."""
        again = Bare.__new__(Bare)
        again.session = Session(shipped(), self.session.start)
        again.entries = list(self.entries)
        again.session.load(History(self.session.start, list(self.entries)))
        again.tell(PowerChange(t_ms=t_ms, step=PowerStep.RESTARTED))
        return again

    def last(self, kind: type[Entry]) -> int:
        """The number of the last entry of a kind."""
        return max(entry.seq or 0 for entry in self.entries if isinstance(entry, kind))

    def alarms(self) -> list[tuple[Any, ...]]:
        """Every step so far, with its value."""
        told = [entry for entry in self.entries if isinstance(entry, AlarmChange)]
        return [(change.rule, change.step, change.value) for change in told]


def test_a_session_without_a_monitor_alarms_on_what_is_typed() -> None:
    """From the first value to the last (nurse.md A5); seconds tick and hold nothing."""
    bare = Bare()
    for t_ms in range(0, 300_000, 1000):
        if t_ms == 60_000:
            bare.tell(ManualVitals(t_ms=t_ms, pulse_rate=72, spo2=97, by=NURSE))
        if t_ms == 120_000:
            bare.tell(phase(t_ms, Phase.INFUSION))
            bare.tell(ManualVitals(t_ms=t_ms, pulse_rate=128, spo2=88, by=NURSE))
        if t_ms == 180_000:
            bare.tell(ManualVitals(t_ms=t_ms, spo2=95, by=NURSE))
        bare.tell(second(t_ms))
    patient = [told for told in bare.alarms() if told[0] in {"rate.high", "spo2.low"}]
    assert sorted(patient[:2]) == [("rate.high", R, 128), ("spo2.low", R, 88)]
    assert patient[2:] == [("spo2.low", L, 88)]
    assert bare.session.in_alarm(RATE)
