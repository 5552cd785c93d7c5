"""The sheet as the engineer fills it in."""

import pytest
from pytestqt.qtbot import QtBot

from ui.start.commissioning import Check, Compared, Plugged
from ui.start.commissioning_view import CommissioningView

QUANTITIES = ("systolic", "diastolic", "mean", "rate", "spo2")
NUMBERS = {"systolic": 128.0, "diastolic": 79.0, "mean": 95.0, "rate": 74.0, "spo2": 97.0}


class Sheet:
    """The sheet, and what was stored of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.stored: list[tuple[Compared, ...]] = []
        self.disk = True
        self.view = CommissioningView("GE DINAMAP", QUANTITIES, None, self._store)
        qtbot.addWidget(self.view)
        self.view.show()

    def _store(self, number: str, by: str, values: tuple[Compared, ...]) -> Check | None:
        self.stored.append(values)
        device, at = Plugged("ge-dinamap", "COM3"), "2026-11-22T14:00:00+01:00"
        return Check(device, number, by, at, "0.1.0", values) if self.disk else None

    def fill_in(self, **typed: str) -> None:
        self.view.hear(NUMBERS)
        self.view.by.setText("Okafor")
        self.view.serial_number.setText("SN 12")
        for row in self.view.rows:
            row.read.setText(typed.get(row.quantity, f"{NUMBERS[row.quantity]:g}"))


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    """The sheet of a monitor that gives everything."""
    return Sheet(qtbot)


def test_a_sheet_that_agrees_is_stored(sheet: Sheet) -> None:
    """With what was read and what was received."""
    assert not sheet.view.store.isEnabled()
    sheet.fill_in(diastolic="78")
    assert sheet.view.needs() == []
    sheet.view.store.click()
    assert sheet.stored[0][:2] == (Compared("systolic", 128, 128), Compared("diastolic", 78, 79))
    assert "Checked by Okafor" in sheet.view.checked()
    assert sheet.view.pdf.isEnabled()
    assert sheet.view.print.isEnabled()


def test_a_difference_needs_a_reason(sheet: Sheet) -> None:
    """It is asked for only there, and goes with the difference."""
    sheet.fill_in(rate="90")
    row = sheet.view.rows[3]
    assert row.difference.text() == "−16"
    assert sheet.view.needs() == ["why Rate bpm differs"]
    assert [r.explained.isVisible() for r in sheet.view.rows] == [False] * 3 + [True, False]
    row.explained.setText("the patient moved")
    assert sheet.view.store.isEnabled()
    row.read.setText("75")
    assert row.compared == Compared("rate", 75, 74)


def test_what_was_received_by_then_is_held(sheet: Sheet) -> None:
    """A rate that moves on while it is typed is no difference; an emptied field follows again."""
    row = sheet.view.rows[3]
    sheet.view.hear({"rate": 74})
    row.read.setText("7")
    sheet.view.hear({"rate": 99})
    row.read.setText("74")
    assert (row.received.text(), row.difference.text()) == ("74", "±0")
    row.read.setText("")
    assert row.received.text() == "99"
    assert row.compared is None


def test_a_value_that_did_not_arrive_is_a_difference(sheet: Sheet) -> None:
    """It takes a reason to go on."""
    sheet.fill_in()
    row = sheet.view.rows[4]
    row.read.setText("")
    sheet.view.hear({})
    row.read.setText("97")
    assert row.received.text() == "–"
    assert sheet.view.needs() == ["why SpO₂ % differs"]


@pytest.mark.parametrize("typed", ["0", "9", "500", "+5", "x"])
def test_what_no_screen_shows_is_not_taken(sheet: Sheet, typed: str) -> None:
    """The value is still needed."""
    sheet.fill_in(systolic=typed)
    assert "Systolic mmHg" in sheet.view.needs()


def test_a_disk_that_refuses_is_said(sheet: Sheet) -> None:
    """Nobody leaves believing it was kept."""
    sheet.disk = False
    sheet.fill_in()
    sheet.view.store.click()
    assert "Not stored" in sheet.view.said()
    assert sheet.view.checked() == "Not checked by engineering"
