"""Who is at the bedside by PIN: hidden names, the full lock, switching, drugs, a claim, alarms."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.confirmed import unconfirmed
from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Criterion,
    CuffRequest,
    CuffWish,
    DrugWasted,
    HandOver,
    LimitChange,
    Mark,
    MedicationGiven,
    Observation,
    PersonChange,
    PumpStep,
    SessionKind,
    SessionStart,
)
from monitor.people import Access, People
from monitor.people_here import CLAIMED, CONFIRMED, EMERGENCY, LAPSED
from tests.ui.conftest import NURSE, Desk, Desks
from tests.ui.set_up_people import PINS, WRONG, accesses, answer, people
from ui import theme
from ui.bedside_actions import BY_CODE
from ui.dialogs.hand_over_card import HandOverCard
from ui.dialogs.people_dialog import PeopleDialog
from ui.people.pin_dialog import PinDialog

__all__ = ["people"]

DRUG = MedicationGiven(t_ms=0, drug="Ondansetron", dose=4, unit="mg", route="IV")


@pytest.fixture
def desk(desks: Desks, people: People) -> Desk:
    """Where people are set up; Adeyemi has the session."""
    return desks(people=people)


def asking(desk: Desk) -> PinDialog | None:
    """The PIN that is being asked for."""
    return desk.window.presence.gate.asking


def steps(desk: Desk) -> list[tuple[str, str]]:
    """What was recorded of people, without who was there at the start."""
    return [(entry.person, entry.step) for entry in desk.all(PersonChange)]


def doubtful(desk: Desk) -> list[str]:
    """The kinds of the entries nobody has confirmed."""
    story = desk.window.session.entries
    return [type(story[seq]).__name__ for seq in sorted(unconfirmed(story.values()))]


def shows_the_name(desk: Desk) -> bool:
    """Whether the header says who the patient is."""
    return "Renate Martin" in desk.window.header.identity()


# -- a hidden name --------------------------------------------------------------------------------


def test_after_an_idle_lock_entries_go_through_unconfirmed_until_the_pin(
    qtbot: QtBot, desk: Desk
) -> None:
    """Said on the toast, in the note for the chart, and recorded both times."""
    window = desk.window
    window.idle.hide_now()
    desk.press(window.row("nausea").buttons[3])
    assert "Adeyemi (not confirmed)" in window.undo.text()
    assert doubtful(desk) == ["Observation"]
    window.copy_note()
    assert not shows_the_name(desk)
    desk.press(window.header.hidden)
    answer(qtbot, asking(desk), PINS[NURSE])
    assert shows_the_name(desk)
    assert doubtful(desk) == []
    desk.press(window.row("nausea").buttons[3])
    assert "not confirmed" not in window.undo.text()
    assert steps(desk) == [(NURSE, LAPSED), (NURSE, CONFIRMED)]
    assert [entry.by for entry in desk.all(PersonChange)] == [None, NURSE]


def test_a_wrong_pin_shows_no_name(qtbot: QtBot, desk: Desk) -> None:
    """And confirms nothing."""
    desk.window.idle.hide_now()
    desk.press(desk.window.header.hidden)
    answer(qtbot, asking(desk), WRONG)
    assert not shows_the_name(desk)
    assert steps(desk) == [(NURSE, LAPSED)]


def test_somebody_elses_pin_shows_it_and_makes_them_enter(qtbot: QtBot, desk: Desk) -> None:
    """What was entered before stays Adeyemi's to confirm."""
    window = desk.window
    window.idle.hide_now()
    desk.press(window.footer.buttons["mark"])
    desk.press(window.header.hidden)
    dialog = asking(desk)
    assert dialog is not None
    assert dialog.who is not None
    dialog.who.setCurrentText("Haddad")
    answer(qtbot, dialog, PINS["Haddad"])
    assert window.entering.author == "Haddad"
    assert doubtful(desk) == ["Mark"]
    desk.press(window.footer.buttons["mark"])
    assert doubtful(desk) == ["Mark"]
    assert [mark.by for mark in desk.all(Mark)] == [NURSE, "Haddad"]


