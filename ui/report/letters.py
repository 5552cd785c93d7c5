"""Letters on paper, in tenths of a millimetre: measured, wrapped, written. No sentence here.

Every text is written as it is: nothing in it is read as markup.
"""

from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ui import theme

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
"""How much of a text lies left of the place it is written at."""

_OWN_GLYPHS = ("tnum", "calt", "liga")
"""With these a digit or a colon is drawn by a glyph that stands for no letter, and a PDF that is
searched or copied from has a hole in its place."""

_SPACE = "\N{NO-BREAK SPACE}"
"""Inter draws a space and a tab with one glyph, and a copied space would come out as the tab."""


class Letters:
    """One size and weight of Inter; lengths are in tenths of a millimetre."""

    def __init__(self, size: int, weight: int) -> None:
        self.font = theme.font(size, weight)
        for name in _OWN_GLYPHS:
            self.font.setFeature(QFont.Tag(name), 0)
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._metrics = QFontMetricsF(self.font)
        self.line = round(size * 1.31)
        """From one line to the next."""

    def width(self, text: str) -> float:
        """How much room a text needs."""
        return self._metrics.horizontalAdvance(_plain(text))

    def wrapped(self, text: str, width: float) -> tuple[str, ...]:
        """Return a text as lines: broken between words, and within one that is too long."""
        lines = [line for part in text.splitlines() for line in self._lines(part, width)]
        return tuple(lines) or ("",)

    def _lines(self, text: str, width: float) -> list[str]:
        text = text.replace("\t", " ")
        if self.width(text) <= width:
            return [text]
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        found: list[str] = []
        units = text.encode("utf-16-le")  # Qt counts in these
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            begin, length = line.textStart(), line.textLength()
            found.append(units[2 * begin : 2 * (begin + length)].decode("utf-16-le").rstrip())
        layout.endLayout()
        return found

    def write(
        self,
        painter: QPainter,
        x: float,
        top: float,
        text: str,
        colour: QColor,
        side: float = LEFT,
    ) -> None:
        """Write one line whose box begins at `top`."""
        rise = (self.line - self._metrics.ascent() - self._metrics.descent()) / 2
        place = QPointF(x - side * self.width(text), top + rise + self._metrics.ascent())
        painter.setFont(self.font)
        painter.setPen(colour)
        painter.drawText(place, _plain(text))

    def write_lines(
        self,
        painter: QPainter,
        x: float,
        top: float,
        lines: tuple[str, ...],
        colour: QColor,
        side: float = LEFT,
    ) -> None:
        """Write lines under each other."""
        for number, line in enumerate(lines):
            self.write(painter, x, top + number * self.line, line, colour, side)


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text).replace(" ", _SPACE)


@cache
def letters(size: int, weight: int = 400) -> Letters:
    """Return the letters of a size; the fonts have to be loaded by then (`theme.dress`)."""
    return Letters(size, weight)


def title() -> Letters:
    """Of the report."""
    return letters(50, 700)


def heading() -> Letters:
    """Of a section."""
    return letters(31, 700)


def body() -> Letters:
    """Of what is told: 8 points."""
    return letters(28)


def strong() -> Letters:
    """Of what is told and looked for."""
    return letters(28, 600)


def small() -> Letters:
    """Of what stands beside it: 7 points."""
    return letters(25)
