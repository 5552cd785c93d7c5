"""The strip says the worst thing that is so, and "No alarms" only where they are checked."""

import dataclasses

import pytest
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.alarm_rule import Key
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffChange,
    CuffRequest,
    CuffStep,
    CuffWish,
    InfusionChange,
    Judgement,
    LinkState,
    ManualVitals,
    Phase,
    PhaseChange,
    PumpStep,
    SessionStart,
    Verdict,
)
from tests.ui.conftest import (
    DEVICE,
    IN_USE,
    NURSE,
    OXIMETER,
    POPUPS,
    Desk,
    Desks,
    colours,
    opened_menu,
    rgb,
    touch,
)
from ui import theme
from ui.dialogs.reject_dialog import RejectDialog
from ui.scale_words import spoken_scales
from ui.strip_view import TURN_MS
from ui.theme import DARK
from ui.words import say


def cell(desk: Desk) -> str:
    """The cell at the left, or nothing."""
    made = desk.window.strip._cell
    return made.text() if made.isVisible() else ""


def beside(desk: Desk) -> str:
    """What stands beside it."""
    return desk.window.strip._words.text()


def silent(desk: Desk) -> str:
    """What stands before the buttons, or nothing."""
    label = desk.window.strip.silent
    return label.text() if label.isVisible() else ""


def offered(desk: Desk) -> list[str]:
    """What the buttons say that can be seen."""
    return [made.text() for made in desk.window.strip.buttons.all() if made.isVisible()]


def confirmed(desk: Desk, systolic: float = 166) -> None:
    """Let a pressure be in alarm."""
    desk.at(60)
    desk.cuff(164, 92)
    desk.at(150)
    desk.cuff(systolic, 92)


def see(desk: Desk, level: int) -> None:
    """Say how awake somebody is."""
    desk.window.entering.observe(spoken_scales()["sedation"], {"sedation": level})


# --- quiet ---------------------------------------------------------------------------------------


def test_quiet_is_plain_text_about_what_is_next(bedside: Desk) -> None:
    """And about what is not checked yet."""
    bedside.cuff(128, 79)
    bedside.at(46)
    assert bedside.window.strip.text() == (
        "No alarms  ·  Next: Blood pressure in 2:14  ·  Sound off"
        "  ·  Change-from-baseline limits off until baseline is accepted"
        "  ·  Example limits: not approved by your clinic"
    )
    assert rgb(DARK.alarm_medium) not in colours(bedside.window.strip)
    assert offered(bedside) == []


def test_an_accepted_baseline_is_not_asked_for(bedside: Desk) -> None:
    """The hint goes with its reason."""
    bedside.accept_baseline()
    assert "baseline" not in bedside.window.strip.text()


def test_no_alarms_is_said_only_of_what_is_received(bedside: Desk) -> None:
    """Whatever the link and the disk are."""
    for state in LinkState:
        bedside.link(state)
        says = say("strip.quiet") in bedside.window.strip.text()
        assert says is (state is LinkState.RECEIVING), state
    bedside.link(LinkState.RECEIVING)
    bedside.fail_to_save()
    assert say("strip.quiet") not in bedside.window.strip.text()


# --- alarms --------------------------------------------------------------------------------------


def test_a_first_breach_is_an_outline_and_announces_its_repeat(bedside: Desk) -> None:
    """With [Repeat now] and [Skip]; nothing flashes (nurse.md C1)."""
    bedside.window.cuff.choose_interval(5)
    bedside.at(60)
    bedside.cuff(164, 92)
    bedside.later(1)
    assert cell(bedside) == "△  SYS 164 (limit 160), not confirmed"
    assert beside(bedside) == "Repeat in 0:59"
    assert offered(bedside) == ["Repeat now", "Skip"]
    assert not bedside.window.strip._cell.lit
    assert not bedside.window.flash.running
    bedside.press(bedside.window.strip.buttons.skip)
    assert bedside.all(CuffRequest)[-1].wish is CuffWish.SKIP
    assert (beside(bedside), offered(bedside)) == ("Measure it once more", ["Repeat now"])
    bedside.press(bedside.window.strip.buttons.repeat)
    assert bedside.all(CuffRequest)[-1].wish is CuffWish.MEASURE
    bedside.later(14)
    assert (beside(bedside), offered(bedside)) == ("Measuring… 0:14", [])


