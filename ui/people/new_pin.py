"""A new PIN typed twice, as two fields of a form. What a PIN has to be is the store's to say."""

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from monitor.errors import EntryError
from ui import theme
from ui.labels import label
from ui.people.pin_edit import PinEdit
from ui.words import say

TITLES = 130


class NewPin(QWidget):
    """Both fields, their titles beside them."""

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self.pin, self.again = (
            PinEdit(say(code), sizes) for code in ("people.pin", "people.pin_again")
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.gap)
        grid.setVerticalSpacing(sizes.gap)
        for row, edit in enumerate((self.pin, self.again)):
            grid.addWidget(titled(edit, edit.accessibleName(), sizes), row, 0)
            grid.addWidget(edit, row, 1)

    @property
    def typed(self) -> str:
        """What was typed, twice the same. EntryError where it was not."""
        if self.pin.text() != self.again.text():
            raise EntryError("pin_differs", field="again")
        return self.pin.text()

    def clear(self) -> None:
        """Forget it."""
        self.pin.clear()
        self.again.clear()


def titled(edit: QLineEdit, text: str, sizes: theme.Sizes) -> QLabel:
    """The title of a line, as wide as those above and below it."""
    made = label(sizes.button, 500, "dim", text=text)
    made.setWordWrap(True)
    made.setFixedWidth(TITLES)
    made.setBuddy(edit)
    return made


def name_edit(text: str, sizes: theme.Sizes) -> QLineEdit:
    """A line for a name or a code."""
    made = QLineEdit()
    made.setFont(theme.font(sizes.button + 1, 500))
    made.setFixedHeight(sizes.row)
    made.setMaxLength(80)
    made.setAccessibleName(text)
    return made
