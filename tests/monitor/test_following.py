"""Who looks on sees what is on disk, all of it and each thing once, and leaves no trace of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.events import ClockStep, Entry, Second, SessionEnd
from monitor.following import FollowedClock, Following, folded, held_by
from monitor.history import History
from monitor.profile import shipped
from monitor.record_lock import Holder
from monitor.store import Store
from tests.monitor.records import STARTED_AT, Numbered, at, end, second, start

SOMEBODY = Holder("adeyemi", "ward-2", 77, "2026-03-01T14:00:00Z")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where the record is."""
    return tmp_path / "record.sqlite"


@pytest.fixture
def writer(record: Path) -> Iterator[Store]:
    """The other program, which holds the record."""
    store = Store(record)
    yield store
    store.close()


@pytest.fixture
def following(record: Path) -> Iterator[Following]:
    """Who looks on."""
    made = Following(record)
    yield made
    made.close()


def test_a_session_comes_whole_and_then_what_is_new(writer: Store, following: Following) -> None:
    """Entries by their numbers, seconds by their time, each once."""
    session, entries = writer.begin(start()), Numbered()
    writer.commit(session, [entries.link(), second(0), second(1)])
    first = following.look()
    assert first.history is not None
    assert (len(first.history.entries), list(first.history.t_ms)) == (1, [0, 1000])
    assert following.look().events == []
    # Back-dated: its number is new, its time is not.
    writer.commit(session, [entries.note("seen", t_ms=0), second(2), second(3, rate=None)])
    news = following.look()
    assert news.history is None
    assert [type(event).__name__ for event in news.events] == ["Note", "Second"]
    assert news.events[-1].t_ms == 2000
    assert following.look().events == []


def test_a_second_has_what_was_measured_in_it(writer: Store, following: Following) -> None:
    """What was not measured is there as nothing."""
    session = writer.begin(start())
    following.look()
    writer.commit(session, [second(5, rate=64)])
    (found,) = following.look().events
    assert isinstance(found, Second)
    measured = {vital.value: value for vital, value in found.values.items()}
    assert measured == {"heart_rate": 64, "pulse_rate": None, "spo2": 97, "resp_rate": None}


def test_the_end_comes_once_and_then_the_next_session(writer: Store, following: Following) -> None:
    """Its last entries come before it."""
    session = writer.begin(start())
    following.look()
    writer.commit(session, [Numbered().note("last words"), end(60_000)])
    *_, last = following.look().events
    assert last == SessionEnd(t_ms=60_000, at=at(60_000), by="Adeyemi", reason="discharged")
    assert following.look() == following.look()
    writer.begin(start("u2"))
    after = following.look()
    assert after.history is not None
    assert after.history.start.uid == "u2"


def test_nothing_open_is_nothing_to_show(writer: Store, following: Following) -> None:
    """Who holds the record is told all the same, for as long as somebody does."""
    found = following.look()
    assert found.history is None
    assert found.events == []
    assert found.holder is not None
    writer.close()
    assert following.look().holder is None


def test_nothing_is_written_and_nobody_waits(
    record: Path, writer: Store, following: Following
) -> None:
    """The writer commits, and brings its WAL to nothing, while it is looked at."""
    session = writer.begin(start())
    writer.commit(session, [second(0)])
    wal, lock = (record.with_name(record.name + end) for end in ("-wal", "-lock"))
    before = record.read_bytes(), wal.read_bytes(), lock.read_bytes()
    following.look()
    following.look()
    assert (record.read_bytes(), wal.read_bytes(), lock.read_bytes()) == before
    writer.commit(session, [second(1)])
    writer.close()
    assert wal.stat().st_size == 0
    assert [event.t_ms for event in following.look().events] == [1000]


def test_a_record_that_could_not_be_read_is_begun_anew(
    writer: Store, following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be another file of that name by then, with another patient in it."""

    def fail(*_: object) -> None:
        raise RecordError("record_unreachable", path="r")

    writer.begin(start())
    following.look()
    with monkeypatch.context() as patched:
        patched.setattr(Archive, "since", fail)
        with pytest.raises(RecordError):
            following.look()
    assert following.look().history is not None


def test_a_hold_of_a_moment_is_nobodys() -> None:
    """Signing holds the record, and so does who asks; a session does for longer."""
    moment = iter([SOMEBODY, SOMEBODY, None])
    assert held_by(Path("r"), lambda _: next(moment), pause_s=0) is None
    assert held_by(Path("r"), lambda _: None, pause_s=0) is None
    assert held_by(Path("r"), lambda _: SOMEBODY, pause_s=0) == SOMEBODY


def test_a_followed_session_still_hears_its_devices() -> None:
    """A resumed one does not: there nothing is connected yet."""
    begun = replace(start(), profile=shipped().text)
    session = folded(History(start=begun, entries=[Numbered().link()]))
    assert session.receiving()


# --- its clock -----------------------------------------------------------------------------------


def clock_of(*entries: Entry, gone: timedelta = timedelta(minutes=10)) -> FollowedClock:
    """The clock of who opens the window so long after the start."""
    history = History(start=start(), entries=list(entries))
    return FollowedClock(history, utc=lambda: STARTED_AT + gone)


def near(clock: FollowedClock, t_ms: int) -> bool:
    """Whether it is that moment, but for what the test itself takes."""
    return t_ms <= clock.now_ms() < t_ms + 1000


def test_it_is_as_late_as_the_wall_says() -> None:
    """Whatever the record says last: its writer may have died since."""
    assert near(clock_of(Numbered().link(t_ms=5000)), 600_000)


def test_a_stepped_wall_clock_is_allowed_for() -> None:
    """As where a session is resumed; then and later."""
    step = Numbered().take(ClockStep, 1000, step_ms=3_600_000)
    clock = clock_of(step, gone=timedelta(hours=1, minutes=10))
    assert near(clock, 600_000)
    assert clock.at(0) == STARTED_AT + timedelta(hours=1)
    clock.take(step)
    assert clock.at(0) == STARTED_AT + timedelta(hours=2)
    assert near(clock, 600_000)


def test_a_session_ahead_of_the_wall_moves_it_on_and_never_back() -> None:
    """A second tells of the time up to its end."""
    clock = clock_of()
    clock.take(second(3000))
    assert near(clock, 3_001_000)
    clock.take(second(10))
    assert near(clock, 3_001_000)


def test_where_the_wall_is_behind_the_record_is_believed() -> None:
    """Nothing lies in the future."""
    early = clock_of(Numbered().link(t_ms=900_000))
    assert near(early, 900_000)
    assert isinstance(early.at(0), datetime)
