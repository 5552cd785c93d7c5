"""`dripwatch` without a command: the start screen, then the session at the bedside."""

import argparse
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
    from ui.places import clinic_profiles, clinic_record, known_devices
    from ui.workstation import Workstation

    language.speak(args.language)
    app = application()
    theme.dress(app, theme.DARK)
    app.setQuitOnLastWindowClosed(False)
    screen = app.primaryScreen()
    room, dpi = screen.availableSize(), screen.physicalDotsPerInch()
    sizes = theme.sizes_for(room.height(), room.width(), dpi, touch=args.touch)
    record = args.record or clinic_record()
    workstation = Workstation(
        record,
        sizes,
        over=app.quit,
        more_ports=args.port,
        memory=known_devices(),
        profiles=clinic_profiles(),
    )
    workstation.show_start()
    QTimer.singleShot(0, workstation.look_for_open_session)
    return app.exec()
