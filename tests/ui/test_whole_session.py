"""A whole session with everything in it, by the real buttons, from a pretend monitor into a record.

Every entry is held against what was pressed: who, when it was true, and when it was entered.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from devices.simulator.process import PretendMonitor
from monitor.archive import Archive
from monitor.events import (
    Baseline,
    Correction,
    Criterion,
    CuffReading,
    CuffSource,
    DrugWasted,
    DueAnswer,
    DueReply,
    Entry,
    HandOver,
    InfusionChange,
    Leaving,
    LeavingStep,
    LinkChange,
    LinkState,
    ManualVitals,
    Mark,
    Meaning,
    MedicationGiven,
    Note,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
    Signature,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.scale import scales
from monitor.verification import State, verify
from ui import theme
from ui.demo import MODEL, Demo, Wanted
from ui.dialogs.hand_over_card import HandOverCard
from ui.dialogs.note_dialog import NoteDialog
from ui.dialogs.scale_form import ScaleForm
from ui.scripted_nurse import MINUTE, PUMP_MINUTE, Action, ScriptedNurse

pytestmark = pytest.mark.timeout(240)

ADEYEMI, HADDAD = "Adeyemi", "Haddad"

MINUTES = 70
"""How long the demo would go on."""


class BusyNurse(ScriptedNurse):
    """Does in one infusion what others do in a week."""

    def written(self, infusion_minutes: float) -> Iterator[tuple[float, Action]]:
        """Minutes of the session, and what is pressed then."""
        window, pump, at = self.window, self.window.pump, PUMP_MINUTE
        yield 0.2, window.cuff.press
        yield 2.5, window.cuff.press
        yield 4.0, self.ask_patient
        yield 5.0, window.next.accept.click
        yield 5.1, self.keep_limits
        yield at, pump.started.click
        yield at + 0.2, lambda: window.cuff.choose_interval(5)
        yield at + 8, lambda: pump.choose(pump.paused, "distress")
        yield at + 10, pump.resumed.click
        yield at + 14, window.row("nausea").buttons[9].click
        yield at + 14.05, window.undo.button.click
        yield at + 16, window.footer.buttons["mark"].click
        yield at + 18, self.describe_the_mark
        yield at + 21, window.row("nausea").buttons["vomited"].click
        yield at + 22, window.footer.usual[0].click
        yield at + 24, lambda: self.rate_late("dissociation", at + 20, 3)
        yield at + 31, self.hand_over
        yield at + 42.2, pump.finished_now.click
        yield at + 52, window.row("nausea").buttons[2].click
        yield at + 54, self.answer_what_was_missed
        yield at + 54.5, self.tell_of_the_pump
        yield at + 55, self.say_what_was_done
        yield at + 55.5, self.take_the_rest_upon_herself
        yield at + 56, window.ending.leaving.ready.buttons["end.ready"].click
        yield at + 57.5, lambda: self.type_at(window.ending.leaving.escort, "Ms Martin")
        yield at + 58.5, window.ending.unexpected.row.buttons["check.answer.no"].click
        # What was due before the patient left, and has been missed since, is answered as well.
        yield at + 61, self.answer_what_was_missed
        yield at + 61.5, window.ending.end.click

    def keep_limits(self) -> None:
        """This patient's pressure is beyond no limit worth changing."""
        questions = self.window.questions
        while questions.asking is not None and "clash.keep" in questions.asking.buttons:
            questions.asking.buttons["clash.keep"].click()

    def describe_the_mark(self) -> None:
        """Open Note, choose the mark, type, Enter."""
        self.window.footer.buttons["note"].click()
        dialog = self.window.dialogs.shown("note")
        assert isinstance(dialog, NoteDialog)
        next(iter(dialog.marks.buttons.values())).click()
        QTest.keyClicks(dialog.text, "wept a little")
        dialog.enter.click()

    def rate_late(self, scale: str, minute: float, answer: int) -> None:
        """Press the lane of the chart where it happened, answer, save."""
        assert self.window.chart is not None
        self.window.chart.lane_pressed.emit(scale, round(minute * MINUTE))
        form = self.window.dialogs.shown(f"form.{scale}")
        assert isinstance(form, ScaleForm)
        form.rows[scales()[scale].items[0].id].buttons[answer].click()
        form.save.click()

    def type_at(self, field: QWidget, text: str) -> None:
        """Type, and Enter."""
        field.setFocus()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def answer_what_was_missed(self) -> None:
        """All for one reason: the patient slept."""
        self.window.footer.buttons["end_session"].click()
        missed = self.window.ending.open.all
        missed.buttons["end.not_done"].click()
        missed.folds["end.not_done"].buttons["asleep"].click()

    def tell_of_the_pump(self) -> None:
        """What it shows as delivered, and who saw the rest wasted."""
        pump = self.window.ending.pump
        self.type_at(pump.ml, "36")
        self.type_at(pump.witness, "Okafor")

    def say_what_was_done(self) -> None:
        """Walked, told, IV out."""
        for view in (self.window.ending.measured, self.window.ending.handed):
            for row in view.rows.values():
                if "check.answer.yes" in row.buttons:
                    row.buttons["check.answer.yes"].click()

    def take_the_rest_upon_herself(self) -> None:
        """What is not met, or not known, is accepted with a reason and a name."""
        for row in self.window.ending.measured.rows.values():
            accept = row.buttons.get("end.accept")
            if accept is not None and not accept.isHidden():
                accept.click()
                row.folds["end.accept"].buttons["end.reason.prescriber"].click()

    def hand_over(self) -> None:
        """The next nurse reads the card and accepts."""
        self.window.footer.actions_of_more["hand_over"].trigger()
        card = self.window.dialogs.shown("hand_over")
        assert isinstance(card, HandOverCard)
        QTest.keyClicks(card.person, HADDAD)
        QTest.keyClicks(card.text, "likes quiet")
        card.accept_button.click()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> History:
    """The record of the busy day."""
    folder = tmp_path_factory.mktemp("busy")
    record = folder / "r.sqlite"
    wanted = Wanted(scenario="busy-day", seed=7, speed=60, minutes=MINUTES, record=record)
    theme.dress(qapp, theme.DARK)
    day = QEventLoop()
    with PretendMonitor(MODEL, "busy-day", 7, link=folder / "port") as device:
        demo = Demo(wanted, device, theme.FULL, day.quit, BusyNurse)
        demo.live.window.resize(1600, 1000)
        demo.live.window.show()
        QTimer.singleShot(200_000, day.quit)
        day.exec()
        demo.close()
    assert verify(record).state is State.INTACT
    with Archive(record) as archive:
        return archive.history(1)


