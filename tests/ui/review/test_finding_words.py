"""Each reason in a few words, with what is known of it."""

import pytest

from monitor.findings import CODES, Finding
from ui.review.finding_words import reasons

PEAK = {"systolic": 168.0, "diastolic": 92.0}

TOLD = [
    (Finding("pressure_over", {"count": 3, "of": 22, **PEAK, "minute": 26}),
     "3 of 22 readings at the limit, peak 168/92 at +26"),
    (Finding("pressure_over",
             {"count": 2, "of": 9, **PEAK, "minute": 9,
              "highest_diastolic": 105, "diastolic_minute": 40}),
     "2 of 9 readings at the limit, peak 168/92 at +9, diastolic 105 at +40"),
    (Finding("overrun", {"given": 50.0, "planned": 35.0}), "50 mg given, 35 planned"),
    (Finding("pump_apart", {"pump": 30.0, "clock": 35.0}), "pump 30 mg, clock 35 mg"),
    (Finding("interrupted", {"count": 1}), "pump stopped and started again"),
    (Finding("unexpected"), "something unexpected"),
    (Finding("grave_sign", {"sign": "chest_pain", "minute": 20}), "Chest pain at +20"),
    (Finding("grave_sign", {"sign": "teleported", "minute": None}), "a grave sign"),
    (Finding("gap", {"seconds": 364, "cause": "cable"}), "gap 6:04, cable out"),
    (Finding("gap", {"seconds": 72, "cause": None}), "gap 1:12"),
    (Finding("stopped_early", {"given": 21.34, "planned": 36.0}), "21.3 of 36 mg given"),
    (Finding("paused", {"seconds": 240}), "pump paused 4:00"),
    (Finding("sedation_deep", {"score": 2, "minute": None}), "sedation 2"),
    (Finding("nausea", {"score": 7, "minute": -2}), "nausea 7 at −2"),
    (Finding("coverage", {"percent": 89.6}), "89 % measured"),
    (Finding("vomited", {"count": 1}), "vomited"),
    (Finding("corrected", {"count": 2}), "2 corrections"),
    (Finding("omitted", {"count": 3, "of": 14}), "3 of 14 due items omitted"),
    (Finding("left_early", {"left": 70, "ready": None}), "left at +70, not found ready"),
    (Finding("left_early", {"left": 70, "ready": 82}), "left at +70, ready at +82"),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "said"), TOLD, ids=[said for _, said in TOLD])
def test_a_reason_says_how_much_and_when(finding: Finding, said: str) -> None:
    assert reasons([finding]) == [said]


@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_words_whatever_is_missing(code: str) -> None:
    """A record may have been written by anybody."""
    (said,) = reasons([Finding(code)])
    assert said
    assert said != "another reason"
    assert "finding." not in said


def test_alarms_that_nobody_answered_are_said_once() -> None:
    """Each kind of alarm tells the same count, of both."""
    told = {"unanswered": 1}
    found = [
        Finding("alarm_high", {"count": 1, **told}),
        Finding("alarm_medium", {"count": 3, **told}),
    ]
    assert reasons(found) == ["1 high alarm", "3 medium alarms", "1 not answered"]
    assert reasons([Finding("alarm_high", {"count": 2, "unanswered": 0})]) == ["2 high alarms"]


def test_a_reason_of_a_newer_dripwatch_is_a_reason() -> None:
    assert reasons([Finding("teleported", {"count": 1})]) == ["another reason"]
