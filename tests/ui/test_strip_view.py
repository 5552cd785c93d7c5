"""The strip says the worst thing that is so, and never that there are no alarms."""

import dataclasses
from collections.abc import Iterator

import pytest

from monitor.events import CuffChange, CuffStep, LinkState, SessionStart
from tests.ui.conftest import DEVICE, IN_USE, OXIMETER, Desk, Desks, colours, rgb
from ui.theme import DARK
from ui.words import say


def cell(desk: Desk) -> str:
    """The technical cell at the left, or nothing."""
    made = desk.window.strip._cell
    return made.text() if made.isVisible() else ""


@pytest.fixture
def strip_says(bedside: Desk) -> Iterator[Desk]:
    """A bedside on whose strip "No alarms" must never stand."""
    yield bedside
    assert say("strip.quiet") not in bedside.window.strip.text()


def test_quiet_is_plain_text_about_what_is_next(strip_says: Desk) -> None:
    """And honest: no rule is checked here yet."""
    strip_says.cuff(128, 79)
    strip_says.at(46)
    assert strip_says.window.strip.text() == (
        "Alarms not checked here  ·  Next: Blood pressure in 2:14  ·  Sound off"
        "  ·  Change-from-baseline limits off until baseline is accepted"
        "  ·  Example limits: not approved by your clinic"
    )
    assert rgb(DARK.alarm_medium) not in colours(strip_says.window.strip)
    assert not strip_says.window.strip._type.isVisible()


def test_an_accepted_baseline_is_not_asked_for(strip_says: Desk) -> None:
    """The hint goes with its reason."""
    strip_says.accept_baseline()
    assert "baseline" not in strip_says.window.strip.text()


def test_no_state_of_the_session_reads_as_no_alarms(strip_says: Desk) -> None:
    """Whatever the link, the disk and the phase are."""
    for state in LinkState:
        strip_says.link(state)
        assert say("strip.quiet") not in strip_says.window.strip.text()
    strip_says.fail_to_save()
    assert say("strip.quiet") not in strip_says.window.strip.text()


def test_a_lost_link_fills_the_cell_and_offers_typing(strip_says: Desk) -> None:
    """Since when, where to look, and the button for what cannot be read any more."""
    strip_says.at(33 * 60)
    strip_says.link(LinkState.LOST)
    strip_says.later(72)
    strip = strip_says.window.strip
    assert cell(strip_says) == "▲  ** No data from monitor since 14:33"
    assert strip._words.text() == "Look at the patient and the monitor. Alarms cannot be checked."
    assert rgb(DARK.alarm_medium) in colours(strip._cell)
    strip_says.press(strip._type)
    assert strip_says.window.dialogs.shown("type_vitals") is not None


def test_a_silent_monitor_is_told_from_a_pulled_cable(strip_says: Desk) -> None:
    """The port is open and nothing comes."""
    strip_says.at(33 * 60)
    strip_says.link(LinkState.SILENT)
    assert cell(strip_says) == "▲  ** Monitor silent since 14:33"
    assert strip_says.window.strip._type.isVisible()


def test_a_link_that_is_back_clears_the_strip(strip_says: Desk) -> None:
    """Plain text again; for two minutes it says what was missed, from the first silence on."""
    strip = strip_says.window.strip
    strip_says.at(33 * 60)
    strip_says.link(LinkState.SILENT)
    strip_says.at(34 * 60)
    strip_says.link(LinkState.LOST)
    strip_says.at(35 * 60)
    strip_says.link(LinkState.RECEIVING)
    assert cell(strip_says) == ""
    assert not strip._type.isVisible()
    assert "Monitor back. No data 14:33–14:35" in strip.text()
    strip_says.later(119.999)
    assert "Monitor back" in strip.text()
    strip_says.later(0.001)
    assert "Monitor back" not in strip.text()


def test_an_interval_that_went_with_the_link_is_not_lost_in_silence(strip_says: Desk) -> None:
    """It is off until a nurse turns it on again, or says that she does not want it."""
    cuff, strip = strip_says.window.cuff, strip_says.window.strip
    for wanted in (5, None):
        cuff.choose_interval(5)
        strip_says.link(LinkState.LOST)
        strip_says.link(LinkState.RECEIVING)
        assert "Automatic BP was turned off. Turn it on again." in strip.text()
        cuff.choose_interval(wanted)
        assert "Automatic BP" not in strip.text()


def test_an_interval_nobody_armed_is_not_missed(strip_says: Desk) -> None:
    """A link that comes and goes turned nothing off."""
    strip_says.link(LinkState.LOST)
    strip_says.link(LinkState.RECEIVING)
    assert "Automatic BP" not in strip_says.window.strip.text()


def test_of_two_devices_the_one_that_is_gone_is_named(desks: Desks) -> None:
    """The other goes on, and says so; only when both are gone is there no data at all."""
    desk = desks(devices=(IN_USE, OXIMETER))
    desk.at(60)
    desk.link(LinkState.SILENT, OXIMETER.device)
    assert cell(desk) == "▲  ** nonin silent since 14:01"
    desk.link(LinkState.LOST, OXIMETER.device)
    assert cell(desk) == "▲  ** No data from nonin since 14:01"
    assert "The other monitor goes on." in desk.window.strip.text()
    desk.at(120)
    desk.link(LinkState.LOST)
    assert cell(desk) == "▲  ** No data from monitor since 14:01"
    desk.link(LinkState.RECEIVING)
    desk.link(LinkState.RECEIVING, OXIMETER.device)
    assert cell(desk) == ""


def test_a_device_that_cycles_by_itself_beside_ours_is_told(bedside: Desk) -> None:
    """One cuff nobody asked for is its own button; with a second one both clocks run."""
    bedside.cuff(128, 79)
    bedside.window.cuff.choose_interval(5)
    for seconds, told in ((200, False), (480, True)):
        bedside.at(seconds)
        bedside.post(CuffChange(t_ms=seconds * 1000, device=DEVICE, step=CuffStep.INFLATING))
        bedside.post(CuffChange(t_ms=seconds * 1000, device=DEVICE, step=CuffStep.DONE))
        assert ("Monitor is also cycling. Turn one off." in bedside.window.strip.text()) is told
    bedside.window.cuff.choose_interval(None)
    assert "also cycling" not in bedside.window.strip.text()


def test_what_cannot_be_stored_comes_before_what_cannot_be_heard(strip_says: Desk) -> None:
    """Entries are kept; the window must stay open. Typing stays offered."""
    strip_says.at(20 * 60)
    strip_says.fail_to_save()
    strip_says.link(LinkState.LOST)
    assert cell(strip_says) == "▲  ** NOT SAVED since 14:20"
    assert strip_says.window.strip._words.text() == (
        "Entries are kept; keep this window open.  ·  No data from monitor since 14:20."
        " Look at the patient and the monitor. Alarms cannot be checked."
    )
    assert strip_says.window.strip._type.isVisible()
    strip_says.save()
    assert cell(strip_says) == "▲  ** No data from monitor since 14:20"


def test_a_session_without_a_monitor_misses_none(desks: Desks, start: SessionStart) -> None:
    """There is no link to be lost."""
    desk = desks(dataclasses.replace(start, device=None, port=None))
    desk.window.session.links.clear()
    desk.window.refresh()
    assert cell(desk) == ""
    assert desk.window.header.link_chip.text() == "No monitor"
