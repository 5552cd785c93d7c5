"""Pressure: one alarm per cuff, a first breach and a doubtful one wait for the repeat."""

import msgspec
import pytest

from monitor.events import (
    Baseline,
    Correction,
    CuffAction,
    CuffCommand,
    CuffStep,
    CuffWhy,
    CuffWish,
    LimitChange,
    Phase,
    Priority,
    Verdict,
)
from monitor.profile import shipped
from monitor.settings import HighLimits, PhaseLimits
from tests.monitor.made import NURSE, ask, cuff_step
from tests.monitor.watched import PRESSURE, A, C, L, R, U, Watched, with_alarms

MIN = 60_000
LOW, M, H = Priority.LOW, Priority.MEDIUM, Priority.HIGH


def pressures(w: Watched) -> list[tuple[float, str, str]]:
    """What was told of pressure, and not of its age."""
    return [told for told in w.told() if told[1] not in {"pressure_age", "implausible"}]


# --- a first breach, and the second --------------------------------------------------------------


@pytest.mark.parametrize(("after_s", "step"), [(60, R), (300, R), (0, U)])
def test_a_second_breach_within_five_minutes_confirms(after_s: float, step: str) -> None:
    """Clinical table 3.6."""
    w = Watched()
    w.cuff(60, 164)
    if after_s:
        w.cuff(60 + after_s, 166)
    change = w.changes("systolic.high")[-1]
    assert (change.step, change.priority, change.threshold) == (step, M, 160)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ((180, 79), "systolic.high"),
        ((84, 60), "systolic.low"),
        ((150, 110), "diastolic.high"),
        ((90, 39), "diastolic.low"),
    ],
)
def test_beyond_the_high_limit_is_an_alarm_at_once(values: tuple[float, float], rule: str) -> None:
    """Nobody waits for a repeat of that."""
    w = Watched()
    w.cuff(60, *values)
    (change,) = w.changes()
    assert (change.rule, change.step, change.priority) == (rule, R, H)


def test_what_nobody_repeats_is_an_alarm_after_five_minutes() -> None:
    """A breach must not be forgotten because nobody pressed a button."""
    w = Watched()
    w.cuff(60, 164)
    w.tick_to(362_000)
    assert pressures(w) == [(60, "systolic.high", U), (361, "systolic.high", R)]


def test_one_inside_ends_what_is_not_confirmed_by_any_margin() -> None:
    """It was never an alarm."""
    w = Watched()
    w.cuff(60, 164)
    w.cuff(120, 159)
    assert w.steps() == [U, C]


@pytest.mark.parametrize(("systolic", "steps"), [(156, [U, R]), (155, [U, R]), (154, [U, R, L])])
def test_an_alarm_is_over_inside_by_five(systolic: float, steps: list[str]) -> None:
    """One reading; a pressure on its upper limit has passed it, so 155 is not enough."""
    w = Watched()
    w.cuff(60, 164)
    w.cuff(120, 166)
    w.cuff(180, systolic)
    assert w.steps() == steps


@pytest.mark.parametrize(("systolic", "steps"), [(99, [R]), (100, [R, L])])
def test_a_low_one_is_over_inside_by_five(systolic: float, steps: list[str]) -> None:
    """95 mmHg is inside already."""
    w = Watched()
    w.cuff(60, 84, 60)
    w.cuff(120, systolic, 60)
    assert w.steps() == steps


def test_one_cuff_is_one_alarm_the_worst() -> None:
    """The mean has no limits that ship; of two numbers the further beyond is told (nurse.md C2)."""
    w = Watched()
    w.cuff(60, 164, 108)
    w.cuff(120, 164, 108)
    assert [(c.rule, c.value) for c in w.changes()] == [("diastolic.high", 108)] * 2
    assert list(w.session.alarms.active) == [PRESSURE]


def test_a_clinic_may_judge_the_mean() -> None:
    """Where it set limits for it."""
    high = HighLimits(mean=(55, 130))
    limits = msgspec.structs.replace(shipped().limits, mean=(65, 115), high=high)
    w = Watched(msgspec.structs.replace(shipped(), limits=limits))
    w.cuff(60, 155, 99, mean=116)
    assert w.told() == [(60, "mean.high", U)]


# --- phases, and a patient's own -----------------------------------------------------------------


def test_a_phase_may_have_its_own_limit() -> None:
    """165 is told in the baseline and not in the infusion."""
    limits = msgspec.structs.replace(
        shipped().limits, in_phase={Phase.INFUSION: PhaseLimits(systolic=(95, 170))}
    )
    profile = msgspec.structs.replace(shipped(), limits=limits)
    for wanted, steps in ((Phase.BASELINE, [U]), (Phase.INFUSION, [])):
        w = Watched(profile, wanted)
        w.cuff(60, 165)
        assert w.steps() == steps


