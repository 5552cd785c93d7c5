"""The whole program at the bedside falls over in a session: it is recording again at once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from monitor.archive import Archive
from monitor.events import PowerChange, PowerStep
from monitor.record_lock import holder
from monitor.verification import State, verify
from tests.pretend import Twin, twin, wait_until


def left_open(device: Twin, record: Path) -> None:
    """A session with some seconds in it, left open."""
    command = [sys.executable, "-m", "ui", "record", "--device", "ge-dinamap"]
    command += ["--port", device.port, "--record", str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        while json.loads(running.stdout.readline())["kind"] != "vitals":
            pass
        running.terminate()
        assert running.wait(20) == 0


def rows(record: Path) -> int:
    """How many seconds are on disk."""
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
        count: int = connection.execute("SELECT count(*) FROM vitals").fetchone()[0]
        return count


def test_a_window_that_aborts_is_recording_again_as_soon_as_it_can_be(tmp_path: Path) -> None:
    """In the same session, by itself; the gap is in the record by its name.

    About two seconds where nothing else runs; here it is compared with the first start.
    """
    record = tmp_path / "record.sqlite"
    home = {"HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "state")}
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}
    with twin(tmp_path) as device:
        left_open(device, record)
        before = rows(record)
        command = [sys.executable, "-m", "ui", "--record", str(record), "--resume"]
        begun_at = time.monotonic()
        with subprocess.Popen(command, env=environment) as guardian:
            try:
                wait_until(lambda: rows(record) > before)
                first_s = time.monotonic() - begun_at
                window = holder(record)
                assert window is not None
                assert window.pid != guardian.pid
                fallen_at, before = time.monotonic(), rows(record)
                os.kill(window.pid, signal.SIGABRT)
                wait_until(lambda: rows(record) > before)
                assert time.monotonic() - fallen_at < 2 * first_s + 2
            finally:
                guardian.terminate()
                guardian.wait(20)
    with Archive(record) as archive:
        history = archive.history(1)
    restarts = [e for e in history.entries if isinstance(e, PowerChange)]
    assert [e.step for e in restarts] == [PowerStep.RESTARTED] * 2
    assert guardian.returncode == 0
    assert verify(record).state is State.UNCLOSED
    assert holder(record) is None
