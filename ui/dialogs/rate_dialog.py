"""Which scale to rate, of those without a row of their own; it draws no form itself."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from monitor.scale import Scale
from ui import theme
from ui.buttons import button
from ui.dialogs.scale_form import ScaleForm
from ui.dialogs.small_dialog import place_beside_panel
from ui.labels import label
from ui.words import say

WIDTH = 420
MOST_IN_SIGHT = 8


class RateDialog(QDialog):
    """A button per scale of `offered`; the window behind goes on.

    Signals:
        rated(scale, answers): the form of the chosen scale was saved.
    """

    rated = Signal(object, object)

    def __init__(self, parent: QWidget, sizes: theme.Sizes, offered: Sequence[Scale]) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("rates.title"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sizes, self._window = sizes, parent.window()
        self.form: ScaleForm | None = None
        self.buttons: dict[str, QPushButton] = {s.id: self._button(s) for s in offered}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(label(sizes.next, 650, text=say("rates.title")))
        column.addWidget(self._list() if offered else self._nothing())
        self.cancel = button(say("cancel"), self.reject, height=sizes.row + 4)
        column.addWidget(self.cancel)
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        place_beside_panel(self, parent.window(), sizes)

    def _button(self, scale: Scale) -> QPushButton:
        made = button(
            scale.title.replace("&", "&&"),
            partial(self._choose, scale),
            height=self._sizes.row,
            px=self._sizes.button,
        )
        made.setAccessibleName(scale.title)
        made.setToolTip(scale.title)
        made.setMinimumWidth(1)
        return made

    def _list(self) -> QScrollArea:
        paper = QWidget()
        theme.role(paper, "window")
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap)
        for made in self.buttons.values():
            column.addWidget(made)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(paper)
        shown = min(len(self.buttons), MOST_IN_SIGHT)
        area.setFixedHeight(shown * (self._sizes.row + self._sizes.gap))
        return area

    def _nothing(self) -> QWidget:
        said = label(self._sizes.button, 400, "dim", text=say("rates.none"))
        said.setWordWrap(True)
        return said

    def _choose(self, scale: Scale) -> None:
        """Give way to the form; what it tells goes out by us, so we stay until it is done."""
        self.form = ScaleForm(self._window, self._sizes, scale)
        self.form.rated.connect(self.rated)
        self.form.finished.connect(self.close)
        self.hide()
        self.form.show()
        place_beside_panel(self.form, self._window, self._sizes)
