"""What every device family promises, present and future: one test per promise, for all of them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import Driver, LineSettings, Model, model_named, models
from monitor.errors import EntryError
from monitor.events import CuffChange, CuffReading, Event, Reading
from monitor.vitals import Vital

EVERY = pytest.mark.parametrize("model", models().values(), ids=list(models()))
MINUTE_MS = 60_000


def sent_in_silence(driver: Driver, until_ms: int = MINUTE_MS) -> list[tuple[int, bytes]]:
    """What a driver sends, and when, to a device that never answers."""
    t, sent = 0, []
    while t < until_ms:
        data, due = driver.wake(t)
        if data:
            sent.append((t, data))
        assert due > t or data, "asks to be woken in the past and has nothing to say"
        t = max(due, t)
    return sent


@EVERY
def test_a_model_describes_itself(model: Model) -> None:
    """Its name is its file's, and what it says of itself can be used."""
    assert model.driver.__module__ == f"devices.drivers.{model.name.replace('-', '_')}"
    assert model.title
    assert model.period_s > 0
    assert model.vitals <= frozenset(Vital)
    assert model.vitals or model.gives_cuff
    assert model.gives_cuff or not (model.can_start or model.can_stop)
    assert model.lines[0] == model.line
    assert len(set(model.lines)) == len(model.lines)
    for line in model.lines:
        assert line.parity in "NEO"
        assert line.baud in {4800, 9600, 19200, 115200}


@EVERY
def test_a_new_driver_has_nothing_to_say(model: Model) -> None:
    """No event before the first byte."""
    driver = model.driver()
    assert driver.flush(0) == []
    assert driver.receive(b"", 0) == []
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (0, 0, 0)
    assert isinstance(driver.goodbye(), bytes)


@EVERY
def test_a_silent_device_is_asked_again_and_again(model: Model) -> None:
    """At least every few periods, for a reply may come from a device that was just switched on."""
    times = [t for t, _ in sent_in_silence(model.driver())]
    if times:
        longest = max(b - a for a, b in pairwise([*times, MINUTE_MS]))
        assert longest <= 3 * 1000 * max(model.period_s, 1)


@EVERY
def test_waking_again_sends_nothing_twice(model: Model) -> None:
    """The link may wake a driver earlier than it asked."""
    driver = model.driver()
    driver.wake(0)
    if driver.awaiting:
        data, due = driver.wake(0)
        assert data == b""
        assert due > 0


@EVERY
def test_a_cuff_starts_on_command_only(model: Model) -> None:
    """What starts a cuff is never sent otherwise: not on connect, not in a minute of silence."""
    usual = {data for _, data in sent_in_silence(model.driver())}
    driver = model.driver()
    at_once = driver.start_cuff() if model.can_start else b""
    starts = {data for _, data in sent_in_silence(driver)} | {at_once} - {b""}
    assert bool(starts - usual) == model.can_start
    driver = model.driver()
    at_once = driver.stop_cuff() if model.can_stop else b""
    stops = {data for _, data in sent_in_silence(driver)} | {at_once} - {b""}
    assert bool(stops - usual - (starts - usual)) == model.can_stop


@EVERY
@given(junk=st.binary(max_size=3000))
def test_garbage_never_raises_and_never_becomes_a_cuff(model: Model, junk: bytes) -> None:
    """Whatever a cable carries; what does come out is within what can be measured."""
    driver = model.driver()
    for event in driver.receive(junk, 0) + driver.flush(0):
        assert_possible(model, event)


@EVERY
@given(junk=st.binary(max_size=500), data=st.data())
def test_any_cut_of_garbage_gives_the_same(model: Model, junk: bytes, data: st.DataObject) -> None:
    """Events and counts do not depend on the chunking; each family tests its frames likewise."""
    edges = [0, *data.draw(st.lists(st.integers(0, len(junk))).map(sorted)), len(junk)]
    whole, cut = model.driver(), model.driver()
    events = [event for a, b in pairwise(edges) for event in cut.receive(junk[a:b], 0)]
    assert events + cut.flush(0) == whole.receive(junk, 0) + whole.flush(0)
    assert cut.counts == whole.counts


def assert_possible(model: Model, event: Event) -> None:
    """An event bears the model's name and believable values of what the model says it gives."""
    assert isinstance(event, Reading | CuffReading | CuffChange)
    assert event.device == model.name
    if isinstance(event, Reading):
        assert set(event.values) <= model.vitals
        for vital, value in event.values.items():
            assert value is None or vital.low <= value <= vital.high


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("contec-cms50", LineSettings(19200, "O")),
        ("par-nibp", LineSettings(19200)),
        ("ge-datex-s5", LineSettings(115200, "E", rts_cts=True)),
        ("philips-intellivue", LineSettings(19200)),
    ],
)
def test_some_are_set_otherwise(name: str, other: LineSettings) -> None:
    """From the sheets: old firmware, the combined board, software 3, a monitor's own setting."""
    assert model_named(name).lines[1:] == (other,)


def test_a_model_by_its_name() -> None:
    """As typed on the command line."""
    for name, model in models().items():
        assert model_named(name) is model


def test_a_name_nobody_knows() -> None:
    """The error says which there are."""
    with pytest.raises(EntryError) as caught:
        model_named("ge-dynamap")
    assert caught.value.code == "unknown_model"
    assert "ge-dinamap" in str(caught.value.values["known"])
