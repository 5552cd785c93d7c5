"""What the small dialogs of the bedside share: a title, a sentence at the field, Enter and Esc.

They stand beside the panel of the bedside window and below its strip: neither an alarm nor the
button that stops a cuff is ever under one of them. What is asked is each dialog's own.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from monitor.errors import EntryError
from ui import theme
from ui.burst import Burst
from ui.buttons import button
from ui.labels import label
from ui.words import complain, say

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
TITLE_BAR = 32
"""About what a window manager adds above a dialog, in pixels at 96 dpi."""


def place_beside_panel(dialog: QWidget, window: QWidget, sizes: theme.Sizes) -> None:
    """Move a dialog over the chart: left of the panel, below the strip, above the last line."""
    room = window.width() - sizes.panel
    below = sizes.header + sizes.strip + TITLE_BAR
    x = max(0, (room - dialog.width()) // 2)
    y = max(below, (window.height() - dialog.height()) // 2)
    lowest = max(0, window.height() - sizes.bottom_line - dialog.height())
    dialog.move(window.mapToGlobal(QPoint(x, min(y, lowest))))


def is_entered(event: QEvent) -> bool:
    """Whether a key enters what stands in a field of several lines: Enter, not Shift and Enter."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
        return False
    return event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier


class SmallDialog(QDialog):
    """A subclass fills `body`, names its `fields` and says in `enter_it` what is entered.

    fields: the name an EntryError gives -> the widget it is about. now_s: wall time, for tests.
    """

    def __init__(self, parent: QWidget, sizes: theme.Sizes, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sizes = sizes
        self.now_s: Callable[[], float] = time.monotonic
        self._burst = Burst()
        self._placed = False
        self.fields: dict[str, QWidget] = {}
        self.title = label(sizes.next, 650, text=title)
        self._problem = label(sizes.label, 550)
        self._problem.setFixedHeight(2 * sizes.label + 14)
        self._problem.setWordWrap(True)
        self.body = QVBoxLayout()
        self.body.setSpacing(sizes.gap + 2)
        self._arrange()

    def _arrange(self) -> None:
        sizes = self.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(sizes.gap + 2)
        column.addWidget(self.title)
        column.addLayout(self.body, 1)
        column.addWidget(self._problem)
        self.enter = button(say("enter"), self.accept, height=sizes.row + 4, role="primary")
        self.cancel = button(say("cancel"), self.reject, height=sizes.row + 4)
        self.enter.setDefault(True)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(sizes.gap)
        self._foot.addWidget(self.cancel, 1)
        self._foot.addWidget(self.enter, 2)
        column.addLayout(self._foot)

    def first(self) -> QWidget:
        """Where the keys go at first."""
        return next(iter(self.fields.values()), self.enter)

    def enter_it(self) -> None:
        """Tell what stands there. EntryError names the field that cannot be."""
        raise NotImplementedError

    # -- showing ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._placed:
            return
        self._placed = True
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        parent = self.parentWidget()
        if parent is not None:
            self._fit()
            place_beside_panel(self, parent.window(), self.sizes)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """As high as its lines want, those too that are broken at this width."""
        self.adjustSize()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    # -- entering --------------------------------------------------------------------------

    def accept(self) -> None:
        """Close only when what stands there can be true."""
        try:
            self.enter_it()
        except EntryError as error:
            self.complain(error)
        else:
            super().accept()

    def complain(self, error: EntryError) -> None:
        """Say what cannot be, mark its field and lead there."""
        theme.role(self._problem, "wrong")
        self._problem.setText(complain(error))
        name = str(error.values["field"])
        self._mark(name)
        if name in self.fields:
            self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def forgive(self) -> None:
        """Something changed: what was wrong may be right now."""
        if self.problem():
            theme.role(self._problem, "")
            self._problem.setText("")
            self._mark("")

    def problem(self) -> str:
        """The sentence at the fields."""
        return self._problem.text()

    def _mark(self, wrong: str) -> None:
        for name, field in self.fields.items():
            marked = field.focusProxy() or field
            if bool(marked.property("wrong")) != (name == wrong):
                marked.setProperty("wrong", name == wrong)
                marked.style().polish(marked)

    # -- scanners --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow the Enter a barcode scanner ends with, and what it types at a button."""
        # What a field does not take goes on to all around it; only the first of them counts.
        if watched is not self.focusWidget() or event.type() is not QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        scanned = self._burst.scanned(event, self.now_s())
        return scanned and (event.key() in ENTER or isinstance(watched, QAbstractButton))
