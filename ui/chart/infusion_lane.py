"""What was given: the pump's bar, a gap with a reason in pauses, dashed what is to come; drugs."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from monitor.events import InfusionChange, PumpStep, SprayUsed
from monitor.infusion import Stretch, dose
from monitor.settings import STILL_PAUSED
from ui import theme
from ui.chart.infusion_words import given_words, mg_words, pause_words, rate_words
from ui.chart.lane import Lane
from ui.chart.lettering import CENTRE
from ui.chart.paper import EDGE, Paper, filled, smooth
from ui.chart.room import AIR, Span
from ui.chart.word_row import Word, WordRow
from ui.words import clock_time, number, say

TOP, BOTTOM = 0.38, 0.74
"""The bar, as shares of the lane's height."""
PAD = 8.0
AFTER_MARK = 11
"""Between a triangle's tip and its words."""
HALF = 6
"""Half a triangle's width."""
SPRAY_WIDTH = 18
NEAR = 14.0
"""Words so close to what they are about belong to it."""


class Pumped(NamedTuple):
    """What the lane shows; the times of what goes on are those of now's pixel column."""

    stretches: tuple[Stretch, ...] = ()
    reasons: tuple[tuple[int, str], ...] = ()
    planned: tuple[int, int] | None = None
    given: tuple[tuple[int, str], ...] = ()
    sprays: tuple[tuple[int, int, str], ...] = ()
    label: str = ""


