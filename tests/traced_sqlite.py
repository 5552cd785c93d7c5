"""Every write and sync SQLite does to its files: told, held up, made to fail. Knows no record.

A VFS of our own becomes SQLite's default for a while: it opens files as the real one does and puts
our calls in the place of four of theirs. What is mapped into memory (`-shm`) is not seen here.
"""

import _sqlite3
import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest

OK, IOERR, FULL, IOERR_WRITE, IOERR_FSYNC = 0, 10, 13, 778, 1034
"""Result codes of SQLite (https://sqlite.org/rescode.html) for `Trace.meet` to answer."""

_P = ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _P, _P, _P, ctypes.c_int, _P)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, _P, _P, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _P, _P, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _P, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _P, ctypes.c_int)


class Op(NamedTuple):
    """One call: which thread did what to which file (its whole path; "" for a temporary one).

    `op` is open, write, sync, truncate or delete; `offset` where a write begins, or a truncated
    file's new size; `length` and `data` what is written (bytes).
    """

    thread: str
    file: str
    op: str
    offset: int = 0
    length: int = 0
    data: bytes = b""


@dataclass
class Trace:
    """What was done, in order. `meet` is asked before each call, and may wait or answer an error.

    An operation that was refused is not in `ops`.
    """

    ops: list[Op] = field(default_factory=list)
    meet: Callable[[Op], int] = lambda op: OK
    names: dict[int, str] = field(default_factory=dict)

    def of(self, op: str, ending: str = "") -> list[Op]:
        """Those of one kind, on files whose name ends so."""
        return [done for done in self.ops if done.op == op and done.file.endswith(ending)]

    def pass_on(self, op: Op, real: Callable[[], int]) -> int:
        """Do it, and note what was done."""
        try:
            code = self.meet(op) or real()
        except Exception:  # noqa: BLE001 - nothing may be raised through C
            return IOERR
        if code == OK:
            self.ops.append(op)
        return code


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        *((name, _P) for name in ("close", "read", "write", "truncate", "sync")),
        ("others", _P * 13),
    )


class _Vfs(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("version", "file_size", "longest_path")),
        *((name, _P) for name in ("next", "name", "data", "open", "delete")),
        ("others", _P * 14),
    )


_KEPT: list[object] = []
"""SQLite may hold on to what it was once given, until after Python is gone."""
ctypes.pythonapi.Py_IncRef(ctypes.py_object(_KEPT))


@contextmanager
def traced() -> Iterator[Trace]:
    """Trace the files that this process opens by SQLite from now on, until they are closed."""
    library = _library()
    library.sqlite3_vfs_find.restype = _P
    at = library.sqlite3_vfs_find(None)
    trace, real = Trace(), _Vfs.from_address(at)
    ours = _Vfs.from_buffer_copy(real)
    name = ctypes.create_string_buffer(f"traced-{len(_KEPT)}".encode())
    opened, deleted = _opening(trace, real, at), _deleting(trace, real, at)
    ours.next, ours.name = None, ctypes.addressof(name)
    ours.open, ours.delete = _address(opened), _address(deleted)
    _KEPT.extend((ours, name, opened, deleted))
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)
    try:
        yield trace
    finally:
        library.sqlite3_vfs_register(ctypes.c_void_p(at), 1)
        library.sqlite3_vfs_unregister(ctypes.byref(ours))


def _library() -> ctypes.CDLL:
    """Return the SQLite that Python's sqlite3 uses, not another one of the same name."""
    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find  # noqa: B018 - looked up here, or not there
    except (AttributeError, OSError):
        pytest.skip("Python has SQLite built in, where its files cannot be watched")
    return library


def _address(function: Any) -> int | None:  # noqa: ANN401 - ctypes has no name for it
    return ctypes.cast(function, _P).value


def _text(pointer: int | None) -> str:
    return ctypes.string_at(pointer).decode() if pointer else ""


def _opening(trace: Trace, real: _Vfs, vfs: int) -> object:
    really = _OPEN(real.open)
    made: dict[int, _Methods] = {}
    _KEPT.append(made)

    def opened(_: int, name: int | None, file: int, flags: int, told: int | None) -> int:
        path = _text(name)
        op = Op(threading.current_thread().name, path, "open")
        code = trace.pass_on(op, lambda: really(vfs, name, file, flags, told))
        pointer = _P.from_address(file)
        if code == OK and pointer.value is not None:
            trace.names[file] = path
            if pointer.value not in made:
                made[pointer.value] = _watched(trace, _Methods.from_address(pointer.value))
            pointer.value = ctypes.addressof(made[pointer.value])
        return code

    return _OPEN(opened)


def _deleting(trace: Trace, real: _Vfs, vfs: int) -> object:
    really = _DELETE(real.delete)

    def deleted(_: int, name: int | None, sync_folder: int) -> int:
        op = Op(threading.current_thread().name, _text(name), "delete", length=sync_folder)
        return trace.pass_on(op, lambda: really(vfs, name, sync_folder))

    return _DELETE(deleted)


def _watched(trace: Trace, real: _Methods) -> _Methods:
    """Return the calls of an open file, with ours in the place of three."""
    writes, cuts, syncs = _WRITE(real.write), _TRUNCATE(real.truncate), _SYNC(real.sync)

    def op(file: int, kind: str, offset: int = 0, data: bytes = b"") -> Op:
        thread = threading.current_thread().name
        return Op(thread, trace.names.get(file, ""), kind, offset, len(data), data)

    def write(file: int, data: int, length: int, offset: int) -> int:
        told = op(file, "write", offset, ctypes.string_at(data, length))
        return trace.pass_on(told, lambda: writes(file, data, length, offset))

    def truncate(file: int, size: int) -> int:
        return trace.pass_on(op(file, "truncate", size), lambda: cuts(file, size))

    def sync(file: int, flags: int) -> int:
        return trace.pass_on(op(file, "sync"), lambda: syncs(file, flags))

    ours = _Methods.from_buffer_copy(real)
    calls = (_WRITE(write), _TRUNCATE(truncate), _SYNC(sync))
    _KEPT.extend(calls)
    ours.write, ours.truncate, ours.sync = map(_address, calls)
    return ours
