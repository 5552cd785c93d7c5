"""What a device sends, as large as its room allows: whose numbers these are is asked of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme

BETWEEN = " · "
"""Where a line of numbers may be broken: never between a number and its unit."""

BIGGEST, LEAST, ROOM = 34, 38, 52
"""Its letters, its height, and how much higher it may be, in pixels where nothing has grown."""


class HeardLine(QLabel):
    """Numbers as large as they can be; what it waits for, or what is wrong, in plain size.

    room: how much higher than its least height it is of use, in pixels.
    """

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self._text = ""
        self._numbers = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.room = theme.grown(ROOM, sizes)
        self.setMinimumSize(1, theme.grown(LEAST, sizes))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """As high as two lines of plain words: more is taken where there is room, never asked."""
        return self.minimumSize()

    @property
    def said(self) -> str:
        """All that it says, in one line."""
        return self._text

    def show_numbers(self, text: str) -> None:
        """Show what the device sends."""
        self._show(text, "", numbers=True)

    def show_quietly(self, text: str) -> None:
        """Show what it waits for."""
        self._show(text, "faint", numbers=False)

    def show_problem(self, sentence: str) -> None:
        """Say why nothing is heard, or why this choice cannot be."""
        self._show(sentence, "wrong", numbers=False)

    def _show(self, text: str, role: str, *, numbers: bool) -> None:
        self._text, self._numbers = text, numbers
        theme.role(self, role)
        self.setWordWrap(not numbers)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._numbers:
            self.setFont(theme.font(self._sizes.label - 1, 500))
            self.setText(self._text)
            return
        smallest, px = self._sizes.label, theme.grown(BIGGEST, self._sizes)
        while px > smallest and not self._fits(px):
            px -= 1
        self.setFont(_bold(px))
        self.setText("\n".join(broken(self._text, _bold(px), self.width())))

    def _fits(self, px: int) -> bool:
        lines, metrics = broken(self._text, _bold(px), self.width()), QFontMetrics(_bold(px))
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        return wide <= self.width() and len(lines) * metrics.lineSpacing() <= self.height()


def broken(text: str, font: QFont, width: int) -> list[str]:
    """Break a line of numbers between them so that each line is within `width` pixels."""
    metrics = QFontMetrics(font)
    first, *parts = text.split(BETWEEN)
    lines = [first]
    for part in parts:
        longer = f"{lines[-1]}{BETWEEN}{part}"
        if metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _bold(px: int) -> QFont:
    return theme.font(px, 600)
