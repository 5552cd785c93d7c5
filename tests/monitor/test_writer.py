"""The writer thread: acknowledged is on disk; a disk that fails delays, and loses nothing."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor import free_space, seal, store, writer
from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.events import DiskSpace, Entry, Event, Note, Saved, SaveFailed
from monitor.record_lock import holder
from monitor.verification import DIGEST_LENGTH, State, digest, verify
from monitor.writer import Writer
from tests.monitor.records import Answers, Numbered, end, second, start, story

RETRY_S = 0.02

Rows = list[tuple[str, int]]


@dataclass
class Desk:
    """A writer at work on a session, and what it answered."""

    path: Path
    writer: Writer
    answers: Answers
    session: int
    entries: Numbered

    def put(self, *events: Event) -> None:
        """Hand over events."""
        for event in events:
            self.writer.put(event)

    def saved(self, seq: int) -> Saved:
        """Wait until an entry is acknowledged."""
        found = self.answers.wait_for(lambda a: isinstance(a, Saved) and a.up_to_seq >= seq)
        assert isinstance(found, Saved)
        return found

    def failures(self) -> list[str]:
        """The reasons of all that failed."""
        return [a.reason for a in self.answers.all if isinstance(a, SaveFailed)]

    def wait_for_failure(self) -> None:
        """Wait until the writer says that it cannot."""
        self.answers.wait_for(lambda answer: isinstance(answer, SaveFailed))

    def settle(self) -> None:
        """Wait until the writer has taken all that was put, and stored what it stores at once."""
        for _ in range(2):
            self.writer._ask(lambda: None)

    def pragma(self, sql: str) -> int:
        """Run a pragma on the writer's own connection, in its thread."""
        return self.writer._ask(
            lambda: int(self._connection.execute(f"PRAGMA {sql}").fetchone()[0])
        )

    @property
    def _connection(self) -> sqlite3.Connection:
        assert self.writer._store is not None
        assert self.writer._store._connection is not None
        return self.writer._store._connection

    def stored(self) -> list[Entry]:
        """The entries another program can read."""
        with Archive(self.path) as archive:
            return archive.history(self.session).entries


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A session being written; what need not be at once waits until something must."""
    monkeypatch.setattr(writer, "_PAUSE_S", 3600)
    monkeypatch.setattr(store, "BUSY_S", 0.01)
    answers = Answers()
    opened = Writer(tmp_path / "r.db", answers, retry_s=RETRY_S)
    opened.open()
    at_work = Desk(tmp_path / "r.db", opened, answers, opened.begin(start()), Numbered())
    # The first commit after a pause is always at once; what these tests ask begins after it.
    at_work.put(at_work.entries.note("first"))
    at_work.saved(1)
    yield at_work
    if opened._thread.is_alive():
        opened.close()


def test_importing_the_writer_imports_nothing_slow() -> None:
    """The first paint waits for neither sqlite_utils nor what it brings along."""
    told = "import sys, monitor.writer; print({'sqlite_utils', 'numpy', 'click'} & {*sys.modules})"
    result = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    )
    assert result.stdout == "set()\n"


def test_what_a_person_entered_is_committed_at_once(desk: Desk) -> None:
    """Saved means that another program can read it."""
    desk.put(desk.entries.note("nausea better"))
    desk.saved(2)
    assert [entry.seq for entry in desk.stored()] == [1, 2]


def test_cuffs_and_phases_are_committed_at_once(desk: Desk) -> None:
    """Nobody entered them, and they count as much."""
    desk.put(desk.entries.cuff(1000))
    desk.saved(2)


def test_other_things_wait_for_company(desk: Desk) -> None:
    """Seconds and link changes share a commit with what comes next."""
    desk.put(second(1), desk.entries.link())
    desk.settle()
    assert len(desk.stored()) == 1
    desk.put(desk.entries.note("now"))
    saved = desk.saved(2)
    assert (saved.up_to_seq, saved.up_to_ms, saved.t_ms) == (3, 1000, 1000)


def test_other_things_wait_no_longer_than_a_second(tmp_path: Path) -> None:
    """By themselves, they are committed once a second."""
    answers = Answers()
    with closing(Writer(tmp_path / "r.db", answers)) as opened:
        opened.open()
        opened.begin(start())
        for number in range(3):
            opened.put(second(number))
            wanted = Saved(t_ms=number * 1000, up_to_seq=0, up_to_ms=number * 1000)
            answers.wait_for(wanted.__eq__)


def test_an_empty_second_counts_and_makes_no_row(desk: Desk) -> None:
    """The record knows a gap by the rows that are not there."""
    desk.put(second(4), second(5, rate=None), desk.entries.note("now"))
    assert desk.saved(2).up_to_ms == 5000
    with Archive(desk.path) as archive:
        assert list(archive.history(desk.session).t_ms) == [4000]


def test_a_locked_record_delays_and_loses_nothing(desk: Desk) -> None:
    """While another program holds the lock the events wait, in order; then all are stored, once."""
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        notes = [desk.entries.note(f"note {number}") for number in range(50)]
        desk.put(*notes[:25])
        desk.wait_for_failure()
        desk.put(*notes[25:], *(second(number) for number in range(90)))
        assert len(desk.stored()) == 1
        stranger.execute("ROLLBACK")
    desk.saved(51)
    assert desk.stored()[1:] == notes
    assert desk.failures() == ["record_busy"]
    assert verify(desk.path).state is State.UNCLOSED


def test_a_stalled_disk_holds_up_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a commit hangs, putting goes on; entries are answered when they are on disk."""
    hangs, goes_on = threading.Event(), threading.Event()
    extend = seal.extend

    def stalled(
        connection: sqlite3.Connection, head: seal.Head, entries: Rows, seconds: list[int]
    ) -> None:
        hangs.set()
        assert goes_on.wait(20)
        extend(connection, head, entries, seconds)

    monkeypatch.setattr(seal, "extend", stalled)
    desk.put(desk.entries.note("before"))
    assert hangs.wait(20)
    desk.put(*(desk.entries.note("during") for _ in range(1000)))
    assert len(desk.answers.all) == 1
    goes_on.set()
    desk.saved(1002)
    assert len(desk.stored()) == 1002


