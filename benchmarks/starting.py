"""How long until numbers are on the screen, against a bare widget painted in a process alike."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

ROUNDS = 5
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); window = QWidget(); window.paintEvent = lambda e: app.exit(0)
window.show(); sys.exit(app.exec())
"""
START = """
import sys
from ui import theme
from ui.app import application
app = application(); theme.dress(app, theme.DARK)
from monitor import profile
from ui.start.start_window import StartWindow
window = StartWindow(profile.shipped(), [], [], ""); was = window.paintEvent
window.paintEvent = lambda e: (was(e), app.exit(0))
window.show(); sys.exit(app.exec())
"""


def lines() -> Iterator[str]:
    """Both medians and their ratio, taken in turn."""
    bare, start = [], []
    for _ in range(ROUNDS):
        bare.append(_seconds(BARE))
        start.append(_seconds(START))
    floor, ours = statistics.median(bare), statistics.median(start)
    yield f"{'start: a bare widget painted (floor)':<58} {floor * 1000:8.0f} ms"
    yield f"{'start: the start screen painted':<58} {ours * 1000:8.0f} ms = {ours / floor:.2f} x"


def _seconds(script: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun
