"""Names, roles and PINs: who may sign in, how long a guesser waits, and the way back in."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from monitor import people as module
from monitor.errors import EntryError, RecordError
from monitor.people import Access, People, Person, beside
from monitor.roles import Role

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
PIN, OTHER = "2749", "8305"
NURSE = frozenset({Role.NURSE})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real hash, made in a millisecond: how slow it is is not what is asked here."""
    fast = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(module, "_hasher", lambda: fast)


@pytest.fixture
def people(tmp_path: Path) -> People:
    """An administrator and a nurse."""
    made = People(beside(tmp_path / "clinic.dripwatch"))
    made.set_up("Brandt", OTHER, NOW)
    made.save(Person("Adeyemi", NURSE), PIN, NOW, by="Brandt")
    return made


def refused(people: People, times: int, at: datetime = NOW) -> None:
    """Wrong PINs in a row."""
    for _ in range(times):
        assert not people.check("Adeyemi", "9999", at).right


def test_before_anybody_is_set_up_nobody_is_known(tmp_path: Path) -> None:
    """And no file is made by asking."""
    nobody = People(beside(tmp_path / "clinic.dripwatch"))
    assert (nobody.known, nobody.all(), nobody.named("Brandt"), nobody.log()) == (
        False,
        [],
        None,
        [],
    )
    assert list(tmp_path.iterdir()) == []


def test_the_right_pin_signs_in_and_both_are_noted(people: People) -> None:
    """By the name as somebody types it."""
    assert not people.check("Adeyemi", OTHER, NOW).right
    assert people.check(" adeyemi ", PIN, NOW).right
    assert [(n.person, n.what) for n in people.log()] == [
        ("Adeyemi", Access.REFUSED),
        ("Adeyemi", Access.SIGNED_IN),
    ]


def test_no_pin_is_in_the_file(people: People, tmp_path: Path) -> None:
    """Nor the wrong ones that were tried; and the file is its owner's alone."""
    refused(people, 2)
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert all(pin.encode() not in data for pin in (PIN, OTHER, "9999"))
    assert b"$argon2id$" in data
    assert beside(tmp_path / "clinic.dripwatch").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("wrong", "wait_s"), [(2, 0), (3, 5), (4, 15), (5, 60), (6, 300), (9, 300)]
)
def test_each_wrong_pin_makes_the_next_wait_longer(
    people: People, wrong: int, wait_s: float
) -> None:
    """And a restart of the program forgets none of them."""
    at = NOW
    for _ in range(wrong):
        refused(people, 1, at)
        at += timedelta(seconds=people.wait_s("Adeyemi", at))
    last = people.log()[-1].at
    assert people.wait_s("Adeyemi", last) == wait_s


def test_while_it_waits_even_the_right_pin_is_not_looked_at(people: People) -> None:
    """Afterwards it is, and the count begins anew."""
    refused(people, 3)
    answer = people.check("Adeyemi", PIN, NOW + timedelta(seconds=1))
    assert (answer.right, answer.wait_s) == (False, 4.0)
    later = NOW + timedelta(seconds=6)
    assert people.check("Adeyemi", PIN, later).right
    assert people.wait_s("Adeyemi", later) == 0
    assert people.check("Brandt", OTHER, NOW).right


def test_a_clock_set_back_locks_nobody_out_for_longer(people: People) -> None:
    """The wait counts from then on."""
    refused(people, 3)
    assert people.wait_s("Adeyemi", NOW - timedelta(days=1)) == 5


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("123", "pin_digits"),
        ("12ab", "pin_digits"),
        ("1" * 13, "pin_digits"),
        ("٣٤٥٦", "pin_digits"),
        ("1111", "pin_weak"),
        ("4567", "pin_weak"),
        ("9876", "pin_weak"),
    ],
)
def test_a_pin_anybody_would_try_is_refused(people: People, pin: str, code: str) -> None:
    """With a sentence, and nothing changed."""
    with pytest.raises(EntryError, match=code):
        people.save(Person("Haddad", NURSE), pin, NOW, by="Brandt")
    assert people.named("Haddad") is None


def test_a_change_of_roles_keeps_the_pin(people: People) -> None:
    """And the name as it was first written."""
    people.save(Person("ADEYEMI", NURSE | {Role.WITNESS}), None, NOW, by="Brandt")
    known = people.named("Adeyemi")
    assert known == Person("Adeyemi", NURSE | {Role.WITNESS})
    assert people.check("Adeyemi", PIN, NOW).right


