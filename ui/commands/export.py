"""`dripwatch export FILE SESSION --format F -o OUT [--deidentified]`, or `--all` into a folder."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from monitor import exporting
from monitor.errors import DripwatchError, EntryError, RecordError
from ui.words import complain, say

if TYPE_CHECKING:
    from monitor.archive import Archive, SessionRow
    from monitor.export_run import Candidate, Names
    from monitor.exporting import Export
    from monitor.extract import Extract

NAME = "export"
HELP = "write a session, or all of them, as files that other systems read"

DONE, SOMETHING_WRONG = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument(
        "session", metavar="SESSION", nargs="?", help="its number, its uid or last; not with --all"
    )
    parser.add_argument("--format", required=True, choices=exporting.formats())
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="OUT", help="a new file; with --all a"
        " folder, which goes on where it was cut off"
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help="every session that has ended")
    parser.add_argument(
        "--kind",
        choices=("patient", "demo", "training"),
        default="patient",
        help="with --all: whose sessions (patient)",
    )
    parser.add_argument(
        "--deidentified",
        action="store_true",
        help="without names, dates, free text or any other identifier; times are relative",
    )
    parser.add_argument("--force", action="store_true", help="replace OUT where it is there")


def run(args: argparse.Namespace) -> int:
    """Write, and say what was written where."""
    from monitor.archive import Archive

    if args.all == (args.session is not None):
        raise EntryError("export_session_or_all", field="session")
    chosen = exporting.export(args.format)
    with Archive(args.file) as archive:
        return _all(args, archive, chosen) if args.all else _one(args, archive, chosen)


def _one(args: argparse.Namespace, archive: "Archive", chosen: "Export") -> int:
    from monitor.export_run import Names, made_up
    from monitor.handing_out import hand_out, refuse

    refuse(args.output, replace=args.force)
    row = archive.row(archive.find(args.session))
    data = chosen.write(_extract(archive, row, args, Names(made_up(), made_up())))
    _note(args, f"session {row.session} {args.format}")
    hand_out(args.output, data, replace=args.force)
    print(say("export.one", path=args.output))
    if not _altered(args.file, row.session):
        return DONE
    print(say("export.altered", session=row.session), file=sys.stderr)
    return SOMETHING_WRONG


def _all(args: argparse.Namespace, archive: "Archive", chosen: "Export") -> int:
    from monitor.export_run import ExportRun, Kind

    rows, failed = _rows(archive, args.kind)
    candidates = [_candidate(args.file, row) for row in rows.values()]

    def write(candidate: "Candidate", names: "Names") -> bytes:
        if _altered(args.file, candidate.session):
            raise RecordError("session_altered")
        return chosen.write(_extract(archive, rows[candidate.session], args, names))

    _note(args, f"all {args.format}")
    kind = Kind(args.format, args.deidentified, next(iter(archive.uids().values()), ""))
    with ExportRun(args.output, kind, chosen.suffix) as run:
        found = run.run(candidates, write, _progress(len(candidates)))
    print(say("export.all", count=found.written, all=len(candidates), path=args.output))
    failed |= found.failed
    for session, error in sorted(failed.items()):
        print(say("export.failed", session=session, why=complain(error)), file=sys.stderr)
    return SOMETHING_WRONG if failed else DONE


def _rows(
    archive: "Archive", kind: str
) -> "tuple[dict[int, SessionRow], dict[int, DripwatchError]]":
    """The sessions of a kind that have ended, the first one first, and those not to be read."""
    rows: dict[int, SessionRow] = {}
    failed: dict[int, DripwatchError] = {}
    for number in archive.uids():
        try:
            row = archive.row(number)
        except RecordError as error:
            failed[number] = error
        else:
            if row.ended_at and row.kind == kind:
                rows[number] = row
    return rows, failed


def _candidate(record: Path, row: "SessionRow") -> "Candidate":
    from monitor.export_run import Candidate
    from monitor.verification import digest

    return Candidate(row.session, row.uid, _patient(row), digest(record, row.session))


def _altered(record: Path, session: int) -> bool:
    """Whether the seal says that somebody changed a session, or what binds it to the others."""
    from monitor.verification import State, verify

    return verify(record, session).state is State.ALTERED


def _note(args: argparse.Namespace, what: str) -> None:
    from monitor.people import Access
    from ui.people.access import note_account

    note_account(args.file, Access.EXPORTED, what + (" deidentified" if args.deidentified else ""))


def _extract(
    archive: "Archive", row: "SessionRow", args: argparse.Namespace, names: "Names"
) -> "Extract":
    from ui.exporting import extract

    return extract(row, archive.history(row.session), names if args.deidentified else None)


def _patient(row: "SessionRow") -> object:
    """What makes two sessions one person's; a name without a birth date does not."""
    if row.birth_date is None:
        return None
    return row.birth_date, row.record_number or row.patient


def _progress(count: int) -> Callable[[int], None]:
    def say_it(done: int) -> None:
        print(say("export.progress", done=done, all=count), end="\r", file=sys.stderr)

    return say_it if sys.stderr.isatty() else lambda _done: None
