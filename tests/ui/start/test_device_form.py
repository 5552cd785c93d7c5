"""The device column: one or two devices, whose numbers they are, where the probe is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ui.start.device_form import OTHER_ARM, SAME_ARM, DeviceForm, Places
from ui.start.start_sheet import DeviceChoice, Family

FAMILIES = [
    Family("ge-dinamap", "GE DINAMAP", gives_cuff=True, gives_spo2=True),
    Family("par-nibp", "PAR NIBP", gives_cuff=True),
    Family("nonin", "Nonin", gives_spo2=True),
]
PORTS = [("COM3", "USB"), ("COM4", "USB")]
DINAMAP, PAR = DeviceChoice("ge-dinamap", "COM3"), DeviceChoice("par-nibp", "COM3")
NONIN = DeviceChoice("nonin", "COM4")


class Column:
    """The form on a screen, and what it wanted to listen to."""

    def __init__(self, qtbot: QtBot) -> None:
        self.form = DeviceForm(FAMILIES, PORTS)
        self.wanted: list[Places] = []
        self.form.preview_wanted.connect(self.wanted.append)
        qtbot.addWidget(self.form)
        self.form.resize(390, 480)
        self.form.show()

    def needed(self) -> list[str]:
        return [missing.name for missing in self.form.missing()]


@pytest.fixture
def column(qtbot: QtBot) -> Column:
    """The form with two ports to choose from."""
    return Column(qtbot)


def press(button: QAbstractButton) -> None:
    """Press it with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_second_device_comes_with_a_press_and_goes_with_another(column: Column) -> None:
    """The first is not listened to anew for it."""
    column.form.choose([DINAMAP])
    press(column.form.add)
    assert column.form.rows[1].isVisible()
    assert column.needed() == ["Second model"]
    column.form.rows[1].choose(NONIN)
    assert list(column.form.devices) == [DINAMAP, NONIN]
    press(column.form.remove)
    assert list(column.form.devices) == [DINAMAP]
    assert column.wanted[-2:] == [(DINAMAP, NONIN), (DINAMAP,)]


def test_the_first_says_that_it_decides(column: Column) -> None:
    """Only where there are two."""
    column.form.choose([DINAMAP])
    assert "decides" not in column.form.rows[0]._title.text()
    column.form.choose([DINAMAP, NONIN])
    assert "decides first" in column.form.rows[0]._title.text()


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (DeviceChoice("ge-dinamap", "COM4"), "Two devices of one model cannot be told apart"),
        (DeviceChoice("nonin", "COM3"), "That port is the first one's"),
    ],
)
def test_nothing_is_chosen_twice(column: Column, second: DeviceChoice, sentence: str) -> None:
    """It is said, blocks, and the second is not listened to."""
    column.form.choose([DINAMAP, second])
    column.form.show_numbers(0, "74 bpm")
    assert sentence in column.form.numbers(1)
    assert column.needed() == ["Second monitor"]
    assert column.wanted[-1] == (DINAMAP, None)
    assert not column.form.whose.isEnabled()


def test_one_port_by_two_names_is_one_port(qtbot: QtBot, tmp_path: Path) -> None:
    """A link to a port is that port."""
    port, link = tmp_path / "ttyUSB0", tmp_path / "by-id"
    port.touch()
    link.symlink_to(port)
    form = DeviceForm(FAMILIES, [(str(port), ""), (str(link), "")])
    qtbot.addWidget(form)
    form.choose([DeviceChoice("ge-dinamap", str(port)), DeviceChoice("nonin", str(link))])
    assert "That port is the first one's" in form.numbers(1)


def test_whose_numbers_is_asked_once_for_all(column: Column) -> None:
    """And only when every one of them is heard."""
    column.form.choose([DINAMAP, NONIN])
    column.form.show_numbers(0, "74 bpm")
    assert not column.form.whose.isEnabled()
    column.form.show_numbers(1, "75 bpm")
    assert column.form.whose.isEnabled()
    press(column.form.whose.buttons["start.numbers.yes"])
    assert "Patient's numbers" not in column.needed()
    column.form.show_problem(1, "The cable is out.")
    assert "Patient's numbers" in column.needed()
    assert column.form.numbers(0) == "74 bpm"
    assert column.form.numbers(1) == "The cable is out."


def test_a_yes_outlives_the_second_device(column: Column) -> None:
    """It was said of the first, too, and nothing of that has changed."""
    column.form.choose([DINAMAP, NONIN])
    column.form.show_numbers(0, "74 bpm")
    column.form.show_numbers(1, "75 bpm")
    press(column.form.whose.buttons["start.numbers.yes"])
    column.form.remove_second()
    assert column.needed() == ["Probe's arm"]


def test_another_second_device_takes_the_yes_back(column: Column) -> None:
    """It was said of other numbers; those of the first stay on screen."""
    column.form.choose([DINAMAP])
    column.form.show_numbers(0, "74 bpm")
    press(column.form.whose.buttons["start.numbers.yes"])
    press(column.form.add)
    column.form.rows[1].choose(NONIN)
    assert column.form.whose.chosen is None
    assert column.form.numbers(0) == "74 bpm"


@pytest.mark.parametrize(
    ("devices", "asked"),
    [([DINAMAP], True), ([PAR], False), ([NONIN], False), ([PAR, NONIN], True), ([], False)],
)
def test_the_arm_is_asked_where_there_is_a_cuff_and_a_probe(
    column: Column, devices: list[DeviceChoice], asked: bool
) -> None:
    """Of one device or of two."""
    column.form.choose(devices)
    assert column.form.arm.isVisible() is asked
    assert ("Probe's arm" in column.needed()) is asked


def test_the_answer_about_the_arm(column: Column) -> None:
    """It is forgotten where it means nothing any more."""
    column.form.choose([PAR, NONIN])
    said = [column.form.on_cuff_arm]
    for answer in (SAME_ARM, OTHER_ARM):
        press(column.form.arm.buttons[answer])
        said.append(column.form.on_cuff_arm)
    column.form.remove_second()
    assert [*said, column.form.on_cuff_arm] == [None, True, False, None]


def test_typed_values_need_no_device(column: Column) -> None:
    """Nothing is listened to and nothing asked."""
    column.form.choose([DINAMAP, NONIN])
    press(column.form.no_monitor.buttons["start.no_monitor"])
    assert (column.needed(), column.form.devices) == ([], ())
    assert column.form.on_cuff_arm is None
    assert column.wanted[-1] == ()


def test_ports_that_were_let_go_are_asked_for_again(column: Column) -> None:
    """What was seen before is old by then."""
    column.form.choose([DINAMAP])
    column.form.show_numbers(0, "74 bpm")
    press(column.form.whose.buttons["start.numbers.yes"])
    before = len(column.wanted)
    column.form.listen_again()
    assert column.wanted[before:] == [(DINAMAP,)]
    assert column.form.numbers(0) == "Waiting for numbers…"
    assert column.form.whose.chosen is None
