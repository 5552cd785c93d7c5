"""`dripwatch decode MODEL [FILE]`: raw bytes of a device to JSON lines, one per frame with vitals.

Times are the device's: where its protocol tells no time in a known zone, `at` is null.
"""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

from monitor.events import CuffReading, Event, Reading
from monitor.vitals import Vital
from ui import words

NAME = "decode"
HELP = "turn raw bytes of a device into JSON lines"

CHUNK = 4096
NO_TIME = 0
CUFF_FIELDS = ("systolic", "diastolic", "mean", "pulse", "status")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("model", metavar="MODEL", help="which device, for example ge-dinamap")
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="raw bytes or a capture; without it: stdin"
    )


def run(args: argparse.Namespace) -> int:
    """Decode to the end of the input; whatever it holds, it could be read."""
    from devices.driver import model_named

    driver = model_named(args.model).driver()
    with _source(args.file) as source:
        for data in _chunks(source, args.file or "stdin"):
            _print(driver.receive(data, NO_TIME))
    _print(driver.flush(NO_TIME))
    counts = driver.counts
    sys.stdout.flush()
    told = words.say("decoded", frames=counts.frames, bad=counts.bad, skipped=counts.skipped)
    print(told, file=sys.stderr)
    return 0


def _chunks(source: BufferedReader, name: str) -> Iterator[bytes]:
    """A device's bytes as they come; of a capture, only what the device sent."""
    from devices.capture import is_capture, read_capture

    if source.peek(CHUNK) and is_capture(source.peek(CHUNK)):
        lines = source.read().decode("utf-8", "replace").splitlines(keepends=True)
        yield read_capture(lines, name).said
        return
    while data := source.read1(CHUNK):
        yield data


@contextlib.contextmanager
def _source(name: str | None) -> Iterator[BufferedReader]:
    from monitor.errors import EntryError

    if name is None:
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    with contextlib.ExitStack() as files:
        try:
            file = files.enter_context(Path(name).open("rb"))
        except FileNotFoundError as error:
            raise EntryError("file_missing", field="file", path=name) from error
        except OSError as error:
            why = error.strerror
            raise EntryError("file_unreadable", field="file", path=name, reason=why) from error
        yield file


def _print(events: list[Event]) -> None:
    for event in events:
        line = as_line(event)
        if line is not None:
            # At once, for whoever watches a device through a pipe.
            print(json.dumps(line), flush=True)


def as_line(event: Event) -> dict[str, object] | None:
    """Return what is printed of an event; None for what carries no measured value."""
    at = event.at.isoformat() if event.at else None
    if isinstance(event, Reading):
        vitals = {vital.value: event.values.get(vital) for vital in Vital}
        return {"kind": "vitals", "at": at, **vitals, **_told(event)}
    if isinstance(event, CuffReading):
        line = {"kind": "cuff", "at": at} | {name: getattr(event, name) for name in CUFF_FIELDS}
        # Only where the device tells an age.
        age = {} if event.seconds_ago is None else {"seconds_ago": event.seconds_ago}
        return line | age | _told(event)
    return None


def _told(event: Reading | CuffReading) -> dict[str, object]:
    """Return what stands in a line only where the device says so, and where it tells a time."""
    said = {"demo": event.demo or None, "device_time": event.device_time}
    return {name: value for name, value in said.items() if value is not None}
