"""One question at a time, about what is so; none of them stops the bedside."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from monitor.events import Baseline, LimitChange, SessionEnd
from tests.ui.conftest import NURSE, Desk
from ui.bedside_questions import BedsideQuestions


@pytest.fixture
def questions(bedside: Desk) -> BedsideQuestions:
    """Those of the window."""
    return bedside.window.questions


def asked(questions: BedsideQuestions) -> str:
    """The question that is open; empty where none is."""
    asking = questions.asking
    return "" if asking is None else " ".join(made.text() for made in asking.findChildren(QLabel))


def baseline(**values: float) -> Baseline:
    """An accepted baseline that clashes with no limit but by these values."""
    usual = {"systolic": 128.0, "diastolic": 79.0, "rate": 76.0, "spo2": 98.0}
    return Baseline(t_ms=0, by=NURSE, **{**usual, **values})  # type: ignore[arg-type]


def test_a_new_question_takes_the_place_of_the_old(questions: BedsideQuestions) -> None:
    """Two of them would hide one another."""
    questions.ask("First?", {"ok": questions.stop})
    first = questions.asking
    questions.ask("Second?", {"ok": questions.stop})
    QApplication.processEvents()
    assert asked(questions) == "Second?"
    assert first is not None
    assert not first.isVisible()


def test_the_bedside_goes_on_behind_a_question(bedside: Desk, questions: BedsideQuestions) -> None:
    """It is not modal: an entry is still one touch."""
    questions.ask("Anything?", {"ok": questions.stop})
    bedside.press(bedside.window.row("dissociation").buttons[1])
    assert bedside.window.undo.text()
    assert questions.asking is not None


def test_a_bug_is_said_once(questions: BedsideQuestions) -> None:
    """A second one would take the nurse's attention from the patient again."""
    questions.say_bug()
    assert "recording goes on" in asked(questions)
    questions.stop()
    questions.say_bug()
    assert asked(questions) == ""


def test_enter_takes_the_safe_answer_when_closing(questions: BedsideQuestions) -> None:
    """It stands first: the recording goes on."""
    taken: list[str] = []
    questions.ask_closing(lambda: taken.append("end"), lambda: taken.append("leave"))
    assert questions.asking is not None
    assert list(questions.asking.buttons) == ["close.keep", "close.end", "close.leave"]
    QTest.keyClick(questions.asking, Qt.Key.Key_Return)
    assert taken == []
    assert asked(questions) == ""


def test_a_clash_is_asked_about_with_its_numbers(
    bedside: Desk, questions: BedsideQuestions
) -> None:
    """The limit, the value, and the limit that is offered instead."""
    bedside.post(baseline(spo2=91))
    assert asked(questions) == "Baseline SpO₂ 91 is below the limit 92. Set this patient's limit?"
    assert questions.asking is not None
    said = [made.text() for made in questions.asking.buttons.values()]
    assert said == ["Keep 92", "Set 90"]
    bedside.press(questions.asking.buttons["clash.keep"])
    assert bedside.all(LimitChange) == []


def test_every_clash_is_asked_about_once(bedside: Desk, questions: BedsideQuestions) -> None:
    """Keeping one leads to the next, and what was kept is not asked again."""
    bedside.post(baseline(systolic=166, diastolic=104, rate=48))
    seen = []
    while questions.asking is not None:
        seen.append(asked(questions).split(" is ")[0])
        code = "clash.set" if len(seen) == 2 else "clash.keep"
        bedside.press(questions.asking.buttons[code])
    assert seen == [
        "Baseline systolic pressure 166",
        "Baseline diastolic pressure 104",
        "Baseline HR 48",
    ]
    assert [change.rule for change in bedside.all(LimitChange)] == ["diastolic.high"]


def test_a_limit_beyond_the_high_one_says_what_falls_silent(
    bedside: Desk, questions: BedsideQuestions
) -> None:
    """Set at 185, a pressure of 184 would raise nothing, and 180 is the limit of high priority."""
    bedside.post(baseline(systolic=183))
    assert asked(questions).endswith("Between 180 and 185 nothing will alarm then.")


def test_where_nothing_clashes_nothing_is_asked(bedside: Desk, questions: BedsideQuestions) -> None:
    """Nor once the session has ended."""
    bedside.post(baseline())
    assert asked(questions) == ""
    bedside.post(baseline(rate=48))
    questions.stop()
    bedside.post(SessionEnd(t_ms=1000, by=NURSE))
    questions.ask_clashes()
    assert asked(questions) == ""
