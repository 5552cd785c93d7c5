"""A file is written while the window goes on, and it is said when it is there."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.review.file_writing import FileWriting


@pytest.fixture
def writing(qtbot: QtBot) -> Iterator[FileWriting]:
    """Stopped at the end, for a thread must not outlive its test."""
    made = FileWriting()
    yield made
    made.stop()


def test_it_returns_before_the_file_is_there(
    qtbot: QtBot, writing: FileWriting, tmp_path: Path
) -> None:
    """And says so both times."""
    go, said = threading.Event(), list[str]()
    writing.said.connect(said.append)
    path = tmp_path / "a.csv"

    def make() -> bytes:
        assert go.wait(5)
        return b"a,b"

    writing.write(path, make)
    assert not path.exists()
    assert said == [f"{path} is being written …"]
    go.set()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == f"{path} is written."
    assert path.read_bytes() == b"a,b"


def test_closing_waits_for_what_was_asked_for(writing: FileWriting, tmp_path: Path) -> None:
    """One after the other."""
    for name in ("a", "b"):
        writing.write(tmp_path / name, name.encode)
    writing.stop()
    assert [(tmp_path / name).read_text() for name in ("a", "b")] == ["a", "b"]


def test_a_fault_of_ours_is_a_sentence_and_the_next_file_is_written(
    qtbot: QtBot, writing: FileWriting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a thread that is dead from then on."""
    said, noted = list[str](), list[Exception]()
    monkeypatch.setattr("ui.review.file_writing.note_bug", noted.append)
    writing.said.connect(said.append)
    writing.write(tmp_path / "a", lambda: bytes(1 // 0))
    writing.write(tmp_path / "b", lambda: b"b")
    qtbot.waitUntil(lambda: len(said) == 4)
    assert any("went wrong in Dripwatch itself" in sentence for sentence in said)
    assert [type(error) for error in noted] == [ZeroDivisionError]
    assert (tmp_path / "b").read_bytes() == b"b"
