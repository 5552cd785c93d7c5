"""The one QApplication: it is made once, and has room for copies of a large chart."""

from PySide6.QtWidgets import QApplication

from ui.application import COPIES_KIB, application


def test_there_is_one(qapp: QApplication) -> None:
    """Whoever asks gets the same."""
    assert application() is qapp


def test_a_chart_on_the_largest_screen_is_copied_whole() -> None:
    """Qt drops copies that have no room, and each is painted again at every second."""
    width, height, bytes_a_pixel = 3840, 2160, 4
    assert width * height * bytes_a_pixel < COPIES_KIB * 1024
