"""The preview: its pages turn, it saves and prints, and notes that it did."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.errors import ProfileError
from monitor.people import Access
from tests.ui.report.papers import folded, history_of
from tests.ui.saved_sessions import ENDED, infusion
from ui.report.clinic import Clinic
from ui.report.preview import ReportPreview, print_report
from ui.report.told import About


@pytest.fixture
def noted() -> list[Access]:
    """What the access log was told."""
    return []


@pytest.fixture
def preview(qtbot: QtBot, noted: list[Access]) -> ReportPreview:
    """Of a session of an hour."""
    history = history_of(infusion(), measured=False)
    made = ReportPreview(history, folded(history), About(), noted.append, end_ms=ENDED)
    qtbot.addWidget(made)
    made.show()
    return made


def test_pages_turn_by_key_and_button(preview: ReportPreview) -> None:
    """By key only once all of a page was seen; and they stop at both ends."""
    last = len(preview.report.pages) - 1
    assert not preview.previous.isEnabled()
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.number == 0
    while preview._bar.value() < preview._bar.maximum():
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.number == 1
    assert preview.counted.text() == f"page 2 of {last + 1}"
    for _ in range(last):
        preview.next.click()
    assert preview.number == last
    assert not preview.next.isEnabled()
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.number == last - 1


def test_the_data_sheet_comes_and_goes(preview: ReportPreview) -> None:
    """It is looked at as soon as it is there."""
    before = len(preview.report.pages)
    preview.rems.click()
    assert len(preview.report.pages) == before + 1
    assert preview.number == before
    preview.rems.click()
    assert len(preview.report.pages) == before
    assert preview.number == 0


def test_saving_is_noted(preview: ReportPreview, noted: list[Access], tmp_path: Path) -> None:
    """A name without an ending gets one."""
    preview.save_to(tmp_path / "report")
    assert len(PdfReader(tmp_path / "report.pdf").pages) == len(preview.report.pages)
    assert noted == [Access.EXPORTED]
    assert "report.pdf" in preview.said.text()


def test_what_cannot_be_saved_is_said(
    preview: ReportPreview, noted: list[Access], tmp_path: Path
) -> None:
    """And nothing is noted, for nothing left the house."""
    preview.save_to(tmp_path / "nowhere" / "report.pdf")
    assert "cannot be written" in preview.said.text()
    assert noted == []


def test_printing_is_noted(preview: ReportPreview, noted: list[Access], tmp_path: Path) -> None:
    """All pages, unless the printer was told which."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    preview.print_on(printer)
    assert noted == [Access.PRINTED]
    assert len(PdfReader(tmp_path / "paper.pdf").pages) == len(preview.report.pages)
    printer.setOutputFileName(str(tmp_path / "two.pdf"))
    printer.setFromTo(1, 2)
    assert print_report(preview.report, printer)
    assert len(PdfReader(tmp_path / "two.pdf").pages) == 2


def test_a_logo_that_is_no_picture_is_said(qtbot: QtBot) -> None:
    """The report is there without it."""
    history = history_of([], measured=False)
    clinic = Clinic(problem=ProfileError("logo_missing", path="logo.png"))
    made = ReportPreview(history, folded(history), About(clinic=clinic))
    qtbot.addWidget(made)
    assert "no logo at logo.png" in made.said.text()
