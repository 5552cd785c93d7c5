"""What of an entry can be amended, and what comes of it; nothing that cannot be is made."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import EntryError
from monitor.events import (
    CuffReading,
    CuffSource,
    DrugWasted,
    Entry,
    InfusionChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    PumpStep,
)
from tests.ui.saved_sessions import MINUTE, STARTED, seen
from ui.review.amended import amended, blanks

T_MS = 30 * MINUTE
AT = STARTED + timedelta(milliseconds=T_MS)
HERE = AT.astimezone().strftime("%H:%M")


def entered(entry: Entry) -> Entry:
    """The entry as it lies in the record."""
    return replace(entry, at=AT, entered_at=AT, seq=7)


NAUSEA = entered(seen(30, "nausea", 5))
TYPED = entered(
    CuffReading(
        t_ms=T_MS, by="Adeyemi", device="manual", systolic=182, diastolic=90, mean=121,
        source=CuffSource.MANUAL,
    )
)  # fmt: skip


def texts(entry: Entry, **typed: str) -> dict[str, str]:
    """What stands in the blanks, with some of it typed anew."""
    return {blank.name: blank.text for blank in blanks(entry)} | typed


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        (NAUSEA, {"score": "5"}),
        (TYPED, {"systolic": "182", "diastolic": "90"}),
        (Note(t_ms=T_MS, by="Adeyemi", text="calm"), {"text": "calm"}),
        (MedicationGiven(t_ms=T_MS, by="A", drug="Ondansetron", dose=4, unit="mg"), {"dose": "4"}),
        (MedicationGiven(t_ms=T_MS, by="A", drug="Oxygen"), {}),
        (InfusionChange(t_ms=T_MS, by="A", step=PumpStep.VOLUME_READ, ml=36), {"ml": "36"}),
        (InfusionChange(t_ms=T_MS, by="A", step=PumpStep.STARTED, mg_per_h=54), {"mg_per_h": "54"}),
        (DrugWasted(t_ms=T_MS, by="A", mg=14, witness="B"), {"mg": "14"}),
        (ManualVitals(t_ms=T_MS, by="A", pulse_rate=80), {"pulse_rate": "80"}),
        (Mark(t_ms=T_MS, by="A"), {}),
        (Observation(t_ms=T_MS, by="A", scale="nausea", version="1",
                     answers={"nausea": "cannot_answer"}), {}),
        (Observation(t_ms=T_MS, by="A", scale="gone", version="1", answers={"x": 1}), {}),
    ],
)  # fmt: skip
def test_each_value_a_person_entered_has_its_blank(entry: Entry, named: dict[str, str]) -> None:
    """And the time of every one."""
    assert texts(entered(entry)) == {**named, "time": HERE}


def test_what_a_device_said_has_none() -> None:
    """It is taken back or stays; nobody writes another number into its mouth."""
    assert blanks(CuffReading(t_ms=0, device="ge-dinamap", systolic=120, diastolic=80)) == []
    assert texts(replace(TYPED, source=CuffSource.DEVICE)) == {"time": HERE}  # type: ignore[call-arg]


def test_a_score_is_amended_with_its_answer() -> None:
    """Both, or the record would contradict itself."""
    new = amended(NAUSEA, texts(NAUSEA, score="3"))
    assert isinstance(new, Observation)
    assert (new.answers, new.score, new.t_ms) == ({"nausea": 3}, 3.0, T_MS)
    assert (new.seq, new.entered_at) == (None, None)


def test_a_pressure_loses_the_mean_of_its_old_numbers() -> None:
    """What nobody measured is not kept."""
    new = amended(TYPED, texts(TYPED, systolic="128"))
    assert isinstance(new, CuffReading)
    assert (new.systolic, new.diastolic, new.mean) == (128, 90, None)


def test_a_comma_is_a_point() -> None:
    """As it is written in half of the world."""
    wasted = entered(DrugWasted(t_ms=T_MS, by="A", mg=14, witness="B"))
    new = amended(wasted, texts(wasted, mg="13,5"))
    assert isinstance(new, DrugWasted)
    assert new.mg == 13.5


@pytest.mark.parametrize("minutes", [-7, 11, -5 * 60, 8 * 60])
def test_another_time_is_the_nearest_of_that_time_of_day(minutes: int) -> None:
    """A session may go past midnight."""
    at = AT + timedelta(minutes=minutes)
    new = amended(NAUSEA, texts(NAUSEA, time=at.astimezone().strftime("%H:%M")))
    assert new.at == at
    assert new.t_ms == T_MS + minutes * MINUTE


@pytest.mark.parametrize(("was", "typed"), [("23:55", "00:05"), ("00:05", "23:55")])
def test_midnight_is_crossed_the_short_way(was: str, typed: str) -> None:
    """Ten minutes, not a day less ten."""
    hour, minute = map(int, was.split(":"))
    at = AT.astimezone().replace(hour=hour, minute=minute)
    late = replace(NAUSEA, at=at)
    new = amended(late, texts(late, time=typed))
    assert new.at is not None
    assert abs(new.at - at) == timedelta(minutes=10)
    assert abs(new.t_ms - T_MS) == 10 * MINUTE


@pytest.mark.parametrize(
    ("entry", "typed", "code"),
    [
        (NAUSEA, {}, "amend_unchanged"),
        (NAUSEA, {"score": " 5 "}, "amend_unchanged"),
        (NAUSEA, {"score": "11"}, "amend_number"),
        (NAUSEA, {"score": "nan"}, "amend_number"),
        (NAUSEA, {"score": ""}, "amend_number"),
        (NAUSEA, {"score": "three"}, "amend_number"),
        (NAUSEA, {"score": "2.5"}, "amend_number"),
        (TYPED, {"systolic": "700"}, "amend_number"),
        (TYPED, {"systolic": "85"}, "typed_upside_down"),
        (NAUSEA, {"time": "25:00"}, "amend_time"),
        (NAUSEA, {"time": ""}, "amend_time"),
        (entered(Note(t_ms=T_MS, by="A", text="calm")), {"text": " "}, "note_missing"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    entry: Entry, typed: dict[str, str], code: str
) -> None:
    """With the name of the field."""
    with pytest.raises(EntryError) as refused:
        amended(entry, texts(entry, **typed))
    assert refused.value.code == code
    assert refused.value.values["field"] in texts(entry)
