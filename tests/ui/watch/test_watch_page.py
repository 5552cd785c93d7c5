"""One session before somebody who looks on: live while it is, old when it is, the name hidden."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from monitor.events import DeviceInUse, Second, SessionEnd, SessionKind
from monitor.history import History
from monitor.people import Access, People
from monitor.vitals import Vital
from tests.ui.conftest import colours, rgb
from tests.ui.saved_sessions import seen
from tests.ui.set_up_people import PINS, accesses, answer, quick, set_up
from tests.ui.watch.looking_on import NOW, Pages, let_it_be
from ui import theme
from ui.watch.watch_page import WatchPage


def second(t_ms: int, rate: float = 91) -> Second:
    """What the record has of one."""
    return Second(t_ms=t_ms, values={Vital.PULSE_RATE: rate, Vital.SPO2: None})


def test_it_shows_what_the_bedside_shows(page: WatchPage) -> None:
    """Who it is, the phase, pressure, rate, saturation, the dose."""
    assert page.header.identity() == "Room 2 · MARTIN R. · born 1985 · Allergy: penicillin"
    shown = page.pressure.digits(), page.rate.digits(), page.spo2.digits(), page.dose.text()
    assert shown == ("160/95", "84", "97", "12.6 of 36.0 mg by clock")


def test_what_is_new_in_the_record_is_on_the_screen(page: WatchPage) -> None:
    """At the moment of its own second."""
    page.take([second(NOW)])
    let_it_be(page, NOW + 2000)
    assert page.rate.digits() == "91"
    assert rgb(theme.DARK.rate) in colours(page.rate)


def test_nothing_can_be_pressed(page: WatchPage) -> None:
    """No cuff, no entry, no acknowledging: there is no button to see."""
    page.take([second(NOW)])
    shown = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert shown == []


def test_a_value_grows_old_where_the_writer_stops(page: WatchPage) -> None:
    """By the tiles' own limits, counted from the second itself: grey first, then no number."""
    let_it_be(page, NOW + 4000)
    assert rgb(theme.DARK.rate) in colours(page.rate)
    assert page.header.link_chip.isVisible()
    let_it_be(page, NOW + 6000)
    assert page.rate.digits() == "84"
    assert rgb(theme.DARK.rate) not in colours(page.rate)
    let_it_be(page, NOW + 11_000)
    assert (page.rate.digits(), page.spo2.digits()) == ("--", "--")
    assert page.quiet_since == NOW
    assert not page.header.link_chip.isVisible()


def test_a_record_read_late_is_not_live(page: WatchPage) -> None:
    """What comes may be long over: it is as old as its second says."""
    let_it_be(page, NOW + 60_000)
    page.take([second(NOW + 40_000)])
    assert page.rate.digits() == "--"


def test_a_slow_device_is_not_late_between_its_turns(page: WatchPage) -> None:
    """Where all comes from it, it is known whose turn it is."""
    slow = DeviceInUse(t_ms=NOW, seq=900, device="ge-dinamap", port="COM3", place=0, period_s=4)
    page.take([slow, second(NOW)])
    let_it_be(page, NOW + 9000)
    assert rgb(theme.DARK.rate) in colours(page.rate)


def test_nobody_who_records_is_nothing_to_wait_for(page: WatchPage) -> None:
    """At once, and not only when the tiles are blank."""
    page.held = False
    page.refresh()
    assert page.quiet_since == NOW
    assert not page.header.link_chip.isVisible()


def test_the_course_stays_at_its_end(qtbot: QtBot, page: WatchPage) -> None:
    """Nothing is given any more. The tiles do not stay: nothing is measured either."""
    qtbot.waitUntil(lambda: page.chart is not None)
    assert page.chart is not None
    page.take([second(NOW), SessionEnd(t_ms=NOW + 1000, by="Adeyemi")])
    let_it_be(page, NOW + 600_000)
    assert page.end_ms == page.chart._now_ms == NOW + 1000
    assert page.dose.text() == "12.6 of 36.0 mg by clock"
    assert page.quiet_since is None
    assert page.rate.digits() == "--"
    assert not page.header.link_chip.isVisible()


def test_the_chart_goes_on(qtbot: QtBot, page: WatchPage) -> None:
    """With what came before it was there, and with what comes after: seconds and entries."""
    page.take([second(NOW, rate=111)])
    qtbot.waitUntil(lambda: page.chart is not None)
    assert page.chart is not None
    assert "111" in page.chart.accessibleDescription()
    page.take([replace(seen(24, "nausea", 7), seq=900), second(NOW + 60_000, rate=112)])
    let_it_be(page, NOW + 62_000)
    assert "112" in page.chart.accessibleDescription()
    assert "7" in page.chart.accessibleDescription()


def test_the_seconds_on_their_way_are_no_gap(qtbot: QtBot, page: WatchPage) -> None:
    """The chart goes as far as the record does, until that is really old."""
    page.take([second(NOW)])
    qtbot.waitUntil(lambda: page.chart is not None)
    assert page.chart is not None
    let_it_be(page, NOW + 4000)
    assert page.chart._now_ms == NOW + 1000
    let_it_be(page, NOW + 60_000)
    assert page.chart._now_ms == NOW + 60_000


# --- a hidden name -------------------------------------------------------------------------------


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> People:
    """Four, with PINs that are compared in no time."""
    quick(monkeypatch)
    return set_up(tmp_path / "record.sqlite")


def test_where_people_have_pins_the_name_is_hidden_until_one_is_right(
    qtbot: QtBot, pages: Pages, people: People
) -> None:
    """Anybody whom the clinic knows, and it is noted who."""
    page = pages(people=people)
    assert "MARTIN" not in page.header.identity()
    page.header.hidden.click()
    dialog = page.asking
    assert dialog is not None
    assert dialog.who is not None
    dialog.who.setCurrentText("Haddad")
    answer(qtbot, dialog, PINS["Haddad"])
    assert "MARTIN R." in page.header.identity()
    assert accesses(people, of=Access.VIEWED) == [("Haddad", Access.VIEWED)]
    assert page.asking is None


def test_who_gives_up_may_try_again(pages: Pages, people: People) -> None:
    """The name stays hidden meanwhile."""
    page = pages(people=people)
    page.header.hidden.click()
    first = page.asking
    page.header.hidden.click()
    another = page.asking
    assert another is not None
    assert another is not first
    another.reject()
    assert page.asking is None
    assert "MARTIN" not in page.header.identity()


def test_a_demo_hides_nobody(pages: Pages, people: People, history: History) -> None:
    """There is nobody to hide."""
    demo = replace(history, start=replace(history.start, kind=SessionKind.DEMO))
    assert "MARTIN R." in pages(demo, people=people).header.identity()


def test_without_pins_a_touch_shows_the_name_again(page: WatchPage) -> None:
    """It hides while nobody is there, as at the bedside."""
    page.idle.hide_now()
    assert "MARTIN" not in page.header.identity()
    page.header.hidden.click()
    assert "MARTIN R." in page.header.identity()


def test_people_that_cannot_be_read_show_nobody(pages: Pages, tmp_path: Path) -> None:
    """Nothing here waits for the name: it stays hidden, and the sentence says why."""
    broken = tmp_path / "broken"
    broken.write_bytes(b"not a database" * 100)
    page, said = pages(people=People(broken)), list[str]()
    page.problem.connect(said.append)
    page.header.hidden.click()
    assert len(said) == 1
    assert "MARTIN" not in page.header.identity()