def test_a_limit_changed_in_the_middle_ends_the_alarm() -> None:
    """A person says that this patient may have 165: 164 is inside 175 by more than five."""
    w = Watched()
    w.cuff(60, 164)
    w.cuff(120, 164)
    w.tell(LimitChange(t_ms=130_000, rule="systolic.high", value=175, before=160, by=NURSE))
    assert w.told()[2:] == [(130, "systolic.high", L)]


# --- doubt ---------------------------------------------------------------------------------------


def doubtful(w: Watched, t_s: float) -> None:
    """A mean that is not where the others put it; inside all limits."""
    w.cuff(t_s, 130, 80, mean=115)


def breach(w: Watched, t_s: float) -> None:
    """Not doubtful, of medium priority."""
    w.cuff(t_s, 164)


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (doubtful, doubtful, "pressure.suspect"),
        (doubtful, breach, "systolic.high"),
        (breach, doubtful, "pressure.suspect"),
        (breach, breach, "systolic.high"),
    ],
)
@pytest.mark.parametrize(("after_s", "step"), [(300, R), (301, U)])
def test_two_of_doubt_and_breach_within_five_minutes_alarm(
    first: object, second: object, rule: str, after_s: float, step: str
) -> None:
    """Whatever their shape; later the second one is a first one."""
    assert callable(first)
    assert callable(second)
    w = Watched(with_alarms(latching=()))
    first(w, 60)
    second(w, 60 + after_s)
    last = w.changes("systolic.high", "pressure.suspect")[-1]
    if step is R or first is doubtful:
        assert (last.step, last.priority) == (R if step is R else last.step, M)
    assert last.rule == rule or step is U


def test_a_doubtful_pressure_is_a_message_and_waits() -> None:
    """It stands for nothing but itself: within its limits it never becomes an alarm alone."""
    w = Watched()
    doubtful(w, 60)
    w.tick_to(800_000)
    assert pressures(w) == [(60, "pressure.suspect", U)]


def test_a_doubtful_pressure_waits_even_beyond_the_high_limit_but_not_for_ever() -> None:
    """A jump to 190 may be an arm that moved; if nobody asks again, it is an alarm."""
    w = Watched()
    w.cuff(60, 130)
    w.cuff(120, 190)
    assert pressures(w) == [(120, "pressure.suspect", U)]
    w.tick_to(425_000)
    assert pressures(w)[1:] == [(421, "systolic.high", R)]
    assert w.changes("systolic.high")[0].priority is H


def test_the_repeat_of_an_artefact_ends_it() -> None:
    """130, 190, 131: the one between was nobody's."""
    w = Watched()
    w.cuff(60, 130)
    w.cuff(120, 190)
    w.cuff(200, 131)
    assert pressures(w) == [(120, "pressure.suspect", U), (200, "pressure.suspect", C)]


@pytest.mark.parametrize(
    ("verdict", "step", "rule"),
    [
        (Verdict.REJECTED, C, "pressure.suspect"),
        (Verdict.ACCEPTED, R, "systolic.high"),
    ],
)
def test_a_persons_word_settles_the_doubt(verdict: Verdict, step: str, rule: str) -> None:
    """Rejected it is gone; accepted it counts with what it is beyond."""
    w = Watched()
    w.cuff(60, 130)
    made = w.cuff(120, 190)
    w.judge(130, made, verdict)
    assert pressures(w)[1:] == [(130, rule, step)]


def test_the_only_pressure_taken_back_leaves_no_alarm() -> None:
    """Rejected by a person, or withdrawn as a slip."""
    w = Watched()
    made = w.cuff(60, 164)
    w.judge(70, made, Verdict.REJECTED)
    assert w.steps() == [U, C]
    made = w.cuff(200, 184)
    assert made.seq is not None
    w.tell(Correction(t_ms=210_000, of=made.seq, reason="entry_error", by=NURSE))
    assert w.steps() == [U, C, R, L]


def test_a_rejected_number_is_beyond_no_limit() -> None:
    """It asks for a repeat and nothing more, though it reads 280."""
    w = Watched()
    w.cuff(60, 280)
    assert pressures(w) == [(60, "pressure.suspect", U)]


# --- against the baseline ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("systolic", "rule", "step"),
    [
        (144, None, None),
        (145, "change.systolic", R),
        (155, "change.systolic", R),
        (156, "change.systolic", R),
        (157, "systolic.baseline", U),
    ],
)
def test_a_rise_is_a_line_at_20_percent_and_an_alarm_at_30(
    systolic: float, rule: str | None, step: str | None
) -> None:
    """Above 120 and by more than that; clinical table 3.5."""
    w = Watched()
    w.accept_baseline(20, 120)
    w.cuff(60, systolic)
    assert w.told() == ([] if rule is None else [(60, rule, step)])


