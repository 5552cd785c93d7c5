"""A pressure as it is spoken, with its time or its age."""

import pytest

from monitor.events import CuffSource
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, cuff, wall
from ui.pressure_words import age_words, known, over, pressures, time_words


def test_a_number_that_was_not_measured_is_no_zero() -> None:
    """Two dashes in its place."""
    assert over(120, None) == "120/--"
    assert pressures(cuff(0, 164, 92)) == "164/92"


@pytest.mark.parametrize(
    ("minutes", "time", "age"),
    [
        (3.7, "14:00 · 3:42 ago", "3:42 ago"),
        (9.99, "14:00 · 9:59 ago", "9:59 ago"),
        (14.5, "14:00 · 14 min old", "14 min old"),
    ],
)
def test_an_old_pressure_counts_minutes(minutes: float, time: str, age: str) -> None:
    """With its time, or from afar without."""
    one = cuff(0, 149, 86)
    assert time_words(one, at(minutes), wall) == time
    assert age_words(one, at(minutes)) == age


def test_a_typed_pressure_says_so() -> None:
    """Before its age."""
    typed = cuff(0, 149, 86, source=CuffSource.MANUAL)
    assert age_words(typed, at(1)) == "typed · 1:00 ago"


def test_no_pressure_is_known_before_it_was_measured() -> None:
    """A saved session is shown at any of its moments."""
    session = Session(shipped(), START)
    session.apply(cuff(5, 133, 81, seq=1))
    assert known(session, at(4.9)) == []
    assert len(known(session, at(5))) == 1
