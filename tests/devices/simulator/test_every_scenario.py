"""Every scenario on every twin, heard by the real driver: the same bytes, and nothing invented."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache

import pytest

from devices.driver import model_named, models
from devices.simulator.scenario import Kind, Scenario, scenario, scenarios
from monitor.events import CuffReading, CuffStatus
from monitor.vitals import Vital
from tests.devices.simulator.driven import MIN, Heard, Host

EVERY_SCENARIO = pytest.mark.parametrize("name", scenarios())
EVERY_TWIN = pytest.mark.parametrize("model", models())

BROKEN = {Kind.CABLE, Kind.SILENT, Kind.OFF, Kind.NOISE}
"""In these not all that is said is heard."""

SEEN = {*BROKEN, Kind.PROBE_OFF}
"""These an oximeter without a cuff and a clock sees too."""

TELLS_ITS_TIME = ["ge-datex-s5", "philips-intellivue", "masimo-ascii", "nellcor-ascii"]
PROBE_BESIDE_A_CUFF = ["ge-dinamap", "ge-datex-s5", "philips-intellivue", "berry-pm6750"]
LATE_MS = 2000
"""How much later than said something may be heard: a packet that ends with the next one."""

FILED_WITHIN_MS = 5000
"""How far from its end a cuff may be filed: some are polled for, and the age is whole seconds."""

STATUSES = {
    "berry-pm6750": {
        "loose": "cuff_loose",
        "motion": "artefact",
        "timeout": "timeout",
        "overpressure": "overpressure",
        "out of range": "out_of_range",
    }
}
STATUSES["par-nibp"] = STATUSES["berry-pm6750"]
"""What the protocol can tell of a failure; all else is a plain one."""


def window(wanted: Scenario, model: str) -> tuple[float, float]:
    """From a minute before anything happens until it is over, with a cuff until a next one is."""
    begins = [incident.from_min for incident in wanted.incidents]
    begins += [mishap.from_min for mishap in wanted.mishaps]
    begins += [episode.from_min for episode in wanted.episodes]
    begin = min((minute for minute in begins if minute > 1), default=8.0) - 1
    ends = [each.to_ms / MIN for each in wanted.incidents if each.kind in SEEN]
    lasts = max([1.0, *(end - begin for end in ends)]) + 1
    if not model_named(model).gives_cuff:
        return begin, begin + lasts
    retry = wanted.mishaps or wanted.has(Kind.CLOCK, 0) or lasts > 6
    return begin, begin + (10 if retry else 6)


def run(name: str, model: str, seed: int = 7) -> Heard:
    """One scenario on one twin."""
    wanted = scenario(name)
    return Host(model, wanted, seed).listen(*window(wanted, model))


first_run = cache(run)


def told(heard: Heard, vital: Vital, from_ms: int) -> list[tuple[int, float | None]]:
    """What the twin says it sent of a vital since somebody listened; the cuff's pulse is none."""
    kinds = {vital: True} | ({"cuff_pulse": False} if vital is Vital.PULSE_RATE else {})
    return [
        (line["t_ms"], line["value"] if kinds[line["kind"]] else None)
        for line in heard.log
        if line["kind"] in kinds and line["t_ms"] >= from_ms
    ]


def got(heard: Heard, vital: Vital) -> list[tuple[int, float | None]]:
    """What the driver made of it."""
    return [(each.t_ms, each.values[vital]) for each in heard.readings if vital in each.values]


def within(values: list[tuple[int, float | None]], start: int, end: int) -> list[float | None]:
    """The values of a stretch of time."""
    return [value for t, value in values if start <= t < end]


@EVERY_SCENARIO
@EVERY_TWIN
def test_the_same_seed_gives_the_same_bytes(name: str, model: str) -> None:
    """And the same log, line by line."""
    one, other = first_run(name, model), run(name, model)
    assert one.digest == other.digest
    assert one.log == other.log


@EVERY_SCENARIO
@EVERY_TWIN
def test_no_reading_is_invented_and_none_is_lost_on_a_good_line(name: str, model: str) -> None:
    """Each value was said then; each said was heard, unless the scenario breaks the line."""
    heard, wanted = first_run(name, model), scenario(name)
    from_ms = round(window(wanted, model)[0] * MIN)
    for vital in model_named(model).vitals:
        said, values = told(heard, vital, from_ms), got(heard, vital)
        assert values
        assert None not in match(values, said)
        if not BROKEN & {incident.kind for incident in wanted.incidents}:
            twice = wanted.has(Kind.TWICE, from_ms + 2 * MIN)
            assert len(values) >= len(said) - 2
            assert len(values) <= len(said) * (2 if twice else 1)


