"""A report onto a printer, a picture, or into a PDF that is whole or not there. No layout."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from monitor.errors import RecordError
from monitor.handing_out import hand_out, refuse
from ui import theme
from ui.report.pages import Report
from ui.report.sheet import DPI, Sheet
from ui.words import say


def save_pdf(report: Report, path: Path, *, replace: bool = False) -> None:
    """Write a PDF. RecordError: there is a file already, or the place cannot be written to.

    replace: put it in the place of that file.
    """
    refuse(path, replace=replace)
    try:
        data = _pdf(report)
    except OSError as error:
        raise RecordError("not_written", path=str(path), reason=error.strerror) from error
    hand_out(path, data, replace=replace)


def _pdf(report: Report) -> bytes:
    """Return the file. OSError where nothing could be painted."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    # For the archive: fonts and colours are in the file, and nothing in it is see-through.
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setResolution(DPI)
    writer.setTitle(say("report.pdf_title"))
    writer.setCreator(say("app"))
    lay_out(writer, report.sheet)
    if not paint_on(writer, report) or buffer.size() == 0:
        raise OSError(None, say("report.pdf_failed"))
    return bytes(buffer.data().data())


def lay_out(device: QPagedPaintDevice, sheet: Sheet) -> None:
    """Set the paper upright and to its edges: margins are the page's own."""
    upright = QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(QPageSize(sheet.size), upright, QMarginsF()))


def paint_on(
    device: QPagedPaintDevice, report: Report, first: int = 0, last: int | None = None
) -> bool:
    """Paint pages from `first` to `last`, counted from 0; False where the device would not."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.scale(device.logicalDpiX() / DPI, device.logicalDpiY() / DPI)
    end = len(report.pages) if last is None else min(last + 1, len(report.pages))
    for number in range(first, end):
        if number > first:
            device.newPage()
        painter.save()
        report.paint(painter, number)
        painter.restore()
    return painter.end()


def picture(report: Report, number: int, width: int) -> QImage:
    """Return a page as a picture so many dots wide."""
    sheet = report.sheet
    scale = width / sheet.width
    image = QImage(width, round(sheet.height * scale), QImage.Format.Format_RGB32)
    image.fill(theme.colour(theme.LIGHT.panel))
    painter = QPainter(image)
    painter.scale(scale, scale)
    report.paint(painter, number)
    painter.end()
    return image
