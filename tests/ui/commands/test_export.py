"""`dripwatch export`: one session, or all; as it is, or without anybody in it."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from monitor.events import SessionEnd
from monitor.exporting import formats
from monitor.store import Store
from tests.monitor.planted import IDENTIFIERS, everywhere, numbered, start
from tests.monitor.records import at, tampering, write
from ui.__main__ import outcome
from ui.words import WORDS

FORMATS = formats()


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("record") / "record.sqlite", ended=2, left_open=1)


MADE_UP = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planted") / "record.sqlite"
    with closing(Store(path)) as store:
        session = store.begin(start(IDENTIFIERS["name"]))
        entries = numbered(everywhere())
        store.commit(session, list(entries))
        last_ms = entries[-1].t_ms
        store.commit(session, [SessionEnd(t_ms=last_ms, at=at(last_ms), by=IDENTIFIERS["name"])])
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_a_session_and_says_where(
    record: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert outcome(["export", str(record), "1", "--format", name, "-o", str(out)]) == 0
    assert out.stat().st_size > 500
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize("name", FORMATS)
def test_a_session_that_still_runs_can_be_exported(record: Path, tmp_path: Path, name: str) -> None:
    out = str(tmp_path / "out")
    assert outcome(["export", str(record), "3", "--format", name, "-o", out]) == 0


@pytest.mark.parametrize("name", FORMATS)
def test_no_identifier_comes_out_wherever_it_was_typed(
    planted: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    asked = ["export", str(planted), "last", "--format", name, "-o", str(out), "--deidentified"]
    assert outcome(asked) == 0
    told = out.read_bytes().decode("utf-8", "replace").replace("\\/", "/")
    for kind, identifier in IDENTIFIERS.items():
        assert identifier not in told, kind
        # Formats that know no spaces write something in their place.
        assert identifier.replace(" ", "_") not in told, kind
    assert "Quillfeather" not in told
    for day in ("2026-03-01", "20260301", "01.03.26", "01-MAR-2026"):
        assert day not in told
    # Made-up identities are random: now and then one has these four digits.
    assert not re.search(r"(?<!\d)1931(?!\d)", MADE_UP.sub("", told))


def test_what_is_there_is_not_replaced_unasked(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    asked = ["export", str(record), "1", "--format", "csv", "-o", str(out)]
    assert outcome(asked) == 1
    assert out.read_text() == "mine"
    assert capsys.readouterr().err.count("\n") == 1
    assert outcome([*asked, "--force"]) == 0
    assert out.read_text() != "mine"


@pytest.mark.parametrize("more", [[], ["1", "--all"]])
def test_one_session_or_all(
    record: Path, tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    assert outcome(["export", str(record), *more, "--format", "csv", "-o", out]) == 2
    assert capsys.readouterr().err.strip() == WORDS["error.export_session_or_all"]


def test_a_folder_that_cannot_be_written_is_a_sentence(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "missing" / "out.csv")
    assert outcome(["export", str(record), "1", "--format", "csv", "-o", out]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_all_are_those_that_have_ended(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", str(record), "--all", "--format", "csv", "-o", str(tmp_path / "out")]
    assert outcome(asked) == 0
    names = {each.name for each in (tmp_path / "out").iterdir()}
    assert names == {"session-00001.csv", "session-00002.csv", "dripwatch-export.jsonl"}
    assert outcome(asked) == 0
    assert ": 0 files written" in capsys.readouterr().out


def test_only_the_kind_that_is_asked_for(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ["export", str(record), "--all", "--kind", "demo", "--format", "csv", "-o", str(out)]
    assert outcome(asked) == 0
    listed = (out / "dripwatch-export.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in listed] == [
        {"format": "csv", "deidentified": False, "record": "u1"}
    ]


@pytest.mark.parametrize("text", [b"[spo2", b"\xff"])
def test_a_clinics_own_codes_that_are_wrong_are_a_sentence(
    record: Path,
    tmp_path: Path,
    text: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = tmp_path / "codes.toml"
    own.write_bytes(text)
    monkeypatch.setattr("ui.places.clinic_codes", lambda: own)
    out = str(tmp_path / "out")
    assert outcome(["export", str(record), "1", "--format", "fhir", "-o", out]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def altered(tmp_path: Path) -> Path:
    path = write(tmp_path / "altered.sqlite", ended=2)
    with tampering(path) as connection:
        connection.execute("UPDATE cuffs SET systolic = 99 WHERE session = 1 AND seq = 1")
    return path


def test_a_session_that_was_altered_says_so(
    altered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert outcome(["export", str(altered), "1", "--format", "csv", "-o", str(out)]) == 1
    assert out.exists()
    assert "Session 1 was altered" in capsys.readouterr().err


def test_of_all_sessions_those_that_were_altered_are_left_out_and_named(
    altered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert outcome(["export", str(altered), "--all", "--format", "csv", "-o", str(out)]) == 1
    assert [one.name for one in out.glob("session-*")] == ["session-00002.csv"]
    assert "Session 1 is not exported" in capsys.readouterr().err


def test_the_record_itself_is_never_replaced(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = record.read_bytes()
    asked = ["export", str(record), "1", "--format", "csv", "-o", str(record), "--force"]
    assert outcome(asked) == 1
    assert record.read_bytes() == before
    assert "never replaced" in capsys.readouterr().err
