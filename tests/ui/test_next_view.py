"""NEXT says what is due; overdue is a white border, never a colour of alarms."""

import dataclasses

import pytest

from monitor.events import (
    Baseline,
    CuffChange,
    CuffStep,
    DueAnswer,
    DueReply,
    Phase,
    PhaseChange,
    SessionEnd,
)
from tests.ui.conftest import DEVICE, IN_USE, NURSE, Desk, Desks, colours, rgb
from ui import language, theme
from ui.theme import DARK


def border(desk: Desk) -> str:
    """What kind of card it is."""
    return str(desk.window.next._card.property("role"))


def test_the_next_pressure_is_due_an_interval_after_the_last(bedside: Desk) -> None:
    """Every three minutes in the baseline."""
    bedside.cuff(128, 79)
    bedside.at(101)
    assert bedside.window.next.text() == "Blood pressure in 1:19"
    assert border(bedside) == "card-next"
    assert bedside.window.next.accessibleName() == "Blood pressure in 1:19"


def test_overdue_gets_the_white_border(bedside: Desk) -> None:
    """And a filled clock; a pressure takes both away."""
    bedside.at(1.2)
    view = bedside.window.next
    assert view.text() == "◕ Blood pressure overdue 0:01"
    assert border(bedside) == "card-overdue"
    shown = colours(view._card)
    assert rgb(DARK.ink) in shown
    assert not {rgb(DARK.alarm_medium), rgb(DARK.alarm_high)} & shown
    bedside.cuff(128, 79)
    assert view.text() == "Blood pressure in 3:00"
    assert border(bedside) == "card-next"


def test_where_we_cannot_start_the_cuff_a_hand_is_asked_for(desks: Desks) -> None:
    """Pressure is due, and the only button for it is on the device."""
    desk = desks(devices=(dataclasses.replace(IN_USE, starts_cuff=False),))
    desk.at(1)
    said = "Press the cuff button on the monitor"
    assert said in desk.window.next.more()
    desk.post(CuffChange(t_ms=1000, device=DEVICE, step=CuffStep.INFLATING))
    assert said not in desk.window.next.more()
    desk.cuff(128, 79)
    assert said not in desk.window.next.more()


def test_nobody_is_late_while_the_cuff_runs(bedside: Desk) -> None:
    """Card and strip say that it is being done, ahead of its time too."""
    view = bedside.window.next
    bedside.at(5)
    assert border(bedside) == "card-overdue"
    bedside.press(bedside.window.cuff.measure)
    assert view.text() == "Blood pressure being measured"
    assert border(bedside) == "card-next"
    assert "Next: Blood pressure being measured" in bedside.window.strip.text()
    bedside.later(25)
    bedside.cuff(128, 79)
    bedside.press(bedside.window.cuff.measure)
    assert view.text() == "Blood pressure being measured"


def test_where_nothing_is_due_the_card_says_so(bedside: Desk) -> None:
    """And forgets, for the screen reader too, what was due before."""
    bedside.post(SessionEnd(t_ms=0, by=NURSE))
    assert bedside.window.next.text() == "Nothing due"
    assert bedside.window.next.accessibleName() == "Nothing due"


def test_the_baseline_waits_for_its_pressures(bedside: Desk) -> None:
    """It says how many there are and how many it takes."""
    view = bedside.window.next
    bedside.cuff(130, 80)
    assert view.more().startswith("Baseline: 1 of 2 pressures")
    assert view._more.isVisible()
    assert not view.accept.isVisible()


def test_a_pressure_in_doubt_is_none_of_the_baselines(bedside: Desk) -> None:
    """It counts what the proposal is made of."""
    bedside.cuff(128, 79)
    bedside.at(120)
    bedside.cuff(175, 90)
    assert bedside.window.next.more().startswith("Baseline: 1 of 2 pressures")


