"""What is typed can be true, or it is refused at its field in a sentence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from monitor.errors import EntryError
from monitor.events import CuffReading, CuffSource, CuffStep, ManualVitals, SessionEnd
from tests.ui.conftest import NURSE, Desk, Desks, colours, rgb
from tests.ui.test_cuff_view import step
from ui import theme
from ui.dialogs.type_vitals_dialog import RANGES, TypeVitalsDialog, typed_entries
from ui.theme import DARK


@pytest.fixture
def dialog(bedside: Desk) -> TypeVitalsDialog:
    """The keypad on its window, opened by the button of the footer."""
    bedside.at(60)
    bedside.window.footer.actions_of_more["type_vitals"].trigger()
    dialog = bedside.window.dialogs.shown("type_vitals")
    assert isinstance(dialog, TypeVitalsDialog)
    return dialog


def keypad(dialog: TypeVitalsDialog, key: str) -> QPushButton:
    """A key of the pad."""
    made = [m for m in dialog.findChildren(QPushButton) if m.text() == key]
    assert len(made) == 1
    return made[0]


def type_in(dialog: TypeVitalsDialog, **numbers: str) -> None:
    """Type on the keyboard."""
    for name, text in numbers.items():
        dialog.fields[name].clear()
        QTest.keyClicks(dialog.fields[name], text)


# --- what becomes of it --------------------------------------------------------------------------


def test_typed_vitals_are_entries_by_hand(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """A pressure is a manual cuff, the rest manual vitals; all by this nurse, now."""
    type_in(dialog, systolic="142", diastolic="84", rate="78", spo2="96")
    bedside.press(dialog.enter)
    (cuff,) = bedside.all(CuffReading)
    assert (cuff.systolic, cuff.diastolic, cuff.source, cuff.by, cuff.t_ms) == (
        142,
        84,
        CuffSource.MANUAL,
        NURSE,
        60_000,
    )
    (vitals,) = bedside.all(ManualVitals)
    assert (vitals.pulse_rate, vitals.spo2, vitals.by) == (78, 96, NURSE)
    assert bedside.window.pressure.digits() == "142/84"
    assert bedside.window.rate._title.text() == "RATE · typed"
    assert bedside.window.dialogs.shown("type_vitals") is None


def test_one_number_is_enough(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """What was not read is not made up."""
    type_in(dialog, spo2="96")
    bedside.press(dialog.enter)
    assert bedside.all(CuffReading) == []
    (vitals,) = bedside.all(ManualVitals)
    assert (vitals.pulse_rate, vitals.spo2) == (None, 96)


def test_cancel_enters_nothing(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """And the next time the fields are empty."""
    type_in(dialog, spo2="96")
    bedside.press(keypad(dialog, "Cancel"))
    assert bedside.all(ManualVitals) == []
    assert bedside.window.type_vitals().numbers()["spo2"] is None


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", RANGES)
def test_the_ends_of_each_range_are_taken_and_what_lies_beyond_is_not(name: str) -> None:
    """As a person may believably read it off a device."""
    low, high = RANGES[name]
    partner = {"systolic": {"diastolic": 10}, "diastolic": {"systolic": 270}}.get(name, {})
    for value in (low, high):
        assert typed_entries({name: value, **partner}, 0, NURSE)
    for value in (low - 1, high + 1):
        with pytest.raises(EntryError) as caught:
            typed_entries({name: value, **partner}, 0, NURSE)
        assert caught.value.code == "typed_out_of_range"
        assert caught.value.values == {"field": name, "low": low, "high": high}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"rate": "7"}, "rate", "That cannot be: between 20 and 300, please."),
        ({"spo2": "101"}, "spo2", "That cannot be: between 50 and 100, please."),
        ({"systolic": "140"}, "diastolic", "A pressure needs both numbers."),
        ({"diastolic": "80"}, "systolic", "A pressure needs both numbers."),
        ({"systolic": "80", "diastolic": "80"}, "diastolic", "Diastolic must be below systolic."),
        ({}, "systolic", "Type at least one value."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    bedside: Desk,
    dialog: TypeVitalsDialog,
    typed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    """One sentence, the field marked and in focus, nothing entered, the keypad still there."""
    type_in(dialog, **typed)
    bedside.press(dialog.enter)
    assert dialog.isVisible()
    assert dialog.problem() == sentence
    assert {name: f.property("wrong") for name, f in dialog.fields.items()} == {
        name: name == field for name in RANGES
    }
    assert dialog.focusWidget() is dialog.fields[field]
    assert rgb(DARK.ink) in colours(dialog.fields[field])
    assert bedside.all(CuffReading) == []
    assert bedside.all(ManualVitals) == []


def test_a_refused_number_can_be_mended(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """It goes on where it stopped."""
    type_in(dialog, rate="7")
    bedside.press(dialog.enter)
    type_in(dialog, rate="70")
    bedside.press(dialog.enter)
    assert [vitals.pulse_rate for vitals in bedside.all(ManualVitals)] == [70]


@pytest.mark.parametrize(
    ("keys", "number"),
    [("+", None), ("-70", 70), ("7,0", 70), ("7e1", 71), (" ", None), ("x", None)],
)
def test_only_digits_go_into_a_field(
    dialog: TypeVitalsDialog, keys: str, number: int | None
) -> None:
    """Whatever the keyboard sends, what stands there is a whole number or nothing."""
    type_in(dialog, rate=keys)
    assert dialog.numbers()["rate"] == number


def test_three_digits_are_all_there_is_room_for(dialog: TypeVitalsDialog) -> None:
    """A key that sticks makes no thousand."""
    type_in(dialog, rate="77777")
    assert dialog.fields["rate"].text() == "777"


# --- the keypad ----------------------------------------------------------------------------------


def test_the_keypad_types_into_the_field_in_focus(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """Digits, a step back, on to the next field and round again; a fourth digit has no room."""
    dialog.fields["systolic"].setFocus()
    for key in (
        "1",
        "4",
        "3",
        "⌫",
        "2",
        "→",
        "8",
        "4",
        "→",
        "7",
        "8",
        "→",
        "9",
        "6",
        "→",
        "0",
        "→",
        "⌫",
    ):
        bedside.press(keypad(dialog, key))
    assert dialog.numbers() == {"systolic": 142, "diastolic": 8, "rate": 78, "spo2": 96}


def test_keys_are_big_enough_for_a_glove(dialog: TypeVitalsDialog) -> None:
    """And every one has a name."""
    for made in dialog.findChildren(QPushButton):
        assert made.height() >= 44
        assert made.width() >= 44
        assert made.accessibleName().strip()
    assert keypad(dialog, "⌫").accessibleName() == "Delete the last digit"
    assert all(field.accessibleName() for field in dialog.fields.values())


def test_enter_on_the_keyboard_enters(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """For those who type."""
    type_in(dialog, rate="78")
    QTest.keyClick(dialog.fields["rate"], Qt.Key.Key_Return)
    assert len(bedside.all(ManualVitals)) == 1


# --- the window behind it ------------------------------------------------------------------------


def test_the_keypad_is_never_in_the_way_of_stopping_a_cuff(
    bedside: Desk, dialog: TypeVitalsDialog
) -> None:
    """The window behind it goes on and can be pressed."""
    step(bedside, CuffStep.INFLATING)
    bedside.press(bedside.window.cuff.second)
    assert [str(event.action) for event in bedside.taken if hasattr(event, "action")] == ["stop"]
    bedside.later(7)
    assert bedside.window.cuff.measure.text() == "Measuring… 0:07"
    assert dialog.isVisible()


def test_asked_for_twice_there_is_one_keypad(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """What was typed is still there."""
    type_in(dialog, rate="78")
    bedside.window.footer.actions_of_more["type_vitals"].trigger()
    assert bedside.window.dialogs.shown("type_vitals") is dialog
    assert dialog.numbers()["rate"] == 78


def test_what_is_entered_after_the_end_is_refused_like_anything_else(
    bedside: Desk, dialog: TypeVitalsDialog
) -> None:
    """The session ended while somebody was typing."""
    bedside.post(SessionEnd(t_ms=60_000, by=NURSE))
    type_in(dialog, rate="78")
    bedside.press(dialog.enter)
    assert bedside.all(ManualVitals) == []


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_the_keypad_fits_the_smallest_screen(desks: Desks, sizes: theme.Sizes) -> None:
    """With its sentence, too."""
    dialog = desks(sizes=sizes).window.type_vitals()
    dialog.enter.click()
    assert dialog.sizeHint().height() <= 768
