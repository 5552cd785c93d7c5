"""When a sign began and ended."""

from monitor.events import Observation
from monitor.scale import Answer
from monitor.signs import Episode, episodes, next_answer


def seen(t_ms: int, answer: Answer, sign: str = "dizzy", scale: str = "also_seen") -> Observation:
    """One entry about a sign."""
    return Observation(t_ms=t_ms, scale=scale, version="1", answers={sign: answer})


def test_a_sign_lasts_from_started_to_gone() -> None:
    """With the worst that was said of it meanwhile."""
    told = [seen(1000, "started"), seen(2000, 3), seen(3000, 1), seen(9000, 0)]
    assert episodes(told, "dizzy") == [Episode(1000, 9000, 3)]


def test_a_sign_that_is_not_gone_has_no_end() -> None:
    """Nor a severity that nobody said."""
    assert episodes([seen(1000, "started")], "dizzy") == [Episode(1000, None, None)]


def test_a_sign_may_come_again() -> None:
    """And start with a severity at once."""
    told = [seen(1, "started"), seen(2, 0), seen(3, 2)]
    assert episodes(told, "dizzy") == [Episode(1, 2), Episode(3, None, 2)]


def test_gone_without_a_beginning_is_no_episode() -> None:
    """Nobody knows when it began."""
    assert episodes([seen(5, 0)], "dizzy") == []
    assert episodes([seen(1, 1), seen(2, 0), seen(5, 0)], "dizzy") == [Episode(1, 2, 1)]


def test_other_signs_and_other_scales_do_not_count() -> None:
    """Anxious is not dizzy."""
    told = [seen(1, "started", "anxious"), seen(2, 4, "dizzy", "another")]
    assert episodes(told, "dizzy") == []


def test_the_first_tap_starts_a_sign_and_the_second_ends_it() -> None:
    """Nurse's page, B11."""
    assert next_answer([], "dizzy") == "started"
    assert next_answer([seen(1, "started")], "dizzy") == 0
    assert next_answer([seen(1, "started"), seen(2, 0)], "dizzy") == "started"
    assert next_answer([seen(1, "started")], "anxious") == "started"