def test_hidden_twice_lapses_once(desk: Desk) -> None:
    """The record is not filled with it."""
    desk.window.presence.note_hidden(True)
    desk.window.presence.note_hidden(True)
    assert steps(desk) == [(NURSE, LAPSED)]


# -- the full lock --------------------------------------------------------------------------------


def locked(desk: Desk) -> Desk:
    """By the key."""
    desk.settle()
    desk.keys("l")
    desk.settle()
    assert desk.window.presence.locked
    return desk


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT])
def test_the_key_covers_every_entry_and_leaves_the_numbers(
    desks: Desks, people: People, sizes: theme.Sizes
) -> None:
    """Nothing under the cover can be reached by finger or key."""
    window = locked(desks(people=people, sizes=sizes)).window
    cover = window.cover
    for part in (*window.rows, window.undo):
        assert not part.isEnabled()
        if part.isVisible():
            place = part.mapTo(window, part.rect().center())
            found = window.childAt(place)
            assert found is not None
            assert found is cover or cover.isAncestorOf(found)
    for part in (window.pressure, window.rate, window.spo2, window.strip, window.cuff):
        assert part.isVisible()
        assert part.isEnabled()
        place = part.mapTo(window, part.rect().center())
        found = window.childAt(place)
        assert found is not None
        assert found is part or part.isAncestorOf(found)
    assert window.chart is None or window.chart.isVisible()


def test_no_key_and_no_tap_on_the_chart_enters_anything(desk: Desk) -> None:
    """A tap outside the cover asks for the PIN instead."""
    window = locked(desk).window
    before = len(desk.taken)
    desk.keys("n3 xtcd2")
    window.presence.unlocked(window.dialogs.late)("pressure", 0)
    assert isinstance(asking(desk), PinDialog)
    assert len(desk.taken) == before
    assert window.dialogs._shown == {}


def test_what_was_being_entered_is_put_away(desk: Desk) -> None:
    """Whoever comes by next cannot finish it."""
    dialog = desk.window.type_vitals()
    desk.window.lock()
    assert not dialog.isVisible()


def test_a_pin_opens_it(qtbot: QtBot, desk: Desk) -> None:
    """By the button; the name comes back with the entries."""
    window = locked(desk).window
    desk.press(window.cover.open_button)
    answer(qtbot, asking(desk), PINS[NURSE])
    assert not window.presence.locked
    assert not window.cover.isVisible()
    assert shows_the_name(desk)
    desk.press(window.row("nausea").buttons[2])
    assert len(desk.all(Observation)) == 1
    assert doubtful(desk) == []


def test_a_locked_window_is_not_closed(qtbot: QtBot, desk: Desk) -> None:
    """It asks for the PIN: recording would stop."""
    window = locked(desk).window
    leaving, window._leaving = window._leaving, False
    window.close()
    assert window.isVisible()
    assert window.questions.asking is None
    assert asking(desk) is not None
    window._leaving = leaving


def alarmed(desk: Desk) -> Desk:
    """A pressure far beyond the limit, told as an alarm."""
    desk.accept_baseline()
    desk.move_pump(PumpStep.STARTED, 54)
    desk.later(60)
    desk.cuff(210, 118)
    desk.later(1)
    assert desk.window.strip.buttons.acknowledge.isVisible()
    return desk


@pytest.mark.parametrize("lock", ["idle", "full", "guessed"])
def test_alarm_buttons_work_under_every_lock(qtbot: QtBot, desk: Desk, lock: str) -> None:
    """By finger and by key, also while a wrong PIN is waited for."""
    window = alarmed(desk).window
    window.idle.hide_now() if lock == "idle" else window.lock()
    if lock == "guessed":
        desk.press(window.cover.open_button)
        for _ in range(4):
            answer(qtbot, asking(desk), WRONG)
        dialog = asking(desk)
        assert dialog is not None
        assert dialog.left_s > 0
    desk.press(window.strip.buttons.acknowledge)
    answered = [c for c in desk.all(AlarmChange) if c.step is AlarmStep.ACKNOWLEDGED]
    assert [change.by for change in answered] == [NURSE]


