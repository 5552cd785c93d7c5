"""Finding somebody: letters narrow the list, a scan means a record number and nothing else."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor.last_time import Patient, RecentPatient
from tests.ui.beside import by_hand, by_scanner
from ui.start.find_patient import FindPatient


def seen(name: str, number: str | None, born: date = date(1985, 3, 5)) -> RecentPatient:
    """Somebody who was here on 3 March."""
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    return RecentPatient(patient=Patient(name, born, number), last_session=at)


MARTIN = seen("Martin, Rosalind", "0045123")
HADDAD = seen("Haddad, Karim", "7", date(1971, 11, 30))
MARTINEZ = seen("Martínez, Ana", None)


class Head:
    """The field in a window, and whom it found."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(700, 600)
        self.field = FindPatient(self.window)
        self.field.setParent(self.window)
        self.field.resize(400, 40)
        self.found: list[RecentPatient] = []
        self.new: list[str] = []
        self.field.picked.connect(self.found.append)
        self.field.new.connect(self.new.append)
        self.field.show_known([MARTIN, HADDAD, MARTINEZ])
        self.field.edit.now_s = by_hand()
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.field.edit.setFocus()

    def offered(self) -> list[str]:
        """The first line of each that is seen."""
        rows = self.field.list
        if not rows.isVisible():
            return []
        return [rows.item(row).text().split("\n")[0] for row in range(rows.count())]

    def scan(self, text: str) -> None:
        """Type as a scanner does, with its Enter."""
        self.field.edit.now_s = by_scanner()
        QTest.keyClicks(self.field.edit, text)
        self.key(Qt.Key.Key_Return)
        self.field.edit.now_s = by_hand()

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.field.edit, key)

    def click(self, row: int) -> None:
        rows = self.field.list
        place = rows.visualItemRect(rows.item(row)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def head(qtbot: QtBot, dressed: QApplication) -> Head:
    """With three to find."""
    return Head(qtbot)


def test_nobodys_name_is_seen_before_somebody_asks(head: Head) -> None:
    """A touch shows the list, the last one first, with what tells two of one name apart."""
    assert head.offered() == []
    QTest.mouseClick(head.field.edit, Qt.MouseButton.LeftButton)
    assert head.offered() == ["Martin, Rosalind", "Haddad, Karim", "Martínez, Ana"]
    assert head.field.list.item(0).text().split("\n")[1] == (
        "born 1985-03-05 · 0045123 · last here 3 March 2026"
    )


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("mart", ["Martin, Rosalind", "Martínez, Ana"]),
        ("martinez", ["Martínez, Ana"]),
        ("MARTÍN", ["Martin, Rosalind", "Martínez, Ana"]),
        ("ros, mar", ["Martin, Rosalind"]),
        ("1985", ["Martin, Rosalind", "Martínez, Ana"]),
        ("004", ["Martin, Rosalind"]),
        ("artin", ["Nobody seen here lately begins like this."]),
    ],
)
def test_typed_letters_narrow_the_list(head: Head, typed: str, offered: list[str]) -> None:
    """Beginnings of names, of the record number, of the birth date."""
    QTest.keyClicks(head.field.edit, typed)
    assert head.offered() == offered


def test_a_touch_picks_and_empties_the_field(head: Head) -> None:
    """The list is gone with it."""
    QTest.mouseClick(head.field.edit, Qt.MouseButton.LeftButton)
    head.click(1)
    assert head.found == [HADDAD]
    assert (head.field.edit.text(), head.offered()) == ("", [])


def test_enter_picks_the_only_one_left_and_never_one_of_several(head: Head) -> None:
    """The first of two is not the one who was meant."""
    QTest.keyClicks(head.field.edit, "1985")
    head.key(Qt.Key.Key_Return)
    assert head.found == []
    head.key(Qt.Key.Key_Down)
    head.key(Qt.Key.Key_Down)
    head.key(Qt.Key.Key_Return)
    assert head.found == [MARTINEZ]
    QTest.keyClicks(head.field.edit, "hadd")
    head.key(Qt.Key.Key_Return)
    assert head.found == [MARTINEZ, HADDAD]


def test_a_scan_finds_the_whole_record_number(head: Head) -> None:
    """Its Enter picks at once."""
    head.scan("0045123")
    assert head.found == [MARTIN]


@pytest.mark.parametrize("scanned", ["004", "martin", "1985-03-05", "0045", "00451234"])
def test_a_scan_that_is_no_record_number_finds_nobody(head: Head, scanned: str) -> None:
    """Half a number, or a name, is somebody else's label."""
    head.scan(scanned)
    assert head.found == []
    assert head.new == []
    assert head.offered() == [f"Nobody seen here lately has the number {scanned}."]


def test_an_unknown_number_begins_a_new_patient_by_hand_alone(head: Head) -> None:
    """A second Enter of the scanner is no hand; the next scan takes the place of the last."""
    head.scan("999")
    head.key(Qt.Key.Key_Return)
    assert head.new == []
    head.scan("888")
    head.click(0)
    assert head.new == ["888"]
    assert head.found == []


def test_two_with_one_number_are_both_offered(head: Head) -> None:
    """Which of them it is, a person says."""
    head.field.show_known([MARTIN, seen("Martin, Rose", "0045123")])
    head.scan("0045123")
    assert head.found == []
    assert head.offered() == ["Martin, Rosalind", "Martin, Rose"]


def test_escape_and_leaving_put_the_list_away(head: Head) -> None:
    """Names stand on the screen no longer than they are looked for."""
    QTest.keyClicks(head.field.edit, "m")
    head.key(Qt.Key.Key_Escape)
    assert head.offered() == []
    QTest.keyClicks(head.field.edit, "a")
    assert head.offered()
    other = QWidget(head.window)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.show()
    other.setFocus()
    assert head.offered() == []


def test_without_anybody_there_is_no_list(head: Head) -> None:
    """The first day."""
    head.field.show_known([])
    QTest.mouseClick(head.field.edit, Qt.MouseButton.LeftButton)
    assert head.offered() == []
