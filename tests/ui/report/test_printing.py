"""A PDF is there whole or not at all; pages on screen are the pages on paper."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from monitor.errors import RecordError
from tests.ui.report.papers import history_of, printed
from ui.report import printing
from ui.report.pages import Report
from ui.report.printing import paint_on, picture, save_pdf


@pytest.fixture(scope="module")
def short(qapp: object) -> Report:
    """A report of a session in which nothing happened."""
    from ui import theme

    theme.load_fonts()
    return printed(history_of([], measured=False))


def test_a_file_is_not_replaced_unasked(short: Report, tmp_path: Path) -> None:
    """What was there is still there."""
    there = tmp_path / "r.pdf"
    there.write_bytes(b"somebody's")
    with pytest.raises(RecordError, match="file_exists"):
        save_pdf(short, there)
    assert there.read_bytes() == b"somebody's"
    save_pdf(short, there, replace=True)
    assert len(PdfReader(there).pages) == len(short.pages)


def test_what_cannot_be_written_leaves_nothing(
    short: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither half a report nor a file of ours."""
    with pytest.raises(RecordError, match="not_written"):
        save_pdf(short, tmp_path / "nowhere" / "r.pdf")
    monkeypatch.setattr(printing, "paint_on", lambda writer, report: False)
    with pytest.raises(RecordError, match="not_written"):
        save_pdf(short, tmp_path / "r.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_a_page_of_the_paper(short: Report, tmp_path: Path) -> None:
    """In points, as a PDF counts."""
    save_pdf(short, tmp_path / "r.pdf")
    box = PdfReader(tmp_path / "r.pdf").pages[0].mediabox
    assert abs(float(box.width) - short.sheet.width / 254 * 72) < 2
    assert abs(float(box.height) - short.sheet.height / 254 * 72) < 2


def test_a_picture_of_a_page_has_its_shape_and_its_ink(short: Report) -> None:
    """So that the preview shows what is printed."""
    image = picture(short, 0, 420)
    assert image.width() == 420
    assert image.height() == round(420 * short.sheet.height / short.sheet.width)
    assert len({image.pixel(x, y) for x in range(0, 420, 3) for y in range(200)}) > 5


def test_a_printer_gets_the_pages_it_asks_for(short: Report, tmp_path: Path) -> None:
    """A printer of another resolution too."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "one.pdf"))
    printing.lay_out(printer, short.sheet)
    assert paint_on(printer, short, 1, 1)
    assert len(PdfReader(tmp_path / "one.pdf").pages) == 1