def test_a_confirmed_pressure_flashes_yellow_until_somebody_answers(bedside: Desk) -> None:
    """Then it is steady, says who, and asks once what was done."""
    confirmed(bedside)
    strip = bedside.window.strip
    assert cell(bedside) == "▲  ** SYS 166 (limit 160), confirmed 14:02"
    assert (beside(bedside), silent(bedside)) == ("", "Sound off: watch the monitor")
    assert rgb(DARK.alarm_medium) in colours(strip._cell)
    assert bedside.window.flash.running
    bedside.press(strip.buttons.acknowledge)
    answer = bedside.all(AlarmChange)[-1]
    assert (answer.step, answer.by) == (AlarmStep.ACKNOWLEDGED, NURSE)
    assert beside(bedside) == "Acknowledged 14:02, Adeyemi"
    assert strip._cell.lit
    assert "Watching" in offered(bedside)
    bedside.press(strip.buttons.answers["told_prescriber"])
    told = bedside.all(AlarmChange)[-1]
    assert (told.step, told.reason) == (AlarmStep.ANSWERED, "told_prescriber")
    assert told.of == answer.of
    assert offered(bedside) == []


def test_what_was_done_is_asked_for_a_minute(bedside: Desk) -> None:
    """It is optional."""
    confirmed(bedside)
    bedside.press(bedside.window.strip.buttons.acknowledge)
    bedside.later(59.9)
    assert "Watching" in offered(bedside)
    bedside.later(0.1)
    assert offered(bedside) == []


def test_high_priority_is_red(bedside: Desk) -> None:
    """At once, by one reading."""
    bedside.at(60)
    bedside.cuff(186, 92)
    assert cell(bedside) == "▲  *** SYS 186 (limit 180) 14:01"
    assert rgb(DARK.alarm_high) in colours(bedside.window.strip._cell)


def test_what_latched_says_that_it_is_over_and_waits_quietly(bedside: Desk) -> None:
    """A message: an outline that does not flash, until somebody has seen it."""
    confirmed(bedside)
    bedside.at(400)
    bedside.cuff(140, 84)
    assert cell(bedside) == "△  ** SYS 166 (limit 160), confirmed 14:02, ended 14:06"
    assert not bedside.window.flash.running
    bedside.press(bedside.window.strip.buttons.acknowledge)
    assert cell(bedside) == ""


def test_of_two_the_worst_has_the_cell_and_both_are_answered_at_once(bedside: Desk) -> None:
    """The other is read beside it."""
    bedside.at(60)
    see(bedside, 1)
    bedside.cuff(164, 92)
    bedside.at(150)
    bedside.cuff(166, 92)
    assert cell(bedside).startswith("▲  *** Sedation")
    assert beside(bedside) == "▲  ** SYS 166 (limit 160)"
    assert offered(bedside) == ["Acknowledge (2)"]
    bedside.press(bedside.window.strip.buttons.acknowledge)
    active = bedside.window.session.alarms.active
    assert {alarm.state for alarm in active.values()} == {AlarmStep.ACKNOWLEDGED}


def test_what_is_new_comes_before_what_was_answered(bedside: Desk) -> None:
    """Be it less grave: else it would never flash."""
    bedside.at(60)
    see(bedside, 1)
    bedside.press(bedside.window.strip.buttons.acknowledge)
    assert cell(bedside).startswith("✓ ▲  *** Sedation")
    bedside.cuff(164, 92)
    bedside.at(150)
    bedside.cuff(166, 92)
    assert cell(bedside).startswith("▲  ** SYS 166")


