"""The thread that signs: what it says of a success, a refusal and a fault, one after the other."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor import amending, people
from monitor.archive import Archive
from monitor.events import Entry, Meaning, Note, Signature
from monitor.people import People, Person, beside
from monitor.roles import Role
from monitor.store import Store
from tests.ui.saved_sessions import STARTED, infusion, save, start
from ui.signer import Amendment, Signer

REVIEW = Signature(t_ms=0, by="Brandt", meaning=Meaning.SUPERVISOR_REVIEWED, head="")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """One session that has ended."""
    path = tmp_path / "clinic.dripwatch"
    save(path, start(), infusion())
    return path


@pytest.fixture
def signer(qtbot: QtBot, record: Path) -> Iterator[Signer]:
    """Stopped at the end, for a thread must not outlive its test."""
    made = Signer(record)
    yield made
    made.stop()


def last(record: Path) -> Entry:
    """The last entry on disk."""
    with Archive(record) as archive:
        return archive.entries(1)[-1]


def test_what_is_stored_is_told_after_it_is_on_disk(
    qtbot: QtBot, signer: Signer, record: Path
) -> None:
    """And signing waits on a thread that is not this one."""
    with qtbot.waitSignal(signer.done) as told:
        signer.sign(1, REVIEW)
    assert told.args == [1]
    signature = last(record)
    assert isinstance(signature, Signature)
    assert signature.head
    assert signer._thread is not threading.current_thread()


def test_a_refusal_has_its_field_and_its_sentence(
    qtbot: QtBot, signer: Signer, record: Path
) -> None:
    """And whoever wrote the record keeps it."""
    running = Store(record)
    with qtbot.waitSignal(signer.refused) as told:
        signer.sign(1, REVIEW)
    running.close()
    assert told.args is not None
    assert told.args[:2] == [1, ""]
    assert "process" in told.args[2]
    with qtbot.waitSignal(signer.refused) as told:
        signer.amend(1, Amendment(1, "artefact"), by="")
    assert told.args is not None
    assert told.args[1] == "by"


def test_a_fault_of_ours_is_said_and_the_next_one_signs(
    qtbot: QtBot, signer: Signer, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the log, and the thread goes on."""
    noted: list[Exception] = []
    monkeypatch.setattr("ui.signer.note_bug", noted.append)
    with monkeypatch.context() as broken:
        broken.setattr(amending, "sign", lambda *_args, **_more: 1 // 0)
        with qtbot.waitSignal(signer.refused) as told:
            signer.sign(1, REVIEW)
    assert told.args is not None
    assert "in the log" in told.args[2]
    assert [type(error) for error in noted] == [ZeroDivisionError]
    with qtbot.waitSignal(signer.done):
        signer.sign(1, REVIEW)


def test_an_amendment_reaches_the_record(qtbot: QtBot, signer: Signer, record: Path) -> None:
    """With its words where it was reviewed."""
    with qtbot.waitSignal(signer.done):
        signer.sign(1, REVIEW)
    note = Note(t_ms=60_000, text="as it was")
    with qtbot.waitSignal(signer.done):
        signer.amend(1, Amendment(2, "clarification", note, "asked her"), by="Brandt")
    signature = last(record)
    assert isinstance(signature, Signature)
    assert (signature.meaning, signature.comment) == (Meaning.AMENDED, "asked her")


def test_who_writes_the_record_is_told(qtbot: QtBot, signer: Signer, record: Path) -> None:
    """And nobody, once nobody does."""
    running = Store(record)
    with qtbot.waitSignal(signer.held) as told:
        signer.look()
    assert told.args is not None
    assert "process" in told.args[0]
    running.close()
    with qtbot.waitSignal(signer.held) as told:
        signer.look()
    assert told.args == [""]


class _Quick:
    """Hashes in no time."""

    def hash(self, pin: str) -> str:
        return pin


@pytest.mark.parametrize(
    ("by", "meaning", "signed"),
    [
        ("Brandt", Meaning.SUPERVISOR_REVIEWED, Meaning.SUPERVISOR_REVIEWED),
        ("Okafor", Meaning.SUPERVISOR_REVIEWED, Meaning.PRESCRIBER_REVIEWED),
        ("Okafor", Meaning.RETURNED, Meaning.RETURNED),
        ("Adeyemi", Meaning.SUPERVISOR_REVIEWED, None),
        ("Adeyemi", Meaning.NURSE_COMPLETED, Meaning.NURSE_COMPLETED),
        ("Brandt", Meaning.NURSE_COMPLETED, None),
        ("Nobody", Meaning.SUPERVISOR_REVIEWED, None),
    ],
)
def test_a_role_says_what_somebody_may_sign(
    qtbot: QtBot,
    signer: Signer,
    record: Path,
    monkeypatch: pytest.MonkeyPatch,
    by: str,
    meaning: Meaning,
    signed: Meaning | None,
) -> None:
    """Where people are set up; a prescriber's review is a prescriber's."""
    monkeypatch.setattr(people, "_hasher", _Quick)
    known = People(beside(record))
    known.set_up("Osei", "4711", STARTED)
    for name, role in (
        ("Brandt", Role.SUPERVISOR),
        ("Okafor", Role.PRESCRIBER),
        ("Adeyemi", Role.NURSE),
    ):
        known.save(Person(name, frozenset({role})), "9024", STARTED, by="Osei")
    signature = Signature(t_ms=0, by=by, meaning=meaning, head="", comment="why?")
    with qtbot.waitSignal(signer.done if signed else signer.refused) as told:
        signer.sign(1, signature)
    stored = last(record)
    if signed is None:
        assert told.args is not None
        assert told.args[1:] == [
            "by",
            f"{by} may not sign this. Ask somebody whose role allows it.",
        ]
        assert not isinstance(stored, Signature)
    else:
        assert isinstance(stored, Signature)
        assert (stored.by, stored.meaning) == (by, signed)
