"""The report on screen before it is on paper: its own pages, Print, Save PDF. Lays nothing out."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.errors import DripwatchError
from monitor.history import History
from monitor.people import Access
from monitor.session import Session
from ui import theme
from ui.labels import label
from ui.report.pages import Report
from ui.report.printing import lay_out, paint_on, picture, save_pdf
from ui.report.report import report
from ui.report.told import About
from ui.words import complain, say

FITS, MARGIN = 40, 16
WIDEST = 1400
"""Dots; a wider page on screen is blurred or slow, and no easier to read."""

Note = Callable[[Access], None]
"""Told what was done with the report, for the access log."""


def _unnoted(what: Access) -> None:
    """Nobody keeps a log of it."""


class ReportPreview(QDialog):
    """Shows a session's report page by page; Page Down goes down the page, then to the next."""

    def __init__(
        self,
        history: History,
        session: Session,
        about: About,
        note: Note = _unnoted,
        *,
        end_ms: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme.role(self, "window")
        self.setWindowTitle(say("report.preview"))
        self._of = history, session, about, end_ms
        self._note = note
        self.report = self._composed()
        self.number = 0
        self.page = QLabel()
        self.counted = label(14, 500, "dim")
        self.said = label(14, 500, "dim")
        self.said.setWordWrap(True)
        self.previous = _button(say("report.previous"), self.turn_back)
        self.next = _button(say("report.next"), self.turn)
        self.rems = QCheckBox(say("report.with_rems"))
        self.rems.toggled.connect(self._compose)
        self.save = _button(say("report.save"), self.ask_for_file)
        self.print = _button(say("report.print"), self.ask_for_printer)
        self.print.setDefault(True)
        theme.role(self.print, "primary")
        self._arrange()
        if about.clinic.problem is not None:
            self.said.setText(complain(about.clinic.problem))
        self._show()

    def _arrange(self) -> None:
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.page)
        self._bar = self._scroll.verticalScrollBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.said)
        line = QHBoxLayout()
        close = _button(say("report.close"), self.reject)
        left = (self.previous, self.next, self.counted)
        right = (self.rems, close, self.save, self.print)
        for made in left:
            line.addWidget(made)
        line.addStretch(1)
        for one in right:
            line.addWidget(one)
        column.addLayout(line)
        for keys, slot in (
            (QKeySequence.StandardKey.MoveToNextPage, self.go_down),
            (QKeySequence.StandardKey.MoveToPreviousPage, self.go_up),
            (QKeySequence.StandardKey.Print, self.ask_for_printer),
            (QKeySequence.StandardKey.Save, self.ask_for_file),
        ):
            QShortcut(QKeySequence(keys), self, slot)
        self.resize(QSize(1000, 900))

    # -- pages -----------------------------------------------------------------------------

    def turn(self) -> None:
        """Show the top of the next page."""
        self.number = min(self.number + 1, len(self.report.pages) - 1)
        self._show()
        self._bar.setValue(0)

    def turn_back(self) -> None:
        """Show the top of the page before."""
        self.number = max(self.number - 1, 0)
        self._show()
        self._bar.setValue(0)

    def go_down(self) -> None:
        """See what is further down, on the next page where this one ends."""
        if self._bar.value() < self._bar.maximum():
            self._bar.setValue(self._bar.value() + self._bar.pageStep())
        else:
            self.turn()

    def go_up(self) -> None:
        """See what is further up, on the page before where this one begins."""
        if self._bar.value() > 0:
            self._bar.setValue(self._bar.value() - self._bar.pageStep())
        else:
            self.turn_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page is as wide as its window."""
        super().resizeEvent(event)
        self._show()

    def _composed(self, *, rems: bool = False) -> Report:
        history, session, about, end_ms = self._of
        return report(history, session, about, end_ms=end_ms, rems=rems)

    def _compose(self, rems: bool) -> None:
        """With the data sheet, which is looked at at once, or without."""
        self.report = self._composed(rems=rems)
        self.number = len(self.report.pages) - 1 if rems else 0
        self._show()

    def _show(self) -> None:
        ratio = self.devicePixelRatioF()
        width = min(max(300, self._scroll.viewport().width() - FITS), WIDEST)
        image = picture(self.report, self.number, round(width * ratio))
        image.setDevicePixelRatio(ratio)
        self.page.setPixmap(QPixmap.fromImage(image))
        self.counted.setText(say("report.page", n=self.number + 1, of=len(self.report.pages)))
        self.page.setAccessibleName(self.counted.text())
        self.previous.setEnabled(self.number > 0)
        self.next.setEnabled(self.number + 1 < len(self.report.pages))

    # -- onto paper, into a file -------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Ask where to, and write; the dialog asks before a file is replaced."""
        name, _ = QFileDialog.getSaveFileName(self, say("report.save"), "", say("report.pdf_files"))
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the PDF, and say what came of it."""
        if not path.suffix:
            path = path.with_suffix(".pdf")
        try:
            save_pdf(self.report, path, replace=True)
        except DripwatchError as error:
            self.said.setText(complain(error))
            return
        self._note(Access.EXPORTED)
        self.said.setText(say("report.saved", path=path))

    def ask_for_printer(self) -> None:
        """Ask which printer and which pages, and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        lay_out(printer, self.report.sheet)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.report.pages))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages the printer was told, and say what came of it."""
        if not print_report(self.report, printer):
            self.said.setText(say("report.not_printed"))
            return
        self._note(Access.PRINTED)
        self.said.setText(say("report.printed"))


def print_report(made: Report, printer: QPrinter) -> bool:
    """Print the pages a printer was told, all where it was told none; False where it would not."""
    printer.setFullPage(True)
    first, last = printer.fromPage() or 1, printer.toPage() or len(made.pages)
    return paint_on(printer, made, first - 1, last - 1)


def _button(text: str, slot: Callable[[], None]) -> QPushButton:
    made = QPushButton(text)
    made.setFont(theme.font(14, 550))
    made.setMinimumHeight(40)
    made.setAutoDefault(False)
    made.clicked.connect(slot)
    return made
