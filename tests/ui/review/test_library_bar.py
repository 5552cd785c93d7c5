"""What is searched for, in which days, whose: one filter, told when a hand has stopped."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.session_filter import Filter, Group
from ui.review.clinic_period import CHOICES
from ui.review.library_bar import SHOWN, LibraryBar
from ui.review.sessions_model import ORDER, TO_SIGN

TODAY = date(2026, 11, 23)


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[LibraryBar]:
    made = LibraryBar(TODAY)
    qtbot.addWidget(made)
    made.resize(560, 40)
    made.show()
    yield made
    made.close()


def test_at_first_everything_is_wanted(bar: LibraryBar) -> None:
    assert bar.filter == Filter()
    assert bar.shown == ORDER


def test_typing_is_told_once(qtbot: QtBot, bar: LibraryBar) -> None:
    """Where the hand stops, not at each key."""
    told: list[str] = []
    bar.changed.connect(lambda: told.append(bar.filter.text))
    QTest.keyClicks(bar.search, "martin")
    assert told == []
    qtbot.waitUntil(lambda: told == ["martin"])
    QTest.keyClicks(bar.search, " r")
    bar.hurry()
    bar.hurry()
    assert told == ["martin", "martin r"]


def test_esc_clears_the_search_then_leaves_it(qtbot: QtBot, bar: LibraryBar) -> None:
    bar.search.setText("martin")
    QTest.keyClick(bar.search, Qt.Key.Key_Escape)
    assert bar.filter.text == ""
    with qtbot.waitSignal(bar.search.left):
        QTest.keyClick(bar.search, Qt.Key.Key_Escape)


def test_days_nurse_and_groups_are_wanted_at_once(bar: LibraryBar) -> None:
    told: list[Filter] = []
    bar.changed.connect(lambda: told.append(bar.filter))
    bar.show_nurses(["Adeyemi", "Haddad"])
    assert told == []
    bar.nurse.setCurrentIndex(2)
    bar.period.choice.setCurrentIndex(CHOICES.index("days_30"))
    bar.groups.setCurrentIndex(list(SHOWN).index("to_sign"))
    assert len(told) == 3
    assert told[-1].nurse == "Haddad"
    assert told[-1].since == datetime(2026, 10, 25).astimezone(UTC)
    assert bar.shown == TO_SIGN


def test_from_one_day_to_another_is_asked_for_below(bar: LibraryBar) -> None:
    assert not bar.period.between.isVisible()
    bar.period.choice.setCurrentIndex(CHOICES.index("from_to"))
    assert bar.period.between.isVisible()
    assert bar.filter.until == datetime(2026, 11, 24).astimezone(UTC)


def test_each_choice_says_how_many_it_shows(bar: LibraryBar) -> None:
    """And stays chosen while that changes."""
    bar.groups.setCurrentIndex(list(SHOWN).index("to_sign"))
    bar.show_counts({**dict.fromkeys(Group, 1), Group.CLEAN: 4})
    said = [bar.groups.itemText(place) for place in range(bar.groups.count())]
    assert said[:3] == ["All (9)", "To sign (5)", "Returned (1)"]
    assert bar.groups.currentText() == "To sign (5)"


def test_cleared_it_wants_everything_and_tells_once(bar: LibraryBar) -> None:
    bar.show_nurses(["Adeyemi"])
    bar.nurse.setCurrentIndex(1)
    bar.search.setText("martin")
    told: list[Filter] = []
    bar.changed.connect(lambda: told.append(bar.filter))
    bar.clear()
    assert told == [Filter()]


def test_every_part_has_a_name_and_its_room(bar: LibraryBar) -> None:
    """Beside each other, in the order in which Tab comes to them."""
    parts = [bar.search, bar.period.choice, bar.nurse, bar.groups]
    assert all(part.accessibleName() for part in parts)
    assert [part.x() for part in parts] == sorted(part.x() for part in parts)
    assert bar.groups.geometry().right() < bar.width()
