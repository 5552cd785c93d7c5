"""`python -m tests.screenshots FOLDER`: the windows in their states and sizes."""

import contextlib
import os
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QRect, Qt, SignalInstance
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from monitor.events import (
    AlarmStep,
    Check,
    CheckAnswer,
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffRequest,
    CuffStep,
    CuffWhy,
    CuffWish,
    Entry,
    Event,
    InfusionChange,
    Mark,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
    Saved,
    Second,
)
from monitor.session import Session
from tests.ui.infusion_course import CUFFS, START, Course, at, course, cuff, observation, wall
from ui import language, theme
from ui.application import application
from ui.bedside_window import BedsideWindow
from ui.dialogs.small_dialog import TITLE_BAR
from ui.entering import Bedside

SIZES = ((1366, 768), (1600, 1000), (1920, 1080))
GREY = "#3a3f45"
"""Of a title bar: the desktop's, not ours."""
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


def bedside(
    told: Course,
    now_ms: int,
    size: tuple[int, int],
    patient: str = "MARTIN R.",
    palette: theme.Palette = theme.DARK,
) -> BedsideWindow:
    """The bedside window of a made-up infusion, at one moment."""
    width, height = size
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
    window = BedsideWindow(session, facts, palette, theme.sizes_for(height, width))
    window.add_chart()
    seq = 0
    for event in told.events:
        window.show_event(event)
        seq = max(seq, (event.seq or 0) if isinstance(event, Entry) else 0)
    window.show_event(Saved(t_ms=now_ms, up_to_seq=seq, up_to_ms=now_ms))
    return window


def _nowhere(_event: Event) -> None:
    """A picture enters nothing."""


def scenes(
    size: tuple[int, int], palette: theme.Palette = theme.DARK
) -> Iterator[tuple[str, QWidget, Callable[[], QWidget] | None]]:
    """Every picture of the bedside: its name, its window, and what lies over it."""

    def at_bedside(minute: float, *extra: Event, now: float | None = None) -> BedsideWindow:
        moment = at(minute if now is None else now)
        told = course(minute, extra=[*_also(), *extra])
        return bedside(told, moment, size, palette=palette)

    def after_the_cable(minute: float, *more: Event) -> BedsideWindow:
        """The cable came out at minute 33, and nobody has put it back."""
        silence = [Second(t_ms=t_ms) for t_ms in range(at(33), at(minute), 1000)]
        told = decided(course(minute, extra=[*_also(), *more, *silence]))
        return bedside(told, at(minute), size, palette=palette)

    armed = CuffRequest(t_ms=at(0.2), by="Adeyemi", wish=CuffWish.INTERVAL, interval_min=5)
    started = CuffChange(t_ms=at(23.6), device="ge-dinamap", step=CuffStep.INFLATING)
    paused = InfusionChange(t_ms=at(21), by="Adeyemi", step=PumpStep.PAUSED, reason="distress")
    stopped = InfusionChange(t_ms=at(40), by="Adeyemi", step=PumpStep.STOPPED, reason="finished")
    recovered = PhaseChange(t_ms=at(40), by="Adeyemi", phase=Phase.RECOVERY)
    dizzy = Observation(t_ms=at(22), by="Adeyemi", scale="also_seen", version="1", answers=DIZZY)
    mark = Mark(t_ms=at(20.5), by="Adeyemi")
    yield "bedside", at_bedside(23.7, armed, dizzy, mark), None
    yield "measuring", at_bedside(23.7, armed, started, now=23.8), None
    yield "paused", at_bedside(23.7, armed, paused), None
    yield "lost", after_the_cable(34.2, armed), None
    yield "finished", after_the_cable(40.4, armed), None
    yield "recovery", after_the_cable(75, stopped, recovered), None
    yield "baseline", at_bedside(-1.5), None
    yield "empty", bedside(Course([]), 2000, size, palette=palette), None
    long = bedside(course(23.7), at(23.7), size, LONG, palette)
    yield "long-name", long, None
    yield "start", _start(theme.start_sizes_for(size[1], size[0])), None
    over = after_the_cable(75, stopped, recovered, dizzy, mark)
    yield "end-page", over, over.show_end_page
    for name, code in (("hand-over", "hand_over"), ("medication", "medication"), ("keys", "keys")):
        window = at_bedside(23.7, armed, dizzy, mark)
        yield name, window, window.dialogs.open[code]
    window = at_bedside(23.7, armed)
    window.resize(*size)
    window.glance.toggle()
    yield "glance", window, None
    lost = after_the_cable(34.2, armed)
    lost.resize(*size)
    lost.glance.toggle()
    yield "glance-lost", lost, None
    surge = [*_also(), armed, cuff(27.4, 186, 108, 134), observation("sedation", 27.2, 3)]
    for name, minute, answered in (
        ("unconfirmed", 26.3, None),
        ("surge", 27.6, None),
        ("acknowledged", 27.9, 27.8),
    ):
        told = decided(course(minute, extra=surge), answered)
        yield name, bedside(told, at(minute), size, palette=palette), None
    told = decided(course(29.8, extra=[*surge, cuff(29.5, 150, 88, 109)]))
    yield "latched", bedside(told, at(29.8), size, palette=palette), None
    told = decided(course(27.6, extra=surge))
    window = bedside(told, at(27.6), size, palette=palette)
    window.resize(*size)
    window.glance.toggle()
    yield "glance-surge", window, None


