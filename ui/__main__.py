"""`dripwatch COMMAND ...`: finds the command and turns whatever goes wrong into one sentence.

A command is a file of ui/commands/ with NAME, HELP, add_arguments(parser) and run(args) -> int.
Only the one asked for is imported, so that `dripwatch decode` does not wait for Qt.
"""

import argparse
import io
import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import NoReturn, TextIO

from monitor import catalogue
from monitor.errors import DripwatchError, EntryError, long_names
from ui import bug_log, words

COMMANDS = "ui.commands"
WITHOUT_A_COMMAND = "bedside"

FOUND_SOMETHING_WRONG, WRONG_USAGE = 1, 2
# What shells call a program ended by Ctrl-C.
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Answers wrong usage with one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


class Version(argparse.Action):
    """Looks the version up only when asked: the look-up brings the email package along."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        import importlib.metadata

        print(importlib.metadata.version("dripwatch"))
        parser.exit()


def main() -> int:
    """Run this process's command line; what nobody catches is noted in the log."""
    _steady_output()
    bug_log.listeners.append(_say_once())
    bug_log.start()
    argv = sys.argv[1:]
    if not _is_bedside(argv):
        return outcome(argv)
    # It runs in a child, so that somebody notices when it falls.
    from ui import guardian

    return outcome(argv) if guardian.GUARDED in os.environ else guardian.watch(argv)


def _steady_output() -> None:
    """Have a letter that the output's encoding lacks written as its number."""
    if sys.stdout is None and os.name == "posix":
        # Closed by the shell (`>&-`): what is printed must fail, and no record get its number.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        # PYTHONUNBUFFERED: what did not get out would wait nowhere, and could not be told apart.
        sys.stdout = _by_lines(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _by_lines(stream: TextIO) -> TextIO:
    """Open an output once more, with a buffer that is let go after each line."""
    return os.fdopen(stream.fileno(), "w", 1, encoding=stream.encoding, closefd=False)


def _is_bedside(argv: Sequence[str]) -> bool:
    if {"-h", "--help", "--version"} & set(argv):
        return False
    return not argv or argv[0].startswith("-") or argv[0] == WITHOUT_A_COMMAND


def outcome(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; what went wrong is one sentence."""
    try:
        code = _run_and_print(argv)
    except DripwatchError as error:
        print(words.complain(error), file=sys.stderr)
        return WRONG_USAGE if isinstance(error, EntryError) else FOUND_SOMETHING_WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # `dripwatch decode ... | head` has read enough.
        _drop_output()
        return FOUND_SOMETHING_WRONG
    except Exception as error:  # noqa: BLE001 - our mistake, whatever it is; the log has it
        _say_what_fell(error)
        return FOUND_SOMETHING_WRONG
    finally:
        if not _takes_output():
            _drop_output()
    return code


def _run_and_print(argv: Sequence[str]) -> int:
    """Run a command and let its output go, also that of `--help`, which ends by SystemExit."""
    try:
        code = run(argv)
    except SystemExit:
        _flush()
        raise
    _flush()
    return code


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _say_what_fell(error: Exception) -> None:
    library = missing_library(error)
    if library is not None:
        print(words.say("error.library_missing", library=library), file=sys.stderr)
    elif isinstance(error, OSError) and not _takes_output():
        _drop_output()
        reason = error.strerror or type(error).__name__
        print(words.say("error.output_refused", reason=reason), file=sys.stderr)
    else:
        bug_log.note(error)


def _takes_output() -> bool:
    """Whether what is printed gets to where it should; what did not get there is still waiting."""
    try:
        _flush()
    except OSError:
        return False
    return True


def _drop_output() -> None:
    """Let what still waits to be printed go: Python flushes once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def missing_library(error: BaseException) -> str | None:
    """Return which of the system's libraries an import did not find; None: it is something else."""
    text = str(error) if isinstance(error, ImportError) else ""
    name, found, _ = text.partition(": cannot open shared object file")
    return name if found else None


def run(argv: Sequence[str]) -> int:
    """Parse the arguments and run the command they name; domain errors pass through."""
    argv = list(argv)
    if not argv or (argv[0].startswith("-") and argv[0] not in {"-h", "--help", "--version"}):
        argv.insert(0, WITHOUT_A_COMMAND)
    arguments = parser_for(argv[0]).parse_args(argv)
    with long_names():
        code: int = arguments.run(arguments)
    return code


def parser_for(first: str) -> Parser:
    """Build the parser of one command, or of all where the first argument names none."""
    parser = Parser(
        prog="dripwatch",
        description="A ketamine infusion at the bedside: vitals, observations and the record."
        f" Without a command: {WITHOUT_A_COMMAND}.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    files = catalogue.names(COMMANDS)
    for file in [first] if first in files else files:
        command = catalogue.module(COMMANDS, file)
        its_parser = commands.add_parser(
            command.NAME or file, help=command.HELP, description=command.HELP, allow_abbrev=False
        )
        command.add_arguments(its_parser)
        its_parser.set_defaults(run=command.run)
    return parser


def _say_once() -> Callable[[], None]:
    """Make a listener that says the first of our mistakes; a hundred alike would help nobody."""
    said = threading.Event()

    def say() -> None:
        if not said.is_set():
            said.set()
            print(words.say("bug_command", log=bug_log.folder()), file=sys.stderr)

    return say


if __name__ == "__main__":
    sys.exit(main())
