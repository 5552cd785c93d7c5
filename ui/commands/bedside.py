"""`dripwatch` without a command: the start screen, then the session at the bedside."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from monitor.record_lock import Holder

NAME = "bedside"
HELP = "the bedside window, with the start screen (what dripwatch does without a command)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    language.add_argument(parser)
    parser.add_argument("--touch", action="store_true", help="larger buttons, for a touch screen")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="instead of the clinic's record"
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on at once with the session that was left open"
    )
    parser.add_argument(
        "--port",
        action="append",
        default=[],
        metavar="PORT",
        help="offer this port too: a path or a URL that the system does not list",
    )


def run(args: argparse.Namespace) -> int:
    """Run until the window is closed; on a record that somebody else writes, only look on."""
    from monitor.following import held_by
    from ui import theme
    from ui.application import application
    from ui.places import clinic_record

    language.speak(args.language)
    app = application()
    theme.dress(app, theme.DARK)
    record = args.record or clinic_record()
    writer = held_by(record)
    if writer is not None:
        return _watch(app, args, record, writer)
    return _work(app, args, record)


def _work(app: "QApplication", args: argparse.Namespace, record: Path) -> int:
    """The start screen, then sessions."""
    from PySide6.QtCore import QTimer

    from ui import theme
    from ui.places import clinic_profiles, known_devices
    from ui.workstation import Workstation

    app.setQuitOnLastWindowClosed(False)
    seen = _seen(app)
    workstation = Workstation(
        record,
        theme.sizes_for(*seen, touch=args.touch),
        over=app.quit,
        more_ports=args.port,
        memory=known_devices(),
        profiles=clinic_profiles(),
        start_sizes=theme.start_sizes_for(*seen, touch=args.touch),
    )
    if args.resume:
        workstation.resume_open()
    else:
        workstation.show_start()
        QTimer.singleShot(0, workstation.look_for_open_session)
    app.commitDataRequest.connect(workstation.log_off)
    return _run_until(app, workstation.leave)


def _watch(app: "QApplication", args: argparse.Namespace, record: Path, writer: "Holder") -> int:
    """The session that somebody else records, view-only."""
    from ui import theme
    from ui.watch.watch_window import WatchWindow

    window = WatchWindow(record, writer, theme.sizes_for(*_seen(app), touch=args.touch))
    window.follower.start()
    window.showMaximized()
    try:
        return _run_until(app, window.close, looks_on=True)
    finally:
        window.close()


def _seen(app: "QApplication") -> tuple[int, int, float]:
    """The room on the screen, height and width, and its dots per inch."""
    screen = app.primaryScreen()
    room = screen.availableSize()
    return room.height(), room.width(), screen.physicalDotsPerInch()


def _run_until(app: "QApplication", leave: Callable[[], object], *, looks_on: bool = False) -> int:
    """Run the windows; `leave` is called when the program is told to end from outside."""
    from ui.heartbeat import Heartbeat
    from ui.stop_signals import StopSignals

    heart = Heartbeat(app, looks_on=looks_on)
    try:
        with StopSignals(leave):
            return app.exec()
    finally:
        heart.stop()
