"""Who is at the bedside follows from what people said of it."""

from dataclasses import replace

import pytest

from monitor.events import Correction, Entry, HandOver, PersonChange, SessionKind, SessionStart
from monitor.people_here import (
    ARRIVED,
    CLAIMED,
    CONFIRMED,
    EMERGENCY,
    LAPSED,
    LEFT,
    Person,
    same_name,
    session_people,
    who_enters,
)
from monitor.profile import shipped
from monitor.session import Session

START = SessionStart(t_ms=0, uid="u", kind=SessionKind.PATIENT, nurse="Adeyemi")


def people(*entries: Entry) -> list[tuple[str, bool]]:
    """Who is named, and who is here."""
    return [(person.name, person.here) for person in folded(*entries).values()]


def folded(*entries: Entry) -> dict[str, Person]:
    """The people by name."""
    session = Session(shipped(), START)
    for entry in entries:
        session.apply(entry)
    return {person.name: person for person in session_people(session)}


def change(t_ms: int, person: str, step: str) -> PersonChange:
    """Somebody says of somebody."""
    return PersonChange(
        t_ms=t_ms, seq=t_ms + 1, by="Adeyemi", person=person, role="nurse", step=step
    )


def over(t_ms: int, before: str, person: str) -> HandOver:
    """A hand-over."""
    return HandOver(t_ms=t_ms, seq=t_ms + 1, by=person, person=person, before=before)


def test_the_nurse_of_the_start_is_here() -> None:
    """Nobody has to say so."""
    assert people() == [("Adeyemi", True)]


def test_who_came_is_here_and_who_left_is_not() -> None:
    """The last word counts, in the order it was true."""
    assert people(change(5, "Haddad", "arrived")) == [("Adeyemi", True), ("Haddad", True)]
    left = people(change(9, "Haddad", "left"), change(5, "Haddad", "arrived"))
    assert left == [("Adeyemi", True), ("Haddad", False)]
    assert people(change(5, "Haddad", "left"), change(9, "Haddad", "arrived"))[1] == (
        "Haddad",
        True,
    )


def test_who_hands_over_is_taken_to_leave() -> None:
    """Unless she says that she is back."""
    handed = over(10, "Adeyemi", "Haddad")
    assert people(handed) == [("Adeyemi", False), ("Haddad", True)]
    assert people(handed, change(20, "Adeyemi", "arrived")) == [("Adeyemi", True), ("Haddad", True)]


def test_the_second_checker_was_here_and_may_be_gone() -> None:
    """One who is here anyway stays here."""
    assert people(change(5, "Osei", "checked"))[1] == ("Osei", False)
    both = people(change(5, "Haddad", "arrived"), change(6, "Haddad", "checked"))
    assert both[1] == ("Haddad", True)


def test_somebody_is_here_since_they_came_and_not_since_they_were_named_again() -> None:
    """A second arrival of one who never left changes nothing."""
    entries = change(5, "Haddad", "arrived"), change(9, "Haddad", "arrived")
    assert folded(*entries)["Haddad"].since_ms == 5


def test_what_was_withdrawn_was_not_so() -> None:
    """Somebody added by a slip is on no list."""
    slip = Correction(t_ms=7, seq=8, by="Adeyemi", of=6, reason="undone")
    assert people(change(5, "Haddad", "arrived"), slip) == [("Adeyemi", True)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Haddad", " haddad ", True), ("A  Haddad", "A Haddad", True), ("Haddad", "Haddat", False)],
)
def test_names_are_compared_as_people_read_them(one: str, other: str, same: bool) -> None:
    """Blanks and capitals do not make two of one."""
    assert same_name(one, other) is same


def test_a_hidden_name_sends_nobody_away_and_brings_nobody_back() -> None:
    """The screen hid it; nobody moved."""
    assert people(change(5, "Adeyemi", LAPSED)) == [("Adeyemi", True)]
    gone = (change(1, "Haddad", ARRIVED), change(2, "Haddad", LEFT), change(3, "Haddad", LAPSED))
    assert people(*gone) == [("Adeyemi", True), ("Haddad", False)]


def test_whoever_claims_an_emergency_is_here_in_its_place() -> None:
    """Nobody is called so."""
    session = Session(shipped(), replace(START, nurse=EMERGENCY))
    session.apply(change(1, "Haddad", CLAIMED))
    assert [person.name for person in session_people(session)] == ["Haddad"]


def test_who_enters_is_whoever_came_took_over_or_signed_in_last() -> None:
    """A name that was hidden, or somebody who left, changes nothing of it."""
    session = Session(shipped(), START)
    assert who_enters(session) == "Adeyemi"
    story: list[tuple[Entry, str]] = [
        (change(1, "Haddad", ARRIVED), "Haddad"),
        (change(2, "Adeyemi", CONFIRMED), "Adeyemi"),
        (change(3, "Adeyemi", LAPSED), "Adeyemi"),
        (over(4, "Adeyemi", "Osei"), "Osei"),
        (change(5, "Adeyemi", LEFT), "Osei"),
    ]
    for entry, then in story:
        session.apply(entry)
        assert who_enters(session) == then
