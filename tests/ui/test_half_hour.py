"""Devices that talk by themselves, through a pty into a record, value for value."""

import json
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devices.driver import model_named
from devices.simulator.pace import Pace
from devices.simulator.process import PretendMonitor
from monitor.archive import Archive
from monitor.clock import Clock
from monitor.events import CuffReading, CuffStatus, Event, LinkChange, Reading
from monitor.history import History
from monitor.verification import State, verify
from monitor.vitals import Vital
from tests.pretend import wait_until
from ui.recording import Recording, Source, begin, new_session

SPEED = 60
HALF_AN_HOUR_S = 1800
BEFORE_MS = 500
"""The session is held this long before a second while the device tells it."""

PATIENCE_S = 20


@contextmanager
def recorded(
    device: PretendMonitor, model: str, record: Path, listener: Callable[[Event], None]
) -> Iterator[Recording]:
    """A patient's session on this device, its clock standing at 0."""
    source = Source(model_named(model), device.port)
    made = begin(record, new_session(source, nurse="Adeyemi"), [], [source], listener, SPEED)
    made.clock.hold(device, 0)
    made.open()
    made.start()
    try:
        yield made
    finally:
        made.close()


def run_to(clock: Clock, holder: object, t_ms: int) -> None:
    """Let the session come to a time, and no further."""
    clock.hold(holder, t_ms)
    while wait_s := clock.seconds_until(t_ms):
        time.sleep(wait_s)


def story(record: Path) -> History:
    """What the record holds."""
    assert verify(record).state in {State.INTACT, State.UNCLOSED}
    with Archive(record) as archive:
        return archive.history(1)


def sent(log: Path, kind: str) -> list[dict[str, Any]]:
    """What the twin wrote down of one kind."""
    lines = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line["kind"] == kind]


@pytest.mark.timeout(150)
def test_half_an_hour_of_a_datex_is_in_the_record_value_for_value(tmp_path: Path) -> None:
    """1800 records at 60 x, each heard in the second before its own; every cuff once."""
    record, log = tmp_path / "r.sqlite", tmp_path / "twin.log"
    readings: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def listen(event: Event) -> None:
        if isinstance(event, Reading):
            readings.put(event)

    with (
        PretendMonitor("ge-datex-s5", link=tmp_path / "port", log=log) as device,
        recorded(device, "ge-datex-s5", record, listen) as made,
    ):
        for second in range(1, HALF_AN_HOUR_S + 1):
            run_to(made.clock, device, 1000 * second - BEFORE_MS)
            device.advance(1000 * second)
            readings.get(timeout=PATIENCE_S)
        run_to(made.clock, device, 1000 * HALF_AN_HOUR_S + BEFORE_MS)
    history = story(record)
    assert list(history.t_ms) == [1000 * second for second in range(HALF_AN_HOUR_S)]
    for vital in Vital:
        told = [(line["t_ms"] - 1000, line["value"]) for line in sent(log, vital)]
        assert list(zip(history.t_ms, history.columns[vital], strict=True)) == told
    names = ("systolic", "diastolic", "mean", "pulse")
    cuffs = [entry for entry in history.entries if isinstance(entry, CuffReading)]
    assert {cuff.status for cuff in cuffs} == {CuffStatus.OK}
    told_cuffs = [[line[name] for name in names] for line in sent(log, "determination")]
    assert len(told_cuffs) == 6
    assert [[getattr(cuff, name) for name in names] for cuff in cuffs] == told_cuffs


def test_a_monitor_in_demonstration_mode_puts_nothing_into_a_patients_vitals(
    tmp_path: Path,
) -> None:
    """Two minutes of made-up values, a made-up cuff among them; then measured ones."""
    record, log = tmp_path / "r.sqlite", tmp_path / "twin.log"
    with (
        PretendMonitor(
            "philips-intellivue", "demo-mode", link=tmp_path / "port", log=log
        ) as device,
        recorded(device, "philips-intellivue", record, lambda event: None) as made,
    ):
        pace = Pace(device, made.clock)
        pace.start()
        made.clock.release(device)
        wait_until(lambda: made.clock.now_ms() > 180_000)
        pace.stop()
    history = story(record)
    made_up = [place for place, t in enumerate(history.t_ms) if t < 118_000]
    measured = [place for place, t in enumerate(history.t_ms) if 122_000 < t < 178_000]
    assert len([line for line in sent(log, Vital.SPO2) if line["t_ms"] < 118_000]) > 60
    assert len(sent(log, "determination")) == 1
    for vital in Vital:
        assert {history.columns[vital][place] for place in made_up} <= {None}
        assert None not in [history.columns[vital][place] for place in measured]
    assert len(measured) > 30
    assert not [entry for entry in history.entries if isinstance(entry, CuffReading)]
    reasons = [entry.reason for entry in history.entries if isinstance(entry, LinkChange)]
    assert reasons.count("demo") == 1
