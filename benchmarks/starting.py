"""G2: how long from a new process to numbers painted, and to the plot, beside bare ones."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import MS, Figure, beside
from monitor.store import Store

ROUNDS = 7

PAINTED = """
import os, sys, time
def painted(widget):
    was = widget.paintEvent
    def paint(event):
        was(event)
        sys.stdout.write(str(time.monotonic())); sys.stdout.flush(); os._exit(0)
    widget.paintEvent = paint
"""
BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
class Bare(QWidget):
    def paintEvent(self, event): pass
window = Bare()
painted(window)
"""
BARE_PLOT = """
import pyqtgraph as pg
app = pg.mkQApp()
class Bare(pg.PlotWidget):
    def paintEvent(self, event): super().paintEvent(event)
window = Bare()
for colour in range(4): window.plot(list(range(1800)), pen=colour)
painted(window)
"""
START = """
from ui import theme
from ui.application import application
app = application(); theme.dress(app, theme.DARK)
from monitor import profile
from ui.start.start_window import StartWindow
window = StartWindow(profile.shipped(), [], [], "")
painted(window)
"""
LIVE = """
from pathlib import Path
from ui import theme
from ui.app import Live
from ui.application import application
from ui.recording import Source, begin, new_session
from devices.driver import model_named
app = application(); theme.dress(app, theme.DARK)
source = Source(model_named("ge-dinamap"), "socket://127.0.0.1:1")
record = Path(sys.argv[1])
live = Live(lambda publish: begin(record, new_session(source), [], [source], publish))
live.start()
window = live.window
"""
BEDSIDE = LIVE + "painted(window)\n"
BEDSIDE_PLOT = LIVE + "window.first_painted.connect(lambda: painted(window.chart))\n"
SHOWN = "window.resize(1280, 800); window.show(); app.exec()\n"

MODULES = "importing our modules takes more than twice a bare widget, building the screen as much"


def figures() -> Iterator[Figure]:
    """Numbers and plot of the bedside with its recorder running and no dialog; the start screen."""
    scripts = (BARE, START, BEDSIDE, BARE_PLOT, BEDSIDE_PLOT)
    with tempfile.TemporaryDirectory() as compiled:
        # As installed: nothing is compiled any more, and all is in the cache of the system.
        for script in scripts:
            _seconds(script, compiled)
        rounds = [[_seconds(script, compiled) for script in scripts] for _ in range(ROUNDS)]
    bare, start, numbers, bare_plot, plot = zip(*rounds, strict=True)
    for what, floor, ours, most in (
        ("bedside numbers painted, recording, beside a bare widget", bare, numbers, 1.25),
        ("start screen painted, beside a bare widget", bare, start, 1.25),
        ("bedside plot painted, beside a bare pyqtgraph plot", bare_plot, plot, 1.15),
    ):
        yield beside("G2", what, list(zip(floor, ours, strict=True)), MS, most, MODULES)


def _seconds(script: str, compiled: str) -> float:
    """From the fork to the end of the paint, with modules compiled in that folder."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "r.sqlite"
        # There is a record on any day but the first.
        Store(record).close()
        begun = time.monotonic()
        told = subprocess.run(
            [sys.executable, "-c", PAINTED + script + SHOWN, str(record)],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
    return float(told.stdout) - begun
