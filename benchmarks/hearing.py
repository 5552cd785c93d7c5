"""G6: from a byte on the cable to the pixel, through the real window, beside the shortest way.

The floor is one process, a notifier on the port and a repaint. Ours is a link in a process of its
own, the session, the record on disk and the whole bedside with its chart. Run as
`-m benchmarks.hearing WAY`, it is one of the two.
"""

import json
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSocketNotifier, QTimer
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from benchmarks.figure import Figure, at_most
from devices.driver import model_named
from ui import theme
from ui.app import Live
from ui.application import application
from ui.recording import Source, begin, new_session

ROUNDS = 5
MESSAGES = 200
GAP_S = 0.05
"""Twenty a second, so that each may be shown: a window is redrawn thirty times a second at most."""
MODEL = "berry-pm6750"
HEAD = b"\x55\xaa\x06\x04\x00\x62"
FIRST, VALUES = 60, 60
FRAME_MS = 16.7
SETTLES_MS = 400

SENDER = """
import json, os, random, sys, time
fd, count, gap = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
chance, sent = random.Random(1), []
time.sleep(3)
for number in range(count):
    time.sleep(gap * chance.uniform(0.5, 1.5))
    packet = bytes([0x55, 0xAA, 6, 4, 0, 98, 60 + number % 60])
    sent.append(time.monotonic())
    os.write(fd, packet + bytes([~sum(packet[2:]) & 255]))
print(json.dumps(sent))
"""
WAYS = "through a link's own process and the session's thread; then its tile is filled, all of it"


def figures() -> Iterator[Figure]:
    """Medians of the rounds' medians and of their 99th of a hundred; what was not shown."""
    rounds = {way: list[list[float]]() for way in ("floor", "ours")}
    for _ in range(ROUNDS):
        for way, heard in rounds.items():
            heard.append(_heard(way))
    half = {way: statistics.median(map(_median, heard)) for way, heard in rounds.items()}
    most = {way: statistics.median(map(_p99, heard)) for way, heard in rounds.items()}
    missed = 1 - min(len(heard) for heard in rounds["ours"]) / MESSAGES
    each = sorted(map(_median, rounds["ours"]))
    yield Figure(
        goal="G6",
        what=f"byte to pixel, half of {MESSAGES} messages a round",
        ours=f"{half['ours']:.2f} ms",
        floor=f"{half['floor']:.2f} ms",
        ratio=f"{half['ours'] / half['floor']:.2f} ({each[0]:.2f}–{each[-1]:.2f} ms), n = {ROUNDS}",
        wanted="≤ 2 ×",
        met=half["ours"] <= 2 * half["floor"],
        cause="" if half["ours"] <= 2 * half["floor"] else WAYS,
    )
    beyond = most["ours"] - most["floor"]
    floor = f"{most['floor']:.1f} ms"
    late = f"byte to pixel, 99 of 100, beyond the floor's ({most['ours']:.1f} ms)"
    yield at_most("G6", late, beyond, FRAME_MS, "ms", "" if beyond <= FRAME_MS else WAYS, floor)
    yield at_most("G6", "messages overtaken before they were painted", 100 * missed, 1, "%")


def _median(times: list[float]) -> float:
    return 1000 * statistics.median(times)


def _p99(times: list[float]) -> float:
    return 1000 * sorted(times)[int(0.99 * len(times))]


def _heard(way: str) -> list[float]:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.hearing", way],
        check=True,
        capture_output=True,
        text=True,
    )
    times: list[float] = json.loads(told.stdout)
    return times


# --- one way, in a process of its own ----------------------------------------------------------


class Painted:
    """When each value was on the screen; one that was overtaken never was."""

    def __init__(self) -> None:
        self.at: dict[int, float] = {}
        self._next = 0

    def note(self, digits: str) -> None:
        """These digits have just been painted."""
        if not digits.isdigit():
            return
        number = self._next + (int(digits) - FIRST - self._next) % VALUES
        # A value that stands is painted again; one that comes is the next or soon after it.
        if number - self._next < VALUES // 2:
            self.at[number] = time.monotonic()
            self._next = number + 1


class Shown(QWidget):
    """The floor: digits, painted as soon as their bytes are there."""

    def __init__(self, port: int, painted: Painted) -> None:
        super().__init__()
        self._painted = painted
        self._text = ""
        self._font = QFont()
        self._font.setPixelSize(72)
        self._port = port
        os.set_blocking(port, False)
        self._notifier = QSocketNotifier(port, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        data = os.read(self._port, 4096)
        if data.startswith(HEAD):
            self._text = str(data[6])
            self.repaint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.drawText(10, 100, self._text)
        painter.end()
        self._painted.note(self._text)


def _floor(port: str, painted: Painted, over: QEventLoop) -> None:
    descriptor = os.open(port, os.O_RDWR | os.O_NOCTTY)
    shown = Shown(descriptor, painted)
    shown.resize(1280, 800)
    shown.show()
    over.exec()


def _ours(port: str, painted: Painted, over: QEventLoop) -> None:
    theme.dress(application(), theme.DARK)
    source = Source(model_named(MODEL), port)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "r.sqlite"
        live = Live(lambda publish: begin(record, new_session(source), [], [source], publish))
        digits = live.window.rate._digits  # noqa: SLF001 - what is painted is measured there
        was = digits.paintEvent

        def paint(event: QPaintEvent) -> None:
            was(event)
            painted.note(digits.text())

        digits.paintEvent = paint  # type: ignore[method-assign]
        live.start()
        live.window.resize(1280, 800)
        live.window.show()
        over.exec()
        live.close()


_WAYS: dict[str, Callable[[str, Painted, QEventLoop], None]] = {"floor": _floor, "ours": _ours}


def main(way: str) -> None:
    """Print how long each message took to the screen (s)."""
    application()
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    command = [sys.executable, "-I", "-S", "-c", SENDER, str(ours), str(MESSAGES), str(GAP_S)]
    painted, over = Painted(), QEventLoop()
    with subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=[ours], text=True) as sender:
        looking = QTimer()
        looking.timeout.connect(
            lambda: sender.poll() is not None and QTimer.singleShot(SETTLES_MS, over.quit)
        )
        looking.start(SETTLES_MS)
        _WAYS[way](os.ttyname(theirs), painted, over)
        assert sender.stdout is not None
        sent = json.loads(sender.stdout.read())
    print(json.dumps([at - sent[number] for number, at in painted.at.items()]))


if __name__ == "__main__":
    main(sys.argv[1])
