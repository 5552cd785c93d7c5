"""A field for a PIN: dots, digits only, nothing to copy and nothing read aloud. It checks none."""

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from monitor.people import MOST_DIGITS
from ui import theme


class PinEdit(QLineEdit):
    """`name` is what a screen reader calls it."""

    def __init__(self, name: str, sizes: theme.Sizes) -> None:
        super().__init__()
        self.setFont(theme.font(sizes.next, 600))
        self.setFixedHeight(sizes.row)
        self.setAccessibleName(name)
        as_a_pin(self)


def as_a_pin(edit: QLineEdit) -> None:
    """Let a line take a PIN."""
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setMaxLength(MOST_DIGITS)
    digits = QRegularExpression(f"[0-9]{{0,{MOST_DIGITS}}}")
    edit.setValidator(QRegularExpressionValidator(digits, edit))
    edit.setInputMethodHints(
        Qt.InputMethodHint.ImhDigitsOnly
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhHiddenText
    )
    edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
