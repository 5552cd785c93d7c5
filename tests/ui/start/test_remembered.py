"""What outlives the program, and what a damaged or foreign file does: nothing."""

import logging
from pathlib import Path

import pytest

from ui.start.commissioning import Check, Compared, Plugged
from ui.start.remembered import Memory, keep, recall

DINAMAP = Plugged("ge-dinamap", "/dev/ttyUSB0", 0x0403, 0x6001, "A7")
CHECK = Check(
    device=DINAMAP,
    serial_number="SN 12",
    by="Okafor",
    at="2026-11-22T14:00:00+01:00",
    app_version="0.1.0",
    values=(Compared("rate", 74, 80.5, "patient moved"), Compared("spo2", 97, None, "probe off")),
)


def test_what_is_kept_is_recalled(tmp_path: Path) -> None:
    """In a folder that need not be there yet."""
    file, memory = tmp_path / "new" / "devices.json", Memory(last=(DINAMAP,), checks=(CHECK,))
    assert keep(file, memory)
    assert recall(file) == memory
    assert [path.name for path in file.parent.iterdir()] == ["devices.json"]


def test_without_a_file_nothing_is_known(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And nothing is said: it is the first start."""
    assert recall(tmp_path / "devices.json") == Memory()
    assert caplog.records == []


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff\xfe\x00", b"{", b"[]", b'"x"', b"null", b'{"form": "other-1"}'),
        *(b'{"last": [{"model": "nonin"}]}', b'{"last": 3}', b"[" * 100_000),
        b'{"form": "dripwatch-devices-1", "more": "Martin, Rosalind"}',
    ],
)
def test_a_damaged_or_foreign_file_is_ignored(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """With one sentence in the log that quotes nothing of it."""
    file = tmp_path / "devices.json"
    file.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert recall(file) == Memory()
    assert len(caplog.messages) == 1
    assert "Martin" not in caplog.text


def test_a_cut_off_file_is_ignored_wherever_it_was_cut(tmp_path: Path) -> None:
    """No half of it is believed."""
    file = tmp_path / "devices.json"
    keep(file, Memory(last=(DINAMAP,), checks=(CHECK,)))
    whole = file.read_bytes().rstrip()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert recall(file) == Memory()


def test_a_disk_that_refuses_costs_only_the_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The folder cannot be made: a file is in its place."""
    (tmp_path / "taken").touch()
    assert not keep(tmp_path / "taken" / "devices.json", Memory())
    assert len(caplog.messages) == 1
    assert recall(tmp_path / "taken" / "devices.json") == Memory()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is replaced whole or not at all."""

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "devices.json"
    keep(file, Memory(last=(DINAMAP,)))
    monkeypatch.setattr(Path, "replace", full)
    assert not keep(file, Memory())
    monkeypatch.undo()
    assert recall(file) == Memory(last=(DINAMAP,))
    assert [path.name for path in tmp_path.iterdir()] == ["devices.json"]