def test_the_keys_of_alarms_and_the_cuff_work_under_the_full_lock(desk: Desk) -> None:
    """Acknowledge, pause, and the cuff, whose Stop no lock may hold up."""
    window = alarmed(desk).window
    locked(desk)
    desk.keys("a")
    answered = [c for c in desk.all(AlarmChange) if c.step is AlarmStep.ACKNOWLEDGED]
    assert len(answered) == 1
    window.strip.sound.button.show()  # it is there where a profile has its sound on
    window.presence.act(BY_CODE["pause_sound"])
    assert len(desk.all(AudioPause)) == 1
    window.cuff.wished.emit(CuffWish.STOP, None)
    assert desk.all(CuffRequest)[-1].wish is CuffWish.STOP


def test_where_nobody_is_set_up_there_is_nothing_to_lock(bedside: Desk) -> None:
    """It says so; and a hidden name comes back with a tap."""
    bedside.settle()
    bedside.keys("l")
    bedside.later(1)
    assert not bedside.window.presence.locked
    assert "no PINs" in bedside.window.undo.text()
    bedside.window.idle.hide_now()
    bedside.press(bedside.window.header.hidden)
    assert shows_the_name(bedside)
    assert steps(bedside) == []


@pytest.mark.parametrize("kind", [SessionKind.DEMO, SessionKind.TRAINING])
def test_a_demo_and_a_training_ask_no_pin(
    desks: Desks, people: People, start: SessionStart, kind: SessionKind
) -> None:
    """People may be set up."""
    desk = desks(replace(start, kind=kind), people=people)
    desk.window.entering.give(DRUG)
    desk.window.lock()
    assert len(desk.all(MedicationGiven)) == 1
    assert not desk.window.presence.locked


# -- switching, hand-over -------------------------------------------------------------------------


def test_switching_is_a_tap_and_a_pin(qtbot: QtBot, desk: Desk) -> None:
    """Until the PIN it is Adeyemi who enters."""
    desk.press(desk.window.header.person)
    shown = desk.window.dialogs.shown("people")
    assert isinstance(shown, PeopleDialog)
    shown.name.setText("Haddad")
    shown.add.click()
    assert desk.window.entering.author == NURSE
    answer(qtbot, asking(desk), PINS["Haddad"])
    assert desk.window.entering.author == "Haddad"
    shown.names[NURSE].click()
    answer(qtbot, asking(desk), PINS["Haddad"])
    assert desk.window.entering.author == "Haddad"
    answer(qtbot, asking(desk), PINS[NURSE])
    assert desk.window.entering.author == NURSE
    assert steps(desk) == [("Haddad", "arrived"), ("Haddad", CONFIRMED), (NURSE, CONFIRMED)]


def test_the_incoming_nurses_pin_accepts_a_hand_over(qtbot: QtBot, desk: Desk) -> None:
    """The outgoing one's does not, and a witness is no nurse."""
    card = desk.window.dialogs.hand_over()
    assert isinstance(card, HandOverCard)
    card.person.setText("Haddad")
    card.text.setText("Likes an eye mask")
    desk.press(card.accept_button)
    dialog = asking(desk)
    assert dialog is not None
    assert dialog.name == "Haddad"
    answer(qtbot, dialog, PINS[NURSE])
    assert desk.all(HandOver) == []
    answer(qtbot, dialog, PINS["Haddad"])
    (over,) = desk.all(HandOver)
    assert (over.before, over.person, over.by) == (NURSE, "Haddad", "Haddad")
    assert over.text == "Likes an eye mask"


# -- drugs, overrides, witnesses ------------------------------------------------------------------


def test_a_drug_asks_the_pin_once_a_minute(qtbot: QtBot, desk: Desk) -> None:
    """Of whoever enters."""
    gate = desk.window.presence.gate
    s = [50.0]
    gate.now_s = lambda: s[0]
    desk.window.entering.give(DRUG)
    assert desk.all(MedicationGiven) == []
    answer(qtbot, asking(desk), PINS[NURSE])
    assert len(desk.all(MedicationGiven)) == 1
    s[0] += 59
    desk.window.entering.give(DRUG)
    assert len(desk.all(MedicationGiven)) == 2
    s[0] += 2
    desk.window.entering.give(DRUG)
    assert len(desk.all(MedicationGiven)) == 2
    assert asking(desk) is not None


