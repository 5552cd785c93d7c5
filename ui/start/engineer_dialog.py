"""For the engineer, before a session only: who is on a port, and the commissioning sheet."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from monitor.errors import DripwatchError
from ui import theme
from ui.buttons import button
from ui.combo import Combo
from ui.labels import frame, label
from ui.start.ask_port_view import AskPortView
from ui.start.commissioning import Check, Compared
from ui.start.commissioning_paper import lay_out, page, save_pdf
from ui.start.commissioning_view import CommissioningView
from ui.start.known_devices import KnownDevices
from ui.start.preview import Preview
from ui.start.start_sheet import DeviceChoice
from ui.words import complain, say


class EngineerDialog(QDialog):
    """Left: ask a port. Right: a sheet for each device chosen on the start screen.

    Signals: found (a DeviceChoice to take over), asked (the ports may be listened to again).
    """

    found = Signal(object)
    asked = Signal()

    def __init__(
        self,
        parent: QWidget,
        devices: KnownDevices,
        preview: Preview,
        chosen: Sequence[DeviceChoice],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("engineer.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._devices = devices
        self._preview = preview
        self._titles = {family.name: family.title for family in devices.families()}
        self.ask = AskPortView(devices.offered(), self._free)
        self.sheets = [self._sheet(device) for device in chosen]
        self.device = Combo(say("sheet.which"), "")
        self._leaving = False
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.ask.setFixedWidth(320)
        line.addWidget(self.ask)
        line.addWidget(self._sheets(), 1)
        column.addLayout(line, 1)
        column.addLayout(self._foot())

    def _sheets(self) -> QWidget:
        """One at a time: two abreast would be cut off on a small screen."""
        made = QWidget()
        made.setMinimumWidth(620)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        pages = QStackedWidget()
        for sheet in self.sheets:
            self.device.addItem(sheet.title)
            pages.addWidget(sheet)
            sheet.device.setVisible(len(self.sheets) == 1)
        if not self.sheets:
            pages.addWidget(_nothing_chosen())
        self.device.currentIndexChanged.connect(pages.setCurrentIndex)
        self.device.setCurrentIndex(0)
        self.device.setVisible(len(self.sheets) > 1)
        column.addWidget(self.device)
        column.addWidget(pages, 1)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field begins nothing: least of all the asking of a port."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        isolation = label(theme.START.label - 1, 500, "dim", text=say("engineer.isolation"))
        isolation.setWordWrap(True)
        line.addWidget(isolation, 1)
        line.addWidget(button(say("engineer.close"), self.reject, height=theme.START.row))
        return line

    def _connect(self) -> None:
        self.ask.found.connect(self._take_over)
        self.ask.finished.connect(self._finish_asking)
        self._preview.heard.connect(self._hear)
        for place in range(len(self.sheets)):
            self._hear(place)

    # -- asking ----------------------------------------------------------------------------

    def _free(self, then: Callable[[], None]) -> None:
        self._preview.stop()
        self._preview.when_closed(then)

    def _finish_asking(self) -> None:
        self.asked.emit()
        if self._leaving:
            self.reject()

    def _take_over(self, device: DeviceChoice) -> None:
        self.found.emit(device)
        self.reject()

    def reject(self) -> None:
        """Close; while a port is being asked, as soon as it is free."""
        self._leaving = self.ask.asking
        self.ask.stop()
        if not self._leaving:
            super().reject()

    # -- the sheets ------------------------------------------------------------------------

    def _sheet(self, device: DeviceChoice) -> CommissioningView:
        title = say("sheet.device", title=self._titles[device.model], port=device.port)
        made = CommissioningView(
            title,
            self._devices.quantities(device.model),
            self._devices.check_of(device),
            partial(self._store, device),
        )
        made.pdf_wanted.connect(lambda check: self._save(made, check))
        made.print_wanted.connect(lambda check: self._print(made, check))
        return made

    def _store(
        self, device: DeviceChoice, serial_number: str, by: str, values: tuple[Compared, ...]
    ) -> Check | None:
        at = datetime.now().astimezone()
        return self._devices.add_check(device, serial_number, by, values, at)

    def _hear(self, place: int) -> None:
        if place < len(self.sheets):
            self.sheets[place].hear(self._preview.numbers(place))

    def _save(self, sheet: CommissioningView, check: Check) -> None:
        name = f"{check.device.model}-{check.at[:10]}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, say("sheet.pdf"), name, "PDF (*.pdf)")
        if path:
            self.save(sheet, check, Path(path))

    def save(self, sheet: CommissioningView, check: Check, path: Path) -> None:
        """Write a sheet as a PDF, and say what came of it."""
        try:
            save_pdf(check, self._titles[check.device.model], path)
        except DripwatchError as error:
            sheet.tell(complain(error))
        else:
            sheet.tell(say("sheet.saved", path=path))

    def _print(self, sheet: CommissioningView, check: Check) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        lay_out(printer)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            page(check, self._titles[check.device.model]).print_(printer)
            sheet.tell(say("sheet.printed"))


def _nothing_chosen() -> QWidget:
    made = frame("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(theme.START.margin, 12, theme.START.margin, 14)
    column.addWidget(label(theme.START.heading, 650, text=say("sheet.title")))
    words = label(theme.START.text - 1, 500, "dim", text=say("sheet.choose_first"))
    words.setWordWrap(True)
    column.addWidget(words)
    column.addStretch(1)
    return made
