"""A moment is chosen by touch or by the room's clock, and is always one of this session."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.errors import EntryError
from tests.ui.beside import Beside, beside, check_for_gloves
from ui.dialogs.when_row import WhenRow

__all__ = ["beside"]

MIN = 60_000


@pytest.fixture
def row(qtbot: QtBot, beside: Beside) -> WhenRow:
    """A row at half past two and five seconds; the session began at two."""
    made = WhenRow(beside.clock, beside.sizes, late_min=15)
    qtbot.addWidget(made)
    made.show()
    return made


def typed(row: WhenRow, text: str) -> WhenRow:
    """Type a time of day."""
    row.edit.clear()
    QTest.keyClicks(row.edit, text)
    return row


def test_it_was_now_until_somebody_says_otherwise(beside: Beside, row: WhenRow) -> None:
    """And now is the moment of entering, not that of opening."""
    beside.clock.t_ms += 20_000
    assert row.at_ms() == beside.clock.t_ms
    assert row.now.isChecked()
    assert row.said() == "at the moment of Enter"


@pytest.mark.parametrize("minutes", [1, 2, 5])
def test_minutes_ago_are_counted_from_the_touch(beside: Beside, row: WhenRow, minutes: int) -> None:
    """What is shown is what is entered, however long the rest takes."""
    row.ago[minutes].click()
    at = beside.clock.t_ms - minutes * MIN
    beside.clock.t_ms += 45_000
    assert row.at_ms() == at
    assert row.said() == f"at 14:{30 - minutes}:05"
    assert [m for m, made in row.ago.items() if made.isChecked()] == [minutes]
    assert not row.now.isChecked()


def test_a_time_of_day_is_the_rooms(row: WhenRow) -> None:
    """With or without the colon; the buttons are out."""
    assert typed(row, "14:23").at_ms() == 23 * MIN
    assert typed(row, "1421").at_ms() == 21 * MIN
    assert row.said() == "at 14:21"
    assert not row.now.isChecked()


def test_what_was_chosen_last_counts(beside: Beside, row: WhenRow) -> None:
    """A touch empties the field, and an emptied field is now."""
    typed(row, "14:23")
    row.ago[2].click()
    assert (row.edit.text(), row.at_ms()) == ("", beside.clock.t_ms - 2 * MIN)
    typed(row, "14:23")
    row.edit.clear()
    row.edit.textEdited.emit("")
    assert row.at_ms() == beside.clock.t_ms
    row.choose_ms(7 * MIN)
    assert row.at_ms() == 7 * MIN
    row.now.click()
    assert row.at_ms() == beside.clock.t_ms


def test_more_than_a_quarter_of_an_hour_ago_is_late(row: WhenRow) -> None:
    """In words; to the minute of the profile."""
    assert not typed(row, "14:16").is_late
    assert typed(row, "14:15").is_late
    assert row.said() == "Late entry, for 14:15"


def test_after_midnight_the_late_hour_was_yesterday(beside: Beside, row: WhenRow) -> None:
    """The session began at two in the afternoon and is still running."""
    beside.clock.t_ms = (10 * 60 + 5) * MIN
    assert typed(row, "23:58").at_ms() == (9 * 60 + 58) * MIN


@pytest.mark.parametrize("text", ["14:31", "13:59", "23:10"])
def test_neither_the_future_nor_before_the_session(row: WhenRow, text: str) -> None:
    """It says so at once, and between which times it must lie."""
    with pytest.raises(EntryError) as caught:
        typed(row, text).at_ms()
    assert (caught.value.code, caught.value.values["field"]) == ("not_in_session", "when")
    assert row.said() == f"{text} is not between the start at 14:00 and now, 14:30."


def test_minutes_ago_may_lie_before_the_session(beside: Beside, row: WhenRow) -> None:
    """Three minutes after the start nothing was five minutes ago."""
    beside.clock.t_ms = 3 * MIN
    row.ago[5].click()
    with pytest.raises(EntryError):
        row.at_ms()
    assert row.said() == "13:58 is not between the start at 14:00 and now, 14:03."


def test_half_a_time_is_no_mistake_yet(row: WhenRow) -> None:
    """Nobody is told off while typing; it cannot be entered either."""
    for text in ("1", "14", "14:", "14:2", "235"):
        typed(row, text)
        assert row.said() == "" or row.said().startswith(("at ", "Late"))
    with pytest.raises(EntryError):
        typed(row, "14:").at_ms()


def test_a_glove_and_a_screen_reader_find_every_button(row: WhenRow) -> None:
    """A minus alone says nothing when it is read out."""
    check_for_gloves(row)
    assert [made.accessibleName() for made in row.ago.values()] == [
        "1 min ago",
        "2 min ago",
        "5 min ago",
    ]
