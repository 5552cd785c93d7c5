"""One number of the glance view, with its title and its age. It knows no session."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.digits import paint_outline
from ui.fitted_label import FittedLabel

LINE_SHARE = 0.062
"""Height of letters as a part of the window's: at 4 m a line is to be 6 arc minutes and more, which
on 190 mm of screen (15.6 inches) is 0.06 of its height."""


class _Number(FittedLabel):
    """Only its outline where what it says is doubtful."""

    def __init__(self, role: str) -> None:
        super().__init__(digits=True, role=role)
        self.hollow = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hollow:
            paint_outline(self)
        else:
            super().paintEvent(event)


class GlanceTile(QWidget):
    """A title, below it a number and beside that its age."""

    def __init__(self, share: float, role: str) -> None:
        super().__init__()
        self._share = share
        self._role = role
        self.title = FittedLabel(500, "dim")
        self.age = FittedLabel(650)
        self.age.setAlignment(theme.ALIGN_RIGHT)
        self.digits = _Number(role)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.addWidget(self.digits, 5)
        line.addWidget(self.age, 4)
        column.addLayout(line)

    def fit(self, height: int) -> None:
        """Take its share of a window that high, in pixels."""
        self.title.set_height(LINE_SHARE * height)
        self.digits.set_height(self._share * height)
        self.age.set_height(LINE_SHARE * height, self.digits.height())

    def show_value(
        self, title: str, value: str, age: str, *, live: bool, hollow: bool = False
    ) -> None:
        """Show a value in its colour, or grey; hollow where it is doubtful."""
        self.title.show_text(title)
        self.digits.show_text(value)
        self.digits.hollow = hollow
        self.digits.update()
        theme.role(self.digits, self._role if live else "faint")
        self.age.show_text(age)
        self.setAccessibleName(" ".join(f"{title} {value} {age}".split()))
