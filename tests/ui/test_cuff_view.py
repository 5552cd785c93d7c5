"""Two buttons say what the cuff does and ask for what it may do; they inflate nothing."""

import dataclasses

import pytest
from pytestqt.qtbot import QtBot

from monitor.events import (
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffRequest,
    CuffStep,
    CuffWish,
    LinkState,
    ProbeChange,
    SessionEnd,
)
from tests.ui.conftest import DEVICE, IN_USE, NURSE, POPUPS, Desk, Desks, opened_menu, touch
from ui import theme
from ui.language import speak


def says(desk: Desk) -> str:
    """What the two buttons say; greyed ones in brackets."""
    view = desk.window.cuff
    shown = [made for made in (view.measure, view.second) if not made.isHidden()]
    return " | ".join(m.text() if m.isEnabled() else f"({m.text()})" for m in shown)


def commands(desk: Desk) -> list[CuffAction]:
    """What the link was told to do."""
    return [command.action for command in desk.all(CuffCommand)]


def step(desk: Desk, step: CuffStep) -> None:
    """Hear how far the inflation is."""
    desk.post(CuffChange(t_ms=desk.clock.t_ms, device=DEVICE, step=step))


def seconds(desk: Desk, count: int) -> None:
    """Let seconds pass one by one, as the session sees them."""
    for _ in range(count):
        desk.later(1)
        desk.second()


# --- by hand -------------------------------------------------------------------------------------


def test_measure_bp_asks_for_one_cuff(bedside: Desk) -> None:
    """One press, one request by this nurse, one command."""
    assert says(bedside) == "Measure BP"
    bedside.press(bedside.window.cuff.measure)
    (request,) = bedside.all(CuffRequest)
    assert (request.wish, request.by) == (CuffWish.MEASURE, NURSE)
    assert commands(bedside) == [CuffAction.START]


def test_while_it_runs_seconds_are_counted_and_it_can_be_stopped(bedside: Desk) -> None:
    """Stop is there from the first moment and does stop."""
    bedside.press(bedside.window.cuff.measure)
    step(bedside, CuffStep.INFLATING)
    assert says(bedside) == "(Measuring… 0:00) | Stop cuff"
    bedside.later(14)
    assert says(bedside) == "(Measuring… 0:14) | Stop cuff"
    bedside.press(bedside.window.cuff.second)
    assert commands(bedside) == [CuffAction.START, CuffAction.STOP]


def test_a_cuff_the_monitor_began_by_itself_can_be_stopped(bedside: Desk) -> None:
    """Whoever started it."""
    step(bedside, CuffStep.INFLATING)
    bedside.press(bedside.window.cuff.second)
    assert commands(bedside) == [CuffAction.STOP]


def test_with_the_result_it_is_ready_again(bedside: Desk) -> None:
    """The second button is gone with its reason."""
    bedside.press(bedside.window.cuff.measure)
    bedside.later(30)
    step(bedside, CuffStep.DONE)
    bedside.cuff(128, 79)
    assert says(bedside) == "Measure BP"


def test_a_failed_cuff_offers_to_repeat_or_to_type(bedside: Desk) -> None:
    """The strip says what to look at; Repeat asks again."""
    step(bedside, CuffStep.FAILED)
    assert says(bedside) == "Repeat | Type BP"
    assert "Cuff failed: check cuff and arm" in bedside.window.strip.text()
    bedside.press(bedside.window.cuff.measure)
    assert commands(bedside) == [CuffAction.START]
    assert says(bedside) == "(Measuring… 0:00) | Stop cuff"


def test_type_bp_after_a_failed_cuff_opens_the_keypad(bedside: Desk) -> None:
    """The arm may be the reason; the nurse has her own cuff."""
    step(bedside, CuffStep.FAILED)
    bedside.press(bedside.window.cuff.second)
    assert bedside.window.dialogs.shown("type_vitals") is not None
    assert commands(bedside) == []


def test_two_minutes_later_a_failure_is_history(bedside: Desk) -> None:
    """What comes next is an ordinary pressure."""
    step(bedside, CuffStep.FAILED)
    bedside.at(119.999)
    assert says(bedside) == "Repeat | Type BP"
    bedside.at(120)
    assert says(bedside) == "Measure BP"
    assert "Cuff failed" not in bedside.window.strip.text()


# --- without a link, without the ability ---------------------------------------------------------


def test_without_a_link_the_pressure_is_typed(bedside: Desk) -> None:
    """Nothing is asked of a device nobody hears."""
    view = bedside.window.cuff
    for state in (LinkState.SILENT, LinkState.LOST, LinkState.SEARCHING):
        bedside.link(state)
        assert says(bedside) == "Type BP"
        assert not view.interval.isEnabled()
    bedside.press(view.measure)
    assert bedside.window.dialogs.shown("type_vitals") is not None
    assert bedside.all(CuffRequest) == []


def test_a_failure_without_a_link_offers_no_repeat(bedside: Desk) -> None:
    """A repeat would wait in a device nobody hears."""
    step(bedside, CuffStep.FAILED)
    bedside.link(LinkState.LOST)
    assert says(bedside) == "Type BP"


