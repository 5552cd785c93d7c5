"""How an entry and its tags are painted: alarms in their colour, nothing else in it."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from ui import theme
from ui.review.entry_delegate import TAGS_ROLE, EntryDelegate
from ui.review.entry_lines import Tag

LONG = "corrected from 6: " + "patient restated " * 12


def painted(qtbot: QtBot, qapp: QApplication, text: str, *tags: Tag, width: int = 400) -> QImage:
    """A cell as it is seen."""
    theme.dress(qapp, theme.LIGHT)
    view, model = QTableView(), QStandardItemModel()
    qtbot.addWidget(view)
    item = QStandardItem(text)
    item.setData(tags, TAGS_ROLE)
    model.appendRow(item)
    view.setModel(model)
    image = QImage(width, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.LIGHT.card))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, 30)
    option.font = theme.font(14)
    option.widget = view
    painter = QPainter(image)
    EntryDelegate(view).paint(painter, option, model.index(0, 0))
    painter.end()
    return image


def reds_and_yellows(image: QImage) -> int:
    """How many pixels are of a warm, strong colour."""
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(c.saturation() > 100 and (c.hue() < 60 or c.hue() > 340) for c in colours)


def inked(image: QImage) -> QRect:
    """The smallest area that holds all that is painted."""
    ground = QColor(theme.LIGHT.card).rgb()
    found = QRect()
    for x in range(image.width()):
        if any(image.pixel(x, y) != ground for y in range(2, image.height() - 2)):
            found |= QRect(x, 0, 1, 30)
    return found


@pytest.mark.parametrize("role", ["high", "medium"])
def test_an_alarm_has_the_colour_of_its_priority(
    qtbot: QtBot, qapp: QApplication, role: str
) -> None:
    """And only an alarm has."""
    assert reds_and_yellows(painted(qtbot, qapp, "Alarm", Tag(role, role))) > 20
    assert reds_and_yellows(painted(qtbot, qapp, "Nausea 3", Tag("corrected"))) == 0
    assert reds_and_yellows(painted(qtbot, qapp, "Nausea 3", Tag("new", "new"))) == 0


def test_a_tag_stands_after_the_words(qtbot: QtBot, qapp: QApplication) -> None:
    """Close to what it is about."""
    plain, tagged = (
        inked(painted(qtbot, qapp, "Nausea 3", *tags)) for tags in ((), (Tag("new", "new"),))
    )
    assert plain.right() < tagged.right() < 200


def test_a_long_tag_is_shortened_and_leaves_room_for_the_words(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """Nothing is painted beyond the cell."""
    assert inked(painted(qtbot, qapp, "Nausea 3", Tag(LONG))).right() < 400
    narrow = painted(qtbot, qapp, "A sentence with many words", Tag(LONG), width=150)
    assert inked(narrow).right() < 150
