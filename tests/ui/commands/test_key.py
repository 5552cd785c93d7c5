"""`dripwatch key`: a record that came to another computer, and the paper its key is on."""

from pathlib import Path

import pytest

from monitor import record_key
from monitor.encryption import encrypt
from monitor.record_key import RecordKey
from tests import keyrings
from tests.monitor.records import write
from ui.__main__ import outcome


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordKey:
    """The key of an encrypted record whose keyring was left behind."""
    keyrings.in_memory(monkeypatch)
    key = encrypt(write(tmp_path / "plain.dripwatch"), tmp_path / "secret.dripwatch").key
    keyrings.in_memory(monkeypatch)
    return key


def typing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let somebody type this where nothing is shown."""
    monkeypatch.setattr("getpass.getpass", lambda prompt: text)


@pytest.mark.parametrize("with_its_file", [True, False])
def test_with_the_paper_a_record_opens_again(
    with_its_file: bool,
    paper: RecordKey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also where nobody brought the little file along."""
    record = tmp_path / "secret.dripwatch"
    if not with_its_file:
        record_key.beside(record).unlink()
    assert outcome(["verify", str(record)]) == 1
    assert "dripwatch key FILE" in capsys.readouterr().err
    typing(monkeypatch, paper.on_paper)
    assert outcome(["key", str(record)]) == 0
    said = capsys.readouterr()
    assert "keyring" in said.out
    assert paper.secret not in said.out.replace("-", "")
    assert outcome(["verify", str(record)]) == 0


@pytest.mark.parametrize(
    ("text", "code", "said"), [("12", 2, "64 digits"), ("0" * 64, 1, "does not open")]
)
def test_a_key_that_opens_nothing_is_not_kept(
    text: str,
    code: int,
    said: str,
    paper: RecordKey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The record keeps waiting for its own."""
    memory = keyrings.in_memory(monkeypatch)
    typing(monkeypatch, text)
    assert outcome(["key", str(tmp_path / "secret.dripwatch")]) == code
    assert said in capsys.readouterr().err
    assert memory.kept == {}


def test_where_there_is_no_record_nobody_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that was mistyped comes first."""
    assert outcome(["key", str(tmp_path / "gone")]) == 1
    assert "There is no record" in capsys.readouterr().err


def test_for_a_record_that_is_not_encrypted_nobody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor is it called damaged."""
    monkeypatch.setattr("getpass.getpass", lambda prompt: pytest.fail("asked"))
    record = write(tmp_path / "plain.dripwatch", seconds=1)
    assert outcome(["key", str(record)]) == 1
    assert "is not encrypted" in capsys.readouterr().err
    assert not record_key.beside(record).exists()
