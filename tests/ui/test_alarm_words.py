"""The nurse's words for an alarm: what was measured, its limit, and when (nurse.md C1 and E)."""

import pytest

from monitor import catalogue
from monitor.alarms import RULES
from monitor.events import AlarmChange, AlarmStep, LinkState, Priority, Trouble
from tests.ui.alarmed import Alarmed, profile_with
from ui.alarm_words import (
    EQUIPMENT,
    alarm_words,
    answered_words,
    brief_words,
    doubt,
    flashes,
    is_filled,
    protocol,
    short_words,
)
from ui.alarm_words import mark as mark_of


def line(alarmed: Alarmed, family: str = "pressure", subject: str | None = None) -> str:
    """What stands of a family, in words."""
    return alarm_words(alarmed.alarm(family, subject), alarmed.session, alarmed.wall)


def test_a_first_breach_a_second_one_and_one_beyond_high() -> None:
    """As the specification writes them; a pressure tells the time of its cuff."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    assert line(alarmed) == "△ SYS 164 (limit 160), not confirmed"
    alarmed.cuff(150, 166, 92)
    assert line(alarmed) == "▲ ** SYS 166 (limit 160), confirmed 14:02"
    alarmed.cuff(240, 186, 92)
    assert line(alarmed) == "▲ *** SYS 186 (limit 180) 14:04"


def test_a_breach_that_nobody_repeated_is_not_called_confirmed() -> None:
    """It is told all the same, with the time of the one cuff there was."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    alarmed.until(420)
    assert line(alarmed) == "▲ ** SYS 164 (limit 160) 14:01, not repeated"


def test_what_is_over_says_since_when() -> None:
    """While it stands as a message, and in the list of changes."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    alarmed.cuff(150, 166, 92)
    alarmed.cuff(400, 140, 84)
    said = "△ ** SYS 166 (limit 160), confirmed 14:02, ended 14:06"
    assert line(alarmed) == said
    (latched,) = (c for c in alarmed.changes("systolic") if c.step is AlarmStep.LATCHED)
    assert alarm_words(latched, alarmed.session, alarmed.wall) == said


def test_who_acknowledged_it_and_when() -> None:
    """Nothing before that; the list says the same alarm by its own values."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    alarmed.cuff(150, 166, 92)
    assert answered_words(alarmed.alarm(), alarmed.session, alarmed.wall) == ""
    alarmed.acknowledge(190)
    assert answered_words(alarmed.alarm(), alarmed.session, alarmed.wall) == (
        "Acknowledged 14:03, Adeyemi"
    )
    assert line(alarmed) == "▲ ** SYS 166 (limit 160), confirmed 14:02"
    answer = alarmed.changes("systolic")[-1]
    assert answer.step is AlarmStep.ACKNOWLEDGED
    assert alarm_words(answer, alarmed.session, alarmed.wall) == line(alarmed)
    assert short_words(answer) == "SYS 166 (limit 160)"


def test_a_silence_counts_from_its_first_moment() -> None:
    """Lost after silent is one gap; a device that was heard in between begins anew."""
    alarmed = Alarmed()
    alarmed.link(60, LinkState.SILENT)
    alarmed.until(80)
    assert line(alarmed, "link", "ge-dinamap") == "▲ ** Monitor silent since 14:01"
    alarmed.link(200, LinkState.RECEIVING)
    alarmed.link(300, LinkState.SILENT)
    alarmed.link(400, LinkState.LOST)
    alarmed.until(420)
    assert line(alarmed, "link", "ge-dinamap").endswith("since 14:05")


def test_an_old_pressure_names_the_last_one() -> None:
    """By its time, not by the moment it was found too old."""
    alarmed = Alarmed()
    alarmed.until(14 * 60)
    assert "since" not in line(alarmed, "pressure_age")
    alarmed.cuff(15 * 60, 128)
    alarmed.until(24 * 60)
    assert line(alarmed, "pressure_age") == "△ * No blood pressure since 14:15"


