"""The footer speaks of the pump in the past tense and offers what can have happened next."""

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from monitor.events import (
    DueAnswer,
    InfusionChange,
    Phase,
    PhaseChange,
    PumpStep,
    SessionEnd,
    SessionStart,
)
from monitor.profile import shipped
from monitor.session import Session
from monitor.settings import PUMP_REASONS
from tests.ui.conftest import NURSE, POPUPS, Desk, Desks, opened_menu, touch
from ui import theme
from ui.pump_view import PumpView


def offered(desk: Desk) -> list[str]:
    """The pump buttons that can be seen."""
    pump = desk.window.pump
    steps = (pump.started, pump.paused, pump.resumed, pump.stopped)
    return [made.text() for made in steps if made.isVisible()]


def last(desk: Desk) -> InfusionChange:
    """What was recorded last."""
    return desk.all(InfusionChange)[-1]


def test_the_buttons_follow_what_the_pump_can_have_done(bedside: Desk) -> None:
    """Started, paused, resumed, stopped; started again only behind More, where no slip does it."""
    pump = bedside.window.pump
    assert offered(bedside) == ["Pump started"]
    bedside.press(pump.started)
    assert offered(bedside) == ["Pump paused", "Pump stopped"]
    pump.choose(pump.paused, "blood_pressure")
    assert offered(bedside) == ["Pump resumed", "Pump stopped"]
    bedside.press(pump.resumed)
    assert offered(bedside) == ["Pump paused", "Pump stopped"]
    pump.choose(pump.stopped, "finished")
    assert offered(bedside) == []
    bedside.window.footer.actions_of_more["pump_started"].trigger()
    assert offered(bedside) == ["Pump paused", "Pump stopped"]


def test_started_is_recorded_with_the_planned_rate(bedside: Desk) -> None:
    """36 mg in 40 minutes; resumed goes on at the rate there was."""
    bedside.at(300)
    bedside.press(bedside.window.pump.started)
    started = last(bedside)
    assert (started.step, started.mg_per_h, started.by) == (PumpStep.STARTED, 54, NURSE)
    assert started.t_ms == 300_000
    bedside.move_pump(PumpStep.RATE_CHANGED, 30)
    bedside.window.pump.choose(bedside.window.pump.paused, "vomiting")
    bedside.press(bedside.window.pump.resumed)
    assert (last(bedside).step, last(bedside).mg_per_h) == (PumpStep.RESUMED, 30)


@pytest.mark.qt_log_ignore(*POPUPS)
def test_a_pause_asks_for_its_reason(qtbot: QtBot, bedside: Desk) -> None:
    """One touch on the button, one on the reason."""
    bedside.press(bedside.window.pump.started)
    bedside.press(bedside.window.pump.paused)
    menu = opened_menu(qtbot)
    assert [action.text() for action in menu.actions()] == [
        "Blood pressure",
        "Distress",
        "Vomiting",
        "Patient asked",
        "Drowsy",
        "IV site",
        "Pump alarm",
        "Other",
    ]
    touch(menu, "Patient asked")
    assert (last(bedside).step, last(bedside).reason) == (PumpStep.PAUSED, "patient_asked")


def reasons(made: QPushButton) -> list[str]:
    """What its menu offers."""
    return [action.text() for action in made.menu().actions()]


def picking(start: SessionStart, *listed: str) -> PumpView:
    """The buttons where the clinic has a list of its own."""
    profile = shipped()
    pick = msgspec.structs.replace(profile.pick, pump_reasons=listed)
    session = Session(msgspec.structs.replace(profile, pick=pick), start)
    return PumpView(session, theme.FULL)


def test_the_reasons_are_those_of_the_clinic(qtbot: QtBot, start: SessionStart) -> None:
    """In its order, for a pause and for a stop; a name there is none for cannot be shown."""
    pump = picking(start, "vomiting", "bored", "other", "vomiting")
    qtbot.addWidget(pump)
    assert reasons(pump.paused) == ["Vomiting", "Other"]
    assert reasons(pump.stopped) == ["Finished", "Vomiting", "Other"]


