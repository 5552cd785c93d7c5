"""One PC at one bed, whole: start screen, live numbers, a session, its end."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.clock import utc_now
from monitor.confirmed import unconfirmed
from monitor.events import (
    Check,
    CheckAnswer,
    DeviceInUse,
    DosePlan,
    Event,
    LinkChange,
    LinkState,
    Note,
    ProbeChange,
)
from monitor.people import Access, People
from monitor.profile import shipped
from monitor.verification import State, verify
from tests.pretend import Twin, twin
from tests.ui import saved_sessions as saved
from tests.ui.beside import by_hand
from tests.ui.conftest import POPUPS
from tests.ui.set_up_people import PINS, accesses, people
from ui import left_open, theme
from ui.application import application
from ui.people.set_up_dialog import SetUpDialog
from ui.recording import open_session, resume
from ui.start.start_sheet import DeviceChoice, StartSheet
from ui.start.start_window import StartWindow
from ui.words import clock_time, say
from ui.workstation import Workstation

__all__ = ["people"]

PLAN = DosePlan(t_ms=0, drug="Ketamine", mg_per_kg=0.5, minutes=40, bag_mg=50, bag_ml=50, weight=72)


def sheet(port: str | None) -> StartSheet:
    """What the start screen hands over."""
    return StartSheet(
        patient="Martin, Rosalind",
        birth_date=date(1985, 3, 5),
        record_number="004",
        room="2",
        allergy="penicillin",
        weight=72,
        nurse="Adeyemi",
        second_checker="Haddad",
        plan=PLAN,
        devices=(DeviceChoice("ge-dinamap", port),) if port else (),
        remarks=("Weight as the patient said",),
    )


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Twin]:
    """A pretend monitor, on."""
    with twin(tmp_path) as running:
        yield running


class Desk:
    """A workstation, and whether it is over."""

    def __init__(self, record: Path, ports: list[str]) -> None:
        self.over = False
        self.port = ports[0] if ports else ""
        self.station = Workstation(
            record,
            theme.COMPACT,
            self._end,
            ports,
            record.with_name("devices.json"),
            record.with_name("profiles"),
        )

    def _end(self) -> None:
        self.over = True


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monitor: Twin) -> Iterator[Desk]:
    """A workstation with the start screen open."""
    theme.dress(application(), theme.DARK)
    made = Desk(tmp_path / "record.sqlite", [monitor.port])
    made.station.show_start()
    made.station.look_for_open_session()
    yield made
    if made.station.live is not None:
        made.station.live.window.leave()
    if made.station.start is not None:
        made.station.start.close()


def test_the_start_screen_shows_live_numbers_of_the_chosen_port(qtbot: QtBot, desk: Desk) -> None:
    """So that a nurse can say whose they are, before anything is recorded."""
    start = desk.station.start
    assert start is not None
    start.choose([DeviceChoice("ge-dinamap", desk.port)])
    qtbot.waitUntil(lambda: "SpO₂" in start.device.numbers(), timeout=15_000)


def test_a_session_begins_ends_and_comes_back_to_the_start(qtbot: QtBot, desk: Desk) -> None:
    """The record holds who, the second checker and the remark; the seal holds."""
    desk.station.begin(sheet(desk.port))
    live = desk.station.live
    assert live is not None
    qtbot.waitUntil(lambda: live.window.spo2.digits().isdigit(), timeout=15_000)
    live.window.row("dissociation").setFocus()
    QTest.keyClick(live.window.row("dissociation"), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(live.window.session.observations("dissociation")))
    live.window.end_session()
    qtbot.waitUntil(lambda: live.window.session.ended)
    live.window.close()
    assert desk.station.live is None
    assert desk.station.start is not None
    with Archive(desk.station._record) as archive:
        history = archive.history(1)
    assert history.ended
    assert {"Haddad"} <= {getattr(e, "person", "") for e in history.entries}
    assert "Weight as the patient said" in {getattr(e, "text", "") for e in history.entries}
    assert verify(desk.station._record).state is State.INTACT


def test_an_answer_of_no_allergies_is_recorded_as_one(desk: Desk) -> None:
    """Who was asked and has none is not who was never asked."""
    desk.station.begin(replace(sheet(None), allergy=""))
    live = desk.station.live
    assert live is not None
    assert "No known allergies" in live.window.header.identity()
    live.window.leave()
    with Archive(desk.station._record) as archive:
        assert archive.sessions()[0].allergy == ""


def test_a_copy_is_made_once_a_session_has_ended_and_never_during_one(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start screen says what came of it."""
    asked: list[object] = []
    copying = desk.station.copying
    monkeypatch.setattr(copying, "begin", asked.append)
    monkeypatch.setattr(copying, "stop", lambda: asked.append("stop"))
    desk.station.begin(sheet(None))
    live = desk.station.live
    assert live is not None
    live.window.end_session()
    qtbot.waitUntil(lambda: live.window.session.ended)
    assert asked == ["stop"]
    live.window.close()
    assert asked == ["stop", desk.station._record]
    copying.said.emit("NOT COPIED: the disk is out")
    assert desk.station.start is not None
    assert "NOT COPIED: the disk is out" in desk.station.start._banner.text()


