"""`dripwatch report FILE SESSION -o PDF`: a session on paper, with its digest."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ui import language
from ui.words import complain, say

if TYPE_CHECKING:
    from monitor.verification import State
    from ui.report.pages import Report

NAME = "report"
HELP = "write the report of a session as a PDF: first page, chart, every entry"

DONE, ALTERED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    language.add_argument(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument("session", metavar="SESSION", help="its number, its uid or last")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PDF", help="where to write it"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument(
        "--rems", action="store_true", help="add the data sheet for a REMS monitoring form"
    )
    parser.add_argument(
        "--clinic",
        type=Path,
        metavar="TOML",
        help="the clinic's name, address, logo and paper; without it, this computer's",
    )


def run(args: argparse.Namespace) -> int:
    """Write the report; RecordError where that cannot be."""
    from monitor.people import Access
    from ui import theme
    from ui.application import application
    from ui.people.access import note_account
    from ui.report.printing import save_pdf

    language.speak(args.language)
    # Fonts and pictures want an application; nothing of it is shown.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _kept = application()
    theme.load_fonts()
    made, number, seal = _made(args)
    save_pdf(made, args.output, replace=args.force)
    note_account(args.file, Access.EXPORTED, f"{NAME} session {number}")
    print(say("report.written", path=args.output, pages=len(made.pages)))
    return _told(seal)


def _made(args: argparse.Namespace) -> "tuple[Report, int, State | None]":
    """Read the session and lay it out."""
    from monitor import profile
    from monitor.archive import Archive
    from monitor.errors import ProfileError, RecordError
    from monitor.events import SessionKind
    from monitor.last_time import course
    from monitor.session import Session
    from ui.places import clinic_settings
    from ui.report.about import about
    from ui.report.clinic import clinic
    from ui.report.report import report

    paper = clinic(args.clinic or clinic_settings(), asked=args.clinic is not None)
    if paper.problem is not None:
        print(complain(paper.problem), file=sys.stderr)
    with Archive(args.file) as archive:
        number = archive.find(args.session)
        history, row = archive.history(number), archive.row(number)
        of_a_patient = row.kind is SessionKind.PATIENT
        numbers = [one.session for one in course(archive, number)] if of_a_patient else []
    try:
        settings = profile.parse(history.start.profile)
    except ProfileError as error:
        where = error.values.get("where")
        raise RecordError("session_settings", session=number, where=where) from error
    folded = Session(settings, history.start)
    folded.load(history)
    known = about(args.file, number, numbers, paper)
    made = report(history, folded, known, end_ms=row.ended_ms, rems=args.rems)
    return made, number, known.seal


def _told(seal: "State | None") -> int:
    from monitor.verification import State

    if seal is not State.ALTERED:
        return DONE
    print(say("report.altered"), file=sys.stderr)
    return ALTERED
