"""Words that know their place: put where they are whole and touch nothing, else left unwritten."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ui.chart.lettering import Lettering
from ui.chart.room import Span, fitting

EDGE_PAD = 6.0
"""Between words at an edge of the lanes and that edge."""


class Word(NamedTuple):
    """What is written, from which pixel on, how far down, in which letters."""

    said: str
    left: float
    y: float
    letters: Lettering

    @property
    def span(self) -> Span:
        """From where to where it reaches."""
        return self.left, self.left + self.letters.width(self.said)

    @property
    def box(self) -> QRectF:
        """The room it takes, with a little air."""
        return self.letters.box(self.said, self.left, self.y)

    def write(self, painter: QPainter, colour: QColor) -> None:
        """Write it there."""
        self.letters.write(painter, self.said, self.left, self.y, colour)


class WordRow:
    """Words of one height. `taken`: what stands in the row already."""

    def __init__(self, y: float, letters: Lettering, sight: Span, taken: Iterable[Span]) -> None:
        self.words: list[Word] = []
        self._y = y
        self._letters = letters
        self._sight = sight
        self._taken = list(taken)

    def put(self, choices: Iterable[str], about: Span, reach: float) -> None:
        """Put the first of `choices` that fits around `about`, no further off than `reach`."""
        middle, half = (about[0] + about[1]) / 2, (about[1] - about[0]) / 2
        for said in choices:
            width = self._letters.width(said)
            most = width / 2 + half + reach
            left = fitting(width, middle - width / 2, self._sight, self._taken, most)
            if left is not None:
                self.words.append(Word(said, left, self._y, self._letters))
                self._taken.append(self.words[-1].span)
                return


def rightmost(
    said: str, y: float, letters: Lettering, sight: Span, taken: Iterable[QRectF]
) -> Word | None:
    """As far to the right as it touches nothing of what is there."""
    height = Word(said, 0, y, letters).box
    beside = [
        (box.left(), box.right())
        for box in taken
        if box.top() < height.bottom() and height.top() < box.bottom()
    ]
    inside, width = (sight[0] + EDGE_PAD, sight[1] - EDGE_PAD), letters.width(said)
    left = fitting(width, inside[1] - width, inside, beside)
    return None if left is None else Word(said, left, y, letters)
