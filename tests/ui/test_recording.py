"""A recording: from a real pty to a real SQLite file, through stalls, gaps and resumes."""

import ctypes
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from devices.capture import DEVICE, CapturingPort, read_capture
from devices.driver import model_named
from devices.link import Link
from devices.simulator.cuff import Cuff
from devices.simulator.scenario import scenario
from devices.simulator.twin import twin_of
from devices.simulator.virtual_port import PtyPort
from monitor.archive import Archive
from monitor.clock import utc_now
from monitor.errors import RecordError
from monitor.events import (
    CuffChange,
    CuffReading,
    CuffRequest,
    CuffStep,
    CuffWish,
    Event,
    LinkChange,
    LinkState,
    Observation,
    Reading,
    Saved,
    Second,
)
from monitor.record_lock import holder
from monitor.verification import State, verify
from monitor.vitals import Values
from tests.pretend import Twin, twin, wait_until
from tests.ui import saved_sessions as saved
from ui.recording import Recording, Source, begin, new_session, open_session, resume

T = TypeVar("T", bound=Event)


class Heard(list[Event]):
    """Everything published, in order."""

    def of(self, kind: type[T]) -> list[T]:
        """Only one kind."""
        return [event for event in self if isinstance(event, kind)]

    def states(self) -> list[LinkState]:
        """What the links said."""
        return [change.state for change in self.of(LinkChange)]


@contextmanager
def recording(
    device: Twin, record: Path, heard: Heard, speed: float = 1.0, *, again: bool = False
) -> Iterator[Recording]:
    """A recording that is open and running; a resumed one where `again`."""
    source = Source(model_named("ge-dinamap"), device.port)
    found = open_session(record, device.port) if again else None
    if found is not None:
        made = resume(record, *found, [source], heard.append, speed)
    else:
        made = begin(
            record, new_session(source, nurse="Adeyemi"), [], [source], heard.append, speed
        )
    made.open()
    made.start()
    try:
        yield made
    finally:
        made.close()


def seconds_stored(record: Path) -> list[int]:
    """The seconds with a row in `vitals`, in order."""
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
        return [
            row[0] // 1000 for row in connection.execute("SELECT t_ms FROM vitals ORDER BY t_ms")
        ]


def observation(t_ms: int, score: int) -> Observation:
    """A nausea score."""
    return Observation(
        t_ms=t_ms,
        by="Adeyemi",
        scale="nausea",
        version="1",
        answers={"nausea": score},
        score=score,
    )


def test_every_value_the_twin_sent_is_stored_and_no_other(tmp_path: Path) -> None:
    """Two minutes at 20 x: the record is the twin's log, second by second."""
    heard = Heard()
    with twin(tmp_path, "--speed", "20") as device:
        with recording(device, tmp_path / "r.sqlite", heard, 20) as made:
            wait_until(lambda: made.clock.now_ms() > 120_000)
        sent = device.sent()
    with Archive(tmp_path / "r.sqlite") as archive:
        history = archive.history(1)
    for vital in ("spo2", "pulse_rate"):
        told = [line["value"] for line in sent if line["kind"] == vital]
        stored = list(history.columns[vital])  # type: ignore[index]
        assert stored == told[: len(stored)]
        assert len(told) - len(stored) <= 1
    assert list(history.t_ms) == list(range(0, history.t_ms[-1] + 1, 1000))


def test_an_old_cuff_is_not_recorded_on_connect_nor_the_same_one_after_a_resume(
    tmp_path: Path,
) -> None:
    """The device shows somebody else's result; then ours, once, however often we come back."""
    heard, record = Heard(), tmp_path / "r.sqlite"
    with twin(tmp_path, "--speed", "20") as device:
        with recording(device, record, heard, 20) as made:
            wait_until(lambda: heard.of(Second))
            assert not heard.of(CuffReading)
            made.post(CuffRequest(t_ms=made.clock.now_ms(), by="A", wish=CuffWish.MEASURE))
            wait_until(lambda: heard.of(CuffReading))
        with recording(device, record, heard, 20, again=True):
            before = len(heard.of(Second))
            wait_until(lambda: len(heard.of(Second)) > before + 5)
    with Archive(record) as archive:
        cuffs = [e for e in archive.history(1).entries if isinstance(e, CuffReading)]
    assert len(cuffs) == 1
    assert len(archive_sessions(record)) == 1


