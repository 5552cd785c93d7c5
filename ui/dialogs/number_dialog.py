"""One number on a keypad: the volume on the pump, a new rate, what was wasted before a witness."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitor.entry_check import read_amount
from monitor.errors import EntryError
from ui import theme
from ui.dialogs.keypad import Keypad
from ui.dialogs.small_dialog import SmallDialog
from ui.labels import label

WIDTH = 380


class NumberDialog(SmallDialog):
    """Asks for a number from `low` to `high` in `unit`, and for a name where one is wanted.

    second_field: what the name is called, "Witness"; None: none is asked. compared: a line to
    compare the number with, by the caller.

    Signals:
        entered(value, text): a person entered it; `text` is the name, or "".
    """

    entered = Signal(float, str)

    def __init__(
        self,
        parent: QWidget,
        sizes: theme.Sizes,
        title: str,
        unit: str,
        low: float,
        high: float,
        *,
        second_field: str | None = None,
        compared: str = "",
    ) -> None:
        super().__init__(parent, sizes, title)
        self._low, self._high = low, high
        self.title.setWordWrap(True)
        self.number = self._edit(f"{title} {unit}", sizes.next, 600)
        self.fields["amount"] = self.number
        self.body.addLayout(self._line(unit))
        if compared:
            said = label(sizes.label, 500, "dim", text=compared)
            said.setWordWrap(True)
            self.body.addWidget(said)
        self.body.addWidget(Keypad([self.number], sizes))
        self.name: QLineEdit | None = None
        if second_field is not None:
            self.body.addLayout(self._named(second_field))
        self.setFixedWidth(WIDTH)

    def _edit(self, name: str, px: float, weight: int) -> QLineEdit:
        made = QLineEdit()
        made.setFont(theme.font(px, weight))
        made.setFixedHeight(self.sizes.row)
        made.setMaxLength(60)
        made.setAccessibleName(name)
        made.textChanged.connect(self.forgive)
        return made

    def _line(self, unit: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self.sizes.gap)
        line.addWidget(self.number, 1)
        line.addWidget(label(self.sizes.next, 500, "dim", text=unit))
        return line

    def _named(self, name: str) -> QVBoxLayout:
        self.name = self._edit(name, self.sizes.button, 500)
        self.fields["name"] = self.name
        title = label(self.sizes.label, 500, "dim", text=name)
        title.setBuddy(self.name)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(title)
        column.addWidget(self.name)
        return column

    def enter_it(self) -> None:
        """Tell the number, and the name where one is wanted."""
        value = read_amount(self.number.text(), "amount", self._low, self._high)
        name = " ".join(self.name.text().split()) if self.name is not None else ""
        if self.name is not None and not name:
            raise EntryError("name_missing", field="name")
        self.entered.emit(value, name)
