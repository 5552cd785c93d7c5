"""A big number is drawn in full, or only its outline, in the same place."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import colours, rgb
from ui import theme
from ui.digits import Digits


def drawn(digits: Digits) -> QImage:
    """What is seen of it."""
    return digits.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def extent(image: QImage, ground: int) -> tuple[int, int, int, int]:
    """Left, right, top and bottom of what is not the ground."""
    points = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if abs(image.pixelColor(x, y).red() - ground) > 60
    ]
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), max(across), min(down), max(down)


def test_a_hollow_number_stands_where_the_full_one_stood(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """In its colour, with less ink, and no larger than its outline is thick."""
    digits = Digits(theme.digits(84, tabular=False), "rate")
    qtbot.addWidget(digits)
    digits.setText("164")
    digits.resize(digits.sizeHint())
    ground = drawn(digits).pixelColor(0, 0).red()
    full = drawn(digits)
    digits.set_hollow(True)
    hollow = drawn(digits)
    assert rgb(theme.DARK.rate) in colours(digits)
    both = zip(extent(full, ground), extent(hollow, ground), strict=True)
    assert all(abs(one - other) <= 3 for one, other in both)
    assert sum(bytes(hollow.constBits())) < 0.9 * sum(bytes(full.constBits()))
    digits.set_hollow(False)
    assert drawn(digits) == full
