"""The lines of a review: every entry in the order it was true, corrections with both values."""

from dataclasses import replace

import pytest

from monitor import profile
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Correction,
    CuffReading,
    Entry,
    InfusionChange,
    Judgement,
    Meaning,
    Note,
    Priority,
    PumpStep,
    Signature,
    Verdict,
)
from monitor.history import History
from monitor.session import Session
from tests.ui.saved_sessions import MINUTE, corrected, infusion, seen, start, taken
from ui.review.entry_lines import FILTERS, Line, Tag, from_start, lines, nearest


def told(entries: list[Entry]) -> list[Line]:
    """The lines of a session with these entries."""
    history = History(start(), taken(entries))
    session = Session(profile.shipped(), history.start)
    session.load(history)
    return lines(history, session.infusion)


def alarm(minute: float, step: AlarmStep, priority: Priority = Priority.MEDIUM) -> AlarmChange:
    """A step of an alarm of the pressure."""
    return AlarmChange(
        t_ms=round(minute * MINUTE),
        rule="systolic.high",
        step=step,
        priority=priority,
        value=166,
        threshold=160,
    )


def sentences(entries: list[Entry]) -> list[str]:
    """What the lines say."""
    return [line.cells[2] for line in told(entries)]


def test_a_line_says_when_what_and_by_whom() -> None:
    """The scale in words, and who saw it."""
    line = told([seen(23, "dissociation", 2)])[0]
    assert line.cells[2:] == ("Dissociation 2 Moderate", "Adeyemi")
    assert line.cells[0].endswith(":23:00")


def test_time_counts_from_the_pump() -> None:
    """What came before it has a minus."""
    cells = [line.cells for line in told(infusion())]
    started = next(line for line in cells if line[2].startswith("Pump started"))
    assert started[1] == "+0:00"
    assert cells[0][1] == "−10:00"


@pytest.mark.parametrize(
    ("t_ms", "started_ms", "said"),
    [(0, None, ""), (61_000, 0, "+1:01"), (0, 61_000, "−1:01"), (3_600_000, 0, "+1:00:00")],
)
def test_from_start_has_a_sign_and_hours(t_ms: int, started_ms: int | None, said: str) -> None:
    """A real minus, and no hours where there are none."""
    assert from_start(t_ms, started_ms) == said


def test_a_verdict_says_what_it_is_about() -> None:
    """A number of an entry would have to be looked up."""
    cuff = CuffReading(t_ms=MINUTE, device="ge-dinamap", systolic=175, diastolic=90)
    doubt = Judgement(t_ms=MINUTE, of=1, verdict=Verdict.SUSPECT, rule="jump")
    said = sentences([cuff, doubt])
    assert said[1] == "Cuff 175/90: doubtful: far from the one before"


def test_without_a_pump_start_nothing_is_counted_from_it() -> None:
    """The column stays empty."""
    assert told([seen(5, "nausea", 0)])[0].cells[1] == ""


def test_a_correction_says_both_values_and_why() -> None:
    """Nobody has to look the old one up."""
    said = sentences(corrected(infusion()))
    assert "Corrected: Nausea 6 → Nausea 3 (patient restated)" in said


def test_what_was_corrected_stays_and_is_struck_through() -> None:
    """A record hides nothing."""
    gone = [line.cells[2] for line in told(corrected(infusion())) if line.gone]
    assert gone == ["Nausea 6"]


def test_a_withdrawn_entry_says_what_it_was() -> None:
    """With the reason in words."""
    slip = seen(5, "nausea", 9)
    withdrawn = Correction(t_ms=6 * MINUTE, by="Haddad", of=1, reason="entry_error")
    assert sentences([slip, withdrawn])[1] == "Withdrawn: Nausea 9 (entry error)"


def test_words_with_braces_are_only_words() -> None:
    """What people type is never a pattern."""
    note = Note(t_ms=0, by="Adeyemi", text="{patient} says {}")
    reason = Correction(t_ms=1, by="Adeyemi", of=1, reason="{braces}")
    assert sentences([note, reason]) == [
        "{patient} says {}",
        "Withdrawn: {patient} says {} ({braces})",
    ]


def test_what_a_device_did_is_by_the_device() -> None:
    """No person stands behind a reading."""
    cuff = next(line for line in told(infusion()) if line.cells[2].startswith("Cuff"))
    assert cuff.cells[3] == "GE DINAMAP"


def test_a_back_dated_entry_stands_where_it_was_true() -> None:
    """Not where it was typed."""
    late = InfusionChange(t_ms=2 * MINUTE, by="Adeyemi", step=PumpStep.STARTED)
    assert sentences([seen(5, "nausea", 1), late]) == ["Pump started", "Nausea 1"]


def test_what_stands_in_the_place_of_another_says_so() -> None:
    """At the time it was true, whatever the time of the correction."""
    (line,) = (line for line in told(corrected(infusion())) if line.tags)
    assert line.cells[2] == "Nausea 3"
    assert line.tags == (Tag("corrected from 6: patient restated"),)
    assert line.said == "Nausea 3 · corrected from 6: patient restated"


