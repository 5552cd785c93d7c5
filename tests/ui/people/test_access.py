"""Who looked is noted where people are set up; that it cannot be noted stops nobody."""

import logging
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.people import Access, People
from tests.ui import saved_sessions as saved
from tests.ui.set_up_people import accesses, people
from ui.__main__ import outcome
from ui.people.access import account, note, note_account
from ui.review.review_window import ReviewWindow

__all__ = ["people"]


def test_a_look_is_noted_by_whoever_signed_in(people: People) -> None:
    """With what it was about."""
    note(people, "Adeyemi", Access.VIEWED, "session 3")
    assert people.log()[-1].detail == "session 3"
    assert accesses(people) == [("Adeyemi", Access.VIEWED)]


def test_where_nobody_signed_in_the_computers_account_is_noted(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for a path that is not absolute."""
    monkeypatch.chdir(people._path.parent)
    note_account(Path("record.sqlite"), Access.EXPORTED)
    assert accesses(people) == [(account(), Access.EXPORTED)]


def test_where_nobody_is_set_up_no_file_is_made(tmp_path: Path) -> None:
    """Nothing is noted."""
    note_account(tmp_path / "record.sqlite", Access.VIEWED)
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_cannot_be_noted_is_logged_and_it_goes_on(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    """The patient's numbers come first."""
    people._path.write_bytes(b"no database at all, this")
    with caplog.at_level(logging.WARNING):
        note(people, "Adeyemi", Access.VIEWED)
    assert "access not noted" in caplog.text


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (("sessions",), Access.VIEWED),
        (("replay", "1"), Access.VIEWED),
        (("backup", "copy.sqlite"), Access.EXPORTED),
    ],
)
def test_a_command_that_shows_or_takes_out_patients_is_noted(
    people: People, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], what: Access
) -> None:
    """With its name."""
    folder = people._path.parent
    monkeypatch.chdir(folder)
    saved.save(folder / "record.sqlite", saved.start("Martin, Rosalind"), saved.infusion())
    name, *rest = command
    assert outcome([name, "record.sqlite", *rest]) in {0, 1}  # replay: 1 says that rules differ
    assert [(n.what, n.detail) for n in people.log()] == [(what, name)]


def test_each_session_that_is_opened_for_review_is_noted(
    qtbot: QtBot, people: People, dressed: QApplication
) -> None:
    """By its number."""
    record = people._path.parent / "record.sqlite"
    saved.save(record, saved.start("Martin, Rosalind"), saved.infusion())
    with Archive(record) as archive:
        window = ReviewWindow(archive)
        qtbot.addWidget(window)
        window.open(1)
        window.close()
    assert [(n.what, n.detail) for n in people.log()] == [(Access.VIEWED, "session 1")]
