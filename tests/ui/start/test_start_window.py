"""The start screen as a nurse meets it: what it asks, what it refuses, what it hands over."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from monitor import profile
from monitor.events import CheckAnswer
from monitor.last_time import LastTime, Patient, RecentPatient
from tests.ui.beside import by_hand, by_scanner
from ui import theme
from ui.field import Field
from ui.start.dose_form import DoseForm
from ui.start.spray_form import SprayForm
from ui.start.start_sheet import DeviceChoice, Family, StartSheet
from ui.start.start_window import StartWindow

MODELS = [Family("ge-dinamap", "GE DINAMAP")]
PORTS = [("COM3", "USB serial adapter"), ("COM4", "")]
OTHERS = [profile.shipped(n) for n in ("iv-ketamine-long", "intranasal-esketamine")]
NUMBERS = "Pulse 76 · SpO₂ 97 · BP 128/79"
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Maximilian"


@pytest.fixture(scope="module", autouse=True)
def dark(qapp: QApplication) -> None:
    """As at the bedside."""
    theme.dress(qapp, theme.DARK)


def by_hand_in(window: StartWindow) -> None:
    """Let keys come a fifth of a second apart, as a hand's do."""
    window.scans.now_s = window.guard.now_s = window.finder.edit.now_s = by_hand()


@pytest.fixture
def window(qtbot: QtBot) -> StartWindow:
    """The window as it opens, on the smallest screen."""
    made = StartWindow(profile.shipped(), MODELS, PORTS, "Adeyemi", OTHERS)
    by_hand_in(made)
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
    press(window.needed.checks)
    press(window.checks.rows[0].press(CheckAnswer.YES))
    press(window.checks.done)


def infused(window: StartWindow) -> DoseForm:
    """The form of a dose that a pump gives."""
    assert isinstance(window.dose, DoseForm)
    return window.dose


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
        *("Name", "Birth date", "Weight", "Allergies", "Wristband", "Second checker", "Port"),
        "Consent",
    ]


def test_a_chip_leads_to_its_field(window: StartWindow) -> None:
    """One press, and one can type."""
    press(chip(window, "Second checker"))
    assert window.dose.second_checker.edit.hasFocus()


def test_the_cross_check_line_says_what_the_pump_should_read(window: StartWindow) -> None:
    """It follows each change of weight, dose and bag."""
    retype(window.patient.weight.edit, "72")
    press(window.patient.weight_source.buttons["start.weight.measured"])
    assert infused(window).pump_line.text() == "36.0 mg · 54.0 mL/h · 36.0 mL"
    retype(infused(window).bag_ml.edit, "100")
    assert infused(window).pump_line.text() == "36.0 mg · 108.0 mL/h · 72.0 mL"
    retype(infused(window).bag_mg.edit, "5")
    assert infused(window).pump_line.text() == "No numbers for this dose"


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
    retype(infused(window).bag_mg.edit, "500")
    retype(window.patient.weight.edit, "150")
    retype(infused(window).mg_per_kg.edit, "1.9")
    assert "285.0 mg is above the clinic's ceiling of 200 mg" in said(window)
    assert "mg ·" not in infused(window).pump_line.text()
    assert not window.needed.button.isEnabled()


def test_a_half_typed_number_is_not_scolded(window: StartWindow) -> None:
    """Of 0.6 the zero comes first."""
    edit = infused(window).mg_per_kg.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "0")
    assert "Zero" not in said(window)
    QTest.keyClicks(edit, ".6")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert said(window) == ""


def test_a_pause_is_enough_to_be_told(qtbot: QtBot, window: StartWindow) -> None:
    """Somebody who types 50 and looks up has not left the field."""
    edit = infused(window).mg_per_kg.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "50")
    qtbot.waitUntil(lambda: "ceiling" in said(window), timeout=5000)


def test_an_unusual_dose_is_confirmed_once_more(qtbot: QtBot, window: StartWindow) -> None:
    """The record will say that it was."""
    fill_in(window)
    retype(infused(window).bag_mg.edit, "200")
    retype(infused(window).mg_per_kg.edit, "1.5")
    assert needed(window) == ["Unusual dose"]
    press(infused(window).confirm.buttons["start.unusual.confirm"])
    assert begun(qtbot, window).remarks == ("Unusual dose confirmed: Above the usual 0.1–1 mg/kg",)


