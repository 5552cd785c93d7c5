"""Ports: a real pseudo-terminal, a real socket, and the scripted port the other tests use."""

import errno
import fcntl
import os
import socket
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import serial
from serial.tools import list_ports as usb

from devices import ports
from devices.adapter import PortInfo
from devices.driver import LineSettings
from devices.ports import Port, ScriptedPort, SerialPort, is_virtual, list_ports
from monitor.errors import PortError
from tests.devices.cable import Cable

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")

EVEN_PARITY = LineSettings(baud=19200, parity="E", rts_cts=True)


@pytest.fixture
def cable() -> Iterator[Cable]:
    """A cable that is gone after the test."""
    cable = Cable()
    yield cable
    cable.pull()


@pytest.fixture
def port(cable: Cable) -> Iterator[SerialPort]:
    """The host's end, open."""
    port = SerialPort(cable.name)
    port.open()
    yield port
    port.close()


def refusal(port: Port) -> str:
    """The code with which a port does not open."""
    with pytest.raises(PortError) as caught:
        port.open()
    assert caught.value.values == {"port": port.name}
    assert caught.value.__cause__
    return caught.value.code


# --- reading and writing -------------------------------------------------------------------------


def read(port: Port, count: int) -> bytes:
    """Read until that many bytes have come."""
    data = b""
    while len(data) < count:
        data += port.read(5)
    return data


def test_bytes_go_both_ways_unchanged(cable: Cable, port: SerialPort) -> None:
    """All 256 of them: no flow control eats any, no line discipline changes any."""
    every = bytes(range(256))
    os.write(cable.device, every)
    assert read(port, 256) == every
    port.write(every)
    assert os.read(cable.device, 1000) == every


def test_a_read_returns_what_is_there(cable: Cable, port: SerialPort) -> None:
    """It does not wait for more."""
    os.write(cable.device, b"abc")
    assert read(port, 1) in {b"a", b"abc"}


def test_a_read_of_nothing_ends_in_time(port: SerialPort) -> None:
    """Nothing is returned, and no error raised."""
    assert port.read(0.01) == b""
    assert port.read(0) == b""


def test_what_waited_before_the_opening_is_thrown_away(cable: Cable) -> None:
    """It belongs to nobody."""
    os.write(cable.device, b"old")
    port = SerialPort(cable.name)
    port.open()
    os.write(cable.device, b"new")
    assert read(port, 3) == b"new"
    port.close()


def cancelled_read(port: Port) -> float:
    """How long a read of half a minute takes that is cancelled from another thread."""
    started = time.monotonic()
    threading.Timer(0.05, port.cancel).start()
    assert port.read(30) == b""
    return time.monotonic() - started


def test_a_read_can_be_cancelled(port: SerialPort) -> None:
    """From another thread, at once."""
    assert cancelled_read(port) < 10


def test_a_cancel_before_the_read_counts(port: SerialPort) -> None:
    """Or a stop that comes a moment too early would wait for the device."""
    port.cancel()
    assert port.read(30) == b""


def test_a_device_that_does_not_listen_is_no_error(
    monkeypatch: pytest.MonkeyPatch, cable: Cable
) -> None:
    """The bytes are lost; that it is silent will be noticed."""
    monkeypatch.setattr(ports, "WRITE_S", 0.01)
    port = SerialPort(cable.name)
    port.open()
    for _ in range(20):
        port.write(b"x" * 4096)
    port.close()


# --- what goes wrong -----------------------------------------------------------------------------


def test_a_pulled_cable(cable: Cable, port: SerialPort) -> None:
    """Both directions say so, as often as they are asked; closing still works."""
    cable.pull()
    for _ in range(2):
        for use in (lambda: port.read(1), lambda: port.write(b"x")):
            with pytest.raises(PortError) as caught:
                use()
            assert caught.value.code == "port_gone"
    port.close()
    port.close()
    port.cancel()


def test_a_cable_pulled_during_a_read(cable: Cable, port: SerialPort) -> None:
    """The read ends at once."""
    threading.Timer(0.05, cable.pull).start()
    with pytest.raises(PortError) as caught:
        port.read(30)
    assert caught.value.code == "port_gone"


