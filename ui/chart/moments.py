"""Moments that were marked, and notes: a thin tick with its time, hollow until it is described."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from monitor.events import Mark, Note
from monitor.session import Session
from ui import theme
from ui.chart.paper import Paper, crisp, filled, smooth
from ui.chart.word_row import Word
from ui.words import clock_time

HEIGHT = 30.0
HEAD_Y = 17.0
RADIUS = 3.5
BESIDE = 8
"""Between a head and its words."""
APART = 6
WIDEST = 150.0
"""Words of a note take no more; the pointer shows all of them."""
FEWEST = 44.0
"""Fewer pixels than these hold no words of a note beside its time."""


class Moment(NamedTuple):
    """A mark or a note. `open`: a mark that nobody has described yet."""

    t_ms: int
    text: str = ""
    open: bool = False


def moments(session: Session) -> tuple[Moment, ...]:
    """Every mark with what describes it, and every other note, oldest first."""
    entries = session.entries
    notes = [entry for entry in entries.values() if isinstance(entry, Note)]
    told: dict[int, str] = {note.of: note.text for note in notes if note.of is not None}
    marks = [(seq, entry) for seq, entry in entries.items() if isinstance(entry, Mark)]
    marked = {seq for seq, _ in marks}
    found = [Moment(mark.t_ms, told.get(seq, ""), seq not in told) for seq, mark in marks]
    found += [Moment(note.t_ms, note.text) for note in notes if note.of not in marked]
    return tuple(sorted(found))


class Moments(QGraphicsItem):
    """Hangs from the top of the chart, over the lane of the pressures."""

    def __init__(self, paper: Paper, taken: Callable[[], Iterable[QRectF]] = lambda: ()) -> None:
        """`taken`: what words must keep off."""
        super().__init__()
        self._paper = paper
        self._taken = taken
        self._rect = QRectF()
        self.shown: tuple[Moment, ...] = ()

    def place(self, left: float, right: float, top: float) -> None:
        """Hang from `top`, between two sides."""
        self.prepareGeometryChange()
        self._rect = QRectF(left, top, right - left, HEIGHT)

    def note_entries(self) -> None:
        """Take what the session knows: asked for when it has new entries."""
        found = moments(self._paper.session)
        if found != self.shown:
            self.shown = found
            self.update()

    # -- painting --------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setClipRect(self._rect.adjusted(0, 0, 1, 0))
        time = self._paper.time
        for index, moment in enumerate(self.shown):
            rest = self.shown[index + 1 :]
            free_to = time.x(rest[0].t_ms) - APART if rest else self._rect.right()
            if time.shows(moment.t_ms, WIDEST):
                self._paint_moment(painter, moment, min(free_to, self._rect.right()))

    def _paint_moment(self, painter: QPainter, moment: Moment, free_to: float) -> None:
        paper, palette = self._paper, self._paper.palette
        x = paper.time.column(moment.t_ms)
        ink, dim = theme.colour(palette.ink), theme.colour(palette.dim)
        crisp(painter, dim)
        painter.drawLine(x, round(self._rect.top()), x, round(self._rect.bottom()) - 1)
        head = QPointF(x + 0.5, self._rect.top() + HEAD_Y)
        if moment.open:
            smooth(painter, ink, 1.4)
            painter.setBrush(theme.colour(palette.chart))
        else:
            filled(painter, ink)
        painter.drawEllipse(head, RADIUS, RADIUS)
        word = Word(self._words(moment, free_to - x - BESIDE), x + BESIDE, head.y(), paper.small)
        if not any(word.box.intersects(box) for box in self._taken()):
            word.write(painter, ink if moment.open else dim)

    def _words(self, moment: Moment, room: float) -> str:
        """As much of its time and words as fits."""
        letters, room = self._paper.small, min(room, WIDEST)
        at = clock_time(self._paper.wall(moment.t_ms))
        left = room - letters.width(f"{at} ")
        if letters.width(at) > room:
            return ""
        return f"{at} {letters.cut(moment.text, left)}" if moment.text and left >= FEWEST else at
