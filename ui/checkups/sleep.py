"""Whether the computer can be kept awake while a session is recorded."""

import shutil
import sys
from collections.abc import Iterator

from ui.checkup import Finding, advice, well
from ui.keep_awake import program


def look(platform: str = sys.platform) -> Iterator[Finding]:
    """Look for what ui/keep_awake.py would use."""
    command = program(platform)
    if platform == "win32" or (command and shutil.which(command[0])):
        yield well("sleep_prevented")
    else:
        yield advice("sleep_possible", program=command[0] if command else "–")
