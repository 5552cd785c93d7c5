"""The scenarios: each is found, and does what its title says whatever the seed."""

from dataclasses import replace
from itertools import pairwise

import pytest

from devices.simulator.cuff import Cuff, Pressures, Upset
from devices.simulator.patient import Patient
from devices.simulator.scenario import Kind, Scenario, scenario, scenarios
from monitor.errors import EntryError

MIN = 60_000
SEEDS = range(12)


def cuffs(wanted: Scenario, seed: int) -> list[tuple[int, Pressures]]:
    """Measure every two minutes for 70 minutes."""
    cuff = Cuff(wanted.meet(seed), seed)
    results = []
    for minute in range(0, 70, 2):
        cuff.start(minute * MIN)
        cuff.advance(minute * MIN + 40_000)
        assert cuff.result
        results.append((minute, cuff.result))
    return results


def test_every_scenario_is_found() -> None:
    """By its name as typed."""
    wire = {"cable-pulled", "monitor-off", "link-loss-45s", "link-loss-6min", "power-cycle"}
    wire |= {"garbled-frame", "duplicate-nibp", "clock-off", "demo-mode"}
    fitting = {"probe-off", "probe-on-cuff-arm", "cuff-leak", "cuff-fails", "arm-moved"}
    patients = {"normal", "hypertensive-surge", "treated-hypertensive", "bradycardic-vagal"}
    patients |= {"vomit", "distress", "deep-sedation"}
    doses = {"pump-pause", "long-infusion", "nasal-84mg"}
    assert wire | fitting | patients | doses <= set(scenarios())


@pytest.mark.parametrize("name", scenarios())
def test_every_scenario_says_what_it_is(name: str) -> None:
    """In a title that no other has."""
    titles = [scenario(each).title for each in scenarios()]
    assert titles.count(scenario(name).title) == 1


@pytest.mark.parametrize(
    ("name", "end_min", "mg"),
    [
        ("normal", 46, 36.0),
        ("pump-pause", 56, 36.0),
        ("long-infusion", 246, 72.0),
        ("nasal-84mg", 200, 28.73),
    ],
)
def test_the_pump_gives_the_dose_and_not_before_its_minute(
    name: str, end_min: int, mg: float
) -> None:
    """36 mg for 72 kg between the minutes 6 and 46, unless the scenario is about the pump."""
    patient = scenario(name).meet(seed=0)
    patient.advance(6 * MIN)
    assert patient.delivered_mg == 0
    patient.advance((end_min - 1) * MIN)
    assert patient.delivered_mg < mg + 0.1
    patient.advance(end_min * MIN)
    assert patient.delivered_mg == pytest.approx(mg, abs=0.1 if name == "nasal-84mg" else 0.01)


def test_a_paused_pump_gives_nothing() -> None:
    """From the 20th to the 30th minute of the infusion."""
    patient = scenario("pump-pause").meet(seed=0)
    patient.advance(26 * MIN)
    before = patient.delivered_mg
    patient.advance(36 * MIN)
    assert patient.delivered_mg == before


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
    (incident,) = scenario("cable-pulled").incidents
    assert (incident.kind, incident.from_ms, incident.to_ms) == (
        Kind.CABLE,
        1_200_000,
        1_290_000,
    )


def test_the_monitor_is_silent_with_its_port_open() -> None:
    """The other way to be unheard."""
    assert [incident.kind for incident in scenario("monitor-off").incidents] == [Kind.SILENT]


def at(wanted: Scenario, *minutes: float) -> list[Patient]:
    """The same typical patient, without noise, at several minutes of the session."""
    quiet = replace(wanted, patient=replace(wanted.patient, spread=0, noise=0, white_coat=0))
    met = [quiet.meet(0) for _ in minutes]
    for patient, minute in zip(met, minutes, strict=True):
        patient.advance(round(minute * MIN))
    return met


def test_a_vagal_reaction_comes_and_goes() -> None:
    """Pulse down 25 and pressure 30, from minute 25 to 30 of the infusion."""
    steady = at(scenario("normal"), 33.5)[0]
    before, during, after = at(scenario("bradycardic-vagal"), 31, 33.5, 36)
    assert steady.heart_rate - during.heart_rate == pytest.approx(25)
    assert steady.systolic - during.systolic == pytest.approx(30)
    assert before.heart_rate > 72
    assert after.heart_rate > 72


def test_distress_lifts_pulse_and_pressure() -> None:
    """By 25 and 15."""
    steady, distressed = at(scenario("normal"), 29)[0], at(scenario("distress"), 29)[0]
    assert distressed.heart_rate - steady.heart_rate == pytest.approx(25)
    assert distressed.systolic - steady.systolic == pytest.approx(15)


def test_who_vomits_says_so_first() -> None:
    """Nausea of 8, and a cuff that fails meanwhile."""
    sick = at(scenario("vomit"), 37)[0]
    assert sick.nausea == 8
    assert scenario("vomit").mishaps[0].upset is Upset.MOTION


def test_deep_sedation_is_below_what_the_awake_have() -> None:
    """MOAA/S 2 and 88 %."""
    deep = at(scenario("deep-sedation"), 42)[0]
    assert deep.alertness == 2
    assert deep.spo2 == pytest.approx(88, abs=0.5)


def test_a_treated_patient_begins_at_134_over_82() -> None:
    """Whatever else."""
    (calm,) = at(scenario("treated-hypertensive"), 1)
    assert (round(calm.systolic), round(calm.diastolic)) == (134, 82)


def test_the_nasal_course_peaks_at_forty_minutes_and_halves_in_thirty_five() -> None:
    """The typical systolic rise, 8 to 10 mmHg at its height."""
    minutes = range(6, 130)
    course = scenario("nasal-84mg")
    rises = [patient.systolic - 122 for patient in at(course, *minutes)]
    peak = max(rises)
    at_peak = rises.index(peak)
    assert 38 <= at_peak <= 42
    assert 8 <= peak <= 10
    halved = next(i for i in range(at_peak, len(rises)) if rises[i] < peak / 2)
    assert 33 <= halved - at_peak <= 37


def test_four_hours_of_infusion_never_let_go() -> None:
    """The effect is still there in the last minute."""
    early, late = at(scenario("long-infusion"), 90, 245)
    assert late.level.site > early.level.site > 0
