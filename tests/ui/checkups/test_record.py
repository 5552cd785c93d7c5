"""What is said of the record."""

from pathlib import Path

from tests.monitor.records import tampering, write
from ui.checkups import record


def code(path: Path) -> str:
    (found,) = record.look(path)
    return found.code


def test_none_yet(tmp_path: Path) -> None:
    assert code(tmp_path / "record.sqlite") == "record_none"
    assert not list(tmp_path.iterdir())


def test_sealed_also_while_a_session_is_open(tmp_path: Path) -> None:
    assert code(write(tmp_path / "record.sqlite", ended=1, left_open=1)) == "record_sealed"


def test_altered(tmp_path: Path) -> None:
    path = write(tmp_path / "record.sqlite")
    with tampering(path) as connection:
        connection.execute("UPDATE vitals SET spo2 = 99 WHERE t_ms = 1000")
    assert code(path) == "record_altered"


def test_no_record_of_ours(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").write_text("a letter")
    assert code(tmp_path / "record.sqlite") == "record_unusable"


def test_a_link_to_nothing_is_no_new_record(tmp_path: Path) -> None:
    """The disk it points at may not be plugged in."""
    (tmp_path / "record.sqlite").symlink_to(tmp_path / "disk" / "record.sqlite")
    assert code(tmp_path / "record.sqlite") == "record_dangling"