def test_of_a_time_that_was_corrected_the_time_is_said() -> None:
    """The words of the two are the same."""
    slip = Correction(t_ms=3 * MINUTE, by="Adeyemi", of=1, replaced_by=2, reason="entry_error")
    found = told([seen(1, "nausea", 4), seen(2, "nausea", 4), slip])
    (tag,) = found[1].tags
    assert tag.text.startswith("corrected from ")
    assert tag.text.endswith(":01:00: entry error")


@pytest.mark.parametrize(
    ("step", "priority", "said", "tags"),
    [
        (AlarmStep.RAISED, Priority.MEDIUM, "Alarm: SYS 166 (limit 160)", ["medium"]),
        (AlarmStep.RAISED, Priority.HIGH, "Alarm: SYS 166 (limit 160)", ["high"]),
        (AlarmStep.RAISED, Priority.LOW, "Message: SYS 166 (limit 160)", []),
        (AlarmStep.CLEARED, Priority.HIGH, "Over: SYS 166 (limit 160)", []),
    ],
)
def test_an_alarm_has_its_priority_as_a_tag_where_it_was_raised(
    step: AlarmStep, priority: Priority, said: str, tags: list[str]
) -> None:
    """As it was that day; what became of it has none."""
    (line,) = told([alarm(1, step, priority)])
    assert line.cells[2] == said
    assert [tag.text for tag in line.tags] == [tag.role for tag in line.tags] == tags


def test_what_came_after_the_last_review_is_new() -> None:
    """Somebody signed without it; a return is no review."""
    review = Signature(t_ms=0, by="B", meaning=Meaning.SUPERVISOR_REVIEWED, head="")
    back = replace(review, meaning=Meaning.RETURNED)
    found = told([seen(1, "nausea", 4), review, seen(2, "nausea", 3), back])
    new = [line.entry.seq for line in found if Tag("new since signed", "new") in line.tags]
    assert sorted(seq or 0 for seq in new) == [3, 4]


def test_a_filter_leaves_what_people_entered_alarms_or_corrections() -> None:
    """And one leaves everything."""
    found = told([*corrected(infusion()), alarm(30, AlarmStep.RAISED)])
    left = {name: [line for line in found if keeps(line)] for name, keeps in FILTERS.items()}
    assert len(left["all"]) == len(found)
    assert len(left["alarms"]) == len(left["corrections"]) == 1
    assert {line.entry.by for line in left["people"]} == {"Adeyemi"}
    assert not any(isinstance(line.entry, CuffReading) for line in left["people"])


@pytest.mark.parametrize(
    ("lane", "minute", "found"),
    [
        ("nausea", 27, "Nausea 5"),
        ("dissociation", 27, "Dissociation 2 Moderate"),
        ("pressure", 5.4, "Cuff 128/79 (95) pulse 78"),
        ("infusion", 40, "Pump stopped (finished)"),
        ("alarms", 60, "Monitor live"),
        ("spo2", 50, "Pump stopped (finished)"),
    ],
)
def test_next_to_a_moment_of_a_lane_is_what_is_drawn_there(
    lane: str, minute: float, found: str
) -> None:
    """Where a lane has no marks of its own, whatever is next."""
    line = nearest(told(infusion()), lane, round(minute * MINUTE))
    assert line is not None
    assert line.cells[2] == found


def test_next_to_a_moment_of_nothing_is_nothing() -> None:
    """A signature is drawn nowhere."""
    review = Signature(t_ms=0, by="B", meaning=Meaning.SUPERVISOR_REVIEWED, head="")
    assert nearest(told([review]), "pressure", 0) is None


def test_a_signature_says_its_words_and_a_reason_that_has_a_code() -> None:
    """A question is quoted; it has no minute of the infusion."""
    asked = Signature(t_ms=MINUTE, by="B", meaning=Meaning.RETURNED, head="", comment="{why}?")
    amended = Signature(t_ms=MINUTE, by="B", meaning=Meaning.AMENDED, head="", comment="late_entry")
    cells = [line.cells for line in told([*infusion()[:6], asked, amended])]
    signed = [line for line in cells if line[2].startswith("Signed")]
    assert [line[2] for line in signed] == [
        "Signed: Returned to the nurse: “{why}?”",
        "Signed: Amended: “late entry”",
    ]
    assert {line[1] for line in signed} == {""}


def test_what_was_added_on_another_day_has_its_date() -> None:
    """And is not counted from the start of the pump."""
    started = InfusionChange(t_ms=0, by="Adeyemi", step=PumpStep.STARTED)
    slip = Correction(t_ms=2 * 24 * 60 * MINUTE, by="Brandt", of=1, reason="artefact")
    (_, late) = told([started, slip])
    assert late.cells[0].startswith("22 Nov ")
    assert late.cells[1] == ""
