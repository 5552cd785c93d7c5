"""A touch becomes one entry, in the name of whoever is there, at the time it was true."""

from collections.abc import Callable

from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Check,
    CheckAnswer,
    Criterion,
    DrugWasted,
    DueReply,
    Entry,
    HandOver,
    InfusionChange,
    Judgement,
    Leaving,
    LeavingStep,
    LimitChange,
    Note,
    Observation,
    PersonChange,
    PumpStep,
    SprayUsed,
    Verdict,
)
from monitor.scale import scales
from tests.ui.conftest import NURSE, Desk


def last(desk: Desk) -> Entry:
    """What was entered last."""
    entry = desk.taken[-1]
    assert isinstance(entry, Entry)
    return entry


def test_every_entry_has_its_author_and_its_moment(bedside: Desk) -> None:
    """Whatever is entered."""
    entering = bedside.window.entering
    bedside.at(60)
    acts: dict[type[Entry], Callable[[], None]] = {
        Note: lambda: entering.note("slept"),
        Check: lambda: entering.check("iv_site", CheckAnswer.YES),
        DrugWasted: lambda: entering.waste(14.0, "Haddad"),
        SprayUsed: lambda: entering.use_spray(1, 28.0, "L1"),
        LimitChange: lambda: entering.set_limit("rate.low", 45, 50, "athlete"),
        Criterion: lambda: entering.criterion("walk", True),
        Leaving: lambda: entering.leaving(LeavingStep.LEFT, "his sister"),
        InfusionChange: lambda: entering.read_volume(21.5),
        AudioPause: lambda: entering.pause_audio(120),
    }
    for kind, act in acts.items():
        act()
        entry = bedside.all(kind)[-1]
        assert (entry.by, entry.t_ms) == (NURSE, 60_000)


def test_what_is_entered_late_keeps_both_times(bedside: Desk) -> None:
    """When it was true, and when it was entered (nurse.md B7)."""
    bedside.at(600)
    bedside.window.entering.observe(scales()["nausea"], {"nausea": 4}, at_ms=480_000)
    entry = last(bedside)
    assert entry.t_ms == 480_000
    assert entry.entered_at is not None
    assert entry.at is not None
    assert (entry.entered_at - entry.at).total_seconds() == 120


def test_signs_told_at_once_are_entries_of_their_own(bedside: Desk) -> None:
    """Each has its own onset and end."""
    bedside.window.entering.observe(scales()["also_seen"], {"dizzy": 1, "itching": "started"})
    assert [made.answers for made in bedside.all(Observation)] == [
        {"dizzy": 1},
        {"itching": "started"},
    ]


def test_who_takes_over_enters_from_then_on(bedside: Desk) -> None:
    """The hand-over itself is in the name of who read the card."""
    entering = bedside.window.entering
    entering.hand_over("Haddad", "calm, likes quiet")
    made = last(bedside)
    assert isinstance(made, HandOver)
    assert (made.before, made.person, made.by) == (NURSE, "Haddad", "Haddad")
    entering.mark()
    assert last(bedside).by == "Haddad"
    entering.arrive(NURSE)
    arrived = last(bedside)
    assert isinstance(arrived, PersonChange)
    assert (arrived.person, arrived.by) == (NURSE, NURSE)


def test_a_reason_is_kept_and_an_empty_one_is_none(bedside: Desk) -> None:
    """For what is due and was not done."""
    for reason, kept in (("at her wish", "at her wish"), ("", None)):
        bedside.window.entering.answer_due("nausea", 5000, DueReply.DECLINED, reason)
        assert last(bedside).reason == kept  # type: ignore[attr-defined]


def test_a_volume_read_off_the_pump_moves_nothing(bedside: Desk) -> None:
    """It stands beside our arithmetic (nurse.md A3)."""
    bedside.press(bedside.window.pump.started)
    bedside.window.entering.read_volume(21.5)
    made = last(bedside)
    assert isinstance(made, InfusionChange)
    assert (made.step, made.ml) == (PumpStep.VOLUME_READ, 21.5)
    assert bedside.window.session.infusion.running


def test_an_answer_to_an_alarm_names_what_was_told(bedside: Desk) -> None:
    """Its rule, its value and the change that was seen; what was done names the same one."""
    entering, session = bedside.window.entering, bedside.window.session
    bedside.at(60)
    bedside.cuff(186, 92)
    told = session.alarms.standing()[0].told
    bedside.at(70)
    entering.acknowledge(session.alarms.standing())
    seen = next(e for e in bedside.all(AlarmChange) if e.step is AlarmStep.ACKNOWLEDGED)
    assert (seen.by, seen.t_ms, seen.of) == (NURSE, 70_000, told.seq)
    assert (seen.rule, seen.value, seen.threshold) == (told.rule, told.value, told.threshold)
    entering.answer_alarms([seen], "watching")
    done = bedside.all(AlarmChange)[-1]
    assert (done.step, done.reason, done.of) == (AlarmStep.ANSWERED, "watching", told.seq)


def test_a_pressure_is_judged_by_its_number(bedside: Desk) -> None:
    """Accepted without a reason, rejected with one."""
    bedside.at(60)
    bedside.cuff(128, 79)
    reading = bedside.window.session.pressures()[-1]
    bedside.window.entering.accept(reading)
    bedside.window.entering.reject(reading, "talking")
    judged = [(e.of, e.verdict, e.reason, e.by) for e in bedside.all(Judgement)]
    assert judged == [
        (reading.seq, Verdict.ACCEPTED, None, NURSE),
        (reading.seq, Verdict.REJECTED, "talking", NURSE),
    ]
