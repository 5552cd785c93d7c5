"""The demo, whole: a pretend monitor, the real window, a record to compare with."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from devices.simulator.scenario import scenario
from monitor.archive import Archive
from monitor.clock import Clock
from monitor.events import (
    Baseline,
    Correction,
    CuffReading,
    CuffSource,
    CuffStatus,
    InfusionChange,
    LinkChange,
    LinkState,
    ManualVitals,
    Observation,
)
from monitor.history import History
from monitor.verification import State, verify
from monitor.vitals import Vital
from tests.pretend import wait_until
from tests.ui.conftest import Desk
from tests.ui.saved_sessions import infusion, save, start
from ui import words
from ui.__main__ import outcome
from ui.scripted_nurse import Action, ScriptedNurse


def play(folder: Path, *arguments: str) -> tuple[History, list[dict[str, Any]]]:
    """Run the command as a person would; return the record's story and the twin's own log."""
    record, log = folder / "demo.sqlite", folder / "twin.log"
    command = [sys.executable, "-m", "ui", "demo", "--record", str(record), "--log", str(log)]
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    with Archive(record) as archive:
        history = archive.history(1)
    assert verify(record).state is State.INTACT
    return history, [json.loads(line) for line in log.read_text().splitlines()]


def of(history: History, kind: type) -> list[Any]:
    """Every entry of one kind."""
    return [entry for entry in history.entries if isinstance(entry, kind)]


@pytest.mark.timeout(240)
def test_an_hour_at_sixty_times_equals_what_the_twin_sent(tmp_path: Path) -> None:
    """Ends by itself; value for value, every cuff once, and the nurse's presses are entries."""
    history, sent = play(tmp_path, "--speed", "60", "--minutes", "60")
    assert history.ended
    for vital in (Vital.SPO2, Vital.PULSE_RATE):
        told = [(line["t_ms"], line["value"]) for line in sent if line["kind"] == vital]
        stored = list(zip(history.t_ms, history.columns[vital], strict=True))
        # What is polled between the end of the session and the closing of the window is nobody's.
        assert stored == [pair for pair in told if pair[0] <= history.t_ms[-1]]
    assert list(history.t_ms) == [1000 * n for n in range(len(history.t_ms))]
    assert len(history.t_ms) >= 3600
    _cuffs_are_the_twins(history, sent)
    _the_nurse_was_there(history)


def _cuffs_are_the_twins(history: History, sent: list[dict[str, Any]]) -> None:
    # The pulse of a cuff is told only while the probe is off.
    names = ("systolic", "diastolic", "mean")
    told = [tuple(line[n] for n in names) for line in sent if line["kind"] == "determination"]
    cuffs = of(history, CuffReading)
    assert [tuple(getattr(cuff, n) for n in names) for cuff in cuffs] == told
    assert len(told) >= 10
    for cuff in cuffs:
        assert cuff.source is CuffSource.DEVICE
        assert cuff.status is CuffStatus.OK
        assert cuff.systolic > cuff.mean > cuff.diastolic


def _the_nurse_was_there(history: History) -> None:
    scales = {entry.scale for entry in of(history, Observation)}
    assert scales == {"sedation", "dissociation", "nausea"}
    assert len(of(history, Observation)) >= 16
    assert {entry.by for entry in of(history, Observation)} == {"Adeyemi"}
    assert [entry.step for entry in of(history, InfusionChange)] == ["started", "stopped"]
    assert len(of(history, Baseline)) == 1
    slips = [entry.of for entry in of(history, Correction)]
    assert len(slips) == 1
    assert next(e for e in of(history, Observation) if e.seq == slips[0]).score == 9


@pytest.mark.timeout(120)
def test_a_pulled_cable_is_a_gap_and_the_nurse_types(tmp_path: Path) -> None:
    """One session, link events, no values in the gap, a typed pressure inside it."""
    history, _ = play(tmp_path, "--speed", "200", "--minutes", "25", "--scenario", "cable-pulled")
    lost = next(c for c in of(history, LinkChange) if c.state is LinkState.LOST)
    back = next(
        c for c in of(history, LinkChange) if c.state is LinkState.RECEIVING and c.seq > lost.seq
    )
    inside = [t for t in history.t_ms if lost.t_ms < t < back.t_ms - 1000]
    assert inside == []
    typed = [c for c in of(history, CuffReading) if c.source is CuffSource.MANUAL]
    assert len(typed) == 1
    assert lost.t_ms < typed[0].t_ms < back.t_ms
    assert len(of(history, ManualVitals)) == 1


def test_a_record_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """The window closes again; what is wrong is said, and is no mistake of ours."""
    command = [sys.executable, "-m", "ui", "demo", "--record", str(tmp_path / "gone" / "r.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [words.say("error.record_missing", path=tmp_path / "gone")]


def test_the_nurse_comes_to_a_minute_that_is_no_whole_millisecond(
    qtbot: QtBot, bedside: Desk
) -> None:
    """1075.1 minutes are a hair less than 64,506,000 ms; no clock of whole ones shows that."""
    done: list[int] = []

    class Late(ScriptedNurse):
        def written(self, infusion_minutes: float) -> Iterator[tuple[float, Action]]:
            yield 1075.1, lambda: done.append(self.clock.now_ms())

    nurse = Late(bedside.window, scenario("normal").meet(1), Clock(1e6))
    nurse.start()
    qtbot.waitUntil(lambda: bool(done))
    nurse.stop()
    assert done == [64_506_000]


def test_a_scenario_there_is_not_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said to be playing, and nothing to have ended."""
    assert outcome(["demo", "--scenario", "wrong"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("There is no scenario wrong.")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_between_two_events(tmp_path: Path, number: signal.Signals) -> None:
    """At once, with the shell's code for it, nothing to log, and a session that can be resumed."""
    record = tmp_path / "demo.sqlite"
    command = [sys.executable, "-m", "ui", "demo", "--record", str(record), "--speed", "60"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as child:
        wait_until(lambda: record.exists() and _has_seconds(record))
        child.send_signal(number)
        _, said = child.communicate(timeout=20)
    assert child.returncode == 128 + number
    assert "went wrong" not in said
    assert verify(record).state is not State.ALTERED
    with Archive(record) as archive:
        assert not archive.history(1).ended


def _has_seconds(record: Path) -> bool:
    with Archive(record) as archive:
        sessions = archive.sessions()
        return bool(sessions) and len(archive.history(1).t_ms) > 60


def test_neither_a_record_of_patients_nor_its_place_is_played_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor is a record a picture; what was there is there."""
    record = tmp_path / "clinic.sqlite"
    save(record, start(), infusion())
    before = record.read_bytes()
    assert outcome(["demo", "--record", str(record)]) == 2
    assert "record of patients" in capsys.readouterr().err
    assert outcome(["demo", "--screenshot", str(record)]) == 1
    assert record.read_bytes() == before
    own = tmp_path / "own" / "record.sqlite"
    monkeypatch.setattr("ui.places.clinic_record", lambda: own)
    assert outcome(["demo", "--record", str(own)]) == 2
    assert not own.exists()


def test_a_picture_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """After the demo, whose record is whole."""
    picture = tmp_path / "missing" / "shot.png"
    command = [sys.executable, "-m", "ui", "demo", "--speed", "60", "--minutes", "1"]
    record = tmp_path / "demo.sqlite"
    asked = [*command, "--record", str(record), "--screenshot", str(picture)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert verify(record).state is State.INTACT