def test_a_confirmation_is_for_one_dose(window: StartWindow) -> None:
    """Another dose asks again."""
    fill_in(window)
    retype(infused(window).bag_mg.edit, "200")
    retype(infused(window).mg_per_kg.edit, "1.5")
    press(infused(window).confirm.buttons["start.unusual.confirm"])
    retype(infused(window).mg_per_kg.edit, "1.8")
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
    """The header would say "No allergy recorded" of somebody who was not asked."""
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


def test_an_open_session_that_cannot_go_on_lets_another_begin(
    qtbot: QtBot, window: StartWindow
) -> None:
    """The clock of the computer is wrong; nobody waits for the engineer."""
    fill_in(window)
    window.show_open_session("Set the clock, or begin a new session.", blocks=False)
    assert window.open_session.isVisible()
    assert window.resume_button.isEnabled()
    begun(qtbot, window)


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
    tab_to(window.needed.checks)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    QTest.keyClick(focused(), Qt.Key.Key_Space)  # consent: Yes
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: needed(window) == [], timeout=5000)
    with qtbot.waitSignal(window.begin, timeout=1000):
        QTest.keyClick(focused(), Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)


def tab_to(wanted: QWidget) -> None:
    """Press Tab until it has the focus."""
    for _ in range(30):
        if focused() is wanted:
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(wanted)


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
    assert sentence in shown(window)
    approved = msgspec.structs.replace(profile.shipped(), approved_by="Dr Okafor")
    other = StartWindow(approved, MODELS, PORTS, "Adeyemi")
    qtbot.addWidget(other)
    other.show()
    assert sentence not in shown(other)


def shown(window: StartWindow) -> list[str]:
    """Every label that is seen."""
    return [made.text() for made in window.findChildren(QLabel) if made.isVisible()]


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


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000), (1920, 1080)], ids=str)
def test_everything_to_press_is_big_enough_for_a_glove(
    qtbot: QtBot, size: tuple[int, int], touch: bool
) -> None:
    """At least 44 pixels, and as much larger as the screen lets the rest be (nurse.md B3)."""
    sizes = theme.start_sizes_for(size[1], size[0], touch=touch)
    window = StartWindow(profile.shipped(), MODELS, PORTS, "Adeyemi", OTHERS, sizes)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.device.add_second()
    window.show_open_session("Session of 14:00 is still open (no data 14:12–14:15).")
    window.open_checks()
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert [part for part in reachable(window) if clipped(part)] == []
    high = [made for made in pressed(window) if made.height() < sizes.row]
    assert [made.accessibleName() for made in high] == []
    small = [made for made in pressed(window) if made.width() < sizes.row]
    assert [made.accessibleName() for made in small] == []
    assert sizes.row >= 44


