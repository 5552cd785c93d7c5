"""What is asked on the terminal: without an answer it is a sentence, and nothing was done."""

import io
import sys
import warnings
from collections.abc import Callable
from getpass import GetPassWarning

import pytest

from monitor.errors import EntryError
from ui.commands._asking import shown, unseen


def without_terminal(prompt: str) -> str:
    """Be getpass where there is none."""
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    raise AssertionError("the warning was to be an error")


class Input(io.TextIOWrapper):
    """Standard input of these bytes; `terminal`: it is one."""

    def __init__(self, said: bytes, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(said), encoding="utf-8")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize("ask", [shown, unseen])
@pytest.mark.parametrize(
    ("stdin", "code"),
    [(b"", "nothing_typed"), (None, "nothing_typed"), (b"\xff\n", "typed_no_text")],
)
def test_no_answer_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ask: Callable[[str], str],
    stdin: bytes | None,
    code: str,
) -> None:
    """Ctrl-D, no standard input, a name in another encoding; and no warning besides."""
    monkeypatch.setattr("getpass.getpass", without_terminal)
    monkeypatch.setattr(sys, "stdin", None if stdin is None else Input(stdin))
    with pytest.raises(EntryError, match=code):
        ask("Name: ")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("raised", [EOFError(), UnicodeDecodeError("utf-8", b"", 0, 1, "")])
def test_no_answer_on_a_terminal_too(monkeypatch: pytest.MonkeyPatch, raised: Exception) -> None:
    def falls(_prompt: str) -> str:
        raise raised

    monkeypatch.setattr("getpass.getpass", falls)
    with pytest.raises(EntryError, match="typed"):
        unseen("PIN: ")


def test_a_line_from_a_pipe_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing echoes there; on a terminal that cannot be kept from it nothing is typed."""
    monkeypatch.setattr("getpass.getpass", without_terminal)
    monkeypatch.setattr(sys, "stdin", Input(b"1234\n"))
    assert unseen("PIN: ") == "1234"
    monkeypatch.setattr(sys, "stdin", Input(b"1234\n", terminal=True))
    with pytest.raises(EntryError, match="echo_stays"):
        unseen("PIN: ")
