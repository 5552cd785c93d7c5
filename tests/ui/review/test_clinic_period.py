"""The period of the clinic's summary."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from ui.review.clinic_period import CHOICES, FROM_TO, Period, PeriodChoice, period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("choice", "days"), [("days_30", 30), ("days_90", 90), ("year", 365)])
def test_so_many_days_are_whole_days_and_today_is_one(choice: str, days: int) -> None:
    found = period(choice, TODAY)
    assert found.first is not None
    assert found.last == TODAY
    assert (found.last - found.first).days == days - 1


def test_a_period_begins_and_ends_at_midnight_here() -> None:
    found = Period(TODAY, TODAY)
    midnight = datetime.combine(TODAY, time.min).astimezone()
    tomorrow = datetime.combine(TODAY + timedelta(days=1), time.min).astimezone()
    assert (found.since, found.until) == (midnight, tomorrow)
    assert found.since is not None
    assert found.since.tzinfo is UTC


def test_all_has_no_bounds() -> None:
    assert period("all", TODAY) == Period()
    assert (Period().since, Period().until) == (None, None)


def test_whoever_wants_other_days_begins_with_those_shown(qtbot: QtBot) -> None:
    choice = PeriodChoice(TODAY)
    qtbot.addWidget(choice)
    before = choice.chosen
    with qtbot.waitSignal(choice.changed):
        choice.choice.setCurrentIndex(CHOICES.index(FROM_TO))
    assert choice.chosen == before
    with qtbot.waitSignal(choice.changed):
        choice.first.setDate(QDate(2026, 11, 1))
    assert choice.chosen == Period(date(2026, 11, 1), TODAY)


def test_the_last_day_is_never_before_the_first(qtbot: QtBot) -> None:
    choice = PeriodChoice(TODAY)
    qtbot.addWidget(choice)
    choice.choice.setCurrentIndex(CHOICES.index(FROM_TO))
    choice.first.setDate(QDate(2026, 12, 24))
    assert choice.chosen.last == date(2026, 12, 24)
