"""What reaches the disk, counted: one sync a commit, in one thread, before it is answered."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from monitor import store, writer
from monitor.events import Event, Saved, Second
from monitor.vitals import Vital
from monitor.writer import Writer
from tests.monitor.records import Answers, Numbered, start
from tests.traced_sqlite import Op, Trace, traced

PAGE = 4096
FIRST, EVERY = 60, 40
"""Commits to the first checkpoint and from one to the next."""

SAVED = Op("writer", "", "saved")


class Traced(NamedTuple):
    """A writer at work, and what it did to the disk since its session began."""

    writer: Writer
    answers: Answers
    trace: Trace
    entries: Numbered

    def store(self, event: Event) -> None:
        """Hand one event over and wait until it is on disk."""
        answered = len(self.answers.all)
        self.writer.put(event)
        self.answers.wait_for(lambda _: len(self.answers.all) > answered)

    def tick(self, number: int) -> None:
        """Store the second of a session in which four vitals were measured."""
        self.store(vitals(number))


def vitals(number: int) -> Second:
    """One second with four vitals."""
    return Second(t_ms=number * 1000, values=dict.fromkeys(Vital, 70.0 + number % 9))


@pytest.fixture
def at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Traced]:
    """A session begun, in which every event is a commit of its own."""
    monkeypatch.setattr(writer, "_PAUSE_S", 0)
    monkeypatch.setattr(store, "FIRST_CHECKPOINT", FIRST)
    monkeypatch.setattr(store, "CHECKPOINT_EVERY", EVERY)
    with traced() as trace:
        answers = Answers()

        def answer(event: Event) -> None:
            if isinstance(event, Saved):
                trace.ops.append(SAVED)
            answers(event)

        with closing(Writer(tmp_path / "r.db", answer)) as opened:
            opened.open()
            opened.begin(start())
            trace.ops.clear()
            yield Traced(opened, answers, trace, Numbered())


def test_each_commit_is_one_sync_in_the_writer_thread(at_work: Traced) -> None:
    """A second with all its vitals, and an entry: nothing is synced but the WAL, each time once."""
    for number in range(40):
        at_work.tick(number)
    for number in range(10):
        at_work.store(at_work.entries.note(f"note {number}"))
    syncs = at_work.trace.of("sync")
    assert [Path(op.file).name for op in syncs] == ["r.db-wal"] * 50
    assert {op.thread for op in at_work.trace.ops} == {"writer"}


def test_what_comes_together_is_one_sync(at_work: Traced) -> None:
    """A thousand entries cost the disk as much as one."""

    def together() -> None:
        for _ in range(900):
            at_work.writer.put(at_work.entries.note("x"))

    at_work.writer._ask(together)
    at_work.answers.wait_for(lambda answer: isinstance(answer, Saved) and answer.up_to_seq == 900)
    assert len(at_work.trace.of("sync")) == 1


def test_a_second_is_two_pages_and_an_entry_three(at_work: Traced) -> None:
    """The row and the head; of an entry its seal as well. Few have to split a page."""
    for number in range(50):
        at_work.tick(number)
    of_seconds = pages(at_work.trace)
    for number in range(50):
        at_work.store(at_work.entries.note(f"note {number}"))
    assert of_seconds <= 50 * 2.2
    assert pages(at_work.trace) - of_seconds <= 50 * 3.2


def test_it_is_answered_after_the_sync_and_before_a_checkpoint(at_work: Traced) -> None:
    """Saved is never said early, and nobody who waits for it waits for a checkpoint."""
    for number in range(FIRST + EVERY + 1):
        at_work.tick(number)
    rounds = split(at_work.trace.ops)
    checkpoints = [n for n, ops in enumerate(rounds) if any(op.file.endswith("r.db") for op in ops)]
    assert checkpoints == [FIRST, FIRST + EVERY]
    for ops in rounds[:-1]:
        assert (ops[-1].op, ops[-1].file[-4:]) == ("sync", "-wal")


def test_after_a_checkpoint_the_wal_has_room_and_does_not_grow(at_work: Traced) -> None:
    """It is written from its beginning again, in place."""
    for number in range(FIRST + 1):
        at_work.tick(number)
    at_work.trace.ops.clear()
    for number in range(FIRST + 1, FIRST + 30):
        at_work.tick(number)
    ends = [op.offset + op.length for op in at_work.trace.of("write", "-wal")]
    assert max(ends) < 400_000
    assert Path(at_work.trace.of("write", "-wal")[0].file).stat().st_size == store.WAL_BYTES


def test_a_second_in_which_nothing_was_heard_writes_nothing(at_work: Traced) -> None:
    """A cable that is out all night does not wear the disk."""
    at_work.tick(0)
    at_work.trace.ops.clear()
    at_work.store(Second(t_ms=1000, values={}))
    assert at_work.trace.ops == [SAVED]


def pages(trace: Trace) -> int:
    """How many pages were written to the WAL."""
    return sum(op.length == PAGE for op in trace.of("write", "-wal"))


def split(ops: list[Op]) -> list[list[Op]]:
    """What was done before each answer, and after the last."""
    rounds: list[list[Op]] = [[]]
    for op in ops:
        if op == SAVED:
            rounds.append([])
        else:
            rounds[-1].append(op)
    return rounds
