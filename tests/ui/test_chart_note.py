"""The chart note: everything with time and unit, what is missing as missing, no word of advice."""

import dataclasses
import re
from datetime import date, timedelta

import msgspec
import pytest

from monitor.course import Course as Measured
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Check,
    CheckAnswer,
    Correction,
    Criterion,
    DosePlan,
    DrugWasted,
    Entry,
    Event,
    HandOver,
    InfusionChange,
    Leaving,
    LeavingStep,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    Priority,
    PumpStep,
    SessionEnd,
    SessionKind,
    SprayUsed,
)
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, Course, at, course, wall
from ui.chart_note import chart_note

PATIENT = dataclasses.replace(
    START,
    kind=SessionKind.PATIENT,
    patient="Zoë Martin",
    birth_date=date(1985, 3, 5),
    record_number="004-1182",
    room="2",
    allergy="penicillin",
    weight=72.0,
)


def noted(minute: float, *extra: Event, told: Course | None = None) -> str:
    """The note of the usual course at a minute of the infusion."""
    made = told or course(minute, extra=extra)
    session = Session(shipped(), PATIENT)
    for event in made.events:
        session.apply(event)
    measured = Measured()
    measured.load(made.history())
    return chart_note(session, at(minute), wall, measured)


def part(note: str, title: str) -> list[str]:
    """The lines below a title."""
    (found,) = (block for block in note.strip().split("\n\n") if block.startswith(title))
    return found.split("\n")[1:]


def by(kind: type[Entry], minute: float, **fields: object) -> Entry:
    """Something a person entered at a minute of the infusion."""
    return kind(t_ms=at(minute), by="Haddad", **fields)  # type: ignore[arg-type]


# --- who and when --------------------------------------------------------------------------------


def test_the_patient_and_the_times_stand_first() -> None:
    """Two identifiers, allergy, weight, limits and that they are examples."""
    head = noted(23).split("\n\n")[0].split("\n")
    assert head[1] == "Supplementary record, made with Dripwatch."
    assert head[2] == "Patient: Zoë Martin, born 1985-03-05"
    assert head[3] == "Record number: 004-1182. Room: 2"
    assert head[4] == "Allergy: penicillin. Weight: 72 kg"
    assert head[5] == "Session: 2026-11-20, begun 13:45, nurse Adeyemi"
    assert head[6] == "As of 2026-11-20 14:23: session goes on"
    assert head[7].endswith("(Example limits: not approved by your clinic)")


def test_nothing_is_made_up_of_a_session_just_begun() -> None:
    """Each part is there and says that it holds nothing."""
    note = chart_note(Session(shipped(), START), 2000, wall)
    assert "born not recorded" in note
    assert "Allergy: not recorded. Weight: not recorded" in note
    assert part(note, "TIMES")[0] == "Pump start: not recorded"
    assert part(note, "DOSE")[:2] == [
        "Planned: not recorded",
        "By clock: nothing, the pump start is not recorded",
    ]
    assert part(note, "VITALS") == [
        "Baseline: not accepted",
        "Blood pressure: not measured",
        "Rate and SpO2: not measured",
    ]
    for title in ("OBSERVATIONS", "MEDICATIONS", "PREPARATION", "DISCHARGE CRITERIA"):
        assert part(note, title) == ["not recorded"]


def test_an_ended_session_says_so() -> None:
    """The note may be copied after the end, too."""
    session = course(23).session()
    session.apply(SessionEnd(t_ms=at(23)))
    assert "As of 2026-11-20 14:23: session ended" in chart_note(session, at(23), wall)


def test_start_pauses_and_end_of_the_pump_and_the_two_times_of_leaving() -> None:
    """With reasons and names."""
    times = part(
        noted(
            60,
            by(InfusionChange, 17, step=PumpStep.PAUSED, reason="blood_pressure"),
            by(InfusionChange, 19, step=PumpStep.RESUMED, mg_per_h=54.0),
            by(InfusionChange, 42, step=PumpStep.STOPPED, reason="finished"),
            by(Leaving, 55, step=LeavingStep.READY),
            by(Leaving, 59, step=LeavingStep.LEFT, escort="her sister"),
        ),
        "TIMES",
    )
    assert times == [
        "14:00 Pump started 54 mg/h",
        "14:17 Pump paused (blood pressure) (Haddad)",
        "14:19 Pump resumed 54 mg/h (Haddad)",
        "14:42 Pump stopped (finished) (Haddad)",
        "14:55 Ready to leave (Haddad)",
        "14:59 Left, with her sister (Haddad)",
    ]


def test_what_is_after_the_moment_is_not_told() -> None:
    """A note of a saved session at one of its moments knows nothing later."""
    made = course(60)
    session = made.session()
    assert "ondansetron" not in chart_note(session, at(12), wall)
    assert "164/92" not in chart_note(session, at(26), wall)


# --- doses ---------------------------------------------------------------------------------------


