"""Ports that are not there: a pseudo-terminal for a serial cable, a TCP socket for a serial server.

`read` and `write` never wait. Whoever serves a port sleeps on its `waiting_on`.
"""

import contextlib
import errno
import os
import socket
from pathlib import Path
from typing import Protocol

from monitor.errors import PortError

CHUNK = 4096


class VirtualPort(Protocol):
    """The device's end of a cable. It may be plugged in and pulled out as often as one likes."""

    name: str
    """What a host connects to, while plugged in."""

    def plug_in(self) -> None:
        """Appear."""
        ...

    def pull(self) -> None:
        """Disappear, as when the cable is pulled out of the host."""
        ...

    def waiting_on(self) -> list[int]:
        """File descriptors that become readable when `read` has something to do."""
        ...

    def read(self) -> bytes:
        """Return what the host sent; b"" if nothing."""
        ...

    def write(self, data: bytes) -> None:
        """Send to the host, if one is there; a device does not wait for one."""
        ...


class PtyPort:
    """A pseudo-terminal, under a symbolic link of your choice if you name one."""

    def __init__(self, link: Path | None = None) -> None:
        self.name = ""
        self._link = link
        self._master = self._slave = -1

    def plug_in(self) -> None:
        """Open a new pair. Its number may differ from the last; the link then points there."""
        if not hasattr(os, "openpty"):
            raise PortError("no_pty_here")
        # Windows has no tty module, and a TCP port must work there.
        import tty

        # Our own hold on the host's end: without one the master reports a hang-up, for ever
        # readable, until a host comes.
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)  # else the line would echo, and eat control characters
        os.set_blocking(self._master, False)
        target = os.ttyname(self._slave)
        if self._link:
            point(self._link, target)
        self.name = str(self._link or target)

    def pull(self) -> None:
        """Close both ends. The link goes too: the pty's number may soon be somebody else's."""
        if self._master < 0:
            return
        if self._link:
            unpoint(self._link, os.ttyname(self._slave))
        os.close(self._master)
        os.close(self._slave)
        self._master = self._slave = -1

    def waiting_on(self) -> list[int]:
        return [self._master] if self._master >= 0 else []

    def read(self) -> bytes:
        try:
            return os.read(self._master, CHUNK)
        except BlockingIOError:
            return b""

    def write(self, data: bytes) -> None:
        # A full buffer means that nobody reads; a serial line would lose the bytes as well.
        with contextlib.suppress(BlockingIOError):
            os.write(self._master, data)


def unpoint(link: Path, target: str) -> None:
    """Take a link away, but only the one that points there: any other file is somebody's."""
    if link.is_symlink() and str(link.readlink()) == target:
        link.unlink()


def point(link: Path, target: str) -> None:
    """Make or move a symbolic link, in one step for whoever looks meanwhile."""
    if link.exists() and not link.is_symlink():
        raise PortError("link_path_taken", path=str(link))
    try:
        made = link.with_name(f".{link.name}.{os.getpid()}")
        made.symlink_to(target)
        made.replace(link)
    except OSError as error:
        raise PortError("link_not_made", path=str(link), reason=error.strerror) from error


class TcpPort:
    """A listening socket on this machine; the newest caller is the host. Number 0: any free one."""

    def __init__(self, number: int) -> None:
        self.name = ""
        self._number = number
        self._server: socket.socket | None = None
        self._host: socket.socket | None = None

    def plug_in(self) -> None:
        """Listen, after the first time on the same number again."""
        try:
            self._server = socket.create_server(("127.0.0.1", self._number))
        except OSError as error:
            busy = error.errno == errno.EADDRINUSE
            code = "tcp_port_busy" if busy else "tcp_port_not_opened"
            raise PortError(code, port=self._number, reason=error.strerror) from error
        self._server.setblocking(False)
        self._number = self._server.getsockname()[1]
        self.name = f"socket://127.0.0.1:{self._number}"

    def pull(self) -> None:
        """Hang up and listen no more."""
        for end in (self._host, self._server):
            if end:
                end.close()
        self._host = self._server = None

    def waiting_on(self) -> list[int]:
        return [end.fileno() for end in (self._server, self._host) if end]

    def read(self) -> bytes:
        self._accept()
        if self._host is None:
            return b""
        try:
            data = self._host.recv(CHUNK)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def write(self, data: bytes) -> None:
        if self._host:
            try:
                self._host.sendall(data)
            except OSError:
                self._hang_up()

    def _accept(self) -> None:
        if self._server is None:
            return
        with contextlib.suppress(BlockingIOError):
            host, _ = self._server.accept()
            self._hang_up()
            host.setblocking(False)
            self._host = host

    def _hang_up(self) -> None:
        if self._host:
            self._host.close()
            self._host = None
