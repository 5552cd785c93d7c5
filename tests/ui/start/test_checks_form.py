"""The checks by exception: "Not asked" is honest, a hard stop answered No stops."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from monitor.events import CheckAnswer
from monitor.profile import shipped
from monitor.settings import PrepSettings
from tests.ui.beside import check_for_gloves
from ui.start.checks_form import CheckRow, ChecksForm

YES, NO, NOT_ASKED = CheckAnswer.YES, CheckAnswer.NO, CheckAnswer.NOT_ASKED


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication) -> ChecksForm:
    """The shipped profile's, on screen."""
    made = ChecksForm(shipped().prep)
    qtbot.addWidget(made)
    made.resize(520, 560)
    made.show()
    return made


def press(button: QPushButton) -> None:
    """Press it with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def row(form: ChecksForm, item: str) -> CheckRow:
    """The row of an item."""
    return next(row for row in form.rows if row.item == item)


def answers(form: ChecksForm) -> dict[str, CheckAnswer]:
    """What the record would be told, by item."""
    return {check.item: check.answer for check in form.checks("Haddad")}


def test_what_nobody_asked_is_recorded_as_not_asked(form: ChecksForm) -> None:
    """Silence is no Yes. Wristband and pump are asked elsewhere, and nothing begins without."""
    assert {row.answer for row in form.rows} == {NOT_ASKED}
    assert {"identity", "pump"}.isdisjoint(row.item for row in form.rows)
    told = answers(form)
    assert list(told)[:3] == ["identity", "consent", "pump"]
    assert told["identity"] is told["pump"] is YES
    assert told["escort"] is told["equipment"] is NOT_ASKED
    assert len(told) == 11


def test_the_second_checker_stands_beside_the_pump(form: ChecksForm) -> None:
    """And beside nothing else."""
    assert {c.item: c.detail for c in form.checks("Haddad") if c.detail} == {"pump": "Haddad"}


def test_the_rest_is_one_press_and_an_exception_one_more(form: ChecksForm) -> None:
    """What was answered stays; a hard stop is never answered along with others."""
    press(row(form, "escort").press(NO))
    press(form.rest)
    told = answers(form)
    assert told["escort"] is NO
    assert told["fasting"] is told["equipment"] is YES
    assert told["consent"] is NOT_ASKED
    assert form.count() == (8, 9)


def test_consent_is_needed_and_a_no_stops_with_a_sentence(form: ChecksForm) -> None:
    """A No to another check is told and stops nothing."""
    assert [missing.name for missing in form.missing()] == ["Consent"]
    press(row(form, "escort").press(NO))
    assert form.stops() == ""
    press(row(form, "consent").press(NO))
    assert form.stops() == "Do not begin. “Consent is current” was answered No: settle it first."
    assert [missing.name for missing in form.missing()] == ["Consent"]
    press(row(form, "consent").press(YES))
    assert form.stops() == ""
    assert form.missing() == []


def test_an_answer_pressed_again_is_taken_back(form: ChecksForm) -> None:
    """Then it was not asked."""
    press(row(form, "fasting").press(YES))
    press(row(form, "fasting").press(YES))
    assert row(form, "fasting").answer is NOT_ASKED
    press(row(form, "fasting").press(NOT_ASKED))
    assert row(form, "fasting").answer is NOT_ASKED


def test_a_clinic_may_add_hard_stops(form: ChecksForm) -> None:
    """They are needed like consent; answers given stay."""
    press(row(form, "consent").press(YES))
    form.show_prep(PrepSettings(("identity", "consent", "pump", "escort"), ("fasting",)))
    assert [row.item for row in form.rows] == ["consent", "escort", "fasting"]
    assert [missing.name for missing in form.missing()] == ["Escort"]


def test_another_patient_is_asked_anew(form: ChecksForm) -> None:
    """Consent is nobody else's."""
    press(row(form, "consent").press(YES))
    press(form.rest)
    form.forget()
    assert form.count() == (0, 9)


def test_escape_and_done_put_it_away(qtbot: QtBot, form: ChecksForm) -> None:
    """What was answered stays."""
    with qtbot.waitSignal(form.closed, timeout=1000):
        QTest.keyClick(row(form, "escort").press(YES), Qt.Key.Key_Escape)
    with qtbot.waitSignal(form.closed, timeout=1000):
        press(form.done)


def test_it_is_made_for_gloves(form: ChecksForm) -> None:
    """And every button says of what it is the answer."""
    check_for_gloves(form)
    assert row(form, "fasting").press(NO).accessibleName() == "Fasted as ordered No"
