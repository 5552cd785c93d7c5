"""The footer: what is done most is one press away, and the line never grows past its window."""

import pytest

from monitor.events import Mark, MedicationGiven, PumpStep
from tests.ui.conftest import NURSE, Desk, Desks
from ui import theme


def test_the_usual_medication_is_one_press(bedside: Desk) -> None:
    """Whole, as the clinic's profile has it."""
    (usual,) = bedside.window.footer.usual
    bedside.press(usual)
    (given,) = bedside.all(MedicationGiven)
    first = bedside.window.session.profile.medications[0]
    assert (given.drug, given.dose, given.by) == (first.drug, first.dose, NURSE)
    assert usual.text() in bedside.window.undo.text()


def test_mark_stamps_the_moment(bedside: Desk) -> None:
    """Described later; it can be undone."""
    bedside.at(65)
    bedside.press(bedside.window.footer.buttons["mark"])
    assert [mark.t_ms for mark in bedside.all(Mark)] == [65_000]
    bedside.press(bedside.window.undo.button)
    assert bedside.window.session.latest(Mark) is None


def test_a_second_start_is_offered_only_once_the_pump_has_stopped(bedside: Desk) -> None:
    """While it runs, one slip would be another start in the record."""
    action = bedside.window.footer.actions_of_more["pump_started"]
    assert not action.isVisible()
    bedside.press(bedside.window.pump.started)
    assert not action.isVisible()
    bedside.window.pump.choose(bedside.window.pump.stopped, "finished")
    assert action.isVisible()


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_no_drug_ever_stands_where_the_pump_was(desks: Desks, sizes: theme.Sizes) -> None:
    """Before the infusion, in it, paused and in recovery its button stays where it is."""
    desk = desks(sizes=sizes)
    (drug,) = desk.window.footer.usual
    places = []
    for step in (None, PumpStep.STARTED, PumpStep.PAUSED, PumpStep.STOPPED):
        if step is not None:
            desk.later(60)
            desk.move_pump(step, 54 if step is PumpStep.STARTED else None)
        desk.settle()
        places.append(drug.mapTo(desk.window, drug.rect().topLeft()).x())
    assert desk.window.footer.buttons["end_session"].isVisible()
    assert len(set(places)) == 1


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_the_line_fits_whatever_the_pump_asks(desks: Desks, sizes: theme.Sizes) -> None:
    """What gives way is behind More."""
    desk = desks(sizes=sizes)
    width = desk.window.width()
    desk.press(desk.window.pump.started)
    for minute in (1, 41):
        desk.at(minute * 60)
        desk.settle()
        assert desk.window.width() == width
    shown = {code for code, made in desk.window.footer.buttons.items() if made.isVisible()}
    behind = set(desk.window.footer.actions_of_more)
    assert {"medication", "mark", "note", "copy_note"} <= shown | behind
    assert {"medication", "mark"} <= shown