def test_an_error_of_the_line_itself(monkeypatch: pytest.MonkeyPatch, port: SerialPort) -> None:
    """The system's termios has an error of its own, which is no OSError."""

    def fail(_: object) -> int:
        raise termios.error(errno.EIO, "gone")

    monkeypatch.setattr(serial.Serial, "in_waiting", property(fail))
    with pytest.raises(PortError) as caught:
        port.read(1)
    assert caught.value.code == "port_gone"


def test_a_port_that_was_never_opened() -> None:
    """It is as good as gone."""
    with pytest.raises(PortError) as caught:
        SerialPort("/dev/ttyUSB9").read(1)
    assert caught.value.code == "port_gone"


def test_a_port_that_does_not_exist() -> None:
    """The adapter is not plugged in."""
    assert refusal(SerialPort("/dev/ttyUSB99")) == "port_missing"


def test_a_port_of_another_dripwatch(cable: Cable, port: SerialPort) -> None:
    """Two readers would steal bytes from each other; after the first is closed it is free."""
    other = SerialPort(cable.name)
    assert refusal(other) == "port_busy"
    port.close()
    other.open()
    other.close()


def test_a_port_somebody_else_has_locked(cable: Cable) -> None:
    """Any holder of the lock counts."""
    with Path(cable.name).open("rb", buffering=0) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert refusal(SerialPort(cable.name)) == "port_busy"


