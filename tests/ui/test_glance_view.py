"""The glance view: readable from the door, as careful as the tiles, and nobody's name on it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel

from monitor.events import (
    CuffChange,
    CuffReading,
    CuffRequest,
    CuffStep,
    LinkState,
    ManualVitals,
    Observation,
    ProbeChange,
    PumpStep,
)
from tests.ui.conftest import DEVICE, IN_USE, NURSE, OXIMETER, Desk, Desks, colours, rgb
from ui import theme
from ui.glance_tile import GlanceTile
from ui.glance_view import GlanceView

SHORTEST_CAP = 0.042
"""Of the window's height: 6 arc minutes at 4 m on 190 mm of screen are 7 mm, and a capital is 0.73
of a letter's size."""


def glance(desk: Desk) -> GlanceView:
    """The view over the window, as the window makes it."""
    made = desk.window.glance
    made.toggle()
    desk.window.refresh()
    desk.settle()
    return made


def said(tile: GlanceTile) -> tuple[str, str, str]:
    """What a tile says."""
    return tile.title.text(), tile.digits.text(), tile.age.text()


def drawn(tile: GlanceTile) -> tuple[bool, str]:
    """Whether its number is hollow, and in what role."""
    return tile.digits.hollow, tile.digits.property("role")


# --- what it shows -------------------------------------------------------------------------------


def test_the_numbers_have_source_unit_and_age(bedside: Desk) -> None:
    """In their colours."""
    view = glance(bedside)
    bedside.cuff(149, 86, 107)
    bedside.at(221)
    bedside.hear(pulse_rate=87, spo2=97)
    bedside.later(2)
    assert said(view.pressure) == ("PRESSURE mmHg", "149/86", "3:43 ago")
    assert said(view.vitals["rate"]) == ("PULSE · SpO₂ probe bpm", "87", "2 s ago")
    assert said(view.vitals["spo2"]) == ("SpO₂ %", "97", "2 s ago")
    assert rgb(theme.DARK.rate) in colours(view.vitals["rate"])


@pytest.mark.parametrize("seconds", [0, 4.9, 5.1, 9.9, 10.1, 600])
def test_no_number_looks_more_alive_than_on_its_tile(bedside: Desk, seconds: float) -> None:
    """Grey and gone by the very same rules."""
    view = glance(bedside)
    bedside.hear(pulse_rate=87, spo2=97)
    bedside.later(seconds)
    for kind, tile in (("rate", bedside.window.rate), ("spo2", bedside.window.spo2)):
        shown = view.vitals[kind]
        assert shown.digits.text() == tile.digits()
        assert shown.digits.property("role") == tile._digits.property("role")


def test_what_is_gone_has_a_past_and_no_age(bedside: Desk) -> None:
    """Dashes, and when it was heard last."""
    view = glance(bedside)
    bedside.hear(pulse_rate=87)
    bedside.later(60)
    assert said(view.vitals["rate"])[1:] == ("--", "last 87\nat 14:00")
    assert rgb(theme.DARK.rate) not in colours(view.vitals["rate"])


def test_nothing_measured_yet_says_so(bedside: Desk) -> None:
    """For each of them."""
    view = glance(bedside)
    assert said(view.pressure)[1:] == ("--/--", "no reading\nyet")
    assert said(view.vitals["rate"]) == ("PULSE bpm", "--", "no reading\nyet")


def test_an_old_pressure_stays_and_says_how_old(bedside: Desk) -> None:
    """As its tile does."""
    view = glance(bedside)
    bedside.cuff(149, 86)
    bedside.at(14 * 60 + 30)
    assert said(view.pressure)[1:] == ("149/86", "14 min old")


def test_a_recovered_pressure_is_hollow_grey_and_says_so(bedside: Desk) -> None:
    """From the door, too, it is nothing live (nurse.md A13)."""
    view = glance(bedside)
    for second, state in ((60, LinkState.LOST), (180, LinkState.RECEIVING)):
        bedside.at(second)
        bedside.link(state)
    kept = CuffReading(t_ms=120_000, seconds_ago=60, device=DEVICE, systolic=149, diastolic=86)
    bedside.post(kept)
    bedside.settle()
    assert said(view.pressure)[1:] == ("149/86", "recovered\n1:00 ago")
    assert drawn(view.pressure) == (True, "faint")
    cap = view.pressure.age.fontMetrics().capHeight()
    assert cap >= SHORTEST_CAP * view.height()
    bedside.at(240)
    bedside.cuff(150, 87)
    assert drawn(view.pressure) == (False, "pressure")


