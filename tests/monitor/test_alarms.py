"""Alarms: each step of the table, what is news, what an answer covers, and a rule that fails."""

from collections.abc import Callable
from typing import Any

import pytest

from monitor import alarms as module
from monitor.alarm_rule import Key
from monitor.alarm_states import FOLLOWS, Sight
from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Entry,
    Observation,
    Phase,
    Priority,
    Reading,
    Second,
    SourceChange,
    Trouble,
    TroubleChange,
    Verdict,
)
from monitor.history import History
from monitor.rules import rate as rate_rule
from monitor.session import Session
from monitor.vitals import Vital
from tests.monitor.made import NURSE, Bedside
from tests.monitor.watched import PRESSURE, A, C, L, R, U, Watched, with_alarms

RATE, SPO2 = Key("rate"), Key("spo2")
HIGH, MEDIUM, LOW = Priority.HIGH, Priority.MEDIUM, Priority.LOW


def first_breach(w: Watched) -> None:
    """Of medium priority, not doubtful."""
    w.cuff(60, 164)


def raised(w: Watched) -> None:
    """Confirmed by a second one."""
    first_breach(w)
    w.cuff(120, 166)


def answered(w: Watched) -> None:
    """And acknowledged."""
    raised(w)
    w.acknowledge(130)


def latched(w: Watched) -> None:
    """Over before anybody answered."""
    raised(w)
    w.cuff(400, 140)


def calm(w: Watched) -> None:
    """Inside all limits."""
    w.cuff(60, 130)


def next_cuff(systolic: float, diastolic: float = 79) -> Callable[[Watched], object]:
    """One of these values, some minutes later."""
    return lambda w: w.cuff(w.now_s + 400, systolic, diastolic)


TRANSITIONS: dict[tuple[AlarmStep | None, Sight], tuple[Callable[..., Any], Callable[..., Any]]] = {
    (None, Sight.UNCONFIRMED): (calm, lambda w: w.cuff(400, 164)),
    (None, Sight.NEWS): (calm, lambda w: w.cuff(400, 184)),
    (U, Sight.NEWS): (first_breach, lambda w: w.cuff(120, 166)),
    (U, Sight.ENDED): (first_breach, lambda w: w.cuff(120, 158)),
    (R, Sight.NEWS): (raised, lambda w: w.cuff(180, 184)),
    (R, Sight.ENDED): (raised, lambda w: w.cuff(180, 140)),
    (A, Sight.UNCONFIRMED): (answered, lambda w: w.cuff(500, 165, 101)),
    (A, Sight.NEWS): (answered, lambda w: w.cuff(180, 165, 101)),
    (A, Sight.ENDED): (answered, lambda w: w.cuff(180, 140)),
    (L, Sight.UNCONFIRMED): (latched, lambda w: w.cuff(800, 164)),
    (L, Sight.NEWS): (latched, lambda w: w.cuff(800, 184)),
}


def test_each_step_of_the_table_is_tried() -> None:
    """None was added without its test."""
    assert TRANSITIONS.keys() == FOLLOWS.keys()


@pytest.mark.parametrize("known", FOLLOWS, ids=lambda k: f"{k[0]}-{k[1].name}")
def test_a_state_and_a_sight_give_the_next_step(known: tuple[AlarmStep | None, Sight]) -> None:
    """As the table says, once, and the state is that step."""
    w = Watched()
    prepare, happens = TRANSITIONS[known]
    prepare(w)
    state, before = known[0], len(w.steps_of(PRESSURE))
    standing = w.session.alarms.active.get(PRESSURE)
    assert (standing.state if standing else None) == state
    happens(w)
    assert w.steps_of(PRESSURE)[before:] == [FOLLOWS[known]]
    standing = w.session.alarms.active.get(PRESSURE)
    assert (standing.state if standing else C) == FOLLOWS[known]