def test_a_full_disk_is_waited_out(desk: Desk) -> None:
    """SQLITE_FULL: said once, kept in memory, stored when there is space."""
    desk.pragma(f"max_page_count = {desk.pragma('page_count')}")
    notes = [desk.entries.note("x" * 3000) for _ in range(20)]
    desk.put(*notes[:10])
    desk.wait_for_failure()
    desk.put(*notes[10:])
    for _ in range(3):
        assert not desk.writer._ask(desk.writer._flush)
    desk.pragma("max_page_count = 1000000")
    desk.saved(21)
    assert desk.stored()[1:] == notes
    assert desk.failures() == ["record_full"]
    assert verify(desk.path).state is State.UNCLOSED


@pytest.mark.parametrize(
    ("name", "code"),
    [("SQLITE_IOERR_WRITE", "record_unreachable"), ("SQLITE_READONLY", "record_read_only")],
)
def test_a_disk_that_went_away_is_opened_anew(
    name: str, code: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old handle of a disk that was gone answers nothing but errors for ever."""
    extend, broken = seal.extend, desk._connection

    def gone(
        connection: sqlite3.Connection, head: seal.Head, entries: Rows, seconds: list[int]
    ) -> None:
        if connection is broken:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = name
            raise error
        extend(connection, head, entries, seconds)

    monkeypatch.setattr(seal, "extend", gone)
    desk.put(desk.entries.note("kept"))
    desk.saved(2)
    assert desk.failures() == [code]
    assert [entry.seq for entry in desk.stored()] == [1, 2]


def test_a_record_that_was_moved_away_is_missed(desk: Desk) -> None:
    """SQLite would write on into a file without a name, and call it saved."""
    away = desk.path.with_name("away")
    desk.path.rename(away)
    desk.put(desk.entries.note("kept"))
    desk.wait_for_failure()
    assert desk.failures() == ["record_missing"]
    away.rename(desk.path)
    desk.saved(2)


def test_a_second_outage_is_said_again(desk: Desk) -> None:
    """Once per outage, not once for ever."""
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as stranger:
        for seq in (2, 3):
            stranger.execute("BEGIN IMMEDIATE")
            desk.put(desk.entries.note("kept"))
            desk.answers.wait_for(lambda _: len(desk.failures()) == desk.entries.next_seq - 2)
            stranger.execute("ROLLBACK")
            desk.saved(seq)
    assert desk.failures() == ["record_busy"] * 2


def test_a_disk_that_is_nearly_full_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside what is saved, for it still is; and said again when there is room."""
    monkeypatch.setattr(free_space, "CHECK_S", 0)
    desk.writer._ask(lambda: desk.writer._space.__init__(desk.path, False))  # type: ignore[misc]
    for seq, low in enumerate([True, True, False], 2):
        monkeypatch.setattr(free_space, "is_low", lambda _, low=low: low)
        desk.put(desk.entries.note("kept", seq * 1000))
        desk.saved(seq)
        desk.settle()
    told = [answer for answer in desk.answers.all if isinstance(answer, DiskSpace)]
    assert told == [DiskSpace(t_ms=2000, low=True), DiskSpace(t_ms=4000, low=False)]
    assert desk.failures() == []


def test_no_session_begins_on_a_full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has begun goes on, and may be resumed; the record is as it was."""
    monkeypatch.setattr(free_space, "free_bytes", lambda _: free_space.NEEDED_BYTES - 1)
    with pytest.raises(RecordError) as refused:
        desk.writer.begin(start("u2"))
    assert refused.value.code == "record_no_room"
    desk.writer.resume(desk.session)
    desk.put(desk.entries.note("goes on"))
    desk.saved(2)
    with Archive(desk.path) as archive:
        assert len(archive.sessions()) == 1


def test_an_entry_the_database_refuses_becomes_a_note(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours in one entry must not keep all that follows from the disk."""
    bugs: list[BaseException] = []
    monkeypatch.setattr(writer, "note_bug", bugs.append)
    wrong = desk.entries.take(Note, text=2.5, by="Adeyemi", of="five")
    desk.put(wrong, desk.entries.note("after it"))
    desk.saved(3)
    stored = desk.stored()
    assert [entry.seq for entry in stored] == [1, 2, 3]
    assert isinstance(stored[1], Note)
    assert "of='five'" in stored[1].text
    assert bugs
    assert verify(desk.path).state is State.UNCLOSED


def test_an_entry_out_of_order_is_refused_at_once(desk: Desk) -> None:
    """Whoever numbers entries is told, before the record has a gap."""
    desk.entries.next_seq += 1
    with pytest.raises(ValueError, match="entry 3"):
        desk.put(desk.entries.note("three"))


def test_a_session_left_open_goes_on_with_the_next_number(desk: Desk) -> None:
    """Closing is not ending: a resumed session continues where it was."""
    desk.put(*(second(number) for number in range(3)))
    desk.writer.close()
    answers = Answers()
    with closing(Writer(desk.path, answers)) as opened:
        opened.open()
        opened.resume(desk.session)
        opened.put(desk.entries.note("back"))
        saved = answers.wait_for(lambda answer: isinstance(answer, Saved))
    assert saved == Saved(t_ms=0, up_to_seq=2, up_to_ms=2000)
    assert [entry.seq for entry in desk.stored()] == [1, 2]


def test_ending_stores_the_summary(desk: Desk) -> None:
    """The list of sessions needs no rows of vitals."""
    desk.writer.close()
    with closing(Writer(desk.path, Answers())) as opened:
        opened.open()
        session = opened.begin(start("u2"))
        for event in story():
            opened.put(event)
        opened.put(end(150_000))
    with Archive(desk.path) as archive:
        row = archive.sessions()[0]
    assert (row.session, row.ended_ms, row.ended_by) == (session, 150_000, "Adeyemi")
    assert row.summary is not None
    assert (row.summary.cuffs, row.summary.corrections) == (5, 1)
    assert verify(desk.path, session).state is State.INTACT


def test_closing_leaves_one_file_and_no_holder(desk: Desk) -> None:
    """All that was put is stored, the WAL is gone, another program may write."""
    desk.put(*(second(number) for number in range(100)))
    desk.writer.close()
    left = {path.name: path.stat().st_size for path in desk.path.parent.iterdir()}
    assert left.keys() == {"r.db", "r.db-lock"}
    assert holder(desk.path) is None
    with Archive(desk.path) as archive:
        assert len(archive.history(desk.session).t_ms) == 100


def test_closing_empties_the_wal_under_a_reader(desk: Desk) -> None:
    """A review that is open must not leave the session in two files."""
    desk.put(*(second(number) for number in range(100)))
    with Archive(desk.path) as archive:
        archive.sessions()
        desk.writer.close()
        assert desk.path.with_name("r.db-wal").stat().st_size == 0


def test_closing_on_a_failing_disk_says_what_is_lost(desk: Desk) -> None:
    """After some patience; the caller may wait longer. Then nothing is tried any more."""
    desk.writer._retry_s = 0
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        desk.put(desk.entries.note("lost"), second(1))
        with pytest.raises(RecordError) as lost:
            desk.writer.close(patience_s=0)
    assert (lost.value.code, lost.value.values["unsaved"]) == ("record_busy", 2)
    assert holder(desk.path) is None


def test_a_record_that_cannot_be_opened_is_said_to_the_caller(tmp_path: Path) -> None:
    """And leaves no thread behind."""
    (tmp_path / "letter").write_text("Dear Sir")
    refused = Writer(tmp_path / "letter", Answers())
    with pytest.raises(RecordError, match="record_not_ours"):
        refused.open()
    assert not refused._thread.is_alive()
    with pytest.raises(RuntimeError):
        refused.resume(1)


def test_a_session_that_is_not_there_cannot_be_resumed(desk: Desk) -> None:
    """And the writer is none the worse for it."""
    with pytest.raises(RecordError):
        desk.writer.resume(99)
    desk.put(desk.entries.note("still here"))
    desk.saved(2)


def test_only_the_writer_thread_touches_the_disk(desk: Desk) -> None:
    """Its connection refuses every other thread."""
    with pytest.raises(sqlite3.ProgrammingError, match="thread"):
        desk._connection.execute("SELECT 1")


def test_what_is_told_to_be_saved_has_the_digest_of_it(desk: Desk) -> None:
    """For whoever signs while the session runs: the seal as it is on disk, not before."""
    answers = Answers()
    desk.writer.close()
    with closing(Writer(desk.path, answers)) as opened:
        opened.open()
        opened.resume(desk.session)
        opened.put(desk.entries.note("signed next"))
        saved = answers.wait_for(lambda answer: isinstance(answer, Saved))
        assert isinstance(saved, Saved)
        assert saved.digest == digest(desk.path, desk.session)
    assert len(saved.digest) == DIGEST_LENGTH
