"""Observations by one scale: bars where more is worse, numbers else, words where there is none."""

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from monitor.events import Observation
from monitor.scale import Scale
from ui.chart.lane import Lane
from ui.chart.lettering import CENTRE, Lettering
from ui.chart.paper import Paper, filled
from ui.chart.room import Span, touches
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

    def taken(self) -> list[Span]:
        return [placed.span for placed in self._placed()]

    # -- painting --------------------------------------------------------------------------

    def paint_content(self, painter: QPainter) -> None:
        for placed in self._placed():
            if placed.shown.high is not None:
                self._paint_bar(painter, placed)
            else:
                letters, said = placed.letters, placed.said
                letters.write(painter, said, placed.x, self._middle, self.colour, CENTRE)

    def _placed(self) -> "list[_Placed]":
        """The marks in sight; words that have no room between their neighbours are a short mark."""
        time, dots = self.paper.time, self.dots()
        seen = [shown for shown in self.shown if time.shows(shown.t_ms, WIDTH)]
        lefts = [time.x(shown.t_ms) - WIDTH / 2 for shown in seen] + [self.sight[1]]
        made: list[_Placed] = []
        for shown, next_px in zip(seen, lefts[1:], strict=True):
            before = made[-1].span[1] if made else self.sight[0] - AIR
            made.append(self._place_mark(shown, (before + AIR, next_px), dots))
        return made

    def _place_mark(self, shown: Mark, room: Span, dots: list[Span]) -> "_Placed":
        x, paper = round(self.paper.time.x(shown.t_ms)), self.paper
        if shown.is_number:
            reach = WIDTH / 2 if shown.high is not None else paper.number.width(shown.said) / 2
            return _Placed(shown, x, shown.said, paper.number, (x - reach, x + reach))
        reach = paper.small.width(shown.said) / 2
        span = (x - reach, x + reach)
        if room[0] <= span[0] and span[1] <= room[1] and not touches(span, dots):
            return _Placed(shown, x, shown.said, paper.small, span)
        said = say("chart.unanswered")
        reach = paper.number.width(said) / 2
        return _Placed(shown, x, said, paper.number, (x - reach, x + reach))

    @property
    def _middle(self) -> float:
        """Where what has no bar is written."""
        if self.bars:
            return self.rect.bottom() - self._foot - self.paper.number.height / 2
        return self.at_height(0.42)

    def _paint_bar(self, painter: QPainter, placed: "_Placed") -> None:
        x, bottom = placed.x, round(self.rect.bottom() - self._foot)
        high, width = self._bar_height(placed.shown.high or 0), self._width()
        filled(painter, self.colour)
        painter.drawRoundedRect(QRectF(x - width / 2, bottom - high, width, high), 3, 3)
        said, letters = placed.said, placed.letters
        # A bar may be seen in part, a number only whole.
        if self.holds(x - letters.width(said) / 2, letters.width(said)):
            letters.write(painter, said, x, bottom - high - 10, self.colour, CENTRE)

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


class _Placed(NamedTuple):
    """A mark at its place: what is written of it, and the room it takes."""

    shown: Mark
    x: int
    said: str
    letters: Lettering
    span: Span


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
