"""The clinic's settings."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ProfileError
from monitor.events import Phase
from monitor.profile import SHIPPED, Profile, parse, shipped

TEXT = shipped().text


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_what_we_ship_is_whole_and_approved_by_nobody(path: Path) -> None:
    """The screen says "Example limits" until somebody with the right approves them."""
    profile = shipped(path.stem)
    assert profile.approved_by == ""
    assert profile.rules_version == f"{profile.name} v{profile.version}"


def test_a_profile_keeps_its_text() -> None:
    """It is copied into each session and read again from there."""
    assert parse(TEXT) == shipped()
    assert shipped().text.startswith("# Shipped example")


def test_a_phase_has_an_interval_or_none() -> None:
    """In minutes on file, in milliseconds of session time here."""
    cuff = shipped().cuff
    assert cuff.interval_ms(Phase.INFUSION) == 300_000
    assert cuff.interval_ms(Phase.PREP) is None


WRONG = {
    'drug = "Ketamine"': ("", "drug", "$.dose"),
    "bag_mg = 50": ("bag_mg = 0", "> 0", "$.dose.bag_mg"),
    "bag_ml = 50": ('bag_ml = "50"', "str", "$.dose.bag_ml"),
    "minutes = 40": ("minutes = nan", "> 0", "$.dose.minutes"),
    "ceiling_mg = 200": ("ceiling_mg = inf", "< 1", "$.dose.ceiling_mg"),
    "weight_kg = [30, 250]": ("weight_kg = [250, 30]", "weight_kg", "$.dose"),
    "rate = [50, 120]": ("rate = [50]", "length 2", "$.limits.rate"),
    "systolic = [95, 160]": ("systolic = [160, 95]", "systolic", "$.limits"),
    "infusion = 5": ("infusoin = 5", "infusoin", "$.cuff.interval_min"),
    "announce_s = 10": ("announce_s = 3", ">= 10", "$.cuff.announce_s"),
    "rest_s = 60": ("rest_s = 30", ">= 60", "$.cuff.rest_s"),
    "cuffs = 2": ("cuffs = 0", ">= 1", "$.baseline.cuffs"),
    "spo2_low = 92": ("spo2_low = 92\nspo2_high = 99", "spo2_high", "$.limits"),
}


@pytest.mark.parametrize("line", WRONG)
def test_an_error_names_the_place(line: str) -> None:
    """What is wrong, and where, so that the manager finds the line."""
    instead, what, where = WRONG[line]
    assert line in TEXT
    with pytest.raises(ProfileError) as raised:
        parse(TEXT.replace(line, instead))
    assert raised.value.code == "profile_wrong"
    assert what in str(raised.value.values["where"])
    assert where in str(raised.value.values["where"])


def test_what_is_no_toml_names_the_line() -> None:
    """A bracket is missing."""
    with pytest.raises(ProfileError) as raised:
        parse(TEXT.replace("[dose]", "[dose"))
    assert raised.value.code == "profile_not_toml"
    line = TEXT.splitlines().index("[dose]") + 1
    assert f"line {line}," in str(raised.value.values["where"])


@given(st.text() | st.sampled_from(TEXT.splitlines()).map(lambda line: TEXT.replace(line, "")))
def test_any_text_is_a_profile_or_an_error_of_the_profile(text: str) -> None:
    """Nothing else comes of it."""
    with suppress(ProfileError):
        assert isinstance(parse(text), Profile)


FIRST = """
name = "iv-ketamine-40"
title = "IV ketamine, 40 minutes"
version = 1
approved_by = ""
scales = ["dissociation", "nausea"]
dose = { drug = "Ketamine", mg_per_kg = 0.5, minutes = 40, bag_mg = 50, bag_ml = 50, \
    ceiling_mg_per_kg = 2.0, ceiling_mg = 200, usual_mg_per_kg = [0.1, 1.0], \
    usual_mg_per_kg_h = 1.5, weight_kg = [30, 250], minutes_range = [5, 300] }
cuff = { interval_min = { baseline = 3, infusion = 5, recovery = 15, discharge = 15 }, \
    choices_min = [2.5, 3, 5, 10, 15], announce_s = 10, rest_s = 60 }
baseline = { cuffs = 2, relative_percent = 20 }
limits = { systolic = [95, 160], diastolic = [50, 100], rate = [50, 120], spo2_low = 92 }
stale = { grey_s = 5, blank_s = 10 }
""".replace("\\\n", "")
"""What the sessions of 2026 carry. Never edited: they have to open in every later Dripwatch."""


def test_a_session_saved_under_the_first_profile_can_still_be_read() -> None:
    """A new setting comes with a default."""
    assert parse(FIRST).cuff.choices_min == (2.5, 3, 5, 10, 15)


def test_a_profile_saved_with_older_rules_on_observations_can_still_be_read() -> None:
    """It raises what it raised, and nothing of scales it did not name."""
    rule = '{ scale = "sedation", item = "sedation", at_most = 0, priority = "high" }'
    saved = parse(f"{FIRST}alarms = {{ observed = [{rule}] }}\n")
    assert [(one.scale, one.at_most) for one in saved.alarms.observed] == [("sedation", 0)]
