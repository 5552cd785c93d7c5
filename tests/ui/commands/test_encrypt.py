"""`dripwatch encrypt`: what it prints, and that following it ends with an encrypted record."""

import re
from pathlib import Path

import pytest

from monitor.record_key import RecordKey
from monitor.verification import State, verify
from tests import keyrings
from tests.monitor.records import write
from ui.__main__ import outcome


def test_what_it_says_can_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The key is said once; after two renamings the old name is the encrypted record."""
    memory = keyrings.in_memory(monkeypatch)
    record = write(tmp_path / "clinic.dripwatch")
    assert outcome(["encrypt", str(record)]) == 0
    said = capsys.readouterr().out
    assert "1 sessions, all intact" in said
    assert "in your keyring" in said
    (its_id, secret), *others = ((its_id, key) for (_, its_id), key in memory.kept.items())
    assert not others
    assert RecordKey(its_id, secret).on_paper in said.splitlines()
    assert verify(record).state is State.INTACT
    assert "with its -wal and -shm" in said
    for path in tmp_path.glob("clinic.dripwatch*"):
        path.unlink()
    renamings = re.findall(r"^  (\S+) to (\S+)$", said, re.MULTILINE)
    assert len(renamings) == 2
    for old, new in renamings:
        Path(old).replace(new)
    assert outcome(["verify", str(record)]) == 0
    assert record.read_bytes()[:16].hex() == its_id
    assert outcome(["sessions", str(record)]) == 0
    assert "Robin Sample" in capsys.readouterr().out


def test_without_a_keyring_it_says_what_that_is_worth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And where the key lies; a second run is refused in a sentence."""
    keyrings.without(monkeypatch)
    record, to = write(tmp_path / "clinic.dripwatch"), tmp_path / "other.dripwatch"
    assert outcome(["encrypt", str(record), str(to)]) == 0
    assert f"it lies in {to}-key" in capsys.readouterr().out
    assert outcome(["encrypt", str(record), str(to)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert outcome(["encrypt", str(to)]) == 1
    assert "encrypted already" in capsys.readouterr().err


def test_a_key_is_no_argument(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Others on the computer see arguments."""
    for command in ("encrypt", "key"):
        with pytest.raises(SystemExit):
            outcome([command, str(tmp_path / "r"), "--key", "00"])
        assert "unrecognized" in capsys.readouterr().err
