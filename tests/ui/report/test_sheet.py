"""How blocks fill sheets: nothing is cut, heads come along, a head never stands alone."""

from PySide6.QtGui import QPainter

from ui.report.blocks import Block, Piece
from ui.report.sheet import A4, LETTER, flow


def piece(height: float) -> Piece:
    """Something so high."""

    def paint(painter: QPainter, x: float, y: float) -> None:
        raise AssertionError("nobody paints here")

    return Piece(height, paint)


def test_what_does_not_fit_goes_on_with_its_head() -> None:
    """On as many pages as it takes."""
    head, rows = piece(100), tuple(piece(700) for _ in range(7))
    pages = flow([Block(rows, head)], A4)
    assert [next(p for _, p in page.placed) for page in pages] == [head] * len(pages)
    assert [p for page in pages for _, p in page.placed if p is not head] == list(rows)
    for page in pages:
        top, last = page.placed[-1]
        assert top + last.height <= A4.room


def test_a_head_stays_with_what_it_heads() -> None:
    """It goes to the next page with it."""
    head = piece(100)
    pages = flow([Block((piece(A4.room - 150),)), Block((piece(200),), head)], A4)
    assert [len(page.placed) for page in pages] == [1, 2]
    assert pages[1].placed[0][1] is head


def test_a_fresh_block_begins_a_page() -> None:
    """Unless it is at the top of one already."""
    fresh = Block((piece(10),), fresh=True)
    assert len(flow([fresh], A4)) == 1
    assert len(flow([Block((piece(10),)), fresh], A4)) == 2


def test_both_papers_leave_room() -> None:
    """Letter is wider and lower."""
    assert LETTER.body_width > A4.body_width > 1500
    assert A4.room > LETTER.room > 2000
