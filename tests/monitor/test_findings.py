"""Why a session needs a look: each reason by its own figure and the clinic's settings."""

from typing import Any

import pytest
from msgspec.structs import replace

from monitor.findings import CODES, Finding, findings, from_text, settings_of, to_text
from monitor.profile import shipped
from monitor.settings import ReviewSettings
from monitor.summary import Summary, summary
from tests.monitor.lived import SURGE, Lived
from tests.monitor.summed import history

CLEAN = Summary(
    alarms_high=0,
    alarms_medium=0,
    planned_mg=36,
    dose_mg=36,
    paused_s=0,
    readings=22,
    readings_over=0,
    lowest_spo2=95,
    deepest_sedation=4,
    peak_nausea=6,
    longest_gap_s=60,
    coverage=0.98,
    due_items=14,
    omitted=0,
    ready_min=92,
    left_min=96,
)

WORSE: dict[str, tuple[dict[str, Any], dict[str, object]]] = {
    "alarm_high": ({"alarms_high": 1, "unanswered": 1}, {"count": 1, "unanswered": 1}),
    "alarm_medium": ({"alarms_medium": 2, "unanswered": 0}, {"count": 2, "unanswered": 0}),
    "grave_sign": (
        {"grave_sign": "chest_pain", "grave_sign_min": 20},
        {"sign": "chest_pain", "minute": 20},
    ),
    "unexpected": ({"unexpected": 1}, {}),
    "overrun": ({"dose_mg": 50}, {"given": 50, "planned": 36}),
    "pump_apart": ({"pump_apart": 1, "pump_mg": 30}, {"pump": 30, "clock": 36}),
    "interrupted": ({"interruptions": 1}, {"count": 1}),
    "stopped_early": ({"dose_mg": 30}, {"given": 30, "planned": 36}),
    "paused": ({"paused_s": 240}, {"seconds": 240}),
    "pressure_over": (
        {
            "readings_over": 3,
            "peak_systolic": 168,
            "peak_systolic_min": 26,
            "peak_diastolic": 92,
            "diastolic_at_peak": 92,
        },
        {"count": 3, "of": 22, "systolic": 168, "diastolic": 92, "minute": 26},
    ),
    "spo2_low": ({"lowest_spo2": 89, "lowest_spo2_min": 12}, {"value": 89, "minute": 12}),
    "sedation_deep": ({"deepest_sedation": 3}, {"score": 3, "minute": None}),
    "vomited": ({"vomits": 2}, {"count": 2}),
    "nausea": ({"peak_nausea": 7, "peak_nausea_min": 40}, {"score": 7, "minute": 40}),
    "medication": ({"medications": 1}, {"count": 1}),
    "gap": ({"longest_gap_s": 72}, {"seconds": 72, "cause": None}),
    "coverage": ({"coverage": 0.8}, {"percent": 80}),
    "corrected": ({"corrections": 2, "late_corrections": 1}, {"count": 1}),
    "omitted": ({"omitted": 1, "due_items": 14}, {"count": 1, "of": 14}),
    "overridden": ({"overrides": 1}, {"count": 1}),
    "marks_open": ({"open_marks": 1}, {"count": 1}),
    "left_early": ({"left_min": 90}, {"left": 90, "ready": 92}),
    "unconfirmed": ({"unconfirmed": 4}, {"count": 4}),
}


def test_a_session_with_nothing_to_say_of_it_is_clean() -> None:
    """At the settings themselves it is still; a second thought is no reason either."""
    assert findings(CLEAN, ReviewSettings()) == []
    assert findings(replace(CLEAN, corrections=3, late_corrections=0), ReviewSettings()) == []


@pytest.mark.parametrize("code", WORSE)
def test_each_reason_is_told_alone_with_its_figures(code: str) -> None:
    """By its own figure and no other."""
    figures, values = WORSE[code]
    (found,) = findings(replace(CLEAN, **figures), ReviewSettings())
    assert found == Finding(code, values)  # type: ignore[arg-type]


