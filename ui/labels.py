"""Labels as every view makes them: a size, a weight, a role; and one that shortens what is long."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QWidget

from ui import theme


def label(px: float, weight: int = 400, role: str = "", *, text: str = "") -> QLabel:
    """A plain label; never interprets what a person typed as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(px, weight))
    if role:
        theme.role(made, role)
    return made


def big_digits(font: QFont, role: str) -> QLabel:
    """A label for a number to be read from afar; its font comes first, or Qt drops the spacing."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font)
    theme.role(made, role)
    return made


def frame(role: str) -> QFrame:
    """A surface of the style sheet: header, strip, card, footer, and so on."""
    made = QFrame()
    made.setFrameShape(QFrame.Shape.NoFrame)
    theme.role(made, role)
    return made


class ElidedLabel(QWidget):
    """One line that ends in … when there is no room; the whole of it is its tool tip."""

    def __init__(self, px: float, weight: int = 400, *, dim: bool = False, least: int = 60) -> None:
        super().__init__()
        self._least = least
        self.setFont(theme.font(px, weight))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._text = ""
        self._dim = dim

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(min(self._least, metrics.horizontalAdvance(self._text) + 2), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = QPalette.ColorRole.Mid if self._dim else QPalette.ColorRole.WindowText
        # Not our own palette: a style sheet fades the placeholder in it.
        painter.setPen(QApplication.palette().color(role))
        shown = painter.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), theme.ALIGN_LEFT, shown)
        painter.end()
