"""What the pump delivered stands beside our arithmetic; what was wasted has a witness."""

import pytest

from monitor.events import DrugWasted, DueAnswer, DueReply, InfusionChange, PumpStep
from tests.ui.conftest import NURSE, Desk
from tests.ui.ending import End, infused, open_page
from ui.end.end_pump_view import EndPumpView


@pytest.fixture
def end(bedside: Desk) -> End:
    """After a whole infusion of 36 mg out of a bag of 50 mg in 50 mL."""
    infused(bedside)
    end = open_page(bedside)
    end.answer_missed()
    return end


@pytest.fixture
def pump(end: End) -> EndPumpView:
    """Its section 2."""
    return end.page.pump


def read(end: End) -> list[float | None]:
    """The volumes that were recorded."""
    return [e.ml for e in end.desk.all(InfusionChange) if e.step is PumpStep.VOLUME_READ]


def test_the_volume_stands_beside_ours_by_the_clock(end: End, pump: EndPumpView) -> None:
    """Before it is read, ours alone; the field is empty, for it is read off the pump."""
    assert pump.ml.text() == ""
    assert pump.volume.said() == "By clock 36.0 mg"
    end.type(pump.ml, "36,5", enter=True)
    assert read(end) == [36.5]
    assert pump.volume.said() == "Pump 36.5 mL = 36.5 mg · by clock 36.0 mg."
    assert not pump.ml.isVisible()
    assert "Pump volume" not in end.chips()


def test_a_difference_is_said_in_words(end: End, pump: EndPumpView) -> None:
    """More than a milligram."""
    end.type(pump.ml, "33.2")
    end.touch(pump.record_ml)
    assert "They differ by 2.8 mg" in pump.volume.said()


def test_a_volume_that_was_a_slip_is_taken_back(end: End, pump: EndPumpView) -> None:
    """And asked for again."""
    end.type(pump.ml, "3.6", enter=True)
    end.touch(pump.volume.buttons["end.take_back"])
    assert pump.ml.isVisible()
    assert "Pump volume" in end.chips()


@pytest.mark.parametrize("text", ["", "x", "-3", "2001", "1,000"])
def test_what_cannot_be_is_refused_in_a_sentence(end: End, pump: EndPumpView, text: str) -> None:
    """At its field; nothing is entered."""
    end.type(pump.ml, text, enter=True)
    assert read(end) == []
    assert pump.problem().endswith((".", "?"))
    assert pump.ml.property("wrong") is True
    pump.ml.clear()
    end.type(pump.ml, "36", enter=True)
    assert pump.problem() == ""
    assert pump.ml.property("wrong") is False


def test_a_pump_without_a_display_has_a_reason(end: End, pump: EndPumpView) -> None:
    """It is an answer by name."""
    end.touch(pump.volume.buttons["end.not_read"])
    end.touch(pump.volume.folds["end.not_read"].buttons["end.reason.no_display"])
    answer = next(a for a in end.desk.all(DueAnswer) if a.item == "pump_volume")
    assert (answer.reply, answer.reason, answer.by) == (
        DueReply.NOT_DONE,
        "The pump shows no volume",
        NURSE,
    )
    assert pump.volume.said() == "The pump shows no volume"
    end.touch(pump.volume.buttons["end.take_back"])
    assert "Pump volume" in end.chips()


def test_what_should_be_left_is_offered_as_wasted(end: End, pump: EndPumpView) -> None:
    """By the clock, then by the pump, and never over what a person typed."""
    assert pump.mg.text() == "14.0"
    end.type(pump.ml, "35", enter=True)
    end.page.setFocus()
    end.desk.later(1)
    assert pump.mg.text() == "15.0"
    pump.mg.setText("12")
    end.desk.later(1)
    assert pump.mg.text() == "12"


def test_a_waste_needs_a_witness_who_is_somebody_else(end: End, pump: EndPumpView) -> None:
    """And then stands there with the name."""
    end.touch(pump.record_mg)
    assert pump.problem() == "Type who saw it: the witness."
    assert pump.witness.hasFocus()
    end.type(pump.witness, NURSE.lower(), enter=True)
    assert pump.problem().startswith("The witness must be somebody else")
    pump.witness.clear()
    end.type(pump.witness, " Haddad ", enter=True)
    (wasted,) = end.desk.all(DrugWasted)
    assert (wasted.mg, wasted.witness, wasted.by) == (14, "Haddad", NURSE)
    assert pump.waste.said().startswith("Wasted 14 mg, witness Haddad")
    assert not pump.witness.isVisible()


def test_nothing_wasted_is_said_too(end: End, pump: EndPumpView) -> None:
    """The bag was empty."""
    end.touch(pump.waste.buttons["end.no_waste"])
    end.touch(pump.waste.folds["end.no_waste"].buttons["end.reason.nothing_left"])
    assert "Wasted" not in end.chips()
    assert pump.waste.said().startswith("Nothing was left")


def test_a_pump_that_was_forgotten_is_stopped_here(bedside: Desk) -> None:
    """Its volume is asked for only then."""
    bedside.at(600)
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.at(3000)
    end = open_page(bedside)
    pump = end.page.pump
    assert not pump.volume.isVisible()
    end.touch(pump.running.buttons["pump.stopped"])
    stop = bedside.all(InfusionChange)[-1]
    assert (stop.step, stop.reason) == (PumpStep.STOPPED, "finished")
    assert pump.volume.isVisible()
    assert not pump.running.isVisible()


def test_where_no_pump_ran_it_says_so(bedside: Desk) -> None:
    """And asks nothing."""
    end = open_page(bedside)
    assert end.page.pump._none.text() == "The pump was not started."
    assert not end.page.pump.volume.isVisible()
    assert not end.page.pump.waste.isVisible()
