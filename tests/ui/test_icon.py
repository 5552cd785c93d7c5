"""The icon is there in every size, and is no empty square."""

import pytest
from pytestqt.qtbot import QtBot

from ui import theme
from ui.icon import SIZES, drawn, icon


@pytest.mark.parametrize("size", SIZES)
def test_it_shows_a_drop_and_a_trace(qtbot: QtBot, size: int) -> None:
    image = drawn(size).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert theme.DARK.infusion in colours
    assert image.pixelColor(0, 0).alpha() < 255


def test_a_desktop_finds_all_of_them(qtbot: QtBot) -> None:
    assert {found.width() for found in icon().availableSizes()} == set(SIZES)
