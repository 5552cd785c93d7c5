"""`dripwatch report`: what it writes, what it refuses, how it exits."""

from pathlib import Path

import pytest

from monitor.people import Access
from tests.monitor.records import tampering
from tests.ui import saved_sessions as saved
from tests.ui.report.papers import normal, texts
from tests.ui.set_up_people import quick, set_up
from ui.__main__ import outcome


@pytest.fixture
def record(tmp_path: Path, qapp: object) -> Path:
    """Two sessions of one patient."""
    path = tmp_path / "clinic.sqlite"
    saved.save(path, saved.start(uid="1"), normal(), measured=saved.seconds(60_000))
    saved.save(path, saved.start(uid="2"), normal())
    return path


def test_a_session_becomes_a_pdf(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its place among the patient's sessions, and no second time over the same file."""
    pdf = tmp_path / "r.pdf"
    asked = ["report", str(record), "2", "-o", str(pdf)]
    assert outcome(asked) == 0
    said = capsys.readouterr().out
    assert f"{pdf}: {len(texts(pdf))} pages" in said
    assert "session 2 of 2" in texts(pdf)[0]
    assert "REMS" not in " ".join(texts(pdf))
    assert outcome(asked) == 1
    assert "--force" in capsys.readouterr().err
    assert outcome([*asked, "--force", "--rems"]) == 0
    assert "REMS data sheet" in texts(pdf)[-1]


def test_the_printed_digest_is_the_one_verify_takes(record: Path, tmp_path: Path) -> None:
    """Groups and all."""
    pdf = tmp_path / "r.pdf"
    assert outcome(["report", str(record), "last", "-o", str(pdf)]) == 0
    digest = texts(pdf)[0].split("Digest ", 1)[1][:24]
    assert outcome(["verify", str(record), "last", "--digest", digest]) == 0
    assert outcome(["verify", str(record), "1", "--digest", digest]) == 1


def test_an_altered_record_is_said(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the paper, on the screen and by the exit code."""
    with tampering(record) as connection:
        connection.execute("UPDATE cuffs SET systolic = 120 WHERE session = 1")
    assert outcome(["report", str(record), "1", "-o", str(tmp_path / "r.pdf")]) == 1
    assert "RECORD ALTERED" in capsys.readouterr().err
    assert "RECORD ALTERED" in texts(tmp_path / "r.pdf")[0]


def test_the_clinics_name_is_on_its_paper(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A logo that is not there is said, and keeps nobody from the report."""
    clinic = tmp_path / "clinic.toml"
    clinic.write_text('name = "Riverside <b>"\nlogo = "none.png"\n', encoding="utf-8")
    pdf = tmp_path / "r.pdf"
    asked = ["report", str(record), "1", "-o", str(pdf), "--clinic", str(clinic)]
    assert outcome(asked) == 0
    assert "no logo at" in capsys.readouterr().err
    assert "Riverside <b>" in texts(pdf)[-1]
    clinic.write_text("logo = 3", encoding="utf-8")
    assert outcome(asked) == 1
    assert "is wrong" in capsys.readouterr().err


def test_who_took_it_out_is_noted(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it is out."""
    quick(monkeypatch)
    people = set_up(record)
    assert outcome(["report", str(record), "1", "-o", str(tmp_path / "r.pdf")]) == 0
    assert outcome(["report", str(record), "9", "-o", str(tmp_path / "s.pdf")]) == 1
    taken = [line for line in people.log() if line.what is Access.EXPORTED]
    assert [line.detail for line in taken] == ["report session 1"]


def test_settings_that_cannot_be_read_are_the_sessions(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is sent to the clinic's own file, which is as it was."""
    with tampering(record) as connection:
        connection.execute("UPDATE sessions SET profile = 'title =' WHERE session = 1")
    assert outcome(["report", str(record), "1", "-o", str(tmp_path / "r.pdf")]) == 1
    assert "Session 1 holds settings" in capsys.readouterr().err
