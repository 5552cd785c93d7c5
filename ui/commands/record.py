"""`dripwatch record`: the session with no window; prints each row once it is on disk."""

import argparse
import json
import math
import signal
import sys
import threading
from collections import deque
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from monitor.errors import EntryError
from monitor.events import Entry, Event, Saved, SaveFailed, Second
from monitor.vitals import Vital
from ui.words import say

if TYPE_CHECKING:
    from monitor.history import History
    from ui.recording import Recording, Source

NAME = "record"
HELP = "record a session without a window; prints a JSON line per row once it is on disk"

CLOSED_MS = 300
"""After this part of a second the one before it has been closed and handed over."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument(
        "--device", action="append", required=True, metavar="MODEL", help="for example ge-dinamap"
    )
    parser.add_argument(
        "--port", action="append", required=True, metavar="PORT", help="/dev/ttyUSB0, COM3 or a URL"
    )
    parser.add_argument("--record", type=Path, required=True, metavar="FILE", help="the record")
    parser.add_argument("--seconds", type=float, metavar="N", help="end after N session seconds")
    parser.add_argument("--speed", type=float, default=1.0, metavar="N", help="times real time")
    parser.add_argument("--patient", metavar="P", help="the patient's name")
    parser.add_argument("--record-number", metavar="R", help="the patient's record number")
    parser.add_argument("--nurse", metavar="N", help="who records; unattended where not said")
    parser.add_argument(
        "--capture", type=Path, metavar="FILE", help="keep the first device's raw bytes as well"
    )
    parser.add_argument("--new", action="store_true", help="leave an open session, begin another")


def run(args: argparse.Namespace) -> int:
    """Record until the time is over, which ends the session, or a signal, which does not."""
    sources = _sources(args)
    told = threading.Event()
    found = _left_open(args, sources[0].port)
    recording = _recording(args, sources, Printer(told), found)
    recording.open()
    if found is not None:
        _say_resumed(*found)
    _obey_signals(told)
    time_is_over = _record(recording, told, args.seconds)
    if time_is_over:
        recording.end(by=recording.history.start.nurse)
    recording.close()
    if time_is_over:
        _copy(args.record)
    return 0


class Printer:
    """Prints what was taken, in its order, as soon as the writer says that it is on disk."""

    def __init__(self, told: threading.Event) -> None:
        self._told = told
        self._waiting: deque[tuple[Event, dict[str, Any]]] = deque()
        self._failed = False

    def __call__(self, event: Event) -> None:
        """Take note of one event; called in the session thread."""
        if isinstance(event, Saved):
            self._failed = False
            self._print_up_to(event)
        elif isinstance(event, SaveFailed):
            self._complain(event)
        elif isinstance(event, Entry | Second):
            row = _line(event)
            if row is not None:
                self._waiting.append((event, row))

    def _print_up_to(self, saved: Saved) -> None:
        while self._waiting and _is_saved(self._waiting[0][0], saved):
            _, row = self._waiting.popleft()
            try:
                print(json.dumps(row, ensure_ascii=False), flush=True)
            except BrokenPipeError:
                # Nobody reads any more; what is recorded is on disk all the same.
                self._waiting.clear()
                self._told.set()

    def _complain(self, failed: SaveFailed) -> None:
        if not self._failed:
            self._failed = True
            print(say(f"save_failed.{failed.reason}"), file=sys.stderr, flush=True)


def _is_saved(event: Event, saved: Saved) -> bool:
    if isinstance(event, Entry):
        return (event.seq or 0) <= saved.up_to_seq
    return event.t_ms <= saved.up_to_ms


def _line(event: Entry | Second) -> dict[str, Any] | None:
    from monitor.rows import RECORD_OF, row_of, utc_text, vitals_row

    if isinstance(event, Entry):
        return {"kind": RECORD_OF[type(event)].singular, **row_of(event)}
    row = vitals_row(event)
    if row is None:
        return None
    nothing = dict.fromkeys(vital.value for vital in Vital)
    return {"kind": "vitals", "at": event.at and utc_text(event.at), **nothing, **row}


def _sources(args: argparse.Namespace) -> list["Source"]:
    """What is plugged in where; a port that cannot be opened is said before all else."""
    from devices.driver import model_named
    from devices.ports import SerialPort
    from ui.recording import Source

    for name in ("speed", "seconds"):
        value = getattr(args, name)
        if value is not None and not 0 < value < math.inf:
            raise EntryError(f"{name}_not_positive", field=name, **{name: value})
    if len(args.device) != len(args.port):
        raise EntryError("device_without_port", field="port")
    if len(set(args.device)) != len(args.device):
        # A device is known by its model's name, also to whoever is told to inflate a cuff.
        raise EntryError("device_twice", field="device")
    if args.capture is not None and args.capture.exists():
        raise EntryError("capture_exists", field="capture", path=str(args.capture))
    captures = [args.capture] + [None] * len(args.port)
    plugged = zip(args.device, args.port, captures, strict=False)
    sources = [Source(model_named(device), port, capture) for device, port, capture in plugged]
    for source in sources:
        port = SerialPort(source.port, source.model.line)
        port.open()
        port.close()
    return sources


def _left_open(args: argparse.Namespace, port: str) -> tuple[int, "History"] | None:
    """Return the session to go on with. EntryError: it is not of the patient who was named."""
    from monitor.last_time import plain
    from ui.recording import open_session

    found = None if args.new else open_session(args.record, port)
    if found is None:
        return None
    number, history = found
    known = {"patient": history.start.patient, "record_number": history.start.record_number}
    for field, there in known.items():
        given = getattr(args, field)
        if given is not None and plain(given) != plain(there or ""):
            option = f"--{field.replace('_', '-')}"
            raise EntryError("open_differs", field=field, session=number, port=port, option=option)
    return found


def _say_resumed(number: int, history: "History") -> None:
    """Say it beside the rows: who reads those wants to know whose session they belong to."""
    from ui.left_open import say_resumed

    print(say_resumed(number, history), file=sys.stderr, flush=True)


def _recording(
    args: argparse.Namespace,
    sources: list["Source"],
    printer: Printer,
    found: tuple[int, "History"] | None,
) -> "Recording":
    from ui.recording import begin, new_session, resume

    if found is not None:
        return resume(args.record, *found, sources, printer, args.speed)
    start = new_session(
        sources[0],
        nurse=args.nurse,
        patient=args.patient,
        record_number=args.record_number,
    )
    return begin(args.record, start, [], sources, printer, args.speed)


def _copy(record: Path) -> None:
    """Renew the record's copy where one is kept; the session is on disk whatever comes of it."""
    from monitor import kept_copy

    folder = kept_copy.place_of(record)
    if folder is not None:
        kept_copy.keep(record, folder, datetime.now().astimezone())


def _obey_signals(told: threading.Event) -> None:
    def obey(_number: int, _frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, obey)


def _record(recording: "Recording", told: threading.Event, seconds: float | None) -> bool:
    """Wait for the end of the time or for a word; return whether it was the time."""
    clock = recording.clock
    if seconds is None:
        recording.start()
        told.wait()
        return False
    ends_ms = recording.begins_ms + round(seconds * 1000) + CLOSED_MS
    clock.hold(told, ends_ms)
    recording.start()
    while wait_s := clock.seconds_until(ends_ms):
        if told.wait(wait_s):
            return False
    return True
