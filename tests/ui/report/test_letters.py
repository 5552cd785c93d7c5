"""Letters on paper: they wrap without losing any, and write what was told."""

from PySide6.QtGui import QFont

from ui.report.letters import body


def test_lines_are_no_wider_than_their_room_and_lose_nothing() -> None:
    """Between words, and within one that is too long."""
    text = "a note of several words and " + "x" * 200 + " “ü” 🙂 98 %"
    lines = body().wrapped(text, 400)
    assert len(lines) > 2
    assert all(body().width(line) <= 400.5 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_of_their_own_stay_so() -> None:
    """An empty text is one empty line."""
    assert body().wrapped("one\ntwo", 400) == ("one", "two")
    assert body().wrapped("", 400) == ("",)


def test_digits_are_drawn_by_the_glyphs_that_stand_for_them() -> None:
    """A feature that draws others would leave holes in the text of a PDF."""
    for name in ("tnum", "calt", "liga"):
        assert body().font.featureValue(QFont.Tag(name)) == 0
