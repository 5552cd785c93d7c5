"""Where a key is kept, who can read it there, and what is made of a file that lies."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from monitor import record_key
from monitor.errors import EntryError, RecordError
from tests import keyrings


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where a record would be."""
    return tmp_path / "clinic.dripwatch"


def test_a_key_is_new_each_time_and_does_not_show_itself() -> None:
    """256 bits; what is logged or printed of it is its id."""
    one, other = record_key.new(), record_key.new()
    assert len({one.id, other.id, one.secret, other.secret}) == 4
    assert len(bytes.fromhex(one.secret)) == 32
    assert one.secret not in repr(one)


def test_a_record_without_a_key_file_is_plain(record: Path) -> None:
    """Nothing is asked of any keyring."""
    assert record_key.of(record) is None


def test_a_keyring_has_the_key_and_the_folder_only_its_id(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the id, so that a record can be renamed."""
    memory = keyrings.in_memory(monkeypatch)
    key = record_key.new()
    assert record_key.keep(record, key)
    assert list(memory.kept.values()) == [key.secret]
    assert key.secret not in record_key.beside(record).read_text()
    assert record_key.of(record) == key


@pytest.mark.parametrize("how", ["none", "switched off", "not installed"])
def test_without_a_keyring_a_file_for_its_owner_alone_has_it(
    how: str, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the reason is; and a file that was open to all before is not again."""
    keyrings.without(monkeypatch, switched_off=how == "switched off")
    if how == "not installed":
        monkeypatch.setitem(sys.modules, "keyring", None)
    record_key.beside(record).write_text("older")
    record_key.beside(record).chmod(0o644)
    key = record_key.new()
    assert not record_key.keep(record, key)
    assert record_key.of(record) == key
    mode = stat.S_IMODE(record_key.beside(record).stat().st_mode)
    assert os.name != "posix" or mode == 0o600
    assert [p.name for p in record.parent.iterdir()] == ["clinic.dripwatch-key"]


@pytest.mark.parametrize("keyring", [keyrings.in_memory, keyrings.without])
def test_a_key_that_is_not_here_is_said(
    keyring: object, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another computer, or for another user of this one."""
    assert callable(keyring)
    keyring(monkeypatch)
    record_key.mark(record, record_key.new())
    with pytest.raises(RecordError, match="record_key_missing"):
        record_key.of(record)


HOSTILE = {
    "nothing": "",
    "not JSON": "{",
    "a list": "[]",
    "numbers": '{"id": 1, "key": 2}',
    "no id": json.dumps({"key": "0" * 64}),
    "SQL": json.dumps({"id": "0" * 32, "key": "0" * 62 + "';"}),
    "other digits": json.dumps({"id": "\u0660" * 32, "key": "0" * 64}),
    "a line feed": json.dumps({"id": "0" * 32 + "\n", "key": "0" * 64}),
    "deep": "[" * 1000,
    "endless": '{"id": "' + "0" * 100_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_key_file_from_untrusted_hands_is_no_key(
    what: str, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but hex digits gets near the database."""
    keyrings.in_memory(monkeypatch)
    record_key.beside(record).write_text(HOSTILE[what], "utf-8")
    with pytest.raises(RecordError, match="record_key_missing"):
        record_key.of(record)


def test_a_key_is_typed_from_its_paper(record: Path) -> None:
    """Blanks, dashes and capitals do not matter; the id is the file's first bytes."""
    key = record_key.new()
    record.write_bytes(bytes.fromhex(key.id) + b"more")
    assert record_key.typed(record, f" {key.on_paper.upper().replace('-', ' - ')}\n") == key
    record_key.mark(record, key)
    record.write_bytes(b"")
    assert record_key.typed(record, key.on_paper) == key


@pytest.mark.parametrize("text", ["", "12345", "g" * 64, "0" * 65])
def test_what_is_no_key_is_refused(text: str, record: Path) -> None:
    """Before anything is tried with it."""
    record.write_bytes(bytes(16))
    with pytest.raises(EntryError, match="key_malformed"):
        record_key.typed(record, text)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """In a sentence."""
    with pytest.raises(RecordError, match="record_read_only"):
        record_key.mark(tmp_path / "gone" / "r.db", record_key.new())
