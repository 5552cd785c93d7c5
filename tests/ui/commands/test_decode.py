"""`dripwatch decode`: the contract's lines, from a file and from stdin."""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from devices.intellivue_messages import frame
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Reading
from monitor.vitals import Vital
from tests.devices import intellivue_capture as capture
from ui.__main__ import outcome
from ui.commands.decode import as_line

# The vectors of the protocol sheet.
VALID = b" NA1000042131076095&)\r"
SPO2_97 = b" OA1097000#;\r"
PULSE_74 = b' RA2074"G\r'
CUFF_PULSE_81 = b' RA3081"F\r'

NOTHING = {"heart_rate": None, "pulse_rate": None, "spo2": None, "resp_rate": None}
VITALS = {"kind": "vitals", "at": None, **NOTHING}
CUFF = {"kind": "cuff", "at": None, "systolic": 131, "diastolic": 76, "mean": 95}


def lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, object]], str]:
    """What was printed: JSON lines, and what stands on stderr."""
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def decode(path: Path, data: bytes) -> int:
    """Run the command on a file with these bytes."""
    (path / "raw").write_bytes(data)
    return outcome(["decode", "ge-dinamap", str(path / "raw")])


def test_a_round_of_the_monitor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line per frame that carries vitals, the rest null; one per inflation."""
    assert decode(tmp_path, VALID + SPO2_97 + PULSE_74) == 0
    printed, counts = lines(capsys)
    assert printed == [
        VITALS | {"spo2": 97},
        CUFF | {"pulse": None, "status": "ok", "seconds_ago": 42},
        VITALS | {"pulse_rate": 74},
    ]
    assert counts == "3 frames, 0 bad frames, 0 bytes skipped\n"


def test_the_pulse_of_the_cuff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It belongs to the cuff; the vitals line of its frame has nulls."""
    decode(tmp_path, VALID + CUFF_PULSE_81)
    assert lines(capsys)[0] == [CUFF | {"pulse": 81, "status": "ok", "seconds_ago": 42}, VITALS]


def test_the_time_a_device_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its zone is not known: `at` stays null."""
    (tmp_path / "raw").write_bytes(b"12:34:56 SPO2=097 HR=074\r\n")
    assert outcome(["decode", "nonin", str(tmp_path / "raw")]) == 0
    told = VITALS | {"spo2": 97, "pulse_rate": 74, "device_time": "12:34:56"}
    assert lines(capsys)[0] == [told]


def test_a_demonstration_and_its_times(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The captured session of a monitor in its demonstration mode: on both lines, and the stamp."""
    data = frame(capture.CREATE_EVENT) + capture.VALUES_FRAME
    (tmp_path / "raw").write_bytes(data)
    assert outcome(["decode", "philips-intellivue", str(tmp_path / "raw")]) == 0
    vitals, cuff = lines(capsys)[0]
    assert (vitals["demo"], vitals["device_time"]) == (True, "2017-11-04T14:46:25.528")
    assert (cuff["systolic"], cuff["demo"]) == (120, True)
    assert (cuff["at"], cuff["device_time"]) == (None, "2017-11-04T14:45:00")


def test_nothing_is_thinned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A value that stays the same is printed each time it comes."""
    decode(tmp_path, SPO2_97 * 50)
    assert lines(capsys)[0] == [VITALS | {"spo2": 97}] * 50


def test_a_failed_inflation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line with nulls and its status."""
    decode(tmp_path, b" NA3000004000000000%I\r")
    (line,), _ = lines(capsys)
    numbers = dict.fromkeys(["systolic", "diastolic", "mean", "pulse"])
    assert line == {"kind": "cuff", "at": None, **numbers, "status": "failed", "seconds_ago": 4}


def test_the_order_of_the_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the contract prints them, for people who read along."""
    decode(tmp_path, SPO2_97 + VALID)
    vitals, cuff = lines(capsys)[0]
    assert list(vitals) == ["kind", "at", "heart_rate", "pulse_rate", "spo2", "resp_rate"]
    assert list(cuff)[:7] == ["kind", "at", "systolic", "diastolic", "mean", "pulse", "status"]


@pytest.mark.parametrize("data", [b"", b"\x00\xff\r" * 3, VALID.replace(b"131", b"132")])
def test_input_without_a_frame(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    """It could be read: exit 0, and the counts say the rest."""
    assert decode(tmp_path, data) == 0
    printed, counts = lines(capsys)
    assert printed == []
    assert counts.startswith("0 frames, ")


def test_bytes_from_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a file."""
    stdin = io.BufferedReader(io.BytesIO(SPO2_97 + b"noise\r" + SPO2_97[:5]))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stdin))
    assert outcome(["decode", "ge-dinamap"]) == 0
    printed, counts = lines(capsys)
    assert printed == [VITALS | {"spo2": 97}]
    assert counts == "1 frames, 1 bad frames, 5 bytes skipped\n"


@pytest.mark.parametrize("arguments", [["nobody"], ["ge-dinamap", "missing"], ["ge-dinamap", "."]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and one sentence."""
    assert outcome(["decode", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


def test_what_a_family_may_add() -> None:
    """A time where the protocol has a zone, and a mark where the device plays a demonstration."""
    at = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    reading = Reading(t_ms=0, at=at, device="x", values={Vital.HEART_RATE: 85.5}, demo=True)
    zoned = {"at": "2026-11-22T14:00:00+00:00", "heart_rate": 85.5, "demo": True}
    assert as_line(reading) == VITALS | zoned
    cuff = as_line(CuffReading(t_ms=0, device="x", status=CuffStatus.TIMEOUT))
    assert cuff is not None
    assert not {"seconds_ago", "demo", "device_time"} & set(cuff)
    assert as_line(CuffChange(t_ms=0, device="x", step=CuffStep.DONE)) is None
