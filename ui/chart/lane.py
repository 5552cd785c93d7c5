"""One row of the chart: its label and numbers in the gutter, its marks at their times."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui import theme
from ui.chart.due import due_times
from ui.chart.lettering import RIGHT
from ui.chart.missed import missed_times, replies, unanswered_times
from ui.chart.paper import EDGE, Paper, crisp, smooth
from ui.chart.room import Span, fitting
from ui.chart.value_axis import ValueAxis

OVERHANG = 12
"""Numbers and marks at a lane's edge reach so far beyond it."""
DUE_RADIUS = 4.5
TIGHT = 3
"""Words below a lane's name may reach so far beyond it."""
REPLY_PX = 200
"""No reply reaches further from its time."""


class Lane(QGraphicsItem):
    """A lane knows its session and paints itself again only when what it shows has changed.

    id: what `ChartView.lane_pressed` calls it; a rating scale's lane has the scale's.
    share: its height, in lanes of `Sizes`; the chart gives a lane with 0 what is left over.
    ruled: whether a line sets it off from the lane above.
    item: the code of what is due in this lane.
    """

    id = ""
    share = 1.0
    ruled = True
    item = ""
    above_axis, below_axis = 8.0, 8.0

    def __init__(self, paper: Paper, label: str, colour: str) -> None:
        super().__init__()
        # What stands still is copied where a curve or the line of now moves over it.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.paper = paper
        self.label = label
        self.colour = theme.colour(colour)
        self.axis: ValueAxis | None = None
        self.rect = QRectF()
        self.shown: object = None
        self.due: tuple[int, ...] = ()
        self.unanswered: tuple[int, ...] = ()
        self.missed: tuple[int, ...] = ()
        self.replies: tuple[tuple[int, str], ...] = ()
        self.now_px: int | None = None

    def place(self, rect: QRectF) -> None:
        """Take this place; the window, or the widget's size, has changed."""
        self.prepareGeometryChange()
        self.rect = rect
        self.update()

    def refresh(self, t_ms: int, *, entered: bool = True) -> None:
        """Bring the lane to this moment; `entered`: the session has another entry since."""
        before = self._painted()
        if entered:
            self.note_entries()
        self.shown = self.content(t_ms)
        if self.item:
            self._note_due(t_ms)
            self.now_px = self._now_by_replies(t_ms)
        if self._painted() != before:
            self.update()

    def _painted(self) -> tuple[object, ...]:
        return self.shown, self.due, self.unanswered, self.missed, self.replies, self.now_px

    def _now_by_replies(self, t_ms: int) -> int | None:
        """Where now is, as long as it may go through the words of a reply."""
        if not self.replies or self.paper.session.ended:
            return None
        now_px = self.paper.time.column(t_ms)
        return now_px if now_px - self.paper.time.x(self.replies[-1][0]) <= REPLY_PX else None

    def note_entries(self) -> None:
        """Work out what entries alone decide: asked for when there are new ones."""
        if self.item:
            self.replies = replies(self.paper.session, self.item)

    def content(self, t_ms: int) -> object:
        """Everything the lane's marks depend on, to be compared with what is shown."""
        raise NotImplementedError

    def said(self, t_ms: int) -> str:
        """What a screen reader says of it now: its latest value; nothing where there is none."""
        return ""

    def _note_due(self, t_ms: int) -> None:
        session, time = self.paper.session, self.paper.time
        self.due = due_times(session, self.item, t_ms, time.right_ms)
        self.unanswered = unanswered_times(session, self.item, t_ms)
        self.missed = missed_times(session, self.item, t_ms)

    # -- places ----------------------------------------------------------------------------

    def down(self, value: float) -> float:
        """Where a value lies on the lane's axis."""
        assert self.axis is not None
        bottom = self.rect.bottom() - self.below_axis
        height = self.rect.height() - self.above_axis - self.below_axis
        return bottom - self.axis.share(value) * height

    def at_height(self, share: float) -> float:
        """How far down something lies that keeps its place in a lane of any height."""
        return self.rect.top() + share * self.rect.height()

    @property
    def sight(self) -> Span:
        """From where to where something can be seen."""
        return self.paper.time.left_px, self.paper.time.right_px

    def holds(self, left: float, width: float) -> bool:
        """Whether words that begin there are seen whole."""
        return self.sight[0] <= left and left + width <= self.sight[1]

    def dots(self) -> list[Span]:
        """The room of what is due, or was not answered, and is in sight."""
        return [(x - DUE_RADIUS, x + DUE_RADIUS) for _, x in self._dots_in_sight()]

    def _dots_in_sight(self) -> list[tuple[int, float]]:
        """When and where: those that are seen whole."""
        time = self.paper.time
        places = ((t_ms, round(time.x(t_ms)) + 0.5) for t_ms in (*self.unanswered, *self.due))
        return [(t_ms, x) for t_ms, x in places if self.holds(x - DUE_RADIUS, 2 * DUE_RADIUS)]

    def taken(self) -> list[Span]:
        """The room of what stands at the height of the dots, and is no dot."""
        return []

    @property
    def due_y(self) -> float:
        """Where hollow dots lie."""
        return self.rect.bottom() - 14

    # -- painting --------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(0, -OVERHANG, 0, OVERHANG)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        self._paint_gutter(painter)
        self._paint_axis(painter)
        time = self.paper.time
        # Marks may reach into the lanes above and below, never into the gutter.
        inside = QRectF(self.boundingRect())
        inside.setLeft(time.left_px)
        inside.setRight(time.right_px + 1)
        painter.setClipRect(inside)
        self.paint_content(painter)
        self._paint_due(painter)

    def paint_content(self, painter: QPainter) -> None:
        """Paint the marks of what is shown."""
        raise NotImplementedError

    def _paint_gutter(self, painter: QPainter) -> None:
        paper = self.paper
        if self.ruled:
            crisp(painter, paper.grid)
            top = round(self.rect.top())
            painter.drawLine(EDGE - 2, top, round(paper.time.right_px), top)
        name, *below = self.label.split("\n")
        y = self.rect.top() + self.above_axis + 8
        room = paper.time.left_px - EDGE - 4
        paper.label.write(painter, paper.label.cut(name, room), EDGE, y, self.colour)
        for line in below:
            y += paper.label.height + 1
            if y + paper.axis.height / 2 > self.rect.bottom() + TIGHT:
                return  # it would be taken for the next lane's
            paper.axis.write(painter, line, EDGE, y, theme.colour(paper.palette.dim))

    def _paint_axis(self, painter: QPainter) -> None:
        if self.axis is None:
            return
        time, dim = self.paper.time, theme.colour(self.paper.palette.dim)
        for value in self.axis.numbers:
            y = round(self.down(value))
            crisp(painter, self.paper.grid)
            painter.drawLine(round(time.left_px), y, round(time.right_px), y)
            self.paper.axis.write(painter, str(value), time.left_px - 8, y, dim, RIGHT)

    def _paint_due(self, painter: QPainter) -> None:
        """A hollow dot where something is due, struck through where it was missed; or why."""
        smooth(painter, theme.colour(self.paper.palette.faint), 1.4)
        low, high = self.due_y + 2 * DUE_RADIUS, self.due_y - 2 * DUE_RADIUS
        for t_ms, x in self._dots_in_sight():
            painter.drawEllipse(QPointF(x, self.due_y), DUE_RADIUS, DUE_RADIUS)
            if t_ms in self.missed:
                painter.drawLine(QPointF(x - DUE_RADIUS, low), QPointF(x + DUE_RADIUS, high))
        self._paint_replies(painter)

    def _paint_replies(self, painter: QPainter) -> None:
        """Why something was not done, where it was due; without room the pointer tells it."""
        letters, dim = self.paper.small, theme.colour(self.paper.palette.dim)
        taken = [*self.dots(), *self.taken()] if self.replies else []
        if self.now_px is not None:
            taken.append((self.now_px, self.now_px + 1))
        for t_ms, said in self.replies:
            x, width = self.paper.time.x(t_ms), letters.width(said)
            if not self.paper.time.shows(t_ms):
                continue
            left = fitting(width, x - width / 2, self.sight, taken, reach=width)
            if left is not None:
                letters.write(painter, said, left, self.due_y, dim)
                taken.append((left, left + width))
