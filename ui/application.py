"""The one QApplication, and what every window of the program has of it. No window is known here."""

import logging
import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from ui.icon import icon

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
