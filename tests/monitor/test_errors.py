"""Mistakes of ours, as they are told."""

import pickle

from monitor.errors import BugElsewhere, outline


def test_a_mistake_in_another_process_keeps_its_place() -> None:
    """It comes through a pipe; what is logged of it is where it happened there."""
    there = "ZeroDivisionError\n  File link.py, line 7\n"
    bug = pickle.loads(pickle.dumps(BugElsewhere(there)))
    assert outline(bug) == f"BugElsewhere\n{there}"
