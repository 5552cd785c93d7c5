"""`dripwatch demo`: a whole simulated infusion in the real window, on a pretend monitor's real port."""

import argparse
import math
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.events import DosePlan, SessionStart
    from ui.app import Live

NAME = "demo"
HELP = "play a whole simulated infusion in the real window; never touches the clinic's record"

MODEL = "ge-dinamap"
NURSE = "Adeyemi"
WHOLE_MINUTES = 90.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("--scenario", default="normal", metavar="S", help="what happens")
    parser.add_argument("--speed", type=float, default=1.0, metavar="N", help="times real time")
    parser.add_argument(
        "--minutes", type=float, default=WHOLE_MINUTES, metavar="M", help="session minutes to play"
    )
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep the record here")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="the window at the end")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="which patient")
    # For tests: the twin's own log of what it sent.
    parser.add_argument("--log", type=Path, metavar="FILE", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Play it; ends by itself."""
    from monitor.errors import EntryError

    for name in ("speed", "minutes"):
        if not 0 < getattr(args, name) < math.inf:
            raise EntryError(f"{name}_not_positive", field=name, **{name: getattr(args, name)})
    with ExitStack() as stack:
        return _play(args, stack)


def _play(args: argparse.Namespace, stack: ExitStack) -> int:
    from PySide6.QtCore import QTimer

    from devices.driver import models
    from devices.simulator.pace import Pace
    from devices.simulator.process import PretendMonitor
    from devices.simulator.scenario import scenario
    from ui import theme
    from ui.app import Live, application
    from ui.recording import Source, begin
    from ui.scripted_nurse import ScriptedNurse

    story = scenario(args.scenario)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dripwatch-demo-")))
    app = application()
    theme.dress(app, theme.DARK)
    device = stack.enter_context(
        PretendMonitor(MODEL, args.scenario, args.seed, link=folder / "port", log=args.log)
    )
    source = Source(models()[MODEL], str(device.port))
    record = args.record or folder / "demo.sqlite"
    screen = app.primaryScreen().availableSize()
    live = Live(
        lambda listener: begin(record, _start(source), _plan(), [source], listener, args.speed),
        NURSE,
        source.model,
        sizes=theme.sizes_for(screen.height()),
    )
    nurse = ScriptedNurse(live.window, story.meet(args.seed), live.recording.clock)
    pace = Pace(device, live.recording.clock)
    ending = QTimer(live.window)

    def start() -> None:
        live.start()
        pace.start()
        nurse.start()
        ending.start(100)

    def end_in_time() -> None:
        if live.recording.clock.now_ms() >= args.minutes * 60_000 and not live.window.session.ended:
            nurse.stop()
            _photograph(live, args.screenshot)
            live.window.end_session()
        elif live.window.session.ended and live.window.all_saved:
            live.window.close()

    ending.timeout.connect(end_in_time)
    live.window.first_painted.connect(start)
    live.window.closed.connect(lambda _ended: app.quit())
    live.window.resize(1600, 1000)
    live.window.show()
    app.exec()
    ending.stop()
    nurse.stop()
    live.recording.close()
    pace.stop()
    return 0


def _start(source: object) -> "SessionStart":
    from datetime import date

    from monitor import profile
    from monitor.events import SessionKind, SessionStart
    from ui.recording import Source, new_session

    assert isinstance(source, Source)
    settings = profile.shipped()
    return new_session(
        SessionStart(
            t_ms=0,
            uid="",
            kind=SessionKind.DEMO,
            nurse=NURSE,
            patient="MARTIN R.",
            birth_date=date(1985, 3, 14),
            room="2",
            allergy="penicillin",
            weight=72,
            device=source.model.name,
            port=source.port,
            profile=settings.text,
            rules_version=settings.rules_version,
        )
    )


def _plan() -> "DosePlan":
    from monitor import profile
    from monitor.events import DosePlan

    dose = profile.shipped().dose
    return DosePlan(
        t_ms=0,
        drug=dose.drug,
        mg_per_kg=dose.mg_per_kg,
        minutes=dose.minutes,
        bag_mg=dose.bag_mg,
        bag_ml=dose.bag_ml,
        weight=72,
    )


def _photograph(live: "Live", png: Path | None) -> None:
    if png is not None:
        live.window.refresh()
        live.window.grab().save(str(png))
