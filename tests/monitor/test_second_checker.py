"""A checker written from docs/record-format.md alone says what `verify` says."""

import ast
import hashlib
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor.schema import ENDING, VERSION, wanted
from monitor.seal import chained
from monitor.verification import verify
from tests import second_checker
from tests.monitor.records import tampering
from tests.tamper import FORGERIES, ROW_ATTACKS, victim


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two ended sessions and an open one."""
    return victim(tmp_path_factory.mktemp("sound") / "r.dripwatch")


def agreed(record: Path) -> dict[int, str]:
    """Return what both say of each session, having compared it."""
    ours, theirs = verify(record), second_checker.check(record)
    assert theirs.state == ours.state.value
    states = {verdict.session: verdict.state.value for verdict in ours.sessions}
    assert theirs.sessions == states
    return states


def test_it_shares_no_code_with_ours() -> None:
    """It would share our mistakes, too."""
    tree = ast.parse(Path(second_checker.__file__).read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    from_where = {node.module for node in imports if isinstance(node, ast.ImportFrom)}
    from_where |= {
        name.name for node in imports if isinstance(node, ast.Import) for name in node.names
    }
    library = {
        "hashlib",
        "sqlite3",
        "struct",
        "sys",
        "contextlib",
        "dataclasses",
        "pathlib",
        "typing",
    }
    assert from_where == library


def test_both_find_an_untouched_record_sound(sound: Path) -> None:
    """Two are intact, and the one left open is unclosed."""
    assert agreed(sound) == {1: "intact", 2: "intact", 3: "unclosed"}


@pytest.mark.parametrize("seed", range(30))
def test_both_find_the_same_changes(seed: int, sound: Path, tmp_path: Path) -> None:
    """In the same sessions."""
    record, chance = Path(shutil.copy(sound, tmp_path / "r.dripwatch")), random.Random(seed)
    with tampering(record) as connection:
        ROW_ATTACKS[seed % len(ROW_ATTACKS)](connection, chance)
    assert verify(record).state.value == second_checker.check(record).state == "altered"


@pytest.mark.parametrize("forgery", FORGERIES)
def test_both_are_taken_in_by_who_knows_the_format(forgery, sound: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - one of FORGERIES
    """As the page says: only a digest tells."""
    record = Path(shutil.copy(sound, tmp_path / "r.dripwatch"))
    with tampering(record) as connection:
        forgery(connection, random.Random(1))
    assert "altered" not in agreed(record).values()


def test_both_find_a_dropped_guard(sound: Path, tmp_path: Path) -> None:
    """By the fingerprint of the tables."""
    record = Path(shutil.copy(sound, tmp_path / "r.dripwatch"))
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("DROP TRIGGER vitals_keeps_rows")
    agreed(record)
    assert not second_checker.check(record).file_sound


def test_the_page_has_the_fingerprint_of_every_version() -> None:
    """A migration is not done before the page says what the tables are after it."""
    told = {}
    for version in range(1, VERSION + 1):
        text = "".join(f"{part}\0" for made in sorted(wanted(version).values()) for part in made)
        told[version] = hashlib.sha256(text.encode()).hexdigest()
    assert second_checker.fingerprints() == told


def test_the_page_names_the_columns_of_the_ending() -> None:
    """All others are identity."""
    page = second_checker.PAGE.read_text("utf-8")
    assert set(ENDING) == second_checker.ENDING
    assert [name for name in ENDING if f"`{name}`" not in page] == []


def test_the_example_of_the_page_is_true() -> None:
    """Byte for byte."""
    page = second_checker.PAGE.read_text("utf-8")
    told = page.split("32 × `00`, ")[1].split(".\n")[0]
    data = bytes(32) + bytes.fromhex(told.replace("`", "").replace(",", ""))
    row = {"a": 1, "b": "x"}
    assert hashlib.sha256(data).digest() == chained(bytes(32), "t", row)
    assert second_checker.hashed(bytes(32), "t", row) == chained(bytes(32), "t", row)


def test_anybody_can_run_it(sound: Path) -> None:
    """With nothing but Python."""
    done = subprocess.run(
        [sys.executable, "-I", second_checker.__file__, str(sound)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "session 3: unclosed"


def test_a_file_that_makes_no_sense_is_altered(sound: Path, tmp_path: Path) -> None:
    """Nor is it a traceback."""
    record = tmp_path / "r.dripwatch"
    record.write_bytes(sound.read_bytes()[:5000])
    assert second_checker.check(record).state == "altered"
