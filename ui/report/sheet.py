"""Sheets of paper: their size, what stands on each of them, and how blocks fill them. No words."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QPageSize, QPainter

from ui.report.blocks import Block, Piece

DPI = 254
"""At this resolution a dot is a tenth of a millimetre, which is the unit of everything here."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper size upright, with its margins and the room its head and foot take."""

    size: QPageSize.PageSizeId
    width: float
    height: float
    margin: float = 140
    head: float = 120
    foot: float = 95

    @property
    def body_width(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.margin

    @property
    def top(self) -> float:
        """Where the body begins."""
        return self.margin * 0.7 + self.head

    @property
    def room(self) -> float:
        """How high the body is."""
        return self.height - self.top - self.margin * 0.65 - self.foot


A4 = Sheet(QPageSize.PageSizeId.A4, 2100, 2970)
LETTER = Sheet(QPageSize.PageSizeId.Letter, 2159, 2794)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one sheet: pieces, each so far below the top of the body."""

    placed: tuple[tuple[float, Piece], ...]

    def paint(self, painter: QPainter, sheet: Sheet) -> None:
        """Paint the body."""
        for top, piece in self.placed:
            piece.paint(painter, sheet.margin, sheet.top + top)


def flow(blocks: Iterable[Block], sheet: Sheet) -> list[Page]:
    """Fill sheets with blocks, one after the other; heads are repeated where a block goes on."""
    flowing = _Flow(sheet.room)
    for block in blocks:
        flowing.add(block)
    return flowing.pages()


class _Flow:
    def __init__(self, room: float) -> None:
        self._room = room
        self._pages: list[list[tuple[float, Piece]]] = [[]]
        self._used = 0.0

    def add(self, block: Block) -> None:
        if block.fresh and self._pages[-1]:
            self._turn()
        headed = False
        for piece in block.pieces:
            head = block.head if block.head and not headed else None
            needed = piece.height + (head.height if head else 0)
            if self._used + needed > self._room and self._pages[-1]:
                self._turn()
                head = block.head
            if head:
                self._place(head)
                headed = True
            self._place(piece)

    def _turn(self) -> None:
        self._pages.append([])
        self._used = 0.0

    def _place(self, piece: Piece) -> None:
        self._pages[-1].append((self._used, piece))
        self._used += piece.height

    def pages(self) -> list[Page]:
        return [Page(tuple(placed)) for placed in self._pages]
