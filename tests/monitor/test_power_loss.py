"""The short form of `make powerloss`: what was acknowledged is there however the power went."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from monitor import store
from monitor.record_key import RecordKey
from tests.power_loss import SCENES, Run, cut, new_record
from tests.tracing_vfs import possible

pytestmark = pytest.mark.skipif(
    not possible(), reason="Python's SQLite is not linked dynamically: its writes cannot be noted"
)

CUTS = 40


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_power_cut_loses_nothing_that_was_acknowledged(scene: Callable[[Run], None]) -> None:
    """Opens, holds it, is sealed, goes on; by hand a thousand cuts of each scene."""
    found = cut(scene, CUTS)
    assert found.wrong == []
    assert found.cuts.total() == CUTS


def test_a_commit_that_did_not_wait_for_the_disk_would_be_found() -> None:
    """The study sees what it is there to see: WAL's own default loses rows."""
    connected = store._connected

    def hasty(path: Path, key: RecordKey | None) -> sqlite3.Connection:
        connection = connected(path, key)
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    with patch.object(store, "_connected", hasty):
        found = cut(new_record, CUTS)
    assert any("and not Told" in what for what in found.wrong)


def test_a_name_that_was_not_synced_would_be_found() -> None:
    """SQLite syncs the file; the folder that holds its name is ours to sync."""
    with patch.object(store, "sync_folder", lambda folder: None):
        found = cut(new_record, CUTS)
    assert any("is gone" in what for what in found.wrong)