def test_several_others_are_shown_in_turn(bedside: Desk) -> None:
    """So that each can be read whole."""
    bedside.at(60)
    see(bedside, 1)
    three_signs(bedside, 2)
    bedside.press(bedside.window.strip.buttons.acknowledge)
    said = set()
    for _ in range(2):
        bedside.later(TURN_MS / 1000)
        said.add(beside(bedside).partition(" (")[0])
    assert said == {"✓ ▲  ** Chest pain", "✓ ▲  ** Short of breath"}
    assert "/2)" in beside(bedside)


def three_signs(desk: Desk, count: int = 3) -> None:
    """See signs that are alarms."""
    for sign in ("chest_pain", "short_of_breath", "headache")[:count]:
        severe = 3 if sign == "headache" else "started"
        desk.window.entering.observe(desk.window.signs.scale, {sign: severe})


def states(desk: Desk) -> dict[str | None, AlarmStep]:
    """The states of what was observed, by its item."""
    active = desk.window.session.alarms.active
    return {key.subject: alarm.state for key, alarm in active.items() if key.family == "observed"}


def test_only_what_can_be_read_is_acknowledged(bedside: Desk) -> None:
    """Nobody answers what nobody could see; the next press brings the rest."""
    bedside.at(60)
    see(bedside, 1)
    three_signs(bedside)
    strip = bedside.window.strip
    assert offered(bedside) == ["Acknowledge (4)"]
    strip.setFixedWidth(cell_width(bedside) + 720)
    bedside.settle()
    assert beside(bedside).endswith("and 2 more")
    assert offered(bedside) == ["Acknowledge (2)"]
    metrics = strip._words.fontMetrics()
    assert metrics.horizontalAdvance(beside(bedside)) <= strip._words.width()
    bedside.keys("A")
    assert sorted(states(bedside).values()) == sorted([AlarmStep.ACKNOWLEDGED] * 2 + [_RAISED] * 2)
    assert offered(bedside)[-1].startswith("Acknowledge")
    for _ in range(3):
        bedside.keys("A")
    assert set(states(bedside).values()) == {AlarmStep.ACKNOWLEDGED}


_RAISED = AlarmStep.RAISED


def cell_width(desk: Desk) -> int:
    """As wide as its words want it."""
    return desk.window.strip._cell.sizeHint().width()


def test_a_line_too_narrow_for_any_other_answers_the_cell_alone(bedside: Desk) -> None:
    """Its words are elided, or only counted."""
    bedside.at(60)
    see(bedside, 1)
    three_signs(bedside, 1)
    strip = bedside.window.strip
    strip.setFixedWidth(cell_width(bedside) + 400)
    bedside.settle()
    assert (beside(bedside), offered(bedside)) == ("and 1 more", ["Acknowledge"])
    bedside.press(strip.buttons.acknowledge)
    assert list(states(bedside).values()).count(AlarmStep.ACKNOWLEDGED) == 1


def test_that_nothing_is_heard_is_the_last_to_be_missed(bedside: Desk) -> None:
    """As long as an alarm stands, however full the line is; not where a repeat decides."""
    bedside.at(60)
    bedside.cuff(164, 92)
    assert silent(bedside) == ""
    bedside.at(150)
    bedside.cuff(166, 92)
    three_signs(bedside)
    strip = bedside.window.strip
    strip.setFixedWidth(700)
    bedside.settle()
    for _ in range(2):
        assert silent(bedside) == "Sound off: watch the monitor"
        assert strip.silent.width() >= strip.silent.sizeHint().width()
        assert strip.silent.geometry().right() < strip.buttons.geometry().left()
        bedside.press(strip.buttons.acknowledge)
    bedside.at(400)
    bedside.cuff(140, 84)
    assert "Sound off" not in cell(bedside)


def test_a_line_of_low_priority_has_no_sign_no_colour_and_asks_nothing(bedside: Desk) -> None:
    """A triangle is what is not confirmed; nobody has to answer what does not latch."""
    bedside.accept_baseline()
    bedside.at(60)
    bedside.cuff(156, 92)
    assert cell(bedside).startswith("* SYS 156 (limit from baseline")
    assert (offered(bedside), silent(bedside)) == ([], "")
    seen = colours(bedside.window.strip)
    assert not seen & {rgb(DARK.alarm_medium), rgb(DARK.alarm_text), rgb(DARK.alarm_high)}


