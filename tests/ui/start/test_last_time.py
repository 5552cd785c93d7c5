"""The card of a repeat patient says what was so, and what nobody measured as that."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.last_time import LastTime
from ui import theme
from ui.start.last_time import LastTimeCard, last_time_words

FOUND = LastTime(
    session=12,
    number=2,
    started_at=datetime(2026, 11, 20, 14, 0).astimezone(),
    ended=True,
    systolic=159,
    diastolic=90,
    minute=30,
    nausea=4,
    drugs=("ondansetron",),
    likes="eye mask, no talking",
)


def test_everything_in_two_sentences() -> None:
    """With the number of the session here, and no course length that nobody wrote down."""
    assert last_time_words(FOUND) == (
        "Session 2 here, 2026-11-20: peak 159/90 at +30 min, nausea 4, ondansetron."
        " Likes: eye mask, no talking."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"systolic": None, "diastolic": None, "minute": None}, "no pressure measured, nausea 4"),
        ({"minute": None}, "peak 159/90, nausea 4"),
        ({"minute": -3}, "peak 159/90 at −3 min"),
        ({"diastolic": None}, "peak 159/-- at"),
        ({"nausea": None}, "nausea not asked"),
        ({"nausea": 0}, "nausea 0,"),
        ({"drugs": ()}, "nausea 4, no other drug recorded."),
        ({"drugs": ("labetalol", "ondansetron")}, "labetalol, ondansetron."),
        ({"ended": False}, "ondansetron, not ended."),
    ],
)
def test_what_is_missing_is_said_to_be(changed: dict[str, object], said: str) -> None:
    """Neither zero nor silence."""
    assert said in last_time_words(replace(FOUND, **changed))  # type: ignore[arg-type]


def test_without_likes_nothing_is_said_of_them() -> None:
    """No empty word."""
    assert "Likes" not in last_time_words(replace(FOUND, likes=None))


def test_the_card_is_there_only_for_somebody_known(qtbot: QtBot, dressed: QApplication) -> None:
    """And says to a screen reader what it is."""
    card = LastTimeCard(theme.COMPACT)
    qtbot.addWidget(card)
    assert card.isHidden()
    card.show_found(FOUND)
    assert not card.isHidden()
    assert card.text() == last_time_words(FOUND)
    assert card.accessibleName().startswith("LAST TIME HERE Session 2")
    card.show_found(None)
    assert card.isHidden()
    assert card.text() == ""
