"""`dripwatch demo`: a whole simulated infusion, in the real window, on a real (virtual) port."""

import argparse
import math
import tempfile
from pathlib import Path

from ui import language

NAME = "demo"
HELP = "play a whole simulated infusion in the real window; never touches the clinic's record"

WHOLE_MINUTES = 90.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    language.add_argument(parser)
    parser.add_argument("--scenario", default="normal", metavar="S", help="what happens")
    parser.add_argument("--speed", type=float, default=1.0, metavar="N", help="times real time")
    parser.add_argument(
        "--minutes", type=float, default=WHOLE_MINUTES, metavar="M", help="session minutes to play"
    )
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep the record here")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="the window at the end")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="which patient")
    # For tests and pictures: the twin's own log of what it sent, and the window's size.
    parser.add_argument("--log", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--size", default="1600x1000", metavar="WxH", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Play it; ends by itself, or when the window is closed."""
    from devices.simulator.scenario import scenario
    from monitor.errors import EntryError

    language.speak(args.language)
    # Asked here too: the pretend monitor would say so in a process of its own, and then be gone.
    scenario(args.scenario)
    for name in ("speed", "minutes"):
        if not 0 < getattr(args, name) < math.inf:
            raise EntryError(f"{name}_not_positive", field=name, **{name: getattr(args, name)})
    _spare_patients(args)
    with tempfile.TemporaryDirectory(prefix="dripwatch-demo-") as folder:
        return _play(args, Path(folder))


def _spare_patients(args: argparse.Namespace) -> None:
    """Refuse what a demo may not touch, before it plays for an hour and cannot be kept."""
    from monitor.archive import Archive
    from monitor.errors import EntryError
    from monitor.events import SessionKind
    from monitor.handing_out import refuse
    from ui.places import clinic_record

    if args.screenshot is not None:
        refuse(args.screenshot, replace=True)
    if args.record is None:
        return
    theirs = args.record.resolve() == clinic_record().resolve()
    if not theirs and args.record.exists():
        with Archive(args.record) as archive:
            theirs = any(row.kind is SessionKind.PATIENT for row in archive.sessions())
    if theirs:
        raise EntryError("demo_in_a_record", field="record", path=str(args.record))


def _play(args: argparse.Namespace, folder: Path) -> int:
    from devices.simulator.process import PretendMonitor
    from ui import theme
    from ui.application import application
    from ui.demo import MODEL, Demo, Wanted
    from ui.stop_signals import StopSignals
    from ui.words import number, say

    wanted = Wanted(
        scenario=args.scenario,
        seed=args.seed,
        speed=args.speed,
        minutes=args.minutes,
        record=args.record or folder / "demo.sqlite",
        screenshot=args.screenshot,
    )
    print(say("demo.playing", minutes=number(args.minutes), speed=number(args.speed)), flush=True)
    width, height = (int(part) for part in args.size.split("x"))
    app = application()
    theme.dress(app, theme.DARK)
    link = folder / "port"
    with PretendMonitor(MODEL, args.scenario, args.seed, link=link, log=args.log) as device:
        demo = Demo(wanted, device, theme.sizes_for(height, width), over=app.quit)
        demo.live.window.resize(width, height)
        demo.live.window.show()
        with StopSignals(demo.live.window.leave) as stop:
            app.exec()
        demo.close()
    return stop.exit_code
