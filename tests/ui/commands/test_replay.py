"""`dripwatch replay` says what a session recorded and what other rules would have done."""

import json
from pathlib import Path

import pytest

from monitor.profile import shipped
from monitor.toml_lines import Path as Key
from monitor.toml_lines import edited
from tests.monitor.lived import QUIET, SURGE, Lived, keep
from tests.monitor.records import tampering
from ui.__main__ import outcome
from ui.words import clock_time, say

ANSWERED, CALM = Lived(SURGE, answered=True, uid="first"), Lived(QUIET, uid="second")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sessions: one with an alarm that a nurse answered, one without."""
    return keep(tmp_path_factory.mktemp("saved") / "r.db", ANSWERED, CALM)


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """A profile whose upper limits lie lower."""
    path = tmp_path / "ours.toml"
    changes: dict[Key, str] = {("limits", "systolic"): "[95, 126]", ("version",): "9"}
    path.write_text(edited(shipped().text, changes), encoding="utf-8-sig")
    return path


def replay(*argv: object) -> int:
    """Run the command as the command line does."""
    return outcome(["replay", *map(str, argv)])


def test_the_sessions_own_rules_give_what_was_recorded(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0, the counts, and a line for each alarm with its time, words and answer."""
    assert replay(record, 1) == 0
    out = capsys.readouterr().out
    assert out.endswith(say("replay.same") + "\n")
    alarm = next(line for line in out.splitlines() if "▲" in line)
    at = clock_time(ANSWERED.bedside.clock.at(300_000), seconds=True)
    answered = clock_time(ANSWERED.bedside.clock.at(360_000))
    assert alarm.startswith(f"{at}  ▲ ** SYS 165 (limit 160)  Adeyemi {answered}")
    assert alarm.split()[-2:] == ["yes", "yes"]
    counts = [line.split()[-3:] for line in out.splitlines() if line.endswith(" 0")]
    assert counts == [["0", "1", "0"]] * 2


@pytest.mark.parametrize("session", [2, "second", "last"])
def test_a_session_without_an_alarm_says_so(
    record: Path, session: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its number, its uid or as the last one."""
    assert replay(record, session) == 0
    assert say("replay.none") in capsys.readouterr().out


def test_another_profile_shows_the_differences_and_is_0(
    record: Path, stricter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was asked what would have been; nothing is wrong."""
    assert replay(record, 2, "--profile", stricter) == 0
    out = capsys.readouterr().out
    (alarm,) = (line for line in out.splitlines() if "▲" in line)
    assert "limit 126" in alarm
    assert alarm.split()[-3:] == ["–", "no", "yes"]
    assert "iv-ketamine-40 v9" in out
    assert say("replay.same") not in out
    assert say("replay.differs") not in out


def test_a_shipped_profile_goes_by_its_name(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it came with Dripwatch."""
    assert replay(record, 1, "--profile", "iv-ketamine-long") == 0
    assert shipped("iv-ketamine-long").rules_version in capsys.readouterr().out


def test_a_record_whose_own_rules_give_something_else_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An alarm that nothing in the session raises."""
    path = keep(tmp_path / "r.db", ANSWERED)
    with tampering(path) as connection:
        connection.execute("DELETE FROM alarm_changes WHERE step = 'unconfirmed'")
    assert replay(path, 1) == 1
    assert say("replay.differs") in capsys.readouterr().out
    assert replay(path, 1, "--json") == 1
    assert json.loads(capsys.readouterr().out)["same"] is False


def test_json_has_every_step_with_its_answer(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the counts; a replayed step has no answer, for nobody saw it."""
    assert replay(record, 1, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["session"], told["uid"], told["same"]) == (1, "first", True)
    assert told["rules_version"] == told["profile"] == shipped().rules_version
    counted = {"high": 0, "medium": 1, "low": 0}
    assert told["counts"] == {"recorded": counted, "replayed": counted}
    steps = [(one["step"], one["t_ms"], one["acknowledged_by"]) for one in told["recorded"]]
    assert steps == [
        ("unconfirmed", 180_000, None),
        ("raised", 300_000, "Adeyemi"),
        ("cleared", 420_000, None),
    ]
    first = told["replayed"][0]
    assert (first["rule"], first["value"], first["threshold"]) == ("systolic.high", 164, 160)
    assert first["at"] == "2026-03-01T14:03:00.000Z"
    assert "acknowledged_by" not in first


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([9], "There is no session 9"),
        ([1, "--profile", "iv-ketamin"], "neither a file nor a shipped profile iv-ketamin."),
        ([1, "--profile", "."], "cannot be read"),
    ],
)
def test_what_is_not_there_is_one_sentence(
    record: Path, argv: list[object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And exit code 1."""
    assert replay(record, *argv) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1


def test_replaying_writes_nothing(record: Path) -> None:
    """Not a byte of the record is another one afterwards."""
    before = record.read_bytes()
    replay(record, 1, "--profile", "iv-ketamine-long")
    assert record.read_bytes() == before
