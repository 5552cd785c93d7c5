"""What is said of the database library."""

import pytest

from ui.checkups import sqlite


@pytest.mark.parametrize(
    ("version", "code"), [("3.40.1", "sqlite"), ("3.37.0", "sqlite"), ("3.31.1", "sqlite_old")]
)
def test_strict_tables_are_needed(version: str, code: str) -> None:
    assert [found.code for found in sqlite.look(version)] == [code]
