"""Beside the cell stands what waits for an answer, as far as it can be read whole."""

from tests.ui.alarmed import Alarmed, profile_with
from ui.saved_state import SavedState
from ui.strip_line import BETWEEN, Line, line
from ui.strip_news import News, news


def told(alarmed: Alarmed) -> list[News]:
    """What is so now."""
    return news(alarmed.session, SavedState(), alarmed.wall, alarmed.now_ms)


def beside(alarmed: Alarmed, letters: int, turn: int = 0) -> Line:
    """The line where so many letters have room."""
    fits = lambda words: len(words) <= letters  # noqa: E731
    return line(told(alarmed), alarmed.session, turn, fits)


def crowded() -> Alarmed:
    """Somebody with four alarms that nobody has answered."""
    alarmed = Alarmed()
    alarmed.see(60, "sedation", "sedation", 1)
    for sign in ("chest_pain", "short_of_breath"):
        alarmed.see(61, "also_seen", sign, "started")
    alarmed.see(62, "also_seen", "headache", 3)
    return alarmed


def test_as_many_as_have_room_are_read_and_the_others_counted() -> None:
    """Each whole, with its sign and stars."""
    alarmed = crowded()
    every = [one.short_line for one in told(alarmed)[1:]]
    whole = len(BETWEEN.join(every))
    assert len(beside(alarmed, whole).read) == 4
    made = beside(alarmed, whole - 1)
    assert made.words == BETWEEN.join([*every[:2], "and 1 more"])
    assert [one.short_line for one in made.read[1:]] == every[:2]
    assert len(made.words) < whole


def test_what_waits_comes_before_all_else_that_is_said() -> None:
    """Before what to do about the cell's, and before what somebody answered."""
    alarmed = Alarmed(profile=profile_with(protocol={"systolic.high": "Call Dr X."}))
    alarmed.cuff(60, 186, 92)
    alarmed.see(70, "also_seen", "chest_pain", "started")
    assert beside(alarmed, 100).words == "▲  ** Chest pain  ·  Clinic protocol: Call Dr X."
    assert beside(alarmed, 5).words == "and 1 more  ·  Clinic protocol: Call Dr X."


def test_where_nothing_that_waits_has_room_the_first_of_it_can_be_answered() -> None:
    """An alarm that nobody could ever answer would sound for ever."""
    alarmed = Alarmed()
    alarmed.cuff(30, 164, 92)
    alarmed.cuff(60, 166, 92)
    alarmed.cuff(90, 140, 84)
    alarmed.see(95, "sedation", "sedation", 1)
    alarmed.acknowledge(100, "observed", "sedation.sedation")
    worst, other = told(alarmed)
    assert worst.answered
    made = beside(alarmed, 0)
    assert made.read == (worst, other)
    assert made.words.startswith("△  ** SYS 166 (limit 160), ended 14:01")


def test_what_waits_for_nobody_is_shown_in_turn() -> None:
    """In few words; only that it is not confirmed is said in full."""
    alarmed = Alarmed()
    alarmed.see(60, "also_seen", "chest_pain", "started")
    alarmed.cuff(61, 164, 92)
    assert beside(alarmed, 100).words == "△  SYS 164 (limit 160), not confirmed"