def test_the_nurse_accepts_what_is_proposed(bedside: Desk) -> None:
    """The mean of the last two, under her name; then the card is about the next pressure alone."""
    view = bedside.window.next
    for seconds, systolic in ((0, 130), (60, 126)):
        bedside.at(seconds)
        bedside.cuff(systolic, 79)
    assert view.accept.text() == "Accept baseline\n128/79"
    assert not view._card.isAncestorOf(view.accept)
    assert not view._more.isVisible()
    bedside.press(view.accept)
    (baseline,) = bedside.all(Baseline)
    assert (baseline.systolic, baseline.diastolic, baseline.by) == (128, 79, NURSE)
    assert not view.accept.isVisible()
    assert "Baseline" not in view.more()


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_the_countdown_is_read_whole_beside_the_baseline(desks: Desks, sizes: theme.Sizes) -> None:
    """The longest it comes to, and the card is no higher than its button needs."""
    desk = desks(sizes=sizes)
    for seconds in (0, 60):
        desk.at(seconds)
        desk.cuff(198, 109)
    desk.at(60 * 60)
    desk.settle()
    view = desk.window.next
    assert view.text() == "◕ Blood pressure overdue 56:00"
    for part in (view._item, view._when, view.accept):
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width(), part.text()
    assert view.height() <= 2 * sizes.next + 44


def test_no_baseline_is_accepted_once_the_infusion_runs(bedside: Desk) -> None:
    """A pressure under ketamine is no baseline."""
    for seconds in (0, 60):
        bedside.at(seconds)
        bedside.cuff(128, 79)
    bedside.post(PhaseChange(t_ms=60_000, by=NURSE, phase=Phase.INFUSION))
    assert not bedside.window.next.accept.isVisible()


# --- doing and answering -------------------------------------------------------------------------


def test_what_is_due_can_be_done_from_the_card(bedside: Desk) -> None:
    """A pressure is measured at once."""
    bedside.at(5)
    bedside.window.next.choose(None)
    assert bedside.window.session.cuffs.running(5000)


def test_what_is_due_takes_a_reason_instead(bedside: Desk) -> None:
    """In the menu beside it, never in a dialog; and the next comes into its place (B6)."""
    bedside.at(5)
    assert bedside.window.next.reply.isVisible()
    bedside.window.next.choose(DueReply.DECLINED)
    (answer,) = bedside.all(DueAnswer)
    assert (answer.item, answer.reply, answer.by) == ("blood_pressure", "declined", NURSE)
    assert not bedside.window.next.text().startswith("◕ Blood pressure")


def test_two_that_differ_ask_for_a_third_pressure(bedside: Desk) -> None:
    """It may be accepted all the same (nurse.md C3)."""
    for seconds, systolic in ((0, 130), (60, 146)):
        bedside.at(seconds)
        bedside.cuff(systolic, 79)
    view = bedside.window.next
    assert (view.text(), view.more()) == (
        "Measure once more",
        "Two pressures differ by more than 10",
    )
    assert view.accept.isVisible()


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
@pytest.mark.parametrize("spoken", ["english", "german"])
def test_beside_the_baseline_everything_is_read_whole(
    desks: Desks, sizes: theme.Sizes, spoken: str
) -> None:
    """What is due, why it is measured again, and the button; in both languages."""
    language.speak(spoken)
    try:
        desk = desks(sizes=sizes)
        for seconds, systolic in ((0, 130), (60, 146)):
            desk.at(seconds)
            desk.cuff(systolic, 79)
        desk.settle()
        view = desk.window.next
        for part in (view._item, view._more, view.accept):
            assert part.isVisible()
            assert part.width() >= part.sizeHint().width(), part.text()
    finally:
        language.speak("english")


def test_what_is_due_can_be_answered_beside_a_baseline(bedside: Desk) -> None:
    """A pressure may be declined, and the baseline accepted all the same."""
    for seconds in (0, 60):
        bedside.at(seconds)
        bedside.cuff(128, 79)
    bedside.at(60 + 4 * 60)
    assert bedside.window.next.reply.isVisible()
    bedside.window.next.choose(DueReply.DECLINED)
    assert len(bedside.all(DueAnswer)) == 1
    bedside.press(bedside.window.next.accept)
    assert len(bedside.all(Baseline)) == 1


def test_an_old_baseline_is_said_before_the_start(bedside: Desk) -> None:
    """After a quarter of an hour."""
    bedside.accept_baseline()
    bedside.at(15 * 60)
    assert "Baseline is" not in bedside.window.next.more()
    bedside.at(16 * 60)
    assert bedside.window.next.more().startswith("Baseline is 16 min old")