def test_the_worst_is_told_first() -> None:
    """All of them together, in the order of the codes."""
    all_of_it: dict[str, Any] = {
        name: v for figures, _ in WORSE.values() for name, v in figures.items()
    }
    found = findings(replace(CLEAN, **all_of_it), ReviewSettings())
    # No dose is short and too much.
    assert [one.code for one in found] == [
        code for code in CODES if code not in {"not_summed", "overrun"}
    ]
    assert set(CODES) == {"not_summed", *WORSE}


def test_a_pair_of_pressures_is_one_reading() -> None:
    """A higher diastolic of another reading is told with its own minute."""
    peak: dict[str, Any] = {"peak_systolic": 172, "peak_systolic_min": 9, "diastolic_at_peak": 100}
    other: dict[str, Any] = {"peak_diastolic": 105, "peak_diastolic_min": 40}
    (found,) = findings(replace(CLEAN, readings_over=2, **peak, **other), ReviewSettings())
    assert found.values == {
        "count": 2,
        "of": 22,
        "systolic": 172,
        "diastolic": 100,
        "minute": 9,
        "highest_diastolic": 105,
        "diastolic_minute": 40,
    }


def test_what_was_answered_no_is_no_reason() -> None:
    """Nor is a pump that agrees, nor one that was stopped once."""
    told = replace(CLEAN, unexpected=0, interruptions=0, pump_apart=0, dose_mg=37)
    assert findings(told, ReviewSettings()) == []


@pytest.mark.parametrize("told", [None, Summary(), Summary(cuffs=12, peak_systolic=150)])
def test_a_session_of_before_the_sums_is_not_called_clean(told: Summary | None) -> None:
    """Nobody can say what it would have come to."""
    assert findings(told, ReviewSettings()) == [Finding("not_summed")]


def test_a_session_whose_settings_are_unreadable_is_not_called_clean() -> None:
    """What is known is told all the same."""
    found = findings(replace(CLEAN, due_items=None, vomits=1), ReviewSettings())
    assert [one.code for one in found] == ["not_summed", "vomited"]


def test_leaving_with_nobody_having_said_ready_is_early() -> None:
    """But whoever has not left is not early."""
    (found,) = findings(replace(CLEAN, ready_min=None), ReviewSettings())
    assert found.values == {"left": 96, "ready": None}
    assert findings(replace(CLEAN, left_min=None), ReviewSettings()) == []


@pytest.mark.parametrize(
    ("setting", "figure"),
    [
        ({"spo2_below": 97}, "spo2_low"),
        ({"sedation_at_most": 4}, "sedation_deep"),
        ({"nausea_at_least": 6}, "nausea"),
        ({"gap_s": 59}, "gap"),
        ({"coverage_percent": 99}, "coverage"),
    ],
)
def test_a_clinic_sets_what_is_worth_a_look(setting: dict[str, float], figure: str) -> None:
    """Each threshold is its own."""
    settings = ReviewSettings(**setting)  # type: ignore[arg-type]
    assert [one.code for one in findings(CLEAN, settings)] == [figure]


def test_few_omitted_items_may_be_no_reason() -> None:
    """Nor a dose that is a little short."""
    told = replace(CLEAN, omitted=2, due_items=20, dose_mg=30)
    assert findings(told, ReviewSettings(omitted_at_least=3, short_percent=20)) == []


def test_the_settings_are_those_of_the_session() -> None:
    """A profile of before has the shipped ones; one that cannot be read, too."""
    strict = shipped().text.replace("nausea_at_least = 7", "nausea_at_least = 4")
    assert settings_of(strict).nausea_at_least == 4
    before = shipped().text.split("[review]")[0]
    assert settings_of(before) == settings_of("?") == shipped().review == ReviewSettings()


def test_they_come_back_from_the_record_as_they_were() -> None:
    """As JSON in one column."""
    told = [Finding("gap", {"seconds": 72.0, "cause": "cable"}), Finding("not_summed")]
    assert from_text(to_text(told)) == told
    assert from_text("[]") == []


def test_a_lived_session_has_the_reasons_of_its_alarms() -> None:
    """And one of before its start has none of its own but what was not done."""
    surge = Lived(SURGE)
    found = findings(summary(surge.history(), surge.ended_ms), ReviewSettings())
    assert [one.code for one in found][:2] == ["alarm_medium", "pressure_over"]
    assert findings(summary(history(), 0), ReviewSettings()) == []