def archive_sessions(record: Path) -> list[int]:
    """The sessions in the record."""
    with Archive(record) as archive:
        return [row.session for row in archive.sessions()]


def test_a_pulled_cable_is_a_gap_in_one_session_and_polls_go_on_soon_after(tmp_path: Path) -> None:
    """Link events say so; the twin is asked again within two seconds of its return."""
    heard, record = Heard(), tmp_path / "r.sqlite"
    arguments = ("--speed", "100", "--scenario", "cable-pulled")
    with twin(tmp_path, *arguments) as device, recording(device, record, heard, 100):
        wait_until(lambda: LinkState.LOST in heard.states(), 45)
        lost_at = time.monotonic()
        wait_until(lambda: heard.states()[-1] is LinkState.RECEIVING, 30)
        back_at = time.monotonic()
        lost = next(c for c in heard.of(LinkChange) if c.state is LinkState.LOST)
        wait_until(lambda: heard.of(Second)[-1].values)
    out_s = 90 / 100  # what the scenario keeps the cable out, in wall time at this speed
    assert back_at - lost_at < out_s + 2
    gap = [s for s in heard.of(Second) if s.t_ms > lost.t_ms + 2000 and not s.values]
    assert gap
    assert archive_sessions(record) == [1]


@pytest.mark.parametrize("hold", [ctypes.PyDLL(None).usleep, ctypes.CDLL(None).usleep])
def test_a_screen_that_stands_still_for_three_seconds_costs_no_second(
    tmp_path: Path, hold: "ctypes._FuncPointer"
) -> None:
    """With the interpreter's lock held, and without: every second has its values."""
    heard, record = Heard(), tmp_path / "r.sqlite"
    with twin(tmp_path) as device, recording(device, record, heard) as made:
        wait_until(lambda: len([s for s in heard.of(Second) if s.values]) >= 2)
        hold(3_000_000)
        until = made.clock.now_ms()
        wait_until(lambda: heard.of(Second)[-1].t_ms > until)
    stored = seconds_stored(record)
    assert stored == list(range(stored[0], stored[-1] + 1))
    assert stored[-1] - stored[0] >= 5


def test_a_disk_that_stalls_loses_nothing(tmp_path: Path) -> None:
    """Another hand holds the file for five seconds: the session goes on, then all is stored."""
    heard, record = Heard(), tmp_path / "r.sqlite"
    with twin(tmp_path) as device, recording(device, record, heard) as made:
        wait_until(lambda: heard.of(Saved))
        with closing(sqlite3.connect(record, isolation_level=None)) as blocker:
            blocker.execute("BEGIN IMMEDIATE")
            saved_before = heard.of(Saved)[-1].up_to_seq
            made.post(observation(made.clock.now_ms(), 3))
            begun = made.clock.now_ms()
            wait_until(lambda: made.clock.now_ms() > begun + 5000)
            assert heard.of(Saved)[-1].up_to_seq == saved_before
            assert [s for s in heard.of(Second) if s.t_ms > begun + 2000]
            blocker.execute("ROLLBACK")
        entered = heard.of(Observation)[-1].seq or 0
        wait_until(lambda: heard.of(Saved)[-1].up_to_seq >= entered, 10)
    stored = seconds_stored(record)
    assert stored == list(range(stored[0], stored[-1] + 1))