def test_without_a_list_every_reason_is_offered(qtbot: QtBot, start: SessionStart) -> None:
    """An empty menu would be a pause nobody can enter."""
    pump = picking(start)
    qtbot.addWidget(pump)
    assert len(reasons(pump.paused)) == len(PUMP_REASONS)


def test_a_stop_may_have_been_the_end(bedside: Desk) -> None:
    """Finished comes first, then the reasons to stop early."""
    bedside.press(bedside.window.pump.started)
    actions = bedside.window.pump.stopped.menu().actions()
    assert [action.text() for action in actions][:2] == ["Finished", "Blood pressure"]
    actions[0].trigger()
    assert (last(bedside).step, last(bedside).reason) == (PumpStep.STOPPED, "finished")


def test_the_dose_by_the_clock_grows_and_stands_still_in_a_pause(bedside: Desk) -> None:
    """Arithmetic, and called that."""
    pump = bedside.window.pump
    assert bedside.window.footer.dose.text() == "0.0 of 36.0 mg by clock"
    bedside.press(pump.started)
    bedside.at(20 * 60)
    assert bedside.window.footer.dose.text() == "18.0 of 36.0 mg by clock"
    pump.choose(pump.paused, "distress")
    bedside.at(30 * 60)
    assert bedside.window.footer.dose.text() == "18.0 of 36.0 mg by clock"


def test_without_a_plan_no_dose_is_made_up(bedside: Desk) -> None:
    """There is nothing to compute."""
    bedside.window.session.infusion._plans.clear()
    bedside.window.refresh()
    assert bedside.window.footer.dose.text().strip() == ""


def test_after_the_end_no_button_is_left_to_press(bedside: Desk) -> None:
    """Not even those of a pump that was never said to have stopped."""
    bedside.press(bedside.window.pump.started)
    bedside.post(SessionEnd(t_ms=0, by=NURSE))
    pump = bedside.window.pump
    for made in (pump.paused, pump.stopped):
        assert made.isVisible()
        assert not made.isEnabled()


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_no_button_looks_as_if_it_did_something_to_the_pump(
    desks: Desks, sizes: theme.Sizes
) -> None:
    """No primary fill, and never the imperative."""
    pump = desks(sizes=sizes).window.pump
    for made in (pump.started, pump.paused, pump.resumed, pump.stopped):
        assert made.property("role") is None
        assert made.text().endswith("ed")


# --- at the end of the planned time --------------------------------------------------------------


def test_at_the_planned_end_the_nurse_is_asked(bedside: Desk) -> None:
    """The phase does not change by itself (nurse.md A3)."""
    pump = bedside.window.pump
    bedside.press(pump.started)
    bedside.at(39 * 60)
    assert offered(bedside) == ["Pump paused", "Pump stopped"]
    bedside.at(40 * 60)
    assert bedside.window.next.text() == "Has the pump finished? 40:00"
    assert bedside.window.session.phase is Phase.INFUSION
    bedside.press(pump.finished_now)
    assert (last(bedside).step, last(bedside).reason) == (PumpStep.STOPPED, "finished")
    assert bedside.all(PhaseChange)[-1].phase is Phase.RECOVERY


def test_still_running_is_recorded_and_asked_again(bedside: Desk) -> None:
    """In five minutes."""
    pump = bedside.window.pump
    bedside.press(pump.started)
    bedside.at(40 * 60)
    bedside.press(pump.running_on)
    (answer,) = bedside.all(DueAnswer)
    assert (answer.item, answer.reason, answer.by) == ("pump_finished", "still_running", NURSE)
    assert "Pump stopped" in offered(bedside)
    bedside.at(45 * 60)
    assert pump.finished_now.isVisible()
