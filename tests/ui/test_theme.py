"""Colours that can be read, red and yellow for alarms alone, digits that do not dance."""

import dataclasses

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Desks, colours, pixel, rgb
from ui import theme
from ui.theme import COMPACT, DARK, FULL, LIGHT, Palette

READABLE = 4.5

SHADES = ("chart", "infusion_shade", "future_shade", "baseline_shade")

STANDS_ON: dict[str, tuple[str, ...]] = {
    "ink": ("background", "panel", "card", "line", "edge", *SHADES, "gap_shade"),
    "dim": ("background", "panel", "card", "line", *SHADES, "gap_shade"),
    "faint": ("background", "panel", "card"),
    "pressure": ("card", *SHADES),
    "rate": ("card", "chart"),
    "spo2": ("card", "chart"),
    "sedation": ("panel", "chart"),
    "dissociation": ("panel", "chart"),
    "nausea": ("panel", "chart"),
    "alarm_high": ("panel", "chart"),
    "alarm_text": ("panel", "chart"),
    "limit": SHADES,
    "on_alarm": ("alarm_high",),
    "on_alarm_medium": ("alarm_medium",),
    "on_dissociation": ("dissociation",),
    "on_infusion": ("infusion",),
    "on_primary": ("primary",),
    "background": ("nausea",),
}
"""Each colour text is written in, and the surfaces it is written on."""


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in rgb(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [(text, surface) for text, surfaces in STANDS_ON.items() for surface in surfaces]


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_can_be_read_on_its_surface(palette: Palette, text: str, surface: str) -> None:
    """At least 4.5 to 1, the smallest axis number included."""
    assert contrast(getattr(palette, text), getattr(palette, surface)) >= READABLE


def test_contrast_is_measured_as_everybody_does() -> None:
    """Black on white is 21, a known grey on white 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_red_and_yellow_are_for_alarms_and_limits(palette: Palette) -> None:
    """No other token comes near them."""
    for name, value in dataclasses.asdict(palette).items():
        red, green, blue = rgb(value)
        warm = red > blue + 60 and red >= green
        assert warm == (name in {"alarm_high", "alarm_medium", "alarm_text", "limit"}), name


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_purple_is_for_dissociation(palette: Palette) -> None:
    """One colour, one meaning: as much red as blue without green is nowhere else."""
    purple = {
        name
        for name, value in dataclasses.asdict(palette).items()
        for red, green, blue in [rgb(value)]
        if blue > green + 40 and red > green + 20
    }
    assert purple == {"dissociation"}


# --- fonts and sizes -----------------------------------------------------------------------------


def test_the_letters_are_those_we_ship(dressed: QApplication) -> None:
    """Not what a machine happens to have."""
    assert theme.FAMILY in QFontDatabase.families()
    assert QFontInfo(theme.font(15)).family() == theme.FAMILY


@pytest.mark.parametrize("px", [13, 64, 84])
def test_every_digit_is_equally_wide(dressed: QApplication, px: int) -> None:
    """A number that changes does not move its neighbours by more than a rounded pixel."""
    metrics = QFontMetrics(theme.font(px, 600))
    widths = [metrics.horizontalAdvance(digit * 4) for digit in "0123456789"]
    assert max(widths) - min(widths) <= 1


def test_the_layout_follows_the_height_of_the_window() -> None:
    """768 pixels get the compact one; every button stays big enough for a glove."""
    assert theme.sizes_for(768) is COMPACT
    assert theme.sizes_for(984) is COMPACT
    assert theme.sizes_for(985) is FULL
    assert theme.sizes_for(1000, 1366) is COMPACT


@pytest.mark.parametrize(
    ("width", "height", "dpi"), [(1920, 1080, 157), (2560, 1440, 180), (1366, 768, 110)]
)
def test_a_button_is_as_wide_as_a_gloved_finger(width: int, height: int, dpi: float) -> None:
    """Nine millimetres by the screen's real size (nurse.md B3)."""
    row = theme.sizes_for(height, width, dpi).row
    assert row >= 44
    assert row / dpi * 25.4 >= 9 - 25.4 / dpi


def test_the_touch_layout_has_buttons_of_fifteen_millimetres() -> None:
    """Where the screen has the room."""
    assert theme.sizes_for(1080, 1920, touch=True).row / 96 * 25.4 >= 14.7
    assert theme.sizes_for(768, 1366, touch=True) is COMPACT


def test_the_start_screen_grows_with_its_room_up_to_a_readable_size() -> None:
    """All of it fits 1366×768; a larger screen is filled with larger letters, not with nothing."""
    assert theme.start_sizes_for(768, 1366) is theme.START
    assert theme.start_sizes_for(768, 1920) is theme.START
    assert theme.start_sizes_for(600, 800) is theme.START
    rows = [theme.start_sizes_for(h, w).row for w, h in ((1600, 1000), (1920, 1080), (3840, 2160))]
    assert rows == [51, 57, 57]
    assert theme.start_sizes_for(1080, 1920, 157).text > theme.start_sizes_for(1080, 1920).text


def test_the_start_screen_is_larger_for_touch_where_there_is_room() -> None:
    """Fifteen millimetres, again."""
    row = theme.start_sizes_for(1080, 1920, touch=True).row
    assert row / 96 * 25.4 >= 15
    assert row > theme.start_sizes_for(1080, 1920).row
    assert theme.start_sizes_for(768, 1366, touch=True) is theme.START


@pytest.mark.parametrize("dpi", [0.0, 1.0, 5000.0, float("nan")])
def test_a_screen_that_tells_nonsense_is_taken_for_a_usual_one(dpi: float) -> None:
    """A projector has no size."""
    assert theme.sizes_for(1080, 1920, dpi) is FULL


def test_a_larger_layout_still_fits_its_screen(desks: Desks) -> None:
    """Nothing leaves it, at any growth."""
    sizes = theme.sizes_for(1080, 1920, 157)
    desk = desks(sizes=sizes)
    desk.window.resize(1920, 1080)
    desk.settle()
    assert (desk.window.width(), desk.window.height()) == (1920, 1080)
    assert min(FULL.row, COMPACT.row) >= 44
    assert min(FULL.gap, COMPACT.gap) >= 6


def test_digits_can_be_read_at_two_metres(dressed: QApplication) -> None:
    """13 mm of cap height at 96 dpi are 49 pixels."""
    for sizes in (FULL, COMPACT):
        assert QFontMetrics(theme.font(sizes.pressure_digits, 600)).capHeight() >= 49


# --- roles ---------------------------------------------------------------------------------------


def test_a_role_may_change_while_the_widget_is_shown(qtbot: QtBot, dressed: QApplication) -> None:
    """And the picture with it."""
    made = QLabel("87")
    made.setFont(theme.font(40, 600))
    qtbot.addWidget(made)
    made.show()
    for name, value in (("rate", DARK.rate), ("faint", DARK.faint), ("rate", DARK.rate)):
        theme.role(made, name)
        assert rgb(value) in colours(made)


@pytest.mark.parametrize(
    ("widget", "name", "fill"),
    [
        (QPushButton, "lit-dissociation", DARK.dissociation),
        (QPushButton, "lit-nausea", DARK.nausea),
        (QPushButton, "primary", DARK.primary),
        (QLabel, "cell-technical", DARK.alarm_medium),
        (QLabel, "tag", DARK.line),
    ],
)
def test_a_filled_role_is_filled(
    qtbot: QtBot, dressed: QApplication, widget: type[QWidget], name: str, fill: str
) -> None:
    """With the palette's colour, not with Qt's."""
    made = widget()
    qtbot.addWidget(made)
    made.resize(80, 44)
    theme.role(made, name)
    assert pixel(made, 40, 22) == rgb(fill)


def test_the_dress_covers_what_no_role_names(dressed: QApplication) -> None:
    """Menus, fields and tips, too."""
    palette = dressed.palette()
    for role, value in (
        (QPalette.ColorRole.Window, DARK.background),
        (QPalette.ColorRole.WindowText, DARK.ink),
        (QPalette.ColorRole.Base, DARK.card),
        (QPalette.ColorRole.ToolTipText, DARK.ink),
    ):
        assert palette.color(role).name() == value


def test_colours_let_through_what_they_are_told_to() -> None:
    """An alpha below one."""
    assert theme.colour(DARK.limit, 0.5).alpha() in {127, 128}
    assert theme.colour(DARK.limit).alpha() == 255
