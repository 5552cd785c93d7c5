"""The short form of `make torture`: the real application, killed; nothing printed is lost."""

import random
from pathlib import Path

import pytest

from tests.monitor.records import write
from tests.torture import LostError, Rig, torture

KILLS = 50
LANES = 5
KINDS = {"record": 14, "real time": 1, "closing": 2, "ending": 2, "backup": 1}
"""Without the windows, which take seconds each; by hand they are killed as well."""


def test_what_was_printed_survives_every_kill(tmp_path: Path) -> None:
    """By hand a thousand kills, windows too."""
    result = torture(KILLS, 1, KINDS, tmp_path, LANES)
    assert result.wrong == []
    assert result.kills.total() == KILLS
    assert result.rows > KILLS


def test_a_row_that_was_lost_would_be_found(tmp_path: Path) -> None:
    """The study sees what it is there to see."""
    rig = Rig(tmp_path, random.Random(1), {})
    rig._record = write(tmp_path / "r.dripwatch")
    told = {"kind": "note", "seq": 99, "t_ms": 0}
    with pytest.raises(LostError, match="1 rows"):
        rig._check(1, [told])