def pressed(window: StartWindow) -> list[QWidget]:
    """What one presses or types into, the lists to choose from too."""
    kinds = QLineEdit | QAbstractButton | QComboBox
    return [w for w in window.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def test_a_large_screen_pulls_no_fields_apart(qtbot: QtBot) -> None:
    """They grow with it, stay as near as on a small one, and the columns end on one line."""
    apart = []
    for width, height in ((1366, 768), (1920, 1080)):
        sizes = theme.start_sizes_for(height, width)
        window = StartWindow(profile.shipped(), MODELS, PORTS, "", (), sizes)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        QApplication.processEvents()
        last = (window.patient.wristband, window.nurse, window.device.no_monitor)
        ends = [part.mapTo(window, part.rect().bottomLeft()).y() for part in last]
        assert max(ends) - min(ends) <= 8
        fields = (window.patient.name.edit, window.patient.weight.edit)
        high, low = (one.mapTo(window, one.rect().topLeft()).y() for one in fields)
        apart.append((low - high) / sizes.row)
    assert apart[1] == pytest.approx(apart[0], rel=0.1)


def test_the_scan_field_has_the_keys_first(window: StartWindow) -> None:
    """A nurse scans before she touches anything; from there Tab goes to the patient."""
    assert window.finder.edit.hasFocus()
    assert window.finder.list.isHidden()
    QTest.keyClick(window.finder.edit, Qt.Key.Key_Tab)
    assert window.patient.name.edit.hasFocus()


def test_tab_goes_by_the_chips_before_the_button(window: StartWindow) -> None:
    """Also by those that came after the window was opened."""
    fill_in(window)
    window.patient.name.edit.clear()
    window.nurse.edit.clear()
    window.device.no_monitor.buttons["start.no_monitor"].setFocus()
    for wanted in (*window.needed.chips.buttons, window.needed.checks):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is wanted


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
        "from ui.start.start_window import StartWindow\n"
        "app = QApplication([]); theme.dress(app, theme.DARK)\n"
        "window = StartWindow(profile.shipped(), [], [], ''); window.show(); app.processEvents()\n"
        "print({'pyqtgraph', 'numpy', 'sqlite_utils', 'sqlite3'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# -- prep, treatments, repeat patients, scans ---------------------------------------------


LAST = LastTime(
    session=12,
    number=2,
    started_at=datetime(2026, 3, 3, 14, tzinfo=UTC),
    ended=True,
    systolic=159,
    diastolic=90,
    minute=30,
    nausea=4,
    drugs=("ondansetron",),
    likes="eye mask, no talking, " + "the window open and " * 12,
)
SEEN = RecentPatient(
    patient=Patient("Martin, Rosalind", date(1985, 3, 5), "0045123"),
    last_session=LAST.started_at,
    allergy="penicillin",
    weight=72.0,
    weighed_on=date(2026, 3, 3),
)


def scan(window: StartWindow, where: QWidget, text: str) -> None:
    """Type as a scanner does, with its Enter; each key where the focus is."""
    window.scans.now_s = window.guard.now_s = window.finder.edit.now_s = by_scanner()
    where.setFocus()
    for letter in text:
        QTest.keyClicks(focused(), letter)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    by_hand_in(window)


def choose(window: StartWindow, name: str) -> None:
    """Choose a treatment as the list does."""
    window.header.treatment.setFocus()
    while window.profile.name != name:
        QTest.keyClick(window.header.treatment, Qt.Key.Key_Down)


def test_the_answers_of_the_preparation_go_with_the_sheet(
    qtbot: QtBot, window: StartWindow
) -> None:
    """Matches, consent, the second checker; what was not asked is told as that."""
    fill_in(window)
    told = {check.item: check for check in begun(qtbot, window).checks}
    assert told["identity"].answer is told["consent"].answer is CheckAnswer.YES
    assert told["pump"].detail == "Haddad"
    assert told["fasting"].answer is CheckAnswer.NOT_ASKED
    assert len(told) == 11


def test_a_no_to_consent_stops_the_start_with_a_sentence(window: StartWindow) -> None:
    """Also while the checks are put away; the chip opens them."""
    fill_in(window)
    press(chip_or_checks(window))
    press(window.checks.rows[0].press(CheckAnswer.NO))
    press(window.checks.done)
    assert "“Consent is current” was answered No" in said(window)
    assert not window.needed.button.isEnabled()
    press(chip(window, "Consent"))
    assert window.checks.isVisible()
    assert focused() is window.checks.rows[0].press(CheckAnswer.YES)


def chip_or_checks(window: StartWindow) -> QAbstractButton:
    """What opens the checks; it says how many were asked."""
    assert window.needed.checks.text() == "Checks 1 of 9"
    return window.needed.checks


def test_the_open_checks_leave_the_foot_free_and_fit_a_small_screen(window: StartWindow) -> None:
    """The longest list, its stop and the last session: nothing is cut off."""
    choose(window, "intranasal-esketamine")
    window.pick(SEEN)
    window.show_last_time(LAST)
    press(window.needed.checks)
    press(window.checks.rows[0].press(CheckAnswer.NO))
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert window.checks.geometry().bottom() < window.needed.y()
    assert [part for part in reachable(window) if clipped(part)] == []
    assert min(row.height() for row in window.checks.rows) >= 44


def test_a_chip_uncovers_where_it_leads(window: StartWindow) -> None:
    """The checks lie over the third column, and one would type below them."""
    press(window.needed.checks)
    press(chip(window, "Port"))
    assert not window.checks.isVisible()
    assert window.device.rows[0].port.hasFocus()


def test_another_treatment_brings_its_own_dose_and_checks(
    qtbot: QtBot, window: StartWindow
) -> None:
    """Whole devices; whoever compared the dose before compared another one."""
    fill_in(window)
    choose(window, "intranasal-esketamine")
    assert needed(window) == ["Devices", "Second checker"]
    assert isinstance(window.dose, SprayForm)
    press(window.dose.devices.buttons["2 devices · 56 mg"])
    retype(window.dose.second_checker.edit, "Haddad")
    sheet = begun(qtbot, window)
    assert sheet.profile is not None
    assert sheet.profile.name == "intranasal-esketamine"
    assert sheet.plan.mg_per_kg * sheet.plan.weight == pytest.approx(56)
    assert "nasal_spray" in {check.item for check in sheet.checks}


def test_back_and_forth_between_treatments_nothing_is_left_behind(window: StartWindow) -> None:
    """The form that went is deaf, and the one that came knows the weight."""
    fill_in(window)
    for name in ("iv-ketamine-long", "intranasal-esketamine", "iv-ketamine-long"):
        choose_by_name(window, name)
    assert infused(window).pump_line.text() == "100.8 mg · 25.2 mL/h · 100.8 mL"
    assert needed(window) == ["Second checker"]


def choose_by_name(window: StartWindow, name: str) -> None:
    """Choose whichever way the list has to go."""
    window.header.choose(name)


def test_the_treatment_of_last_time_is_chosen_unless_a_person_chose(window: StartWindow) -> None:
    """The record is read after the first paint, and somebody may have been quicker."""
    window.choose_treatment("iv-ketamine-long")
    assert window.profile.name == "iv-ketamine-long"
    window.choose_treatment("none such")
    assert window.profile.name == "iv-ketamine-long"
    window.header.treatment.activated.emit(0)
    window.choose_treatment("iv-ketamine-40")
    assert window.profile.name == "iv-ketamine-long"


def test_where_no_treatment_is_in_force_nothing_begins(window: StartWindow) -> None:
    """The clinic's file is damaged, and an example is not its limits."""
    fill_in(window)
    window.usable = False
    window.show_problem("profile")
    window._say_missing()
    assert needed(window) == ["Treatment"]


def test_a_repeat_patient_is_filled_in_and_all_of_it_asked_again(window: StartWindow) -> None:
    """What was said of the patient before is forgotten."""
    fill_in(window)
    window.pick(SEEN)
    window.show_last_time(LAST)
    assert window.last_time().startswith("Session 2 here")
    assert needed(window) == [
        *("Weight of today", "Allergies", "Wristband", "Second checker", "Patient's numbers"),
        "Consent",
    ]
    assert window.dose.plan is None
    retype(window.patient.birth_date.edit, "1990-01-01")
    assert window.last_time() == ""


def test_a_scan_in_the_scan_field_finds_the_patient(window: StartWindow) -> None:
    """The Enters it ends with press nothing of what comes next."""
    window.show_known([SEEN])
    scan(window, window.finder.edit, "0045123")
    assert window.patient.name.value == "Martin, Rosalind"
    assert needed(window)[:3] == ["Weight of today", "Allergies", "Wristband"]


@pytest.mark.parametrize("field", ["name", "weight", "birth_date", "allergy", "record_number"])
def test_a_scan_into_another_field_fills_nothing_in(window: StartWindow, field: str) -> None:
    """And a sentence says where it belongs."""
    window.show_known([SEEN])
    fill_in(window)
    where: Field[object] = getattr(window.patient, field)
    before = where.text
    scan(window, where.edit, "0045123")
    assert where.text == before
    assert where.edit.hasFocus()
    assert "Scan into the field at the top" in said(window)


def test_a_scan_upon_a_button_begins_nothing(qtbot: QtBot, window: StartWindow) -> None:
    """Neither a session nor an answer."""
    fill_in(window)
    with qtbot.assertNotEmitted(window.begin):
        scan(window, window.needed.button, "47 11")
    press(window.patient.wristband.buttons["start.wristband.matches"])
    scan(window, window.patient.wristband.buttons["start.wristband.matches"], "47 11")
    assert needed(window) == ["Wristband"]


def test_an_open_session_takes_the_place_of_the_last_one(window: StartWindow) -> None:
    """Nobody can begin, so nobody needs the card."""
    window.pick(SEEN)
    window.show_last_time(LAST)
    window.show_open_session("Session of 14:00 is still open for Martin, Rosalind.")
    assert window.last_time() == ""