def test_who_left_cannot_sign_in(people: People) -> None:
    """Their name stays with what they entered."""
    people.save(Person("Adeyemi", NURSE, active=False), None, NOW, by="Brandt")
    assert people.named("Adeyemi") is None
    assert not people.check("Adeyemi", PIN, NOW).right
    assert "Adeyemi" in [p.name for p in people.all()]


def test_the_last_administrator_stays(people: People) -> None:
    """Or nobody could ever add anybody again."""
    for roles, active in ((NURSE, True), (frozenset({Role.ADMINISTRATOR}), False)):
        with pytest.raises(EntryError, match="last_administrator"):
            people.save(Person("Brandt", roles, active), None, NOW, by="Brandt")


def test_somebody_new_needs_a_pin_and_a_name(people: People) -> None:
    """Neither can be left for later."""
    with pytest.raises(EntryError, match="pin_missing"):
        people.save(Person("Haddad", NURSE), None, NOW, by="Brandt")
    with pytest.raises(EntryError, match="name_missing"):
        people.save(Person("  ", NURSE), PIN, NOW, by="Brandt")


def test_the_code_on_paper_lets_an_administrator_back_in(tmp_path: Path) -> None:
    """However it is typed; it works once, and a new one takes its place."""
    people = People(tmp_path / "p")
    code = people.set_up("Brandt", OTHER, NOW)
    again = people.recover(code.lower().replace("-", " "), "Haddad", PIN, NOW)
    assert people.check("Haddad", PIN, NOW).right
    assert Role.ADMINISTRATOR in people.all()[-1].roles
    with pytest.raises(EntryError, match="recovery_wrong"):
        people.recover(code, "Haddad", "2222", NOW)
    people.recover(again, "Haddad", "5813", NOW)
    assert people.check("Haddad", "5813", NOW).right


def test_a_guessed_recovery_code_waits_too(people: People) -> None:
    """It opens everything, so it is guarded like a PIN."""
    for _ in range(4):
        with pytest.raises(EntryError, match="recovery_wrong"):
            people.recover("WRONG", "Haddad", PIN, NOW)
    assert people.wait_s("recovery code", NOW) > 0


def test_set_up_happens_once(people: People) -> None:
    """Whoever comes second is told that there are people here."""
    with pytest.raises(EntryError, match="people_known"):
        people.set_up("Mallory", PIN, NOW)


@pytest.mark.parametrize("sql", ["DELETE FROM access", "UPDATE people SET roles = '[]'"])
def test_nothing_leaves_the_file(people: People, tmp_path: Path, sql: str) -> None:
    """Not even with plain SQL."""
    path = beside(tmp_path / "clinic.dripwatch")
    refused(people, 1)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)


def test_a_file_that_is_something_else_is_said(tmp_path: Path) -> None:
    """A sentence, never a traceback."""
    path = tmp_path / "p"
    path.write_bytes(b"not a database, and quite long enough to be looked at as one" * 9)
    with pytest.raises(RecordError):
        People(path).all()


def test_names_are_text_whatever_is_in_them(people: People) -> None:
    """SQL in a name is a name."""
    name = "x'); DROP TABLE people; --"
    people.save(Person(name, NURSE), PIN, NOW, by="Brandt")
    assert people.check(name, PIN, NOW).right


def test_a_new_code_ends_the_old_one(tmp_path: Path) -> None:
    """Asked for by an administrator, and noted without the code."""
    people = People(beside(tmp_path / "clinic.dripwatch"))
    old = people.set_up("Brandt", OTHER, NOW)
    people.save(Person("Adeyemi", NURSE), PIN, NOW, by="Brandt")
    with pytest.raises(EntryError, match="not_administrator"):
        people.new_code("Adeyemi", NOW)
    new = people.new_code("brandt", NOW)
    assert new != old
    with pytest.raises(EntryError, match="recovery_wrong"):
        people.recover(old, "Brandt", PIN, NOW)
    assert people.recover(new, "Brandt", PIN, NOW)
    assert ("Brandt", Access.NEW_CODE) in [(n.person, n.what) for n in people.log()]
