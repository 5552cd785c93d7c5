"""Questions of returned sessions: they find their nurse, and no other, until they are answered."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.amending import sign
from monitor.archive import Archive
from monitor.events import Meaning, Signature
from monitor.returned import Returned, returned_to
from monitor.store import Store
from tests.monitor.records import STARTED_AT, Numbered, end, start

DAY = timedelta(days=1)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Two sessions that Adeyemi began; in the second Haddad entered something too."""
    path = tmp_path / "clinic.dripwatch"
    store = Store(path)
    for uid, others in (("u1", ()), ("u2", ("Haddad",))):
        session = store.begin(start(uid))
        numbered = Numbered()
        notes = [numbered.note("one")]
        notes += [replace(numbered.note("two"), by=name) for name in others]
        store.commit(session, [*notes, end(60_000)])
    store.close()
    return path


def put(record: Path, session: int, meaning: Meaning, by: str, days: int, text: str = "") -> None:
    """Sign a session some days later."""
    signature = Signature(t_ms=0, by=by, meaning=meaning, head="", comment=text or None)
    sign(record, session, signature, STARTED_AT + days * DAY)


def waiting(record: Path, nurse: str) -> list[Returned]:
    """What waits for somebody."""
    with Archive(record) as archive:
        return returned_to(archive, nurse)


def test_a_question_waits_for_whoever_recorded(record: Path) -> None:
    """The nurse who began, whoever entered something, and nobody else."""
    put(record, 2, Meaning.RETURNED, "Brandt", 1, "who was there?")
    (found,) = waiting(record, " adeyemi ")
    assert (found.session, found.patient, found.asked.comment) == (
        2, "Robin Sample", "who was there?",
    )  # fmt: skip
    assert len(waiting(record, "Haddad")) == 1
    assert waiting(record, "Okafor") == []
    assert waiting(record, "Brandt") == []


def test_the_oldest_question_comes_first_and_an_answer_takes_it_away(record: Path) -> None:
    """As they were asked, not as the sessions began."""
    put(record, 2, Meaning.RETURNED, "Brandt", 1, "first?")
    put(record, 1, Meaning.RETURNED, "Brandt", 2, "second?")
    assert [one.session for one in waiting(record, "Adeyemi")] == [2, 1]
    put(record, 2, Meaning.NURSE_COMPLETED, "Adeyemi", 3, "done")
    assert [one.session for one in waiting(record, "Adeyemi")] == [1]


def test_where_nothing_was_returned_nothing_waits(record: Path) -> None:
    """A review is no question."""
    put(record, 1, Meaning.SUPERVISOR_REVIEWED, "Brandt", 1)
    assert waiting(record, "Adeyemi") == []
