"""What is due."""

import dataclasses
import random
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.due import State
from monitor.events import (
    Check,
    CheckAnswer,
    CuffReading,
    CuffStatus,
    DueAnswer,
    DueReply,
    Entry,
    InfusionChange,
    ManualVitals,
    MedicationGiven,
    Observation,
    Phase,
    PumpStep,
    SprayUsed,
)
from monitor.profile import CuffSettings, shipped
from monitor.schedule import DueItem, Schedule
from monitor.settings import PRESSURE, STILL_PAUSED, FollowUp, Medication, ScheduleSettings
from tests.monitor.made import result, typed

MIN = 60_000


def schedule(phase: Phase = Phase.INFUSION, t_ms: int = 0) -> Schedule:
    """A schedule in a phase."""
    made = Schedule(shipped().cuff)
    made.apply_phase(phase, t_ms)
    return made


def due_ms(made: Schedule) -> int:
    """When pressure is due."""
    (item,) = made.due()
    assert item.item == "blood_pressure"
    return item.due_ms


@pytest.mark.parametrize("phase", [Phase.PREP, Phase.CLOSED])
def test_before_and_after_nothing_is_due(phase: Phase) -> None:
    """There is no session to watch."""
    assert schedule(phase).due() == []


def test_a_phase_begins_with_a_pressure() -> None:
    """It is due at once."""
    assert due_ms(schedule(Phase.BASELINE, 7 * MIN)) == 7 * MIN


@pytest.mark.parametrize("measured", [result(10 * MIN), typed(10 * MIN)])
def test_the_next_is_due_an_interval_after_the_last(measured: CuffReading) -> None:
    """However the last was measured."""
    made = schedule()
    made.apply_reading(measured)
    assert due_ms(made) == 15 * MIN


def test_an_armed_interval_is_the_one_in_force() -> None:
    """Before the phase's own."""
    assert schedule().interval_ms() == 5 * MIN
    assert schedule().interval_ms(2.5) == 2.5 * MIN


def test_another_phase_has_another_interval() -> None:
    """A fresh pressure counts in the new phase too."""
    made = schedule()
    made.apply_reading(result(10 * MIN))
    made.apply_phase(Phase.RECOVERY, 12 * MIN)
    assert due_ms(made) == 25 * MIN


def test_a_failed_cuff_satisfies_nothing() -> None:
    """Pressure is as unknown as before."""
    made = schedule()
    made.apply_reading(result(10 * MIN, systolic=None))
    made.apply_reading(dataclasses.replace(result(11 * MIN), status=CuffStatus.ARTEFACT))
    assert due_ms(made) == 0


def test_a_pressure_typed_late_does_not_put_the_next_off() -> None:
    """The last known is the last measured, not the last entered."""
    made = schedule()
    made.apply_reading(dataclasses.replace(result(10 * MIN), seq=3))
    made.apply_reading(dataclasses.replace(typed(6 * MIN), seq=4))
    assert due_ms(made) == 15 * MIN


def test_a_pressure_that_was_corrected_away_satisfies_nothing() -> None:
    """It is due again."""
    made = schedule()
    made.apply_reading(dataclasses.replace(result(10 * MIN), seq=3))
    made.withdraw(3)
    assert due_ms(made) == 0


def test_an_item_is_overdue_a_second_after_its_moment() -> None:
    """Not in the second in which it is done."""
    item = DueItem("blood_pressure", 5000)
    assert [item.overdue(t) for t in (4999, 5999, 6000)] == [False, False, True]


# --- the plan's minutes ---------------------------------------------------------------------------

PLAN = ScheduleSettings(
    at_min={PRESSURE: (0, 10, 20, 40), "nausea": (20, 40), "sedation": (40,)},
    baseline=("dissociation",),
    every_min={"iv_site": {Phase.INFUSION: 15}},
    pause_check_min=5,
)
MEDICATIONS = (
    Medication("Ondansetron", follow_up=(FollowUp("nausea", (30,)),)),
    Medication("Labetalol", follow_up=(FollowUp(PRESSURE, (5, 10)),)),
)
START = 20 * MIN


def at(minute: float) -> int:
    """Minutes after the pump's start."""
    return START + round(minute * MIN)


