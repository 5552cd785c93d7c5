"""What must be said before a session ends, and the pump's volume beside ours."""

import pytest

from monitor.ending import (
    PUMP_VOLUME,
    UNEXPECTED,
    WASTED,
    Open,
    left_mg,
    not_told,
    still_open,
    volume,
)
from monitor.events import (
    Check,
    CheckAnswer,
    Correction,
    Criterion,
    DosePlan,
    DrugWasted,
    DueAnswer,
    DueReply,
    Entry,
    InfusionChange,
    Leaving,
    LeavingStep,
    Mark,
    Note,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
)
from monitor.session import Session
from tests.monitor.test_discharge import MIN, NOW, profile, pump, said, session, told

PLAIN = profile(criteria=("walk",))


def read(ml: float, minute: float = 60) -> InfusionChange:
    """What the pump showed."""
    return InfusionChange(t_ms=round(minute * MIN), step=PumpStep.VOLUME_READ, ml=ml)


def plain(*entries: Entry, bare: bool = False) -> Session:
    """A session of which only the walk is asked, in no phase, so that nothing came due."""
    return session(*entries, of=PLAIN, bare=bare)


def codes(made: Session) -> list[str]:
    """What is open, by its code."""
    return [one.code for one in still_open(made, NOW)]


WHOLE: dict[str, Entry] = {
    "pump_volume": read(36),
    "wasted": DrugWasted(t_ms=61 * MIN, mg=14, witness="Haddad"),
    "criterion": said("walk", True),
    "ready": Leaving(t_ms=113 * MIN, step=LeavingStep.READY),
    "left": Leaving(t_ms=114 * MIN, step=LeavingStep.LEFT, escort="Ms Martin"),
    "unexpected": Check(t_ms=115 * MIN, item=UNEXPECTED, answer=CheckAnswer.NO),
}


def test_everything_is_open_at_first_in_the_order_of_the_page() -> None:
    """The answers close them one by one."""
    assert codes(plain()) == list(WHOLE)
    assert codes(plain(*WHOLE.values())) == []


@pytest.mark.parametrize("code", WHOLE)
def test_each_answer_closes_its_own(code: str) -> None:
    """And no other."""
    others = [entry for name, entry in WHOLE.items() if name != code]
    assert codes(plain(*others)) == [code]


def test_marks_and_missed_items_are_counted() -> None:
    """A described mark is none."""
    recovery = PhaseChange(t_ms=50 * MIN, phase=Phase.RECOVERY)
    made = session(Mark(t_ms=20 * MIN), Mark(t_ms=21 * MIN), recovery, of=PLAIN)
    missed = len(made.schedule.open_items(NOW))
    assert missed > 3
    assert still_open(made, NOW)[:2] == [Open("marks", count=2), Open("missed", count=missed)]
    told([Note(t_ms=NOW, text="sat up", of=5)], made)
    assert still_open(made, NOW)[0] == Open("marks", count=1)


def test_each_criterion_that_is_not_settled_is_named() -> None:
    """So that the page can lead there."""
    rules = profile(criteria=("walk", "oriented", "escort"))
    made = session(said("oriented", True), of=rules)
    named = [one.criterion for one in still_open(made, NOW) if one.code == "criterion"]
    assert named == ["walk", "escort"]


def test_a_pump_that_runs_comes_before_its_volume() -> None:
    """There is nothing to read off it yet."""
    made = plain(pump(116, PumpStep.STARTED))
    assert codes(made)[:2] == ["pump_running", "criterion"]


def test_where_no_pump_ran_none_is_asked_about() -> None:
    """A session that was called off, and one of sprays."""
    assert codes(plain(bare=True)) == ["criterion", "ready", "left", "unexpected"]


@pytest.mark.parametrize("item", [PUMP_VOLUME, WASTED])
def test_a_volume_or_a_waste_may_be_answered_by_a_reason(item: str) -> None:
    """Not every pump shows its volume."""
    answer = DueAnswer(t_ms=60 * MIN, item=item, due_ms=50 * MIN, reply=DueReply.NOT_DONE)
    made = plain(answer)
    assert item not in codes(made)
    assert not_told(made, item) is not None


def test_what_was_said_before_the_pump_started_again_is_of_another_time() -> None:
    """The patient was ready, got more, and has to be looked at anew."""
    made = plain(*WHOLE.values(), pump(116, PumpStep.STARTED), pump(117, PumpStep.STOPPED))
    assert codes(made) == ["pump_volume", "criterion", "ready", "left"]


# --- the pump's volume ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ml", "apart"),
    [
        (36, False),
        (37, False),  # 1.0 mg is not more than 1 mg
        (37.01, True),
        (35, False),
        (34.99, True),
        (0, True),
    ],
)
def test_a_difference_of_more_than_one_milligram_is_told(ml: float, apart: bool) -> None:
    """36 mg were given by the clock, the bag holds 1 mg/mL."""
    found = volume(session(read(ml)))
    assert found is not None
    assert (found.mg, found.clock_mg, found.apart) == (ml, 36, apart)


def test_a_difference_of_more_than_five_percent_is_told_of_little_too() -> None:
    """Ten minutes are 9 mg, five percent of it 0.45 mg."""
    early = [pump(10, PumpStep.STARTED), pump(20, PumpStep.STOPPED)]
    plan = next(e for e in session().entries.values() if isinstance(e, DosePlan))
    within = session(plan, *early, read(9.45), bare=True)
    beyond = session(plan, *early, read(9.46), bare=True)
    assert [v.apart for v in (volume(within), volume(beyond)) if v] == [False, True]


def test_a_volume_without_a_bag_is_only_a_volume() -> None:
    """Nobody knows how much drug that was."""
    found = volume(
        session(pump(10, PumpStep.STARTED), pump(50, PumpStep.STOPPED), read(36), bare=True)
    )
    assert found is not None
    assert (found.ml, found.mg, found.apart) == (36, None, False)


def test_the_volume_is_the_one_read_after_the_pump_stopped() -> None:
    """One read on the way was of that moment."""
    assert volume(session(read(18, minute=30))) is None
    found = volume(session(read(35, 55), read(36, 56)))
    assert found is not None
    assert found.ml == 36


def test_what_is_left_of_the_bag_goes_by_the_pump_where_it_was_read() -> None:
    """Else by the clock; without a plan nobody knows."""
    assert left_mg(session(), NOW) == pytest.approx(14)
    assert left_mg(session(read(35)), NOW) == pytest.approx(15)
    assert left_mg(session(read(60)), NOW) == 0
    assert left_mg(session(bare=True), NOW) is None


def test_a_slip_that_was_taken_back_is_open_again() -> None:
    """Corrections leave the session without the entry."""
    made = plain(*WHOLE.values())
    left = next(e for e in made.entries.values() if isinstance(e, Leaving) and e.step == "left")
    told([Correction(t_ms=NOW, of=left.seq or 0, reason="undone")], made)
    assert codes(made) == ["left"]


def test_other_entries_do_not_matter() -> None:
    """Only the end's own answers close it."""
    extra = [
        Observation(t_ms=60 * MIN, scale="nausea", version="1", answers={"nausea": 1}, score=1),
        Criterion(t_ms=61 * MIN, criterion="pressure", met=True),
    ]
    assert codes(plain(*extra)) == list(WHOLE)
