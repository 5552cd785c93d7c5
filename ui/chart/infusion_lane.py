"""What the pump did: a bar while it ran, a gap with a reason in pauses, dashed what is to come."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from monitor.events import InfusionChange, MedicationGiven, PumpStep
from monitor.infusion import Stretch, dose
from ui import theme
from ui.chart.lane import Lane
from ui.chart.lettering import CENTRE, RIGHT
from ui.chart.paper import EDGE, Paper, filled, smooth
from ui.words import WORDS, clock_time, number, say

TOP, BOTTOM = 0.38, 0.74
"""The bar, as shares of the lane's height."""
PAD = 8.0


class Pumped(NamedTuple):
    """What the lane shows; the times of what goes on are those of now's pixel column."""

    stretches: tuple[Stretch, ...] = ()
    reasons: tuple[tuple[int, str], ...] = ()
    planned: tuple[int, int] | None = None
    given: tuple[tuple[int, str], ...] = ()
    label: str = ""


class InfusionLane(Lane):
    """`Infusion` of the session, by the clock."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, say("chart.infusion"), paper.palette.ink)
        self.shown: Pumped = Pumped()

    def content(self, t_ms: int) -> Pumped:
        session = self.paper.session
        infusion, entries = session.infusion, session.entries.values()
        pauses = (e for e in entries if isinstance(e, InfusionChange) and e.step is PumpStep.PAUSED)
        given = (e for e in entries if isinstance(e, MedicationGiven))
        self.label = self._plan()
        return Pumped(
            tuple(infusion.stretches(t_ms)),
            tuple((pause.t_ms, _reason(pause)) for pause in pauses),
            self._planned(t_ms),
            tuple((drug.t_ms, _drug(drug)) for drug in given),
            self.label,
        )

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

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        reasons = dict(self.shown.reasons)
        if self.shown.planned:
            self._paint_planned(painter, *self.shown.planned)
        for stretch in self.shown.stretches:
            if stretch.mg_per_h > 0:
                self._paint_running(painter, stretch)
            else:
                said = reasons.get(stretch.start_ms, say("chart.paused"))
                self._paint_paused(painter, stretch, said)
        for t_ms, said in self.shown.given:
            self._paint_given(painter, self.paper.time.x(t_ms), said)

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

    def _paint_paused(self, painter: QPainter, stretch: Stretch, said: str) -> None:
        bar = self._bar(stretch.start_ms, stretch.end_ms)
        dim = theme.colour(self.paper.palette.dim)
        smooth(painter, theme.colour(self.paper.palette.edge), 1)
        painter.drawLine(
            QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y())
        )
        self.paper.small.write(painter, said, bar.center().x(), bar.bottom() + 9, dim, CENTRE)

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

    def _paint_given(self, painter: QPainter, x: float, said: str) -> None:
        y, ink = self.at_height(TOP) - 10, theme.colour(self.paper.palette.ink)
        filled(painter, ink)
        painter.drawPolygon(
            QPolygonF([QPointF(x - 6, y - 4), QPointF(x + 6, y - 4), QPointF(x, y + 5)])
        )
        self.paper.small.write(painter, said, x + 11, y, ink)


def _reason(pause: InfusionChange) -> str:
    if f"reason.{pause.reason}" not in WORDS:
        return say("chart.paused")
    return say("chart.paused.reason", reason=say(f"reason.{pause.reason}"))


def _drug(given: MedicationGiven) -> str:
    amount = [] if given.dose is None else [number(given.dose), given.unit or ""]
    return " ".join([given.drug, *amount]).strip()
