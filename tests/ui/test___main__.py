"""The command line's frame: the command is found, and every ending is a code and one sentence."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import __main__ as command_line
from ui import bug_log

COMMAND = '''"""A command."""
from monitor.errors import EntryError, RecordError
NAME = "{name}"
HELP = "does {name}"
def add_arguments(parser): parser.add_argument("--count", type=int)
def run(args):
    print("{name}", args.count)
    {ending}
'''

ENDINGS = {
    "bedside": "return 0",
    "broken": "raise RecordError('broken')",
    "buggy": "raise ValueError('Jane Doe')",
    "mistyped": "raise EntryError('mistyped')",
    "stopped": "raise KeyboardInterrupt",
    "long": "import pathlib; pathlib.Path('x' * 300).exists()",
}


@pytest.fixture(autouse=True)
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer commands that end in every way there is, and keep the log out of the real place."""
    package = tmp_path / "commands_of_a_test"
    package.mkdir()
    (package / "__init__.py").touch()
    for name, ending in ENDINGS.items():
        text = COMMAND.format(name=name, ending=ending)
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(command_line, "COMMANDS", package.name)
    monkeypatch.setattr(bug_log, "folder", lambda: tmp_path / "log")
    monkeypatch.setattr(bug_log, "listeners", [command_line._say_once()])
    for module in [name for name in sys.modules if name.startswith(package.name)]:
        monkeypatch.delitem(sys.modules, module)


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["bedside"], 0),
        (["broken"], 1),
        (["buggy"], 1),
        (["mistyped"], 2),
        (["stopped"], 130),
        (["long"], 1),
    ],
)
def test_each_ending_has_its_code(argv: list[str], code: int) -> None:
    """0 done, 1 found something wrong, 2 wrong usage, 130 interrupted."""
    assert command_line.outcome(argv) == code


@pytest.mark.parametrize("name", ["broken", "buggy", "mistyped", "long"])
def test_what_goes_wrong_is_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback reaches the person, and no message that might quote a patient."""
    command_line.outcome([name])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Jane Doe" not in said


@pytest.mark.parametrize("argv", [["bedside", "--cuont", "3"], ["bedside", "--count", "x"], ["no"]])
def test_wrong_usage_is_one_line(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt option, a wrong value, an unknown command: code 2, one line, where to look."""
    with pytest.raises(SystemExit) as stop:
        command_line.outcome(argv)
    said = capsys.readouterr().err
    assert stop.value.code == 2
    assert said.count("\n") == 1
    assert "--help" in said


@pytest.mark.parametrize(
    ("argv", "said"), [([], "bedside None\n"), (["--count", "3"], "bedside 3\n")]
)
def test_without_a_command_the_bedside_opens(
    argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options alone belong to the bedside window."""
    assert command_line.outcome(argv) == 0
    assert capsys.readouterr().out == said


def test_only_the_command_asked_for_is_imported() -> None:
    """A quick command does not wait for what another one imports."""
    command_line.outcome(["bedside"])
    loaded = {name for name in sys.modules if name.startswith("commands_of_a_test.")}
    assert loaded == {"commands_of_a_test.bedside"}


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`dripwatch --help` knows all of them, without a list anywhere."""
    with pytest.raises(SystemExit) as stop:
        command_line.outcome(["--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert all(f"does {name}" in said for name in ENDINGS)


def test_a_library_the_system_lacks_is_a_sentence_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bundle brings Qt along, and not the display drivers that Qt loads."""

    def lacking(_argv: list[str]) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(command_line, "run", lacking)
    assert command_line.outcome(["demo"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("libEGL.so.1 is missing")
    assert told.count("\n") == 1


def test_a_name_too_long_for_a_file_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """By whatever command, and not at its whole length."""
    command_line.outcome(["long"])
    assert f"The name {'x' * 40}… is too long" in capsys.readouterr().err


def printing_to(stdout: io.TextIOWrapper | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", stdout)
    command_line._steady_output()


def test_a_letter_that_the_output_lacks_is_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of patients does not end at the first of them whose name is not western."""
    with (tmp_path / "list").open("w", encoding="cp1252") as file:
        printing_to(file, monkeypatch)
        print("Łukasz Müller")
    assert (tmp_path / "list").read_text("cp1252") == "\\u0141ukasz Müller\n"


@pytest.mark.skipif(os.name != "posix", reason="a console is never closed or full")
@pytest.mark.parametrize("closed", [True, False])
def test_an_output_that_takes_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, closed: bool
) -> None:
    """`>&-` and a full disk are no mistake of ours; nor is there a second complaint at the exit."""
    full = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    printing_to(None if closed else full, monkeypatch)
    with full, sys.stdout:
        assert command_line.outcome(["bedside"]) == 1
        assert "could not be" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("asked", [["--help"], ["--version"], ["verify", "--help"], ["ports"]])
@pytest.mark.parametrize("full", [True, False])
def test_what_cannot_be_printed_is_one_sentence_in_a_process_of_its_own(
    asked: list[str], unbuffered: str, tmp_path: Path, *, full: bool
) -> None:
    """Python itself complains of what is still unprinted at its exit; nothing may be."""
    to = ">/dev/full" if full else ">&-"
    ended = subprocess.run(
        ["sh", "-c", f'"$@" {to}', "sh", sys.executable, "-m", "ui", *asked],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered, "HOME": str(tmp_path)},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("What was to be printed could not be")
    assert ended.stderr.count("\n") == 1