def numbered(entries: Iterable[Entry], first: int = 10) -> list[Entry]:
    """Give each its number."""
    return [dataclasses.replace(e, seq=seq) for seq, e in enumerate(entries, first)]


def pump(minute: float, step: PumpStep) -> InfusionChange:
    """Somebody was at the pump."""
    return InfusionChange(t_ms=at(minute), step=step)


def seen(minute: float, scale: str = "nausea", answer: int | str = 3) -> Observation:
    """A rating."""
    score = float(answer) if isinstance(answer, int) else None
    return Observation(
        t_ms=at(minute), scale=scale, version="1", answers={scale: answer}, score=score
    )


def answered(item: str, minute: float, reply: DueReply = DueReply.ASLEEP) -> DueAnswer:
    """Somebody says why not."""
    return DueAnswer(t_ms=at(minute) + 1000, item=item, due_ms=at(minute), reply=reply)


def drug(minute: float, name: str = "Ondansetron") -> MedicationGiven:
    """A drug was given."""
    return MedicationGiven(t_ms=at(minute), drug=name)


def running(*entries: Entry, plan: ScheduleSettings = PLAN) -> Schedule:
    """The pump runs since START; pressures have no interval of their own in this clinic."""
    cuff = without_interval(shipped().cuff)
    made = Schedule(cuff, plan, MEDICATIONS)
    made.apply_phase(Phase.BASELINE, 0)
    made.apply(InfusionChange(t_ms=START, step=PumpStep.STARTED, seq=1))
    made.apply_phase(Phase.INFUSION, START)
    for entry in numbered(entries):
        made.apply(entry)
    return made


def without_interval(cuff: CuffSettings) -> CuffSettings:
    """The same cuff, without intervals."""
    return msgspec.structs.replace(cuff, interval_min={})


def state(made: Schedule, item: str, minute: float, now: float) -> State:
    """How one slot stands."""
    (found,) = (one for one in made.items() if (one.item, one.due_ms) == (item, at(minute)))
    return found.state(at(now))


def pressures(made: Schedule, now_ms: int, cuff_ms: int | None = None) -> list[int]:
    """When pressure is due, of what is listed."""
    return [one.due_ms for one in made.due(cuff_ms, now_ms) if one.item == PRESSURE]


@pytest.mark.parametrize(
    ("item", "slot", "measured", "done"),
    [
        (PRESSURE, 10, 6.9, False),
        (PRESSURE, 10, 7, True),
        (PRESSURE, 10, 13, True),
        (PRESSURE, 10, 13.1, False),
        (PRESSURE, 0, -3, True),
        ("sedation", 40, 34.9, False),
        ("sedation", 40, 35, True),
        ("sedation", 40, 60, True),
        ("sedation", 40, 60.1, False),
    ],
)
def test_an_entry_near_a_slot_satisfies_it(
    item: str, slot: float, measured: float, done: bool
) -> None:
    """Within its window, however it came to be there."""
    entry = result(at(measured)) if item == PRESSURE else seen(measured, item, 4)
    assert (state(running(entry), item, slot, 61) is State.DONE) == done


def test_nothing_of_the_plan_is_due_before_the_start() -> None:
    """Its minutes count from there."""
    made = Schedule(shipped().cuff, PLAN)
    made.apply_phase(Phase.BASELINE, 0)
    assert {one.item for one in made.items()} == {"dissociation"}


def test_the_baseline_is_asked_for_until_the_pump_starts() -> None:
    """What was seen at any time before counts for it."""
    before = running(seen(-18, "dissociation", 0))
    assert before.items()[0].done_ms == at(-18)
    assert running(seen(1, "dissociation", 0)).open_items()[0].item == "dissociation"


def test_the_first_spray_is_a_start_too() -> None:
    """Later devices move nothing."""
    made = Schedule(shipped().cuff, PLAN)
    made.apply_phase(Phase.INFUSION, at(1))
    made.apply(SprayUsed(t_ms=at(5), number=2, mg=28, seq=2))
    made.apply(SprayUsed(t_ms=at(0), number=1, mg=28, seq=3))
    assert [one.due_ms for one in made.items() if one.item == "nausea"] == [at(20), at(40)]


