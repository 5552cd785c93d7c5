"""Text as big as it may be and its room allows, for what is read from afar."""

from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme
from ui.labels import label

SMALLEST_PX = 12
LINE = 1.16


class FittedLabel(QLabel):
    """`digits` is whether it shows a big number, drawn closer together."""

    def __init__(self, weight: int = 500, role: str = "", *, digits: bool = False) -> None:
        super().__init__()
        self._weight = weight
        self._digits = digits
        self._px = SMALLEST_PX
        self.setTextFormat(label(SMALLEST_PX).textFormat())
        # As wide as there is room, never as wide as its words: those are fitted into it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)
        if role:
            theme.role(self, role)

    def set_height(self, px: float, height: float | None = None) -> None:
        """Let its letters be `px` high at the most, in one line or in a label of that height."""
        self._px = max(SMALLEST_PX, round(px))
        self.setFixedHeight(round(self._px * LINE if height is None else height))
        self._fit()

    def show_text(self, text: str) -> None:
        """Show a text."""
        if text != self.text():
            self.setText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, px = self.contentsRect().width(), self._px
        wide = self._wide(px)
        px = px if wide <= room else max(SMALLEST_PX, px * room // max(1, wide))
        while px > SMALLEST_PX and self._wide(px) > room:
            px -= 1
        if self.font().pixelSize() != px:
            self.setFont(self._font(px))

    def _wide(self, px: int) -> int:
        metrics = QFontMetrics(self._font(px))
        return max(metrics.horizontalAdvance(line) for line in self.text().split("\n"))

    def _font(self, px: int) -> QFont:
        return theme.digits(px, tabular=False) if self._digits else theme.font(px, self._weight)
