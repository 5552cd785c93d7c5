"""A commissioning sheet on one page of paper, or as a PDF. Black on white; no window."""

from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from monitor.errors import RecordError
from ui import theme
from ui.start.commissioning import TOLERANCES, Check, Compared
from ui.words import number, say, signed

MARGIN_MM = 18


def page(check: Check, title: str) -> QTextDocument:
    """Return the page; `title` is the family's. What people typed is never read as markup."""
    made = QTextDocument()
    made.setDefaultFont(theme.font(12))
    rows = "".join(_row(value) for value in check.values)
    heads = "".join(f"<th align='left'>{_told(head)}</th>" for head in HEADS)
    made.setHtml(
        f"<h2>{_told('paper.title')}</h2>{_facts(check, title)}"
        f"<table border='1' cellspacing='0' cellpadding='6' width='100%'><tr>{heads}</tr>"
        f"{rows}</table><p>{_told('paper.isolation')}</p><br><br>"
        f"<p>{_told('paper.signature')}</p>"
    )
    return made


HEADS = (
    *("sheet.value", "sheet.read", "sheet.received", "sheet.difference", "sheet.tolerance"),
    "sheet.explained",
)


def _facts(check: Check, title: str) -> str:
    device = check.device
    at = datetime.fromisoformat(check.at).strftime("%Y-%m-%d %H:%M")
    facts = {
        "paper.device": f"{title} ({device.model})",
        "paper.serial_number": check.serial_number,
        "paper.port": device.port,
        "paper.adapter": device.adapter or say("paper.no_adapter"),
        "paper.by": check.by,
        "paper.at": at,
        "paper.version": check.app_version,
    }
    rows = (
        f"<tr><td>{_told(c)}&nbsp;&nbsp;</td><td>{escape(v)}</td></tr>" for c, v in facts.items()
    )
    return f"<table cellpadding='2'>{''.join(rows)}</table><br>"


def _row(value: Compared) -> str:
    received, off = value.received, value.difference
    cells = (
        say(f"sheet.of.{value.quantity}"),
        number(value.read),
        "–" if received is None else number(received),
        "–" if off is None else signed(off),
        f"± {number(TOLERANCES.get(value.quantity, 0))}",
        value.explained or (say("sheet.agrees") if value.agrees else ""),
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _told(code: str) -> str:
    return escape(say(code))


def lay_out(device: QPagedPaintDevice) -> None:
    """Set the sheet of paper: A4, upright."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        margins,
        QPageLayout.Unit.Millimeter,
    )
    device.setPageLayout(layout)


def save_pdf(check: Check, title: str, path: Path) -> None:
    """Write the page as a PDF. RecordError where the file cannot be written."""
    try:
        path.touch()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RecordError("log_not_writable", path=str(path), reason=reason) from error
    writer = QPdfWriter(str(path))
    lay_out(writer)
    page(check, title).print_(writer)