def test_each_item_is_listed_once_and_the_soonest_first() -> None:
    """Pressure before a questionnaire of the same moment."""
    made = running(result(at(0)), result(at(10)), seen(-1, "dissociation", 0))
    assert [(one.item, one.due_ms) for one in made.due(t_ms=at(14))] == [
        ("iv_site", at(15)),
        (PRESSURE, at(20)),
        ("nausea", at(20)),
        ("sedation", at(40)),
    ]


def test_what_was_missed_gives_way_and_comes_again_at_the_end() -> None:
    """Of the 40 minutes it stays on the list, behind what can still be done."""
    made = running(seen(-1, "dissociation", 0))
    assert ("nausea", at(20)) in [(one.item, one.due_ms) for one in made.due(t_ms=at(25))]
    later = made.due(t_ms=at(61))
    assert [(one.item, one.due_ms) for one in later] == [
        ("iv_site", at(15)),
        (PRESSURE, at(40)),
        ("nausea", at(40)),
        ("sedation", at(40)),
    ]
    assert len(made.open_items(at(61))) == 7


@pytest.mark.parametrize("reply", DueReply)
def test_an_answer_settles_its_own_slot_alone(reply: DueReply) -> None:
    """With its reason; the same item's next one is asked for."""
    made = running(answered("nausea", 20, reply))
    assert state(made, "nausea", 20, 70) is State.ANSWERED
    assert state(made, "nausea", 40, 70) is State.MISSED
    assert state(made, PRESSURE, 20, 70) is State.MISSED


@pytest.mark.parametrize(
    ("scale", "answer"), [("nausea", "cannot_answer"), ("sedation", "not_woken")]
)
def test_a_scale_s_own_answer_that_is_no_number_answers_the_slot(scale: str, answer: str) -> None:
    """Not woken is an answer, and no rating."""
    made = running(seen(40, scale, answer))
    assert state(made, scale, 40, 41) is State.ANSWERED
    assert state(running(seen(40, scale, answer), seen(42, scale)), scale, 40, 43) is State.DONE


def test_an_item_of_a_larger_scale_counts_as_well() -> None:
    """Nausea asked within KOBS-1 is nausea asked."""
    answers: dict[str, int | str] = {"detachment": 1, "nausea": 2}
    whole = Observation(t_ms=at(40), scale="kobs1", version="1", answers=answers)
    assert state(running(whole), "nausea", 40, 41) is State.DONE


def test_what_was_corrected_away_is_open_again() -> None:
    """An observation, an answer, a drug, the start itself."""
    made = running(seen(40), answered("sedation", 40), drug(0, "Labetalol"))
    for seq in (10, 11, 12):
        made.withdraw(seq)
    assert state(made, "nausea", 40, 41) is State.OVERDUE
    assert state(made, "sedation", 40, 41) is State.OVERDUE
    assert not [one for one in made.items() if one.after]
    made.withdraw(1)
    assert {one.item for one in made.items()} == {"dissociation"}


def test_the_end_of_recovery_ends_the_plan() -> None:
    """What was not due by then is not missing; what was still is."""
    made = running()
    made.apply_phase(Phase.RECOVERY, at(25))
    assert at(40) in [one.due_ms for one in made.items()]
    made.apply_phase(Phase.DISCHARGE, at(30))
    assert max(one.due_ms for one in made.items()) == at(20)
    assert ("nausea", at(20)) in [(one.item, one.due_ms) for one in made.open_items(at(61))]


# --- follow-ups -----------------------------------------------------------------------------------


def test_a_drug_brings_its_follow_up() -> None:
    """By its name however it is typed; another drug brings none."""
    made = running(drug(12, "ONDANSETRON"), drug(12, "Paracetamol"))
    (found,) = (one for one in made.items() if one.after)
    assert (found.item, found.due_ms, found.after) == ("nausea", at(42), "ONDANSETRON")


def test_a_follow_up_of_pressure_comes_before_the_armed_cuff() -> None:
    """One clock, but nobody waits a quarter of an hour after labetalol."""
    made = running(drug(12, "Labetalol"))
    for measured, due in ((12, 17), (17, 22), (22, 26)):
        made.apply(dataclasses.replace(result(at(measured)), seq=50 + measured))
        assert pressures(made, at(measured), cuff_ms=at(26)) == [at(due)]


