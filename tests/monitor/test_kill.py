"""Killed in random places, a writer has lost nothing that it said was saved."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from monitor.archive import Archive
from monitor.events import Note
from monitor.record_lock import holder
from monitor.store import Store
from monitor.verification import State, verify
from monitor.vitals import Vital
from tests.monitor.records import start

KILLS = 20
ROOT = Path(__file__).resolve().parents[2]

# Goes on with the open session of the record, or begins one, and never stops by itself. Each line
# it prints was answered by the writer before it was printed: that much must survive.
CHILD = """
import os, sys
from pathlib import Path
from monitor.archive import Archive
from monitor.events import Saved
from monitor.writer import Writer
from tests.monitor.records import Answers, Numbered, second, start

class Printed(Answers):
    def __call__(self, answer):
        os.write(1, b"%d %d\\n" % (answer.up_to_seq, answer.up_to_ms))
        super().__call__(answer)

record, answers = Path(sys.argv[1]), Printed()
writer = Writer(record, answers)
writer.open()
with Archive(record) as archive:
    session = archive.open_session()
    history = session and archive.history(session)
if session is None:
    writer.begin(start())
else:
    writer.resume(session)
entries = Numbered(history.last_seq + 1 if history else 1)
number = history.t_ms[-1] // 1000 + 1 if history and history.t_ms else 0
# Small, so that kills land in checkpoints too.
writer._ask(lambda: writer._store._connection.execute("PRAGMA wal_autocheckpoint = 10"))
while True:
    writer.put(second(number, 60 + number % 40))
    last = entries.note(f"note {entries.next_seq}", number * 1000)
    writer.put(last)
    if number % 3:
        writer.put(entries.link(number * 1000))
    number += 1
    answers.wait_for(lambda answer: answer.up_to_seq >= last.seq)
    answers.all.clear()
"""


def run_and_kill(record: Path, chance: random.Random) -> tuple[int, int]:
    """Let a child write, kill it somewhere, and return what it said was saved at last."""
    command = [sys.executable, "-c", CHILD, str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdout is not None
        if chance.random() < 0.8:
            told = b"".join(child.stdout.readline() for _ in range(chance.randrange(1, 60)))
        else:
            told = b""
            time.sleep(chance.uniform(0, 0.3))
        # Anywhere between two answers, or while the record is being opened.
        time.sleep(chance.uniform(0, 0.004))
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.read()
    lines = told.splitlines(keepends=True)
    complete = [line for line in lines if line.endswith(b"\n")]
    if not complete:
        return 0, -1
    seq, t_ms = complete[-1].split()
    return int(seq), int(t_ms)


def test_nothing_said_to_be_saved_is_lost(tmp_path: Path) -> None:
    """The session goes on with the next number each time, and the seal holds each time."""
    record, chance = tmp_path / "r.db", random.Random(20261122)
    saved_seq, saved_ms = 0, -1
    for _ in range(KILLS):
        seq, t_ms = run_and_kill(record, chance)
        saved_seq, saved_ms = max(seq, saved_seq), max(t_ms, saved_ms)
        assert holder(record) is None
        if saved_seq:
            check(record, saved_seq, saved_ms)
    assert saved_seq > KILLS


def check(record: Path, saved_seq: int, saved_ms: int) -> None:
    """Everything is there up to what was saved, once, as it was put; and it is sealed."""
    with Archive(record) as archive:
        assert [row.session for row in archive.sessions()] == [1]
        history = archive.history(1)
    assert [entry.seq for entry in history.entries] == list(range(1, history.last_seq + 1))
    assert history.last_seq >= saved_seq
    notes = [entry for entry in history.entries if isinstance(entry, Note)]
    assert all(note.text == f"note {note.seq}" for note in notes)
    seconds = list(range(len(history.t_ms)))
    assert list(history.t_ms) == [second * 1000 for second in seconds]
    assert list(history.columns[Vital.HEART_RATE]) == [60 + second % 40 for second in seconds]
    assert history.t_ms[-1] >= saved_ms
    found = verify(record)
    assert (found.state, found.findings) == (State.UNCLOSED, ())


def test_a_record_killed_while_it_was_made_is_made_again(tmp_path: Path) -> None:
    """A kill within the first moments leaves a whole record or none, and never half of one."""
    chance = random.Random(1)
    for number in range(6):
        record = tmp_path / f"{number}.db"
        command = [sys.executable, "-c", CHILD, str(record)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
            while not list(tmp_path.glob(f"{number}.db-lock")):
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.15))
            child.kill()
        if record.exists():
            assert verify(record).state is not State.ALTERED
        with closing(Store(record)) as store:
            assert store.begin(start("after")) > 0
