"""`dripwatch` without a command: the start screen, then the session at the bedside."""

import argparse
import signal
from pathlib import Path

from ui import language

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
    """Run until the window is closed."""
    from PySide6.QtCore import QTimer

    from ui import theme
    from ui.app import application
    from ui.heartbeat import Heartbeat
    from ui.places import clinic_profiles, clinic_record, known_devices
    from ui.workstation import Workstation

    language.speak(args.language)
    app = application()
    theme.dress(app, theme.DARK)
    app.setQuitOnLastWindowClosed(False)
    screen = app.primaryScreen()
    room, dpi = screen.availableSize(), screen.physicalDotsPerInch()
    seen = (room.height(), room.width(), dpi)
    record = args.record or clinic_record()
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
    # Python looks for signals between two of its own lines: the heartbeat sees to it that it does.
    before = signal.signal(signal.SIGTERM, lambda *_: workstation.leave())
    heart = Heartbeat(app)
    try:
        return app.exec()
    finally:
        heart.stop()
        signal.signal(signal.SIGTERM, before)
