"""Mistakes of ours, as they are told."""

import errno
import pickle

import pytest

from monitor.errors import BugElsewhere, RecordError, long_names, outline


def test_a_mistake_in_another_process_keeps_its_place() -> None:
    """It comes through a pipe; what is logged of it is where it happened there."""
    there = "ZeroDivisionError\n  File link.py, line 7\n"
    bug = pickle.loads(pickle.dumps(BugElsewhere(there)))
    assert outline(bug) == f"BugElsewhere\n{there}"


@pytest.mark.parametrize("folder", ["", "/tmp", "here"])
def test_a_name_too_long_is_named_by_its_beginning(folder: str) -> None:
    """The longest part of the path is the one; other errors pass."""
    with pytest.raises(RecordError, match="name_too_long") as raised, long_names():
        raise OSError(errno.ENAMETOOLONG, "File name too long", f"{folder}/{'x' * 300}/y")
    assert raised.value.values["name"] == "x" * 40
    with pytest.raises(FileNotFoundError), long_names():
        raise OSError(errno.ENOENT, "No such file")