def test_the_dose_is_told_planned_by_clock_on_the_pump_and_wasted() -> None:
    """Each on its own, arithmetic called arithmetic."""
    dose = part(
        noted(
            45,
            by(InfusionChange, 40, step=PumpStep.STOPPED),
            by(InfusionChange, 41, step=PumpStep.VOLUME_READ, ml=36.2),
            by(DrugWasted, 42, mg=13.8, witness="Osei"),
        ),
        "DOSE",
    )
    assert dose == [
        "Planned: Ketamine 36.0 mg over 40 min (0.5 mg/kg, 72 kg), bag 50 mg / 50 mL",
        "By clock: 36.0 mg, arithmetic from pump entries, not a measurement",
        "14:41 Volume read on the pump: 36.2 mL = 36.2 mg (Haddad)",
        "14:42 Wasted 13.8 mg, witness Osei (Haddad)",
    ]


def test_a_dose_of_an_unknown_rate_is_no_milligrams() -> None:
    """A session recorded without a plan, whose pump somebody started."""
    session = Session(shipped(), PATIENT)
    session.apply(InfusionChange(t_ms=at(0), seq=1, step=PumpStep.STARTED))
    dose = part(chart_note(session, at(20), wall, Measured()), "DOSE")
    assert "By clock: not known, the pump's rate is not recorded" in dose
    assert not any("0.0 mg" in line for line in dose)


def test_the_pumps_volume_counts_by_the_strength_of_the_bag() -> None:
    """200 mg in 100 mL is twice as strong."""
    strong = DosePlan(
        t_ms=0, drug="Ketamine", mg_per_kg=1, minutes=40, bag_mg=200, bag_ml=100, weight=72
    )
    volume = by(InfusionChange, 10, step=PumpStep.VOLUME_READ, ml=10.0)
    assert "10 mL = 20.0 mg" in noted(20, strong, volume)


def test_what_nobody_read_or_wasted_is_not_recorded() -> None:
    """Not zero."""
    dose = part(noted(45), "DOSE")
    assert dose[-2:] == ["Volume read on the pump: not recorded", "Wasted: not recorded"]


def test_sprays_are_listed_and_no_pump_is_missed() -> None:
    """An intranasal session has none."""
    session = Session(shipped("intranasal-esketamine"), PATIENT)
    session.apply(SprayUsed(t_ms=at(0), seq=1, by="Haddad", number=1, mg=28, lot="L7"))
    dose = part(chart_note(session, at(5), wall), "DOSE")
    assert dose[1] == "14:00 Device 1 used, 28 mg, lot L7 (Haddad)"
    assert not [line for line in dose if "clock" in line or "pump" in line]


# --- observations and events ---------------------------------------------------------------------


def test_every_rating_has_its_time_and_its_words() -> None:
    """One line a scale."""
    seen = Observation(
        t_ms=at(20), by="Haddad", scale="vomiting", version="1", answers={"vomited": 2}, score=2
    )
    lines = part(noted(23, seen), "OBSERVATIONS")
    assert lines[0].startswith("Dissociation: 13:54 0 None; 14:05 1 Mild; 14:12 2 Moderate")
    assert lines[1] == "Nausea: 13:54 0; 14:08 2; 14:11 5; 14:16 3"
    assert lines[2] == "Vomiting: 14:20 Vomited: 2"


def test_what_was_withdrawn_is_not_told_but_counted() -> None:
    """The first version stays in the record and not in the chart."""
    wrong = by(MedicationGiven, 5, drug="morphine", dose=5.0, unit="mg")
    made = course(23, extra=[wrong])
    given = [e for e in made.events if isinstance(e, MedicationGiven)]
    seq = next(e.seq for e in given if e.drug == "morphine")
    assert seq
    slip = Correction(t_ms=at(22), seq=900, by="Haddad", of=seq, reason="undone")
    note = noted(23, told=Course([*made.events, slip]))
    assert "morphine" not in note
    assert "Entries corrected: 1; the first versions stay in the record" in note


def test_a_late_entry_says_when_it_was_made() -> None:
    """More than fifteen minutes after; at fifteen it is in time, and a device never is late."""
    given = by(MedicationGiven, 5, drug="paracetamol", dose=1.0, unit="g", reason="headache")
    made = course(40, extra=[given])

    def entered(after_min: float) -> Course:
        after = timedelta(minutes=after_min)
        events = [
            dataclasses.replace(e, entered_at=e.at + after) if isinstance(e, Entry) and e.at else e
            for e in made.events
        ]
        return Course(events)

    late = part(noted(40, told=entered(15.5)), "MEDICATIONS")
    assert late[0] == "14:05 paracetamol 1 g, headache (Haddad) [late entry, entered 14:20]"
    assert late[1] == "14:12 ondansetron 4 mg IV"
    assert "late entry" not in noted(40, told=entered(15))


