"""What a page is made of: pieces that stand whole, and blocks of them that may break. No words.

Lengths are in tenths of a millimetre. A piece knows its height and paints itself where it is put.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from ui import theme
from ui.report.letters import Letters, body, heading, small, strong

PALETTE = theme.LIGHT
INK, DIM = theme.colour(PALETTE.ink), theme.colour(PALETTE.dim)
HAIR, RULE = 2.0, 3.0
PAD, ABOVE = 9.0, 14.0
GUTTER = 50.0
"""Between two columns."""
MOST_LINES = 12
"""A cell of more lines goes on in a row of its own, so that any text finds room on a page."""

Paint = Callable[[QPainter, float, float], None]
"""Painter, left, top."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands on one page whole."""

    height: float
    paint: Paint


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that follow each other; `head` is repeated on each page where they go on.

    fresh: it begins a page. Its head never stands without a piece below.
    """

    pieces: tuple[Piece, ...]
    head: Piece | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its share of the width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. struck: it was corrected or withdrawn; strong: its first cell is.

    leads: of the other cells the first line is strong and what follows it small; a cell that says
    nothing but `missing` steps back.
    """

    cells: Sequence[str]
    struck: bool = False
    strong: bool = False
    leads: bool = False
    missing: Sequence[str] = ()


def gap(height: float) -> Piece:
    """Nothing, so high."""
    return Piece(height, lambda painter, x, y: None)


def stacked(pieces: Iterable[Piece]) -> Piece:
    """Pieces under each other as one."""
    kept = tuple(pieces)

    def paint(painter: QPainter, x: float, y: float) -> None:
        for piece in kept:
            piece.paint(painter, x, y)
            y += piece.height

    return Piece(sum(piece.height for piece in kept), paint)


def beside(columns: Sequence[Piece], width: float) -> Piece:
    """Pieces side by side, each as wide as the next: `column_width` says how wide."""
    step = column_width(width, len(columns)) + GUTTER

    def paint(painter: QPainter, x: float, y: float) -> None:
        for number, piece in enumerate(columns):
            piece.paint(painter, x + number * step, y)

    return Piece(max(piece.height for piece in columns), paint)


def column_width(width: float, count: int) -> float:
    """How wide each of so many columns is."""
    return (width - (count - 1) * GUTTER) / count


def titled(text: str, width: float) -> Piece:
    """The title of a section, over a line."""
    letters = heading()

    def paint(painter: QPainter, x: float, y: float) -> None:
        letters.write(painter, x, y + ABOVE, text, INK)
        rule(painter, x, y + ABOVE + letters.line + 2, width)

    return Piece(ABOVE + letters.line + 10, paint)


def rule(painter: QPainter, x: float, y: float, width: float, weight: float = RULE) -> None:
    """A line across."""
    painter.setPen(QPen(theme.colour(PALETTE.edge), weight))
    painter.drawLine(QLineF(x, y, x + width, y))


def paragraph(
    text: str, width: float, letters: Letters | None = None, *, dim: bool = False
) -> Piece:
    """Words as wide as there is room, as many lines as they need."""
    written = letters or body()
    lines = written.wrapped(text, width)

    def paint(painter: QPainter, x: float, y: float) -> None:
        written.write_lines(painter, x, y, lines, DIM if dim else INK)

    return Piece(len(lines) * written.line, paint)


def facts(pairs: Iterable[tuple[str, str]], width: float, share: float, missing: str) -> Piece:
    """Names on the left, what they are on the right; what begins with `missing` steps back."""
    return stacked(
        _fact(name, value, width, share, known=not value.startswith(missing))
        for name, value in pairs
    )


def _fact(name: str, value: str, width: float, share: float, *, known: bool) -> Piece:
    named, said = small(), strong() if known else body()
    names = named.wrapped(name, width * share - PAD)
    values = said.wrapped(value, width * (1 - share))

    def paint(painter: QPainter, x: float, y: float) -> None:
        # Both begin on one base line, though one is smaller.
        named.write_lines(painter, x, y + (said.line - named.line) / 2 + 1, names, DIM)
        said.write_lines(painter, x + width * share, y, values, INK if known else DIM)

    return Piece(max(len(names) * named.line, len(values) * said.line) + 3, paint)