def test_an_armed_cuff_does_not_hide_the_pressure_at_the_peak() -> None:
    """The 40 minutes cannot be skipped by an interval."""
    made = running(result(at(31)))
    assert pressures(made, at(38), cuff_ms=at(46)) == [at(40)]


@pytest.mark.parametrize(
    ("entries", "due"),
    [
        ([], 17),
        ([Check(t_ms=at(17), item=STILL_PAUSED, answer=CheckAnswer.YES)], 22),
        ([Check(t_ms=at(17), item=STILL_PAUSED, answer=CheckAnswer.NOT_ASKED)], 17),
        ([answered(STILL_PAUSED, 17, DueReply.NOT_NEEDED)], 22),
        ([pump(14, PumpStep.RESUMED)], None),
        ([pump(14, PumpStep.RESUMED), pump(16, PumpStep.PAUSED)], 21),
        (
            [
                Check(t_ms=at(17), item=STILL_PAUSED, answer=CheckAnswer.YES),
                pump(18, PumpStep.RESUMED),
                pump(19, PumpStep.PAUSED),
            ],
            24,
        ),
        ([pump(14, PumpStep.STOPPED)], None),
    ],
)
def test_a_pause_is_asked_about(entries: list[Entry], due: int | None) -> None:
    """Every five minutes of it, and not of the last one."""
    made = running(pump(12, PumpStep.PAUSED), *entries)
    found = [one.due_ms for one in made.due(t_ms=at(18)) if one.item == STILL_PAUSED]
    assert found == ([] if due is None else [at(due)])


def test_a_look_at_the_iv_site_holds_for_its_interval() -> None:
    """In the phase it belongs to."""
    made = running(Check(t_ms=at(10), item="iv_site", answer=CheckAnswer.YES))
    assert [one.due_ms for one in made.due(t_ms=at(12)) if one.item == "iv_site"] == [at(25)]
    made.apply_phase(Phase.RECOVERY, at(15))
    assert [one for one in made.due(t_ms=at(16)) if one.item == "iv_site"] == []


def test_a_breathing_rate_counts_as_breathing() -> None:
    """However it was told; a pulse does not."""
    plan = ScheduleSettings(every_min={"breathing": {Phase.INFUSION: 10}})
    made = running(
        ManualVitals(t_ms=at(4), resp_rate=14), ManualVitals(t_ms=at(8), pulse_rate=70), plan=plan
    )
    assert [one.due_ms for one in made.due(t_ms=at(9))] == [at(14)]


# --- pressure by interval and by minutes ----------------------------------------------------------


def test_the_sooner_of_interval_and_slot_is_due() -> None:
    """One item: there is one clock of pressure."""
    made = Schedule(shipped().cuff, PLAN)
    made.apply(InfusionChange(t_ms=START, step=PumpStep.STARTED, seq=1))
    made.apply_phase(Phase.INFUSION, START)
    for minute, due in ((0, 5), (6, 10), (10, 15), (16, 20), (35.5, 40)):
        made.apply(result(at(minute)))
        assert pressures(made, at(minute)) == [at(due)]


def test_an_answered_pressure_is_asked_for_an_interval_later() -> None:
    """And the slot next to that moment is the same measurement."""
    made = Schedule(shipped().cuff, PLAN)
    made.apply(InfusionChange(t_ms=START, step=PumpStep.STARTED, seq=1))
    made.apply_phase(Phase.INFUSION, START)
    made.apply(result(at(4)))
    made.apply(dataclasses.replace(answered(PRESSURE, 9), seq=3))
    assert state(made, PRESSURE, 10, 11) is State.ANSWERED
    assert pressures(made, at(11)) == [at(14)]


def test_ahead_are_the_slots_nobody_settled() -> None:
    """For the dots of the chart."""
    made = running(answered("nausea", 40), seen(20))
    assert made.ahead("nausea", at(0), at(100)) == []
    assert made.ahead(PRESSURE, at(10), at(100)) == [at(20), at(40)]


# --- whatever happens -----------------------------------------------------------------------------