def match(
    values: list[tuple[int, float | None]], said: list[tuple[int, float | None]]
) -> Iterator[int | None]:
    """Yield for each value heard which one said it is, in order; None for one nobody said."""
    place = 0
    for t, value in values:
        while place < len(said) and (said[place][1] != value or said[place][0] < t - LATE_MS):
            place += 1
        yield place if place < len(said) and said[place][0] <= t else None


# --- the cuff ------------------------------------------------------------------------------------

Outcome = tuple[str, int | None, int | None, int | None]


def outcome_told(line: dict[str, object], model: str) -> Outcome:
    """What a driver should make of a determination."""
    if line["kind"] == "failure":
        status = STATUSES.get(model, {}).get(str(line["why"]), CuffStatus.FAILED)
        return status, None, None, None
    return CuffStatus.OK, line["systolic"], line["diastolic"], line["mean"]  # type: ignore[return-value]


def outcome_heard(cuff: CuffReading) -> Outcome:
    """The same of what a driver made."""
    return cuff.status, cuff.systolic, cuff.diastolic, cuff.mean  # type: ignore[return-value]


def outcomes(heard: Heard, model: str, listening: Callable[[int], bool]) -> list[Outcome]:
    """How the determinations ended that somebody could hear of, in order."""
    ended = [line for line in heard.log if line["kind"] in {"determination", "failure"}]
    return [outcome_told(line, model) for line in ended if listening(line["t_ms"])]


CUFFS = pytest.mark.parametrize("model", [m.name for m in models().values() if m.gives_cuff])


@EVERY_SCENARIO
@CUFFS
def test_every_cuff_is_told_once_with_its_numbers_or_its_failure(name: str, model: str) -> None:
    """Neither a repeated frame nor a damaged one makes a second one of it.

    What stood on the device when a driver came to it is told too; the session refuses it.
    """
    heard, wanted = first_run(name, model), scenario(name)
    begin, end = (round(minute * MIN) for minute in window(wanted, model))
    out = [each for each in wanted.incidents if each.kind is Kind.CABLE]
    expected = outcomes(heard, model, lambda t: begin <= t < end - 5000)
    unheard = outcomes(
        heard, model, lambda t: any(each.from_ms <= t < each.to_ms for each in out) or t < begin
    )
    old = wanted.old_result
    if old is not None:
        unheard.append((CuffStatus.OK, old.systolic, old.diastolic, old.mean))
    cuffs = [outcome_heard(cuff) for cuff in heard.cuffs]
    if out:
        assert set(cuffs) <= {*expected, *unheard}
        assert set(expected) - set(unheard) <= set(cuffs)
    else:
        assert [cuff for cuff in cuffs if cuff not in unheard][: len(expected)] == expected
        assert len([cuff for cuff in cuffs if cuff not in unheard]) <= len(expected) + 1


@CUFFS
def test_a_leak_is_one_failure_and_the_retry_works(model: str) -> None:
    """With the pressures of the retry."""
    statuses = [cuff.status for cuff in first_run("cuff-leak", model).cuffs]
    failed = statuses.index(CuffStatus.FAILED)
    assert statuses.count(CuffStatus.FAILED) == 1
    assert statuses[failed + 1] is CuffStatus.OK


@pytest.mark.parametrize("model", STATUSES)
def test_failures_are_told_apart_where_the_protocol_can(model: str) -> None:
    """In the order in which they happen."""
    statuses = [cuff.status for cuff in first_run("cuff-fails", model).cuffs if not cuff.systolic]
    assert statuses[:4] == ["cuff_loose", "failed", "artefact", "timeout"]


@CUFFS
def test_a_moved_arm_is_a_result_like_any_other(model: str) -> None:
    """Nothing on the wire says that it is wrong: four millimetres of pulse pressure."""
    narrow = [
        cuff
        for cuff in first_run("arm-moved", model).cuffs
        if cuff.systolic and cuff.diastolic and cuff.systolic - cuff.diastolic < 10
    ]
    assert [cuff.status for cuff in narrow] == [CuffStatus.OK]


@CUFFS
def test_what_was_switched_off_has_forgotten_its_last_cuff(model: str) -> None:
    """The result of before does not come back."""
    heard = first_run("power-cycle", model)
    results = [outcome_heard(cuff) for cuff in heard.cuffs if cuff.t_ms > 7.5 * MIN]
    assert len(results) == len(set(results)) > 0


# --- the probe, the clock, the line --------------------------------------------------------------

