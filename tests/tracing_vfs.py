"""Notes every write and sync that SQLite and our code do to files; changes none of them.

A virtual file system of SQLite (`sqlite3_vfs`) is made with ctypes that passes everything on to
the system's own and writes down what is written, truncated, synced and deleted. What we do beside
SQLite - renaming, syncing a folder - is noted in `os`. Python must link SQLite dynamically.
"""

import contextlib
import ctypes
import ctypes.util
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

# SQLITE_OPEN_MAIN_JOURNAL and _WAL, _MAIN_DB
_OPEN_JOURNALS = 0x800 | 0x80000
_OPEN_NAMED = 0x100 | _OPEN_JOURNALS


class Step(NamedTuple):
    """One thing: create, write, truncate, grow, sync, rename, delete, folder (synced) or mark."""

    what: str
    name: str = ""
    data: bytes = b""
    offset: int = 0
    to: str = ""
    told: object = None


class _Methods(Structure):
    """`sqlite3_io_methods` of version 3."""

    _fields_: ClassVar = [
        ("version", c_int),
        *((name, c_void_p) for name in ("close", "read", "write", "truncate", "sync")),
        *((f"other_{n}", c_void_p) for n in range(13)),
    ]


class _File(Structure):
    """`sqlite3_file`, of which only the start is everybody's."""

    _fields_: ClassVar = [("methods", POINTER(_Methods))]


class _Vfs(Structure):
    """`sqlite3_vfs` of version 3."""

    _fields_: ClassVar = [
        *(("version", c_int), ("file_size", c_int), ("longest_path", c_int)),
        *(("next", c_void_p), ("name", c_char_p), ("data", c_void_p)),
        *(("open", c_void_p), ("delete", c_void_p)),
        *((f"other_{n}", c_void_p) for n in range(14)),
    ]


# Names are passed on as pointers: SQLite keeps them, and reads what lies behind their end.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(_File), c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Tracer:
    """The file system, registered once and kept: an open file may need it to the last."""

    def __init__(self, library: Any) -> None:  # noqa: ANN401 - what ctypes loads has no type
        self.steps: list[Step] | None = None
        self._library = library
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._system = library.sqlite3_vfs_find(None)
        system = self._system.contents
        self._really_open, self._really_delete = _OPEN(system.open), _DELETE(system.delete)
        self._names: dict[int, str] = {}
        self._folder_due: set[int] = set()
        self._methods: dict[int, _Methods] = {}
        self._kept: list[object] = [_OPEN(self._open), _DELETE(self._delete)]
        self._vfs = _Vfs.from_buffer_copy(system)
        self._vfs.name = b"tracing"
        self._vfs.open, self._vfs.delete = (_address(call) for call in self._kept)

    def use(self, steps: list[Step] | None) -> None:
        """Note into `steps` what is done to files opened from now on; None: no more."""
        self.steps = steps
        chosen = self._system if steps is None else ctypes.byref(self._vfs)
        self._library.sqlite3_vfs_register(chosen, 1)

    def note(self, what: str, name: str = "", **more: Any) -> None:  # noqa: ANN401 - of a Step
        if self.steps is not None:
            self.steps.append(Step(what, name, **more))

    def _open(self, _vfs: int, name: int | None, file: Any, flags: int, out: int | None) -> int:  # noqa: ANN401 - a pointer
        path = _path(name) if name and flags & _OPEN_NAMED else None
        there = path is not None and path.exists()
        code: int = self._really_open(ctypes.cast(self._system, c_void_p), name, file, flags, out)
        if code == 0 and path is not None:
            self._trace(file, path.name, flags, there=there)
        return code

    def _trace(self, file: Any, name: str, flags: int, *, there: bool) -> None:  # noqa: ANN401 - a pointer
        if not there:
            self.note("create", name)
        address = ctypes.addressof(file.contents)
        self._names[address] = name
        # SQLite syncs the folder of a log with its first sync after opening.
        self._folder_due.discard(address)
        if flags & _OPEN_JOURNALS:
            self._folder_due.add(address)
        methods = file.contents.methods
        key = ctypes.addressof(methods.contents)
        if key not in self._methods:
            self._methods[key] = self._wrapped(methods.contents)
        file.contents.methods = ctypes.pointer(self._methods[key])

    def _wrapped(self, system: _Methods) -> _Methods:
        write, truncate = _WRITE(system.write), _TRUNCATE(system.truncate)
        sync = _SYNC(system.sync)

        def noting_write(file: int, data: int, size: int, offset: int) -> int:
            done = ctypes.string_at(data, size)
            self.note("write", self._names[file], data=done, offset=offset)
            return int(write(file, data, size, offset))

        def noting_truncate(file: int, size: int) -> int:
            self.note("truncate", self._names[file], offset=size)
            return int(truncate(file, size))

        def noting_sync(file: int, flags: int) -> int:
            code: int = sync(file, flags)
            self.note("sync", self._names[file])
            if file in self._folder_due:
                self._folder_due.discard(file)
                self.note("folder")
            return code

        calls = [_WRITE(noting_write), _TRUNCATE(noting_truncate), _SYNC(noting_sync)]
        self._kept += [write, truncate, sync, *calls]
        wrapped = _Methods.from_buffer_copy(system)
        wrapped.write, wrapped.truncate, wrapped.sync = (_address(call) for call in calls)
        return wrapped

    def _delete(self, _vfs: int, name: int, sync_folder: int) -> int:
        code: int = self._really_delete(ctypes.cast(self._system, c_void_p), name, sync_folder)
        if code == 0:
            self.note("delete", _path(name).name)
            if sync_folder:
                self.note("folder")
        return code


