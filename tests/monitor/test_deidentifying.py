"""Nobody is to be recognised, and the course is still there."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.deidentifying import REMOVED, deidentified
from monitor.events import InfusionChange, Judgement, Note, Observation
from monitor.extract import Extract
from monitor.history import History
from tests.monitor.extracts import extract
from tests.monitor.planted import IDENTIFIERS, everywhere, numbered, start

WORDS = frozenset({"ge-dinamap"})


def spared(made: Extract) -> Extract:
    return deidentified(made, uid="made-up", subject="somebody", words=WORDS)


@pytest.fixture(scope="module")
def planted() -> Extract:
    history = History(start(IDENTIFIERS["name"]), numbered(everywhere()), ended=True)
    return spared(replace(extract(), history=history, subject="MRN0041182"))


def test_no_identifier_is_left_in_any_field(planted: Extract) -> None:
    told = [planted.subject, *_texts(planted.start)]
    told += [text for entry in planted.history.entries for text in _texts(entry)]
    for kind, identifier in IDENTIFIERS.items():
        assert not [text for text in told if identifier in str(text)], kind


def _texts(event: object) -> list[object]:
    return [getattr(event, field.name) for field in fields(event)]  # type: ignore[arg-type]


def test_no_time_is_left_but_the_year(planted: Extract) -> None:
    assert planted.start.at is planted.start.birth_date is None
    assert all(entry.at is entry.entered_at is None for entry in planted.history.entries)
    assert planted.at(0) is None
    assert planted.year == 2026


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(1931, 2, 14), "90+"),
        (date(1936, 3, 1), "90+"),
        (date(1936, 3, 2), "89"),
        (date(1985, 5, 5), "40"),
        (None, None),
    ],
)
def test_who_is_ninety_or_older_is_one_of_many(born: date | None, age: str | None) -> None:
    made = extract()
    made.history.start = replace(made.history.start, birth_date=born)
    assert spared(made).age == age


def test_the_age_is_of_the_clinics_day() -> None:
    """Half past one in the night of a birthday in Berlin is the day before in Greenwich."""
    made = extract(zone=ZoneInfo("Europe/Berlin"))
    night = datetime(2026, 3, 1, 0, 30, tzinfo=made.zone)
    made.history.start = replace(made.start, at=night.astimezone(UTC), birth_date=date(1936, 3, 1))
    assert spared(made).age == "90+"


def test_the_course_is_still_there() -> None:
    before, after = extract(), spared(extract())
    assert [one.value for one in after.samples()] == [one.value for one in before.samples()]
    assert after.zero_ms == before.zero_ms


def test_our_own_words_stay_and_a_note_says_only_that_it_was() -> None:
    entries = spared(extract()).history.entries
    seen = next(entry for entry in entries if isinstance(entry, Observation))
    assert (seen.scale, seen.answers) == ("dissociation", {"dissociation": 3})
    assert [entry.text for entry in entries if isinstance(entry, Note)] == [REMOVED]


def test_a_person_is_one_number_throughout() -> None:
    entries = spared(extract()).history.entries
    people = {entry.by for entry in entries if isinstance(entry, InfusionChange | Judgement)}
    assert people == {"staff 1"}
