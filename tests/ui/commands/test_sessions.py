"""`dripwatch sessions` lists what a record holds, for people and for programs."""

import json
from argparse import ArgumentParser
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.errors import RecordError
from monitor.schema import ENDING
from monitor.store import Store
from tests.monitor.records import start, write
from ui.commands import sessions


def run(*argv: object) -> int:
    """Run the command as the command line does."""
    parser = ArgumentParser()
    sessions.add_arguments(parser)
    return sessions.run(parser.parse_args([str(part) for part in argv]))


def test_the_list_is_a_table_newest_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line of titles, then a line a session; columns stand under each other."""
    assert run(write(tmp_path / "r.db", ended=1, left_open=1)) == 0
    titles, newest, oldest = capsys.readouterr().out.splitlines()
    assert (newest[0], oldest[0]) == ("2", "1")
    for line in (newest, oldest):
        assert line.index("Robin Sample") == newest.index("Robin Sample")
    assert "132" in oldest
    assert len(titles.split()) >= len(sessions.COLUMNS)


def test_json_has_every_column_but_the_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the names they have in the record; what is not known yet is null."""
    run(write(tmp_path / "r.db", ended=1, left_open=1), "--json")
    newest, oldest = json.loads(capsys.readouterr().out)
    assert newest.keys() == oldest.keys()
    assert newest.keys() > set(ENDING)
    assert "profile" not in newest
    assert (newest["session"], newest["ended_at"], newest["cuffs"]) == (2, None, None)
    assert (oldest["cuffs"], oldest["peak_systolic"]) == (5, 132.0)
    assert oldest["started_at"] == "2026-03-01T14:00:00.000Z"


def test_an_empty_record_is_said_to_be_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For people a sentence, for programs an empty list."""
    Store(tmp_path / "r.db").close()
    assert run(tmp_path / "r.db") == 0
    assert capsys.readouterr().out.strip()
    assert run(tmp_path / "r.db", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_name_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record may come from anybody's hands."""
    with closing(Store(tmp_path / "r.db")) as store:
        store.begin(replace(start(), patient="\x1b]0;evil\x07Robin"))
    run(tmp_path / "r.db")
    assert "?]0;evil?Robin" in capsys.readouterr().out


def test_what_is_no_record_is_an_error(tmp_path: Path) -> None:
    """Said by the command line in one sentence."""
    with pytest.raises(RecordError, match="record_missing"):
        run(tmp_path / "nowhere")
