"""The hand-over card says what is so, with times, and what is missing as missing."""

from collections.abc import Callable
from datetime import datetime

from monitor.events import (
    Event,
    InfusionChange,
    LinkState,
    Mark,
    MedicationGiven,
    Note,
    Phase,
    PhaseChange,
    PumpStep,
)
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.alarmed import Alarmed
from tests.ui.infusion_course import START, at, course, observation, typed_cuff, wall
from ui.dialogs.hand_over_words import hand_over_lines


def told(minute: float, *extra: Event) -> dict[str, str]:
    """The card of the usual course at a minute of the infusion."""
    return dict(hand_over_lines(course(minute, extra=extra).session(), at(minute), wall))


def test_pressure_is_told_now_at_its_peak_and_at_baseline() -> None:
    """Each with its time, the peak with its minute too."""
    card = told(32)
    assert card["Blood pressure mmHg"] == "158/90 · 14:30 · 2:00 ago"
    assert card["Peak"] == "164/92 · 14:26, +26 min"
    assert card["Baseline"] == "128/79 · 13:59"


def test_a_typed_pressure_says_so_once() -> None:
    """Now, and where it is the peak."""
    card = told(32, typed_cuff(31, 170, 95))
    assert card["Blood pressure mmHg"] == "170/95 · typed · 14:31 · 1:00 ago"
    assert card["Peak"] == "170/95 typed · 14:31, +31 min"


def test_phase_minutes_left_and_dose() -> None:
    """As the header says them."""
    card = told(23)
    assert card["Phase"] == "Infusion 23:00"
    assert card["Infusion"] == "17:00 left · ends 14:40 · 20.7 of 36.0 mg by clock"


def test_after_the_pump_stopped_only_the_dose_is_left() -> None:
    """Nothing counts down any more."""
    card = told(
        33,
        InfusionChange(t_ms=at(32), by="Adeyemi", step=PumpStep.STOPPED),
        PhaseChange(t_ms=at(32), phase=Phase.RECOVERY),
    )
    assert card["Phase"] == "Recovery 1:00"
    assert card["Infusion"] == "28.8 of 36.0 mg by clock"


def test_the_last_of_each_scale_has_its_time() -> None:
    """What nobody asked is said to be so."""
    card = told(24, observation("sedation", 21, 4), observation("nausea", 20, 0))
    assert card["Dissociation"] == "2 Moderate · 14:23"
    assert card["Sedation"] == "4 Sluggish · 14:21"
    assert card["Nausea"] == "0 · 14:20"
    assert told(24)["Sedation"] == "not asked yet"


def test_every_drug_stands_on_a_line_in_the_order_it_was_given() -> None:
    """A late entry too."""
    late = MedicationGiven(t_ms=at(5), by="Adeyemi", drug="paracetamol", dose=1, unit="g")
    assert told(20, late)["Given"] == "paracetamol 1 g · 14:05\nondansetron 4 mg IV · 14:12"
    assert told(4)["Given"] == "Nothing beside the infusion"


def test_open_alarms_are_handed_over_with_their_answers() -> None:
    """The gravest first, in the words of the strip."""
    alarmed = Alarmed()
    assert alarms(alarmed) == "No alarms"
    alarmed.cuff(60, 164, 92)
    alarmed.see(100, "also_seen", "chest_pain", "started")
    alarmed.cuff(150, 166, 92)
    alarmed.acknowledge(190)
    assert alarms(alarmed).splitlines() == [
        "▲ ** Chest pain 14:01",
        "▲ ** SYS 166 (limit 160), confirmed 14:02 · Acknowledged 14:03, Adeyemi",
    ]


def test_without_data_it_is_not_said_that_there_are_no_alarms() -> None:
    """Nobody looks then."""
    alarmed = Alarmed(Phase.BASELINE)
    alarmed.link(60, LinkState.SEARCHING)
    assert alarms(alarmed) == "Alarms cannot be checked: no data from monitor"


def alarms(alarmed: Alarmed) -> str:
    """The card's line of alarms."""
    return dict(hand_over_lines(alarmed.session, alarmed.now_ms, alarmed.wall))["Open alarms"]


def test_three_due_items_are_next() -> None:
    """The same and in the same words as the card NEXT."""
    card = told(23)["Next"].split("\n")
    assert len(card) == 3
    assert all("overdue" in line or " in " in line or "due now" in line for line in card)


def test_an_open_mark_is_told_and_a_described_one_is_not() -> None:
    """So that nothing stamped is forgotten."""
    mark = Mark(t_ms=at(20), by="Adeyemi")
    session = course(21, extra=[mark]).session()
    assert dict(hand_over_lines(session, at(21), wall))["Marks to describe"] == "14:20"
    seq = next(e.seq for e in session.entries.values() if isinstance(e, Mark))
    session.apply(Note(t_ms=at(21), seq=999, by="Adeyemi", text="coughed", of=seq))
    assert dict(hand_over_lines(session, at(21), wall))["Marks to describe"] == "All described"


def test_a_silent_monitor_is_told_first() -> None:
    """And only then."""
    session = course(34.2).session()
    assert hand_over_lines(session, at(34.2), wall)[0][0] == "Monitor"
    assert told(34.2)["Monitor"] == "No data from GE DINAMAP since 14:33"
    assert "Monitor" not in told(20)


def test_a_session_just_begun_has_a_card_too() -> None:
    """Everything missing, nothing invented."""
    clock: Callable[[int], datetime] = wall
    card = dict(hand_over_lines(Session(shipped(), START), 2000, clock))
    assert card["Infusion"] == "not started"
    assert card["Blood pressure mmHg"] == card["Peak"] == "no reading yet"
    assert card["Baseline"] == "no baseline yet"
    assert card["Next"] == "Nothing due"
