"""A session that was left open: when it goes on, when it cannot, and how its gap is said."""

from datetime import datetime, timedelta

import pytest

from monitor.errors import RecordError
from monitor.events import ClockStep, Entry, Note
from monitor.history import History
from tests.ui import saved_sessions as saved
from ui import left_open
from ui.left_open import cannot_go_on, resumes_at, say_open, say_resumed

BEGAN = datetime(2026, 11, 22, 14, 0).astimezone()
MINUTE = 60_000
LAST = Note(t_ms=12 * MINUTE, text="asleep")


def left(*entries: Entry, patient: str | None = None) -> History:
    """A session of 14:00 in the room, with nothing known after 14:12."""
    return History(saved.start(patient, at=BEGAN), [LAST, *entries])


def clock_says(monkeypatch: pytest.MonkeyPatch, **after: float) -> None:
    """What the computer's clock says, so long after the session began."""
    monkeypatch.setattr(left_open, "utc_now", lambda: BEGAN + timedelta(**after))


def test_it_goes_on_as_late_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its clock never stood still."""
    clock_says(monkeypatch, minutes=15)
    assert resumes_at(left()) == 15 * MINUTE


@pytest.mark.parametrize("minutes", [60, -60])
def test_a_clock_that_was_moved_in_the_session_does_not_count(
    monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    """Session time is not what it moved."""
    clock_says(monkeypatch, minutes=15 + minutes)
    assert resumes_at(left(ClockStep(t_ms=5, step_ms=minutes * MINUTE))) == 15 * MINUTE


def test_a_clock_put_back_a_little_goes_on_behind_the_last_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a computer does that asks for the time after it was started."""
    clock_says(monkeypatch, minutes=8)
    assert resumes_at(left()) == LAST.t_ms + 1


@pytest.mark.parametrize("wrong", [{"days": -9000}, {"minutes": 6}, {"days": 366}, {"days": 401}])
def test_a_clock_that_cannot_be_right_is_said(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, float]
) -> None:
    """Both times, and what to do."""
    clock_says(monkeypatch, **wrong)
    with pytest.raises(RecordError, match="clock_far_off"):
        resumes_at(left())
    said = cannot_go_on(left())
    assert "22 Nov 2026 14:12" in said
    assert f"{(BEGAN + timedelta(**wrong)).astimezone():%Y %H:%M}" in said
    assert "Set the clock, or begin a new session." in said


def test_a_session_that_was_forgotten_for_months_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or nobody could ever end it, and nobody sign it."""
    clock_says(monkeypatch, days=200)
    assert cannot_go_on(left()) == ""


def test_an_accelerated_session_may_be_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pretend monitor at twenty times the speed is; a dead clock is refused all the same."""
    clock_says(monkeypatch, minutes=1)
    assert resumes_at(left(), speed=20) == LAST.t_ms + 1
    clock_says(monkeypatch, days=500)
    with pytest.raises(RecordError):
        resumes_at(left(), speed=20)


def test_the_gap_is_said_by_the_clock_of_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of the design; seconds of a monitor count as much as entries."""
    clock_says(monkeypatch, minutes=15)
    assert say_open(left()) == "Session of 14:00 is still open (no data 14:12–14:15)."
    heard = left()
    heard.t_ms.extend([0, 13 * MINUTE])
    assert "(no data 14:13–14:15)" in say_open(heard)


def test_whose_session_it_is_stands_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else may sit there now."""
    clock_says(monkeypatch, minutes=15)
    said = say_open(left(patient="Martin, Rosalind"))
    assert "still open for Martin, Rosalind (no data 14:12–14:15)" in said


def test_a_session_of_another_day_is_said_with_its_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or 14:12 would be an hour ago."""
    clock_says(monkeypatch, hours=18)
    said = "Session of 22 Nov 2026 14:00 is still open (no data 22 Nov 2026 14:12–08:00)."
    assert say_open(left()) == said


def test_what_goes_on_is_said_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """And since when it was open, and when it was left."""
    clock_says(monkeypatch, minutes=15)
    said = say_resumed(3, left())
    assert said.startswith("Session 3 goes on")
    assert said.index("22 Nov 2026 14:00") < said.index("22 Nov 2026 14:12")
