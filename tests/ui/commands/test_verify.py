"""`dripwatch verify` says what the seal says, in exit code and words."""

import shutil
from argparse import ArgumentParser
from pathlib import Path

import pytest

from monitor.errors import EntryError, RecordError
from monitor.verification import digest
from tests.monitor.records import tampering, write
from ui.commands import verify


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two ended sessions."""
    return write(tmp_path_factory.mktemp("sound") / "r.db", ended=2)


@pytest.fixture
def record(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it; sentences are told as their code and values."""
    monkeypatch.setattr(verify, "say", lambda code, **values: f"{code} {values}")
    return Path(shutil.copy(sound, tmp_path / "r.db"))


def run(*argv: object) -> int:
    """Run the command as the command line does."""
    parser = ArgumentParser()
    verify.add_arguments(parser)
    return verify.run(parser.parse_args([str(part) for part in argv]))


def test_an_intact_record_is_0(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a session, with the digest to compare with a report."""
    assert run(record) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["verify.intact", "verify.intact"]
    assert digest(record, 1) in lines[0]


def test_an_open_session_is_0_and_said(
    tmp_path: Path, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unclosed is no fault."""
    assert run(write(tmp_path / "open.db", ended=0, left_open=1)) == 0
    assert capsys.readouterr().out.startswith("verify.unclosed")


def test_an_altered_record_is_1_and_where(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place is told under the session; the sound session is still said to be sound."""
    with tampering(record) as connection:
        connection.execute("UPDATE cuffs SET systolic = 90 WHERE session = 2 AND seq = 3")
    assert run(record) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "verify.intact",
        "verify.altered",
        "seal.changed",
    ]
    assert "seal.place.entry {'number': 3, 'name': 'cuffs'}" in lines[2]


def test_a_thousand_findings_are_counted(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody reads them all."""
    with tampering(record) as connection:
        added = "INSERT INTO marks SELECT 1, {}, 0, '', '', NULL"
        for seq in range(100, 200):
            connection.execute(added.format(seq))
    assert run(record, 1) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + verify.SHOWN + 1
    assert lines[-1] == "  verify.more {'count': 80}"


def test_only_the_session_that_is_meant_is_told(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By number, uid or last."""
    for told, number in (("1", 1), ("u1", 1), ("last", 2)):
        assert run(record, told) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert f"'session': {number}" in line


def test_a_digest_is_compared(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The right one is 0, another session's is 1, and that session is named."""
    assert run(record, 1, "--digest", digest(record, 1)) == 0
    capsys.readouterr()
    assert run(record, 1, "--digest", digest(record, 2)) == 1
    said = capsys.readouterr().out
    assert said == "verify.digest_of_another {'session': 1, 'other': 2}\n"


def test_a_digit_typed_wrong_is_not_called_an_alteration(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The seal is whole: what was typed from paper is looked at first."""
    printed = digest(record, 1)
    wrong = printed[:-1] + ("0" if printed[-1] != "0" else "1")
    assert run(record, 1, "--digest", wrong) == 1
    assert capsys.readouterr().out == "verify.digest_unknown {'session': 1, 'other': None}\n"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cuffs SET systolic = 90 WHERE session = 1 AND seq = 3",
        "ALTER TABLE notes ADD COLUMN colour TEXT",
    ],
)
def test_an_alteration_is_one_whatever_the_digest(
    record: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    """Of the session, and of the file it is in."""
    with tampering(record) as connection:
        connection.execute(change)
    assert run(record, 1, "--digest", "0" * 20) == 1
    said = capsys.readouterr().out
    assert "verify.altered {'session': 1" in said
    assert "verify.digest" not in said


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--digest", "0123456789abcdef0123"], "digest_without_session"),
        (["1", "--digest", "0123"], "digest_malformed"),
        (["1", "--digest", "0123456789abcdefghij"], "digest_malformed"),
    ],
)
def test_a_digest_that_cannot_be_compared_is_wrong_usage(
    argv: list[str], code: str, record: Path
) -> None:
    """Rather than a false alarm."""
    with pytest.raises(EntryError, match=code):
        run(record, *argv)


def test_a_changed_table_is_found_whichever_session_is_meant(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list of sessions cannot be trusted then, so all are looked at."""
    with tampering(record) as connection:
        connection.execute("ALTER TABLE notes ADD COLUMN colour TEXT")
    assert run(record, "last") == 1
    assert "seal.place.schema {'number': None, 'name': 'notes'}" in capsys.readouterr().out


def test_what_is_no_record_or_no_session_is_an_error(record: Path, tmp_path: Path) -> None:
    """Said by the command line in one sentence."""
    with pytest.raises(RecordError, match="record_missing"):
        run(tmp_path / "nowhere")
    with pytest.raises(RecordError, match="session_unknown"):
        run(record, "9")
