"""Pieces of a page: cells that wrap, rows of any length, nothing wider than its column."""

from PySide6.QtGui import QImage, QPainter

from ui.report.blocks import (
    MOST_LINES,
    Column,
    Row,
    banner,
    beside,
    column_width,
    facts,
    gap,
    paragraph,
    stacked,
    table,
    whole,
)
from ui.report.letters import body

COLUMNS = [Column("Time", 0.3), Column("Entry", 0.7)]


def painted(height: float) -> tuple[QImage, QPainter]:
    """Paper to paint on."""
    image = QImage(1000, int(height) + 20, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    return image, QPainter(image)


def test_a_cell_of_thousands_of_words_goes_on_in_rows_that_fit() -> None:
    """Not one of its lines is lost."""
    words = " ".join(f"w{n}" for n in range(3000))
    made = table(COLUMNS, [Row(["14:00", words])], 1000)
    lines = len(body().wrapped(words, 0.7 * 1000 - 9))
    assert len(made.pieces) == -(-lines // MOST_LINES)
    assert all(piece.height <= MOST_LINES * body().line + 8 for piece in made.pieces)


def test_a_table_without_titles_has_no_head() -> None:
    """An empty line would look as if something were missing."""
    assert table([Column("", 0.5), Column("", 0.5)], [Row(["a", "b"])], 1000).head is None
    assert table(COLUMNS, [], 1000).head is not None


def test_every_piece_paints_within_its_height() -> None:
    """Else it would run into the next."""
    pieces = [
        facts([("Name", "not recorded"), ("Dose", "36 mg " * 30)], 900, 0.3, "not recorded"),
        whole(table(COLUMNS, [Row(["14:00", "x\ny"], struck=True, strong=True)], 900, "Entries")),
        whole(table(COLUMNS, [Row(["BP", "128/79\n14:00"], leads=True)], 900)),
        banner("DEMO " * 40, 900),
        paragraph("words " * 100, 900, dim=True),
        beside([gap(40), stacked([gap(10), gap(60)])], 900),
    ]
    for piece in pieces:
        image, painter = painted(piece.height)
        piece.paint(painter, 10, 0)
        painter.end()
        below = range(int(piece.height) + 4, image.height())
        ink = [y for y in below for x in range(0, 1000, 2) if image.pixel(x, y) != 0xFFFFFFFF]
        assert ink == []


def test_columns_share_the_width() -> None:
    """With a gutter between them."""
    assert 3 * column_width(1000, 3) < 1000
    assert column_width(1000, 1) == 1000


def test_what_was_corrected_is_struck_out() -> None:
    """With a line from its first letter to its last."""
    drawn = []
    for struck in (False, True):
        (piece,) = table(COLUMNS, [Row(["", "MMMM"], struck=struck)], 1000).pieces
        image, painter = painted(piece.height)
        piece.paint(painter, 0, 0)
        painter.end()
        inked = [
            sum(image.pixel(x, y) != 0xFFFFFFFF for x in range(300, 390))
            for y in range(8, image.height())
        ]
        drawn.append(max(inked))
    assert drawn[1] > drawn[0]