def test_charting_over_a_cuff_a_lost_link_and_a_stalled_disk_loses_nothing(
    tmp_path: Path,
) -> None:
    """All at once: every entry is stored, and every second outside of the gap."""
    heard, record = Heard(), tmp_path / "r.sqlite"
    arguments = ("--speed", "100", "--scenario", "cable-pulled")
    with twin(tmp_path, *arguments) as device, recording(device, record, heard, 100) as made:

        def chart(score: int) -> None:
            made.post(observation(made.clock.now_ms(), score))

        wait_until(lambda: made.clock.now_ms() > 19.7 * 60_000, 60)
        made.post(CuffRequest(t_ms=made.clock.now_ms(), by="Adeyemi", wish=CuffWish.MEASURE))
        wait_until(lambda: any(c.step is CuffStep.INFLATING for c in heard.of(CuffChange)))
        chart(1)
        with closing(sqlite3.connect(record, isolation_level=None)) as blocker:
            blocker.execute("BEGIN IMMEDIATE")
            chart(2)
            wait_until(lambda: LinkState.LOST in heard.states())
            chart(3)
            blocker.execute("ROLLBACK")
        wait_until(lambda: heard.states()[-1] is LinkState.RECEIVING, 30)
        chart(4)
        back = heard.of(LinkChange)[-1]
        wait_until(lambda: heard.of(Second)[-1].t_ms > back.t_ms + 20_000)
    lost = next(c for c in heard.of(LinkChange) if c.state is LinkState.LOST)
    with Archive(record) as archive:
        seen = [e for e in archive.history(1).entries if isinstance(e, Observation)]
    assert [entry.score for entry in seen] == [1, 2, 3, 4]
    stored = seconds_stored(record)
    missing = set(range(stored[0], stored[-1])) - set(stored)
    assert missing
    assert all(lost.t_ms // 1000 - 1 <= second <= back.t_ms // 1000 + 1 for second in missing)


def test_a_resumed_session_goes_on_numbering_and_its_seal_holds(tmp_path: Path) -> None:
    """Closing leaves it open; coming back continues it, with the outage as a gap."""
    heard, record = Heard(), tmp_path / "r.sqlite"
    with twin(tmp_path) as device:
        with recording(device, record, heard) as made:
            wait_until(lambda: heard.of(Second))
            made.post(observation(made.clock.now_ms(), 1))
        last = heard.of(Observation)[-1].seq or 0
        with recording(device, record, heard, again=True) as made:
            made.post(observation(made.clock.now_ms(), 2))
            wait_until(lambda: len(heard.of(Observation)) == 2)
            made.end(by="Adeyemi")
    assert (heard.of(Observation)[-1].seq or 0) > last
    assert verify(record).state is State.INTACT
    resumed = [c for c in heard.of(LinkChange) if c.reason == "resumed"]
    assert len(resumed) == 1


def test_a_session_is_not_resumed_by_a_clock_that_is_wrong_by_years(tmp_path: Path) -> None:
    """A second so far from its start could never be read again, and with it the whole session."""
    record = tmp_path / "r.sqlite"
    begun = saved.start(at=utc_now() - timedelta(days=500))
    saved.save(record, begun, [observation(0, 1)], end_ms=None)
    found = open_session(record)
    assert found is not None
    with pytest.raises(RecordError, match="clock_far_off"):
        resume(record, *found, [], Heard().append)
    assert open_session(record) == found
    assert holder(record) is None


def test_a_session_that_cannot_begin_does_not_keep_the_record(tmp_path: Path) -> None:
    """One uid twice is refused; the record is free for the next."""
    record, start = tmp_path / "r.sqlite", new_session(None)
    first = begin(record, start, [], [], Heard().append)
    first.open()
    first.start()
    first.close()
    with pytest.raises(RecordError):
        begin(record, start, [], [], Heard().append).open()
    assert holder(record) is None


# --- a hundred pulled cables ---------------------------------------------------------------------


class Far:
    """The far end of a cable: a twin in its own time on a real pty, behind one name for ever."""

    def __init__(self, model: str, folder: Path) -> None:
        self.model = model
        self.source = Source(
            model_named(model), str(folder / f"{model}.port"), folder / f"{model}.capture"
        )
        self.asked_after_s: list[float] = []
        patient = scenario("normal").meet(1)
        self._twin = twin_of(model)(patient, Cuff(patient, 1))
        self._port = PtyPort(Path(self.source.port))
        self._plugged_in_at: float | None = None

    def plug_in(self) -> None:
        """The same name, another pseudo-terminal."""
        self._port.plug_in()
        self._plugged_in_at = time.monotonic()

    def pull(self) -> None:
        """Take it away."""
        self._port.pull()

    def attend(self, t_ms: int) -> None:
        """Answer what was asked, and say what is due."""
        if not self._port.waiting_on():
            return
        asked = self._port.read()
        if asked and self._plugged_in_at is not None:
            self.asked_after_s.append(time.monotonic() - self._plugged_in_at)
            self._plugged_in_at = None
        self._port.write(self._twin.receive(asked, t_ms) + self._twin.wake(t_ms)[0])

    def read_of(self, lost_ms: list[int]) -> list[Values]:
        """What the bytes say that were read, opening by opening, by a driver of our own."""
        assert self.source.capture
        with self.source.capture.open(encoding="utf-8") as lines:
            steps = [s for s in read_capture(lines, "").steps if s.sender == DEVICE]
        values: list[Values] = []
        for since_ms, until_ms in pairwise([-1, *lost_ms]):
            driver = self.source.model.driver()
            said = [s for s in steps if since_ms < s.t_ms <= until_ms]
            events = [e for s in said for e in driver.receive(s.data, s.t_ms)]
            values += [
                e.values for e in [*events, *driver.flush(until_ms)] if isinstance(e, Reading)
            ]
        return values


@pytest.mark.parametrize(("pulls", "speed"), [(100, 20.0), (10, 1.0)])
@pytest.mark.timeout(180)
def test_a_cable_pulled_a_hundred_times_costs_nothing_that_was_read(
    tmp_path: Path, pulls: int, speed: float
) -> None:
    """One session; each loss and return said, asked again within 2 s, and every reading taken.

    Of a model with parity and one without; a tenth in real time, where links are processes.
    """
    heard = Heard()
    fars = [Far("ge-datex-s5", tmp_path), Far("ge-dinamap", tmp_path)]
    record = tmp_path / "r.sqlite"
    made = begin(record, new_session(None), [], [far.source for far in fars], heard.append, speed)
    lost_ms: list[int] = []

    def told(far: Far, state: LinkState) -> int:
        return sum(c.device == far.model and c.state is state for c in heard.of(LinkChange))

    def all_read(before: int) -> bool:
        for far in fars:
            far.attend(made.clock.now_ms())
        fresh = {reading.device for reading in heard[before:] if isinstance(reading, Reading)}
        return len(fresh) == len(fars)

    def all_lost(times: int) -> bool:
        return all(told(far, LinkState.LOST) == times for far in fars)

    made.open()
    for far in fars:
        far.plug_in()
    made.start()
    for pulled in range(pulls):
        before = len(heard)
        wait_until(partial(all_read, before))
        for far in fars:
            far.pull()
        wait_until(partial(all_lost, pulled + 1))
        lost_ms.append(made.clock.now_ms())
        for far in fars:
            far.plug_in()
    made.close()
    for link in made.links:
        if isinstance(link, Link) and isinstance(link._port, CapturingPort):
            link._port._capture.close()
    for far in fars:
        assert told(far, LinkState.RECEIVING) == pulls
        assert len(far.asked_after_s) >= pulls
        assert max(far.asked_after_s) < 2
        taken = [r.values for r in heard.of(Reading) if r.device == far.model]
        assert taken == far.read_of(lost_ms)
        assert len(taken) >= pulls
        far.pull()
    assert archive_sessions(record) == [1]
    assert verify(record).state is State.UNCLOSED
