"""The computer's clock: every time in the record is its."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime

from monitor.clock import utc_now
from ui.checkup import Finding, advice, well, wrong
from ui.words import clock_time

BUILT = 2026
"""No clock of a computer this runs on is right about a year before this one."""

ASK = ("timedatectl", "show", "--property=NTPSynchronized", "--value")
ASK_S = 3.0


def look() -> Iterator[Finding]:
    """Compare it with what can be true, and ask whether anybody sets it."""
    now = utc_now().astimezone()
    if now.year < BUILT:
        yield wrong("clock_wrong", at=_said(now))
        return
    match synchronised():
        case True:
            yield well("clock_set", at=_said(now))
        case False:
            yield advice("clock_unset", at=_said(now))
        case None:
            yield advice("clock_unknown", at=_said(now))


def _said(now: datetime) -> str:
    return f"{now:%Y-%m-%d} {clock_time(now)} {now:%z}"


def synchronised() -> bool | None:
    """Whether the system says a time server sets its clock; None where it does not say."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        done = subprocess.run(ASK, capture_output=True, text=True, timeout=ASK_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(done.stdout.strip())
