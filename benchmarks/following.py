"""G14: memory of a bedside that follows a session, beside a bare plot; and of sessions opened.

The day and night are measured by `make endurance`.
"""

import gc
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, at_most
from benchmarks.listing import arrays, long_session
from benchmarks.process import MIB, resident
from monitor.archive import Archive

OPENED = 100
BARE = """
import pyqtgraph as pg
from benchmarks.process import resident
app = pg.mkQApp()
plot = pg.PlotWidget()
plot.resize(1600, 1000)
for colour in range(4):
    plot.plot(list(range(1800)), pen=colour)
plot.show()
app.processEvents()
print(resident())
"""
BEDSIDE = """
from benchmarks.process import resident
from tests.screenshots import bedside
from tests.ui.infusion_course import at, course
from ui import theme
from ui.application import application
theme.dress(application(), theme.DARK)
window = bedside(course(23.7), at(23.7), (1600, 1000))
window.show()
application().processEvents()
print(resident())
"""
LARGE = "our modules take 21 MiB, the window's widgets as much"


def figures() -> Iterator[Figure]:
    """The window, and a hundred sessions opened one after the other."""
    bare, ours = bare_plot(), _resident(BEDSIDE)
    yield Figure(
        goal="G14",
        what="memory of the bedside, 40 minutes in, beside a bare pyqtgraph plot",
        ours=f"{ours / MIB:.0f} MiB",
        floor=f"{bare / MIB:.0f} MiB",
        ratio=f"{ours / bare:.2f}",
        wanted="≤ 1.15 ×",
        met=ours <= 1.15 * bare,
        cause="" if ours <= 1.15 * bare else LARGE,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = long_session(Path(folder) / "long.db")
        yield at_most("G14", f"{OPENED} sessions of four hours opened", _grown(path), 1, "MiB more")


def bare_plot() -> int:
    """Bytes resident of a pyqtgraph plot with four curves and nothing else."""
    return _resident(BARE)


def _grown(path: Path) -> float:
    with Archive(path) as archive:
        arrays(archive)
        gc.collect()
        before = resident()
        for _ in range(OPENED):
            arrays(archive)
        gc.collect()
        return max(0, resident() - before) / MIB


def _resident(script: str) -> int:
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return int(told.stdout)
