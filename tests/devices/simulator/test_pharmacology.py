"""Doses, concentrations and effects against the tables of clinical.md 1.3 and 5.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.simulator import pharmacology
from devices.simulator.pharmacology import RateStep, infusion

MIN = 60_000
FULL = 0.0125  # mg/kg/min: 0.5 mg/kg over 40 min


@pytest.mark.parametrize(
    ("course", "until_min", "kg", "mg"),
    [
        (infusion(0.5, 40), 40, 80, 40.0),
        (infusion(0.5, 40), 90, 70, 35.0),
        ((*infusion(0.25, 20), *infusion(0.25, 20, start_min=30)), 50, 70, 35.0),
        ((RateStep(0, FULL), RateStep(25 * MIN, 0)), 60, 70, 21.875),
        (
            (RateStep(0, FULL), RateStep(20 * MIN, FULL / 2), RateStep(60 * MIN, 0)),
            60,
            70,
            35.0,
        ),
    ],
    ids=["80 kg", "70 kg", "a pause of 10 min", "stopped at 25 min", "half rate from 20 min"],
)
def test_what_the_pump_gave(
    course: tuple[RateStep, ...], until_min: int, kg: float, mg: float
) -> None:
    """The arithmetic of clinical.md 1.3, to 0.01 mg."""
    assert pharmacology.delivered(course, until_min * MIN) * kg == pytest.approx(mg, abs=0.01)


def test_nothing_is_given_before_the_pump_starts() -> None:
    """A planned infusion is no dose."""
    assert pharmacology.delivered(infusion(0.5, 40, start_min=6), 6 * MIN) == 0


@pytest.mark.parametrize(
    ("minute", "plasma", "site"),
    [
        (0, 0, 0),
        (5, 155, 50),
        (10, 182, 97),
        (20, 210, 162),
        (30, 226, 199),
        (40, 240, 221),
        (45, 91, 181),
        (50, 71, 141),
        (60, 55, 90),
        (80, 46, 54),
        (100, 40, 44),
        (120, 36, 38),
        (180, 25, 27),
    ],
)
def test_concentrations_follow_domino(minute: int, plasma: float, site: float) -> None:
    """The table of clinical.md 5.4, in ng/mL and rounded there."""
    level = pharmacology.level(pharmacology.modes(), infusion(0.5, 40), minute * MIN)
    assert level.plasma == pytest.approx(plasma, rel=0.02, abs=0.5)
    assert level.site == pytest.approx(site, rel=0.02, abs=0.5)


@given(st.integers(1, 59 * MIN), st.integers(0, 90 * MIN))
def test_a_step_that_changes_nothing_changes_nothing(cut: int, t: int) -> None:
    """However a course is written down, it is the same course."""
    whole = (RateStep(0, FULL), RateStep(60 * MIN, 0))
    in_two = (whole[0], RateStep(cut, FULL), whole[1])
    body = pharmacology.modes()
    expected = pharmacology.level(body, whole, t)
    level = pharmacology.level(body, in_two, t)
    assert level.plasma == pytest.approx(expected.plasma)
    assert level.site == pytest.approx(expected.site)
