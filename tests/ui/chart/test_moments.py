"""Marks and notes hang at the top with their time; a mark is hollow until it is described."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from monitor.events import Correction, Entry, Mark, Note
from monitor.session import Session
from tests.ui.infusion_course import at, course, wall
from ui import theme
from ui.chart.moments import BESIDE, HEAD_Y, Moment, Moments, moments
from ui.chart.paper import Paper

MARK = Mark(t_ms=at(3))


def session(*entries: Entry) -> Session:
    """Return the course with these, the first of them numbered 901."""
    made = course(20).session()
    for seq, entry in enumerate(entries, start=901):
        made.entries[seq] = entry
    return made


def test_a_mark_is_open_until_a_note_describes_it() -> None:
    """The note is then no moment of its own."""
    told = Note(t_ms=at(8), text="Felt far away", of=901)
    assert moments(session(MARK)) == (Moment(at(3), "", open=True),)
    assert moments(session(MARK, told)) == (Moment(at(3), "Felt far away"),)


def test_other_notes_stand_at_their_own_time() -> None:
    """Oldest first, whenever they were entered."""
    late, early = Note(t_ms=at(9), text="late"), Note(t_ms=at(2), text="early", of=1)
    assert [one.text for one in moments(session(late, early))] == ["early", "late"]


def test_a_withdrawn_mark_is_gone() -> None:
    """As everything that was undone."""
    made = session(MARK)
    made.apply(Correction(t_ms=at(4), seq=950, of=901, reason="undone"))
    assert moments(made) == ()


def drawn(*entries: Entry) -> tuple[Moments, Paper, QImage]:
    """Paint them over twenty minutes and a thousand pixels."""
    paper = Paper(session(*entries), theme.DARK, theme.FULL, wall)
    paper.time.left_px, paper.time.right_px = 0.0, 1000.0
    paper.time.left_ms, paper.time.right_ms = at(0), at(20)
    item = Moments(paper)
    item.place(0, 1000, 0)
    item.note_entries()
    image = QImage(1001, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.DARK.chart))
    painter = QPainter(image)
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return item, paper, image


def lit(image: QImage, area: QRect) -> bool:
    """Whether anything is painted there."""
    ground = QColor(theme.DARK.chart).rgb()
    return any(
        image.pixel(x, y) != ground
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


def test_an_open_mark_is_hollow_and_a_described_one_filled(qapp: QApplication) -> None:
    """Beside the tick's line there is ground, or ink."""
    theme.dress(qapp, theme.DARK)
    told = Note(t_ms=at(8), text="Felt far away", of=901)
    for entries, filled in (((MARK,), False), ((MARK, told), True)):
        _, paper, image = drawn(*entries)
        at_head = QPoint(paper.time.column(at(3)) + 1, round(HEAD_Y))
        is_ink = image.pixelColor(at_head).lightness() > 128
        assert is_ink is filled


def test_a_crowded_mark_has_its_tick_and_no_words(qapp: QApplication) -> None:
    """Nothing is written over what comes next."""
    theme.dress(qapp, theme.DARK)
    item, paper, image = drawn(MARK, Mark(t_ms=at(3) + 20_000))
    x, y = paper.time.column(at(3)), round(HEAD_Y)
    assert lit(image, QRect(x, y - 10, 1, 4))
    assert not lit(image, QRect(x + 5, y - 5, 3, 10))
    assert item._words(item.shown[0], 17 - BESIDE) == ""
    assert item._words(item.shown[1], 150) == "14:03"