PROBES = pytest.mark.parametrize(
    "model", [m.name for m in models().values() if Vital.SPO2 in m.vitals]
)


@PROBES
def test_without_the_probe_there_is_no_saturation(model: str) -> None:
    """Not one for 90 seconds, nor an old one; before and after there always is."""
    values = got(first_run("probe-off", model), Vital.SPO2)
    start, end = 8 * MIN, round(9.5 * MIN)
    assert set(within(values, start + LATE_MS, end)) == {None}
    assert None not in within(values, 0, start)
    assert None not in within(values, end + LATE_MS, end + MIN)
    assert within(values, end + LATE_MS, end + MIN)


@pytest.mark.parametrize("model", PROBE_BESIDE_A_CUFF)
def test_a_probe_below_the_cuff_sees_nothing_while_it_is_squeezed(model: str) -> None:
    """From the inflation until 20 s after; a heart rate of an ECG goes on."""
    heard = first_run("probe-on-cuff-arm", model)
    begin = round(window(scenario("probe-on-cuff-arm"), model)[0] * MIN)
    cuffs = [
        (line["started_ms"], line["t_ms"])
        for line in heard.log
        if line["kind"] == "determination" and line["started_ms"] > begin
    ]
    assert cuffs
    values = got(heard, Vital.SPO2)
    for start, end in cuffs:
        assert set(within(values, start + LATE_MS, end + 20_000)) == {None}
    free = [t for t, value in values if value is not None]
    assert not [t for t in free for start, end in cuffs if start + LATE_MS <= t < end + 20_000]
    assert free
    if Vital.HEART_RATE in model_named(model).vitals:
        assert None not in [value for _, value in got(heard, Vital.HEART_RATE)]


@pytest.mark.parametrize("model", TELLS_ITS_TIME)
def test_a_clock_set_right_goes_back_three_minutes(model: str) -> None:
    """The device's own time does; what it measures and when we heard it does not."""
    heard = first_run("clock-off", model)
    if not model_named(model).gives_cuff:
        wanted = scenario("clock-off")
        heard = Host(model, wanted).listen(11, 13)
    if model == "philips-intellivue":
        assert_known_by_its_cuffs(heard)
    else:
        times = [each.device_time or str(each.at) for each in heard.readings]
        assert times != sorted(times)
    assert [each.t_ms for each in heard.readings] == sorted(each.t_ms for each in heard.readings)


def assert_known_by_its_cuffs(heard: Heard) -> None:
    """Their stamps say that the clock was set: no age is made of that, and it is told no more."""
    ended = {line["t_ms"] for line in heard.log if line["kind"] == "determination"}
    cuff = heard.cuffs[-1]
    (before,) = [each.device_time for each in heard.readings if each.t_ms == cuff.t_ms]
    assert before is not None
    assert cuff.device_time is not None
    ahead = datetime.fromisoformat(before) - datetime.fromisoformat(cuff.device_time)
    assert ahead >= timedelta(minutes=3)
    assert any(0 <= cuff.t_ms - each <= LATE_MS for each in ended)
    after = [each for each in heard.readings if each.t_ms > cuff.t_ms]
    assert {each.device_time for each in after} == {None}


@CUFFS
def test_a_cuff_is_filed_when_it_was_measured(model: str) -> None:
    """Be the device's clock set back by three minutes before it.

    Of what stood on it at first sight the age is not always told; the session knows that.
    """
    heard = first_run("clock-off", model)
    ended = [line["t_ms"] for line in heard.log if line["kind"] in {"determination", "failure"}]
    begin = round(window(scenario("clock-off"), model)[0] * MIN)
    dated = [each for each in heard.cuffs if each.t_ms > begin + 10_000]
    assert dated
    for cuff in dated:
        assert any(abs(cuff.t_ms - t) <= FILED_WITHIN_MS for t in ended)


@EVERY_TWIN
def test_a_noisy_line_is_counted(model: str) -> None:
    """Damaged frames are bad, and there are none on a good line."""
    assert first_run("garbled-frame", model).bad > 0
    assert first_run("normal", model).bad == 0


@pytest.mark.parametrize("name", ["link-loss-45s", "link-loss-6min", "power-cycle"])
@PROBES
def test_nothing_is_heard_while_nothing_can_be(name: str, model: str) -> None:
    """And soon after it all comes again, without anybody's help."""
    (incident,) = scenario(name).incidents
    values = got(first_run(name, model), Vital.SPO2)
    assert within(values, incident.from_ms + LATE_MS, incident.to_ms) == []
    assert within(values, incident.to_ms, incident.to_ms + 12_000)
