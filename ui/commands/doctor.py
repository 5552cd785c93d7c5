"""`dripwatch doctor`: looks at this computer and says what is in a session's way."""

import argparse

NAME = "doctor"
HELP = "look at ports, sound, disk, clock, sleep, screen, settings and record; say what to do"

WELL, SOMETHING_WRONG = 0, 1

MARK = 7
"""Characters of the longest mark in any language."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It asks nothing: it looks at the computer as it is."""


def run(_: argparse.Namespace) -> int:
    """Look at everything and print a line for each thing; exit 1 where somebody must act."""
    from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

    from ui.checkup import State, findings
    from ui.words import say

    # It tells of every library that it tried and did without.
    qInstallMessageHandler(lambda *_: None)
    # What plays a tone wants Qt to run; this kind needs no screen.
    _app = QCoreApplication.instance() or QCoreApplication([])
    worst = State.WELL
    for _name, found in findings():
        worst = max(worst, found.state)
        mark = say(f"doctor.state.{found.state.name.lower()}").ljust(MARK)
        print(f"{mark}  {say(f'doctor.{found.code}', **found.values)}")
    return SOMETHING_WRONG if worst is State.WRONG else WELL