def change(rule: str, subject: str | None = None, value: float | None = None) -> AlarmChange:
    """One that was raised at 14:03."""
    return AlarmChange(
        t_ms=180_000,
        rule=rule,
        step=AlarmStep.RAISED,
        priority=Priority.LOW,
        value=value,
        subject=subject,
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (change("missing", "spo2"), "△ * SpO₂ missing, since 14:03"),
        (change("cuff_failed", value=2), "△ * Cuff failed 2 times, since 14:03"),
        (change("trouble", Trouble.NOT_SAVED), "△ * NOT SAVED since 14:03"),
        (change("trouble", Trouble.NO_SOUND), "△ * NO SOUND: speaker missing, since 14:03"),
        (
            change("trouble", Trouble.LOW_SPACE),
            "△ * Disk nearly full: make room, since 14:03",
        ),
        (change("trouble", "spo2"), "△ * Not checked any more: SpO₂, since 14:03"),
        (change("clock", value=-3600), "△ * The PC's clock was moved by 1:00:00"),
        (change("link", "nonin"), "△ * No data from monitor since 14:03"),
    ],
)
def test_what_is_about_the_equipment_has_its_own_words(told: AlarmChange, said: str) -> None:
    """Most of it lasts, and says since when."""
    alarmed = Alarmed()
    assert alarm_words(told, alarmed.session, alarmed.wall) == said


@pytest.mark.parametrize(
    ("step", "priority", "mark", "filled", "flashing"),
    [
        (AlarmStep.UNCONFIRMED, Priority.MEDIUM, "△", False, False),
        (AlarmStep.RAISED, Priority.LOW, "*", False, False),
        (AlarmStep.RAISED, Priority.MEDIUM, "▲ **", True, True),
        (AlarmStep.RAISED, Priority.HIGH, "▲ ***", True, True),
        (AlarmStep.ACKNOWLEDGED, Priority.HIGH, "▲ ***", True, False),
        (AlarmStep.LATCHED, Priority.MEDIUM, "△ **", False, False),
        (AlarmStep.LATCHED, Priority.HIGH, "▲ ***", True, True),
    ],
)
def test_symbol_and_stars_say_what_colour_says(
    step: AlarmStep, priority: Priority, mark: str, filled: bool, flashing: bool
) -> None:
    """Only what nobody answered flashes; of high priority even when it is over."""
    told = AlarmChange(t_ms=0, rule="rate.high", step=step, priority=priority)
    assert mark_of(told) == mark
    assert (is_filled(step, priority), flashes(step, priority)) == (filled, flashing)


def test_of_low_priority_only_the_equipment_has_a_sign() -> None:
    """Every family knows which of the two it is about."""
    rules = [one.RULE for one in catalogue.modules(RULES).values()]
    assert {name for rule in rules if rule.technical for name in rule.families} == set(EQUIPMENT)
    low = AlarmChange(t_ms=0, rule="link", step=AlarmStep.RAISED, priority=Priority.LOW)
    assert mark_of(low) == "△ *"


def test_among_others_an_alarm_says_no_more_than_it_must() -> None:
    """Not when it was, unless it is over."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    alarmed.cuff(150, 166, 92)
    assert brief_words(alarmed.alarm(), alarmed.wall, alarmed.session) == "SYS 166 (limit 160)"
    alarmed.cuff(400, 140, 84)
    assert brief_words(alarmed.alarm(), alarmed.wall, alarmed.session) == (
        "SYS 166 (limit 160), ended 14:06"
    )


def test_the_clinics_own_text_has_its_heading() -> None:
    """None ships, and then nothing is said."""
    alarmed = Alarmed(profile=profile_with(protocol={"systolic.high": "Call Dr X. "}))
    alarmed.cuff(60, 164, 92)
    assert protocol(alarmed.alarm(), alarmed.session) == "Clinic protocol: Call Dr X."
    plain = Alarmed()
    plain.cuff(60, 164, 92)
    assert protocol(plain.alarm(), plain.session) == ""


def test_a_doubtful_pressure_says_why() -> None:
    """And one that is not, nothing."""
    alarmed = Alarmed()
    assert doubt(alarmed.session) == ""
    alarmed.cuff(60, 128)
    assert doubt(alarmed.session) == ""
    alarmed.cuff(150, 170, 90)
    assert doubt(alarmed.session) == "Doubtful: far from the one before"
    assert line(alarmed) == "△ SYS 170 is doubtful, not confirmed"


def test_every_rule_that_can_be_off_has_a_name() -> None:
    """A person does not know the names of our files."""
    for name in catalogue.modules(RULES):
        said = short_words(change("trouble", name))
        assert said.startswith("Not checked any more: ")
        assert f"alarm.rule.{name}" not in said
