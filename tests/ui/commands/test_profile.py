"""`dripwatch profile check` says in exit code and sentences what is wrong with a profile."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from monitor.errors import RecordError
from monitor.events import SessionKind
from monitor.profile import SHIPPED, shipped
from tests.monitor.lived import QUIET, Lived, keep
from ui.__main__ import outcome
from ui.commands.profile import finished_sessions
from ui.limits_form import LimitsForm
from ui.words import WORDS

TEXT = shipped().text


def check(path: Path) -> int:
    """Run the command as the command line does."""
    return outcome(["profile", "check", str(path)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A profile of the clinic's own."""
    path = tmp_path / "ours.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_good_profile_is_0_and_one_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its version and who approved it."""
    assert check(path) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(path.stem)
    assert line.endswith("nothing wrong. Approved by nobody.")


def test_who_approved_it_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And a mark at the beginning, as editors on Windows make it, is no mistake."""
    text = TEXT.replace('approved_by = ""', 'approved_by = "Dr Haddad"')
    file.write_text(text, encoding="utf-8-sig")
    assert check(file) == 0
    assert "Approved by Dr Haddad." in capsys.readouterr().out


def test_what_is_wrong_is_1_and_a_sentence_each(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line."""
    text = TEXT.replace("rest_s = 60", "rest_s = 3").replace('"walk"', '"wlk"')
    file.write_text(text.replace("systolic = [95, 160]", "systolic = [195, 160]"))
    assert check(file) == 1
    lines = TEXT.splitlines()
    rest, limit = (lines.index(line) + 1 for line in ("rest_s = 60", "systolic = [95, 160]"))
    assert capsys.readouterr().out.splitlines() == [
        f"Line {rest}: rest_s must be 60 or more.",
        f"Line {limit}: systolic must go from low to high.",
    ]


def test_what_is_no_toml_is_1(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence as well."""
    file.write_text("a = [")
    assert check(file) == 1
    assert capsys.readouterr().out == "Line 1: This is not TOML: Invalid value.\n"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_what_cannot_be_read_is_1(
    file: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence and no traceback."""
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert check(file) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert str(file) in said.err
    assert check(file.parent) == 1


@pytest.mark.parametrize("argv", [[], ["check"], ["chek", "x"], ["check", "a", "b"]])
def test_wrong_usage_is_2(argv: list[str]) -> None:
    """Nothing was checked."""
    with pytest.raises(SystemExit) as ended:
        outcome(["profile", *argv])
    assert ended.value.code == 2


def edit(*argv: object) -> list[str]:
    """Run `profile edit` and close its form once it says what the limits would have done."""
    said: list[str] = []
    looking = QTimer(interval=10)

    def close_once_it_said() -> None:
        for form in QApplication.topLevelWidgets():
            if isinstance(form, LimitsForm) and form.isVisible() and form.policy is not None:
                waits = form.policy.said().startswith(WORDS["policy.looking"].rstrip("…"))
                if not waits:
                    said.append(form.policy.said())
                    form.reject()

    looking.timeout.connect(close_once_it_said)
    looking.start()
    assert outcome(["profile", "edit", *map(str, argv)]) == 0
    looking.stop()
    return said


def test_edit_shows_the_form_and_changes_nothing_by_itself(
    file: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new version is a new file, and only when somebody saves it."""
    record = keep(file.parent / "r.db", Lived(QUIET))
    assert edit(file, "--record", record) == [
        "Would have alarmed in 0 of your last 1 sessions (recorded: 0)."
    ]
    assert file.read_text(encoding="utf-8") == TEXT
    assert capsys.readouterr().err == ""


def test_edit_looks_at_the_clinics_record_and_says_where_there_is_none(
    file: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is there all the same."""
    missing = file.parent / "none.db"
    monkeypatch.setattr("ui.places.clinic_record", lambda: missing)
    assert edit(file) == [f"There is no record at {missing}. Check the name and the folder."]


def test_limits_are_tried_on_finished_sessions_of_patients(tmp_path: Path) -> None:
    """The newest first; not on a demo, an open session or another route."""
    demo = Lived((), kind=SessionKind.DEMO, uid="b")
    sessions = [Lived(QUIET, uid="a"), demo, Lived((), uid="c")]
    spray = Lived((), shipped("intranasal-esketamine"), uid="d")
    record = keep(tmp_path / "r.db", *sessions, spray)
    keep(record, Lived((), uid="e"), left_open=True)
    found = [
        (number, history.start.uid) for number, history in finished_sessions(record, shipped())
    ]
    assert found == [(3, "c"), (1, "a")]
    with pytest.raises(RecordError, match="record_missing"):
        next(finished_sessions(tmp_path / "none.db", shipped()))
