"""`dripwatch review [FILE]`: the supervisor's window on saved sessions."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ui import language

if TYPE_CHECKING:
    from ui.review.review_window import ReviewWindow

NAME = "review"
HELP = "open saved sessions: the list, the chart, every entry, and whether the record is unaltered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    language.add_argument(parser)
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a record; without it, the clinic's"
    )
    # For the README's pictures.
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Open the window; RecordError where the file cannot be read."""
    if args.screenshot is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from monitor.archive import Archive
    from ui import theme
    from ui.application import application
    from ui.places import clinic_record
    from ui.review.review_window import ReviewWindow
    from ui.stop_signals import StopSignals

    language.speak(args.language)
    with Archive(args.file or clinic_record()) as archive:
        app = application()
        theme.dress(app, theme.LIGHT)
        window = ReviewWindow(archive)
        window.resize(1600, 1000)
        if args.screenshot is not None:
            _photograph_when_settled(window, args.screenshot)
        window.show()
        with StopSignals(window.close) as stop:
            app.exec()
    return stop.exit_code


def _photograph_when_settled(window: "ReviewWindow", png: Path) -> None:
    from PySide6.QtCore import QTimer

    def photograph() -> None:
        window.grab().save(str(png))
        window.close()

    # The chart is drawn by then: it was asked for before the seal.
    window.settled.connect(lambda: QTimer.singleShot(200, photograph))
    if window.nothing or window.viewer.asks:
        QTimer.singleShot(200, photograph)