def test_typed_numbers_are_grey_and_say_so(bedside: Desk) -> None:
    """From the first moment."""
    view = glance(bedside)
    bedside.post(ManualVitals(t_ms=0, by=NURSE, pulse_rate=72))
    assert said(view.vitals["rate"])[:2] == ("RATE · typed bpm", "72")
    assert view.vitals["rate"].digits.property("role") == "faint"


def test_a_squeezed_probe_says_why(bedside: Desk) -> None:
    """nurse.md A9."""
    view = glance(bedside)
    bedside.post(ProbeChange(t_ms=0, by=NURSE, on_cuff_arm=True))
    bedside.hear(spo2=98)
    bedside.post(CuffChange(t_ms=0, device=IN_USE.device, step=CuffStep.INFLATING))
    bedside.at(20)
    assert said(view.vitals["spo2"])[1:] == ("--", "cuff running")


def test_minutes_left_and_what_is_next(bedside: Desk) -> None:
    """Outside an infusion the phase."""
    view = glance(bedside)
    assert view.time_left.text() == "Baseline 0:00"
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.at(60)
    assert view.time_left.text() == "39:00 left · ends 14:40"
    assert view.next.text() == "Next: Blood pressure overdue 1:00"


def test_a_lost_link_says_so_and_goes_again(bedside: Desk) -> None:
    """In the words of the strip."""
    view = glance(bedside)
    assert not view.trouble_label.isVisible()
    bedside.at(60)
    bedside.link(LinkState.LOST)
    assert view.trouble_label.isVisible()
    assert view.trouble_label.text() == "△  * No data from monitor since 14:01"
    bedside.link(LinkState.RECEIVING)
    assert not view.trouble_label.isVisible()


def test_a_record_that_is_not_saved_says_so(bedside: Desk) -> None:
    """The worst thing first, as on the strip."""
    view = glance(bedside)
    bedside.fail_to_save()
    assert "NOT SAVED" in view.trouble_label.text()


def test_an_alarm_is_told_to_the_door_in_its_colour(bedside: Desk) -> None:
    """The worst, steady: what flashes is on the strip alone."""
    view = glance(bedside)
    bedside.at(60)
    bedside.cuff(164, 92)
    assert view.trouble_label.text() == "△  SYS 164 (limit 160), not confirmed"
    assert view.trouble_label.property("role") == "cell-outline"
    bedside.at(150)
    bedside.cuff(166, 92)
    assert view.trouble_label.property("role") == "cell-technical"
    bedside.at(240)
    bedside.cuff(186, 92)
    assert view.trouble_label.text() == "▲  *** SYS 186 (limit 180) 14:04"
    assert view.trouble_label.property("role") == "cell-high"


def test_what_else_is_wrong_is_counted(bedside: Desk) -> None:
    """One alarm must not hide that there is another; a line without a colour is none."""
    view = glance(bedside)
    bedside.at(60)
    bedside.post(
        Observation(
            t_ms=60_000, by=NURSE, scale="sedation", version="1", answers={"sedation": 1}, score=1
        )
    )
    assert "more" not in view.trouble_label.text()
    bedside.link(LinkState.LOST)
    assert view.trouble_label.text().startswith("▲  *** Sedation 1")
    assert view.trouble_label.text().endswith("·  and 1 more")


def test_a_pressure_in_doubt_is_hollow_and_has_its_word(bedside: Desk) -> None:
    """As on its tile: not confirmed, doubtful, or one that cannot be."""
    view = glance(bedside)
    tile = bedside.window.pressure
    readings = [(140, 84, ""), (164, 92, "not confirmed"), (220, 92, "doubtful")]
    for place, (systolic, diastolic, word) in enumerate([*readings, (121, 130, "rejected")]):
        bedside.at(60 + 100 * place)
        bedside.cuff(systolic, diastolic)
        assert view.pressure.digits.text() == tile.digits() == f"{systolic}/{diastolic}"
        assert view.pressure.digits.hollow is bool(word)
        assert said(view.pressure)[2].removesuffix("0:00 ago").strip() == word
    assert view.pressure.digits.property("role") == "faint"
    solid, hollow = colours(view.pressure.digits), rgb(theme.DARK.faint)
    assert hollow in solid


