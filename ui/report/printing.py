"""A report onto a printer, a picture, or into a PDF that is whole or not there. No layout."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from monitor.errors import RecordError
from ui import theme
from ui.report.pages import Report
from ui.report.sheet import DPI, Sheet
from ui.words import say


def save_pdf(report: Report, path: Path, *, replace: bool = False) -> None:
    """Write a PDF. RecordError: there is a file already, or the place cannot be written to.

    replace: put it in the place of that file.
    """
    if path.exists() and not replace:
        raise RecordError("report_exists", path=str(path))
    try:
        fd, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-new-")
        os.close(fd)
    except OSError as error:
        raise _not_written(path, error) from error
    made = Path(name)
    try:
        _write(report, made)
        made.chmod(0o600)
        made.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def _not_written(path: Path, error: OSError) -> RecordError:
    reason = error.strerror or type(error).__name__
    return RecordError("report_not_written", path=str(path), reason=reason)


def _write(report: Report, path: Path) -> None:
    writer = QPdfWriter(str(path))
    # For the archive: fonts and colours are in the file, and nothing in it is see-through.
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setResolution(DPI)
    writer.setTitle(say("report.pdf_title"))
    writer.setCreator(say("app"))
    lay_out(writer, report.sheet)
    if not paint_on(writer, report) or path.stat().st_size == 0:
        raise OSError(None, say("report.pdf_failed"))
    with path.open("rb+") as file:
        os.fsync(file.fileno())


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
