"""G3, G4: what a redraw costs, of the chart and of the whole bedside, at any length of session."""

import time
from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtWidgets import QWidget

from benchmarks.figure import MS, Figure, Pairs, beside
from benchmarks.floors import Columns, Numbers
from monitor.events import Second
from monitor.vitals import Vital
from tests.screenshots import bedside
from tests.ui.infusion_course import at, course
from ui import theme
from ui.application import application
from ui.bedside_window import BedsideWindow

ROUNDS = 60
SIZE = (1600, 1000)
MINUTE_MS = 60_000
LENGTHS = {"10 minutes": 10, "4 hours": 240, "24 hours": 1440}
LINES = "a second is half a column: now moves, its strip is painted, what is due is worked out"
DAY = "there is more to look through: entries, gaps and what was due"
APP = "seven parts of the window are worked out and painted each second, half of it by Qt's labels"


def figures() -> Iterator[Figure]:
    """The chart beside columns by hand; the window beside four numbers; early beside late."""
    application()
    theme.dress(application(), theme.DARK)
    charts = {name: _Redrawn(minutes) for name, minutes in LENGTHS.items()}
    for name, shown in charts.items():
        floor = shown.by_hand()
        pairs = _in_turn(floor, shown.chart_redrawn)
        what = f"chart redrawn, {name} of session, beside columns by hand"
        yield beside("G3", what, pairs, MS, 1.5, LINES)
        floor.close()
    numbers = Numbers()
    _show(numbers)
    day = charts["24 hours"]
    pairs = _in_turn(numbers, day.redrawn)
    yield beside("G3", "whole bedside each second, beside four numbers", pairs, MS, 6, APP)
    short = charts["10 minutes"]
    pairs = [(_cpu(short.chart_redrawn), _cpu(day.chart_redrawn)) for _ in range(ROUNDS)]
    yield beside("G4", "chart redrawn at 24 hours, beside 10 minutes", pairs, MS, 1.1, DAY)
    pairs = [(_cpu(short.redrawn), _cpu(day.redrawn)) for _ in range(ROUNDS)]
    yield beside("G4", "whole bedside at 24 hours, beside 10 minutes", pairs, MS, 1.1, DAY)
    yield Figure("G5", "waveform strip", "none is drawn", "", "", "≤ 1.5 ×", met=None)
    for shown in charts.values():
        shown.window.leave()


class _Redrawn:
    """A bedside so many minutes into the made-up infusion, and what draws one more second."""

    def __init__(self, minutes: int) -> None:
        told = course(min(23.7, minutes - 15))
        self._t_ms = minutes * MINUTE_MS
        for t_ms in range(max(told.last_ms // 1000 * 1000, at(-14)), self._t_ms, 1000):
            told.events.append(self._second(t_ms))
        window = bedside(told, self._t_ms, SIZE)
        assert isinstance(window, BedsideWindow)
        self.window = window
        _show(window)

    def _second(self, t_ms: int) -> Second:
        rate = 80.0 + t_ms // 1000 % 7
        return Second(t_ms=t_ms, values={Vital.PULSE_RATE: rate, Vital.SPO2: 97.0 - rate % 2})

    def redrawn(self) -> None:
        """One more second, in the whole window."""
        self._t_ms += 1000
        self.window.show_event(self._second(self._t_ms))
        self.window.refresh()

    def chart_redrawn(self) -> None:
        """One more second, in the chart alone."""
        chart = self.window.chart
        assert chart is not None
        self._t_ms += 1000
        chart.show_event(self._second(self._t_ms))
        chart.refresh(self._t_ms)

    def by_hand(self) -> Columns:
        """The same two curves, as large as the chart."""
        chart = self.window.chart
        assert chart is not None
        seconds = np.arange(self._t_ms // 1000, dtype=float)
        made = Columns([80 + seconds % 7, 97 - seconds % 2])
        made.resize(chart.size())
        made.show()
        application().processEvents()
        return made


def _show(widget: QWidget) -> None:
    widget.resize(*SIZE)
    widget.show()
    application().processEvents()


def _in_turn(floor: Columns | Numbers, ours: Callable[[], None]) -> Pairs:
    return [(_cpu(floor.redraw), _cpu(ours)) for _ in range(ROUNDS)]


def _cpu(call: Callable[[], None]) -> float:
    """Seconds of this thread until what a call led to has been painted."""
    begun = time.thread_time()
    call()
    application().processEvents()
    return time.thread_time() - begun
