"""*Saved* is said only of what the disk has answered for."""

import pytest

from monitor.events import Mark, Reading, Saved, SaveFailed
from ui.saved_state import SavedState


class Wall:
    """Wall time, as the test sets it."""

    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def wall() -> Wall:
    """A clock on the wall."""
    return Wall()


@pytest.fixture
def state(wall: Wall) -> SavedState:
    """Nothing entered, nothing saved."""
    return SavedState(wall)


def enter(state: SavedState, seq: int) -> None:
    """Take an entry of second `seq`."""
    state.take(Mark(t_ms=1000 * seq, seq=seq))


def save(state: SavedState, seq: int) -> None:
    """Hear from the writer."""
    state.take(Saved(t_ms=99_000, up_to_seq=seq, up_to_ms=0))


def since(state: SavedState) -> int | None:
    """Since when nothing is stored."""
    return state.not_saved_since


def test_nothing_to_save_is_saved(state: SavedState) -> None:
    """Readings are no entries."""
    state.take(Reading(t_ms=0, device="ge-dinamap", values={}))
    assert state.all_saved
    assert since(state) is None


def test_an_entry_is_saved_by_an_answer_that_covers_it(state: SavedState) -> None:
    """One about an earlier entry does not."""
    enter(state, 1)
    enter(state, 2)
    assert not state.all_saved
    save(state, 1)
    assert (state.all_saved, state.saved_seq) == (False, 1)
    save(state, 2)
    assert (state.all_saved, state.saved_seq) == (True, 2)


def test_an_answer_that_comes_late_takes_nothing_back(state: SavedState) -> None:
    """What is on disk stays there."""
    for seq in (1, 2):
        enter(state, seq)
    save(state, 2)
    save(state, 1)
    assert state.saved_seq == 2
    assert state.all_saved


def test_a_failure_counts_from_its_first_moment_until_something_is_saved(
    state: SavedState,
) -> None:
    """Also where nothing waits."""
    state.take(SaveFailed(t_ms=5000, reason="record_full"))
    state.take(SaveFailed(t_ms=9000, reason="record_full"))
    assert since(state) == 5000
    assert not state.all_saved
    save(state, 0)
    assert since(state) is None
    assert state.all_saved


def test_a_disk_that_says_nothing_for_three_seconds_has_not_saved(
    state: SavedState, wall: Wall
) -> None:
    """Since the oldest entry it owes; the time counted is the wall's, as the disk's is."""
    enter(state, 7)
    wall.now_s += 2
    enter(state, 8)
    wall.now_s += 1
    assert since(state) is None
    wall.now_s += 0.1
    assert since(state) == 7000
    save(state, 7)
    assert since(state) is None
    wall.now_s += 3
    assert since(state) == 8000


def test_failure_and_silence_together_count_from_the_earlier(state: SavedState, wall: Wall) -> None:
    """The first entry that is not on disk."""
    enter(state, 4)
    state.take(SaveFailed(t_ms=6000, reason="record_full"))
    wall.now_s += 4
    assert since(state) == 4000
