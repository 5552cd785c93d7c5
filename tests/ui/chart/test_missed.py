"""What has passed and nobody answered is open, then missed; an answer is a word."""

from dataclasses import replace

from monitor.events import DueAnswer, DueReply, SessionEnd
from tests.ui.infusion_course import at, course, cuff, observation
from ui.chart.missed import missed_times, replies, unanswered_times

ASLEEP = DueAnswer(t_ms=at(41), item="dissociation", due_ms=at(40), reply=DueReply.ASLEEP)


def test_a_slot_nobody_answered_is_open_until_its_window_closes() -> None:
    """Overdue first: it can still be done. Missed later: then it is open and missed."""
    session = course(48).session()
    assert unanswered_times(session, "dissociation", at(39)) == ()
    assert unanswered_times(session, "dissociation", at(41)) == (at(40),)
    assert missed_times(session, "dissociation", at(60)) == ()
    assert missed_times(session, "dissociation", at(60) + 1) == (at(40),)
    assert unanswered_times(session, "dissociation", at(65)) == (at(40),)


def test_an_entry_in_its_window_satisfies_it() -> None:
    """A little early counts."""
    session = course(48, extra=[observation("dissociation", 38, 1)]).session()
    assert unanswered_times(session, "dissociation", at(65)) == ()
    assert missed_times(session, "dissociation", at(65)) == ()


def test_a_reason_is_an_answer() -> None:
    """It stands where the dot stood."""
    session = course(48, extra=[ASLEEP]).session()
    assert unanswered_times(session, "dissociation", at(65)) == ()
    assert missed_times(session, "dissociation", at(65)) == ()
    assert replies(session, "dissociation") == ((at(40), "asleep"),)
    assert replies(session, "nausea") == ()


def test_the_last_reason_counts() -> None:
    """She woke, and did not want to."""
    later = replace(ASLEEP, t_ms=at(45), reply=DueReply.DECLINED)
    session = course(48, extra=[ASLEEP, later]).session()
    assert replies(session, "dissociation") == ((at(40), "declined"),)


def test_a_pressure_that_is_late_is_open() -> None:
    """By its interval, too, and once where a slot of the plan is close by; it waits on."""
    session = course(23.7).session()
    assert unanswered_times(session, "blood_pressure", at(24)) == ()
    assert unanswered_times(session, "blood_pressure", at(27)) == (at(25),)
    assert missed_times(session, "blood_pressure", at(29.5)) == ()
    close = course(29, extra=[cuff(24, 140, 80)]).session()
    (_,) = unanswered_times(close, "blood_pressure", at(31.5))


def test_a_saved_session_keeps_what_was_missed() -> None:
    """Nothing is due any more; what was not done was not done."""
    session = course(48).session()
    session.apply(SessionEnd(t_ms=at(65)))
    assert missed_times(session, "dissociation", at(65)) == (at(40),)
