"""What the system tells of a process: memory, files, threads, references; and the machine."""

import gc
import os
import platform
import sqlite3
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
import PySide6
from PySide6.QtCore import qVersion

MIB = 1 << 20


class Held(NamedTuple):
    """What this process holds: bytes resident, open descriptors, threads, references."""

    resident: int
    descriptors: int
    threads: int
    references: tuple[int, int, int]
    """Of None, True and False."""


def held() -> Held:
    """Look now, after everything that can be collected is."""
    gc.collect()
    references = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    return Held(resident(), descriptors(), threading.active_count(), references)


def resident() -> int:
    """Bytes in memory; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    text = status.read_text("ascii") if status.exists() else "VmRSS: 0 kB"
    return 1024 * int(text.split("VmRSS:")[1].split()[0])


def descriptors() -> int:
    """Open files, pipes and sockets; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(os.listdir(folder)) if folder.exists() else 0  # noqa: PTH208 - names, no paths


def machine() -> list[str]:
    """What the figures were measured on, without its name."""
    cpu = Path("/proc/cpuinfo")
    told = cpu.read_text("utf-8").splitlines() if cpu.exists() else []
    models = (line.split(":", 1)[1].strip() for line in told if line.startswith("model name"))
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if os.name == "posix" else 0
    return [
        f"{next(models, platform.machine())}, {os.cpu_count()} processors, {pages / 2**30:.0f} GiB",
        f"{platform.system()} {platform.release()}, off-screen",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__} (Qt {qVersion()})",
        f"pyqtgraph {pg.__version__}, numpy {np.__version__}, SQLite {sqlite3.sqlite_version}",
    ]
