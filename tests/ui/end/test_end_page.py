"""The end page says what is open, leads there, and ends the session once nothing is."""

from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from monitor.events import (
    Check,
    CheckAnswer,
    Criterion,
    CuffReading,
    DueAnswer,
    DueReply,
    Leaving,
    LeavingStep,
    Mark,
    Meaning,
    Note,
    Phase,
    PhaseChange,
    Saved,
    SessionEnd,
    Signature,
)
from monitor.settings import CRITERIA
from tests.ui.conftest import NURSE, Desk, Desks, colours, rgb
from tests.ui.ending import BY_WORD, End, ask_only, infused, open_page
from ui import theme
from ui.end.end_row import EndRow


@pytest.fixture
def end(bedside: Desk) -> End:
    """After a whole infusion."""
    infused(bedside)
    return open_page(bedside)


class Crushed(QObject):
    """Notes each row that is painted lower than its words and buttons need."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[str] = set()
        self.painted: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, EndRow) and event.type() is QEvent.Type.Paint:
            self.painted.add(watched.name)
            if watched.height() < watched.minimumSizeHint().height():
                self.rows.add(watched.name)
        return False


def test_no_row_is_ever_painted_without_its_room(bedside: Desk, qapp: QApplication) -> None:
    """Not as the page opens, and not where a row joins it later."""
    infused(bedside)
    crushed = Crushed()
    qapp.installEventFilter(crushed)
    bedside.window.show_end_page()
    bedside.settle()
    assert len(crushed.painted) >= 3
    bedside.post(Mark(t_ms=bedside.clock.t_ms, by=NURSE))
    bedside.settle()
    qapp.removeEventFilter(crushed)
    assert any(name.startswith("Moment marked") for name in crushed.painted)
    assert crushed.rows == set()


def test_everything_open_is_a_chip_that_leads_there(end: End) -> None:
    """In the order of the page."""
    end.answer_missed()
    end.measure_all()
    assert end.chips() == [
        "Pump volume",
        "Wasted",
        "Walks steadily",
        "Oriented",
        "Before leaving (4)",
        "Ready to leave",
        "Left",
        "Anything unexpected?",
    ]
    assert not end.page.end.isEnabled()
    assert end.page.reason.text() == (
        "Cannot end yet: read the volume off the pump, or say why not."
    )
    end.desk.press(end.page.chips.buttons[1])
    assert end.page.pump.mg.hasFocus()
    shown = end.page._scroll.viewport().rect()
    assert shown.contains(end.page.pump.mg.mapTo(end.page._scroll.viewport(), shown.topLeft()))


def test_a_whole_end_without_a_mouse_word(end: End) -> None:
    """From what was missed to "End session", every answer an entry of its own."""
    page = end.page
    end.desk.post(Mark(t_ms=end.desk.clock.t_ms - 3_600_000, by=NURSE))
    row = next(iter(page.open.marks.values()))
    end.touch(row.buttons["end.describe"])
    end.type(row.folds["end.describe"].edit, "sat up and spoke", enter=True)
    end.touch(page.open.all.buttons["end.not_done"])
    end.touch(page.open.all.folds["end.not_done"].buttons["asleep"])
    end.type(page.pump.ml, "36", enter=True)
    end.type(page.pump.witness, "Haddad", enter=True)
    end.measure_all()
    for view in (page.measured, page.handed):
        for name in BY_WORD:
            if name in view.rows:
                end.touch(view.rows[name].buttons["check.answer.yes"])
    assert end.chips() == ["Ready to leave", "Left", "Anything unexpected?"]
    end.touch(page.leaving.ready.buttons["end.ready"])
    end.type(page.leaving.escort, "Ms Martin", enter=True)
    end.touch(page.unexpected.row.buttons["check.answer.no"])
    assert end.chips() == []
    assert page.reason.text().startswith("Nothing is open.")
    end.touch(page.end)
    assert end.told == [("ended",)]
    assert len(end.desk.all(SessionEnd)) == 1
    assert not page.isVisible()
    (signed,) = end.desk.all(Signature)
    assert (signed.by, signed.meaning) == (NURSE, Meaning.NURSE_COMPLETED)
    (note,) = end.desk.all(Note)
    assert (note.text, note.of) == ("sat up and spoke", end.desk.all(Mark)[0].seq)
    assert {a.reply for a in end.desk.all(DueAnswer)} == {"asleep"}
    kept = {c.criterion: c.value for c in end.desk.all(Criterion)}
    assert set(kept) == set(CRITERIA)
    assert kept["pressure"] == "128/79 mmHg"
    assert [one.step for one in end.desk.all(Leaving)] == [LeavingStep.READY, LeavingStep.LEFT]
    phases = [change.phase for change in end.desk.all(PhaseChange)]
    assert phases[-2:] == [Phase.DISCHARGE, Phase.CLOSED]


def test_what_arrives_while_the_page_is_open_is_seen_on_it(end: End) -> None:
    """Vitals go on behind it, and what was typed stays."""
    end.type(end.page.pump.witness, "Had")
    assert "not known" in end.page.measured.rows["pressure"].tag.text()
    end.measure(150, 85)
    assert end.page.measured.rows["pressure"].tag.text() == "not met"
    assert end.page.final.text().startswith("Last pressure: Cuff 150/85")
    end.desk.later(60)
    assert "1 min ago" in end.page.final.text()
    assert end.page.pump.witness.text() == "Had"


def test_a_worse_pressure_after_all_was_well_blocks_again(end: End) -> None:
    """The page is as good as the last measurement."""
    ask_only(end.desk, "pressure")
    end.answer_missed()
    end.measure(128, 79)
    assert "Blood pressure near baseline" not in end.chips()
    end.desk.later(60)
    end.measure(170, 95)
    assert "Blood pressure near baseline" in end.chips()


def test_leaving_it_for_later_keeps_the_session_and_what_was_typed(end: End) -> None:
    """Esc, the cross and the button are the same."""
    end.type(end.page.pump.witness, "Had")
    end.touch(end.page.leave)
    assert end.told == [("later",)]
    assert end.desk.all(SessionEnd) == []
    end.page.show()
    assert end.page.pump.witness.text() == "Had"
    QTest.keyClick(end.page, Qt.Key.Key_Escape)
    assert end.told == [("later",), ("later",)]
    assert not end.page.isVisible()


def test_the_window_behind_goes_on(end: End) -> None:
    """A cuff can be measured and stopped: the page is over the chart, not over the cuff."""
    assert not end.page.isModal()
    end.desk.press(end.desk.window.cuff.measure)
    assert end.desk.window.cuff.measure.text().startswith("Measuring…")
    left = end.desk.window.cuff.mapToGlobal(end.desk.window.cuff.rect().topLeft()).x()
    assert end.page.geometry().right() < left


def test_other_parts_of_the_window_are_asked_for(end: End) -> None:
    """The note, the keypad, a scale, a missed item."""
    page = end.page
    end.touch(page.copy_note)
    end.touch(page.measured.rows["pressure"].buttons["cuff.type"])
    end.touch(page.measured.rows["standing_pressure"].buttons["cuff.type"])
    end.touch(page.measured.rows["recovery_score"].buttons["end.rate"])
    item, missed = next((key[0], view) for key, view in page.open.missed.items() if key[0])
    end.touch(missed.head.buttons["end.each"])
    due_ms, row = next(iter(missed.rows.items()))
    end.touch(row.buttons["end.add"])
    assert end.told == [
        ("note_wanted",),
        ("pressure_wanted", False),
        ("pressure_wanted", True),
        ("rate_wanted", "aldrete_mmhg"),
        ("add_wanted", item, due_ms),
    ]


def test_a_session_that_was_called_off_takes_one_touch(bedside: Desk) -> None:
    """Nothing was given: each criterion gets that as its reason, by name."""
    bedside.at(600)
    end = open_page(bedside)
    end.touch(end.page.nothing_given)
    said = bedside.all(Criterion)
    assert {c.criterion for c in said} == set(CRITERIA)
    assert {(c.reason, c.by) for c in said} == {("Nothing was given", NURSE)}
    assert end.chips() == ["Ready to leave", "Left", "Anything unexpected?"]
    assert end.page.nothing_given.isHidden()


def test_that_touch_is_not_offered_once_something_was_given(end: End) -> None:
    """Then every criterion is asked by itself."""
    assert end.page.nothing_given.isHidden()


def test_the_summary_says_the_session_in_a_line(end: End) -> None:
    """The dose, the peak, the worst; nothing that was not measured."""
    assert end.page.summary.text() == "Ketamine 36.0 mg by clock · peak 128/79 at −5 min"


def test_an_ended_session_offers_no_end(end: End) -> None:
    """It ended elsewhere."""
    end.desk.post(SessionEnd(t_ms=end.desk.clock.t_ms, by=NURSE))
    assert end.page.reason.text() == "The session has ended."
    assert not end.page.end.isEnabled()


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["1600", "1366"])
def test_it_fits_the_window_with_targets_for_gloves(desks: Desks, sizes: theme.Sizes) -> None:
    """Below the strip, beside the panel; every button and field at least 44 high."""
    desk = desks(sizes=sizes)
    infused(desk)
    desk.post(Mark(t_ms=1000, by=NURSE))
    end = open_page(desk, sizes)
    for missed in end.page.open.missed.values():
        missed.head.buttons["end.each"].click()
    slots = [row for missed in end.page.open.missed.values() for row in missed.rows.values()]
    for row in [*end.page.open.marks.values(), *slots, *end.page.measured.rows.values()]:
        for code in row.folds:
            row.buttons[code].click()
    desk.settle()
    assert end.page.height() <= desk.window.height() - sizes.header - sizes.strip
    assert end.page._scroll.horizontalScrollBar().maximum() == 0
    for made in [*end.page.findChildren(QPushButton), *end.page.findChildren(QLineEdit)]:
        if made.isVisible():
            assert made.height() >= 44, made.accessibleName()
            assert made.accessibleName()
            assert made.mapTo(end.page, made.rect().topRight()).x() < end.page.width()


def test_tab_goes_through_the_page_and_what_it_reaches_is_in_sight(end: End) -> None:
    """From the first to the end; space and Enter press."""
    end.answer_missed()
    end.page.guard.now_s = count().__next__
    here: QWidget = end.page.pump.ml
    here.setFocus()
    seen = []
    for _ in range(60):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = end.page.focusWidget()
        seen.append(here.accessibleName())
        if end.page._paper.isAncestorOf(here):
            view = end.page._scroll.viewport()
            place = here.mapTo(view, here.rect().center()).y()
            assert 0 <= place <= view.height(), here.accessibleName()
        if here is end.page.leave:
            break
    assert seen[-1] == "Leave it for later"
    wanted = ["Witness", "Walks steadily: Yes", "Escort is here: No", "With whom", "Copy note"]
    assert [name for name in seen if name in wanted] == wanted


def test_enter_presses_the_button_that_has_the_keys(end: End) -> None:
    """And no other: nothing on the page is a default."""
    end.answer_missed()
    yes = end.page.measured.rows["walk"].buttons["check.answer.yes"]
    yes.setFocus()
    end.page.guard.now_s = count().__next__
    QTest.keyClick(yes, Qt.Key.Key_Return)
    assert [(c.criterion, c.met) for c in end.desk.all(Criterion)] == [("walk", True)]


def test_the_page_has_none_of_the_colours_of_an_alarm(end: End) -> None:
    """Not met is ink; red and yellow mean something else."""
    end.measure(190, 120)
    seen = colours(end.page)
    assert rgb(theme.DARK.ink) in seen
    assert not {rgb(theme.DARK.alarm_high), rgb(theme.DARK.alarm_medium)} & seen


def test_what_a_person_typed_stays_text(end: End) -> None:
    """Brackets and ampersands, too."""
    entering = end.desk.window.entering
    entering.criterion("walk", False, None, "<b>a & b</b>")
    entering.post(Check(t_ms=1, item="unexpected", answer=CheckAnswer.YES, detail="<i>fell</i>"))
    shown = [made for made in end.page.findChildren(QLabel) if "<" in made.text()]
    assert len(shown) == 2
    assert all(made.textFormat() == Qt.TextFormat.PlainText for made in shown)
    assert end.desk.all(CuffReading)


def settled(end: End) -> None:
    """Let nothing be open but the end itself."""
    ask_only(end.desk)
    end.answer_missed()
    entering = end.desk.window.entering
    for item in ("pump_volume", "wasted"):
        entering.answer_due(item, end.desk.clock.t_ms, DueReply.NOT_DONE, "reset")
    for step in LeavingStep:
        entering.leaving(step, "Ms Martin")
    entering.check("unexpected", CheckAnswer.NO)
    assert end.chips() == []


def test_ending_signs_what_is_on_disk_before_it_ends(end: End) -> None:
    """The page says so; the digest is the one of the last time everything was stored."""
    settled(end)
    assert end.page.signs.text().endswith(f"{NURSE} performed and recorded this session.")
    t_ms = end.desk.clock.t_ms
    end.desk.post(Saved(t_ms=t_ms, up_to_seq=9, up_to_ms=0, digest="0123456789abcdef0123"))
    end.touch(end.page.end)
    kinds = [type(e) for e in end.desk.taken if isinstance(e, Signature | SessionEnd)]
    assert kinds == [Signature, SessionEnd]
    assert end.desk.all(Signature)[0].head == "0123456789abcdef0123"


def test_where_a_pin_is_asked_nothing_ends_before_it_was_given(end: End) -> None:
    """Whoever gives it signs; what comes up meanwhile has to be answered first."""
    asked: list[tuple[str, str, Callable[[str], object]]] = []
    end.desk.window.entering.sign = lambda *told: asked.append(told)
    settled(end)
    end.touch(end.page.end)
    assert [*end.desk.all(SessionEnd), *end.desk.all(Signature)] == []
    ((kind, name, then),) = asked
    assert (kind, name) == ("complete", NURSE)
    end.desk.post(Mark(t_ms=end.desk.clock.t_ms, by=NURSE))
    then(NURSE)
    assert end.desk.all(SessionEnd) == []
    mark = end.desk.all(Mark)[0].seq
    end.desk.window.entering.note("sat up", of=mark)
    then("Haddad")
    assert [s.by for s in end.desk.all(Signature)] == ["Haddad"]
    assert len(end.desk.all(SessionEnd)) == 1


def test_leaving_it_for_later_signs_nothing(end: End) -> None:
    """It stays not finished."""
    settled(end)
    end.touch(end.page.leave)
    assert [*end.desk.all(Signature), *end.desk.all(SessionEnd)] == []
