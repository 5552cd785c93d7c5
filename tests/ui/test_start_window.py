"""The start screen as a nurse meets it: what it asks, what it refuses, what it hands over."""

import subprocess
import sys
from collections import Counter
from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from monitor import profile
from ui import theme
from ui.field import Field
from ui.start_sheet import DeviceChoice, Family, StartSheet
from ui.start_window import StartWindow

MODELS = [Family("ge-dinamap", "GE DINAMAP")]
PORTS = [("COM3", "USB serial adapter"), ("COM4", "")]
NUMBERS = "Pulse 76 · SpO₂ 97 · BP 128/79"
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Maximilian"


@pytest.fixture(scope="module", autouse=True)
def dark(qapp: QApplication) -> None:
    """As at the bedside."""
    theme.dress(qapp, theme.DARK)


@pytest.fixture
def window(qtbot: QtBot) -> StartWindow:
    """The window as it opens, on the smallest screen."""
    made = StartWindow(profile.shipped(), MODELS, PORTS, "Adeyemi")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


def retype(edit: QLineEdit, text: str) -> None:
    """Type over what stands in a field, then leave it."""
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Tab)


def press(button: QAbstractButton) -> None:
    """Press a button with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill_in(window: StartWindow) -> None:
    """Everything a usual session needs."""
    patient = window.patient
    retype(patient.name.edit, "Martin, Rosalind")
    retype(patient.birth_date.edit, "1985-03-05")
    retype(patient.weight.edit, "72")
    press(patient.weight_source.buttons["start.weight.measured"])
    retype(patient.allergy.edit, "penicillin")
    press(patient.wristband.buttons["start.wristband.matches"])
    retype(window.dose.second_checker.edit, "Haddad")
    window.device.rows[0].port.setCurrentIndex(0)
    window.show_numbers(0, NUMBERS)
    press(window.device.whose.buttons["start.numbers.yes"])


def said(window: StartWindow) -> str:
    """Every sentence of mistakes on screen."""
    labels = window.findChildren(QLabel)
    wrong = (made.text() for made in labels if made.property("role") == "wrong")
    return " ".join(text for text in wrong if text)


def needed(window: StartWindow) -> list[str]:
    """What the chips name."""
    return [chip.text() for chip in window.needed.chips.buttons]


def chip(window: StartWindow, name: str) -> QAbstractButton:
    """One of the chips."""
    return next(made for made in window.needed.chips.buttons if made.text() == name)


def begun(qtbot: QtBot, window: StartWindow) -> StartSheet:
    """Press "Begin baseline" and return what was handed over."""
    with qtbot.waitSignal(window.begin, timeout=1000) as blocker:
        press(window.needed.button)
    sheet: StartSheet = blocker.args[0]
    return sheet


def test_begin_hands_over_what_was_typed(qtbot: QtBot, window: StartWindow) -> None:
    """A sheet with values, not with texts."""
    fill_in(window)
    retype(window.patient.room.edit, "2")
    sheet = begun(qtbot, window)
    assert (sheet.patient, sheet.birth_date) == ("Martin, Rosalind", date(1985, 3, 5))
    assert (sheet.weight, sheet.allergy, sheet.room) == (72, "penicillin", "2")
    assert (sheet.nurse, sheet.second_checker) == ("Adeyemi", "Haddad")
    assert sheet.devices == (DeviceChoice("ge-dinamap", "COM3"),)
    assert (sheet.plan.mg_per_kg, sheet.plan.minutes, sheet.plan.weight) == (0.5, 40, 72)
    assert sheet.remarks == ()


def test_nothing_begins_while_something_is_missing(qtbot: QtBot, window: StartWindow) -> None:
    """The button is dead and the chips say why."""
    with qtbot.assertNotEmitted(window.begin):
        press(window.needed.button)
    assert not window.needed.button.isEnabled()
    assert needed(window) == [
        *("Name", "Birth date", "Weight", "Allergies", "Wristband", "Second checker", "Port")
    ]


def test_a_chip_leads_to_its_field(window: StartWindow) -> None:
    """One press, and one can type."""
    press(chip(window, "Second checker"))
    assert window.dose.second_checker.edit.hasFocus()


def test_the_cross_check_line_says_what_the_pump_should_read(window: StartWindow) -> None:
    """It follows each change of weight, dose and bag."""
    retype(window.patient.weight.edit, "72")
    assert window.dose.pump_line.text() == "36.0 mg · 54.0 mL/h · 36.0 mL"
    retype(window.dose.bag_ml.edit, "100")
    assert window.dose.pump_line.text() == "36.0 mg · 108.0 mL/h · 72.0 mL"
    retype(window.dose.bag_mg.edit, "5")
    assert window.dose.pump_line.text() == "No numbers for this dose"


@pytest.mark.parametrize(
    ("form", "field", "text", "sentence"),
    [
        ("patient", "weight", "0", "Zero cannot be right"),
        ("patient", "weight", "7.2", "Weight must be from 30 to 250 kg"),
        ("patient", "birth_date", "2199-01-01", "in the future"),
        ("patient", "birth_date", "05.03.1985", "Type year, month, day"),
        ("dose", "mg_per_kg", "50", "above the clinic's ceiling of 2 mg/kg"),
        ("dose", "minutes", "400", "Duration must be from 5 to 300 minutes"),
        ("dose", "bag_mg", "5", "The dose is 36.0 mg, the bag holds 5 mg"),
        ("dose", "bag_ml", "5x", "not a number"),
        ("dose", "second_checker", "adeyemi", "somebody else than the nurse"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field(
    window: StartWindow, form: str, field: str, text: str, sentence: str
) -> None:
    """In one sentence, and nothing begins."""
    fill_in(window)
    where: Field[object] = getattr(getattr(window, form), field)
    assert window.needed.button.isEnabled()
    retype(where.edit, text)
    assert sentence in said(window)
    assert not window.needed.button.isEnabled()
    assert any(name.startswith("Check") for name in needed(window))


def test_the_ceiling_in_mg_holds_whatever_the_weight(window: StartWindow) -> None:
    """And a refused dose gives no numbers to program a pump with."""
    fill_in(window)
    retype(window.dose.bag_mg.edit, "500")
    retype(window.patient.weight.edit, "150")
    retype(window.dose.mg_per_kg.edit, "1.9")
    assert "285.0 mg is above the clinic's ceiling of 200 mg" in said(window)
    assert "mg ·" not in window.dose.pump_line.text()
    assert not window.needed.button.isEnabled()


def test_a_half_typed_number_is_not_scolded(window: StartWindow) -> None:
    """Of 0.6 the zero comes first."""
    edit = window.dose.mg_per_kg.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "0")
    assert "Zero" not in said(window)
    QTest.keyClicks(edit, ".6")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert said(window) == ""


def test_a_pause_is_enough_to_be_told(qtbot: QtBot, window: StartWindow) -> None:
    """Somebody who types 50 and looks up has not left the field."""
    edit = window.dose.mg_per_kg.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "50")
    qtbot.waitUntil(lambda: "ceiling" in said(window), timeout=5000)


def test_an_unusual_dose_is_confirmed_once_more(qtbot: QtBot, window: StartWindow) -> None:
    """The record will say that it was."""
    fill_in(window)
    retype(window.dose.bag_mg.edit, "200")
    retype(window.dose.mg_per_kg.edit, "1.5")
    assert needed(window) == ["Unusual dose"]
    press(window.dose.confirm.buttons["start.unusual.confirm"])
    assert begun(qtbot, window).remarks == ("Unusual dose confirmed: Above the usual 0.1–1 mg/kg",)


def test_a_confirmation_is_for_one_dose(window: StartWindow) -> None:
    """Another dose asks again."""
    fill_in(window)
    retype(window.dose.bag_mg.edit, "200")
    retype(window.dose.mg_per_kg.edit, "1.5")
    press(window.dose.confirm.buttons["start.unusual.confirm"])
    retype(window.dose.mg_per_kg.edit, "1.8")
    assert needed(window) == ["Unusual dose"]


def test_another_name_is_compared_with_the_wristband_again(window: StartWindow) -> None:
    """The match was of the name before."""
    fill_in(window)
    retype(window.patient.name.edit, "Somebody Else")
    assert needed(window) == ["Wristband"]


def test_a_wristband_that_does_not_match_stops_the_start(window: StartWindow) -> None:
    """It says what to do instead."""
    fill_in(window)
    press(window.patient.wristband.buttons["start.wristband.differs"])
    assert "Find out who this is" in said(window)
    assert not window.needed.button.isEnabled()


def test_nobody_is_without_allergies_by_silence(qtbot: QtBot, window: StartWindow) -> None:
    """The header would say "No known allergy" of somebody who was not asked."""
    fill_in(window)
    retype(window.patient.allergy.edit, "")
    assert needed(window) == ["Allergies"]
    press(window.patient.no_allergy.buttons["start.allergy.none"])
    assert begun(qtbot, window).allergy == ""


def test_a_stated_weight_is_remarked(qtbot: QtBot, window: StartWindow) -> None:
    """It begins, and the record says what the weight is worth."""
    fill_in(window)
    press(window.patient.weight_source.buttons["start.weight.stated"])
    assert begun(qtbot, window).remarks == ("Weight stated by the patient, not measured",)


def test_no_port_is_listened_to_before_somebody_chose_it(window: StartWindow) -> None:
    """An idle port may hold an infusion pump."""
    asked: list[object] = []
    window.preview_wanted.connect(asked.append)
    retype(window.patient.name.edit, "Martin")
    assert asked == []
    window.device.rows[0].port.setFocus()
    QTest.keyClick(window.device.rows[0].port, Qt.Key.Key_Down)
    assert asked == [(DeviceChoice("ge-dinamap", "COM3"),)]


def test_whose_numbers_is_asked_once_there_are_numbers(window: StartWindow) -> None:
    """Nobody can say yes to nothing."""
    yes = window.device.whose.buttons["start.numbers.yes"]
    window.device.rows[0].port.setCurrentIndex(0)
    assert not yes.isEnabled()
    window.show_numbers(0, NUMBERS)
    assert yes.isEnabled()


def test_another_port_takes_the_yes_back(window: StartWindow) -> None:
    """Another port may be another patient's."""
    fill_in(window)
    window.device.rows[0].port.setCurrentIndex(1)
    assert needed(window) == ["Patient's numbers"]