class InfusionLane(Lane):
    """`Infusion` of the session, by the clock; sprays where there is no pump."""

    id = "infusion"
    item = STILL_PAUSED

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, say("chart.infusion"), paper.palette.ink)
        self.shown: Pumped = Pumped()
        self._told = Pumped()

    def note_entries(self) -> None:
        super().note_entries()
        entries = self.paper.session.entries.values()
        pauses = (e for e in entries if isinstance(e, InfusionChange) and e.step is PumpStep.PAUSED)
        sprays = [e for e in entries if isinstance(e, SprayUsed)]
        self.label = self._sprayed(sprays) if self._by_spray else self._plan()
        self._told = Pumped(
            reasons=tuple((pause.t_ms, pause_words(pause)) for pause in pauses),
            given=tuple(sorted((e.t_ms, said) for e in entries if (said := given_words(e)))),
            sprays=tuple(sorted((s.t_ms, s.number, mg_words(s.mg)) for s in sprays)),
            label=self.label,
        )

    def content(self, t_ms: int) -> Pumped:
        stretches = tuple(self.paper.session.infusion.stretches(t_ms))
        return self._told._replace(stretches=stretches, planned=self._planned(t_ms))

    @property
    def _by_spray(self) -> bool:
        return self.paper.session.profile.route == "intranasal"

    def _sprayed(self, sprays: list[SprayUsed]) -> str:
        total = sum(spray.mg for spray in sprays)
        return say("chart.spray") + (f"\n{mg_words(total)}" if sprays else "")

    def _plan(self) -> str:
        plan = self.paper.session.infusion.plan
        if plan is None:
            return say("chart.infusion")
        mg, minutes = number(round(dose(plan).mg, 1)), number(plan.minutes)
        planned = say("chart.plan", mg=mg, minutes=minutes)
        if self.paper.axis.width(planned) > self.paper.sizes.gutter - EDGE - 4:
            planned = say("chart.plan.narrow", mg=mg, minutes=minutes)
        return f"{say('chart.infusion')}\n{planned}"

    def _planned(self, t_ms: int) -> tuple[int, int] | None:
        session = self.paper.session
        ends_ms = session.infusion.ends_ms(t_ms)
        if ends_ms is None or session.infusion.stopped_ms is not None or session.ended:
            return None
        return (t_ms, ends_ms) if ends_ms > t_ms else None

    @property
    def due_y(self) -> float:
        return self.rect.bottom() - 7

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        if self.shown.planned:
            self._paint_planned(painter, *self.shown.planned)
        for stretch in self.shown.stretches:
            if stretch.paused:
                self._paint_paused(painter, stretch)
            else:
                self._paint_running(painter, stretch)
        for t_ms, place, _ in self.shown.sprays:
            self._paint_spray(painter, t_ms, place)
        dim = theme.colour(self.paper.palette.dim)
        for word in self._words():
            word.write(painter, dim)
        self._paint_drugs(painter)

    def _bar(self, start_ms: int, end_ms: int) -> QRectF:
        time = self.paper.time
        left, right = time.column(start_ms), time.column(end_ms)
        top, bottom = round(self.at_height(TOP)), round(self.at_height(BOTTOM))
        return QRectF(left, top, max(1, right - left), bottom - top)

    def _paint_running(self, painter: QPainter, stretch: Stretch) -> None:
        bar = self._bar(stretch.start_ms, stretch.end_ms)
        filled(painter, theme.colour(self.paper.palette.infusion))
        painter.drawRoundedRect(bar, 3, 3)
        said = rate_words(stretch)
        left = max(bar.left(), self.sight[0]) + PAD
        if left + self.paper.axis.width(said) + PAD <= min(bar.right(), self.sight[1]):
            ink = theme.colour(self.paper.palette.on_infusion)
            self.paper.axis.write(painter, said, left, bar.center().y(), ink)

    def _paint_paused(self, painter: QPainter, stretch: Stretch) -> None:
        bar = self._bar(stretch.start_ms, stretch.end_ms)
        smooth(painter, theme.colour(self.paper.palette.edge), 1)
        y = bar.center().y()
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y))

    def _paint_planned(self, painter: QPainter, start_ms: int, end_ms: int) -> None:
        box = self._bar(start_ms, end_ms)
        smooth(painter, theme.colour(self.paper.palette.infusion, 0.8), 1)
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _paint_spray(self, painter: QPainter, t_ms: int, place: int) -> None:
        bar = self._bar(t_ms, t_ms)
        bar.setRect(bar.left() - SPRAY_WIDTH / 2, bar.top(), SPRAY_WIDTH, bar.height())
        filled(painter, theme.colour(self.paper.palette.infusion))
        painter.drawRoundedRect(bar, 3, 3)
        ink, middle = theme.colour(self.paper.palette.on_infusion), bar.center()
        if self.holds(bar.left(), bar.width()):
            letters = self.paper.number
            letters.write(painter, str(place), middle.x(), middle.y(), ink, CENTRE)

    # -- words under the bar and in the plan -----------------------------------------------

    def taken(self) -> list[Span]:
        y = self._under_y
        return [word.span for word in self._words() if word.y == y]

    @property
    def _under_y(self) -> float:
        return self._bar(0, 0).bottom() + 9

    def _words(self) -> list[Word]:
        """Reasons, amounts, and when it ends: each whole and free of dots, of now and of others."""
        row = WordRow(self._under_y, self.paper.small, self.sight, [*self.dots(), *self._now()])
        for stretch in self.shown.stretches:
            if stretch.paused:
                self._place_reason(row, stretch)
        for t_ms, _, said in self.shown.sprays:
            x = self.paper.time.x(t_ms)
            row.put((said,), (x, x), SPRAY_WIDTH / 2)
        if self.shown.planned:
            self._place_end(row, *self.shown.planned)
        return row.words

    def _now(self) -> list[Span]:
        """The line of now goes through the whole chart."""
        if not self.shown.planned:
            return []
        x = self.paper.time.column(self.shown.planned[0])
        return [(x, x + 1)]

    def _place_reason(self, row: WordRow, stretch: Stretch) -> None:
        """Close to the pause; in one word where the whole has no room."""
        bar = self._bar(stretch.start_ms, stretch.end_ms)
        low, high = max(bar.left(), self.sight[0]), min(bar.right(), self.sight[1])
        if low <= high:
            said = dict(self.shown.reasons).get(stretch.start_ms, say("chart.paused"))
            row.put((said, say("chart.paused")), (low, high), NEAR)

    def _place_end(self, row: WordRow, start_ms: int, end_ms: int) -> None:
        """In the plan, else behind it, else under it."""
        box, letters, sight = self._bar(start_ms, end_ms), self.paper.axis, self.sight
        said = say("chart.ends", at=clock_time(self.paper.wall(end_ms)))
        width, right = letters.width(said), min(box.right(), sight[1])
        lefts = [right - PAD - width] if right - max(box.left(), sight[0]) > width + 2 * PAD else []
        lefts += [box.right() + PAD]
        for left in lefts:
            if self.holds(left, width):
                row.words.append(Word(said, left, box.center().y(), letters))
                return
        if sight[0] <= box.right() <= sight[1]:
            row.put((said,), (max(box.left(), sight[0]), box.right()), NEAR)

    # -- drugs -----------------------------------------------------------------------------

    def _paint_drugs(self, painter: QPainter) -> None:
        """Paint triangles with their words to the right, or left where the next one stands."""
        xs = [self.paper.time.x(t_ms) for t_ms, _ in self.shown.given]
        taken = self.paper.time.left_px
        for index, (_, said) in enumerate(self.shown.given):
            next_x = xs[index + 1] - HALF if index + 1 < len(xs) else self.sight[1]
            self._paint_triangle(painter, xs[index])
            left = self._beside(said, xs[index], (taken, min(next_x, self.sight[1])))
            if left is None:
                taken = max(taken, xs[index] + HALF + AIR)
                continue
            ink = theme.colour(self.paper.palette.ink)
            self.paper.small.write(painter, said, left, self._drug_y, ink)
            taken = max(xs[index] + HALF, left + self.paper.small.width(said)) + AIR

    def _beside(self, said: str, x: float, room: Span) -> float | None:
        """Where the words begin; a drug without its dose would be half the truth, so all or none.

        The pointer tells what is not written.
        """
        width, after = self.paper.small.width(said), x + AFTER_MARK
        before = x - AFTER_MARK - width
        if room[0] <= after and after + width <= room[1]:
            return after
        return before if room[0] <= before and x <= self.sight[1] else None

    @property
    def _drug_y(self) -> float:
        return self.at_height(TOP) - 10

    def _paint_triangle(self, painter: QPainter, x: float) -> None:
        y = self._drug_y
        filled(painter, theme.colour(self.paper.palette.ink))
        corners = [QPointF(x - HALF, y - 4), QPointF(x + HALF, y - 4), QPointF(x, y + 5)]
        painter.drawPolygon(QPolygonF(corners))