def test_a_touch_never_answers_what_was_not_seen(bedside: Desk) -> None:
    """What came between the last picture and the finger stays."""
    confirmed(bedside)
    seen = bedside.window.strip._news[0].alarms
    bedside.at(240)
    bedside.cuff(186, 92)
    bedside.window.entering.acknowledge(seen)
    assert bedside.window.session.alarms.active[Key("pressure")].state is AlarmStep.RAISED


def test_a_key_acknowledges_also_while_the_name_is_hidden(bedside: Desk) -> None:
    """Buttons and keys of alarms always work (nurse.md B1)."""
    confirmed(bedside)
    bedside.window.idle._touched_s -= 10_000
    bedside.window.idle.look()
    assert bedside.window.header.hidden.isVisible()
    bedside.keys("A")
    assert bedside.all(AlarmChange)[-1].step is AlarmStep.ACKNOWLEDGED


def test_each_alarm_is_spoken_once(bedside: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """To a screen reader, as soon as it is told, and again when it is told again."""
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append(event.message())
    )
    confirmed(bedside)
    for _ in range(3):
        bedside.later(1)
    bedside.press(bedside.window.strip.buttons.acknowledge)
    said = [words for words in heard if "SYS" in words]
    assert [words.partition(".")[0] for words in said] == [
        "SYS 164 (limit 160), not confirmed",
        "SYS 166 (limit 160), confirmed 14:02",
    ]


# --- what was done -------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore(*POPUPS)
def test_a_pump_that_was_paused_is_recorded_at_once(bedside: Desk, qtbot: QtBot) -> None:
    """The answer is about the alarm; the pause has a reason and a time of its own."""
    bedside.move_pump(PumpStep.STARTED, 54)
    confirmed(bedside)
    strip = bedside.window.strip
    bedside.press(strip.buttons.acknowledge)
    bedside.press(strip.buttons.answers["pump_paused"])
    assert bedside.all(AlarmChange)[-1].reason == "pump_paused"
    touch(opened_menu(qtbot), "Blood pressure")
    pause = bedside.all(InfusionChange)[-1]
    assert (pause.step, pause.reason) == (PumpStep.PAUSED, "blood_pressure")


def test_a_pause_that_is_recorded_is_not_asked_for_again(bedside: Desk) -> None:
    """Nor is one asked of a pump that never ran."""
    confirmed(bedside)
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.move_pump(PumpStep.PAUSED)
    strip = bedside.window.strip
    bedside.press(strip.buttons.acknowledge)
    bedside.press(strip.buttons.answers["pump_paused"])
    bedside.settle()
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize(("code", "asks"), [("gave_medication", True), ("repeated", False)])
def test_a_drug_that_was_given_is_recorded_at_once(bedside: Desk, code: str, asks: bool) -> None:
    """Whatever else was done stands in the answer alone."""
    bedside.move_pump(PumpStep.STARTED, 54)
    confirmed(bedside)
    strip = bedside.window.strip
    bedside.press(strip.buttons.acknowledge)
    bedside.press(strip.buttons.answers[code])
    bedside.settle()
    assert bedside.all(AlarmChange)[-1].reason == code
    assert (bedside.window.dialogs.shown("medication") is not None) is asks
    assert QApplication.activePopupWidget() is None


# --- doubtful pressures --------------------------------------------------------------------------


def doubtful(desk: Desk) -> None:
    """Let a pressure jump."""
    desk.at(60)
    desk.cuff(128, 79)
    desk.at(120)
    desk.cuff(172, 92)


def test_a_doubtful_pressure_says_why_and_can_be_accepted(bedside: Desk) -> None:
    """Then it counts as any other does: a first breach."""
    doubtful(bedside)
    assert cell(bedside) == "△  SYS 172 is doubtful, not confirmed"
    assert beside(bedside).startswith("Doubtful: far from the one before")
    assert offered(bedside) == ["Repeat now", "Accept", "Reject…"]
    bedside.press(bedside.window.strip.buttons.accept)
    judged = bedside.all(Judgement)[-1]
    assert (judged.verdict, judged.by) == (Verdict.ACCEPTED, NURSE)
    assert "Accept" not in offered(bedside)


