"""A table as CSV that a spreadsheet opens without running anything of it (RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | float | int | None

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return UTF-8 with a byte order mark, for the spreadsheets that ask for one; empty: missing.

    A text that a spreadsheet would calculate has an apostrophe before it; numbers stay numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(FORMULA) else value
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return repr(value)