def test_a_hidden_name_forgets_the_minute(qtbot: QtBot, desk: Desk) -> None:
    """Whoever touches it next may be somebody else."""
    desk.window.entering.give(DRUG)
    answer(qtbot, asking(desk), PINS[NURSE])
    desk.window.idle.hide_now()
    desk.window.entering.give(DRUG)
    assert len(desk.all(MedicationGiven)) == 1


def test_a_drug_that_was_given_is_recorded_without_the_pin_too(desk: Desk) -> None:
    """Not confirmed, until the next PIN."""
    desk.window.entering.give(DRUG)
    dialog = asking(desk)
    assert dialog is not None
    desk.press(dialog.other)
    assert doubtful(desk) == ["MedicationGiven"]


def test_an_override_asks_and_a_criterion_that_is_met_does_not(qtbot: QtBot, desk: Desk) -> None:
    """Cancelled, nothing is overridden."""
    entering = desk.window.entering
    entering.criterion("walk", True)
    assert len(desk.all(Criterion)) == 1
    entering.criterion("walk", False, reason="Wheelchair")
    dialog = asking(desk)
    assert dialog is not None
    assert not dialog.other.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(desk.all(Criterion)) == 1
    entering.set_limit("rate.low", 45, 50, "baseline")
    answer(qtbot, asking(desk), PINS[NURSE])
    assert len(desk.all(LimitChange)) == 1


def test_what_was_wasted_is_the_witnesss_pin(qtbot: QtBot, desk: Desk) -> None:
    """Never the author's own; the witness does not enter from then on."""
    desk.window.entering.waste(14, "osei")
    dialog = asking(desk)
    assert dialog is not None
    assert dialog.who is not None
    assert [dialog.who.itemText(n) for n in range(dialog.who.count())] == ["Haddad", "Osei"]
    answer(qtbot, dialog, PINS[NURSE])
    assert desk.all(DrugWasted) == []
    answer(qtbot, dialog, PINS["Osei"])
    (wasted,) = desk.all(DrugWasted)
    assert (wasted.witness, wasted.by) == ("Osei", NURSE)
    assert desk.window.entering.author == NURSE
    desk.window.entering.give(DRUG)
    assert desk.all(MedicationGiven) == []


# -- an emergency ---------------------------------------------------------------------------------


def test_an_emergency_stands_in_the_header_until_a_pin_claims_it(
    qtbot: QtBot, desks: Desks, people: People, start: SessionStart
) -> None:
    """Drugs go through meanwhile; the claim is recorded and noted."""
    desk = desks(replace(start, nurse=EMERGENCY), people=people)
    window = desk.window
    window.entering.give(DRUG)
    desk.later(1)
    assert desk.all(MedicationGiven)[0].by == EMERGENCY
    assert "MedicationGiven" in doubtful(desk)
    assert window.header.person.text().startswith("EMERGENCY")
    assert window.header.person.property("role") == "stands-out"
    desk.press(window.header.person)
    dialog = asking(desk)
    assert dialog is not None
    assert dialog.who is not None
    dialog.who.setCurrentText("Haddad")
    answer(qtbot, dialog, PINS["Haddad"])
    assert steps(desk)[-1] == ("Haddad", CLAIMED)
    assert doubtful(desk) == []
    desk.later(1)
    assert window.header.person.text().startswith("Haddad")
    assert accesses(people, of=Access.CLAIMED) == [("Haddad", Access.CLAIMED)]


def test_people_that_cannot_be_read_hold_nobody_up(desk: Desk, people: People) -> None:
    """The patient is still in the room: it goes on, not confirmed."""
    people._path.write_bytes(b"no database at all, this")
    locked(desk)
    desk.press(desk.window.cover.open_button)
    assert not desk.window.presence.locked
    desk.window.entering.give(DRUG)
    assert doubtful(desk) == ["MedicationGiven"]


def test_a_copied_note_is_noted(desk: Desk, people: People) -> None:
    """As taken out, by whoever entered."""
    desk.window.copy_note()
    assert accesses(people) == [(NURSE, Access.EXPORTED)]
