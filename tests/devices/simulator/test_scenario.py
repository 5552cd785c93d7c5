"""The scenarios: each is found, and does what its title says whatever the seed."""

from itertools import pairwise

import pytest

from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.scenario import OutageKind, Scenario, scenario, scenarios
from monitor.errors import EntryError

MIN = 60_000
SEEDS = range(12)


def cuffs(wanted: Scenario, seed: int) -> list[tuple[int, Pressures]]:
    """Measure every two minutes for 70 minutes."""
    cuff = Cuff(wanted.meet(seed), seed)
    results = []
    for minute in range(0, 70, 2):
        cuff.start(minute * MIN)
        result = cuff.advance(minute * MIN + 40_000)
        assert result
        results.append((minute, result))
    return results


def test_the_four_of_this_issue_are_found() -> None:
    """By their names as typed."""
    assert {"normal", "hypertensive-surge", "cable-pulled", "monitor-off"} <= set(scenarios())


@pytest.mark.parametrize("name", scenarios())
def test_every_scenario_gives_the_standard_dose(name: str) -> None:
    """36 mg for 72 kg, between the minutes 6 and 46."""
    patient = scenario(name).meet(seed=0)
    patient.advance(6 * MIN)
    assert patient.delivered_mg == 0
    patient.advance(46 * MIN)
    assert patient.delivered_mg == pytest.approx(36.0, abs=0.01)


def test_an_unknown_one_names_the_known() -> None:
    """An error a person can act on."""
    with pytest.raises(EntryError) as caught:
        scenario("earthquake")
    assert caught.value.code == "unknown_scenario"
    assert "monitor-off" in str(caught.value.values["known"])


@pytest.mark.parametrize("seed", SEEDS)
def test_normal_stays_below_every_threshold(seed: int) -> None:
    """A rise one can see, and no event."""
    results = cuffs(scenario("normal"), seed)
    assert max(result.systolic for _, result in results) < 165
    peak = [result.systolic for minute, result in results if 40 <= minute <= 48]
    assert sum(peak) / len(peak) > 122


@pytest.mark.parametrize("seed", SEEDS)
def test_a_surge_passes_180_and_a_repeat_confirms_it(seed: int) -> None:
    """Two readings in a row, and neither before the infusion."""
    results = cuffs(scenario("hypertensive-surge"), seed)
    high = [result.systolic >= 180 for _, result in results]
    assert any(first and second for first, second in pairwise(high))
    assert not any(high[:3])


def test_the_cable_is_out_for_ninety_seconds() -> None:
    """At minute 20."""
    (outage,) = scenario("cable-pulled").outages
    assert (outage.kind, outage.from_ms, outage.to_ms) == (
        OutageKind.CABLE,
        1_200_000,
        1_290_000,
    )


def test_the_monitor_is_silent_with_its_port_open() -> None:
    """The other way to be unheard."""
    assert [outage.kind for outage in scenario("monitor-off").outages] == [OutageKind.SILENT]
