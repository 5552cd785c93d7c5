"""The window: every touch goes the whole way round, and nothing old looks new."""

import dataclasses
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from monitor.events import (
    Baseline,
    CuffAction,
    CuffCommand,
    CuffReading,
    CuffRequest,
    Entry,
    LimitChange,
    LinkState,
    ManualVitals,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
    SessionEnd,
    SessionStart,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.conftest import NURSE, Desk, Desks, colours, largest_words, rgb
from ui import theme
from ui.bedside_window import REDRAW_MS, BedsideWindow
from ui.dialogs.ask_dialog import AskDialog
from ui.entering import Bedside
from ui.theme import DARK
from ui.words import say

# --- the way round -------------------------------------------------------------------------------


def test_a_touch_is_recorded_under_the_nurses_name(bedside: Desk) -> None:
    """Whatever was touched; nothing enters the record by itself."""
    window = bedside.window
    bedside.taken.clear()
    for made in (window.row("dissociation").buttons[1], window.cuff.measure, window.pump.started):
        bedside.press(made)
    entered = [event for event in bedside.taken if isinstance(event, Entry) and event.by]
    assert {entry.by for entry in entered} == {NURSE}
    assert [type(entry).__name__ for entry in entered] == [
        "Observation",
        "CuffRequest",
        "InfusionChange",
        "PhaseChange",
    ]


def test_two_touches_are_two_observations(bedside: Desk) -> None:
    """One touch, one observation; no more and no less."""
    bedside.press(bedside.window.row("dissociation").buttons[1])
    assert len(bedside.all(Observation)) == 1
    bedside.later(30)
    bedside.press(bedside.window.row("dissociation").buttons[1])
    assert len(bedside.all(Observation)) == 2


def test_an_infusion_from_the_first_cuff_to_the_end(bedside: Desk) -> None:
    """Only by its buttons."""
    window = bedside.window
    for minute, systolic in ((1, 130), (3, 126)):
        bedside.at(minute * 60)
        bedside.press(window.cuff.measure)
        bedside.later(25)
        bedside.cuff(systolic, 79, 95)
    bedside.press(window.next.accept)
    assert [b.systolic for b in bedside.all(Baseline)] == [128]
    bedside.at(300)
    bedside.press(window.pump.started)
    bedside.at(300 + 40 * 60)
    window.pump.choose(window.pump.stopped, "finished")
    assert window.footer.dose.text() == "36.0 of 36.0 mg by clock"
    window.footer.actions_of_more["end_session"].trigger()
    assert window.ending.isVisible()
    window.end_session()
    assert window.session.ended
    phases = [change.phase for change in bedside.all(PhaseChange)]
    assert phases == [Phase.BASELINE, Phase.INFUSION, Phase.RECOVERY, Phase.CLOSED]


# --- time ----------------------------------------------------------------------------------------


def test_ages_go_on_when_nothing_arrives(qtbot: QtBot, bedside: Desk) -> None:
    """The window paints by its own clock: what was live is gone without any event."""
    bedside.hear(pulse_rate=87)
    assert bedside.window.rate.digits() == "87"
    qtbot.waitUntil(lambda: not bedside.window._redraw._timer.isActive())
    bedside.window._ticking.setInterval(1)
    bedside.clock.t_ms = 11_000
    qtbot.waitUntil(lambda: bedside.window.rate.digits() == "--")


def test_the_window_is_painted_no_oftener_than_it_changes(qtbot: QtBot, bedside: Desk) -> None:
    """A clock that stands still paints nothing; events however fast, thirty times a second."""
    bedside.settle()
    before = bedside.window.paints
    bedside.window._ticking.setInterval(1)
    qtbot.wait(50)
    assert bedside.window.paints == before
    began = time.monotonic()
    for event in bedside.taken * 5:
        bedside.window.show_event(event)
        bedside.settle()
    qtbot.waitUntil(lambda: not bedside.window._redraw._timer.isActive())
    passed_ms = 1000 * (time.monotonic() - began)
    assert 1 <= bedside.window.paints - before <= 2 + passed_ms / REDRAW_MS


def test_a_page_nobody_sees_is_not_made_up_each_second(
    bedside: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end page is the most work of all; shown, it goes with the session."""
    asked: list[int] = []
    monkeypatch.setattr(bedside.window.ending, "refresh", asked.append)
    bedside.window.refresh()
    assert asked == []
    bedside.window.show_end_page()
    shown = len(asked)
    bedside.window.refresh()
    assert (shown, len(asked)) == (1, 2)


def test_the_first_picture_comes_before_the_chart(qtbot: QtBot, desks: Desks) -> None:
    """The numbers are there; whoever waits for them is told once."""
    desk = desks()
    with qtbot.waitSignal(desk.window.first_painted):
        desk.window.repaint()
    assert desk.window.chart is None
    with qtbot.assertNotEmitted(desk.window.first_painted, wait=20):
        desk.window.repaint()


# --- the link and the disk -----------------------------------------------------------------------


def test_a_lost_link_is_seen_everywhere_and_offers_typing(bedside: Desk) -> None:
    """Strip, chip, tiles and the cuff's button; the pressure stays, with its age."""
    window = bedside.window
    bedside.cuff(128, 79)
    bedside.hear(pulse_rate=87, spo2=97)
    bedside.link(LinkState.LOST)
    bedside.later(61)
    assert "No data from monitor since 14:00" in window.strip.text()
    assert window.header.link_chip.text() == "No data"
    assert (window.rate.digits(), window.spo2.digits()) == ("--", "--")
    assert window.pressure.digits() == "128/79"
    assert window.cuff.measure.text() == "Type BP"
    bedside.press(window.strip.buttons.typing)
    assert window.dialogs.shown("type_vitals") is not None


def test_not_saved_is_said_until_it_is_saved(bedside: Desk) -> None:
    """By the chip, the strip and the bar; all three are quiet again after Saved."""
    window = bedside.window
    bedside.at(20 * 60)
    bedside.press(window.row("dissociation").buttons[1])
    bedside.fail_to_save()
    assert window.header.saved_chip.text() == "NOT SAVED"
    assert "NOT SAVED since 14:20" in window.strip.text()
    assert window.undo.text().endswith("not saved yet")
    assert not window.all_saved
    bedside.save()
    assert window.header.saved_chip.text() == "Saved"
    assert "NOT SAVED" not in window.strip.text()
    assert window.undo.text().endswith("Saved")
    assert window.all_saved


def test_a_disk_that_says_nothing_for_three_seconds_is_not_trusted(bedside: Desk) -> None:
    """Nobody has to tell us that it hangs."""
    bedside.press(bedside.window.row("dissociation").buttons[1])
    bedside.disk_s = 3.0
    bedside.window.refresh()
    assert bedside.window.header.saved_chip.text() == "Saving…"
    bedside.disk_s = 3.1
    bedside.window.refresh()
    assert bedside.window.header.saved_chip.text() == "NOT SAVED"
    assert "NOT SAVED since 14:00" in bedside.window.strip.text()
    bedside.save()
    assert "NOT SAVED" not in bedside.window.strip.text()


# --- keys ----------------------------------------------------------------------------------------


def test_m_measures(bedside: Desk) -> None:
    """As the button does, and not while a cuff runs."""
    bedside.keys("m")
    bedside.keys("m")
    assert [command.action for command in bedside.all(CuffCommand)] == [CuffAction.START]


def test_a_letter_and_a_digit_are_an_observation(bedside: Desk) -> None:
    """D2 and N7; a digit alone is nothing."""
    bedside.keys("5")
    bedside.keys("d2")
    bedside.keys("n7")
    assert [made.answers for made in bedside.all(Observation)] == [
        {"dissociation": 2},
        {"nausea": 7},
    ]


def test_keys_typed_into_the_keypad_ask_for_nothing(bedside: Desk) -> None:
    """An M in a field of the keypad inflates no cuff, a digit is no observation."""
    bedside.window.row("nausea").setFocus()
    dialog = bedside.window.type_vitals()
    bedside.settle()
    field = dialog.fields["rate"]
    field.setFocus()
    QTest.keyClicks(field, "m7d2n0")
    assert bedside.all(CuffRequest) == []
    assert bedside.all(Observation) == []
    assert dialog.numbers()["rate"] == 720


# --- closing and ending --------------------------------------------------------------------------


def test_closing_during_a_session_asks_and_stays_open(qtbot: QtBot, bedside: Desk) -> None:
    """Recording would stop; the safe answer comes first."""
    window = bedside.window
    with qtbot.assertNotEmitted(window.closed):
        assert not window.close()
    assert window.isVisible()
    asking = window.questions.asking
    assert asking is not None
    assert list(asking.buttons) == ["close.keep", "close.end", "close.leave"]
    bedside.press(asking.buttons["close.keep"])
    assert window.isVisible()
    assert not asking.isVisible()
    assert not window.session.ended


def test_an_open_question_is_not_in_the_way_of_stopping_a_cuff(bedside: Desk) -> None:
    """The window behind it can be pressed."""
    bedside.press(bedside.window.cuff.measure)
    bedside.window.close()
    bedside.press(bedside.window.cuff.second)
    assert bedside.window.questions.asking
    assert bedside.window.questions.asking.isVisible()
    actions = [command.action for command in bedside.all(CuffCommand)]
    assert actions == [CuffAction.START, CuffAction.STOP]


def test_closing_twice_asks_once(bedside: Desk) -> None:
    """The second question takes the place of the first."""
    bedside.window.close()
    first = bedside.window.questions.asking
    bedside.window.close()
    assert first is not None
    assert not first.isVisible()
    assert bedside.window.questions.asking is not first


def test_a_session_may_be_left_open_on_purpose(qtbot: QtBot, bedside: Desk) -> None:
    """To be resumed; the window goes."""
    bedside.window.close()
    assert bedside.window.questions.asking
    with qtbot.waitSignal(bedside.window.closed) as told:
        bedside.press(bedside.window.questions.asking.buttons["close.leave"])
    assert told.args == [False]
    assert not bedside.window.isVisible()
    assert bedside.all(SessionEnd) == []


def test_a_session_cannot_be_ended_with_a_hole_in_it(bedside: Desk) -> None:
    """The page says what is open; leaving it for later ends nothing."""
    bedside.at(60)
    bedside.keys(" ")
    bedside.window.footer.actions_of_more["end_session"].trigger()
    page = bedside.window.ending
    assert not page.end.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert bedside.all(SessionEnd) == []


def test_after_the_end_the_window_closes_without_a_question(qtbot: QtBot, bedside: Desk) -> None:
    """From the question about closing to the page about ending, and out."""
    window = bedside.window
    window.close()
    assert window.questions.asking
    bedside.press(window.questions.asking.buttons["close.end"])
    assert window.ending.isVisible()
    window.end_session()
    (end,) = bedside.all(SessionEnd)
    assert end.by == NURSE
    with qtbot.waitSignal(window.closed) as told:
        assert window.close()
    assert told.args == [True]


# --- the size of things --------------------------------------------------------------------------


def test_everything_fits_1366_by_768_in_every_phase(desks: Desks) -> None:
    """The pump's buttons must not leave the screen when the baseline is to be accepted."""
    desk = desks(sizes=theme.COMPACT)
    window = desk.window
    sizes = []

    def measure() -> None:
        desk.settle()
        sizes.append((window.width(), window.height()))

    measure()
    for seconds in (1, 60):
        desk.at(seconds)
        desk.cuff(198, 119, 145)
        measure()
    desk.press(window.row("nausea").buttons["cannot_answer"])
    desk.press(window.next.accept)
    desk.at(120)
    desk.press(window.pump.started)
    desk.hear(pulse_rate=187, spo2=97)
    measure()
    desk.at(120 + 41 * 60)
    desk.link(LinkState.LOST)
    desk.fail_to_save()
    measure()
    window.pump.choose(window.pump.stopped, "patient_asked")
    measure()
    assert sizes == [(1366, 768)] * len(sizes)


def test_the_window_is_no_taller_than_asked_from_the_first_moment(
    qtbot: QtBot, bedside: Desk
) -> None:
    """What is hidden at first has no height; a window that once grew does not shrink."""
    session = Session(shipped(), bedside.window.session.start)
    world = Bedside(NURSE, bedside.clock, bedside.post)
    window = BedsideWindow(session, world, DARK, theme.COMPACT)
    window._leaving = True
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    bedside.settle()
    assert (window.width(), window.height()) == (1366, 768)


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_every_button_has_a_name_and_room_for_a_glove(desks: Desks, sizes: theme.Sizes) -> None:
    """The undo button is the one exception in height, inside its bar of 44."""
    desk = desks(sizes=sizes)
    desk.press(desk.window.row("dissociation").buttons[1])
    desk.press(desk.window.pump.started)
    for made in desk.window.findChildren(QAbstractButton):
        if not made.isVisible():
            continue
        assert made.accessibleName().strip()
        if made not in (desk.window.undo.button, desk.window.strip.buttons.typing):
            least = 44 if sizes is theme.FULL else 34
            assert made.height() >= least, made.text()
            assert made.width() >= 44, made.text()


def test_every_tile_says_its_value_and_unit_to_a_screen_reader(bedside: Desk) -> None:
    """And what it is about."""
    bedside.cuff(149, 86)
    bedside.hear(pulse_rate=87, spo2=97)
    names = {
        tile.accessibleName(): parts
        for tile, parts in (
            (bedside.window.pressure, ("BLOOD PRESSURE", "149/86", "mmHg")),
            (bedside.window.rate, ("PULSE", "87", "bpm")),
            (bedside.window.spo2, ("SpO₂", "97", "%")),
        )
    }
    for name, parts in names.items():
        assert all(part in name for part in parts), name


def test_the_bottom_line_never_goes(bedside: Desk) -> None:
    """Supplementary display."""
    texts = [child.text() for child in bedside.window.findChildren(QLabel)]
    assert say("supplementary") in texts


def test_what_is_typed_as_markup_stays_text_everywhere(desks: Desks, start: SessionStart) -> None:
    """Names, rooms and allergies come from keyboards."""
    red = '<font color="#ff0000">X</font>'
    desk = desks(dataclasses.replace(start, patient=red, nurse=red, room=red, allergy=red))
    desk.press(desk.window.row("dissociation").buttons[1])
    desk.save()
    assert red in desk.window.undo.text()
    assert rgb("#ff0000") not in colours(desk.window)


# --- a session that goes on ----------------------------------------------------------------------


def test_a_resumed_session_shows_what_its_record_knows(desks: Desks, bedside: Desk) -> None:
    """The last pressure and answer with their times; nothing live, nothing to undo."""
    bedside.cuff(128, 79)
    bedside.press(bedside.window.row("dissociation").buttons[2])
    bedside.press(bedside.window.pump.started)
    entries = [event for event in bedside.taken if isinstance(event, Entry)]
    history = History(start=bedside.window.session.start, entries=entries)
    desk = desks()
    desk.window.session.load(history)
    desk.window.load(history)
    desk.at(600)
    window = desk.window
    assert window.pressure.digits() == "128/79"
    assert window.row("dissociation")._last.text() == "2 · 14:00"
    assert window.rate.digits() == "--"
    assert largest_words(window.header) == "Infusion 10:00"
    assert not window.undo._bar.isVisible()


def test_a_session_without_a_monitor_is_typed(desks: Desks, start: SessionStart) -> None:
    """From the first pressure on."""
    desk = desks(dataclasses.replace(start, device=None, port=None), devices=())
    desk.press(desk.window.cuff.measure)
    dialog = desk.window.type_vitals()
    assert dialog is not None
    for name, text in (("systolic", "140"), ("diastolic", "80"), ("spo2", "97")):
        field = dialog.fields[name]
        assert isinstance(field, QLineEdit)
        field.setText(text)
    desk.press(dialog.enter)
    assert len(desk.all(CuffReading)) == 1
    assert len(desk.all(ManualVitals)) == 1
    assert desk.window.pressure.digits() == "140/80"
    assert rgb(DARK.spo2) not in colours(desk.window.spo2)


def test_a_mistake_of_ours_is_said_once_and_the_session_goes_on(bedside: Desk) -> None:
    """Whatever it was, the next touch is recorded."""
    bedside.window.say_bug()
    asking = bedside.window.questions.asking
    assert asking is not None
    bedside.press(asking.buttons["ok"])
    assert not asking.isVisible()
    bedside.window.say_bug()
    assert bedside.window.questions.asking is None
    bedside.press(bedside.window.row("dissociation").buttons[1])
    assert len(bedside.all(Observation)) == 1


def test_escape_closes_a_question_and_not_the_window(bedside: Desk) -> None:
    """Nor the session."""
    bedside.window.close()
    assert bedside.window.questions.asking
    QTest.keyClick(bedside.window.questions.asking, Qt.Key.Key_Escape)
    assert bedside.window.isVisible()
    assert bedside.window.session.pump() is not PumpStep.STOPPED
    assert bedside.all(SessionEnd) == []


# --- a patient beyond a limit at rest ------------------------------------------------------------


def test_a_baseline_beyond_a_limit_is_asked_about_once(bedside: Desk) -> None:
    """Set for this patient, under the nurse's name, or kept (nurse.md C3)."""
    window = bedside.window
    bedside.post(Baseline(t_ms=0, by=NURSE, systolic=168, diastolic=79, rate=48, spo2=98))
    assert "Baseline systolic pressure 168 is above the limit 160." in asked(bedside)
    bedside.press(asking(bedside).buttons["clash.set"])
    (change,) = bedside.all(LimitChange)
    assert (change.rule, change.value, change.before, change.by) == (
        "systolic.high",
        170,
        160,
        NURSE,
    )
    assert window.session.limits().systolic == (95, 170)
    assert "Baseline HR 48 is below the limit 50." in asked(bedside)
    bedside.press(asking(bedside).buttons["clash.keep"])
    assert "below the limit" not in asked(bedside)
    assert window.session.limits().rate == (50, 120)


def asking(desk: Desk) -> AskDialog:
    """The dialog that is open."""
    assert desk.window.questions.asking is not None
    return desk.window.questions.asking


def asked(desk: Desk) -> str:
    """The question that is open, or nothing."""
    dialog = desk.window.questions.asking
    return "" if dialog is None else " ".join(made.text() for made in dialog.findChildren(QLabel))
