"""What can be done about what is wrong, and no longer than it can."""

import dataclasses

import pytest

from monitor.events import AlarmChange, AlarmStep, Baseline, CuffSource, LinkState, Priority
from tests.monitor.made import NURSE
from tests.ui.alarmed import Alarmed, profile_with
from ui.alarm_buttons import Offers
from ui.saved_state import SavedState
from ui.strip_news import news
from ui.strip_offers import ASKED_MS, JustDone, offers, waiting


def offered(alarmed: Alarmed, done: JustDone | None = None) -> Offers:
    """What is offered now."""
    told = news(alarmed.session, SavedState(), alarmed.wall, alarmed.now_ms)
    return offers(alarmed.session, told, done or JustDone(alarmed.session), alarmed.now_ms)


def test_of_a_first_breach_a_repeat_and_nothing_to_acknowledge() -> None:
    """A skip only of a repeat that is planned."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    now = offered(alarmed)
    assert (now.repeat, now.skip, now.open) == (True, False, ())


def test_a_device_that_is_not_heard_starts_no_cuff() -> None:
    """What cannot be measured is typed."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    assert not offered(alarmed).by_hand or not alarmed.session.cuffs.starts
    alarmed.link(70, LinkState.LOST)
    now = offered(alarmed)
    assert (now.by_hand, now.typing) == (True, True)


def test_a_pressure_is_judged_only_while_it_is_doubted() -> None:
    """By whoever accepts or rejects it."""
    alarmed = Alarmed()
    alarmed.cuff(60, 128)
    assert offered(alarmed).doubted is None
    alarmed.cuff(120, 172, 90)
    doubted = offered(alarmed).doubted
    assert doubted is not None
    assert (doubted.systolic, doubted.source) == (172, CuffSource.DEVICE)


def test_what_was_done_is_asked_once_nothing_else_waits() -> None:
    """For a minute, until it is said, and of the patient's alarms alone."""
    alarmed = Alarmed()
    done = JustDone(alarmed.session)
    alarmed.cuff(60, 164, 92)
    alarmed.cuff(150, 166, 92)
    assert offered(alarmed, done).done == ()
    alarmed.acknowledge(160)
    answer = alarmed.changes("systolic")[-1]
    done.take(answer)
    assert offered(alarmed, done).done == (answer,)
    assert done.at(160_000 + ASKED_MS) == ()
    alarmed.see(170, "also_seen", "chest_pain", "started")
    assert offered(alarmed, done).done == ()
    said = AlarmChange(
        t_ms=175_000,
        rule=answer.rule,
        step=AlarmStep.ANSWERED,
        priority=Priority.MEDIUM,
        of=answer.of,
        reason="watching",
    )
    done.take(said)
    assert done.at(176_000) == ()


def test_a_repeat_that_is_asked_for_comes_before_what_was_done() -> None:
    """One thing at a time."""
    alarmed = Alarmed()
    done = JustDone(alarmed.session)
    alarmed.see(60, "also_seen", "chest_pain", "started")
    told = alarmed.alarm("observed", "also_seen.chest_pain").told
    answer = dataclasses.replace(
        told, t_ms=70_000, step=AlarmStep.ACKNOWLEDGED, of=told.seq, seq=None
    )
    alarmed.bedside.tell(answer)
    done.take(alarmed.changes("observed")[-1])
    assert len(offered(alarmed, done).done) == 1
    alarmed.cuff(80, 164, 92)
    now = offered(alarmed, done)
    assert (now.repeat, now.done) == (True, ())


def test_nothing_is_asked_of_an_alarm_about_the_equipment() -> None:
    """It is mended, not treated."""
    alarmed = Alarmed()
    done = JustDone(alarmed.session)
    alarmed.link(60, LinkState.LOST)
    alarmed.until(80)
    told = alarmed.alarm("link", "ge-dinamap").told
    answer = AlarmChange(
        t_ms=81_000,
        rule="link",
        step=AlarmStep.ACKNOWLEDGED,
        priority=told.priority,
        subject=told.subject,
        of=told.seq,
    )
    alarmed.bedside.tell(answer)
    done.take(alarmed.changes("link")[-1])
    assert done.at(82_000) == ()


@pytest.mark.parametrize("latches", [False, True])
def test_a_mere_line_waits_for_nobody_unless_it_latches(*, latches: bool) -> None:
    """A rise worth a line is read, and goes by itself."""
    latching = (Priority.HIGH, Priority.MEDIUM, *([Priority.LOW] if latches else []))
    alarmed = Alarmed(profile=profile_with(latching=latching))
    alarmed.bedside.tell(Baseline(t_ms=0, by=NURSE, systolic=128, diastolic=79, rate=76, spo2=98))
    alarmed.cuff(60, 156, 92)
    told = news(alarmed.session, SavedState(), alarmed.wall, alarmed.now_ms)
    assert [one.short_line for one in told] == ["* SYS 156 (limit from baseline 154)"]
    assert bool(waiting(alarmed.session, told)) is latches
    assert bool(offered(alarmed).open) is latches
