"""Signing and amending on disk: what is added is sealed, and nothing that was there changes."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.amending import amend, sign
from monitor.archive import Archive
from monitor.errors import EntryError, RecordError
from monitor.events import ClockStep, Correction, Entry, Meaning, Note, Signature
from monitor.profile import shipped
from monitor.session import Session
from monitor.signing import Standing, standing
from monitor.store import Store
from monitor.verification import State, verify
from tests.monitor.records import STARTED_AT, Numbered, at, end, start

LATER = STARTED_AT + timedelta(days=1)
REVIEW = Signature(t_ms=0, by="Brandt", meaning=Meaning.SUPERVISOR_REVIEWED, head="")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A session that has ended, with two notes by its nurse."""
    path = tmp_path / "clinic.dripwatch"
    store = Store(path)
    session = store.begin(start())
    numbered = Numbered()
    store.commit(session, [numbered.note("one"), numbered.note("two"), end(60_000)])
    store.close()
    return path


def entries(record: Path) -> list[Entry]:
    """What is in it."""
    with Archive(record) as archive:
        return archive.history(1).entries


def test_a_review_is_sealed_with_what_was_reviewed(record: Path) -> None:
    """It names the head that was signed; the digest printed before still holds."""
    before = verify(record).sessions[0].digest
    stored = sign(record, 1, REVIEW, LATER)
    assert stored.head == before
    assert stored.entered_at == LATER
    found = verify(record, 1, digest=before)
    assert found.state is State.INTACT
    assert standing(entries(record), ended=True) is Standing.SIGNED


def test_the_author_alone_does_not_review(record: Path) -> None:
    """And nothing is stored."""
    own = Signature(t_ms=0, by="Adeyemi", meaning=Meaning.SUPERVISOR_REVIEWED, head="")
    with pytest.raises(EntryError, match="own_review"):
        sign(record, 1, own, LATER)
    assert len(entries(record)) == 2


def test_a_record_that_was_altered_is_not_signed(record: Path) -> None:
    """It can be returned with a question all the same."""
    with closing(sqlite3.connect(record)) as connection:
        for sql in ("DROP TRIGGER notes_changes_nothing", "UPDATE notes SET text = 'x'"):
            connection.execute(sql)
        connection.commit()
    with pytest.raises((EntryError, RecordError), match="altered"):
        sign(record, 1, REVIEW, LATER)


def test_an_amendment_keeps_both_values(record: Path) -> None:
    """The old one, the new one, the reason, and a signature since it was reviewed."""
    sign(record, 1, REVIEW, LATER)
    instead = Note(t_ms=5000, text="one, as it was")
    amend(record, 1, 1, "clarification", "Brandt", LATER, instead)
    kinds = [type(e).__name__ for e in entries(record)]
    assert kinds == ["Note", "Note", "Signature", "Note", "Correction", "Signature"]
    session = Session(shipped(), start())
    for entry in entries(record):
        session.apply(entry)
    texts = [e.text for e in session.entries.values() if isinstance(e, Note)]
    assert texts == ["two", "one, as it was"]
    assert verify(record).state is State.INTACT
    assert standing(entries(record), ended=True) is Standing.SIGNED


def test_words_are_kept_where_nobody_signs_them(record: Path) -> None:
    """Before a review, beside the entry they are about: "other" alone would say nothing."""
    amend(record, 1, 1, "other", "Adeyemi", LATER, comment="It was the next bed's.")
    *_, slip, words = entries(record)
    assert isinstance(slip, Correction)
    assert isinstance(words, Note)
    assert (words.of, words.text, words.by) == (1, "It was the next bed's.", "Adeyemi")


HOUR = timedelta(hours=1)


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """A session whose wall clock was put on by an hour after a minute; a note before, one after."""
    path = tmp_path / "moved.dripwatch"
    numbered = Numbered()
    before = numbered.note("before", 30_000)
    step = numbered.take(ClockStep, 60_000, step_ms=3_600_000)
    after = numbered.note("after", 120_000)
    told = [before, step, replace(after, at=at(120_000) + HOUR, entered_at=at(120_000) + HOUR)]
    with closing(Store(path)) as store:
        store.commit(store.begin(start()), [*told, end(180_000)])
    return path


@pytest.mark.parametrize("of", [1, 3])
def test_an_entry_amended_in_its_words_keeps_its_time_of_day(moved: Path, of: int) -> None:
    """Whichever way the wall clock was moved in between."""
    known = next(entry for entry in entries(moved) if entry.seq == of)
    assert isinstance(known, Note)
    amend(moved, 1, of, "clarification", "Brandt", LATER, replace(known, text="other words"))
    instead = next(e for e in entries(moved) if isinstance(e, Note) and e.text == "other words")
    assert (instead.at, instead.t_ms) == (known.at, known.t_ms)


def test_an_entry_amended_in_its_time_is_where_that_was_typed(moved: Path) -> None:
    """Ten seconds earlier is that by both clocks."""
    known = entries(moved)[2]
    amend(moved, 1, 3, "late_entry", "Brandt", LATER, replace(known, t_ms=110_000))
    assert entries(moved)[3].at == at(110_000) + HOUR


def test_what_is_added_after_the_end_is_of_now(moved: Path) -> None:
    """A signature and a correction stand at the time they were made, by the clock as it is."""
    sign(moved, 1, REVIEW, LATER)
    amend(moved, 1, 1, "entry_error", "Brandt", LATER + HOUR)
    _, _, _, signature, correction, again = entries(moved)
    assert signature.at == signature.entered_at == LATER
    assert signature.t_ms == (LATER - STARTED_AT - HOUR) / timedelta(milliseconds=1)
    assert [correction.at, again.at] == [LATER + HOUR] * 2


@pytest.mark.parametrize(("of", "reason"), [(9, "entry_error"), (1, "because")])
def test_an_amendment_of_nothing_or_for_no_reason_is_refused(
    record: Path, of: int, reason: str
) -> None:
    """With a sentence, and nothing stored."""
    with pytest.raises(EntryError):
        amend(record, 1, of, reason, "Brandt", LATER)
    assert len(entries(record)) == 2


def test_an_entry_is_amended_once(record: Path) -> None:
    """What was withdrawn is not withdrawn again."""
    amend(record, 1, 1, "entry_error", "Adeyemi", LATER)
    with pytest.raises(EntryError, match="amend_unknown"):
        amend(record, 1, 1, "entry_error", "Adeyemi", LATER)


def test_while_a_session_runs_elsewhere_nobody_signs(record: Path) -> None:
    """The sentence says who has the record."""
    running = Store(record)
    with pytest.raises(RecordError, match="record_held"):
        sign(record, 1, REVIEW, LATER)
    running.close()


def test_a_session_that_has_not_ended_is_not_signed(tmp_path: Path) -> None:
    """Nor amended: its nurse corrects it."""
    path = tmp_path / "r"
    store = Store(path)
    store.begin(start())
    store.close()
    with pytest.raises(EntryError, match="not_ended"):
        sign(path, 1, REVIEW, LATER)