@pytest.mark.parametrize(
    ("state", "sight"),
    [(s, g) for s in (None, U, R, A, L) for g in Sight if (s, g) not in FOLLOWS],
    ids=str,
)
def test_any_other_pair_changes_nothing(state: AlarmStep | None, sight: Sight) -> None:
    """Nothing to end, nothing new, or still the same."""
    prepared = {None: calm, U: first_breach, R: raised, A: answered, L: latched}
    happens = {
        Sight.ENDED: next_cuff(130),
        Sight.SAME: lambda w: w.tick_to(w.now_s * 1000 + 60_000),
        # What is raised already waits for no repeat.
        Sight.UNCONFIRMED: next_cuff(171) if state is R else lambda w: None,
        Sight.NEWS: lambda w: None,
    }
    w = Watched()
    prepared[state](w)
    before = w.steps_of(PRESSURE)
    happens[sight](w)
    assert w.steps_of(PRESSURE) == before


# --- what is news, and what an answer covers -----------------------------------------------------


@pytest.mark.parametrize(
    ("systolic", "diastolic", "again"),
    [
        (175, 79, []),
        (176, 79, [("systolic.high", MEDIUM)]),
        (180, 79, [("systolic.high", HIGH)]),
        (150, 101, [("diastolic.high", MEDIUM)]),
        (161, 79, []),
    ],
)
def test_an_answer_covers_what_is_no_worse(
    systolic: float, diastolic: float, again: list[tuple[str, Priority]]
) -> None:
    """Ten mmHg more, a higher priority or another limit are told once more."""
    w = Watched()
    answered(w)
    before = len(w.changes())
    w.cuff(300, systolic, diastolic)
    assert [(c.rule, c.priority) for c in w.changes()[before:]] == again


@pytest.mark.parametrize(
    ("name", "values", "same", "worse"),
    [("rate", "heart_rate", (125, 134), 135), ("spo2", "spo2", (91, 91), 88)],
)
def test_worse_is_measured_in_the_vitals_own_unit(
    name: str, values: str, same: tuple[float, float], worse: float
) -> None:
    """Ten beats, three percent."""
    w = Watched()
    w.last(20, **{values: same[0]})
    w.acknowledge(w.now_s, Key(name))
    w.last(20, **{values: same[1]})
    assert w.steps() == [R, A]
    w.last(1, **{values: worse})
    assert w.steps() == [R, A, R]


def test_an_answer_covers_both_limits_of_one_cuff() -> None:
    """It is one alarm (nurse.md C2): answered once, it stays answered, the worse one high."""
    w = Watched()
    w.cuff(60, 184, 104)
    w.acknowledge(70)
    w.tick_to(180_000)
    assert w.told() == [(60, "systolic.high", R), (70, "systolic.high", A)]
    w.cuff(200, 186, 105)
    assert w.steps() == [R, A]


def test_an_answer_hides_no_limit_that_was_not_told() -> None:
    """High was raised; meanwhile another number passed its limit, and that was not told yet."""
    w = Watched()
    w.cuff(60, 184)
    w.cuff(200, 155, 102)
    assert w.steps() == [R]
    w.acknowledge(210)
    assert w.told()[1:] == [(210, "systolic.high", A), (210, "diastolic.high", R)]
    assert w.session.alarms.active[PRESSURE].priority is MEDIUM


def test_an_answer_covers_what_is_so_and_not_what_was() -> None:
    """The second limit was passed, was not when she answered, and is again."""
    w = Watched()
    w.cuff(60, 184, 104)
    w.cuff(200, 184, 79)
    w.acknowledge(210)
    assert w.steps() == [R, A]
    w.cuff(330, 184, 104)
    assert w.steps() == [R, A, R]


def test_what_is_raised_never_sinks_before_it_is_answered() -> None:
    """A doubtful or smaller pressure does not take three stars away."""
    w = Watched()
    w.cuff(60, 184)
    w.cuff(120, 105, 95)
    assert w.verdicts() == [(Verdict.SUSPECT, "narrow")]
    assert w.steps() == [R]
    assert w.session.alarms.active[PRESSURE].priority is HIGH


def test_two_limits_passed_later_are_told_as_the_worse() -> None:
    """The news is of lower priority than what stands: the alarm keeps its own."""
    w = Watched()
    w.cuff(60, 184)
    w.acknowledge(70)
    w.cuff(200, 184, 104)
    last = w.changes()[-1]
    assert (last.rule, last.priority, last.step) == ("systolic.high", HIGH, R)
    w.acknowledge(210)
    w.tick_to(300_000)
    assert w.steps() == [R, A, R, A]


