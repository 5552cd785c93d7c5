"""Where a moment lies across the chart, and which moments get a line and a label."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from ui.words import clock_time, say, signed, span

MINUTE_MS = 60_000
DAY_MS = 86_400_000

# (label every, line every) in seconds; each divides a day, so that clock times come out round.
STEPS_S = [
    (10, 5),
    (30, 10),
    (60, 30),
    (120, 60),
    (300, 300),
    (600, 300),
    (1200, 600),
    (1800, 900),
    (3600, 1800),
    (7200, 3600),
    (14400, 7200),
]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the lanes at `t_ms`; one that matters less has no label."""

    t_ms: int
    label: str = ""


class TimeAxis:
    """One stretch of session time laid over one stretch of pixels. All lanes share it."""

    def __init__(self) -> None:
        self.left_ms, self.right_ms = 0.0, float(MINUTE_MS)
        self.left_px, self.right_px = 0.0, 1.0

    @property
    def ms_per_px(self) -> float:
        """How much time one pixel column stands for."""
        return (self.right_ms - self.left_ms) / max(1.0, self.right_px - self.left_px)

    def x(self, t_ms: float) -> float:
        """Where a moment lies."""
        return self.left_px + (t_ms - self.left_ms) / self.ms_per_px

    def column(self, t_ms: float) -> int:
        """The pixel column a moment falls in, so far out of sight as makes no difference."""
        return round(min(max(self.x(t_ms), self.left_px - 100), self.right_px + 100))

    def xs(self, t_ms: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where many moments lie."""
        return self.left_px + (t_ms - self.left_ms) / self.ms_per_px

    def t_ms(self, x: float) -> int:
        """Which moment lies at `x`."""
        return round(self.left_ms + (x - self.left_px) * self.ms_per_px)

    def shows(self, t_ms: float, margin_px: float = 0.0) -> bool:
        """Whether a moment, or a mark that reaches `margin_px` beyond it, is in sight."""
        return self.left_px - margin_px <= self.x(t_ms) <= self.right_px + margin_px

    def ticks(
        self, start_ms: int | None, wall: Callable[[int], datetime], label_px: float
    ) -> list[Tick]:
        """Lines in sight: by the pump's start where there is one, else by the clock on the wall."""
        every_ms, line_ms = self._steps(label_px)
        zero_ms = _midnight_ms(wall) if start_ms is None else start_ms
        first = -((zero_ms - round(self.left_ms)) // line_ms)
        moments = range(zero_ms + first * line_ms, round(self.right_ms) + 1, line_ms)
        return [
            Tick(t, _label(t, every_ms, start_ms, wall) if (t - zero_ms) % every_ms == 0 else "")
            for t in moments
        ]

    def _steps(self, label_px: float) -> tuple[int, int]:
        for label_s, line_s in STEPS_S:
            if label_s * 1000 >= label_px * self.ms_per_px:
                return label_s * 1000, line_s * 1000
        return STEPS_S[-1][0] * 1000, STEPS_S[-1][1] * 1000


def _midnight_ms(wall: Callable[[int], datetime]) -> int:
    """The midnight before the session began, in session time."""
    began = wall(0).astimezone()
    passed = began - began.replace(hour=0, minute=0, second=0, microsecond=0)
    return -round(passed.total_seconds() * 1000)


def _label(t_ms: int, every_ms: int, start_ms: int | None, wall: Callable[[int], datetime]) -> str:
    if start_ms is None:
        return clock_time(wall(t_ms), seconds=every_ms < MINUTE_MS)
    if t_ms == start_ms:
        return say("chart.start")
    if every_ms < MINUTE_MS:
        sign = "+" if t_ms > start_ms else "−"
        return sign + span(abs(t_ms - start_ms))
    return say("chart.minutes", minutes=signed((t_ms - start_ms) / MINUTE_MS))
