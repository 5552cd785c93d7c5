"""Every entry has one line of words, the same on the bar, in the table and on paper."""

from dataclasses import replace

import pytest

from monitor import events
from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Baseline,
    ClockStep,
    Correction,
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffRequest,
    CuffSource,
    CuffStatus,
    CuffStep,
    CuffWhy,
    CuffWish,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    LimitChange,
    LinkChange,
    LinkState,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    PersonChange,
    Phase,
    PhaseChange,
    PowerChange,
    PowerStep,
    Priority,
    PumpStep,
    SourceChange,
    Trouble,
    TroubleChange,
    Verdict,
)
from monitor.vitals import Vital
from ui import describe as module
from ui.describe import describe
from ui.words import inside

DEVICE = "ge-dinamap"


def seen(scale: str, answer: int | str, score: float | None) -> Observation:
    """An observation of one item."""
    return Observation(t_ms=0, scale=scale, version="1", answers={scale: answer}, score=score)


def alarm(step: AlarmStep, priority: Priority = Priority.MEDIUM) -> AlarmChange:
    """A step of one alarm."""
    return AlarmChange(
        t_ms=0, rule="systolic.high", step=step, priority=priority, value=166, threshold=160
    )


def trouble(which: Trouble, *, present: bool) -> TroubleChange:
    """It begins, or is over."""
    return TroubleChange(t_ms=0, trouble=which, present=present)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            CuffReading(t_ms=0, device=DEVICE, systolic=131, diastolic=76, mean=95, pulse=73),
            "Cuff 131/76 (95) pulse 73",
        ),
        (
            CuffReading(
                t_ms=0, device="manual", systolic=140, diastolic=80, source=CuffSource.MANUAL
            ),
            "BP typed 140/80",
        ),
        (
            CuffReading(
                t_ms=0,
                device=DEVICE,
                systolic=131,
                diastolic=76,
                status=CuffStatus.WEAK_SIGNAL,
            ),
            "Cuff 131/76 weak signal",
        ),
        (
            CuffReading(t_ms=0, device=DEVICE, status=CuffStatus.CUFF_LOOSE),
            "Cuff without result: cuff loose",
        ),
        (seen("dissociation", 2, 2), "Dissociation 2 Moderate"),
        (seen("dissociation", 0, 0), "Dissociation 0 None"),
        (seen("nausea", 7, 7), "Nausea 7"),
        (seen("nausea", "cannot_answer", None), "Nausea Can't answer"),
        (seen("of_another_clinic", 3, 3), "of_another_clinic 3"),
        (
            InfusionChange(t_ms=0, step=PumpStep.STARTED, mg_per_h=54.0),
            "Pump started 54 mg/h",
        ),
        (
            InfusionChange(t_ms=0, step=PumpStep.PAUSED, reason="blood_pressure"),
            "Pump paused (blood pressure)",
        ),
        (InfusionChange(t_ms=0, step=PumpStep.PAUSED, reason="iv_site"), "Pump paused (IV site)"),
        (
            InfusionChange(t_ms=0, step=PumpStep.RATE_CHANGED, mg_per_h=40),
            "Pump rate changed 40 mg/h",
        ),
        (InfusionChange(t_ms=0, step=PumpStep.VOLUME_READ, ml=35.8), "Pump volume read 35.8 mL"),
        (
            DosePlan(
                t_ms=0,
                drug="Ketamine",
                mg_per_kg=0.5,
                minutes=40,
                bag_mg=50,
                bag_ml=50,
                weight=72,
            ),
            "Ketamine 36.0 mg over 40 min (0.5 mg/kg, 72 kg), bag 50 mg / 50 mL",
        ),
        (
            ManualVitals(t_ms=0, pulse_rate=72, spo2=97),
            "Typed: pulse 72 bpm, SpO₂ 97 %",
        ),
        (Baseline(t_ms=0, systolic=128, diastolic=79), "Baseline accepted 128/79"),
        (Correction(t_ms=0, of=7, reason="undone"), "Entry 7 withdrawn: undone at once"),
        (
            Correction(t_ms=0, of=7, replaced_by=9, reason="entry_error"),
            "Entry 7 replaced by entry 9: entry error",
        ),
        (LinkChange(t_ms=0, device=DEVICE, state=LinkState.RECEIVING), "Monitor live"),
        (
            LinkChange(t_ms=0, device=DEVICE, state=LinkState.LOST, reason="port_gone"),
            "No data from monitor: cable or adapter out",
        ),
        (CuffRequest(t_ms=0, wish=CuffWish.MEASURE), "Measure BP pressed"),
        (
            CuffRequest(t_ms=0, wish=CuffWish.INTERVAL, interval_min=2.5),
            "Automatic cuff every 2.5 min",
        ),
        (CuffRequest(t_ms=0, wish=CuffWish.INTERVAL), "Automatic cuff off"),
        (
            CuffCommand(t_ms=0, device=DEVICE, action=CuffAction.START, why=CuffWhy.INTERVAL),
            "Cuff started (interval)",
        ),
        (
            CuffChange(t_ms=0, device=DEVICE, step=CuffStep.FAILED, reason="no_link"),
            "Cuff failed: monitor not heard",
        ),
        (PhaseChange(t_ms=0, phase=Phase.INFUSION), "Phase: Infusion"),
        (
            MedicationGiven(t_ms=0, drug="Ondansetron", dose=4, unit="mg", route="IV"),
            "Ondansetron 4 mg IV",
        ),
        (MedicationGiven(t_ms=0, drug="Ondansetron"), "Ondansetron"),
        (Mark(t_ms=0), "Moment marked"),
        (Note(t_ms=0, text="<b>{braces}</b> & all"), "<b>{braces}</b> & all"),
        (
            PersonChange(t_ms=0, person="Haddad", role="second_checker", step="checked"),
            "Haddad checked drug, bag and pump",
        ),
        (ClockStep(t_ms=0, step_ms=-61_000), "The PC's clock was moved by 1:01"),
        (
            SourceChange(t_ms=0, vital=Vital.SPO2, source="masimo-ascii"),
            "SpO₂ now from masimo-ascii",
        ),
        (Judgement(t_ms=0, of=4, verdict=Verdict.REJECTED), "Entry 4 rejected"),
        (
            Judgement(t_ms=0, of=4, verdict=Verdict.SUSPECT, rule="jump"),
            "Entry 4 doubtful: far from the one before",
        ),
        (
            Judgement(t_ms=0, of=4, verdict=Verdict.REJECTED, by="Haddad", reason="arm was bent"),
            "Entry 4 rejected: arm was bent",
        ),
        (alarm(AlarmStep.UNCONFIRMED), "SYS 166 (limit 160), not confirmed"),
        (alarm(AlarmStep.RAISED), "Alarm, medium: SYS 166 (limit 160)"),
        (alarm(AlarmStep.RAISED, Priority.HIGH), "Alarm, high: SYS 166 (limit 160)"),
        (alarm(AlarmStep.RAISED, Priority.LOW), "Message: SYS 166 (limit 160)"),
        (alarm(AlarmStep.ACKNOWLEDGED), "Acknowledged: SYS 166 (limit 160)"),
        (alarm(AlarmStep.LATCHED), "Over, not acknowledged: SYS 166 (limit 160)"),
        (alarm(AlarmStep.CLEARED), "Over: SYS 166 (limit 160)"),
        (
            replace(alarm(AlarmStep.ANSWERED), reason="told_prescriber"),
            "Told prescriber: SYS 166 (limit 160)",
        ),
        (AudioPause(t_ms=0, seconds=120), "Sound paused for 2:00"),
        (AudioPause(t_ms=0, seconds=0), "Sound on again"),
        (trouble(Trouble.NOT_SAVED, present=True), "NOT SAVED from here on"),
        (trouble(Trouble.NOT_SAVED, present=False), "Saved again"),
        (trouble(Trouble.NO_SOUND, present=False), "Speaker is back"),
        (trouble(Trouble.LOW_SPACE, present=True), "Disk nearly full"),
        (trouble(Trouble.LOW_SPACE, present=False), "Enough room on the disk again"),
        (
            replace(trouble(Trouble.RULE_OFF, present=True), detail="pressure"),
            "Not checked any more: blood pressure",
        ),
        (
            LimitChange(t_ms=0, rule="rate.low", value=45, before=50, reason="baseline"),
            "Limit of this patient: Rate not below 45, before 50 (as measured at baseline)",
        ),
        (
            LimitChange(t_ms=0, rule="systolic.high", value=170),
            "Limit of this patient: SYS not above 170",
        ),
        (
            PowerChange(t_ms=0, step=PowerStep.RESTARTED),
            "Dripwatch began again, the session goes on",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_an_entry_in_words(entry: Entry, said: str) -> None:
    """One line, without its time and its author."""
    assert describe(entry) == said


def test_no_kind_of_entry_is_without_words() -> None:
    """A new one is added here before anybody sees it."""
    kinds = {
        kind
        for kind in vars(events).values()
        if isinstance(kind, type) and issubclass(kind, Entry) and kind is not Entry
    }
    assert kinds == set(module._SAID)


@pytest.mark.parametrize(
    ("words", "said"),
    [("Pump paused", "pump paused"), ("IV site", "IV site"), ("BP typed", "BP typed"), ("", "")],
)
def test_words_inside_a_sentence_begin_small(words: str, said: str) -> None:
    """But for what is spelled in capitals."""
    assert inside(words) == said
