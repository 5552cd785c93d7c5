"""Where our own mistakes are noted: a rotating file in the platform's place, no patient data.

The file gets the kind of error and the lines of our code that led to it, never a message.
"""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

import platformdirs

from monitor.errors import outline

_log = logging.getLogger("dripwatch")
# faulthandler writes to it while the process dies, so it stays open for good.
_crash_file: TextIO | None = None

# Told after each note, in the thread that made it: the command line says so, a window may too.
listeners: list[Callable[[], None]] = []


def folder() -> Path:
    """Return where this platform wants logs."""
    return platformdirs.user_log_path("dripwatch", appauthor=False)


def start() -> None:
    """Open the files and note there whatever nobody catches, in any thread or Qt slot."""
    global _crash_file  # noqa: PLW0603 - one process dies once
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    _log.propagate = False
    _log.setLevel(logging.INFO)
    try:
        folder().mkdir(parents=True, exist_ok=True)
        _crash_file = (folder() / "crash.log").open("a", encoding="utf-8")
        handler = RotatingFileHandler(
            folder() / "dripwatch.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        # A home that cannot be written to must not keep a session from starting.
        _log.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    _log.addHandler(handler)
    faulthandler.enable(_crash_file)


def note(error: BaseException) -> None:
    """Write down a mistake of ours."""
    _log.error(outline(error))
    for tell in listeners:
        tell()


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    note(error.with_traceback(trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        note(args.exc_value)
