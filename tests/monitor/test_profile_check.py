"""Everything wrong with a profile, with its line."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.profile import SHIPPED, parse, shipped
from monitor.profile_check import problems
from tests.monitor.test_profile import FIRST
from ui.commands.profile import sentence

TEXT = shipped().text


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_what_we_ship_is_good(path: Path) -> None:
    """By its own rules."""
    assert problems(path.read_text(encoding="utf-8")) == []


def test_the_first_profile_is_still_good() -> None:
    """Nothing new is demanded of it."""
    assert problems(FIRST) == []


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ('drug = "Ketamine"', "", "drug is missing."),
        ("bag_mg = 50", "bag_mg = 0", "bag_mg must be above 0."),
        ("bag_ml = 50", 'bag_ml = "50"', "bag_ml must be a number."),
        ("version = 4", "version = 1.5", "version must be a whole number."),
        ("rate = [50, 120]", "rate = [50]", "rate must be a list of 2."),
        ("rate = [50, 120]", "rate = [120, 50]", "rate must go from low to high."),
        ("rate = [40, 140]", "rate = [55, 140]", "high.rate must lie outside rate."),
        ("rest_s = 60", "rest_s = 30", "rest_s must be 60 or more."),
        ("nausea_max = 3", "nausea_max = 11", "nausea_max must be 10 or less."),
        ("on = false", "on = 1", "on must be true or false."),
        ('pressure_unit = "mmHg"', 'pressure_unit = "kPa"', "pressure_unit must be one of: mmHg"),
        ("spo2_low = 92", "spo2_low = 92\nspo2_high = 9", "spo2_high is no setting of Dripwatch."),
        ('author = ""', 'effective_from = "soon"', "effective_from must be a date like"),
        ('name = "iv-ketamine-40"', 'name = "../x"', "The name “../x” must be small letters"),
        ("mg_per_kg = 0.5", "mg_per_kg = 5", "mg_per_kg lies outside usual_mg_per_kg."),
        ("ceiling_mg_per_kg = 2.0", "ceiling_mg_per_kg = 0.9", "must not lie below usual"),
        ("blank_s = 10", "blank_s = 4", "blank_s must not lie below grey_s."),
        ("kept_min = [40]", "kept_min = [41]", "Minute 41 is kept and nothing is due at it."),
        ("nausea = [20, 40, 70, 100]", "suds = [20]", "“suds” is due here and is not among"),
        ("iv_site = {", "blood_pressure = {", "The interval of blood pressure belongs in [cuff]."),
        ('hard_stops = ["identity", ', "hard_stops = [", "“identity” must stay among"),
        ('"escort", "fasting"', '"escort", "feet"', "checks names “feet”, which there is not."),
        ('"walk",', '"wlk",', "criteria names “wlk”, which there is not."),
        ('"aldrete_mmhg"', '"nausea"', "recovery_scale names “nausea”, which there is not."),
        ("recovery_pass = 9", "recovery_pass = 12", "recovery_pass must be 10 or less."),
        ("also_seen = []", 'also_seen = ["mad"]', "also_seen names “mad”, which there is not."),
        ('drug = "Labetalol"', 'drug = "ondansetron"', "drug names “ondansetron” twice."),
        ('{ item = "nausea", after', '{ item = "pain", after', "“pain” is due here"),
        ("pump_reasons = [", 'pump_reasons = [ "bored",', "pump_reasons names “bored”"),
        ("audio_pause_s = 120", "audio_pause_s = 121", "audio_pause_s must be 120 or less."),
        ("link_s = [5, 15]", "link_s = [15, 5]", "link_s must go from low to high."),
        ("missing_s = [10, 30]", "missing_s = [31, 30]", "missing_s must go from low to high."),
        ('latching = ["high"', 'latching = ["loud"', "must be one of: high, medium, low."),
        ("cuff_failures = 2", "cuff_failures = 0", "cuff_failures must be 1 or more."),
        ('# "systolic.high" = "..."', '"systolic.hi" = "x"', "protocol names “systolic.hi”"),
        ("spo2_low = 92", "spo2_low = 92\nmean = [115, 65]", "mean must go from low to high."),
        (
            "[limits.high]",
            "[limits.in_phase.infusion]\nsystolic = [95, 185]\n[limits.high]",
            "high.systolic must lie outside systolic.",
        ),
        (
            "[limits.high]",
            "[limits.in_phase.infusion]\nspo2_low = 90\n[limits.high]",
            "high.spo2_low must lie outside spo2_low.",
        ),
    ],
)
def test_a_problem_has_its_line_and_its_reason(line: str, instead: str, said: str) -> None:
    """One sentence, of the line a person has to look at."""
    assert TEXT.count(line) >= 1
    where = TEXT[: TEXT.index(line)].count("\n") + 1
    (found,) = problems(TEXT.replace(line, instead, 1))
    assert said in sentence(found)
    # What is missing belongs to its table, and a list is looked for at its key.
    assert where - 2 <= found.line <= where + 1
    assert sentence(found).startswith(f"Line {found.line}: ")


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("-6", "at_most must be -5 or more."),
        ('"-4"', "at_most must be a number."),
        ("-inf", "at_most must be above -1e+06."),
    ],
)
def test_a_limit_below_zero_is_good_as_far_as_its_scale_goes(limit: str, said: str) -> None:
    """The shipped one of the RASS is -4."""
    assert TEXT.count("at_most = -4") == 1
    (found,) = problems(TEXT.replace("at_most = -4", f"at_most = {limit}"))
    assert said in sentence(found)


def test_every_problem_is_told_and_not_the_first_alone() -> None:
    """In the order of the lines."""
    text = TEXT.replace("bag_mg = 50", "bag_mg = 0").replace("rest_s = 60", "rest_s = 3")
    text = text.replace("[sound]\non = false", "[sound]\noff = true")
    found = problems(text)
    assert [f.code for f in found] == ["above", "at_least", "unknown"]
    assert [f.line for f in found] == sorted(f.line for f in found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TEXT.replace("[dose]", "[dose"), TEXT.splitlines().index("[dose]") + 1),
        ('a = 1\nb = """', 2),
        ("a = " + "1" * 5000, 1),
        ("a = " + "[" * 5000, 1),
        ("", 1),
    ],
)
def test_what_is_no_toml_has_a_line_too(text: str, line: int) -> None:
    """And never a traceback."""
    assert problems(text)[0].line == line


@given(st.text(max_size=200))
def test_any_text_is_told_in_sentences(text: str) -> None:
    """Whatever it is."""
    for found in problems(text):
        assert not sentence(found).split(": ", 1)[1].startswith("profile.")


@given(st.randoms(use_true_random=False))
def test_a_damaged_profile_is_told_in_sentences_or_can_be_read(chance: random.Random) -> None:
    """A value here and there is replaced by another kind of value."""
    lines = TEXT.splitlines()
    others = ["-1", "3.5", '"x"', "[]", "[1]", "{}", "true", "2026-01-01", "1e400", "nan"]
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        key, equals, _ = lines[place].partition(" = ")
        if equals:
            lines[place] = f"{key} = {chance.choice(others)}"
    text = "\n".join(lines)
    found = problems(text)
    if not found:
        parse(text)
    for problem in found:
        assert not sentence(problem).split(": ", 1)[1].startswith("profile.")
        assert 1 <= problem.line <= len(lines)
