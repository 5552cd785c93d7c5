"""`dripwatch ports`: what USB says, and who answers on the one port that was named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices import ports
from devices.adapter import PortInfo
from devices.driver import model_named
from devices.drivers.ge_dinamap import frame
from devices.ports import ScriptedPort, SerialPort
from monitor.errors import PortError
from tests.devices.cable import Monitor
from ui.__main__ import outcome
from ui.start.asking import answers

NA, OA, RA = (frame(text).rstrip(b"\r") for text in (" NA", " OA", " RA"))


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Monitor]:
    """A DINAMAP on a pseudo-terminal."""
    replies = {NA: frame(" NA0" + "0" * 15), OA: frame(" OA1097000"), RA: frame(" RA2074")}
    monitor = Monitor(tmp_path / "monitor", replies)
    monitor.plug_in()
    yield monitor
    monitor.pull()


def test_the_list(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A line per port; an adapter we know from a device is a hint."""
    found = [
        PortInfo("/dev/ttyS0", ""),
        PortInfo("/dev/ttyUSB0", "USB Serial", 0x0403, 0x6001, "A7"),
        PortInfo("/dev/ttyUSB1", "Modem", 0x1234, 0x5678),
    ]
    monkeypatch.setattr(ports, "list_ports", lambda: found)
    assert outcome(["ports"]) == 0
    plain, known, unknown = capsys.readouterr().out.splitlines()
    assert plain == "/dev/ttyS0"
    assert "0403:6001" in known
    assert "A7" in known
    assert "ge-dinamap" in known
    assert unknown == "/dev/ttyUSB1  USB 1234:5678  Modem"


def test_no_ports(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, and nothing is wrong."""
    monkeypatch.setattr(ports, "list_ports", list)
    assert outcome(["ports"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_who_answers(
    monitor: Monitor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model is named, and it was only asked what it shows."""
    monkeypatch.setattr("ui.start.asking.LISTEN_S", 0.6)
    assert outcome(["ports", "--ask", monitor.name]) == 0
    assert "ge-dinamap" in capsys.readouterr().out
    asked_as_dinamap = [line for line in monitor.asked if line.startswith(b" ")]
    assert set(asked_as_dinamap) <= {NA, OA, RA}
    assert asked_as_dinamap[0] == NA
    port = SerialPort(monitor.name)
    port.open()  # nobody holds it any more
    port.close()


def test_nobody_answers(
    monitor: Monitor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 1, and a sentence."""
    monkeypatch.setattr("ui.start.asking.LISTEN_S", 0.6)
    monitor.replies.clear()
    assert outcome(["ports", "--ask", monitor.name]) == 1
    assert monitor.name in capsys.readouterr().out
    assert monitor.asked.count(NA) >= 1


def test_a_stranger_that_talks_is_nobody_we_know() -> None:
    """Bytes that are no frame are no answer."""
    model = model_named("ge-dinamap")
    port = ScriptedPort([(b"\r" + line + b"\r", b"login: ") for line in (NA, OA, RA)], repeats=True)
    assert not answers(model, port)
    assert port.mistakes == []


@pytest.mark.parametrize("code", ["port_missing", "port_busy", "port_forbidden"])
def test_a_port_that_cannot_be_asked(code: str) -> None:
    """It is said why, which is another thing than nobody."""
    port = ScriptedPort()
    port.refuse(code)
    with pytest.raises(PortError) as caught:
        answers(model_named("ge-dinamap"), port)
    assert (caught.value.code, caught.value.values) == (code, {"port": port.name})


def test_a_missing_port_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """And exit 1."""
    assert outcome(["ports", "--ask", "/dev/ttyUSB99"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
