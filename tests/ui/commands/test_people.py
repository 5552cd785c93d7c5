"""`dripwatch people`: who is set up, and the way back in, nothing secret on the command line."""

import argparse
import getpass
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor import record_key
from monitor.people import People, beside
from tests.monitor.records import write
from tests.ui.set_up_people import NOW, PINS, people, quick
from ui.__main__ import outcome
from ui.commands import people as command

__all__ = ["people"]


def test_everybody_is_listed_with_roles(
    people: People, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no PIN, nor its hash."""
    assert outcome(["people", str(tmp_path / "record.sqlite")]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines() if line.strip()][-4:] == [
        "Brandt",
        "Adeyemi",
        "Haddad",
        "Osei",
    ]
    assert "Administrator" in out
    assert "argon2" not in out


def test_where_nobody_is_set_up_it_says_so_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Recovering there is an error."""
    record = write(tmp_path / "record.sqlite", seconds=1)
    assert outcome(["people", str(record)]) == 0
    assert "Nobody is set up" in capsys.readouterr().out
    assert outcome(["people", str(record), "--recover"]) == 1
    assert not beside(record).exists()


def test_beside_an_encrypted_record_whose_key_is_elsewhere_it_says_so_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """People are not in the record."""
    record = tmp_path / "record.sqlite"
    record.write_bytes(b"noise")
    record_key.mark(record, record_key.new())
    assert outcome(["people", str(record)]) == 0
    assert "Nobody is set up" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["gone.sqlite", "folder", "", "/"])
@pytest.mark.parametrize("more", [[], ["--recover"]])
def test_where_there_is_no_record_it_says_so(
    name: str,
    more: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A mistyped name is no record without people."""
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert outcome(["people", name, *more]) == 1
    assert "There is no record at" in capsys.readouterr().err


def test_a_file_that_is_no_record_is_called_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it is called."""
    (tmp_path / "letter.sqlite").write_text("Dear Sir")
    assert outcome(["people", str(tmp_path / "letter.sqlite")]) == 1
    assert "is not a Dripwatch record" in capsys.readouterr().err


class Typed:
    """What a person types where nothing is echoed, and at the prompt."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *secret: str, name: str = "Brandt") -> None:
        self._secret: Iterator[str] = iter(secret)
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(self._secret))
        monkeypatch.setattr("builtins.input", lambda _prompt: name)


def test_the_code_asked_without_echo_sets_a_new_pin(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And shows the new code, once."""
    quick(monkeypatch)
    kept = People(beside(tmp_path / "record.sqlite"))
    code = kept.set_up("Brandt", "8305", NOW)
    Typed(monkeypatch, code, "2749", "2749")
    assert outcome(["people", str(tmp_path / "record.sqlite"), "--recover"]) == 0
    out = capsys.readouterr().out
    assert kept.check("Brandt", "2749", NOW).right
    assert "2749" not in out
    assert code not in out
    assert kept.recover(out.split()[-1], "Brandt", "8305", NOW)


def test_an_administrator_renews_the_code_without_the_old_one(
    monkeypatch: pytest.MonkeyPatch,
    people: People,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the PIN; nobody else does, and with a wrong PIN nothing changes."""
    asked = ["people", str(tmp_path / "record.sqlite"), "--new-code"]
    for name, pin, said in (
        ("Brandt", "0000", "not the PIN"),
        ("Adeyemi", PINS["Adeyemi"], "no administrator"),
    ):
        Typed(monkeypatch, pin, name=name)
        assert outcome(asked) == 2
        told = capsys.readouterr()
        assert said in told.err
        assert "-" not in told.out
    Typed(monkeypatch, PINS["Brandt"])
    assert outcome(asked) == 0
    code = capsys.readouterr().out.split()[-1]
    assert people.recover(code, "Brandt", "6402", NOW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("AAAA", "2749", "2749"), "not the recovery code"),
        (("AAAA", "2749", "2748"), "not the same"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    people: People,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    typed: tuple[str, ...],
    said: str,
) -> None:
    """Without what was typed."""
    Typed(monkeypatch, *typed)
    assert outcome(["people", str(tmp_path / "record.sqlite"), "--recover"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "2749" not in told.out + told.err


def test_no_argument_takes_a_pin_or_a_code() -> None:
    """They would be in the history of the shell and in the list of processes."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert {action.dest for action in parser._actions} == {"help", "file", "recover", "new_code"}
