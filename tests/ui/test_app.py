"""The application: numbers before the plot, paints for changes, bytes to pixels and disk."""

import os
import pty
import select
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from devices.driver import model_named
from devices.drivers.ge_dinamap import frame
from monitor.archive import Archive
from monitor.events import AlarmChange, AlarmStep, Priority, Trouble, TroubleChange
from monitor.vitals import Vital
from tests.ui.test_sound import FakeSpeaker
from ui import theme
from ui.app import Live
from ui.recording import Source, begin, new_session

FIRST_PAINT = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from ui import theme
    from ui.application import application
    from ui.{module} import {name}
    HEAVY = {{"pyqtgraph", "numpy", "sqlite_utils", "click", "PySide6.QtMultimedia", *{more}}}
    app = application()
    theme.dress(app, theme.DARK)
    {build}
    def paint(event, was=window.paintEvent):
        was(event)
        print("heavy:", sorted(HEAVY & set(sys.modules)))
        app.exit(0)
    window.paintEvent = paint
    window.show()
    QTimer.singleShot(20_000, lambda: app.exit(3))
    sys.exit(app.exec())
"""
START = """
    station = Workstation(Path('never'), theme.COMPACT, over=lambda: None)
    station.show_start()
    window = station.start
"""
BEDSIDE = """
    from devices.driver import model_named
    from ui.recording import Source, begin, new_session
    model = model_named('ge-dinamap')
    source = Source(model, 'socket://127.0.0.1:1')
    live = Live(
        lambda publish: begin(Path('never'), new_session(source), [], [source], publish)
    )
    window = live.window
"""


@pytest.mark.parametrize(
    ("module", "name", "build", "more"),
    [
        ("workstation", "Workstation", START, ["ui.bedside_window", "ui.start.engineer_dialog"]),
        ("app", "Live", BEDSIDE, []),
    ],
)
def test_at_the_first_paint_nothing_slow_is_imported(
    module: str, name: str, build: str, more: list[str]
) -> None:
    """Neither the plot, nor numpy, nor sqlite_utils has been imported when numbers are up.

    Nor has the bedside when the start screen is.
    """
    script = textwrap.dedent(FIRST_PAINT).format(
        module=module, name=name, build=textwrap.dedent(build).strip(), more=more
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "heavy: []" in done.stdout


@pytest.fixture
def cable() -> Iterator[tuple[int, str]]:
    """A pseudo-terminal: our end, and the name of the other."""
    ours, theirs = pty.openpty()
    yield ours, os.ttyname(theirs)
    os.close(ours)
    os.close(theirs)


def test_bytes_on_the_cable_become_pixels_and_a_row(
    qtbot: QtBot, cable: tuple[int, str], tmp_path: Path
) -> None:
    """A saturation answered on a real pty is drawn in its colour and stored in SQLite."""
    ours, port = cable
    theme.dress(_app(), theme.DARK)
    source = Source(model_named("ge-dinamap"), port)
    record = tmp_path / "r.sqlite"
    live = Live(lambda publish: begin(record, new_session(source), [], [source], publish))
    qtbot.addWidget(live.window)
    live.window.show()
    live.start()
    answers = {b" NA": b" NA0000000000000000", b" OA": b" OA1096000", b" RA": b" RA2074"}
    asked = b""
    try:
        while live.window.spo2.digits() != "96" or live.window.rate.digits() != "74":
            qtbot.wait(5)
            asked += _ready(ours)
            for question, answer in answers.items():
                if question in asked:
                    os.write(ours, frame(answer.decode()))
                    asked = b""
        assert _has_colour(live.window.spo2.grab().toImage(), theme.DARK.spo2)
        assert _has_colour(live.window.rate.grab().toImage(), theme.DARK.rate)
    finally:
        live.close()
    with Archive(record) as archive:
        history = archive.history(1)
    assert 96 in history.columns[Vital.SPO2]
    assert 74 in history.columns[Vital.PULSE_RATE]


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _ready(descriptor: int) -> bytes:
    ready, _, _ = select.select([descriptor], [], [], 0)
    return os.read(descriptor, 100) if ready else b""


def _has_colour(image: QImage, name: str) -> bool:
    wanted = QColor(name).rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_a_painted_window_has_its_sound_and_the_record_knows_when_it_has_none(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """Where the clinic has it on: from the first paint to the end of the window."""
    start = new_session(None)
    start = replace(
        start, profile=start.profile.replace("[sound]\non = false", "[sound]\non = true")
    )
    record = tmp_path / "r.sqlite"
    live = Live(lambda publish: begin(record, start, [], [], publish))
    speaker = FakeSpeaker()
    speaker.broken = True
    live.sound._find_speaker = lambda: speaker
    qtbot.addWidget(live.window)
    live.window.show()
    live.start()
    try:
        qtbot.waitUntil(lambda: Trouble.NO_SOUND in live.window.session.troubles)
        # What follows is the event's doing and not the timer's.
        live.sound._looking.setInterval(60_000)
        raised, medium = AlarmStep.RAISED, Priority.MEDIUM
        live.recording.post(AlarmChange(t_ms=1, rule="link", step=raised, priority=medium))
        qtbot.waitUntil(lambda: speaker.told == [medium])
    finally:
        live.close()
    assert speaker.closed
    with Archive(record) as archive:
        told = [e for e in archive.history(1).entries if isinstance(e, TroubleChange)]
    assert [(e.trouble, e.present) for e in told] == [(Trouble.NO_SOUND, True)]


def test_the_window_paints_for_changes_and_seconds_only(
    qtbot: QtBot, cable: tuple[int, str], tmp_path: Path
) -> None:
    """With a device that says nothing, two seconds bring a handful of paints, not a hundred."""
    _, port = cable
    theme.dress(_app(), theme.DARK)
    source = Source(model_named("ge-dinamap"), port)
    live = Live(lambda publish: begin(tmp_path / "r", new_session(source), [], [source], publish))
    qtbot.addWidget(live.window)
    events: list[object] = []
    live.bridge.taken.connect(events.append)
    live.window.show()
    live.start()
    try:
        qtbot.waitUntil(lambda: len(events) > 8, timeout=20_000)
    finally:
        live.close()
    ticks = live.recording.clock.now_ms() // 1000 + 1
    assert live.window.paints <= len(events) + ticks
