"""The writing connection: what it opens, what it refuses, and that it stores everything once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor import store
from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.events import Correction, Event, Second
from monitor.schema import VERSION
from monitor.store import Store
from monitor.verification import State, verify
from monitor.vitals import Values, Vital
from tests.monitor.records import (
    Numbered,
    as_nobody,
    end,
    second,
    start,
    story,
    tampering,
    write,
)

PRAGMAS_OF_SIZE = ("page_count", "page_size")


def refusal(path: Path) -> str:
    """Open a record that cannot be opened for writing, and return why."""
    with pytest.raises(RecordError) as refused:
        Store(path)
    return refused.value.code


def test_the_record_is_for_its_owner_only(tmp_path: Path) -> None:
    """It is about patients."""
    with closing(Store(tmp_path / "r.db")) as opened:
        opened.begin(start())
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("r.db", "r.db-wal", "r.db-shm", "r.db-lock"), 0o600)


def test_commits_reach_the_disk_before_they_return(tmp_path: Path) -> None:
    """WAL with FULL: NORMAL would lose acknowledged rows with the power."""
    with closing(Store(tmp_path / "r.db")) as opened, opened._transaction() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert found == ["wal", 2, 1, 1]


@pytest.mark.parametrize("content", [b"Dear Sir,\n" * 500, b"\x89PNG" + bytes(5000)])
def test_a_file_that_is_no_record_is_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    """Not a byte of it changes, and nothing appears beside it."""
    path = tmp_path / "letter"
    path.write_bytes(content)
    assert refusal(path) == "record_not_ours"
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    """SQLite files are many, ours say whose they are."""
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photos (a)")
    before = path.read_bytes()
    assert refusal(path) == "record_not_ours"
    assert path.read_bytes() == before


def test_a_record_of_a_newer_dripwatch_is_refused(tmp_path: Path) -> None:
    """We would not know what its columns mean."""
    path = write(tmp_path / "r.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    assert refusal(path) == "record_newer"


@pytest.mark.parametrize(
    "attack",
    [
        "DROP TRIGGER cuffs_adds_rows",
        "CREATE TRIGGER evil AFTER INSERT ON notes BEGIN SELECT 1; END",
        "CREATE INDEX slow ON vitals (spo2)",
    ],
)
def test_a_record_whose_tables_were_tampered_with_is_not_written(
    attack: str, tmp_path: Path
) -> None:
    """Somebody else's trigger would run with each of our inserts."""
    path = write(tmp_path / "r.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(attack)
    assert refusal(path) == "record_altered"


def test_a_view_a_researcher_added_is_nobodys_trouble(tmp_path: Path) -> None:
    """Writing never reads a view."""
    path = write(tmp_path / "r.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIEW mine AS SELECT 1")
    Store(path).close()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A mistyped path must not become a record somewhere."""
    assert refusal(tmp_path / "nowhere" / "r.db") == "record_missing"


def test_a_network_path_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and syncs over a network are promises nobody keeps."""
    monkeypatch.setattr(store, "on_network", lambda path: True)
    assert refusal(tmp_path / "r.db") == "record_network"
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_record_is_said_to_be_one() -> None:
    """The file, or the folder that must take the WAL."""
    with as_nobody() as folder:
        path = write(folder / "r.db")
        path.chmod(0o400)
        assert refusal(path) == "record_read_only"
        path.chmod(0o600)
        folder.chmod(0o500)
        assert refusal(path) == "record_read_only"
        assert refusal(folder / "other.db") == "record_read_only"


def test_a_record_held_by_another_is_refused(tmp_path: Path) -> None:
    """One program at a time writes."""
    with closing(Store(tmp_path / "r.db")):
        assert refusal(tmp_path / "r.db") == "record_held"
    Store(tmp_path / "r.db").close()


def test_a_refused_record_is_not_kept_from_others(tmp_path: Path) -> None:
    """Whoever failed to open it lets go of the lock."""
    path = write(tmp_path / "r.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        assert refusal(path) == "record_busy"
        stranger.execute("ROLLBACK")
    Store(path).close()


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    """As does a name that is not there yet; nothing else is left beside it."""
    (tmp_path / "r.db").touch()
    write(tmp_path / "r.db")
    assert {path.name for path in tmp_path.iterdir()} == {"r.db", "r.db-lock"}
    assert verify(tmp_path / "r.db").state is State.INTACT


def test_a_repeated_commit_stores_nothing_twice(tmp_path: Path) -> None:
    """Whoever does not know whether a commit took may repeat it, with more behind it."""
    events = story()
    with closing(Store(tmp_path / "r.db")) as opened:
        session = opened.begin(start())
        for events_so_far in (events[:20], events[:20], events, events):
            opened.commit(session, events_so_far)
        opened.commit(session, [end(150_000)])
        opened.commit(session, [end(150_000)])
    with Archive(tmp_path / "r.db") as archive:
        history = archive.history(session)
    assert history.entries == [event for event in events if not isinstance(event, Second)]
    assert list(history.t_ms) == [event.t_ms for event in events if isinstance(event, Second)]
    assert verify(tmp_path / "r.db").state is State.INTACT


def test_a_commit_is_all_or_nothing(tmp_path: Path) -> None:
    """Rows and the seal's head move together."""
    entries = Numbered()
    too_large = entries.take(Correction, of=2**70, reason="slip")
    batch: list[Event] = [second(0), too_large]
    with closing(Store(tmp_path / "r.db")) as opened:
        session = opened.begin(start())
        with pytest.raises(OverflowError):
            opened.commit(session, batch)
        assert opened.head(session).entries == 0
    with Archive(tmp_path / "r.db") as archive:
        assert archive.history(session).last_ms == 0


def test_a_record_that_lost_entries_is_not_written_on(tmp_path: Path) -> None:
    """A gap in the numbers means that the file is not the one we stored into."""
    entries = Numbered(first=5)
    with closing(Store(tmp_path / "r.db")) as opened:
        session = opened.begin(start())
        with pytest.raises(sqlite3.DatabaseError):
            opened.commit(session, [entries.note("five")])


def test_a_head_that_somebody_moved_is_not_moved_on(tmp_path: Path) -> None:
    """We keep it in memory; where the file has another, nothing is stored, and then it is read."""
    entries = Numbered()
    path = tmp_path / "r.db"
    with closing(Store(path)) as opened:
        session = opened.begin(start())
        opened.commit(session, [entries.note("one")])
        with tampering(path) as connection:
            connection.execute("UPDATE heads SET entry_chain = ?", (bytes(32),))
        two = entries.note("two")
        with pytest.raises(sqlite3.DatabaseError, match="head"):
            opened.commit(session, [two])
        opened.commit(session, [two])
    assert verify(path).state is State.ALTERED


def test_a_commit_that_failed_leaves_no_head_behind(tmp_path: Path) -> None:
    """What was rolled back is not where the next commit goes on."""
    entries = Numbered()
    path = tmp_path / "r.db"
    with closing(Store(path)) as opened:
        session = opened.begin(start())
        opened.commit(session, [entries.note("one")])
        two, wrong = entries.note("two"), entries.take(Correction, of=2**70, reason="slip")
        with pytest.raises(OverflowError):
            opened.commit(session, [two, wrong])
        opened.commit(session, [two, second(1)])
        opened.commit(session, [second(1), second(2)])
        assert (opened.head(session).entries, opened.head(session).seconds) == (2, 2)
    assert verify(path).state is State.UNCLOSED


def test_sessions_may_take_turns(tmp_path: Path) -> None:
    """The head in memory is of one of them."""
    path = tmp_path / "r.db"
    with closing(Store(path)) as opened:
        both = {opened.begin(start(uid)): Numbered() for uid in ("u1", "u2")}
        for number in range(3):
            for session, entries in both.items():
                opened.commit(session, [entries.note("mine"), second(number)])
        heads = [opened.head(session) for session in both]
    assert [(head.entries, head.seconds) for head in heads] == [(3, 3), (3, 3)]
    assert {verify(path, session).state for session in both} == {State.UNCLOSED}


def test_a_vital_takes_eight_bytes_at_most(tmp_path: Path) -> None:
    """Four whole numbers a second for an hour, with all that seals them."""
    path, count = tmp_path / "r.db", 3600
    with closing(Store(path)) as opened:
        session = opened.begin(start())
        before = size_of(path)
        for first in range(0, count, 60):
            opened.commit(session, [vitals(number) for number in range(first, first + 60)])
        grown = size_of(path) - before
    assert grown / (count * len(Vital)) <= 8


def size_of(path: Path) -> int:
    """How large the record is, WAL and all (bytes)."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        pages, size = (connection.execute(f"PRAGMA {n}").fetchone()[0] for n in PRAGMAS_OF_SIZE)
    return int(pages * size)


def vitals(number: int) -> Second:
    """A second in which everything was measured, in whole numbers."""
    values: Values = {v: float(60 + (number * 7 + at * 11) % 60) for at, v in enumerate(Vital)}
    return Second(t_ms=number * 1000, values=values)


def test_an_end_without_a_sum_is_still_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours in the summary is noted, and the session ends."""
    bugs: list[BaseException] = []

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(store, "summary", broken)
    monkeypatch.setattr(store, "note_bug", bugs.append)
    path = write(tmp_path / "r.db")
    with Archive(path) as archive:
        (row,) = archive.sessions()
    assert row.ended_ms == 150_000
    assert row.summary is None
    assert verify(path).state is State.INTACT
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


def test_numbers_of_sessions_are_not_used_again(tmp_path: Path) -> None:
    """A new session never takes the number of one that was cut off."""
    path = write(tmp_path / "r.db", ended=2)
    with tampering(path) as connection:
        connection.execute("DELETE FROM sessions WHERE session = 2")
    with closing(Store(path)) as opened:
        assert opened.begin(start("u3")) == 3
