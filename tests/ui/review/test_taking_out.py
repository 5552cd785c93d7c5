"""What leaves the window: a file where somebody wants it, a report to look at, both noted."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor import profile
from monitor.archive import Archive
from monitor.people import Access
from monitor.session import Session
from ui.review.taking_out import Shown, TakingOut


class Out:
    """It, with answers instead of a dialog."""

    def __init__(self, qtbot: QtBot, window: QWidget, archive: Archive, folder: Path) -> None:
        self.wait_until = qtbot.waitUntil
        self.asked: list[str] = []
        self.noted: list[tuple[Access, str]] = []
        self.said: list[str] = []
        self.answer = ""
        self.folder = folder
        self.out = TakingOut(
            window,
            archive.path,
            lambda what, detail: self.noted.append((what, detail)),
            self.said.append,
            self._ask,
        )
        history = archive.history(12)
        folded = Session(profile.parse(history.start.profile), history.start)
        folded.load(history)
        self.out.shown = Shown(archive.row(12), history, folded, (1, 3, 12))

    def export(self, name: str, *, deidentified: bool = False) -> None:
        """Have the session written, and wait for it."""
        said = len(self.said)
        self.out.export(name, deidentified=deidentified)
        if len(self.said) > said:
            self.wait_until(lambda: len(self.said) > said + 1)

    def _ask(self, _parent: QWidget, name: str) -> str:
        self.asked.append(name)
        return str(self.folder / name) if not self.answer else self.answer


@pytest.fixture
def out(qtbot: QtBot, dressed: QApplication, archive: Archive, tmp_path: Path) -> Iterator[Out]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    made = Out(qtbot, window, archive, tmp_path)
    yield made
    made.out.stop()


def test_a_session_is_written_and_noted(out: Out) -> None:
    """Under the name it has in an export of all."""
    out.export("fhir")
    assert out.asked == ["session-00012.json"]
    told = (out.folder / "session-00012.json").read_text("utf-8")
    assert json.loads(told)["resourceType"] == "Bundle"
    assert "MARTIN" in told
    assert out.noted == [(Access.EXPORTED, "session 12 fhir")]
    assert out.said[-1].endswith("session-00012.json is written.")


def test_without_anybody_neither_the_file_nor_its_name_tells_who(out: Out) -> None:
    out.export("csv", deidentified=True)
    (name,) = out.asked
    told = (out.folder / name).read_text("utf-8")
    assert "session" not in name
    assert "MARTIN" not in told
    assert "2026-11-20" not in told
    assert out.noted == [(Access.EXPORTED, "session 12 csv deidentified")]


def test_who_wants_no_file_any_more_leaves_no_trace(
    out: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out.out, "_ask_file", lambda *_: "")
    out.export("csv")
    assert (out.noted, out.said, list(out.folder.iterdir())) == ([], [], [])


def test_a_file_that_cannot_be_written_is_a_sentence(out: Out) -> None:
    out.answer = str(out.folder / "missing" / "out.csv")
    out.export("csv")
    assert "cannot be written" in out.said[-1]


def test_the_report_is_seen_before_it_is_on_paper(out: Out) -> None:
    """Its save is noted with the session's number."""
    out.out.print_report()
    preview = out.out.preview
    assert preview is not None
    assert preview.isVisible()
    preview.save_to(out.folder / "report.pdf")
    assert out.noted == [(Access.EXPORTED, "report session 12")]
    preview.reject()
    assert out.out.preview is None


def test_without_a_session_nothing_is_asked(out: Out) -> None:
    out.out.shown = None
    out.export("csv")
    out.out.print_report()
    assert (out.asked, out.out.preview) == ([], None)