def decided(told: Course, answered: float | None = None) -> Course:
    """The same with all that follows from it, alarms too; in that minute all are acknowledged."""
    from monitor import profile

    session = Session(profile.shipped(), START)
    taken: list[Event] = []

    def take(event: Event) -> None:
        waiting = deque([event])
        while waiting:
            one = waiting.popleft()
            if isinstance(one, Entry):
                one = replace(one, at=wall(one.t_ms), seq=len(taken) + 1)
            taken.append(one)
            # Who wanted each cuff is told already.
            waiting.extend(e for e in session.take(one) if not isinstance(e, CuffCommand))

    for event in told.events:
        take(event)
    if answered is not None:
        for alarm in session.alarms.standing():
            answer = {"step": AlarmStep.ACKNOWLEDGED, "of": alarm.told.seq, "by": START.nurse}
            take(replace(alarm.told, t_ms=at(answered), **answer))  # type: ignore[arg-type]
    return Course(taken)


def _also() -> Iterator[Event]:
    """What the course of the tests leaves out: who wanted each cuff, sedation, a look."""
    for minute, *_ in CUFFS:
        yield CuffCommand(
            t_ms=at(minute) - 30_000,
            device="ge-dinamap",
            action=CuffAction.START,
            why=CuffWhy.INTERVAL,
        )
    for minute in (-6, 5, 15):
        yield observation("sedation", minute, 5)
    yield Check(t_ms=at(18), by="Adeyemi", item="iv_site", answer=CheckAnswer.YES)


DIZZY: dict[str, int | str] = {"dizzy": "started"}


def _start(sizes: theme.Sizes) -> QWidget:
    from monitor import profile
    from ui.start.start_sheet import Family
    from ui.start.start_window import StartWindow

    models = [Family("ge-dinamap", "GE DINAMAP", gives_cuff=True, gives_spo2=True)]
    ports = [("/dev/ttyUSB0", "USB serial")]
    return StartWindow(profile.shipped(), models, ports, "Adeyemi", (), sizes)


def take(
    window: QWidget,
    width: int,
    height: int,
    file: Path,
    over: Callable[[], QWidget] | None = None,
) -> None:
    """Show, let it settle, keep a picture; with what lies over the window in its middle."""
    window.resize(width, height)
    window.show()
    for _ in range(20):
        QApplication.processEvents()
    if isinstance(window, BedsideWindow):
        window.refresh()
        QApplication.processEvents()
    picture = window.grab()
    size = picture.deviceIndependentSize().toSize()
    assert (size.width(), size.height()) == (width, height), f"{file.name} is too large"
    if over is not None:
        shown = over()
        for _ in range(20):
            QApplication.processEvents()
        painter = QPainter(picture)
        place = shown.pos() - window.pos()
        painter.drawPixmap(place, shown.grab())
        bar = QRect(place.x(), place.y() - TITLE_BAR, shown.width(), TITLE_BAR)
        _title_bar(painter, bar, shown.windowTitle())
        painter.end()
        shown.close()
    picture.save(str(file))
    if isinstance(window, BedsideWindow):
        window.leave()
    window.close()
    window.deleteLater()
    # Only an event loop deletes what was put off, and there is none here.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _title_bar(painter: QPainter, where: QRect, title: str) -> None:
    """What a desktop puts above a window of its own; off-screen there is no desktop."""
    painter.fillRect(where, QColor(GREY))
    painter.setPen(QColor("white"))
    painter.setFont(theme.font(14, 500))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, title)


def review(folder: Path) -> None:
    """The review window in its light dress, over a library such as a supervisor finds."""
    from monitor.archive import Archive
    from tests.ui.saved_library import a_library, save_library
    from ui.review.review_window import ReviewWindow

    theme.dress(application(), theme.LIGHT)
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        record = Path("record.sqlite")
        save_library(record, a_library(), measured=True)
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


def courses_and_clinic(folder: Path) -> None:
    """The other two pages of the supervisor, over sessions that nobody saved."""
    from tests.ui import courses as made
    from ui.review.clinic_view import ClinicView
    from ui.review.course_view import CourseView

    theme.dress(application(), theme.LIGHT)
    rows = {row.session: row for row in made.course(7)}
    for width, height in SIZES:
        course_of_one = CourseView(rows.__getitem__, made.entries)
        course_of_one.load(map(made.visit, rows.values()))
        sums = made.clinic_rows(85)
        clinic = ClinicView(sums[-1].started_at.date())
        clinic.load(sums)
        for name, page in (("course", course_of_one), ("clinic", clinic)):
            take(_window(page), width, height, folder / f"{name}-{width}x{height}.png")


def _window(page: QWidget) -> QWidget:
    """A page on the ground that its window has."""
    window = QWidget()
    theme.role(window, "window")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    return window


def main(folder: Path) -> None:
    """Write every picture into `folder`."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    theme.dress(application(), theme.DARK)
    for width, height in SIZES:
        for name, window, over in scenes((width, height)):
            take(window, width, height, folder / f"{name}-{width}x{height}.png", over)
    for dress, name_of in ((theme.LIGHT, "light"), (theme.DARK, "german")):
        theme.dress(application(), dress)
        language.speak("german" if name_of == "german" else "english")
        for name, window, over in scenes((1366, 768), dress):
            take(window, 1366, 768, folder / f"{name}-{name_of}-1366x768.png", over)
    language.speak("english")
    review(folder)
    courses_and_clinic(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
