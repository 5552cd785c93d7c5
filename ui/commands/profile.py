"""`dripwatch profile check FILE`: what is wrong with a profile; `edit`: the form of its limits."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import ProfileError
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.history import History
    from monitor.profile import Profile
    from monitor.profile_check import Problem

NAME = "profile"
HELP = "check a clinic's profile, line by line, or edit its limits on a form"

GOOD, WRONG = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("action", choices=["check", "edit"], help="look, or make a version")
    parser.add_argument("file", type=Path, metavar="FILE", help="the profile, a TOML file")
    parser.add_argument(
        "--record",
        type=Path,
        metavar="RECORD",
        help="edit: try the limits on this record's sessions instead of the clinic's",
    )


def run(args: argparse.Namespace) -> int:
    """Check one file; one line says that it is good, or one line for each problem what is not."""
    from monitor.profile import parse
    from monitor.profile_check import problems

    if args.action == "edit":
        return _edit(args.file, args.record)
    text = text_of(args.file)
    found = problems(text)
    for problem in found:
        print(sentence(problem))
    if found:
        return WRONG
    profile = parse(text)
    code = "profile.good" if profile.approved_by else "profile.good_example"
    values = {"version": profile.rules_version, "title": profile.title, "by": profile.approved_by}
    print(say(code, **values))
    return GOOD


def _edit(file: Path, record: Path | None) -> int:
    """Show the form of its limits; a new version goes to the clinic's profiles, never over one."""
    from datetime import date
    from functools import partial

    from monitor.profile import parse
    from ui import theme
    from ui.application import application
    from ui.limits_form import LimitsForm
    from ui.places import clinic_profiles, clinic_record

    profile = parse(text_of(file))
    theme.dress(application(), theme.DARK)
    today = date.today()  # noqa: DTZ011 - the clinic's day
    sessions = partial(finished_sessions, record or clinic_record())
    form = LimitsForm(None, theme.FULL, profile, clinic_profiles(), today, sessions)
    form.saved.connect(lambda path: print(say("profile.saved", path=path)))
    form.exec()
    return GOOD


def finished_sessions(record: Path, profile: "Profile") -> "Iterator[tuple[int, History]]":
    """Read the finished sessions of patients that a profile can be tried on, newest first.

    RecordError where the record cannot be read.
    """
    from monitor.archive import Archive
    from monitor.events import SessionKind
    from monitor.policy import given_alike

    with Archive(record) as archive:
        for row in archive.sessions():
            if row.kind is SessionKind.PATIENT and row.ended_at is not None:
                history = archive.history(row.session)
                if given_alike(history, profile):
                    yield row.session, history


def sentence(problem: "Problem") -> str:
    """Say a problem with its line."""
    why = say(f"profile.{problem.code}", **problem.values)
    return say("profile.line", line=problem.line, why=why)


def text_of(file: Path) -> str:
    """The text of a file, without the mark some editors begin it with."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProfileError("file_missing", path=file) from error
    except UnicodeDecodeError as error:
        raise ProfileError("profile_not_text", path=file) from error
    except (OSError, ValueError) as error:
        # A name no file can have is a ValueError.
        reason = getattr(error, "strerror", None) or "-"
        raise ProfileError("file_unreadable", path=file, reason=reason) from error
