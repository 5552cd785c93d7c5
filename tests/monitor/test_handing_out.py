"""What leaves Dripwatch replaces nothing unasked, and no part of a record at all."""

from pathlib import Path

import pytest

from monitor.errors import RecordError
from monitor.handing_out import hand_out
from tests.monitor.records import write


def refused(path: Path, *, replace: bool) -> str:
    with pytest.raises(RecordError) as error:
        hand_out(path, b"new", replace=replace)
    return error.value.code


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("record") / "r.sqlite", seconds=5)


@pytest.mark.parametrize(
    "beside", ["", "-wal", "-shm", "-journal", "-lock", "-key", "-people", "-backup"]
)
def test_no_part_of_a_record_is_replaced_even_if_asked(record: Path, beside: str) -> None:
    before = record.read_bytes()
    assert refused(record.with_name(record.name + beside), replace=True) == "file_of_a_record"
    assert record.read_bytes() == before


def test_a_link_to_a_record_is_one(record: Path, tmp_path: Path) -> None:
    (tmp_path / "out.csv").symlink_to(record)
    assert refused(tmp_path / "out.csv", replace=True) == "file_of_a_record"


def test_an_encrypted_record_is_one(tmp_path: Path) -> None:
    (tmp_path / "r").write_bytes(b"noise")
    (tmp_path / "r-key").write_text("{}")
    assert refused(tmp_path / "r", replace=True) == "file_of_a_record"


def test_a_file_that_is_there_is_replaced_only_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    assert refused(path, replace=False) == "file_exists"
    hand_out(path, b"new", replace=True)
    assert path.read_bytes() == b"new"


def test_a_link_that_leads_nowhere_is_there(tmp_path: Path) -> None:
    (tmp_path / "out.csv").symlink_to(tmp_path / "gone")
    assert refused(tmp_path / "out.csv", replace=False) == "file_exists"


@pytest.mark.parametrize("name", ["n" * 300, "missing/out.csv"])
def test_what_no_disk_takes_is_a_sentence(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name, replace=False) == "not_written"
