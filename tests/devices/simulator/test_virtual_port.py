"""Ports that are not there, at their two ends."""

import os
import select
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulator.virtual_port import PtyPort, TcpPort, VirtualPort
from monitor.errors import PortError

EVERY_BYTE = bytes(range(256))


@pytest.fixture
def pty(tmp_path: Path) -> Iterator[PtyPort]:
    """A pty under a link, plugged in."""
    port = PtyPort(tmp_path / "monitor")
    port.plug_in()
    yield port
    port.pull()


@pytest.fixture
def tcp() -> Iterator[TcpPort]:
    """A TCP port, plugged in."""
    port = TcpPort(0)
    port.plug_in()
    yield port
    port.pull()


def heard(port: VirtualPort, count: int) -> bytes:
    """Read that many bytes of the host, however they were cut."""
    data = b""
    while len(data) < count:
        assert select.select(port.waiting_on(), [], [], 10)[0]
        data += port.read()
    return data


def received(file: int, count: int) -> bytes:
    """Read that many bytes on the host's end."""
    data = b""
    while len(data) < count:
        assert select.select([file], [], [], 10)[0]
        data += os.read(file, 4096)
    return data


def test_a_pty_carries_every_byte_both_ways(pty: PtyPort) -> None:
    """No echo, no translation, no control character."""
    host = os.open(pty.name, os.O_RDWR | os.O_NOCTTY)
    os.write(host, EVERY_BYTE)
    assert heard(pty, 256) == EVERY_BYTE
    pty.write(EVERY_BYTE)
    assert received(host, 256) == EVERY_BYTE
    os.close(host)


def test_nothing_to_read_is_nothing(pty: PtyPort) -> None:
    """Neither before a host came nor after it went, and no false alarm to wake up for."""
    assert pty.read() == b""
    os.close(os.open(pty.name, os.O_RDWR | os.O_NOCTTY))
    assert pty.read() == b""
    assert select.select(pty.waiting_on(), [], [], 0)[0] == []


def test_a_host_that_reads_nothing_blocks_nothing(pty: PtyPort) -> None:
    """What does not fit is lost, as on a serial line."""
    for _ in range(100):
        pty.write(EVERY_BYTE * 4)


def test_a_pulled_cable_ends_the_hosts_read(pty: PtyPort) -> None:
    """And the link is gone until it is put back, under the same path."""
    host = os.open(pty.name, os.O_RDWR | os.O_NOCTTY)
    pty.pull()
    assert select.select([host], [], [], 10)[0]
    with pytest.raises(OSError, match="Input/output"):
        os.write(host, b"x")
    os.close(host)
    assert not os.path.lexists(pty.name)
    pty.plug_in()
    again = os.open(pty.name, os.O_RDWR | os.O_NOCTTY)
    pty.write(b"back")
    assert received(again, 4) == b"back"
    os.close(again)


def test_a_link_is_moved_but_a_file_is_never_replaced(tmp_path: Path) -> None:
    """Somebody's file stays somebody's."""
    link, file = tmp_path / "link", tmp_path / "file"
    link.symlink_to("/nowhere")
    port = PtyPort(link)
    port.plug_in()
    assert link.resolve().is_char_device()
    port.pull()
    file.write_text("mine", encoding="utf-8")
    refused = PtyPort(file)
    with pytest.raises(PortError) as caught:
        refused.plug_in()
    refused.pull()
    assert caught.value.code == "link_path_taken"
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_link_that_another_took_over_is_left_alone(tmp_path: Path) -> None:
    """The last who came has it."""
    first, second = (PtyPort(tmp_path / "link") for _ in range(2))
    first.plug_in()
    second.plug_in()
    first.pull()
    assert (tmp_path / "link").resolve().is_char_device()
    second.pull()


def test_a_link_into_no_folder_is_refused(tmp_path: Path) -> None:
    """With the reason of the system."""
    port = PtyPort(tmp_path / "no" / "link")
    with pytest.raises(PortError) as caught:
        port.plug_in()
    port.pull()
    assert caught.value.code == "link_not_made"


def connected(tcp: TcpPort) -> socket.socket:
    """Call the port the way its name says."""
    number = int(tcp.name.rpartition(":")[2])
    assert tcp.name == f"socket://127.0.0.1:{number}"
    return socket.create_connection(("127.0.0.1", number), timeout=10)


def test_a_tcp_port_carries_every_byte_both_ways(tcp: TcpPort) -> None:
    """After a call came in."""
    with connected(tcp) as host:
        host.sendall(EVERY_BYTE)
        assert heard(tcp, 256) == EVERY_BYTE
        tcp.write(EVERY_BYTE)
        assert received(host.fileno(), 256) == EVERY_BYTE


def test_the_newest_caller_is_the_host(tcp: TcpPort) -> None:
    """A caller who died unnoticed must not lock out the next."""
    with connected(tcp) as first, connected(tcp) as second:
        second.sendall(b"a")
        assert heard(tcp, 1) == b"a"
        assert first.recv(1) == b""


def test_a_caller_who_left_is_forgotten(tcp: TcpPort) -> None:
    """Reading finds the end once, and then only listens."""
    with connected(tcp) as host:
        host.sendall(b"a")
        assert heard(tcp, 1) == b"a"
    assert select.select(tcp.waiting_on(), [], [], 10)[0]
    assert tcp.read() == b""
    assert len(tcp.waiting_on()) == 1
    tcp.write(b"to nobody")


def test_a_pulled_tcp_port_comes_back_under_its_number(tcp: TcpPort) -> None:
    """The name stays true."""
    name = tcp.name
    with connected(tcp) as host:
        host.sendall(b"a")
        assert heard(tcp, 1) == b"a"
        tcp.pull()
        assert host.recv(1) == b""
    assert tcp.waiting_on() == []
    tcp.plug_in()
    assert tcp.name == name
    connected(tcp).close()


def test_a_busy_tcp_port_is_said(tcp: TcpPort) -> None:
    """By its code."""
    number = int(tcp.name.rpartition(":")[2])
    with pytest.raises(PortError) as caught:
        TcpPort(number).plug_in()
    assert caught.value.code == "tcp_port_busy"
    assert caught.value.values["port"] == number