def _path(name: int) -> Path:
    return Path(os.fsdecode(ctypes.string_at(name)))


def _address(call: object) -> int | None:
    return ctypes.cast(call, c_void_p).value  # type: ignore[arg-type]


@cache
def _tracer() -> _Tracer | None:
    """Return the one there is; None where Python's SQLite cannot be reached by its library."""
    name = ctypes.util.find_library("sqlite3")
    if os.name != "posix" or name is None:
        return None
    tracer = _Tracer(ctypes.CDLL(name))
    steps: list[Step] = []
    tracer.use(steps)
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "probe.db")
        connection.execute("CREATE TABLE probe (a)")
        connection.close()
    tracer.use(None)
    return tracer if any(step.what == "sync" for step in steps) else None


def possible() -> bool:
    """Whether Python's SQLite can be traced here."""
    return _tracer() is not None


@contextlib.contextmanager
def traced() -> Iterator[list[Step]]:
    """Note what is done to files until the end of the block, from all threads, in its order."""
    tracer = _tracer()
    assert tracer is not None
    steps: list[Step] = []
    tracer.use(steps)
    rename, sync = os.replace, os.fsync
    os.replace, os.fsync = _noting_rename(tracer, rename), _noting_sync(tracer, sync)
    try:
        yield steps
    finally:
        os.replace, os.fsync = rename, sync
        tracer.use(None)


def _noting_rename(tracer: _Tracer, rename: Callable[..., None]) -> Callable[..., None]:
    def noting(source: Path, to: Path, **more: Any) -> None:  # noqa: ANN401 - passed on
        rename(source, to, **more)
        tracer.note("rename", Path(source).name, to=Path(to).name)

    return noting


def _noting_sync(tracer: _Tracer, sync: Callable[..., None]) -> Callable[..., None]:
    def noting(fd: int) -> None:
        sync(fd)
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            tracer.note("folder")
        else:
            name = Path(f"/proc/self/fd/{fd}").readlink().name
            # What Python wrote by itself was not seen; all that is wanted of it here is its room.
            tracer.note("grow", name, offset=os.fstat(fd).st_size)
            tracer.note("sync", name)

    return noting