def test_a_device_that_starts_no_cuff_leaves_typing(desks: Desks) -> None:
    """However well it is heard."""
    desk = desks(devices=(dataclasses.replace(IN_USE, starts_cuff=False),))
    assert says(desk) == "Type BP"
    assert not desk.window.cuff.interval.isEnabled()


def test_nothing_is_asked_after_the_end(bedside: Desk) -> None:
    """Not even a repeat of what just failed."""
    step(bedside, CuffStep.FAILED)
    bedside.post(SessionEnd(t_ms=1000, by=NURSE))
    assert says(bedside) == "(Measure BP)"
    assert not bedside.window.cuff.interval.isEnabled()


# --- the automatic interval ----------------------------------------------------------------------


def test_the_interval_is_off_until_a_nurse_chooses_one(bedside: Desk) -> None:
    """Her choice arms it; the button says the one clock there is."""
    interval = bedside.window.cuff.interval
    assert interval.text() == "Automatic off ▾"
    bedside.cuff(128, 79)
    bedside.window.cuff.choose_interval(5)
    (request,) = bedside.all(CuffRequest)
    assert (request.wish, request.interval_min, request.by) == (CuffWish.INTERVAL, 5, NURSE)
    assert interval.text() == "every 5 min · next 14:05 ▾"
    bedside.press(bedside.window.cuff.measure)
    assert interval.text() == "every 5 min ▾"  # its own button is the clock now
    bedside.window.cuff.choose_interval(None)
    assert interval.text() == "Automatic off ▾"


@pytest.mark.qt_log_ignore(*POPUPS)
def test_the_menu_under_the_button_offers_the_clinics_intervals(
    qtbot: QtBot, bedside: Desk
) -> None:
    """Pressed and chosen as a finger does."""
    bedside.press(bedside.window.cuff.interval)
    menu = opened_menu(qtbot)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Every 2.5 min",
        "Every 3 min",
        "Every 5 min",
        "Every 10 min",
        "Every 15 min",
        "Automatic off",
        "SpO₂ probe is on the cuff's arm",
    ]
    touch(menu, "Every 3 min")
    assert [request.interval_min for request in bedside.all(CuffRequest)] == [3]


def test_the_probes_arm_can_be_told_at_any_time(bedside: Desk) -> None:
    """Somebody moves it; nurse.md A9."""
    same_arm = bedside.window.cuff.same_arm
    assert not same_arm.isChecked()
    for on in (True, False):
        same_arm.trigger()
        assert same_arm.isChecked() is on
    assert [change.on_cuff_arm for change in bedside.all(ProbeChange)] == [True, False]


def test_an_automatic_cuff_is_announced_and_then_starts(bedside: Desk) -> None:
    """Ten seconds with a countdown, and not one of them silent."""
    bedside.cuff(128, 79)
    bedside.window.cuff.choose_interval(2.5)
    seconds(bedside, 139)
    assert says(bedside) == "Measure BP"
    for left in ("0:10", "0:09", "0:08"):
        seconds(bedside, 1)
        assert says(bedside) == f"(Cuff starts in {left}) | Skip"
    bedside.later(0.5)
    assert says(bedside) == "(Cuff starts in 0:08) | Skip"
    bedside.later(-0.5)
    seconds(bedside, 7)
    assert commands(bedside) == []
    seconds(bedside, 1)
    assert commands(bedside) == [CuffAction.START]
    assert says(bedside) == "(Measuring… 0:00) | Stop cuff"


def test_skip_lets_an_announced_cuff_pass(bedside: Desk) -> None:
    """The next one comes an interval later."""
    bedside.cuff(128, 79)
    bedside.window.cuff.choose_interval(2.5)
    seconds(bedside, 142)
    bedside.press(bedside.window.cuff.second)
    assert bedside.all(CuffRequest)[-1].wish is CuffWish.SKIP
    assert says(bedside) == "Measure BP"
    seconds(bedside, 120)
    assert commands(bedside) == []
    assert bedside.window.cuff.interval.text() == "every 2.5 min · next 14:05 ▾"


def test_a_greyed_button_is_not_pressed_by_its_key(bedside: Desk) -> None:
    """M while a cuff runs starts no second one."""
    bedside.window.cuff.press()
    bedside.window.cuff.press()
    assert commands(bedside) == [CuffAction.START]


@pytest.mark.parametrize(
    ("language", "said"),
    [("english", "every 2.5 min (alarm)"), ("german", "alle 2,5 min (Alarm)")],
)
def test_in_alarm_the_interval_there_is_is_the_one_that_is_said(
    desks: Desks, language: str, said: str
) -> None:
    """Shorter than as it was armed; with the alarm it goes. It is read whole in both languages."""
    speak(language)
    try:
        desk = desks(sizes=theme.COMPACT)
        view = desk.window.cuff
        view.choose_interval(5)
        desk.at(60)
        desk.cuff(186, 92)
        desk.later(1)
        desk.settle()
        assert view.interval.text().startswith(f"{said} · ")
        assert "14:04" in view.interval.text()
        assert view.interval.width() >= view.interval.sizeHint().width()
        desk.at(3 * 60 + 25)
        assert view.interval.text() == f"{said} ▾"
        desk.at(4 * 60)
        desk.cuff(140, 84)
        assert "2" not in view.interval.text().partition("·")[0]
    finally:
        speak("english")
