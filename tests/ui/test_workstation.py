"""One PC at one bed, whole: start screen, live numbers, a session, its end."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.events import DosePlan
from monitor.verification import State, verify
from tests.pretend import Twin, twin
from ui import theme
from ui.app import application
from ui.recording import open_session, resume
from ui.start_sheet import StartSheet
from ui.workstation import Workstation

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
        device="ge-dinamap" if port else None,
        port=port,
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
        self.station = Workstation(record, theme.COMPACT, self._end, ports)

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
    start.device.model.setCurrentIndex(start.device.model.findData("ge-dinamap"))
    start.device.port.setCurrentIndex(0)
    qtbot.waitUntil(lambda: "SpO₂" in start.device.numbers(), timeout=15_000)


def test_a_session_begins_ends_and_comes_back_to_the_start(qtbot: QtBot, desk: Desk) -> None:
    """The record holds who, the second checker and the remark; the seal holds."""
    desk.station.begin(sheet(desk.station._more_ports[0]))
    live = desk.station.live
    assert live is not None
    qtbot.waitUntil(lambda: live.window.spo2.digits().isdigit(), timeout=15_000)
    live.window.rows[0].setFocus()
    QTest.keyClick(live.window.rows[0], Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(live.window.session.observations("dissociation")))
    live.window.close()
    assert live.window.asking is not None
    live.window.ask_to_end()
    live.window.asking.buttons["end.yes"].click()
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


def test_a_session_left_open_is_offered_and_resumed(qtbot: QtBot, desk: Desk) -> None:
    """One button; the same session goes on."""
    desk.station.begin(sheet(desk.station._more_ports[0]))
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
