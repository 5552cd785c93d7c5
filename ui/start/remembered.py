"""The small file that outlives the program: devices used last, and the engineer's checks.

It is a convenience and never a reason to stop: a file that is damaged or not ours is left alone
until there is something to write, and a disk that refuses costs the memory only. No Qt, no port.
"""

import logging
from pathlib import Path
from typing import Literal

import msgspec

from monitor.whole_file import write_whole
from ui.start.commissioning import Check, Plugged

log = logging.getLogger("dripwatch")


class Memory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept: the devices of the last session, first decides, and one check per device."""

    form: Literal["dripwatch-devices-1"] = "dripwatch-devices-1"
    last: tuple[Plugged, ...] = ()
    checks: tuple[Check, ...] = ()


def recall(file: Path) -> Memory:
    """Return what is kept there; nothing where there is no file, or none of ours."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Memory)
    except FileNotFoundError:
        return Memory()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        # Its text is not quoted: it may hold a person's name.
        log.warning("%s is not read and devices are chosen anew: %s", file.name, _kind(error))
        return Memory()


def keep(file: Path, memory: Memory) -> bool:
    """Write it whole or not at all; return whether it is on disk."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, msgspec.json.format(msgspec.json.encode(memory)) + b"\n")
    except OSError as error:
        log.warning("%s is not written, devices are not remembered: %s", file.name, _kind(error))
        return False
    return True


def _kind(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return reason or type(error).__name__
