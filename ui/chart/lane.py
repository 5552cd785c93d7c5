"""One row of the chart: its label and numbers in the gutter, its marks at their times."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui import theme
from ui.chart.due import due_times
from ui.chart.lettering import RIGHT
from ui.chart.missed import missed_times, replies
from ui.chart.paper import EDGE, Paper, crisp, smooth
from ui.chart.value_axis import ValueAxis

OVERHANG = 12
"""Numbers and marks at a lane's edge reach so far beyond it."""
DUE_RADIUS = 4.5


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
        self.paper = paper
        self.label = label
        self.colour = theme.colour(colour)
        self.axis: ValueAxis | None = None
        self.rect = QRectF()
        self.shown: object = None
        self.due: tuple[int, ...] = ()
        self.missed: tuple[int, ...] = ()
        self.replies: tuple[tuple[int, str], ...] = ()

    def place(self, rect: QRectF) -> None:
        """Take this place; the window, or the widget's size, has changed."""
        self.prepareGeometryChange()
        self.rect = rect
        self.update()

    def refresh(self, t_ms: int, *, entered: bool = True) -> None:
        """Bring the lane to this moment; `entered`: the session has another entry since."""
        before = (self.shown, self.due, self.missed, self.replies)
        if entered:
            self.note_entries()
        self.shown = self.content(t_ms)
        if self.item:
            self._note_due(t_ms)
        if (self.shown, self.due, self.missed, self.replies) != before:
            self.update()

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

    def free_from(self, x: float) -> float:
        """From where on words that belong to `x` cover no mark before it."""
        return self.paper.time.left_px

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
        time, palette = self.paper.time, self.paper.palette
        smooth(painter, theme.colour(palette.faint), 1.4)
        for t_ms in (*self.missed, *self.due):
            x = round(time.x(t_ms)) + 0.5
            if time.left_px + DUE_RADIUS <= x <= time.right_px - DUE_RADIUS:
                painter.drawEllipse(QPointF(x, self.due_y), DUE_RADIUS, DUE_RADIUS)
                if t_ms in self.missed:
                    low, high = self.due_y + 2 * DUE_RADIUS, self.due_y - 2 * DUE_RADIUS
                    painter.drawLine(QPointF(x - DUE_RADIUS, low), QPointF(x + DUE_RADIUS, high))
        for t_ms, said in self.replies:
            x, dim = time.x(t_ms), theme.colour(palette.dim)
            left = max(x - self.paper.small.width(said) / 2, self.free_from(x))
            self.paper.small.write(painter, said, left, self.due_y, dim)
