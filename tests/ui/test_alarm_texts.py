"""Every rule that can raise an alarm has words with its value and its limit."""

import pytest

from monitor import catalogue
from monitor.alarms import RULES
from monitor.events import AlarmChange, AlarmStep, Priority
from ui.alarm_texts import text, value_words


def change(rule: str, value: float | None, subject: str | None = None) -> AlarmChange:
    """One with a limit of 100."""
    return AlarmChange(
        t_ms=0,
        rule=rule,
        step=AlarmStep.RAISED,
        priority=Priority.MEDIUM,
        value=value,
        threshold=100,
        subject=subject,
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (change("systolic.high", 166.0), "SYS 166 (limit 100)"),
        (change("diastolic.low", 48.6), "DIA 49 (limit 100)"),
        (change("mean.high", 131), "MAP 131 (limit 100)"),
        (change("rate.low", 38), "Rate 38 (limit 100)"),
        (change("spo2.low", 89), "SpO₂ 89 (limit 100)"),
        (change("systolic.baseline", 170), "SYS 170 (limit from baseline 100)"),
        (change("change.systolic", 155), "SYS 155 (limit from baseline 100)"),
        (change("pressure.suspect", 212), "SYS 212 is doubtful"),
        (change("observed", 3, "sedation.sedation"), "Sedation 3 Only to loud voice"),
        (change("observed", 1, "also_seen.chest_pain"), "Chest pain"),
        (change("observed", 3, "also_seen.headache"), "Headache severe"),
        (change("observed", 90, "suds.suds"), "Distress (SUDS) 90"),
        (change("observed", 2, "of_a_clinic.own"), "of_a_clinic.own 2"),
        (change("link", None, "nonin"), "No data from Nonin"),
        (change("missing", None, "rate"), "Rate missing"),
        (change("pressure_age", None), "Blood pressure overdue"),
        (change("implausible", 301, "cuff"), "Impossible SYS 301"),
        (change("implausible", 12, "spo2"), "Impossible SpO₂ 12"),
        (change("disagree", 22), "Heart rate and pulse differ by 22"),
    ],
)
def test_a_rule_says_what_it_found(told: AlarmChange, said: str) -> None:
    """In a few words, whole numbers as the tiles show them."""
    assert text(told) == said


def test_no_rule_is_without_words() -> None:
    """Whatever name it gives, one that is new to this table fails here."""
    subjects = {"missing": "rate", "observed": "suds.suds", "implausible": "cuff"}
    for rule in catalogue.modules(RULES).values():
        for name in rule.RULE.names:
            said = text(change(name, 5, subjects.get(name, "spo2")))
            assert said != name, name
            assert "alarm." not in said


def test_a_value_that_is_not_there_is_drawn_as_missing() -> None:
    """Never as a zero."""
    assert value_words(None) == "--"
    assert text(change("spo2.low", None)) == "SpO₂ -- (limit 100)"