def test_notes_hand_overs_marks_and_typed_vitals_are_events() -> None:
    """In the order they were true, each with who told it; what is open is said to be."""
    note = noted(
        23,
        by(Note, 14, text="Feels light;\n  “floating” – fine"),
        by(HandOver, 10, person="Haddad", before="Adeyemi", text="quiet"),
        by(ManualVitals, 16, pulse_rate=72.0, spo2=95.0),
        by(Mark, 20),
    )
    lines = part(note, "EVENTS AND NOTES")
    assert lines[:4] == [
        "14:10 Adeyemi to Haddad. Session continues.: quiet (Haddad)",
        '14:14 Feels light; "floating" - fine (Haddad)',
        "14:16 Typed: pulse 72 bpm, SpO2 95 % (Haddad)",
        "14:20 Moment marked (Haddad)",
    ]
    assert "Marked and not described: 14:20" in lines


def alarm(minute: float, step: AlarmStep, **given: object) -> AlarmChange:
    """A step of the alarm of pressure."""
    made = AlarmChange(
        t_ms=at(minute),
        rule="systolic.high",
        step=step,
        priority=Priority.MEDIUM,
        value=166,
        threshold=160,
    )
    return dataclasses.replace(made, **given)  # type: ignore[arg-type]


def test_an_alarm_is_told_with_who_answered_and_what_was_done() -> None:
    """One line, from its first sign to its end."""
    lines = part(
        noted(
            32,
            alarm(26, AlarmStep.UNCONFIRMED, value=164),
            alarm(27, AlarmStep.RAISED),
            alarm(28, AlarmStep.ACKNOWLEDGED, by="Haddad"),
            alarm(28.5, AlarmStep.ANSWERED, by="Haddad", reason="told_prescriber"),
            alarm(31, AlarmStep.CLEARED),
        ),
        "ALARMS",
    )
    assert lines == [
        "14:26 SYS 166 (limit 160), medium, acknowledged 14:28 Haddad, told prescriber, ended 14:31"
    ]


def test_an_alarm_nobody_answered_says_so_and_messages_are_counted() -> None:
    """A first breach that was not confirmed is one too; a mere line is none."""
    lines = part(
        noted(
            32,
            alarm(5, AlarmStep.UNCONFIRMED),
            alarm(6, AlarmStep.CLEARED),
            alarm(20, AlarmStep.RAISED),
            alarm(21, AlarmStep.RAISED, rule="change.systolic", priority=Priority.LOW),
        ),
        "ALARMS",
    )
    assert lines == [
        "14:05 SYS 166 (limit 160), not confirmed, ended 14:06",
        "14:20 SYS 166 (limit 160), medium, not acknowledged, not over",
        "Messages of low priority: 1",
    ]


def test_a_session_without_an_alarm_says_so_and_one_without_rules_too() -> None:
    """These are two things."""
    assert part(noted(20), "ALARMS") == ["No alarm recorded"]
    usual = shipped()
    none = msgspec.structs.replace(usual.alarms, phases=())
    off = msgspec.structs.replace(usual, alarms=none)
    note = chart_note(Session(off, PATIENT), 0, wall)
    assert part(note, "ALARMS") == ["Alarms were not checked"]


def test_checks_and_criteria_have_parts_of_their_own() -> None:
    """With their answers, reasons and names."""
    note = noted(
        60,
        by(Check, -10, item="consent", answer=CheckAnswer.YES),
        by(Check, -9, item="pregnancy", answer=CheckAnswer.NOT_ASKED),
        by(Criterion, 58, criterion="pressure", met=False, value="150/92", reason="told doctor"),
    )
    assert part(note, "PREPARATION") == ["Consent is current: Yes; Pregnancy excluded: Not asked"]
    assert part(note, "DISCHARGE CRITERIA") == [
        "14:58 Blood pressure near baseline: not met (150/92; told doctor) (Haddad)"
    ]


def test_what_was_due_and_is_open_is_told() -> None:
    """An omission is part of the record."""
    assert "Due and not entered: " in noted(60)


# --- as text -------------------------------------------------------------------------------------


def test_it_is_text_any_field_takes() -> None:
    """Only names and notes hold letters beyond plain ones."""
    note = noted(60, by(Note, 14, text="SpO₂ ≥ 95 – “fine”…"))
    assert note.encode("ascii", "ignore").decode() == note.replace("ë", "")
    assert 'SpO2 >= 95 - "fine"...' in note


@pytest.mark.parametrize("text", ["{at}", "100 %s", "a\n\nVITALS\nb"])
def test_a_note_cannot_break_the_form(text: str) -> None:
    """Braces are letters, and a line stays a line."""
    note = noted(20, by(Note, 14, text=text))
    assert f"14:14 {' '.join(text.split())} (Haddad)" in note
    assert len(re.findall(r"^VITALS$", note, re.MULTILINE)) == 1


def test_a_session_over_midnight_says_the_day() -> None:
    """Where it is another than the first."""
    session = Session(shipped(), PATIENT)
    ms = 11 * 3_600_000
    session.apply(MedicationGiven(t_ms=ms, seq=1, by="Haddad", drug="ondansetron"))
    note = chart_note(session, ms, wall)
    assert part(note, "MEDICATIONS") == ["2026-11-21 00:45 ondansetron (Haddad)"]
    assert "As of 2026-11-21 00:45" in note
