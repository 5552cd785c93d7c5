"""People with PINs beside a record, with a hash that takes a millisecond, and hands that type."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor import people as module
from monitor.people import Access, People, Person, beside
from monitor.roles import Role
from tests.ui.beside import by_hand
from ui.people.pin_dialog import PinDialog

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
PINS = {"Brandt": "8305", "Adeyemi": "2749", "Haddad": "5180", "Osei": "6402"}
WRONG = "9157"
ROLES = {"Adeyemi": Role.NURSE, "Haddad": Role.NURSE, "Osei": Role.WITNESS}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> People:
    """Brandt administers, Adeyemi and Haddad nurse, Osei witnesses."""
    quick(monkeypatch)
    return set_up(tmp_path / "record.sqlite")


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a real hash take a millisecond."""
    fast = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(module, "_hasher", lambda: fast)


def set_up(record: Path) -> People:
    """The four, beside a record."""
    made = People(beside(record))
    made.set_up("Brandt", PINS["Brandt"], NOW)
    for name, role in ROLES.items():
        made.save(Person(name, frozenset({role})), PINS[name], NOW, by="Brandt")
    return made


def accesses(people: People, *, of: Access | None = None) -> list[tuple[str, Access]]:
    """Who did what, without the times."""
    return [(n.person, n.what) for n in people.log() if of is None or n.what is of]


def answer(qtbot: QtBot, dialog: PinDialog | None, pin: str) -> None:
    """Type a PIN on the keyboard, by hand, and wait until it was compared."""
    assert dialog is not None
    dialog.now_s = by_hand()
    dialog.pin.setFocus()
    QTest.keyClicks(dialog.pin, pin)
    QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    settled(qtbot, lambda: dialog.check.busy)


def settled(qtbot: QtBot, busy: Callable[[], bool]) -> None:
    """Wait until what runs aside is over."""
    qtbot.waitUntil(lambda: not busy())