def test_a_hollow_number_is_drawn_as_an_outline(bedside: Desk) -> None:
    """Most of what was full is not."""
    view = glance(bedside)
    bedside.at(60)
    bedside.cuff(140, 84)
    full = _painted(view)
    bedside.at(300)
    bedside.cuff(164, 84)
    assert view.pressure.digits.hollow
    assert 0 < _painted(view) < 0.8 * full


def _painted(view: GlanceView) -> int:
    """How many points have the colour of a pressure."""
    image = view.pressure.digits.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = bytes(image.constBits())
    colour = rgb(theme.DARK.pressure)
    return sum(point == colour for point in zip(seen[2::4], seen[1::4], seen[0::4], strict=True))


def test_a_pressure_that_is_late_is_faint_from_the_door(bedside: Desk) -> None:
    """By the moment of its tile."""
    view = glance(bedside)
    bedside.cuff(149, 86)
    for seconds, role in ((360, "pressure"), (361, "faint"), (45 * 60, "faint")):
        bedside.at(seconds)
        assert view.pressure.digits.property("role") == role
        assert bedside.window.pressure._systolic.property("role") == role
    assert said(view.pressure)[2] == "45 min old"


def test_a_line_of_low_priority_has_no_colour_at_the_door(bedside: Desk) -> None:
    """It is no alarm."""
    view = glance(bedside)
    bedside.accept_baseline()
    bedside.at(60)
    bedside.cuff(156, 92)
    assert view.trouble_label.text().startswith("* SYS 156")
    assert view.trouble_label.property("role") == "cell-plain"


def test_nobody_is_named(bedside: Desk) -> None:
    """It is read from the corridor."""
    view = glance(bedside)
    words = " ".join(part.text() for part in view.findChildren(QLabel))
    for name in ("Martin", "Renate", "1985", "penicillin", NURSE):
        assert name not in words
    assert view.rect() == bedside.window.rect()


# --- how big -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT])
def test_every_line_can_be_read_at_four_metres(desks: Desks, sizes: theme.Sizes) -> None:
    """Also of two devices, with all there is to say; nothing is cut off."""
    desk = desks(sizes=sizes, devices=(IN_USE, OXIMETER))
    view = glance(desk)
    desk.cuff(149, 86)
    desk.at(60)
    desk.hear(pulse_rate=87, spo2=97)
    desk.link(LinkState.LOST, "nonin")
    desk.settle()
    height = view.height()
    tiles = [view.pressure, *view.vitals.values()]
    lines = [view.trouble_label, view.time_left, view.next, *(tile.age for tile in tiles)]
    for line in lines:
        assert line.fontMetrics().capHeight() >= SHORTEST_CAP * height, line.text()
    for tile in tiles:
        assert tile.digits.fontMetrics().capHeight() >= 0.14 * height
    foot = view._foot.geometry()
    assert foot.bottom() <= height
    assert view.height() == desk.window.height()


def test_it_follows_the_window(bedside: Desk) -> None:
    """Its letters, too."""
    view = glance(bedside)
    before = view.pressure.digits.font().pixelSize()
    bedside.window.resize(1700, 1400)
    bedside.settle()
    assert view.rect() == bedside.window.rect()
    assert view.pressure.digits.font().pixelSize() > before


# --- coming and going ----------------------------------------------------------------------------


def test_escape_and_g_and_a_tap_leave_it(bedside: Desk) -> None:
    """And G brings it back."""
    view = glance(bedside)
    spy = QSignalSpy(view.left)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    bedside.keys("g")
    assert view.isVisible()
    bedside.keys("g")
    assert not view.isVisible()
    view.toggle()
    QTest.mouseClick(bedside.window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    assert not view.isVisible()
    assert spy.count() == 3


def test_what_cannot_be_seen_cannot_be_pressed(bedside: Desk) -> None:
    """Neither by its key nor through the view."""
    view = glance(bedside)
    bedside.keys("m ")
    below = bedside.window.cuff.mapTo(bedside.window, bedside.window.cuff.rect().center())
    QTest.mouseClick(bedside.window.windowHandle(), Qt.MouseButton.LeftButton, pos=below)
    assert bedside.all(CuffRequest) == []
    assert not view.isVisible()


def test_it_comes_up_with_this_moment(bedside: Desk) -> None:
    """Never with the one at which it went."""
    view = glance(bedside)
    bedside.hear(pulse_rate=87)
    view.toggle()
    bedside.later(60)
    view.toggle()
    assert view.vitals["rate"].digits.text() == "--"
