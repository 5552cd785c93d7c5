"""Segments of HL7 v2 as text: fields by their numbers, escapes, times. No session is known here.

Facts from HL7 v2.6 chapter 2: delimiters, escape sequences, batch files, the data type DTM.
"""

from collections.abc import Mapping
from datetime import datetime

DELIMITERS = "^~\\&"
END = "\r"

ESCAPES = {"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\"}


def segment(name: str, fields: Mapping[int, str]) -> str:
    """Return a segment; fields: by HL7's number, each already made of escaped components.

    In a header the delimiter after the name is field 1 itself.
    """
    header = name in {"FHS", "BHS", "MSH"}
    first = 2 if header else 1
    told = [fields.get(number, "") for number in range(first, max(fields) + 1)]
    return "|".join([name, *([DELIMITERS, *told[1:]] if header else told)]).rstrip("|")


def field(*components: str | None) -> str:
    """Return a field of one or more components; those at its end that say nothing are left out."""
    return "^".join(escaped(part or "") for part in components).rstrip("^")


def escaped(text: str) -> str:
    """Return a text that no delimiter or control character of its own can break, in one line."""
    return "".join(map(_letter, " ".join(text.splitlines())))


def formatted(text: str) -> str:
    """Return a text of several lines, for a field of type FT."""
    return "\\.br\\".join(map(escaped, text.splitlines()))


def _letter(letter: str) -> str:
    # Half of a surrogate pair is no character, and UTF-8 has no bytes for it.
    if letter < " " or letter == "\x7f" or "\ud800" <= letter <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return ESCAPES.get(letter, letter)


def moment(at: datetime) -> str:
    """Return a time to the millisecond, with its offset from UTC."""
    return f"{at:%Y%m%d%H%M%S}.{at.microsecond // 1000:03d}{at:%z}"
