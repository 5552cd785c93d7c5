"""What was given: the pump's bar, a gap with a reason in pauses, dashed what is to come; drugs."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from monitor.events import Entry, InfusionChange, MedicationGiven, PumpStep, SprayUsed
from monitor.infusion import Stretch, dose
from monitor.settings import STILL_PAUSED
from ui import theme
from ui.chart.lane import Lane
from ui.chart.lettering import CENTRE, RIGHT
from ui.chart.paper import EDGE, Paper, filled, smooth
from ui.words import WORDS, clock_time, number, say

TOP, BOTTOM = 0.38, 0.74
"""The bar, as shares of the lane's height."""
PAD = 8.0
AFTER_MARK = 11
"""Between a triangle's tip and its words."""
HALF, AIR = 6, 4
"""Half a triangle's width; what stays free beside words."""
SPRAY_WIDTH = 18
LEAST_WORDS = 30
"""Fewer pixels than these hold no word."""


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
            reasons=tuple((pause.t_ms, _reason(pause)) for pause in pauses),
            given=tuple(sorted((e.t_ms, said) for e in entries if (said := _given(e)))),
            sprays=tuple(sorted((s.t_ms, s.number, _amount(s.mg)) for s in sprays)),
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
        return say("chart.spray") + (f"\n{_amount(total)}" if sprays else "")

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
        reasons, free_from = dict(self.shown.reasons), 0.0
        if self.shown.planned:
            self._paint_planned(painter, *self.shown.planned)
        for stretch in self.shown.stretches:
            if stretch.mg_per_h > 0:
                self._paint_running(painter, stretch)
            else:
                said = reasons.get(stretch.start_ms, say("chart.paused"))
                free_from = self._paint_paused(painter, stretch, said, free_from)
        for t_ms, place, said in self.shown.sprays:
            self._paint_spray(painter, t_ms, place, said)
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
        said = say("chart.rate", mg_per_h=number(round(stretch.mg_per_h, 1)))
        left = max(bar.left(), self.paper.time.left_px) + PAD
        if left + self.paper.axis.width(said) + PAD <= bar.right():
            ink = theme.colour(self.paper.palette.on_infusion)
            self.paper.axis.write(painter, said, left, bar.center().y(), ink)

    def _paint_paused(
        self, painter: QPainter, stretch: Stretch, said: str, free_from: float
    ) -> float:
        """Paint a pause; write its reason unless the one before takes the room; return its end."""
        bar, letters = self._bar(stretch.start_ms, stretch.end_ms), self.paper.small
        dim = theme.colour(self.paper.palette.dim)
        smooth(painter, theme.colour(self.paper.palette.edge), 1)
        painter.drawLine(
            QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y())
        )
        reach = letters.width(said) / 2
        if bar.center().x() - reach < free_from:
            return free_from
        letters.write(painter, said, bar.center().x(), bar.bottom() + 9, dim, CENTRE)
        return bar.center().x() + reach + PAD

    def _paint_planned(self, painter: QPainter, start_ms: int, end_ms: int) -> None:
        box = self._bar(start_ms, end_ms)
        smooth(painter, theme.colour(self.paper.palette.infusion, 0.8), 1)
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        said, dim = (
            say("chart.ends", at=clock_time(self.paper.wall(end_ms))),
            self.paper.palette.dim,
        )
        fits = box.width() >= self.paper.axis.width(said) + 2 * PAD
        right = box.right() - PAD if fits else box.right() + PAD + self.paper.axis.width(said)
        self.paper.axis.write(painter, said, right, box.center().y(), theme.colour(dim), RIGHT)

    def _paint_spray(self, painter: QPainter, t_ms: int, place: int, said: str) -> None:
        bar = self._bar(t_ms, t_ms)
        bar.setRect(bar.left() - SPRAY_WIDTH / 2, bar.top(), SPRAY_WIDTH, bar.height())
        filled(painter, theme.colour(self.paper.palette.infusion))
        painter.drawRoundedRect(bar, 3, 3)
        ink, dim = self.paper.palette.on_infusion, theme.colour(self.paper.palette.dim)
        middle = bar.center()
        self.paper.number.write(
            painter, str(place), middle.x(), middle.y(), theme.colour(ink), CENTRE
        )
        self.paper.small.write(painter, said, middle.x(), bar.bottom() + 9, dim, CENTRE)

    def _paint_drugs(self, painter: QPainter) -> None:
        """Paint triangles with their words to the right, or left where the next one stands."""
        xs = [self.paper.time.x(t_ms) for t_ms, _ in self.shown.given]
        taken = self.paper.time.left_px
        for index, (_, said) in enumerate(self.shown.given):
            next_x = xs[index + 1] - HALF if index + 1 < len(xs) else self.paper.time.right_px
            self._paint_triangle(painter, xs[index])
            words, left = self._beside(said, xs[index], (taken, next_x))
            ink = theme.colour(self.paper.palette.ink)
            self.paper.small.write(painter, words, left, self._drug_y, ink)
            taken = max(xs[index] + HALF, left + self.paper.small.width(words)) + AIR

    def _beside(self, said: str, x: float, room: tuple[float, float]) -> tuple[str, float]:
        """As much of the words as there is room for, and their left end."""
        letters, after = self.paper.small, x + AFTER_MARK
        before = x - AFTER_MARK - letters.width(said)
        if after + letters.width(said) > room[1] and before >= room[0]:
            return said, before
        if room[1] - after >= min(LEAST_WORDS, letters.width(said)):
            return letters.cut(said, room[1] - after), after
        return "", after

    @property
    def _drug_y(self) -> float:
        return self.at_height(TOP) - 10

    def _paint_triangle(self, painter: QPainter, x: float) -> None:
        y = self._drug_y
        filled(painter, theme.colour(self.paper.palette.ink))
        corners = [QPointF(x - HALF, y - 4), QPointF(x + HALF, y - 4), QPointF(x, y + 5)]
        painter.drawPolygon(QPolygonF(corners))


def _reason(pause: InfusionChange) -> str:
    if f"reason.{pause.reason}" not in WORDS:
        return say("chart.paused")
    return say("chart.paused.reason", reason=say(f"reason.{pause.reason}"))


def _given(entry: Entry) -> str:
    """What a triangle stands for; nothing for any other entry."""
    if isinstance(entry, MedicationGiven):
        amount = [] if entry.dose is None else [number(entry.dose), entry.unit or ""]
        return " ".join([entry.drug, *amount]).strip()
    if not isinstance(entry, InfusionChange):
        return ""
    if entry.step is PumpStep.FLUSHED:
        return say("pump.flushed")
    if entry.step is not PumpStep.BOLUS:
        return ""
    amount_given = "" if entry.mg is None else f" {_amount(entry.mg)}"
    return say("pump.bolus") + amount_given


def _amount(mg: float) -> str:
    return say("chart.mg", mg=number(round(mg, 1)))