@pytest.mark.parametrize(("minutes", "count"), [(9.9, 0), (10.1, 1)])
def test_what_was_answered_ten_minutes_ago_is_told_again(minutes: float, count: int) -> None:
    """And once only."""
    w = Watched()
    answered(w)
    w.tick_to(130_000 + round(minutes * 60_000))
    assert w.steps("systolic.high")[3:] == [R] * count


def test_a_line_is_not_told_again() -> None:
    """Low priority waits for nobody: it is raised once, whatever the time."""
    w = Watched()
    w.accept_baseline(20)
    w.cuff(60, 150)
    w.acknowledge(70, Key("change"))
    w.tick_to(1_000_000)
    assert w.steps("change.systolic") == [R, A]


def test_an_old_sight_cannot_be_answered() -> None:
    """The nurse saw 164 when 184 had come: her answer is refused and nothing is quiet."""
    w = Watched()
    raised(w)
    seen = w.session.alarms.active[PRESSURE].told.seq
    w.cuff(180, 184)
    w.acknowledge(190, of=seen)
    assert w.thread.refused == {"alarm_changed": 1}
    assert w.session.alarms.active[PRESSURE].state is R


def test_what_is_not_confirmed_cannot_be_acknowledged() -> None:
    """It asks for a repeat."""
    w = Watched()
    first_breach(w)
    w.acknowledge(70)
    assert w.thread.refused == {"alarm_changed": 1}


# --- latching ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latching", "step"), [((HIGH, MEDIUM), L), ((HIGH,), C), ((), C)], ids=["both", "high", "none"]
)
def test_what_ends_unanswered_latches_by_the_profile(
    latching: tuple[Priority, ...], step: AlarmStep
) -> None:
    """A medium one here."""
    w = Watched(with_alarms(latching=latching))
    latched(w)
    assert w.steps()[-1] is step


def test_what_latched_is_cleared_with_its_answer() -> None:
    """Though a pressure since then is inside by less than an alarm asks for, and ends it slowly."""
    w = Watched()
    latched(w)
    w.cuff(700, 158)
    assert not w.session.in_alarm(PRESSURE)
    w.acknowledge(710)
    assert w.told()[-2:] == [(710, "systolic.high", A), (710, "systolic.high", C)]
    assert w.session.alarms.standing() == []


def test_what_latched_is_cleared_though_nothing_can_be_measured_by_now() -> None:
    """The probe came off after the saturation was back."""
    w = Watched()
    w.last(20, spo2=89)
    w.last(15, spo2=97)
    w.last(20, spo2=None)
    w.acknowledge(w.now_s, SPO2)
    assert w.steps("spo2.low") == [R, L, A, C]


def test_a_technical_alarm_never_latches() -> None:
    """It stays while its cause does."""
    w = Watched()
    w.last(2, heart_rate=70)
    w.last(45, heart_rate=None)
    assert [c.priority for c in w.changes("missing")] == [LOW, MEDIUM]
    w.last(1, heart_rate=70)
    assert w.steps("missing") == [R, R, C]


# --- together ------------------------------------------------------------------------------------


def test_what_begins_in_one_moment_is_told_once_each() -> None:
    """What follows from the first change does not tell the others a second time."""
    w = Watched(with_alarms(spo2_delay_s=10))
    w.last(30, heart_rate=130, pulse_rate=160, spo2=91)
    assert [(t, rule) for t, rule, _ in w.told()] == [
        (10, "disagree"),
        (10, "rate.high"),
        (10, "spo2.low"),
    ]


def test_what_was_returned_is_not_returned_again_before_it_is_taken() -> None:
    """A replay has nobody who refuses it; a moment later it is due again."""
    w = Watched()
    w.last(9, heart_rate=130)
    (change,) = w.session.take(Second(t_ms=9000, values={Vital.HEART_RATE: 130}))
    assert isinstance(change, AlarmChange)
    assert w.session.alarms.follow(w.session, 10_000) == []
    assert len(w.session.alarms.follow(w.session, 10_001)) == 1


