"""The engineer's dialog with a real device: its numbers, its sheet, and asking its port."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from devices.ports import SerialPort
from tests.pretend import Twin, twin
from ui.start.ask_port_view import FOLLOWED
from ui.start.engineer_dialog import EngineerDialog
from ui.start.known_devices import KnownDevices
from ui.start.preview import Preview
from ui.start.start_sheet import DeviceChoice


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Twin]:
    """A pretend monitor, on."""
    with twin(tmp_path) as running:
        yield running


class Room:
    """A start screen's place, with the dialog over it."""

    def __init__(self, qtbot: QtBot, file: Path, port: str, chosen: list[DeviceChoice]) -> None:
        self.devices = KnownDevices(file, [port], list)
        self.preview = Preview(lambda *_: None, lambda *_: None)
        self.preview.listen(chosen)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.dialog = EngineerDialog(self.window, self.devices, self.preview, chosen)
        self.dialog.show()


@pytest.fixture
def rooms(qtbot: QtBot, tmp_path: Path, monitor: Twin) -> Iterator[list[Room]]:
    """The dialog with the monitor chosen, and with nothing chosen."""
    file = tmp_path / "devices.json"
    chosen = [DeviceChoice("ge-dinamap", monitor.port)]
    made = [Room(qtbot, file, monitor.port, chosen), Room(qtbot, file, monitor.port, [])]
    yield made
    for room in made:
        room.preview.stop()


def test_a_sheet_is_filled_from_live_numbers_stored_and_saved(
    qtbot: QtBot, rooms: list[Room], tmp_path: Path, monitor: Twin
) -> None:
    """Five values; the next session says who checked it."""
    room = rooms[0]
    (sheet,) = room.dialog.sheets
    qtbot.waitUntil(lambda: all(r.received.text() != "–" for r in sheet.rows), timeout=15_000)
    assert [row.quantity for row in sheet.rows] == ["systolic", "diastolic", "mean", "rate", "spo2"]
    sheet.by.setText("Okafor")
    sheet.serial_number.setText("SN 12")
    for row in sheet.rows:
        row.read.setText(row.received.text().split(".")[0])
    sheet.store.click()
    choice = DeviceChoice("ge-dinamap", monitor.port)
    known = KnownDevices(tmp_path / "devices.json", [monitor.port], list)
    assert known.source(choice).checked_by == "Okafor"
    assert sheet.check is not None
    room.dialog.save(sheet, sheet.check, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    room.dialog.save(sheet, sheet.check, tmp_path / "no" / "sheet.pdf")
    assert "cannot be written" in sheet.said()


def test_asking_lets_go_of_the_port_that_was_listened_to(
    qtbot: QtBot, rooms: list[Room], monitor: Twin
) -> None:
    """The monitor answers, and may be listened to again."""
    room = rooms[0]
    ask = room.dialog.ask
    ask.port.setCurrentIndex(0)
    ask.followed.buttons[FOLLOWED].click()
    with qtbot.waitSignal(room.dialog.asked, timeout=50_000):
        ask.ask.click()
    assert "ge-dinamap answered" in ask.said()
    with qtbot.waitSignal(room.dialog.found):
        ask.take.click()


def test_closing_while_asking_gives_up_first(
    qtbot: QtBot, rooms: list[Room], monitor: Twin
) -> None:
    """Nobody holds the port behind a dialog that is gone."""
    dialog = rooms[1].dialog
    rooms[0].preview.stop()
    dialog.ask.port.setCurrentIndex(0)
    dialog.ask.followed.buttons[FOLLOWED].click()
    dialog.ask.ask.click()
    qtbot.waitUntil(lambda: dialog.ask.said().startswith("Asking as"), timeout=5000)
    asking: list[bool] = []
    dialog.finished.connect(lambda _: asking.append(dialog.ask.asking))
    with qtbot.waitSignal(dialog.finished, timeout=5000):
        dialog.reject()
    assert asking == [False]
    port = SerialPort(monitor.port)
    port.open()
    port.close()


def test_enter_in_a_field_begins_nothing(qtbot: QtBot, rooms: list[Room]) -> None:
    """A dialog presses its first button by habit."""
    dialog = rooms[0].dialog
    dialog.ask.port.setCurrentIndex(0)
    dialog.ask.followed.buttons[FOLLOWED].click()
    for edit in dialog.findChildren(QLineEdit):
        QTest.keyClick(edit, Qt.Key.Key_Return)
        assert (dialog.ask.followed.chosen, dialog.ask.asking) == (FOLLOWED, False)
    assert dialog.isVisible()


def test_without_a_device_it_says_what_to_do_first(rooms: list[Room]) -> None:
    """There is nothing to compare."""
    assert rooms[1].dialog.sheets == []


def test_it_fits_a_small_screen(qtbot: QtBot, rooms: list[Room], tmp_path: Path) -> None:
    """Two devices, one sheet at a time."""
    chosen = [DeviceChoice("ge-datex-s5", "/dev/none-a"), DeviceChoice("nonin", "/dev/none-b")]
    room = Room(qtbot, tmp_path / "devices.json", "/dev/none-a", [])
    dialog = EngineerDialog(room.window, room.devices, room.preview, chosen)
    dialog.show()
    QApplication.processEvents()
    assert dialog.width() <= 1366
    assert dialog.height() <= 740
    assert [sheet.isVisible() for sheet in dialog.sheets] == [True, False]
    dialog.device.setCurrentIndex(1)
    assert [sheet.isVisible() for sheet in dialog.sheets] == [False, True]
