"""`dripwatch record`: rows printed once they are on disk, sessions left open, captures."""

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.archive import Archive
from monitor.clock import utc_now
from monitor.events import Note
from monitor.kept_copy import choose
from monitor.verification import State, verify
from tests.pretend import Twin, twin, wait_until
from tests.ui import saved_sessions as saved
from ui import words
from ui.__main__ import outcome

SECONDS_FASTER = "20"


def command(device: Twin, record: Path, *arguments: str) -> list[str]:
    """The command line, at the twin's own speed."""
    made = [sys.executable, "-m", "ui", "record", "--device", "ge-dinamap"]
    made += ["--port", device.port, "--record", str(record), "--speed", SECONDS_FASTER]
    return [*made, *arguments]


def record_for(device: Twin, record: Path, *arguments: str) -> list[dict[str, Any]]:
    """Run it to its end; return what it printed."""
    done = subprocess.run(
        command(device, record, *arguments), capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where the record goes."""
    return tmp_path / "record.sqlite"


def test_every_row_is_printed_once_it_is_on_disk(tmp_path: Path, record: Path) -> None:
    """In the order of the session; the seconds with all four vitals; the session is ended."""
    with twin(tmp_path, "--speed", SECONDS_FASTER) as device:
        printed = record_for(device, record, "--seconds", "30", "--nurse", "Adeyemi")
    entries = [row for row in printed if row["kind"] != "vitals"]
    assert [row["seq"] for row in entries] == list(range(1, len(entries) + 1))
    vitals = [row for row in printed if row["kind"] == "vitals"]
    assert {"heart_rate", "pulse_rate", "spo2", "resp_rate"} <= vitals[0].keys()
    with Archive(record) as archive:
        history = archive.history(1)
    assert history.ended
    assert [row["t_ms"] for row in vitals] == list(history.t_ms)
    assert len(history.entries) == len(entries)
    assert len(vitals) >= 30


def test_the_copy_is_renewed_where_one_is_kept(tmp_path: Path, record: Path) -> None:
    """As after a session of the bedside; a folder that is gone is said, the session is whole."""
    folder = tmp_path / "copies"
    folder.mkdir()
    choose(record, folder)
    with twin(tmp_path, "--speed", SECONDS_FASTER) as device:
        record_for(device, record, "--seconds", "5")
        (copy,) = folder.iterdir()
        with Archive(copy) as archive:
            assert archive.history(1).ended
        copy.unlink()
        folder.rmdir()
        asked = command(device, record, "--seconds", "5")
        done = subprocess.run(asked, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 1
    assert str(folder) in done.stderr
    assert "Traceback" not in done.stderr
    with Archive(record) as archive:
        assert archive.history(2).ended


def test_sigterm_leaves_the_session_open_and_the_next_goes_on(tmp_path: Path, record: Path) -> None:
    """On the same port; `--new` begins another."""
    with twin(tmp_path, "--speed", SECONDS_FASTER) as device:
        with subprocess.Popen(
            command(device, record), stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            while json.loads(running.stdout.readline())["kind"] != "vitals":
                pass
            running.send_signal(signal.SIGTERM)
            assert running.wait(20) == 0
        assert not _history(record, "last").ended
        record_for(device, record, "--seconds", "5")
        assert _history(record, "last").ended
        record_for(device, record, "--seconds", "5", "--new")
    with Archive(record) as archive:
        assert [row.session for row in archive.sessions()] == [2, 1]
    assert verify(record).state is State.INTACT


def open_here(record: Path, device: Twin, **of_it: object) -> None:
    """A session of Robin Sample that was left open on this port a minute ago."""
    about = {"at": utc_now() - timedelta(minutes=1), "record_number": "004-1182", **of_it}
    who = saved.start("Robin Sample", port=device.port, **about)
    saved.save(record, who, [Note(t_ms=1000, text="asleep")], end_ms=None)


def asked_for(device: Twin, record: Path, *arguments: str) -> int:
    """Ask for it as a shell does; return its exit code."""
    return outcome(["record", *command(device, record, "--seconds", "1", *arguments)[4:]])


@pytest.mark.parametrize(
    ("option", "given"), [("--patient", "Sam Other"), ("--record-number", "004-1183")]
)
def test_the_open_session_of_another_patient_does_not_go_on(
    tmp_path: Path,
    record: Path,
    capsys: pytest.CaptureFixture[str],
    option: str,
    given: str,
) -> None:
    """One sentence with what to do; nothing is written to the wrong patient."""
    with twin(tmp_path) as device:
        open_here(record, device)
        assert asked_for(device, record, option, given) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert option in told.err
    assert "--new" in told.err
    assert "Sam Other" not in told.err
    assert len(_history(record, "1").entries) == 1


def test_a_patient_who_was_never_named_is_not_taken_for_the_one_who_is(
    tmp_path: Path, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The session says nobody; a name given now would be lost."""
    with twin(tmp_path) as device:
        saved.save(record, saved.start(None, port=device.port, at=utc_now()), [], end_ms=None)
        assert asked_for(device, record, "--patient", "Robin Sample") == 2
    assert "--new" in capsys.readouterr().err


def test_the_same_patient_goes_on_and_is_told_beside_the_rows(tmp_path: Path, record: Path) -> None:
    """However the name is written, and whoever records by now."""
    again = ("--patient", "robin  sample", "--record-number", "004-1182", "--nurse", "Haddad")
    with twin(tmp_path, "--speed", SECONDS_FASTER) as device:
        open_here(record, device)
        asked = command(device, record, *again, "--seconds", "5")
        done = subprocess.run(asked, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("Session 1 goes on")
    kinds = {json.loads(row)["kind"] for row in done.stdout.splitlines()}
    assert "vitals" in kinds
    assert _history(record, "1").ended


def test_another_patient_begins_with_new(tmp_path: Path, record: Path) -> None:
    """The remedy of the sentence; the other session stays as open as it was."""
    with twin(tmp_path, "--speed", SECONDS_FASTER) as device:
        open_here(record, device)
        record_for(device, record, "--patient", "Sam Other", "--new", "--seconds", "5")
    assert not _history(record, "1").ended
    assert _history(record, "2").start.patient == "Sam Other"


def test_a_clock_that_cannot_be_right_records_nothing(
    tmp_path: Path, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence; the session is as open and as whole as it was."""
    with twin(tmp_path) as device:
        open_here(record, device, at=utc_now() - timedelta(days=500))
        assert asked_for(device, record) == 1
    assert "Set the clock" in capsys.readouterr().err
    assert len(_history(record, "1").entries) == 1
    assert verify(record).state is State.UNCLOSED


def _history(record: Path, session: str) -> Any:  # noqa: ANN401 - shortens every line here
    with Archive(record) as archive:
        return archive.history(archive.find(session))


def test_a_capture_decodes_and_plays_again_to_the_same_values(tmp_path: Path, record: Path) -> None:
    """How a support case becomes a test."""
    capture = tmp_path / "case.jsonl"
    with twin(tmp_path, "--speed", SECONDS_FASTER) as device:
        record_for(device, record, "--seconds", "20", "--capture", str(capture))
    decoded = subprocess.run(
        [sys.executable, "-m", "ui", "decode", "ge-dinamap", str(capture)],
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    told = [json.loads(line) for line in decoded.stdout.splitlines()]
    saturations = [row["spo2"] for row in told if row.get("spo2") is not None]
    first = _history(record, "1")
    assert list(first.columns["spo2"]) == saturations[: len(first.t_ms)]
    again = tmp_path / "again"
    again.mkdir()
    arguments = ("--speed", SECONDS_FASTER, "--replay", str(capture))
    with twin(again, *arguments) as device:
        record_for(device, again / "record.sqlite", "--seconds", "15")
    second = _history(again / "record.sqlite", "1")
    wait_until(lambda: len(second.t_ms) >= 14, 1)
    assert list(second.columns["spo2"])[:14] == list(first.columns["spo2"])[:14]


def test_two_devices_are_one_session_the_first_named_decides(tmp_path: Path, record: Path) -> None:
    """The cuff monitor by itself gives both; its cable out, the oximeter goes on."""
    fast = ("--speed", SECONDS_FASTER)
    with (
        twin(tmp_path, *fast, "--seed", "1") as monitor,
        twin(tmp_path, *fast, "--seed", "2", model="nonin") as oximeter,
    ):
        more = ("--device", "nonin", "--port", oximeter.port, "--seconds", "40")
        record_for(monitor, record, *more)
        told = [line["value"] for line in monitor.sent() if line["kind"] == "spo2"]
    history = _history(record, "1")
    assert list(history.columns["spo2"])[:30] == told[:30]
    heard = {getattr(entry, "device", None) for entry in history.entries}
    assert {"ge-dinamap", "nonin"} <= heard


def test_a_capture_never_overwrites(tmp_path: Path, record: Path) -> None:
    """One sentence, wrong usage, nothing recorded."""
    taken = tmp_path / "case.jsonl"
    taken.write_text("mine")
    with twin(tmp_path) as device:
        done = subprocess.run(
            command(device, record, "--capture", str(taken)),
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert done.returncode == 2
    assert "already a file" in done.stderr
    assert taken.read_text() == "mine"
    assert not record.exists()


def test_two_devices_of_one_model_are_refused(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command would inflate both cuffs, and the record could not say which measured what."""
    twice = ["--device", "ge-dinamap", "--port", "/dev/pts/0"] * 2
    assert outcome(["record", "--record", str(record), *twice]) == 2
    assert capsys.readouterr().err.strip() == words.say("error.device_twice")
    assert not record.exists()