def test_a_doubtful_pressure_is_rejected_with_a_reason(bedside: Desk) -> None:
    """And its alarm goes with it."""
    doubtful(bedside)
    bedside.press(bedside.window.strip.buttons.reject)
    dialog = bedside.window.dialogs.shown("reject")
    assert isinstance(dialog, RejectDialog)
    dialog.reasons.buttons["Arm moved"].click()
    dialog.enter.click()
    judged = bedside.all(Judgement)[-1]
    assert (judged.verdict, judged.reason) == (Verdict.REJECTED, "arm_moved")
    assert cell(bedside) == ""


# --- links and the record ------------------------------------------------------------------------


def test_a_lost_link_is_told_at_once_and_offers_typing(bedside: Desk) -> None:
    """An outline until its rule makes an alarm of it: at once while a drug flows."""
    bedside.at(3 * 60)
    bedside.link(LinkState.LOST)
    assert cell(bedside) == "△  * No data from monitor since 14:03"
    assert beside(bedside) == "Look at the patient and the monitor. Alarms cannot be checked."
    bedside.press(bedside.window.strip.buttons.typing)
    assert bedside.window.dialogs.shown("type_vitals") is not None
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.later(6)
    bedside.second()
    assert cell(bedside) == "▲  ** No data from monitor since 14:03"
    assert rgb(DARK.alarm_medium) in colours(bedside.window.strip._cell)
    assert offered(bedside) == ["Type vitals", "Acknowledge"]
    assert bedside.window.flash.running
    bedside.link(LinkState.RECEIVING)
    assert not bedside.window.flash.running


def test_five_minutes_without_a_number_fill_the_strip(bedside: Desk) -> None:
    """While a drug flows and nothing is typed (clinical table 3.8)."""
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.link(LinkState.LOST)
    for seconds in (6, 299):
        bedside.at(seconds)
        bedside.second()
    strip = bedside.window.strip
    narrow = strip._cell.width()
    assert "No number" not in strip.text()
    bedside.at(300)
    bedside.settle()
    assert "No number for 5:00: look, and type vitals" in cell(bedside)
    assert strip._cell.width() > 2 * narrow
    bedside.post(ManualVitals(t_ms=300_000, by=NURSE, pulse_rate=88))
    assert "No number" not in strip.text()
    bedside.later(300)
    assert "No number for 5:00" in strip.text()


def test_a_silent_monitor_is_told_from_a_pulled_cable(bedside: Desk) -> None:
    """The port is open and nothing comes."""
    bedside.at(3 * 60)
    bedside.link(LinkState.SILENT)
    assert cell(bedside) == "△  * Monitor silent since 14:03"
    assert bedside.window.strip.buttons.typing.isVisible()


def test_a_link_that_is_back_clears_the_strip(bedside: Desk) -> None:
    """Plain text again; for two minutes it says what was missed, from the first silence on."""
    strip = bedside.window.strip
    bedside.at(3 * 60)
    bedside.link(LinkState.SILENT)
    bedside.at(4 * 60)
    bedside.link(LinkState.LOST)
    bedside.at(5 * 60)
    bedside.link(LinkState.RECEIVING)
    assert cell(bedside) == ""
    assert not strip.buttons.typing.isVisible()
    assert "Monitor back. No data 14:03–14:05" in strip.text()
    bedside.later(119.999)
    assert "Monitor back" in strip.text()
    bedside.later(0.001)
    assert "Monitor back" not in strip.text()


def test_an_interval_that_went_with_the_link_is_not_lost_in_silence(bedside: Desk) -> None:
    """It is off until a nurse turns it on again, or says that she does not want it."""
    cuff, strip = bedside.window.cuff, bedside.window.strip
    for wanted in (5, None):
        cuff.choose_interval(5)
        bedside.link(LinkState.LOST)
        bedside.link(LinkState.RECEIVING)
        assert "Automatic BP was turned off. Turn it on again." in strip.text()
        cuff.choose_interval(wanted)
        assert "Automatic BP" not in strip.text()