def test_what_else_follows_in_that_moment_tells_it_no_second_time() -> None:
    """Another device gives the rate in the very second that raises the alarm."""
    w = Watched()
    w.last(9, heart_rate=130)
    w.tell(Reading(t_ms=9000, device="other", values={Vital.HEART_RATE: 130}))
    w.tick_to(11_000)
    assert len(w.all(SourceChange)) == 1
    assert w.steps() == [R]


def test_the_gravest_stands_first() -> None:
    """Of equals what waits for an answer, then what is of the patient, then the newest."""
    w = Watched()
    w.last(12, heart_rate=125)
    w.acknowledge(w.now_s, RATE)
    w.cuff(20, 164)
    w.cuff(60, 166)
    w.last(20, heart_rate=125, spo2=88)
    keys = [alarm.key.family for alarm in w.session.alarms.standing()]
    assert keys == ["spo2", "pressure", "rate"]


# --- the sound -----------------------------------------------------------------------------------


def test_a_pause_of_the_sound_counts_down_and_ends() -> None:
    """Two minutes at most, by itself or by a person."""
    w = Watched()
    pause = AudioPause(t_ms=10_000, seconds=120, by=NURSE)
    w.tell(pause)
    alarms = w.session.alarms
    assert alarms.audio_paused(10_000) == 120_000
    assert alarms.audio_paused(129_999) == 1
    assert alarms.audio_paused(130_000) is None
    w.tell(AudioPause(t_ms=20_000, seconds=0, by=NURSE))
    assert alarms.audio_paused(20_000) is None


@pytest.mark.parametrize(("systolic", "paused"), [(150, True), (184, False)])
def test_what_is_new_ends_the_pause_unless_it_is_a_line(systolic: float, paused: bool) -> None:
    """A line has no sound of its own and does not bring back that of the others."""
    w = Watched()
    w.accept_baseline(20, 124)
    w.tell(AudioPause(t_ms=50_000, seconds=120, by=NURSE))
    w.cuff(60, systolic)
    assert w.steps() == [R]
    assert (w.session.alarms.audio_paused(60_000) is not None) == paused


# --- a rule that fails ---------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["apply", "find"])
def test_a_rule_that_fails_is_off_said_and_stops_nothing(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A technical alarm for it; the other rules go on, and the recording too."""
    bugs: list[Exception] = []
    monkeypatch.setattr(module, "note_bug", bugs.append)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rate_rule.RateRule, place, fail)
    w = Watched()
    w.last(20, heart_rate=150, spo2=89)
    (off,) = w.all(TroubleChange)
    assert (off.trouble, off.present, off.detail) == (Trouble.RULE_OFF, True, "rate")
    told = [(c.rule, c.subject, c.priority) for c in w.changes()]
    assert told == [("trouble", "rate", MEDIUM), ("spo2.low", None, HIGH)]
    assert len(bugs) == 1


def test_what_a_rule_had_raised_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could ever say that it is over; it stays in sight until somebody answers."""
    w = Watched()
    w.last(20, heart_rate=150)
    assert w.session.alarms.active.keys() == {Key("rate")}
    monkeypatch.setattr(module, "note_bug", lambda _: None)
    monkeypatch.setattr(rate_rule.RateRule, "find", lambda *_: 1 / 0)
    w.last(2, heart_rate=150)
    assert w.session.alarms.active[Key("rate")].state is AlarmStep.LATCHED


def test_a_rule_that_was_off_is_off_after_a_resume() -> None:
    """It is not tried again in this session, and not told twice."""
    w = Watched()
    w.tell(TroubleChange(t_ms=0, trouble=Trouble.RULE_OFF, present=True, detail="rate"))
    again = Session(w.session.profile, w.start)
    again.load(History(w.start, entries=w.all(Entry)))
    assert again.alarms.off == {"rate"}
    assert again.alarms.follow(again, 1000) == []


# --- where values are judged ---------------------------------------------------------------------


def test_before_the_baseline_nothing_is_judged() -> None:
    """The cuff is put on, the probe is moved: preparation has no alarms."""
    bedside = Bedside()
    seen = {"scale": "suds", "version": "1", "answers": {"suds": 90}, "by": NURSE}
    bedside.tell(Observation(t_ms=1000, **seen))  # type: ignore[arg-type]
    bedside.tick_to(30_000)
    assert bedside.session.phase is Phase.PREP
    assert bedside.all(AlarmChange) == []
