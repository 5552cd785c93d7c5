"""`dripwatch sessions FILE [--json]`: the list of what a record holds, the newest first."""

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.commands._table import print_table, printable
from ui.words import say

if TYPE_CHECKING:
    from monitor.archive import SessionRow

NAME = "sessions"
HELP = "list the sessions of a record, the newest first"

COLUMNS = ("session", "started", "minutes", "kind", "patient", "room", "nurse", "peak", "dose")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument("--json", action="store_true", help="one JSON list, with all columns")


def run(args: argparse.Namespace) -> int:
    """Print the list."""
    from monitor.archive import Archive
    from monitor.people import Access
    from ui.people.access import note_account

    with Archive(args.file) as archive:
        sessions = archive.sessions()
    note_account(args.file, Access.VIEWED, NAME)
    if args.json:
        print(json.dumps([_as_json(row) for row in sessions], indent=1))
    elif sessions:
        print_table([[say(f"sessions.{name}") for name in COLUMNS], *map(_cells, sessions)])
    else:
        print(say("sessions.none", path=args.file))
    return 0


def _as_json(row: "SessionRow") -> dict[str, object]:
    """Return every column by the name it has in the record; the summary's stay None while open."""
    import msgspec

    from monitor.rows import utc_text
    from monitor.summary import Summary

    # Not the moments, which the record writes in its own way.
    told: dict[str, Any] = msgspec.to_builtins(row, builtin_types=(datetime,))
    told |= told.pop("summary") or dict.fromkeys(Summary.__struct_fields__)
    for name, value in told.items():
        if isinstance(value, datetime):
            told[name] = utc_text(value)
    return told


def _cells(row: "SessionRow") -> list[str]:
    """Return a session as the table's columns; a dash where there is nothing."""
    summary = row.summary
    peak = summary and summary.peak_systolic and f"{summary.peak_systolic:.0f}"
    dose = summary and summary.dose_mg is not None and f"{summary.dose_mg:.1f}"
    ended = say("sessions.open") if row.ended_ms is None else f"{row.ended_ms / 60_000:.0f}"
    started = row.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
    cells = [str(row.session), started, ended, row.kind.value, row.patient, row.room, row.nurse]
    return [printable(cell) if cell else "–" for cell in (*cells, peak, dose)]
