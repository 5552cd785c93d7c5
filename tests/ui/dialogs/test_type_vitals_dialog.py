"""What is typed is taken, asked about once, or refused at its field in a sentence."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from monitor.errors import EntryError
from monitor.events import (
    Check,
    CuffReading,
    CuffSource,
    CuffStep,
    Judgement,
    ManualVitals,
    SessionEnd,
    Verdict,
)
from monitor.settings import CHECKED
from tests.ui.conftest import NURSE, Desk, Desks, colours, rgb
from tests.ui.test_cuff_view import step
from ui import theme
from ui.dialogs.type_vitals_dialog import (
    BOUNCE_S,
    POSSIBLE,
    RANGES,
    TypeVitalsDialog,
    typed_entries,
    unlikely,
)
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


def later(dialog: TypeVitalsDialog, seconds: float = BOUNCE_S + 0.1) -> None:
    """Let so much time pass before the next Enter."""
    now_s = dialog.now_s() + seconds
    dialog.now_s = lambda: now_s


def type_in(dialog: TypeVitalsDialog, **numbers: str) -> None:
    """Type on the keyboard."""
    for name, text in numbers.items():
        dialog.fields[name].clear()
        QTest.keyClicks(dialog.fields[name], text)


# --- what becomes of it --------------------------------------------------------------------------


def test_typed_vitals_are_entries_by_hand(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """A pressure is a manual cuff, the rest manual vitals; all by this nurse, now."""
    type_in(dialog, systolic="142", diastolic="84", rate="78", spo2="96", breathing="14")
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
    assert vitals.resp_rate == 14
    assert bedside.window.pressure.digits() == "142/84"
    assert bedside.window.rate._title.text() == "RATE · typed"
    assert bedside.window.dialogs.shown("type_vitals") is None


def test_one_number_is_enough(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """What was not read is not made up."""
    type_in(dialog, spo2="96")
    bedside.press(dialog.enter)
    assert bedside.all(CuffReading) == []
    (vitals,) = bedside.all(ManualVitals)
    assert (vitals.pulse_rate, vitals.spo2, vitals.resp_rate) == (None, 96, None)


def test_a_breathing_rate_alone_is_an_entry(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """The toast repeats it with its name and unit."""
    type_in(dialog, breathing="14")
    bedside.press(dialog.enter)
    (vitals,) = bedside.all(ManualVitals)
    assert (vitals.resp_rate, vitals.pulse_rate, vitals.spo2) == (14, None, None)
    assert "breathing 14 /min" in bedside.window.undo.text()


def test_breathing_that_is_due_is_typed_and_then_no_longer_due(bedside: Desk) -> None:
    """To do it is to count it: the keypad opens at its field (the profile calls it breathing)."""
    assert "breathing" in CHECKED
    bedside.window.next.wanted.emit("breathing")
    dialog = bedside.window.dialogs.shown("type_vitals")
    assert isinstance(dialog, TypeVitalsDialog)
    assert dialog.focusWidget() is dialog.fields["breathing"]
    for key in "14":
        bedside.press(keypad(dialog, key))
    bedside.press(dialog.enter)
    assert [vitals.resp_rate for vitals in bedside.all(ManualVitals)] == [14]
    assert bedside.all(Check) == []


def test_cancel_enters_nothing(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """And the next time the fields are empty."""
    type_in(dialog, spo2="96")
    bedside.press(keypad(dialog, "Cancel"))
    assert bedside.all(ManualVitals) == []
    assert bedside.window.type_vitals().numbers()["spo2"] is None


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", POSSIBLE)
def test_what_can_be_is_taken_and_what_lies_beyond_is_not(name: str) -> None:
    """Of a pressure the other number leaves its end some room."""
    low, high = POSSIBLE[name]
    partner = {"systolic": {"diastolic": 1}, "diastolic": {"systolic": 350}}.get(name, {})
    for value in (low + (name == "systolic"), high - (name == "diastolic")):
        assert typed_entries({name: value, **partner}, 0, NURSE)
    for value in (low - 1, high + 1):
        with pytest.raises(EntryError) as caught:
            typed_entries({name: value, **partner}, 0, NURSE)
        assert caught.value.code == "typed_out_of_range"
        assert caught.value.values == {"field": name, "low": low, "high": high}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"rate": "0"}, "rate", "That cannot be: between 1 and 350, please."),
        ({"spo2": "101"}, "spo2", "That cannot be: between 1 and 100, please."),
        ({"breathing": "91"}, "breathing", "That cannot be: between 0 and 90, please."),
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
    type_in(dialog, rate="0")
    bedside.press(dialog.enter)
    type_in(dialog, rate="70")
    assert dialog.problem() == ""
    assert not dialog.fields["rate"].property("wrong")
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


# --- what can be and hardly ever is ---------------------------------------------------------------


@pytest.mark.parametrize("name", RANGES)
def test_the_ends_of_what_is_believable_are_not_asked_about(name: str) -> None:
    """One beyond either is, and is possible all the same."""
    low, high = RANGES[name]
    assert POSSIBLE[name][0] < low < high <= POSSIBLE[name][1]
    assert unlikely({name: low}) == unlikely({name: high}) == unlikely({name: None}) == {}
    for value in (low - 1, high + 1):
        assert unlikely({name: value}) == {name: value}


def test_the_worst_moment_is_recorded_at_the_second_enter(
    bedside: Desk, dialog: TypeVitalsDialog
) -> None:
    """It is asked once whether that is right; nothing is entered before."""
    type_in(dialog, spo2="42")
    bedside.press(dialog.enter)
    assert dialog.problem() == "SpO₂ 42 %: is that right? Press Enter again to record it."
    assert dialog.focusWidget() is dialog.fields["spo2"]
    assert bedside.all(ManualVitals) == []
    later(dialog)
    bedside.press(dialog.enter)
    assert [vitals.spo2 for vitals in bedside.all(ManualVitals)] == [42]
    assert bedside.window.dialogs.shown("type_vitals") is None


def test_every_number_that_is_odd_is_asked_about_at_once(
    bedside: Desk, dialog: TypeVitalsDialog
) -> None:
    """By name and unit, and each field is marked; on the keyboard too."""
    type_in(dialog, rate="12", spo2="97", breathing="0")
    QTest.keyClick(dialog.fields["breathing"], Qt.Key.Key_Return)
    assert dialog.problem().startswith("Rate 12 bpm, Breathing 0 /min: is that right?")
    marked = [name for name, field in dialog.fields.items() if field.property("wrong")]
    assert marked == ["rate", "breathing"]
    later(dialog)
    QTest.keyClick(dialog.fields["rate"], Qt.Key.Key_Return)
    (vitals,) = bedside.all(ManualVitals)
    assert (vitals.pulse_rate, vitals.spo2, vitals.resp_rate) == (12, 97, 0)


def test_an_enter_that_bounces_is_no_answer(bedside: Desk, dialog: TypeVitalsDialog) -> None:
    """Nor one held down: each comes too soon after the one before it."""
    type_in(dialog, spo2="9")
    for _ in range(3):
        later(dialog, BOUNCE_S - 0.1)
        dialog.enter.click()
        assert dialog.isVisible()
    assert bedside.all(ManualVitals) == []
    later(dialog)
    dialog.enter.click()
    assert [vitals.spo2 for vitals in bedside.all(ManualVitals)] == [9]


def test_a_slip_that_is_mended_is_not_asked_about_again(
    bedside: Desk, dialog: TypeVitalsDialog
) -> None:
    """The question goes with the number it was about; another odd number has its own."""
    type_in(dialog, spo2="9")
    bedside.press(dialog.enter)
    type_in(dialog, spo2="98", rate="12")
    assert dialog.problem() == ""
    later(dialog)
    bedside.press(dialog.enter)
    assert dialog.problem().startswith("Rate 12 bpm: is that right?")
    type_in(dialog, rate="120")
    bedside.press(dialog.enter)
    (vitals,) = bedside.all(ManualVitals)
    assert (vitals.pulse_rate, vitals.spo2) == (120, 98)


def test_a_typed_pressure_that_no_cuff_measures_is_kept_and_judged_like_any_other(
    bedside: Desk, dialog: TypeVitalsDialog
) -> None:
    """It stands in the tile, hollow, and a person decides."""
    type_in(dialog, systolic="36", diastolic="20")
    bedside.press(dialog.enter)
    later(dialog)
    bedside.press(dialog.enter)
    (cuff,) = bedside.all(CuffReading)
    (judgement,) = bedside.all(Judgement)
    assert (cuff.systolic, judgement.of, judgement.verdict) == (36, cuff.seq, Verdict.REJECTED)
    assert bedside.window.pressure.digits() == "36/20"
    assert bedside.window.pressure._systolic.hollow
    bedside.window.entering.accept(cuff)
    assert not bedside.window.pressure._systolic.hollow


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
        "1",
        "4",
        "→",
        "0",
        "→",
        "⌫",
    ):
        bedside.press(keypad(dialog, key))
    assert dialog.numbers() == {
        "systolic": 142,
        "diastolic": 8,
        "rate": 78,
        "spo2": 96,
        "breathing": 14,
    }


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
def test_the_keypad_fits_over_the_chart(desks: Desks, sizes: theme.Sizes) -> None:
    """With its longest question, too: neither the strip nor the panel nor the last line is under
    it, and nothing moves when the question comes."""
    desk = desks(sizes=sizes)
    dialog = desk.window.type_vitals()
    desk.settle()
    before = dialog.enter.geometry(), dialog._problem.geometry()
    type_in(dialog, systolic="300", diastolic="230", rate="301", breathing="61", spo2="49")
    dialog.enter.click()
    desk.settle()
    assert dialog.problem().startswith("Systolic 300 mmHg, Diastolic 230 mmHg, Rate 301 bpm,")
    assert (dialog.enter.geometry(), dialog._problem.geometry()) == before
    said = dialog._problem
    assert said.heightForWidth(said.width()) <= said.height()
    place = dialog.geometry().translated(-desk.window.mapToGlobal(QPoint(0, 0)))
    assert place.top() > sizes.header + sizes.strip
    assert place.left() >= 0
    assert max(place.width(), dialog.sizeHint().width()) < desk.window.width() - sizes.panel
    assert place.bottom() < desk.window.height() - sizes.bottom_line
