"""Builds the application and one live session, and connects them: the event flow on one page.

recording (its own threads) ── publish ─▶ Bridge ── taken ─▶ BedsideWindow.show_event
     ▲                                                              │
     └────────────────────────── post ──────────────────────────────┘
                                (Sound hears what the window is shown, after it)
"""

import logging
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from monitor.people import People
from monitor.people_here import who_enters
from ui import bug_log, theme
from ui.bedside_window import BedsideWindow
from ui.bridge import Bridge
from ui.entering import Bedside
from ui.icon import icon
from ui.recording import Listener, Recording, folded
from ui.sound import Sound

COPIES_KIB = 64 * 1024
"""Room for a copy of every lane of a chart on a large screen; Qt's own 10 MiB are too little."""

log = logging.getLogger("dripwatch")


def application() -> QApplication:
    """The one QApplication; off-screen where there is no display."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    on_linux = sys.platform.startswith("linux")
    if on_linux and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Dripwatch")
    app.setDesktopFileName("dripwatch")
    app.setWindowIcon(icon())
    QPixmapCache.setCacheLimit(COPIES_KIB)
    qInstallMessageHandler(_note_qt)
    return app


def _note_qt(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Qt's own remarks go to the log; the off-screen platform repeats one at every window."""
    if "propagateSizeHints" not in message:
        log.warning("Qt: %s", message)


class Live:
    """A recording and the window on it: built, then `start` and at last `close`."""

    def __init__(
        self,
        recording: Callable[[Listener], Recording],
        palette: theme.Palette = theme.DARK,
        sizes: theme.Sizes = theme.FULL,
        people: People | None = None,
    ) -> None:
        self.bridge = Bridge()
        self.recording = recording(self.bridge.publish)
        history = self.recording.history
        session = folded(history)
        self.window = BedsideWindow(
            session,
            Bedside(
                nurse=who_enters(session),
                clock=self.recording.clock,
                post=self.recording.post,
                people=people,
            ),
            palette,
            sizes,
        )
        self.window.load(history)
        self.sound = Sound(self.window.session, self.recording.clock, self.recording.post)
        self.bridge.taken.connect(self.window.show_event)
        # After the window: the session it shares with the window has applied the event by then.
        self.bridge.taken.connect(self.sound.show_event)
        self.bridge.failed.connect(self.window.say_bug)
        self.window.first_painted.connect(self.window.add_chart)
        self.window.first_painted.connect(self.sound.begin)
        self._tell_bug = self.bridge.failed.emit

    def start(self) -> None:
        """Open the record and begin to listen. RecordError where it cannot be written."""
        self.recording.open()
        bug_log.listeners.append(self._tell_bug)
        self.recording.start()
        if self.recording.begins_ms > 0:
            self.window.presence.resume()

    def close(self) -> None:
        """Stop, and let go of the record. RecordError where not everything could be stored."""
        bug_log.listeners.remove(self._tell_bug)
        self.sound.close()
        self.recording.close()
