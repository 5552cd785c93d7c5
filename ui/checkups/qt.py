"""The windows: which binding of Qt, whether it loads, and whether there is a screen to draw on."""

import importlib
import os
import sys
from collections.abc import Iterator, Mapping

import PySide6

from ui.checkup import Finding, advice, well, wrong

UNDER_312_BELOW = (6, 12)
"""From here on the binding aborts Python 3.11 (tests/test_qt_binding.py)."""

NO_SCREEN = {"offscreen", "minimal"}


def look(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> Iterator[Finding]:
    """Make no window: without a screen Qt would abort the program."""
    version = PySide6.__version__
    aborts = sys.version_info < (3, 12) and PySide6.__version_info__[:2] >= UNDER_312_BELOW
    yield wrong("qt_aborts", version=version) if aborts else well("qt", version=version)
    missing = _missing_library()
    if missing:
        yield wrong("qt_library", library=missing)
    asked = environment.get("QT_QPA_PLATFORM", "")
    if asked in NO_SCREEN:
        yield advice("screen_asked_away", platform=asked)
    elif platform.startswith("linux") and not asked and not _screens(environment):
        yield wrong("screen_none")
    else:
        yield well("screen", platform=asked or platform)


def _missing_library() -> str:
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return str(error).partition(":")[0]
    return ""


def _screens(environment: Mapping[str, str]) -> bool:
    return any(environment.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY"))