def test_a_file_is_not_a_serial_port(tmp_path: Path) -> None:
    """Nor is a directory, nor an address nobody can read."""
    file = tmp_path / "file"
    file.touch()
    assert refusal(SerialPort(str(file))) == "port_not_serial"
    assert refusal(SerialPort(str(tmp_path))) == "port_not_serial"
    assert refusal(SerialPort("carrier-pigeon://coop")) == "port_not_serial"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_port_we_may_not_use(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The person is not in the group that may; root would be let in, so the system is acted."""

    def forbid(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", forbid)
    assert refusal(SerialPort("/dev/ttyUSB0")) == "port_forbidden"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("could not open port 'COM3': FileNotFoundError(2, 'missing', None, 2)", "port_missing"),
        ("could not open port 'COM3': PermissionError(13, 'denied', None, 5)", "port_busy"),
    ],
)
def test_what_windows_says(monkeypatch: pytest.MonkeyPatch, text: str, code: str) -> None:
    """There pyserial gives a text only."""

    def fail(_: object) -> None:
        raise serial.SerialException(text)

    monkeypatch.setattr(serial.Serial, "open", fail)
    assert refusal(SerialPort("COM3")) == code


# --- virtual ports -------------------------------------------------------------------------------


def test_what_is_virtual(cable: Cable, tmp_path: Path) -> None:
    """A URL, a pseudo-terminal, and a link to one."""
    link = tmp_path / "monitor"
    link.symlink_to(cable.name)
    assert is_virtual(cable.name)
    assert is_virtual(str(link))
    assert is_virtual("socket://127.0.0.1:9001")
    assert not is_virtual("/dev/ttyUSB0")
    assert not is_virtual("COM3")


@pytest.mark.parametrize(
    ("name", "parity", "rts_cts"),
    [("loop://", "N", False), ("/dev/ttyUSB0", "E", True)],
)
def test_line_settings(
    monkeypatch: pytest.MonkeyPatch, name: str, parity: str, rts_cts: bool
) -> None:
    """A virtual port is opened 8N1 whatever the model says; never with XON/XOFF."""
    asked: dict[str, object] = {}

    def note(_: str, **settings: object) -> SimpleNamespace:
        asked.update(settings)
        return SimpleNamespace(open=lambda: None)

    monkeypatch.setattr(serial, "serial_for_url", note)
    SerialPort(name, EVEN_PARITY).open()
    assert (asked["parity"], asked["rtscts"], asked["xonxoff"]) == (parity, rts_cts, False)
    assert asked["baudrate"] == 19200
    assert asked["exclusive"] == (None if "://" in name else True)


def test_a_line_is_set_as_the_next_when_it_is_opened_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Round and round; with one line, and on a virtual port, there is no other way."""
    rates: list[object] = []

    def note(_: str, **settings: object) -> SimpleNamespace:
        rates.append((settings["baudrate"], settings["parity"]))
        return SimpleNamespace(open=lambda: None, close=lambda: None)

    monkeypatch.setattr(serial, "serial_for_url", note)
    port = SerialPort("/dev/ttyUSB0", LineSettings(115200), EVEN_PARITY)
    for _ in range(3):
        port.open()
        port.close()
        assert port.next_line()
    assert rates == [(115200, "N"), (19200, "E"), (115200, "N")]
    assert port.line == EVEN_PARITY
    assert not SerialPort("/dev/ttyUSB0", EVEN_PARITY).next_line()
    assert not SerialPort("loop://", LineSettings(115200), EVEN_PARITY).next_line()


def test_a_pseudo_terminal_takes_a_model_with_parity(cable: Cable) -> None:
    """Bytes pass it whole."""
    port = SerialPort(cable.name, EVEN_PARITY)
    port.open()
    os.write(cable.device, b"\xff\x00")
    assert read(port, 2) == b"\xff\x00"
    port.close()


def test_a_socket() -> None:
    """Reading, cancelling although pyserial cannot, and the other side hanging up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = SerialPort(f"socket://127.0.0.1:{server.getsockname()[1]}")
        port.open()
        device, _ = server.accept()
        device.sendall(b"hello")
        assert read(port, 5) == b"hello"
        assert cancelled_read(port) < 10
        assert port.read(0.3) == b""
        device.close()
        with pytest.raises(PortError) as caught:
            port.read(30)
        assert caught.value.code == "port_gone"
        port.close()
    assert refusal(port) == "port_missing"


# --- the list ------------------------------------------------------------------------------------


def test_the_list_of_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, with what USB says."""
    found = [
        SimpleNamespace(
            device="/dev/ttyUSB0", description="V100", vid=0x0403, pid=0x6001, serial_number="A7"
        ),
        SimpleNamespace(
            device="/dev/ttyS0", description="n/a", vid=None, pid=None, serial_number=None
        ),
    ]
    monkeypatch.setattr(usb, "comports", lambda: found)
    assert list_ports() == [
        PortInfo("/dev/ttyS0", ""),
        PortInfo("/dev/ttyUSB0", "V100", 0x0403, 0x6001, "A7"),
    ]


# --- the scripted port ---------------------------------------------------------------------------


def test_a_transcript_is_followed() -> None:
    """To each expected message its reply, in order."""
    port = ScriptedPort([(b"one?", b"1"), (b"two?", b"2")])
    port.open()
    port.write(b"one?")
    assert port.read(1) == b"1"
    port.write(b"two?")
    assert port.read(1) == b"2"
    port.write(b"three?")
    assert port.read(0) == b""
    assert port.written == [b"one?", b"two?", b"three?"]
    assert port.mistakes == []


def test_what_is_out_of_turn_is_a_mistake() -> None:
    """And is not answered."""
    port = ScriptedPort([(b"one?", b"1")])
    port.open()
    port.write(b"two?")
    assert port.read(0) == b""
    assert port.mistakes == [b"two?"]


def test_a_transcript_can_repeat() -> None:
    """As a monitor does."""
    port = ScriptedPort([(b"one?", b"1")], repeats=True)
    port.open()
    for _ in range(3):
        port.write(b"one?")
        assert port.read(1) == b"1"


def test_a_scripted_port_is_unplugged_and_put_back() -> None:
    """Gone for whoever has it open, missing for who opens it, and there again."""
    port = ScriptedPort()
    port.open()
    threading.Timer(0.05, port.unplug).start()
    with pytest.raises(PortError) as caught:
        port.read(30)
    assert caught.value.code == "port_gone"
    with pytest.raises(PortError) as caught:
        port.open()
    assert caught.value.code == "port_missing"
    port.plug_in()
    port.open()
    assert port.opened == 2


def test_a_scripted_read_can_be_cancelled() -> None:
    """Like any port's."""
    port = ScriptedPort()
    port.open()
    assert cancelled_read(port) < 10