MINUTES = st.integers(-25, 90)
ITEMS = st.sampled_from([PRESSURE, "nausea", "sedation", "dissociation", "iv_site", STILL_PAUSED])
SLOT = st.sampled_from([0, 5, 10, 15, 20, 40])
ENTRIES = st.lists(
    st.one_of(
        st.builds(lambda m: result(at(m)), MINUTES),
        st.builds(seen, MINUTES, ITEMS, st.integers(0, 4) | st.just("not_woken")),
        st.builds(answered, ITEMS, SLOT, st.sampled_from(DueReply)),
        st.builds(drug, MINUTES, st.sampled_from(["Ondansetron", "Labetalol", "Water"])),
        st.builds(pump, st.integers(1, 90), st.sampled_from(PumpStep)),
        st.builds(
            lambda m, item: Check(t_ms=at(m), item=item, answer=CheckAnswer.YES), MINUTES, ITEMS
        ),
    ),
    max_size=25,
)


@given(ENTRIES, st.randoms(use_true_random=False), MINUTES)
def test_the_order_of_entries_does_not_matter(
    entries: list[Entry], chance: random.Random, now: int
) -> None:
    """What was told late was true at its time; a session resumed knows the same."""
    told = numbered(entries)
    mixed = told.copy()
    chance.shuffle(mixed)
    one, other = running(), running()
    for entry in told:
        one.apply(entry)
    for entry in mixed:
        other.apply(entry)
    assert one.items() == other.items()
    assert one.due(t_ms=at(now)) == other.due(t_ms=at(now))


@given(ENTRIES, MINUTES, st.none() | MINUTES)
def test_nothing_is_both_settled_and_late(entries: list[Entry], now: int, cuff: int | None) -> None:
    """And what is on the list is not settled."""
    made = running(*entries)
    for one in made.items():
        assert not (one.settled and (one.overdue(at(now)) or one.missed(at(now))))
        assert (one.done_ms is None) or one.covers(one.done_ms)
    listed = made.due(None if cuff is None else at(cuff), at(now))
    assert not [one for one in listed if one.settled]
    keys = [(one.item, one.due_ms) for one in listed]
    assert len(keys) == len(set(keys))
    live = [one for one in listed if not one.missed(at(now))]
    assert len(live) == len({one.item for one in live})
    assert live == sorted(live, key=lambda one: one.due_ms)


@given(ENTRIES, ITEMS, SLOT, MINUTES)
def test_an_answer_hides_no_other_item(
    entries: list[Entry], item: str, slot: int, now: int
) -> None:
    """Of its own item it touches that moment alone, of pressure what lies a window around it."""
    before, after = running(*entries), running(*entries, answered(item, slot))
    near = 3 * MIN if item == PRESSURE else 0
    for one, other in zip(before.items(), after.items(), strict=True):
        if one.item != item or abs(one.due_ms - at(slot)) > near:
            assert one == other
    others = [[o for o in made.due(t_ms=at(now)) if o.item != item] for made in (before, after)]
    assert others[0] == others[1]


@given(ENTRIES)
def test_what_is_withdrawn_was_never_there(entries: list[Entry]) -> None:
    """One by one, in any state of the list."""
    told = numbered(entries)
    made = running(*entries)
    for entry in told:
        made.due(t_ms=at(50))
        made.withdraw(entry.seq or 0)
    assert made.items() == running().items()
    assert made.due(t_ms=at(50)) == running().due(t_ms=at(50))


def test_of_what_falls_due_together_a_look_comes_last() -> None:
    """After pressure, and after what is rated."""
    profile = shipped()
    made = Schedule(profile.cuff, profile.schedule)
    made.apply(InfusionChange(t_ms=0, seq=1, step=PumpStep.STARTED, mg_per_h=54))
    made.apply_phase(Phase.INFUSION, 0)
    made.apply(typed(19 * MIN))
    for item in ("sedation", "dissociation", "nausea"):
        made.apply(Observation(t_ms=12 * MIN, seq=5, scale=item, version="1", answers={item: 0}))
    together = [due.item for due in made.due(t_ms=19 * MIN) if due.due_ms == 20 * MIN]
    assert len(together) >= 2
    assert together[-1] == "iv_site"