def test_a_port_problem_is_said_at_the_port(window: StartWindow) -> None:
    """And it goes when numbers come."""
    fill_in(window)
    window.show_port_problem(0, "The cable is out.")
    assert "The cable is out." in said(window)
    assert not window.needed.button.isEnabled()
    window.show_numbers(0, NUMBERS)
    assert "The cable is out." not in said(window)


def test_finding_ports_keeps_the_chosen_one(qtbot: QtBot, window: StartWindow) -> None:
    """Plugging in one more cable changes nothing that was said."""
    fill_in(window)
    with qtbot.waitSignal(window.rescan, timeout=1000):
        press(window.device.find_ports)
    window.set_ports([("COM9", ""), *PORTS])
    assert begun(qtbot, window).devices[0].port == "COM3"


def test_a_port_that_is_gone_is_chosen_anew(window: StartWindow) -> None:
    """Nothing else is chosen in its place."""
    fill_in(window)
    window.set_ports([])
    assert needed(window) == ["Port"]
    assert "No port found" in said(window)


def test_a_session_may_begin_without_a_monitor(qtbot: QtBot, window: StartWindow) -> None:
    """Vitals are typed, then."""
    fill_in(window)
    press(window.device.no_monitor.buttons["start.no_monitor"])
    assert begun(qtbot, window).devices == ()


