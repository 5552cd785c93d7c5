"""`python -m tests.screenshots FOLDER`: the windows in their states and sizes."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from monitor.events import CuffChange, CuffRequest, CuffStep, CuffWish, Entry, Event, Saved
from monitor.session import Session
from tests.ui.infusion_course import START, Course, at, course, wall
from ui import theme
from ui.app import application
from ui.bedside_window import BedsideWindow
from ui.entering import Bedside

SIZES = ((1366, 768), (1600, 1000), (1920, 1080))
LONG = "Wolfeschlegelsteinhausenbergerdorff-Montgomery, Maximiliane Alexandra"


class StoppedClock:
    """Shows one moment."""

    speed = 1.0

    def __init__(self, t_ms: int) -> None:
        self._t_ms = t_ms

    def now_ms(self) -> int:
        """That moment."""
        return self._t_ms

    def at(self, t_ms: int) -> datetime:
        """The wall clock of the pictures."""
        return wall(t_ms)


def bedside(told: Course, now_ms: int, height: int, patient: str = "MARTIN R.") -> QWidget:
    """The bedside window of a made-up infusion, at one moment."""
    start = replace(
        START,
        patient=patient,
        birth_date=date(1985, 3, 14),
        room="2",
        allergy="penicillin",
        weight=72.0,
    )
    from monitor import profile

    session = Session(profile.shipped(), start)
    clock = StoppedClock(now_ms)
    facts = Bedside(START.nurse, clock, post=_nowhere)  # type: ignore[arg-type]
    window = BedsideWindow(session, facts, theme.DARK, theme.sizes_for(height))
    window.add_chart()
    seq = 0
    for event in told.events:
        window.show_event(event)
        seq = max(seq, (event.seq or 0) if isinstance(event, Entry) else 0)
    window.show_event(Saved(t_ms=now_ms, up_to_seq=seq, up_to_ms=now_ms))
    return window


def _nowhere(_event: Event) -> None:
    """A picture enters nothing."""


def scenes(height: int) -> Iterator[tuple[str, QWidget]]:
    """Every picture of the bedside, by name."""
    armed = CuffRequest(t_ms=at(0.2), by="Adeyemi", wish=CuffWish.INTERVAL, interval_min=5)
    started = CuffChange(t_ms=at(23.6), device="ge-dinamap", step=CuffStep.INFLATING)
    yield "bedside", bedside(course(23.7, extra=[armed]), at(23.7), height)
    yield "measuring", bedside(course(23.7, extra=[armed, started]), at(23.8), height)
    yield "lost", bedside(course(34.2, extra=[armed]), at(34.2), height)
    yield "baseline", bedside(course(-1.5), at(-1.5), height)
    yield "empty", bedside(Course([]), 2000, height)
    yield "long-name", bedside(course(23.7), at(23.7), height, LONG)
    yield "start", _start()


def _start() -> QWidget:
    from monitor import profile
    from ui.start_sheet import Family
    from ui.start_window import StartWindow

    models = [Family("ge-dinamap", "GE DINAMAP", gives_cuff=True, gives_spo2=True)]
    return StartWindow(profile.shipped(), models, [("/dev/ttyUSB0", "USB serial")], "Adeyemi")


def take(window: QWidget, width: int, height: int, file: Path) -> None:
    """Show, let it settle, keep a picture."""
    window.resize(width, height)
    window.show()
    for _ in range(20):
        QApplication.processEvents()
    if isinstance(window, BedsideWindow):
        window.refresh()
        QApplication.processEvents()
    window.grab().save(str(file))
    if isinstance(window, BedsideWindow):
        window.leave()
    window.close()
    window.deleteLater()


def review(folder: Path) -> None:
    """The review window in its light dress, over a few saved sessions."""
    from monitor.archive import Archive
    from ui.review_window import ReviewWindow

    theme.dress(application(), theme.LIGHT)
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        record = Path("record.sqlite")
        _save_some(record)
        for width, height in SIZES:
            window = ReviewWindow(Archive(record))
            window.resize(width, height)
            _wait_for(window.settled, window.show)
            take(window, width, height, folder / f"review-{width}x{height}.png")


def _wait_for(signal: SignalInstance, act: Callable[[], None]) -> None:
    loop = QEventLoop()
    signal.connect(loop.quit)
    act()
    loop.exec()


def _save_some(record: Path) -> None:
    from tests.ui import saved_sessions as saved

    told = saved.infusion()
    gap = range(24, 30)
    saved.save(record, saved.start("H. V."), told, measured=saved.seconds(saved.ENDED, gap))
    saved.save(record, saved.start(LONG), told, end_ms=None, measured=saved.seconds(saved.ENDED))
    corrected = saved.corrected(told)
    saved.save(record, saved.start(), corrected, measured=saved.seconds(saved.ENDED))


def main(folder: Path) -> None:
    """Write every picture into `folder`."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    theme.dress(application(), theme.DARK)
    for width, height in SIZES:
        for name, window in scenes(height):
            take(window, width, height, folder / f"{name}-{width}x{height}.png")
    review(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