def test_an_interval_nobody_armed_is_not_missed(bedside: Desk) -> None:
    """A link that comes and goes turned nothing off."""
    bedside.link(LinkState.LOST)
    bedside.link(LinkState.RECEIVING)
    assert "Automatic BP" not in bedside.window.strip.text()


def test_of_two_devices_the_one_that_is_gone_is_named(desks: Desks) -> None:
    """The other goes on, and says so; only when both are gone is there no data at all."""
    desk = desks(devices=(IN_USE, OXIMETER))
    desk.at(60)
    desk.link(LinkState.SILENT, OXIMETER.device)
    assert cell(desk) == "△  * Nonin silent since 14:01"
    desk.link(LinkState.LOST, OXIMETER.device)
    assert cell(desk) == "△  * No data from Nonin since 14:01"
    assert "The other monitor goes on." in desk.window.strip.text()
    desk.at(120)
    desk.link(LinkState.LOST)
    assert cell(desk) == "▲  ** No data from monitor since 14:01"
    desk.link(LinkState.RECEIVING)
    desk.link(LinkState.RECEIVING, OXIMETER.device)
    assert cell(desk) == ""


def test_a_device_that_cycles_by_itself_beside_ours_is_told(bedside: Desk) -> None:
    """One cuff nobody asked for is its own button; with a second one both clocks run."""
    bedside.cuff(128, 79)
    bedside.window.cuff.choose_interval(5)
    for seconds, told in ((200, False), (480, True)):
        bedside.at(seconds)
        bedside.post(CuffChange(t_ms=seconds * 1000, device=DEVICE, step=CuffStep.INFLATING))
        bedside.post(CuffChange(t_ms=seconds * 1000, device=DEVICE, step=CuffStep.DONE))
        assert ("Monitor is also cycling. Turn one off." in bedside.window.strip.text()) is told
    bedside.window.cuff.choose_interval(None)
    assert "also cycling" not in bedside.window.strip.text()


def test_what_cannot_be_stored_comes_before_what_cannot_be_heard(bedside: Desk) -> None:
    """Entries are kept; the window must stay open. Typing stays offered."""
    bedside.at(2 * 60)
    bedside.fail_to_save()
    bedside.link(LinkState.LOST)
    assert cell(bedside) == "▲  ** NOT SAVED since 14:02"
    assert beside(bedside) == (
        "Entries are kept; keep this window open.  ·  △  * No data from monitor since 14:02"
    )
    assert bedside.window.strip.buttons.typing.isVisible()
    bedside.save()
    assert cell(bedside) == "△  * No data from monitor since 14:02"


def test_a_session_without_a_monitor_misses_none(desks: Desks, start: SessionStart) -> None:
    """There is no link to be lost."""
    desk = desks(dataclasses.replace(start, device=None, port=None), devices=())
    assert cell(desk) == ""
    assert desk.window.header.link_chip.text() == "No monitor"
    assert "Only what is typed is checked for alarms" in desk.window.strip.text()


def test_before_the_baseline_and_after_the_end_nothing_is_checked(bedside: Desk) -> None:
    """And it says so, never "No alarms"."""
    bedside.post(PhaseChange(t_ms=0, by=NURSE, phase=Phase.CLOSED))
    bedside.window.end_session()
    bedside.later(1)
    assert bedside.window.strip.text().startswith("Alarms are not checked in this phase")


@pytest.mark.parametrize("palette", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_the_words_on_an_alarm_can_be_read(palette: theme.Palette) -> None:
    """Full or an outline, 4.5:1 and more (nurse.md B4)."""
    for ink, ground in (
        (palette.on_alarm, palette.alarm_high),
        (palette.on_alarm_medium, palette.alarm_medium),
        (palette.alarm_high, palette.panel),
        (palette.alarm_text, palette.panel),
    ):
        assert contrast(ink, ground) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart (WCAG)."""
    dark, light = sorted(_luminance(theme.colour(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()