def test_an_open_session_comes_first(qtbot: QtBot, window: StartWindow) -> None:
    """One workstation, one session."""
    fill_in(window)
    window.show_open_session("Session of 14:00 is still open (no data 14:12–14:15).")
    assert not window.needed.button.isEnabled()
    with qtbot.waitSignal(window.resume, timeout=1000):
        QTest.keyClick(window.resume_button, Qt.Key.Key_Return)
    window.show_open_session("")
    assert window.needed.button.isEnabled()


def test_enter_in_a_field_goes_on_and_begins_nothing(qtbot: QtBot, window: StartWindow) -> None:
    """A scanner ends its code with Enter."""
    fill_in(window)
    window.patient.name.edit.setFocus()
    with qtbot.assertNotEmitted(window.begin):
        QTest.keyClick(window.patient.name.edit, Qt.Key.Key_Return)
    assert window.patient.birth_date.edit.hasFocus()


def test_the_keyboard_alone_is_enough(qtbot: QtBot, window: StartWindow) -> None:
    """Tab, text, space and Enter, in the order of the columns."""
    window.patient.name.edit.setFocus()
    for keys in (
        *("Martin, Rosalind\t", "19850305\t", "\t", "\t", "72\t", " \t", "\t", "penicillin\t"),
        *("\t", " \t", "\t", "\t", "\t", "\t", "\t", "\t", "Haddad\t"),
    ):
        QTest.keyClicks(focused(), keys.removesuffix("\t"))
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    for _ in range(2):  # the nurse and the model stand there already
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    window.show_numbers(0, NUMBERS)
    QTest.keyClick(focused(), Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: needed(window) == [], timeout=5000)
    with qtbot.waitSignal(window.begin, timeout=1000):
        QTest.keyClick(focused(), Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)


