"""Observations by one scale: a bar as high as the score, its number above."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.chart.lane import Lane
from ui.chart.lettering import CENTRE
from ui.chart.paper import Paper, filled
from ui.words import number, say

WIDTH = 16
LEAST = 6.0
"""The height of a 0: seen, and nothing."""

Score = tuple[int, float | None]


class ScoreLane(Lane):
    """`highest` is the scale's last answer."""

    def __init__(
        self, paper: Paper, scale: str, colour: str, highest: int, share: float = 1.0
    ) -> None:
        super().__init__(paper, say(f"chart.{scale}"), colour)
        self.share = share
        self.item = scale
        self.shown: tuple[Score, ...] = ()
        self._highest = highest

    def content(self, t_ms: int) -> tuple[Score, ...]:
        seen = self.paper.session.observations(self.item)
        return tuple((observation.t_ms, observation.score) for observation in seen)

    def paint_content(self, painter: QPainter) -> None:
        for t_ms, score in self.shown:
            if self.paper.time.shows(t_ms, WIDTH):
                self._paint_score(painter, self.paper.time.column(t_ms), score)

    def _paint_score(self, painter: QPainter, x: int, score: float | None) -> None:
        bottom = round(self.rect.bottom()) - 9
        # Room for the number above the highest bar.
        room = self.rect.height() - 9 - LEAST - self.paper.number.height - 4
        high = 0 if score is None else LEAST + room * score / self._highest
        filled(painter, self.colour)
        painter.drawRoundedRect(QRectF(x - WIDTH / 2, bottom - high, WIDTH, high), 3, 3)
        said = say("chart.unanswered") if score is None else number(score)
        self.paper.number.write(painter, said, x, bottom - high - 10, self.colour, CENTRE)
