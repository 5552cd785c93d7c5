"""The one big line of the start screen: what the pump should read."""

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme

SMALLEST_PX, HIGH = 18, 56
"""Of its letters, and its own height, in pixels where nothing has grown."""


class PumpLine(QLabel):
    """The one big line, as big as its room allows."""

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self._biggest, self._waiting = sizes.vital_digits, sizes.text
        self.setMinimumWidth(1)
        self.setFixedHeight(theme.grown(HIGH, sizes))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, *, waiting: bool) -> None:
        """Show the numbers, or quietly what they wait for."""
        theme.role(self, "faint" if waiting else "")
        self.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        waiting = self.property("role") == "faint"
        px = self._waiting if waiting else self._biggest
        while px > SMALLEST_PX and self._width(px) > self.width():
            px -= 1
        self.setFont(theme.font(px, 500 if waiting else 650))

    def _width(self, px: int) -> int:
        return QFontMetrics(theme.font(px, 650)).horizontalAdvance(self.text())
