"""What exports are given: every value with its moment, unit, source and doubt."""

from datetime import UTC, datetime

import pytest

from monitor.events import Observation, SprayUsed
from monitor.extract import Extract, Sample
from tests.monitor.extracts import MINUTE, extract
from tests.monitor.records import NURSE, STARTED_AT, Numbered


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return list(extract().samples())


def named(samples: list[Sample], name: str) -> list[Sample]:
    return [sample for sample in samples if sample.name == name]


def test_samples_come_in_the_order_of_time(samples: list[Sample]) -> None:
    assert [one.t_ms for one in samples] == sorted(one.t_ms for one in samples)


def test_a_second_that_was_tried_and_not_measured_has_no_value(samples: list[Sample]) -> None:
    assert [(one.value, one.status) for one in named(samples, "spo2")] == [
        (97, "ok"),
        (None, "not_measured"),
        (98, "ok"),
    ]


def test_a_vital_that_nobody_measured_is_not_there(samples: list[Sample]) -> None:
    assert not named(samples, "heart_rate")


def test_a_cuff_that_failed_has_its_status_and_no_value(samples: list[Sample]) -> None:
    failed = named(samples, "systolic")[1]
    assert (failed.value, failed.status, failed.unit) == (None, "cuff_loose", "mm[Hg]")


def test_a_pressure_a_person_rejected_says_so(samples: list[Sample]) -> None:
    rejected = named(samples, "systolic")[2]
    assert (rejected.value, rejected.status, rejected.rule) == (290, "rejected", "person")


def test_a_slip_is_not_exported_twice(samples: list[Sample]) -> None:
    assert [(one.value, one.by) for one in named(samples, "dissociation")] == [(2, NURSE)]


def test_what_was_typed_says_that_it_was(samples: list[Sample]) -> None:
    (typed,) = named(samples, "pulse_rate")
    assert (typed.value, typed.source, typed.by) == (81, "manual", NURSE)


def test_an_answer_that_is_no_number_is_the_status() -> None:
    seen = Numbered().take(
        Observation, 0, scale="nausea", version="1", answers={"nausea": "cant_answer"}
    )
    (sample,) = with_one(seen).entered()
    assert (sample.value, sample.status) == (None, "cant_answer")


def test_signs_that_stand_for_themselves_are_samples_of_their_own() -> None:
    answers = {"dizzy": 2, "headache": "started"}
    seen = Numbered().take(Observation, 0, scale="also_seen", version="1", answers=answers)
    assert [(one.name, one.value, one.status) for one in with_one(seen).entered()] == [
        ("also_seen.dizzy", 2, "ok"),
        ("also_seen.headache", None, "started"),
    ]


def with_one(seen: Observation) -> Extract:
    made = extract()
    made.history.entries[:] = [seen]
    return made


def test_times_begin_at_the_pump() -> None:
    assert extract().zero_ms == 2 * MINUTE


def test_without_a_pump_they_begin_at_the_first_spray() -> None:
    made = extract()
    sprays = Numbered()
    made.history.entries[:] = [
        sprays.take(SprayUsed, 9 * MINUTE, number=2, mg=28.0),
        sprays.take(SprayUsed, 4 * MINUTE, number=1, mg=28.0),
    ]
    assert made.zero_ms == 4 * MINUTE


def test_a_moment_has_its_wall_time_unless_it_was_taken_away() -> None:
    assert (
        extract().at(1000)
        == datetime(2026, 3, 1, 14, 0, 1, tzinfo=UTC)
        == STARTED_AT.replace(second=1)
    )
    assert extract(deidentified=True).at(1000) is None
