"""A capture: what went over a cable, kept, read again, and played again."""

from pathlib import Path

import pytest

from devices.capture import DEVICE, HOST, Capture, CapturingPort, is_capture, read_capture
from devices.ports import ScriptedPort
from monitor.clock import Clock
from monitor.errors import RecordError


def lines_of(path: Path) -> list[str]:
    """The file as it is read."""
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def test_what_passes_a_port_is_kept_in_order_with_its_sender(tmp_path: Path) -> None:
    """Question and answer, byte for byte."""
    path = tmp_path / "c.jsonl"
    capture = Capture(path, "ge-dinamap", Clock())
    port = CapturingPort(ScriptedPort([(b"\r NA!2\r", b" NA0\x00\xff")]), capture)
    port.open()
    port.write(b"\r NA!2\r")
    assert port.read(1) == b" NA0\x00\xff"
    port.close()
    capture.close()
    told = read_capture(lines_of(path), "c")
    assert told.model == "ge-dinamap"
    assert [(step.sender, step.data) for step in told.steps] == [
        (HOST, b"\r NA!2\r"),
        (DEVICE, b" NA0\x00\xff"),
    ]
    assert told.said == b" NA0\x00\xff"
    assert is_capture(path.read_bytes()[:100])


def test_a_capture_that_is_there_goes_on(tmp_path: Path) -> None:
    """The link was begun again: one head, both parts."""
    path = tmp_path / "c.jsonl"
    for data in (b"one", b"two"):
        capture = Capture(path, "ge-dinamap", Clock())
        capture.add(DEVICE, data)
        capture.close()
    assert read_capture(lines_of(path), "c").said == b"onetwo"


def test_a_half_last_line_is_left_out(tmp_path: Path) -> None:
    """The PC lost power while it was written."""
    path = tmp_path / "c.jsonl"
    capture = Capture(path, "ge-dinamap", Clock())
    capture.add(DEVICE, b"whole")
    capture.close()
    with path.open("a", encoding="utf-8") as file:
        file.write('{"t_ms": 5, "from": "dev')
    assert read_capture(lines_of(path), "c").said == b"whole"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_capture"),
        ("hello\n", "not_a_capture"),
        ('{"dripwatch_capture": 1}\n', "not_a_capture"),
        (
            '{"dripwatch_capture": 9, "model": "m", "began": "2026-11-22T00:00:00+00:00"}\n',
            "capture_newer",
        ),
    ],
)
def test_what_is_no_capture_of_ours_is_said(text: str, code: str) -> None:
    """By a code that has a sentence."""
    with pytest.raises(RecordError) as raised:
        read_capture(text.splitlines(keepends=True), "c")
    assert raised.value.code == code


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Before anything is recorded."""
    with pytest.raises(RecordError) as raised:
        Capture(tmp_path / "none" / "c.jsonl", "ge-dinamap", Clock())
    assert raised.value.code == "capture_not_writable"
