"""Ready, then left with somebody; and whether anything was unexpected."""

from datetime import timedelta

import pytest

from monitor.events import Check, CheckAnswer, Leaving, LeavingStep, PumpStep
from tests.ui.conftest import NURSE, Desk
from tests.ui.ending import End, ask_only, infused, open_page
from ui.end.end_leaving_view import EndLeavingView


@pytest.fixture
def end(bedside: Desk) -> End:
    """After a whole infusion; the clinic asks for the walk alone."""
    ask_only(bedside, "walk")
    infused(bedside)
    end = open_page(bedside)
    end.answer_missed()
    return end


@pytest.fixture
def leaving(end: End) -> EndLeavingView:
    """Its section 5."""
    return end.page.leaving


def be_ready(end: End) -> None:
    """Walk, and say so."""
    end.page.handed.type_pressure.emit(False)
    end.desk.window.entering.criterion("walk", True)
    end.touch(end.page.leaving.ready.buttons["end.ready"])


def left(end: End) -> Leaving:
    """The only leaving there is."""
    (found,) = (e for e in end.desk.all(Leaving) if e.step is LeavingStep.LEFT)
    return found


def clock(end: End, minutes_ago: float) -> str:
    """A time of day as somebody types it."""
    now = end.desk.clock.at(end.desk.clock.t_ms).astimezone()
    return f"{now - timedelta(minutes=minutes_ago):%H:%M}"


def test_ready_waits_for_the_criteria_and_says_so(end: End, leaving: EndLeavingView) -> None:
    """A greyed button says why."""
    assert not leaving.ready.buttons["end.ready"].isEnabled()
    assert leaving.ready.said() == "Criteria neither met nor accepted: 1"
    be_ready(end)
    assert [e.step for e in end.desk.all(Leaving)] == [LeavingStep.READY]
    assert leaving.ready.said().startswith("Ready since ")


def test_nobody_is_ready_while_the_pump_runs(end: End, leaving: EndLeavingView) -> None:
    """Whatever was said before."""
    be_ready(end)
    end.desk.move_pump(PumpStep.STARTED, 54)
    end.desk.window.entering.criterion("walk", True)
    assert not leaving.ready.buttons["end.ready"].isEnabled()
    assert "pump has not stopped" in leaving.ready.said()


def test_left_is_now_unless_a_time_is_typed(end: End, leaving: EndLeavingView) -> None:
    """With whom is asked for."""
    be_ready(end)
    end.desk.later(300)
    end.touch(leaving.record)
    assert leaving.problem() == "Type with whom the patient left, or “alone”."
    assert leaving.escort.hasFocus()
    end.type(leaving.escort, "Ms Martin")
    end.touch(leaving.record)
    assert (left(end).escort, left(end).t_ms) == ("Ms Martin", end.desk.clock.t_ms)
    assert "with Ms Martin" in leaving.left.said()
    assert not leaving.escort.isVisible()


def test_left_may_be_told_later(end: End, leaving: EndLeavingView) -> None:
    """At that time of day."""
    be_ready(end)
    end.desk.later(900)
    end.type(leaving.escort, "Ms Martin")
    end.type(leaving.when, clock(end, 10), enter=True)
    assert abs(left(end).t_ms - (end.desk.clock.t_ms - 600_000)) < 60_000


def test_within_the_minute_of_being_ready_is_not_before_it(
    end: End, leaving: EndLeavingView
) -> None:
    """A time of day has no seconds."""
    end.desk.later(31)
    be_ready(end)
    ready_ms = end.desk.clock.t_ms
    end.desk.later(900)
    end.type(leaving.escort, "alone")
    end.type(leaving.when, clock(end, 15), enter=True)
    assert leaving.problem() == ""
    assert left(end).t_ms == ready_ms


@pytest.mark.parametrize(
    ("ago", "said"), [(20, "The patient was ready at "), (None, "“soon” is no time of day.")]
)
def test_a_time_that_cannot_be_is_refused(
    end: End, leaving: EndLeavingView, ago: float | None, said: str
) -> None:
    """In a sentence, at its field."""
    be_ready(end)
    end.desk.later(300)
    end.type(leaving.escort, "Ms Martin")
    end.type(leaving.when, "soon" if ago is None else clock(end, ago), enter=True)
    assert leaving.problem().startswith(said)
    assert leaving.when.property("wrong") is True
    assert leaving.when.hasFocus()
    assert all(e.step is LeavingStep.READY for e in end.desk.all(Leaving))


def test_nobody_leaves_before_being_ready(end: End, leaving: EndLeavingView) -> None:
    """It is said in this order."""
    end.type(leaving.escort, "Ms Martin", enter=True)
    assert leaving.problem() == "Say first that the patient is ready to leave."
    assert end.desk.all(Leaving) == []


def test_both_times_can_be_taken_back(end: End, leaving: EndLeavingView) -> None:
    """They were slips; the fields come again."""
    be_ready(end)
    end.type(leaving.escort, "Ms Martin", enter=True)
    end.touch(leaving.left.buttons["end.take_back"])
    assert leaving.escort.isVisible()
    end.touch(leaving.ready.buttons["end.take_back"])
    assert end.chips()[-3:] == ["Ready to leave", "Left", "Anything unexpected?"]


def test_the_escort_of_the_preparation_is_offered(bedside: Desk) -> None:
    """The name that was arranged; whoever really came may be typed over it."""
    check = Check(t_ms=0, by=NURSE, item="escort", answer=CheckAnswer.YES, detail="Ms Martin")
    bedside.post(check)
    infused(bedside)
    end = open_page(bedside)
    assert end.page.leaving.escort.text() == "Ms Martin"
    end.page.leaving.escort.selectAll()
    end.type(end.page.leaving.escort, "Mr Adams")
    end.desk.later(2)
    assert end.page.leaving.escort.text() == "Mr Adams"


# --- anything unexpected -------------------------------------------------------------------------


def test_nothing_unexpected_is_an_answer(end: End) -> None:
    """One touch, by name."""
    view = end.page.unexpected
    assert not view.row.buttons["check.answer.no"].isChecked()
    end.touch(view.row.buttons["check.answer.no"])
    (said,) = end.desk.all(Check)
    assert (said.item, said.answer, said.by) == ("unexpected", CheckAnswer.NO, NURSE)
    assert view.row.buttons["check.answer.no"].isChecked()
    assert "Anything unexpected?" not in end.chips()


def test_yes_asks_what_it_was(end: End) -> None:
    """Until then nothing is answered; the last answer counts."""
    view = end.page.unexpected
    end.touch(view.row.buttons["check.answer.no"])
    end.desk.later(5)
    end.touch(view.row.buttons["check.answer.yes"])
    assert view.edit.hasFocus()
    assert not view.record.isEnabled()
    assert len(end.desk.all(Check)) == 1
    end.type(view.edit, "fainted on the way out", enter=True)
    said = end.desk.all(Check)[-1]
    assert (said.answer, said.detail) == (CheckAnswer.YES, "fainted on the way out")
    assert view.row.said().startswith("fainted on the way out · ")
    assert view.row.buttons["check.answer.yes"].isChecked()
    assert not view.edit.isVisible()