# --- tables --------------------------------------------------------------------------------------

Written = tuple[Letters, str, QColor]
"""A line of a cell: its letters, what it says, its colour."""


def table(columns: Sequence[Column], rows: Iterable[Row], width: float, title: str = "") -> Block:
    """A table whose head, with the title over it, is repeated on each page it reaches."""
    parts = [titled(title, width)] if title else []
    if any(column.title for column in columns):
        parts.append(_head(columns, width))
    pieces = tuple(piece for row in rows for piece in _row(columns, row, width))
    return Block(pieces, stacked(parts) if parts else None)


def whole(block: Block) -> Piece:
    """A block that is small enough to stand on a page as one piece."""
    return stacked([*([block.head] if block.head else []), *block.pieces])


def _head(columns: Sequence[Column], width: float) -> Piece:
    letters = small()
    cells = [
        [(letters, line, DIM) for line in letters.wrapped(c.title, c.share * width - PAD)]
        for c in columns
    ]

    def paint(painter: QPainter, x: float, y: float) -> None:
        _cells(painter, columns, cells, (x, y, width))

    return Piece(_height(cells) + 5, paint)


def _row(columns: Sequence[Column], row: Row, width: float) -> list[Piece]:
    cells = [
        _cell(text, column.share * width - PAD, row, first=number == 0)
        for number, (column, text) in enumerate(zip(columns, row.cells, strict=True))
    ]
    highest = max(map(len, cells))
    return [
        _part(columns, [lines[begin : begin + MOST_LINES] for lines in cells], row, width)
        for begin in range(0, highest, MOST_LINES)
    ]


def _cell(text: str, width: float, row: Row, *, first: bool) -> list[Written]:
    """What a cell says, wrapped; where a row leads, what follows its first line steps back."""
    untold = text in row.missing
    colour = DIM if row.struck or untold else INK
    letters = strong() if first and row.strong else body()
    if not row.leads or first or untold:
        return [(letters, line, colour) for line in letters.wrapped(text, width)]
    lead, _, rest = text.partition("\n")
    said = [(strong(), line, colour) for line in strong().wrapped(lead, width)]
    below = small().wrapped(rest, width) if rest else ()
    return [*said, *((small(), line, DIM) for line in below)]


def _height(cells: Sequence[Sequence[Written]]) -> float:
    return max(sum(letters.line for letters, _, _ in lines) for lines in cells)


def _part(columns: Sequence[Column], cells: list[list[Written]], row: Row, width: float) -> Piece:
    def paint(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(theme.colour(PALETTE.line), HAIR))
        painter.drawLine(QLineF(x, y, x + width, y))
        _cells(painter, columns, cells, (x, y + 4, width), struck=row.struck)

    return Piece(_height(cells) + 8, paint)


def _cells(
    painter: QPainter,
    columns: Sequence[Column],
    cells: Sequence[Sequence[Written]],
    place: tuple[float, float, float],
    *,
    struck: bool = False,
) -> None:
    x, top, width = place
    for column, lines in zip(columns, cells, strict=True):
        y = top
        for letters, line, colour in lines:
            letters.write(painter, x, y, line, colour)
            if struck:
                _strike(painter, x, y + 0.53 * letters.line, letters.width(line))
            y += letters.line
        x += column.share * width


def _strike(painter: QPainter, x: float, y: float, width: float) -> None:
    """A line through it: it stays legible, as a correction on paper has to."""
    painter.setPen(QPen(DIM, HAIR))
    painter.drawLine(QLineF(x, y, x + width, y))


def banner(text: str, width: float) -> Piece:
    """Something that must not be overlooked: white on ink, for red and yellow are alarms'."""
    letters = strong()
    lines = letters.wrapped(text, width - 40)
    height = len(lines) * letters.line + 20

    def paint(painter: QPainter, x: float, y: float) -> None:
        painter.fillRect(QRectF(x, y + 6, width, height), INK)
        letters.write_lines(painter, x + 20, y + 16, lines, theme.colour(PALETTE.panel))

    return Piece(height + 18, paint)
