"""Who works here: names, roles and PINs, and who came in, in a file beside the record. No session.

A PIN is kept as an argon2 hash and nowhere else: not in a log, an error or an argument list. To
check one takes a third of a second on purpose, so a window asks for it on another thread. Rows are
only ever added; of a person the last one counts.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import EntryError, RecordError
from monitor.people_here import same_name
from monitor.roles import Role
from monitor.rows import utc_text
from monitor.schema import record_errors

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SUFFIX = "-people"
"""Beside `clinic.dripwatch` lies `clinic.dripwatch-people`."""

APPLICATION_ID = 0x44726950
"""`PRAGMA application_id`: "DriP"."""

RECOVERY = "recovery code"
"""Whose hash is kept under this name is nobody's PIN."""

FEWEST_DIGITS, MOST_DIGITS = 4, 12
FREE_TRIES = 3
WAITS_S = (5, 15, 60, 300)
"""After so many wrong PINs in a row the next try waits; the last holds from then on. Nobody is
locked out for good: the patient is still in the room."""

RECOVERY_GROUPS, RECOVERY_LETTERS = 5, "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that can be taken for a digit, for it is written down by hand."""


class Access(StrEnum):
    """What is noted of people beside what they enter."""

    SIGNED_IN = "signed_in"
    REFUSED = "refused"
    EMERGENCY = "emergency"
    CLAIMED = "claimed"
    VIEWED = "viewed"
    PRINTED = "printed"
    EXPORTED = "exported"
    RECOVERED = "recovered"
    NEW_CODE = "new_code"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the clinic knows. Not active: their entries keep their name, they cannot sign in."""

    name: str
    roles: frozenset[Role]
    active: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a PIN: right, wrong, or not looked at for another `wait_s` seconds."""

    right: bool
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the access log."""

    at: datetime
    person: str
    what: Access
    detail: str | None


def beside(record: Path) -> Path:
    """Return where the people of a record are kept."""
    return record.with_name(record.name + SUFFIX)


class People:
    """The file opened. Made by the first `set_up`; RecordError where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def known(self) -> bool:
        """Whether anybody was ever set up here."""
        return self._path.exists()

    def all(self) -> list[Person]:
        """Return everybody, in the order they came."""
        found = {row["person"]: row for row in self._rows("SELECT * FROM people ORDER BY n")}
        return [
            Person(name, frozenset(map(Role, json.loads(row["roles"]))), bool(row["active"]))
            for name, row in found.items()
            if name != RECOVERY
        ]

    def named(self, name: str) -> Person | None:
        """Return an active person by the name as somebody typed it."""
        found = (p for p in self.all() if p.active and same_name(p.name, name))
        return next(found, None)

    # -- setting up ------------------------------------------------------------------------

    def set_up(self, name: str, pin: str, at: datetime) -> str:
        """Make the first administrator and return the recovery code, to be written on paper."""
        if self.known:
            raise EntryError("people_known", field="name")
        _refuse_weak(pin)
        _create(self._path)
        self._store(Person(name, frozenset({Role.ADMINISTRATOR})), _hashed(pin), at, by=name)
        return self._new_recovery(at, name)

    def save(self, person: Person, pin: str | None, at: datetime, by: str) -> None:
        """Add somebody, or change roles, PIN or whether they may sign in; None keeps the PIN."""
        if not person.name.strip() or same_name(person.name, RECOVERY):
            raise EntryError("name_missing", field="name")
        before = [p for p in self.all() if same_name(p.name, person.name)]
        if pin is not None:
            _refuse_weak(pin)
        elif not before:
            raise EntryError("pin_missing", field="pin")
        others = (p for p in self.all() if p.active and not same_name(p.name, person.name))
        stays = person.active and Role.ADMINISTRATOR in person.roles
        if not stays and all(Role.ADMINISTRATOR not in p.roles for p in others):
            raise EntryError("last_administrator", field="roles")
        name = before[0].name if before else " ".join(person.name.split())
        kept = self._hash_of(name) if pin is None else _hashed(pin)
        self._store(Person(name, person.roles, person.active), kept, at, by)

    def recover(self, code: str, name: str, pin: str, at: datetime) -> str:
        """With the code on paper make `name` an administrator with a new PIN; return a new code."""
        answer = self.check(RECOVERY, _spelled(code), at)
        if not answer.right:
            raise EntryError("recovery_wrong", field="code", wait=round(answer.wait_s))
        _refuse_weak(pin)
        known = self.named(name)
        roles = (known.roles if known else frozenset()) | {Role.ADMINISTRATOR}
        person = Person(known.name if known else " ".join(name.split()), roles)
        self._store(person, _hashed(pin), at, by=RECOVERY)
        self.note(person.name, Access.RECOVERED, at)
        return self._new_recovery(at, person.name)

    def new_code(self, by: str, at: datetime) -> str:
        """Return a new recovery code for an administrator who gave a PIN; the old one ends."""
        known = self.named(by)
        if known is None or Role.ADMINISTRATOR not in known.roles:
            raise EntryError("not_administrator", field="name", person=by)
        code = self._new_recovery(at, known.name)
        self.note(known.name, Access.NEW_CODE, at)
        return code

    def _new_recovery(self, at: datetime, by: str) -> str:
        groups = (
            "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(4))
            for _ in range(RECOVERY_GROUPS)
        )
        code = "-".join(groups)
        self._store(Person(RECOVERY, frozenset(), active=False), _hashed(_spelled(code)), at, by)
        return code

    # -- signing in ------------------------------------------------------------------------

    def check(self, name: str, pin: str, at: datetime) -> Answer:
        """Compare a PIN with a person's; takes a third of a second. Both outcomes are noted."""
        known = self.named(name)
        name = known.name if known else " ".join(name.split())
        wait_s = self.wait_s(name, at)
        if wait_s > 0:
            return Answer(right=False, wait_s=wait_s)
        right = _matches(self._hash_of(name), pin)
        self.note(name, Access.SIGNED_IN if right else Access.REFUSED, at)
        return Answer(right, 0.0 if right else self.wait_s(name, at))

    def wait_s(self, name: str, at: datetime) -> float:
        """How long until the next PIN of a person is looked at, in seconds."""
        sql = "SELECT at, what FROM access WHERE person = ? AND what IN (?, ?) ORDER BY n DESC"
        wrong: list[datetime] = []
        for row in self._rows(sql, name, Access.SIGNED_IN.value, Access.REFUSED.value):
            if row["what"] != Access.REFUSED or len(wrong) >= FREE_TRIES + len(WAITS_S):
                break
            wrong.append(datetime.fromisoformat(row["at"]))
        late = len(wrong) - FREE_TRIES
        if late < 0:
            return 0.0
        wait = timedelta(seconds=WAITS_S[min(late, len(WAITS_S) - 1)])
        gone = at - wrong[0]
        # A clock that was set back must not lock anybody out for longer.
        return max(0.0, (wait - max(gone, timedelta())).total_seconds())

    # -- the log ---------------------------------------------------------------------------

    def note(self, person: str, what: Access, at: datetime, detail: str | None = None) -> None:
        """Add a line to the access log."""
        sql = "INSERT INTO access (at, person, what, detail) VALUES (?, ?, ?, ?)"
        with self._open() as connection:
            connection.execute(sql, (utc_text(at), person, what.value, detail))

    def log(self) -> list[Noted]:
        """Return the access log, oldest first."""
        return [
            Noted(datetime.fromisoformat(r["at"]), r["person"], Access(r["what"]), r["detail"])
            for r in self._rows("SELECT * FROM access ORDER BY n")
        ]

    # -- the file --------------------------------------------------------------------------

    def _hash_of(self, name: str) -> str | None:
        sql = "SELECT person, pin, active FROM people ORDER BY n DESC"
        for row in self._rows(sql):
            if same_name(row["person"], name):
                return str(row["pin"]) if row["active"] or row["person"] == RECOVERY else None
        return None

    def _store(self, person: Person, pin: str | None, at: datetime, by: str) -> None:
        roles = json.dumps(sorted(person.roles))
        sql = 'INSERT INTO people (at, "by", person, roles, pin, active) VALUES (?, ?, ?, ?, ?, ?)'
        with self._open() as connection:
            values = (utc_text(at), by, person.name, roles, pin, int(person.active))
            connection.execute(sql, values)

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        if not self.known:
            return []
        with self._open() as connection:
            return connection.execute(sql, values).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for one statement: signing in is rare, and nobody holds the file."""
        with record_errors(self._path):
            connection = sqlite3.connect(f"{self._path.as_uri()}?mode=rw", uri=True, timeout=5)
            try:
                if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    raise RecordError("record_not_ours", path=str(self._path))
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.row_factory = sqlite3.Row
                with connection:
                    yield connection
            finally:
                connection.close()


def _create(path: Path) -> None:
    """Make the file, for its owner alone."""
    with record_errors(path):
        try:
            path.touch(0o600, exist_ok=False)
        except OSError as error:
            raise RecordError("record_read_only", path=str(path.parent)) from error
        connection = sqlite3.connect(path)
        sql = (resources.files("monitor") / "migrations" / "people.sql").read_text("utf-8")
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; {sql}")
        connection.close()


def _refuse_weak(pin: str) -> None:
    """A PIN is digits, and not the first ones that anybody tries."""
    if not (pin.isascii() and pin.isdigit() and FEWEST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise EntryError("pin_digits", field="pin", least=FEWEST_DIGITS, most=MOST_DIGITS)
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise EntryError("pin_weak", field="pin")


def _spelled(code: str) -> str:
    """A recovery code as it was meant: blanks, dashes and small letters do not matter."""
    return "".join(filter(str.isalnum, code)).upper()


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


def _hashed(pin: str) -> str:
    return _hasher().hash(pin)


def _matches(known: str | None, pin: str) -> bool:
    """Whether a PIN is the one; of a name nobody has it takes as long to say no."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return _hasher().verify(known or _hashed(secrets.token_hex(8)), pin)
    except (Argon2Error, InvalidHashError):
        return False