@pytest.mark.parametrize(("systolic", "rule"), [(139, None), (140, "change.systolic")])
def test_a_rise_from_a_low_baseline_asks_for_140(systolic: float, rule: str | None) -> None:
    """100 plus 20 percent is nothing to tell."""
    w = Watched()
    w.accept_baseline(20, 100)
    w.cuff(60, systolic)
    assert [c.rule for c in w.changes()] == ([] if rule is None else [rule])


def test_without_an_accepted_baseline_no_rise_is_judged() -> None:
    """And one taken back is none."""
    w = Watched()
    w.accept_baseline(20, 100)
    given = w.all(Baseline)[-1]
    assert given.seq is not None
    w.tell(Correction(t_ms=30_000, of=given.seq, reason="entry_error", by=NURSE))
    w.cuff(60, 158)
    assert w.changes() == []


def test_the_line_goes_when_the_alarm_comes() -> None:
    """One thing is said of one cuff."""
    w = Watched()
    w.accept_baseline(20, 120)
    w.cuff(60, 150)
    w.cuff(200, 158)
    assert w.told()[1:] == [(200, "systolic.baseline", U), (200, "change.systolic", C)]
    assert [c.priority for c in w.changes("change.systolic")] == [LOW, LOW]


def test_a_rise_is_over_inside_by_five_too() -> None:
    """Of 156, that is above 130 percent of 120."""
    w = Watched()
    w.accept_baseline(20, 120)
    w.cuff(60, 158)
    w.cuff(120, 158)
    w.cuff(180, 152)
    assert w.steps("systolic.baseline") == [U, R]
    w.cuff(240, 151)
    assert w.steps("systolic.baseline") == [U, R, L]


# --- the repeat ----------------------------------------------------------------------------------


def armed(minutes: float = 5) -> Watched:
    """A bedside whose interval runs: its next cuff is far away."""
    w = Watched()
    w.tell(ask(20_000, CuffWish.INTERVAL, minutes))
    w.tick_to(30_500)
    w.tell(cuff_step(31_000, CuffStep.INFLATING), cuff_step(60_000, CuffStep.DONE))
    assert w.starts() == [30_000]
    return w


def test_a_first_breach_is_repeated_a_minute_after_the_deflation() -> None:
    """Announced ten seconds before, 60 to 120 s after the arm was let go (nurse.md A8)."""
    w = armed()
    w.cuff(60.2, 164)
    assert w.session.cuffs.repeating
    w.tick_to(109_000)
    assert w.session.cuffs.announced(109_000) is None
    assert w.session.cuffs.announced(111_000) is not None
    w.tick_to(125_000)
    assert 120_000 <= w.starts()[1] <= 180_000
    assert [c.why for c in w.all(CuffCommand)] == [CuffWhy.INTERVAL, CuffWhy.REPEAT]


def test_nothing_is_repeated_that_nobody_armed() -> None:
    """The message asks a person."""
    w = Watched()
    w.cuff(60, 164)
    w.tick_to(400_000)
    assert w.starts() == []


def test_a_repeat_can_be_skipped_and_the_interval_goes_on() -> None:
    """As it was: five minutes after the last one began."""
    w = armed()
    w.cuff(60.2, 164)
    w.tell(ask(112_000, CuffWish.SKIP))
    w.tick_to(340_000)
    assert w.starts() == [30_000, 330_000]


def test_in_alarm_pressure_is_measured_sooner_and_then_as_before() -> None:
    """2.5 minutes of the profile instead of five (nurse.md B5)."""
    w = armed()
    w.cuff(60.2, 184)
    assert w.session.pressure_interval_ms() == 150_000
    w.tick_to(181_000)
    assert w.starts()[1:] == [180_000]
    w.tell(cuff_step(181_500, CuffStep.INFLATING))
    w.cuff(210, 150)
    assert w.steps("systolic.high") == [R, L]
    assert w.session.pressure_interval_ms() == 5 * MIN
    w.tick_to(500_000)
    assert w.starts()[2:] == [480_000]


def test_an_answer_does_not_slow_it_down() -> None:
    """The condition is the same."""
    w = armed()
    w.cuff(60.2, 184)
    w.acknowledge(70)
    assert w.steps()[-1] is A
    assert w.session.pressure_interval_ms() == 150_000
    assert all(c.action is CuffAction.START for c in w.all(CuffCommand))
