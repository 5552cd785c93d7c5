"""Windows, states and what recurs, as tables."""

import pytest

from monitor.due import DueItem, State, after_drug, apart, recurring, slots, window
from monitor.settings import PRESSURE, ScheduleSettings

MIN = 60_000
PLAN = ScheduleSettings(at_min={PRESSURE: (0, 10, 40), "nausea": (20, 40)}, kept_min=(40,))


def item(due: float = 10, begins: float = 5, ends: float = 30, **more: object) -> DueItem:
    """A slot, in minutes."""
    return DueItem("nausea", *(round(m * MIN) for m in (due, begins, ends)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minute", "state"),
    [
        (0, State.UPCOMING),
        (4.99, State.UPCOMING),
        (5, State.DUE),
        (10, State.DUE),
        (10.016, State.DUE),
        (10.017, State.OVERDUE),
        (30, State.OVERDUE),
        (30.001, State.MISSED),
    ],
)
def test_a_slot_goes_through_its_states(minute: float, state: State) -> None:
    """Late by a whole second it is overdue, behind its window it is missed."""
    t_ms = round(minute * MIN)
    assert item().state(t_ms) is state
    assert item().overdue(t_ms) == (state in {State.OVERDUE, State.MISSED})


@pytest.mark.parametrize("minute", [0, 5, 10, 11, 31])
def test_what_is_settled_is_never_late(minute: float) -> None:
    """Done goes before answered."""
    t_ms = round(minute * MIN)
    done, answered = item(done_ms=1, reply="asleep"), item(reply="asleep")
    assert done.state(t_ms) is State.DONE
    assert answered.state(t_ms) is State.ANSWERED
    assert not any(one.overdue(t_ms) or one.missed(t_ms) for one in (done, answered))


@pytest.mark.parametrize(
    ("item", "before", "after"), [(PRESSURE, 3, 3), ("nausea", 5, 20), ("iv_site", 5, 20)]
)
def test_pressure_has_a_window_and_all_else_another(item: str, before: int, after: int) -> None:
    """As nurse.md B6 has them."""
    assert window(PLAN, item) == (before * MIN, after * MIN)


def test_slots_count_from_the_anchor() -> None:
    """The window of one ends where the next one's begins, and 40 minutes are kept."""
    early, late = slots(PLAN, "nausea", 100 * MIN)
    assert (early.due_ms, early.from_ms, early.to_ms) == (120 * MIN, 115 * MIN, 135 * MIN - 1)
    assert (late.due_ms, late.from_ms, late.to_ms) == (140 * MIN, 135 * MIN, 160 * MIN)
    assert (early.kept, late.kept) == (False, True)


def test_the_windows_of_pressure_lie_apart_already() -> None:
    """Three minutes each way."""
    assert [(s.from_ms, s.to_ms) for s in slots(PLAN, PRESSURE, 0)] == [
        (-3 * MIN, 3 * MIN),
        (7 * MIN, 13 * MIN),
        (37 * MIN, 43 * MIN),
    ]


def test_however_close_each_slot_keeps_its_own_moment() -> None:
    """Two a minute apart are still two."""
    row = apart([item(10, 5, 30), item(11, 6, 31), item(12, 7, 32)])
    for place, one in enumerate(row):
        assert [other.covers(one.due_ms) for other in row] == [place == n for n in range(3)]


def test_a_follow_up_counts_nothing_from_before_the_drug() -> None:
    """And its two moments do not share an entry."""
    five, ten = after_drug(PLAN, PRESSURE, (10, 5), "Labetalol", 20 * MIN)
    assert (five.due_ms, five.from_ms, five.to_ms) == (25 * MIN, 22 * MIN, 27 * MIN - 1)
    assert (ten.due_ms, ten.from_ms, ten.to_ms) == (30 * MIN, 27 * MIN, 33 * MIN)
    (nausea,) = after_drug(PLAN, "nausea", (2,), "Ondansetron", 20 * MIN)
    assert nausea.from_ms == 20 * MIN + 1
    assert {one.after for one in (five, ten)} == {"Labetalol"}


@pytest.mark.parametrize(
    ("answered", "due"),
    [
        ((), 25),
        ((25,), 30),
        ((24,), 29),
        ((25, 30), 35),
        ((35,), 25),
        ((10, 20), 25),
        ((25, 40), 30),
    ],
)
def test_an_answer_puts_what_recurs_on_by_an_interval(answered: tuple[int, ...], due: int) -> None:
    """Only the answer to the moment asked about: what lies between was not answered."""
    found = recurring(PRESSURE, 25 * MIN, 5 * MIN, [minute * MIN for minute in answered])
    assert found == DueItem(PRESSURE, due * MIN)
