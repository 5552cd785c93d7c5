"""Observations by one scale: bars where more is worse, numbers else, words where there is none."""

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from monitor.events import Observation
from monitor.scale import Scale
from ui.chart.lane import Lane
from ui.chart.lettering import CENTRE
from ui.chart.paper import Paper, filled
from ui.describe import describe
from ui.words import WORDS, clock_time, inside, number, say

WIDTH, NARROWEST = 16, 7
BAR_MS = 100_000
"""A bar is no wider than this much time, so that those of four hours stand apart."""
LEAST = 6.0
"""The height of a 0: seen, and nothing."""
FOOT, FOOT_SHARE = 9, 0.17
AIR = 4
BAR_SHARE, NUMBER_SHARE = 0.94, 0.64


class Mark(NamedTuple):
    """One observation: its number or its words, and how high its bar is, from 0 to 1."""

    t_ms: int
    said: str
    is_number: bool = True
    high: float | None = None


class ScoreLane(Lane):
    """Any scale of monitor/scales that asks for a lane; its id is the lane's."""

    def __init__(self, paper: Paper, scale: Scale) -> None:
        title = scale.title.partition(",")[0]
        super().__init__(paper, title, getattr(paper.palette, scale.id, paper.palette.dim))
        self.bars = scale.worst == "highest" and bool(scale.highest)
        self.share = BAR_SHARE if self.bars else NUMBER_SHARE
        self.id = self.item = scale.id
        self.shown: tuple[Mark, ...] = ()
        self._scale = scale
        self._marks: tuple[Mark, ...] = ()
        self._seen: list[Observation] = []

    def note_entries(self) -> None:
        super().note_entries()
        self._seen = self.paper.session.observations(self.item)
        self._marks = tuple(mark(self._scale, seen, bars=self.bars) for seen in self._seen)

    def content(self, t_ms: int) -> tuple[Mark, ...]:
        return self._marks

    def said(self, t_ms: int) -> str:
        if not self._seen:
            return ""
        at = clock_time(self.paper.wall(self._seen[-1].t_ms))
        return say("chart.description.last", said=describe(self._seen[-1]), at=at)

    def free_from(self, x: float) -> float:
        before = [at for shown in self.shown if (at := self.paper.time.x(shown.t_ms)) <= x]
        return before[-1] + WIDTH / 2 + AIR if before else super().free_from(x)

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        time = self.paper.time
        taken = float("-inf")
        for index, shown in enumerate(self.shown):
            x = time.x(shown.t_ms)
            free_to = (
                time.x(self.shown[index + 1].t_ms) - WIDTH / 2
                if index + 1 < len(self.shown)
                else float("inf")
            )
            if time.shows(shown.t_ms, WIDTH):
                taken = self._paint_mark(painter, shown, round(x), (taken, free_to))

    def _paint_mark(
        self, painter: QPainter, shown: Mark, x: int, room: tuple[float, float]
    ) -> float:
        """Paint one mark in the room between its neighbours; return where it ends."""
        if shown.high is not None:
            self._paint_bar(painter, x, shown)
            return x + WIDTH / 2
        letters = self.paper.number if shown.is_number else self.paper.small
        said = shown.said
        reach = letters.width(said) / 2
        if not shown.is_number and not room[0] + AIR <= x - reach <= x + reach <= room[1]:
            said, letters = say("chart.unanswered"), self.paper.number
        letters.write(painter, said, x, self._middle, self.colour, CENTRE)
        return x + letters.width(said) / 2

    @property
    def _middle(self) -> float:
        """Where what has no bar is written."""
        if self.bars:
            return self.rect.bottom() - self._foot - self.paper.number.height / 2
        return self.at_height(0.42)

    def _paint_bar(self, painter: QPainter, x: int, shown: Mark) -> None:
        bottom = round(self.rect.bottom() - self._foot)
        high, width = self._bar_height(shown.high or 0), self._width()
        filled(painter, self.colour)
        painter.drawRoundedRect(QRectF(x - width / 2, bottom - high, width, high), 3, 3)
        self.paper.number.write(painter, shown.said, x, bottom - high - 10, self.colour, CENTRE)

    @property
    def _foot(self) -> float:
        """What stays free under bars: less in a low lane, so that they can still be compared."""
        return min(FOOT, FOOT_SHARE * self.rect.height())

    def _bar_height(self, high: float) -> float:
        """Leave room for the number above the highest bar."""
        letters = self.paper.number.height + (AIR if self._foot == FOOT else 0)
        room = self.rect.height() - self._foot - LEAST - letters
        return LEAST + max(room, LEAST) * high

    def _width(self) -> int:
        wanted = BAR_MS / self.paper.time.ms_per_px
        return 2 * round(min(max(wanted, NARROWEST), WIDTH) / 2)


def mark(scale: Scale, seen: Observation, *, bars: bool) -> Mark:
    """Return how an observation is drawn: what was not answered is no 0 and gets no bar."""
    if seen.score is not None and not scale.separate:
        high = _share(scale, seen.score) if bars else None
        return Mark(seen.t_ms, number(seen.score), high=high)
    return Mark(seen.t_ms, _words(scale, seen), is_number=False)


def _share(scale: Scale, score: float) -> float:
    """How far a score lies between the scale's lowest and highest."""
    low, highest = scale.lowest or 0.0, scale.highest or 1.0
    return min(max((score - low) / (highest - low), 0.0), 1.0)


def _words(scale: Scale, seen: Observation) -> str:
    """Say why there is no number, or what was seen where the scale counts nothing."""
    codes = [answer for answer in seen.answers.values() if isinstance(answer, str)]
    if codes and not scale.separate and f"entry.{codes[0]}" in WORDS:
        return inside(say(f"entry.{codes[0]}"))
    titles = [item.title.partition(",")[0] for item in scale.items if item.id in seen.answers]
    return titles[0] if scale.separate and titles else say("chart.unanswered")