def of(story: History, kind: type) -> list[Any]:
    """Every entry of one kind, in the order it was taken."""
    return [entry for entry in story.entries if isinstance(entry, kind)]


def minute(entry: Entry) -> float:
    """When it was true, in minutes of the infusion."""
    return entry.t_ms / MINUTE - PUMP_MINUTE


def rated(story: History, item: str) -> list[Observation]:
    """Every answer to one question."""
    return [seen for seen in of(story, Observation) if item in seen.answers]


def test_every_entry_has_both_its_times_and_a_person_only_where_one_was(story: History) -> None:
    """In the order they were taken, and without a gap."""
    assert story.ended
    assert [entry.seq for entry in story.entries] == list(range(1, len(story.entries) + 1))
    assert all(entry.at for entry in story.entries)
    entered = [entry.entered_at for entry in story.entries if entry.entered_at]
    assert len(entered) == len(story.entries)
    assert entered == sorted(entered)
    by_people = (Observation, InfusionChange, MedicationGiven, Mark, Note, HandOver, Baseline)
    assert {e.by for e in story.entries if isinstance(e, by_people)} == {ADEYEMI, HADDAD}


def test_the_pump_was_paused_resumed_and_finished(story: History) -> None:
    """At the planned end, two minutes later for the pause; the phases follow."""
    moves = [move for move in of(story, InfusionChange) if move.ml is None]
    assert [move.step for move in moves] == [
        PumpStep.STARTED,
        PumpStep.PAUSED,
        PumpStep.RESUMED,
        PumpStep.STOPPED,
    ]
    assert [move.reason for move in moves] == [None, "distress", None, "finished"]
    assert [round(minute(move)) for move in moves] == [0, 8, 10, 42]
    assert [change.phase for change in of(story, PhaseChange)] == [
        Phase.BASELINE,
        Phase.INFUSION,
        Phase.RECOVERY,
        Phase.DISCHARGE,
        Phase.CLOSED,
    ]


def test_a_slip_is_undone_and_still_there(story: History) -> None:
    """The 9 that nobody said."""
    (slip,) = of(story, Correction)
    assert next(e for e in story.entries if e.seq == slip.of).answers == {"nausea": 9}  # type: ignore[attr-defined]
    assert (slip.reason, slip.by) == ("undone", ADEYEMI)