def focused() -> QWidget:
    """Where keys go."""
    found = QApplication.focusWidget()
    assert isinstance(found, QWidget)
    return found


def test_no_letter_leads_to_two_places(window: StartWindow) -> None:
    """An Alt key that does two things does neither."""
    texts = [made.text() for made in window.findChildren(QLabel) if made.buddy() is not None]
    texts += [made.text() for made in window.findChildren(QAbstractButton)]
    letters = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
    assert [letter for letter, count in letters.items() if count > 1] == []


def test_everything_one_can_reach_has_a_name(window: StartWindow) -> None:
    """For those who listen to the screen."""
    assert [made for made in reachable(window) if not made.accessibleName()] == []


def test_unapproved_limits_are_named_so(qtbot: QtBot, window: StartWindow) -> None:
    """And approved ones are not."""
    sentence = "Example limits: not approved by your clinic"
    assert sentence in [made.text() for made in window.findChildren(QLabel)]
    approved = msgspec.structs.replace(profile.shipped(), approved_by="Dr Okafor")
    other = StartWindow(approved, MODELS, PORTS, "Adeyemi")
    qtbot.addWidget(other)
    assert sentence not in [made.text() for made in other.findChildren(QLabel)]


def test_long_names_and_every_mistake_fit_a_small_screen(window: StartWindow) -> None:
    """The window does not grow, and nothing to press is cut off."""
    window.set_ports([("/dev/serial/by-id/" + "x" * 80, LONG)])
    fill_in(window)
    for field in window.findChildren(QLineEdit):
        retype(field, LONG)
    window.show_port_problem(0, "Another program uses the port. Close it, then choose it again.")
    window.show_open_session("Session of 14:00 is still open (no data 14:12–14:15).")
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert [part for part in reachable(window) if clipped(part)] == []


def reachable(window: StartWindow) -> list[QWidget]:
    """What one types into or presses, as far as it is shown."""
    kinds = QLineEdit | QAbstractButton
    return [w for w in window.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def clipped(part: QWidget) -> bool:
    """Whether its surroundings leave it no room."""
    around = part.parentWidget()
    return around is None or not around.rect().contains(part.geometry())


def test_the_first_paint_imports_neither_chart_nor_record() -> None:
    """They are slow to come, and nobody needs them yet."""
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from monitor import profile\n"
        "from ui import theme\n"
        "from ui.start_window import StartWindow\n"
        "app = QApplication([]); theme.dress(app, theme.DARK)\n"
        "window = StartWindow(profile.shipped(), [], [], ''); window.show(); app.processEvents()\n"
        "print({'pyqtgraph', 'numpy', 'sqlite_utils', 'sqlite3'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
