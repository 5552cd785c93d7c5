"""Words of a row never meet: the first that fits is written, the next gives way."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.chart.lettering import Lettering
from ui.chart.word_row import EDGE_PAD, WordRow, rightmost


@pytest.fixture
def letters(qapp: QApplication) -> Lettering:
    """The chart's small ones."""
    theme.dress(qapp, theme.DARK)
    return Lettering(12)


def test_the_short_word_stands_where_the_long_one_has_no_room(letters: Lettering) -> None:
    """And where neither has, nothing."""
    row = WordRow(10, letters, (0, 300), [(170, 180)])
    for about in ((40, 60), (100, 104), (104, 106)):
        row.put(("paused: Vomiting", "paused"), about, 14)
    assert [word.said for word in row.words] == ["paused: Vomiting", "paused"]
    first, second = (word.span for word in row.words)
    assert first[1] < second[0] < second[1] < 170


def test_a_name_stands_as_far_right_as_it_is_free(letters: Lettering) -> None:
    """Left of a line of now; whatever is higher or lower is not in its way."""
    edge = rightmost("SYS 160", 50, letters, (100, 800), [QRectF(700, 0, 100, 30)])
    assert edge is not None
    assert edge.span[1] == 800 - EDGE_PAD
    now = QRectF(780, 0, 1, 100)
    aside = rightmost("SYS 160", 50, letters, (100, 800), [now])
    assert aside is not None
    assert aside.span[1] < 780 < edge.span[1]
    assert not aside.box.intersects(now)
    assert rightmost("SYS 160", 50, letters, (100, 800), [QRectF(100, 0, 700, 100)]) is None
