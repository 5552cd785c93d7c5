"""The key of an encrypted record: made here, kept in the user's keyring. It encrypts nothing.

Beside an encrypted record lies `<record>-key`. It holds the key's id, which is no secret (it is
the first 16 bytes of the record), and where there is no keyring the key as well, for its owner
alone. A record with no such file beside it is a plain one.
"""

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from monitor.errors import EntryError, RecordError

SUFFIX = "-key"
"""Beside `clinic.dripwatch` lies `clinic.dripwatch-key`."""

SERVICE = "dripwatch record"
"""What a keyring calls whom its keys are for; the user's name there is the key's id."""

_ID_BYTES, _SECRET_BYTES = 16, 32
_MOST_BYTES = 1024
_GROUP = 8


@dataclass(frozen=True, slots=True)
class RecordKey:
    """256 random bits and their id, both as hex digits. The id is SQLCipher's salt."""

    id: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        """Let nothing but hex digits in: both are put into a PRAGMA, which takes no parameters."""
        if not (_is_hex(self.id, _ID_BYTES) and _is_hex(self.secret, _SECRET_BYTES)):
            raise ValueError("not a key")

    @property
    def on_paper(self) -> str:
        """The secret as it is written down: groups of eight."""
        starts = range(0, len(self.secret), _GROUP)
        return "-".join(self.secret[start : start + _GROUP] for start in starts)


def beside(record: Path) -> Path:
    """Return where a record's key, or its id, lies."""
    return record.with_name(record.name + SUFFIX)


def new() -> RecordKey:
    """Return a key nobody has had before."""
    return RecordKey(os.urandom(_ID_BYTES).hex(), os.urandom(_SECRET_BYTES).hex())


def of(record: Path) -> RecordKey | None:
    """Return a record's key, None for a plain record. RecordError: it is not to be had here."""
    told = _told(record)
    if told is None:
        return None
    with suppress(ValueError):
        return RecordKey(told["id"], told.get("key") or _in_keyring(told["id"]))
    raise RecordError("record_key_missing", path=str(record))


def is_of(record: Path, key: RecordKey | None) -> bool:
    """Whether the file beside a record says this key; None: that the record is a plain one."""
    told = _told(record)
    return told is None if key is None else told is not None and told["id"] == key.id


def mark(record: Path, key: RecordKey) -> None:
    """Say that a record has this key, without the key: for a copy that goes elsewhere."""
    _write(record, {"id": key.id})


def keep(record: Path, key: RecordKey) -> bool:
    """Keep a record's key in the keyring, else beside it; return whether the keyring took it."""
    taken = _put_in_keyring(key)
    _write(record, {"id": key.id} if taken else {"id": key.id, "key": key.secret})
    return taken


def typed(record: Path, text: str) -> RecordKey:
    """Return a record's key from what somebody typed of the paper; EntryError where it is none.

    For a command that has not opened the record yet: it may read the id from the record itself.
    """
    told = _told(record)
    try:
        with record.open("rb") as file:
            its_id = file.read(_ID_BYTES).hex() if told is None else told["id"]
    except OSError as error:
        raise RecordError("record_missing", path=str(record)) from error
    try:
        return RecordKey(its_id, "".join(filter(str.isalnum, text)).lower())
    except ValueError as error:
        raise EntryError("key_malformed", field="key", digits=2 * _SECRET_BYTES) from error


# --- beside the record -------------------------------------------------------------------------


def _told(record: Path) -> dict[str, str] | None:
    """What the file beside a record says; None where there is none."""
    try:
        with beside(record).open("rb") as file:
            told = json.loads(file.read(_MOST_BYTES))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        told = {}
    return {"id": "", **told}


def _write(record: Path, told: dict[str, str]) -> None:
    """Write the file whole or not at all: half a key would lock everybody out."""
    path = beside(record)
    part = path.with_name(f"{path.name}-new")
    try:
        part.unlink(missing_ok=True)
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as out:
            json.dump(told, out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        raise RecordError("record_read_only", path=str(path)) from error


# --- in the keyring ----------------------------------------------------------------------------


@cache
def _in_keyring(its_id: str) -> str:
    """Ask the keyring once in a process: it may be slow, and a record is opened many times."""
    try:
        import keyring

        secret = keyring.get_password(SERVICE, its_id)
    except Exception as error:
        # A keyring that fails in whatever way has no key.
        raise ValueError("no keyring") from error
    if secret is None:
        raise ValueError("no such key")
    return secret


def _put_in_keyring(key: RecordKey) -> bool:
    try:
        import keyring

        keyring.set_password(SERVICE, key.id, key.secret)
        # One that is switched off takes everything and keeps nothing.
        return keyring.get_password(SERVICE, key.id) == key.secret
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the key is kept in a file then
        return False


def _is_hex(text: str, size: int) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", text, re.ASCII) is not None