def test_the_marked_moment_was_described_later(story: History) -> None:
    """The note is true when the mark was made, and was entered two minutes after."""
    (mark,) = of(story, Mark)
    note = next(note for note in of(story, Note) if note.of == mark.seq)
    assert note.text == "wept a little"
    assert note.t_ms == mark.t_ms
    assert timedelta(minutes=1) < note.entered_at - note.at < timedelta(minutes=4)


def test_vomiting_a_drug_and_its_follow_up(story: History) -> None:
    """Nausea is asked again half an hour after the antiemetic (nurse.md C6)."""
    (vomited,) = rated(story, "vomited")
    (given,) = of(story, MedicationGiven)
    assert (given.drug, given.dose, given.unit, given.route) == ("Ondansetron", 4, "mg", "IV")
    assert minute(vomited) < minute(given) < 23
    followed = [seen for seen in rated(story, "nausea") if minute(seen) > 51]
    assert [seen.score for seen in followed] == [2]
    assert {seen.by for seen in followed} == {HADDAD}


def test_a_late_entry_keeps_the_time_it_was_true(story: History) -> None:
    """Entered by pressing the lane there."""
    (late,) = [seen for seen in rated(story, "dissociation") if round(minute(seen)) == 20]
    assert late.score == 3
    assert timedelta(minutes=3) < late.entered_at - late.at < timedelta(minutes=6)  # type: ignore[operator]


def test_the_cable_was_out_and_the_nurse_typed(story: History) -> None:
    """No value in the gap but hers; no reading lost on either side of it."""
    links = of(story, LinkChange)
    lost = next(change for change in links if change.state is LinkState.LOST)
    back = next(c for c in links if c.state is LinkState.RECEIVING and (c.seq or 0) > lost.seq)
    assert [t for t in story.t_ms if lost.t_ms < t < back.t_ms - 1000] == []
    (typed,) = [c for c in of(story, CuffReading) if c.source is CuffSource.MANUAL]
    (vitals,) = of(story, ManualVitals)
    for entry in (typed, vitals):
        assert lost.t_ms < entry.t_ms < back.t_ms
        assert entry.by == ADEYEMI
    outside = [t for t in story.t_ms if t < lost.t_ms - 1000 or t > back.t_ms + 1000]
    gaps = [b - a for a, b in pairwise(outside) if b - a > 1000]
    assert len(gaps) == 1


def test_the_next_nurse_took_over(story: History) -> None:
    """Whoever enters after that is she."""
    (taken,) = of(story, HandOver)
    assert (taken.before, taken.person, taken.text) == (ADEYEMI, HADDAD, "likes quiet")
    later = [e for e in story.entries if (e.seq or 0) > taken.seq and e.by is not None]
    assert {entry.by for entry in later} == {HADDAD}


def test_the_patient_left_with_every_criterion_met_or_accepted_by_name(story: History) -> None:
    """Two times, an escort, and whose word each criterion is (nurse.md C4)."""
    criteria = of(story, Criterion)
    assert {one.criterion for one in criteria} == set(shipped().discharge.criteria)
    assert all(one.met or one.reason for one in criteria)
    assert any(one.reason for one in criteria)
    assert {one.by for one in criteria} == {HADDAD}
    assert [(one.step, one.escort) for one in of(story, Leaving)] == [
        (LeavingStep.READY, None),
        (LeavingStep.LEFT, "Ms Martin"),
    ]
    (waste,) = of(story, DrugWasted)
    assert (waste.witness, waste.by) == ("Okafor", HADDAD)
    assert {answer.reply for answer in of(story, DueAnswer)} == {DueReply.ASLEEP}


def test_the_nurse_signed_it_as_complete_and_ended_it(story: History) -> None:
    """By the button of the end page, before the demo's own minutes were over."""
    (signed,) = of(story, Signature)
    assert (signed.meaning, signed.by) == (Meaning.NURSE_COMPLETED, HADDAD)
    (closed,) = [change for change in of(story, PhaseChange) if change.phase is Phase.CLOSED]
    assert 61 < minute(closed) < MINUTES - PUMP_MINUTE


def test_pressure_rose_and_every_cuff_is_there(story: History) -> None:
    """Every five minutes, until the cable that came out disarmed them."""
    cuffs = [c for c in of(story, CuffReading) if c.source is CuffSource.DEVICE]
    assert max(cuff.systolic or 0 for cuff in cuffs) > 160
    assert len(cuffs) >= 8
