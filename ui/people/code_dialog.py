"""A form that ends in a recovery code: the form first, then the code, big, to be written down.

The code is shown once and kept nowhere but on paper. So the dialog stays until the last group was
typed from the paper. What is asked in the form is each subclass's own.
"""

from abc import abstractmethod
from collections.abc import Callable
from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from monitor.errors import EntryError
from ui import theme
from ui.buttons import button, relabel
from ui.dialogs.small_dialog import SmallDialog
from ui.labels import label
from ui.people.aside import Aside, why
from ui.people.new_pin import name_edit
from ui.words import say

WIDTH = 520


class CodeDialog(SmallDialog):
    """`form` is filled by a subclass; `work` makes the code, off the GUI thread."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes, title: str) -> None:
        super().__init__(parent, sizes, title)
        self.form = QWidget()
        self.rows = QVBoxLayout(self.form)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(sizes.gap)
        self.body.addWidget(self.form)
        self.code = label(sizes.phase, 700)
        self.last = name_edit(say("people.code.last"), sizes)
        self.last.textChanged.connect(self.forgive)
        self._paper = self._code_page()
        self._paper.hide()
        self.body.addWidget(self._paper)
        self._aside = Aside()
        self._aside.done.connect(self._show_code)
        self._aside.failed.connect(self._say_why)
        self.setFixedWidth(WIDTH)

    @abstractmethod
    def work(self) -> Callable[[], str]:
        """What makes the code of what was typed. EntryError where that cannot be."""

    @abstractmethod
    def forget(self) -> None:
        """Empty what nobody is to find."""

    def _code_page(self) -> QWidget:
        sizes = self.sizes
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap + 4)
        how = label(sizes.button, 500, text=say("people.code.how"))
        how.setWordWrap(True)
        self.print = button(say("people.code.print"), self._print, height=sizes.row)
        asked = label(sizes.button, 500, "dim", text=say("people.code.last"))
        for part in (how, self.code, self.print, asked, self.last):
            column.addWidget(part)
        return page

    # -- the form --------------------------------------------------------------------------

    def accept(self) -> None:
        """Make the code of the form; with the code shown, believe that it is on paper."""
        if self._aside.busy:
            return
        try:
            if self.code.text():
                self._compare()
                self.done(QDialog.DialogCode.Accepted)
            else:
                self._begin(self.work())
        except EntryError as error:
            self.complain(error)

    def _begin(self, work: Callable[[], str]) -> None:
        self.enter.setEnabled(False)
        self._aside.run(work)

    def reject(self) -> None:
        """Not while the code is nowhere else."""
        if not self.code.text() and not self._aside.busy:
            self.forget()
            super().reject()

    def _say_why(self, error: Exception) -> None:
        self.enter.setEnabled(True)
        if isinstance(error, EntryError):
            self.complain(error)
        else:
            theme.role(self._problem, "wrong")
            self._problem.setText(why(error))

    # -- the code --------------------------------------------------------------------------

    def _show_code(self, code: str) -> None:
        self.forget()
        self.form.hide()
        self.code.setText(code)
        self.fields = {"last": self.last}
        self._paper.show()
        self.cancel.hide()
        relabel(self.enter, say("people.code.done"))
        self.enter.setEnabled(True)
        self.forgive()
        self.adjustSize()
        self.last.setFocus()

    def _compare(self) -> None:
        if self.last.text().strip().upper() != self.code.text().rpartition("-")[2]:
            raise EntryError("code_differs", field="last")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.paper().print_(printer)

    def paper(self) -> QTextDocument:
        """The sheet for the safe: what it is, the code, and how it is used."""
        made = QTextDocument()
        title, how = escape(say("people.code.paper")), escape(say("people.code.use"))
        code = escape(self.code.text())
        made.setHtml(f"<h2>Dripwatch</h2><p>{title}</p><h1>{code}</h1><p>{how}</p>")
        return made
