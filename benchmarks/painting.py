"""What one redraw of the whole bedside costs, early in a session and after twelve hours."""

import os
import statistics
import time
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from monitor.events import Second
from monitor.vitals import Vital
from tests.screenshots import bedside
from tests.ui.infusion_course import at, course
from ui import theme
from ui.app import application
from ui.bedside_window import BedsideWindow

REDRAWS = 30
HOURS_MS = 12 * 3_600_000


def lines() -> Iterator[str]:
    """Milliseconds of this process's time per refresh and paint."""
    app = application()
    theme.dress(app, theme.DARK)
    early = course(23.7)
    later = course(23.7, extra=())
    for t_ms in range(at(23.7), HOURS_MS, 1000):
        later.events.append(
            Second(t_ms=t_ms, values={Vital.PULSE_RATE: 80 + t_ms // 1000 % 5, Vital.SPO2: 97})
        )
    floor = _cost(bedside(early, at(23.7), (1600, 1000)), at(23.7))
    long = _cost(bedside(later, HOURS_MS, (1600, 1000)), HOURS_MS)
    yield f"{'paint: one redraw of the bedside, 40 minutes in':<58} {floor:8.1f} ms"
    yield f"{'paint: the same after twelve hours':<58} {long:8.1f} ms = {long / floor:.2f} x"


def _cost(window: object, t_ms: int) -> float:
    assert isinstance(window, BedsideWindow)
    window.resize(1600, 1000)
    window.show()
    application().processEvents()
    times = []
    for second in range(REDRAWS):
        window.show_event(Second(t_ms=t_ms + second * 1000, values={Vital.PULSE_RATE: 80.0}))
        begun = time.process_time()
        window.refresh()
        application().processEvents()
        times.append((time.process_time() - begun) * 1000)
    window.leave()
    return statistics.median(times)