def test_no_copy_is_made_of_a_session_left_open(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on: somebody only closed the window."""
    monkeypatch.setattr(desk.station.copying, "begin", pytest.fail)
    desk.station.begin(sheet(None))
    assert desk.station.live is not None
    desk.station.live.window.leave()
    assert desk.over


def test_a_session_left_open_is_offered_and_resumed(qtbot: QtBot, desk: Desk) -> None:
    """One button; the same session goes on."""
    desk.station.begin(sheet(desk.port))
    assert desk.station.live is not None
    first = desk.station.live.window
    qtbot.waitUntil(lambda: first.spo2.digits().isdigit(), timeout=15_000)
    first.leave()
    assert desk.over
    desk.station.show_start()
    desk.station.look_for_open_session()
    start = desk.station.start
    assert start is not None
    assert "still open" in start.open_session.text()
    start.resume_button.click()
    live = desk.station.live
    assert live is not None
    qtbot.waitUntil(lambda: live.window.spo2.digits().isdigit(), timeout=15_000)
    assert live.window.session.infusion.plan is not None
    with Archive(desk.station._record) as archive:
        assert len(archive.sessions()) == 1


def test_a_session_that_ended_elsewhere_is_not_resumed(desk: Desk) -> None:
    """What was offered is looked up once more; nothing is recorded behind its end."""
    other = Desk(desk.station._record, [])
    other.station.show_start()
    other.station.begin(sheet(None))
    assert other.station.live is not None
    other.station.live.window.leave()
    desk.station.look_for_open_session()
    assert desk.station.start is not None
    assert desk.station.start.open_session.text()
    found = open_session(desk.station._record)
    assert found is not None
    elsewhere = resume(desk.station._record, *found, [], lambda _: None)
    elsewhere.open()
    elsewhere.start()
    elsewhere.end(by="Adeyemi")
    elsewhere.close()
    desk.station.start.resume_button.click()
    assert desk.station.live is None
    assert not desk.station.start.open_session.text()


def test_the_gap_of_an_open_session_grows_while_it_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the design has it: "(no data 14:12–14:15)", and a minute later another."""
    now = utc_now()
    begun = saved.start("Martin, Rosalind", at=now - timedelta(minutes=9))
    asleep = Note(t_ms=6 * saved.MINUTE, text="asleep")
    saved.save(desk.station._record, begun, [asleep], end_ms=None)
    monkeypatch.setattr(left_open, "utc_now", lambda: now)
    desk.station.look_for_open_session()
    start = desk.station.start
    assert start is not None
    since = clock_time(now - timedelta(minutes=3))
    assert f"(no data {since}–{clock_time(now)})" in start.open_session.text()
    later = now + timedelta(minutes=1)
    monkeypatch.setattr(left_open, "utc_now", lambda: later)
    desk.station.telling.timeout.emit()
    assert f"(no data {since}–{clock_time(later)})" in start.open_session.text()


@pytest.fixture
def long_ago(desk: Desk) -> StartWindow:
    """The start screen of a computer whose clock is 500 days from the open session."""
    begun = saved.start("Martin, Rosalind", at=utc_now() - timedelta(days=500))
    saved.save(desk.station._record, begun, [Note(t_ms=1000, text="asleep")], end_ms=None)
    desk.station.look_for_open_session()
    assert desk.station.start is not None
    return desk.station.start


def test_an_open_session_is_not_gone_on_with_by_a_clock_that_is_wrong(
    desk: Desk, long_ago: StartWindow
) -> None:
    """The card says both times and what to do; pressing it loses and writes nothing."""
    assert "Set the clock" in long_ago.open_session.text()
    long_ago.resume_button.click()
    assert desk.station.live is None
    assert desk.station.start is long_ago
    assert "Set the clock" in long_ago.problem()
    assert verify(desk.station._record).state is State.UNCLOSED
    with Archive(desk.station._record) as archive:
        assert len(archive.history(1).entries) == 1


def test_another_session_begins_beside_one_that_cannot_go_on(
    desk: Desk, long_ago: StartWindow
) -> None:
    """A bed is not closed because a battery is flat."""
    desk.station.begin(sheet(None))
    assert desk.station.live is not None
    with Archive(desk.station._record) as archive:
        assert len(archive.sessions()) == 2


def test_once_the_clock_is_set_it_is_offered(
    desk: Desk, long_ago: StartWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without starting anything again."""
    then = utc_now() - timedelta(days=500) + timedelta(minutes=2)
    monkeypatch.setattr(left_open, "utc_now", lambda: then)
    desk.station.telling.timeout.emit()
    assert "is still open for Martin, Rosalind" in long_ago.open_session.text()
    assert long_ago.blocked
    desk.station.begin(sheet(None))
    assert desk.station.live is None


def test_a_program_that_fell_says_why_it_cannot_go_on(desk: Desk) -> None:
    """It comes back on its start screen, and not on nothing."""
    begun = saved.start("Martin, Rosalind", at=utc_now() - timedelta(days=500))
    saved.save(desk.station._record, begun, [], end_ms=None)
    other = Desk(desk.station._record, [])
    other.station.resume_open()
    assert other.station.live is None
    assert other.station.start is not None
    assert "Set the clock" in other.station.start.problem()
    other.station.start.close()


def test_a_record_held_by_another_is_a_sentence_on_the_start_screen(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    """It says who holds it, and the start screen stays."""
    other = Desk(desk.station._record, [])
    other.station.show_start()
    other.station.begin(sheet(None))
    assert other.station.live is not None
    desk.station.begin(sheet(None))
    assert desk.station.live is None
    assert desk.station.start is not None
    assert desk.station.start.problem()
    other.station.live.window.leave()


def test_a_device_that_was_heard_is_chosen_at_the_next_start(qtbot: QtBot, desk: Desk) -> None:
    """Nothing has to be chosen, and its numbers come by themselves."""
    desk.station.begin(sheet(desk.port))
    live = desk.station.live
    assert live is not None
    qtbot.waitUntil(lambda: live.window.spo2.digits().isdigit(), timeout=15_000)
    live.window.leave()
    again = Desk(desk.station._record, [desk.port])
    again.station.show_start()
    start = again.station.start
    assert start is not None
    assert start.device.devices == (DeviceChoice("ge-dinamap", desk.port),)
    qtbot.waitUntil(lambda: "SpO₂" in start.device.numbers(), timeout=15_000)
    names = {missing.name for missing in start.device.missing()}
    assert names == {"Patient's numbers", "Probe's arm"}
    start.close()


def test_a_device_that_was_never_heard_is_not_remembered(qtbot: QtBot, desk: Desk) -> None:
    """It was no good pair."""
    both = (DeviceChoice("nonin", "/dev/none-such"), DeviceChoice("ge-dinamap", desk.port))
    desk.station.begin(replace(sheet(None), devices=both))
    live = desk.station.live
    assert live is not None
    told: list[LinkChange] = []
    live.bridge.taken.connect(lambda e: told.append(e) if isinstance(e, LinkChange) else None)
    wanted = {("nonin", LinkState.LOST), ("ge-dinamap", LinkState.RECEIVING)}
    qtbot.waitUntil(lambda: wanted <= {(e.device, e.state) for e in told}, timeout=15_000)
    live.window.leave()
    assert desk.station.devices.last() == [both[1]]


def test_a_device_that_is_not_there_is_named_and_no_other_opened(desk: Desk) -> None:
    """The model is chosen, the port is not; once plugged in, finding ports finds it."""
    desk.station.devices.remember([DeviceChoice("ge-dinamap", desk.port)])
    other = Desk(desk.station._record, ["/dev/none-such"])
    other.station.show_start()
    start = other.station.start
    assert start is not None
    assert start.device.rows[0].choice == DeviceChoice("ge-dinamap", "")
    assert "used last is not plugged in" in start.device.numbers()
    assert other.station._preview is not None
    assert other.station._preview._open == {}
    other.station.devices = desk.station.devices
    start.device.find_ports.click()
    assert start.device.devices == (DeviceChoice("ge-dinamap", desk.port),)
    start.close()


def test_two_devices_the_arm_and_who_checked_them_are_in_the_record(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    """And a resumed session listens to both again, in their order."""
    at = datetime(2026, 11, 22, 14, tzinfo=UTC)
    desk.station.devices.add_check(DeviceChoice("ge-dinamap", desk.port), "SN", "Okafor", (), at)
    with twin(tmp_path, model="nonin") as nonin:
        both = (DeviceChoice("nonin", nonin.port), DeviceChoice("ge-dinamap", desk.port))
        desk.station.begin(replace(sheet(None), devices=both, on_cuff_arm=True))
        live = desk.station.live
        assert live is not None
        qtbot.waitUntil(lambda: live.window.spo2.digits().isdigit(), timeout=15_000)
        live.window.leave()
        desk.station.show_start()
        desk.station.look_for_open_session()
        desk.station.resume()
        again = desk.station.live
        assert again is not None
        qtbot.waitUntil(lambda: again.window.spo2.digits().isdigit(), timeout=15_000)
        again.window.leave()
    with Archive(desk.station._record) as archive:
        entries = archive.history(1).entries
    used = [e for e in entries if isinstance(e, DeviceInUse)]
    assert [(e.device, e.place, e.checked_by) for e in used] == [
        ("nonin", 0, None),
        ("ge-dinamap", 1, "Okafor"),
    ] * 2
    assert [e.on_cuff_arm for e in entries if isinstance(e, ProbeChange)] == [True]


def test_a_session_waits_until_its_port_is_free(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start screen says so and takes no second press."""
    station, start = desk.station, desk.station.start
    assert start is not None
    waiting: list[Callable[[], None]] = []
    preview = station._preview
    assert preview is not None
    monkeypatch.setattr(preview, "when_closed", waiting.append)
    station.begin(sheet(None))
    assert station.live is None
    assert start.problem() == "Closing the port…"
    assert not start.isEnabled()
    waiting[0]()
    assert station.live is not None


def test_a_start_screen_closed_while_its_port_closes_begins_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is there for a session."""
    station, start = desk.station, desk.station.start
    assert start is not None
    waiting: list[Callable[[], None]] = []
    assert station._preview is not None
    monkeypatch.setattr(station._preview, "when_closed", waiting.append)
    station.begin(sheet(None))
    start.close()
    waiting[0]()
    assert station.live is None
    assert not station._record.exists()


def test_the_engineers_dialog_is_the_start_screens(qtbot: QtBot, desk: Desk) -> None:
    """A device found there is chosen here; in a session there is no way to it."""
    station, start = desk.station, desk.station.start
    assert start is not None
    start.engineer_button.click()
    assert station.engineer is not None
    assert station.engineer.isVisible()
    station.engineer.found.emit(DeviceChoice("ge-dinamap", desk.port))
    station.engineer.reject()
    assert start.device.devices == (DeviceChoice("ge-dinamap", desk.port),)
    station.begin(sheet(None))
    assert station.start is None


# -- half a minute: a patient who was here before ----------------------------------------


_E = TypeVar("_E", bound=Event)


class Hand:
    """Counts what it does outside text fields: clicks (those into a field too) and keys."""

    def __init__(self, start: StartWindow) -> None:
        self.count = 0
        start.scans.now_s = start.guard.now_s = start.finder.edit.now_s = by_hand()

    def click(self, where: QWidget) -> None:
        """Only what is seen and not greyed; on the window, so that what lies above is hit."""
        assert where.isVisible()
        assert where.isEnabled()
        self.count += 1
        application().processEvents()
        place = where.mapTo(where.window(), where.rect().center())
        QTest.mouseClick(where.window().windowHandle(), Qt.MouseButton.LeftButton, pos=place)

    def type(self, edit: QLineEdit, text: str) -> None:
        """Into a text field, after a click into it."""
        self.click(edit)
        QTest.keyClicks(edit, text)


def of(record: Path, session: int, kind: type[_E]) -> list[_E]:
    """Every entry of a kind that a session has."""
    with Archive(record) as archive:
        return [entry for entry in archive.entries(session) if isinstance(entry, kind)]


def ended(desk: Desk) -> None:
    """One patient's session in the record, closed; his device is remembered."""
    saved.save(desk.station._record, saved.start("Martin, Rosalind"), saved.infusion())
    desk.station.devices.remember([DeviceChoice("ge-dinamap", desk.port)])


def test_a_repeat_patient_begins_in_twelve_clicks(qtbot: QtBot, desk: Desk) -> None:
    """nurse.md B12, with every check answered; the record holds each of them."""
    ended(desk)
    station = desk.station
    assert station.start is not None
    station.start.close()
    station.show_start()
    station.look_for_open_session()
    start = station.start
    assert start is not None
    start.resize(1366, 768)
    qtbot.waitUntil(lambda: "SpO₂" in start.device.numbers(), timeout=15_000)
    hand = Hand(start)
    hand.type(start.finder.edit, "mart")
    QTest.keyClick(start.finder.edit, Qt.Key.Key_Return)
    assert start.patient.name.value == "Martin, Rosalind"
    assert start.last_time().startswith("Session 1 here, 2026-11-20: peak 168/99 at +21 min")
    hand.click(start.patient.weight_again.buttons["start.weight.again.yes"])
    hand.click(start.patient.allergy_still.buttons["start.allergy.still"])
    hand.click(start.patient.wristband.buttons["start.wristband.matches"])
    hand.type(start.dose.second_checker.edit, "Haddad")
    hand.type(start.nurse.edit, "Adeyemi")  # stands there already after a session of the day
    hand.click(start.device.whose.buttons["start.numbers.yes"])
    hand.click(start.device.arm.buttons["start.arm.other"])
    hand.click(start.needed.checks)
    hand.click(start.checks.rows[0].press(CheckAnswer.YES))
    hand.click(start.checks.rest)
    hand.click(start.needed.button)
    qtbot.waitUntil(lambda: station.live is not None, timeout=15_000)
    assert hand.count == 12
    live = station.live
    assert live is not None
    qtbot.waitUntil(lambda: live.window.spo2.digits().isdigit(), timeout=15_000)
    live.window.leave()
    told = {check.item: check for check in of(station._record, 2, Check)}
    assert len(told) == 11
    assert {check.answer for check in told.values()} == {CheckAnswer.YES}
    assert told["pump"].detail == "Haddad"
    with Archive(station._record) as archive:
        now = archive.sessions()[0]
    assert (now.record_number, now.weight, now.allergy) == ("004-1182", 72, "penicillin")


@pytest.mark.qt_log_ignore(*POPUPS)
def test_with_pins_a_repeat_patient_begins_in_as_many(
    qtbot: QtBot, desk: Desk, people: People
) -> None:
    """The PIN follows its name by Enter: both sign in, and both are noted."""
    ended(desk)
    station = desk.station
    assert station.start is not None
    station.start.close()
    station._nurse = "Adeyemi"
    station.show_start()
    station.look_for_open_session()
    start = station.start
    assert start is not None
    start.showNormal()
    start.resize(1366, 768)
    qtbot.waitUntil(lambda: "SpO₂" in start.device.numbers(), timeout=15_000)
    hand = Hand(start)
    hand.type(start.finder.edit, "mart")
    QTest.keyClick(start.finder.edit, Qt.Key.Key_Return)
    hand.click(start.patient.weight_again.buttons["start.weight.again.yes"])
    hand.click(start.patient.allergy_still.buttons["start.allergy.still"])
    hand.click(start.patient.wristband.buttons["start.wristband.matches"])
    hand.type(start.dose.second_checker.edit, "Osei")
    qtbot.waitUntil(lambda: application().activePopupWidget() is None)
    QTest.keyClick(start.dose.second_checker.edit, Qt.Key.Key_Return)
    for text in (PINS["Osei"], "", PINS["Adeyemi"]):  # Enter also goes past the nurse's own name
        here = start.focusWidget()
        assert isinstance(here, QLineEdit)
        QTest.keyClicks(here, text)
        QTest.keyClick(here, Qt.Key.Key_Return)
    hand.click(start.device.whose.buttons["start.numbers.yes"])
    hand.click(start.device.arm.buttons["start.arm.other"])
    hand.click(start.needed.checks)
    hand.click(start.checks.rows[0].press(CheckAnswer.YES))
    hand.click(start.checks.rest)
    qtbot.waitUntil(start.needed.button.isEnabled)
    hand.click(start.needed.button)
    qtbot.waitUntil(lambda: station.live is not None, timeout=15_000)
    assert hand.count <= 12
    assert station.live is not None
    assert station.live.window.entering.author == "Adeyemi"
    assert station.live.window.presence.gate.asks
    station.live.window.leave()
    signed = [("Osei", Access.SIGNED_IN), ("Adeyemi", Access.SIGNED_IN)]
    assert accesses(people) == signed


def test_an_emergency_begins_without_signing_in_and_is_noted(
    qtbot: QtBot, desk: Desk, people: People
) -> None:
    """Nobody is remembered as its nurse."""
    station = desk.station
    assert station.start is not None
    station.start.refresh_people()
    station.start.header.emergency_button.click()
    columns = station.start.columns
    columns.checker.field.edit.setText("Somebody")
    assert (columns.nurse.value, columns.second_checker) == ("EMERGENCY", "Somebody")
    assert columns.checker.missing_pins() == []
    station.begin(replace(sheet(None), nurse="EMERGENCY", emergency=True))
    live = station.live
    assert live is not None
    assert live.window.presence.emergency
    assert accesses(people) == [("EMERGENCY", Access.EMERGENCY)]
    assert people.log()[0].detail == live.window.session.start.uid
    assert station._nurse == ""


def test_a_resumed_session_hides_the_name_until_a_pin(
    qtbot: QtBot, desk: Desk, people: People
) -> None:
    """Nobody knows who sits there now; whoever signed in last is asked first."""
    station = desk.station
    station.begin(sheet(None))
    assert station.live is not None
    station.live.window.entering.confirm("Haddad")
    station.live.window.leave()
    station.show_start()
    station.look_for_open_session()
    station.resume()
    qtbot.waitUntil(lambda: station.live is not None)
    live = station.live
    assert live is not None
    assert live.window.entering.author == "Haddad"
    assert "Martin" not in live.window.header.identity()
    live.window.entering.mark()
    qtbot.waitUntil(lambda: bool(unconfirmed(live.window.session.entries.values())))


def test_where_nobody_is_set_up_the_start_screen_says_so_once(desk: Desk) -> None:
    """With the way to change that; nothing else asks for a PIN."""
    start = desk.station.start
    assert start is not None
    assert "Nobody is set up" in start._banner.text()
    assert start.header.people_button.isVisible()
    assert not start.header.emergency_button.isVisible()
    start.header.people_button.click()
    assert isinstance(desk.station.door.shown, SetUpDialog)
    desk.station.door.shown.reject()


def test_a_session_runs_under_the_treatment_that_was_chosen(desk: Desk) -> None:
    """Its profile is copied into it, and is the one offered first next time."""
    long = shipped("iv-ketamine-long")
    desk.station.begin(replace(sheet(None), profile=long))
    assert desk.station.live is not None
    assert desk.station.live.window.session.profile.name == "iv-ketamine-long"
    desk.station.live.window.leave()
    with Archive(desk.station._record) as archive:
        assert archive.history(1).start.rules_version == "iv-ketamine-long v3"
    desk.station.show_start()
    desk.station.look_for_open_session()
    assert desk.station.start is not None
    assert desk.station.start.profile.name == "iv-ketamine-long"


def test_a_session_begun_elsewhere_meanwhile_blocks_the_start(desk: Desk) -> None:
    """Another window of this computer left one open after this screen was shown."""
    desk.station.devices.remember([])
    begun = saved.start("Martin, Rosalind", at=utc_now())
    saved.save(desk.station._record, begun, [], end_ms=None)
    desk.station.begin(sheet(None))
    start = desk.station.start
    assert desk.station.live is None
    assert start is not None
    assert start.problem() == say("start.open.now")
    assert "is still open for Martin, Rosalind" in start.open_session.text()
    assert start.resume_button.isVisible()
    with Archive(desk.station._record) as archive:
        assert len(archive.sessions()) == 1


def test_who_was_just_here_is_offered_after_the_session(qtbot: QtBot, desk: Desk) -> None:
    """The start screen comes back and reads the record anew."""
    desk.station.begin(sheet(None))
    live = desk.station.live
    assert live is not None
    live.recording.end("Adeyemi")
    qtbot.waitUntil(lambda: live.window.session.ended)
    live.window.close()
    start = desk.station.start
    assert start is not None
    qtbot.waitUntil(lambda: bool(start.finder._known))
    assert start.finder._known[0].patient.record_number == "004"


def test_a_damaged_clinic_profile_is_told_and_not_replaced(desk: Desk, tmp_path: Path) -> None:
    """Its treatment cannot be chosen; the others can."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "iv-ketamine-40-v9.toml").write_text("approved_by =")
    other = Desk(tmp_path / "other.sqlite", [])
    other.station.show_start()
    start = other.station.start
    assert start is not None
    assert start.problem()
    assert "iv-ketamine-40" not in {profile.name for profile in start.header.profiles}
    assert start.usable
    start.close()
