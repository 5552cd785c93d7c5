"""Where each key of a TOML text stands, and how one value is replaced where it stands.

tomllib reads values and forgets their places; a person who mends a file needs the line, and a
file that is edited by a form keeps its comments. The text is taken to be valid TOML.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.errors import ProfileError

Path = tuple[str | int, ...]
"""Keys from the outside in; a number counts the tables of an array, from 0."""

_NAME = r"\"[^\"\n]*\"|'[^'\n]*'|[A-Za-z0-9_-]+"
_DOTTED = rf"(?:{_NAME})(?:\s*\.\s*(?:{_NAME}))*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)\s*({_DOTTED})\s*\]\]?")
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=[ \t]*")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Place:
    """The characters of a value, from `begins` to `ends`; of a table's header, its line."""

    begins: int
    ends: int
    line: int
    """Counted from 1."""
    header: bool = False


def places(text: str) -> dict[Path, Place]:
    """Where every table and every key with a line of its own stands; inline ones have none."""
    found: dict[Path, Place] = {}
    table: Path = ()
    at = 0
    while at < len(text):
        line = text.count("\n", 0, at) + 1
        ends = _line_end(text, at)
        if header := _HEADER.match(text, at, ends):
            table = _table(found, _names(header[2]), array=header[1] == "[[")
            found.setdefault(table, Place(at, ends, line, header=True))
        elif key := _KEY.match(text, at, ends):
            value_ends, ends = _value_end(text, key.end())
            found[(*table, *_names(key[1]))] = Place(key.end(), value_ends, line)
        at = ends + 1
    return found


def _names(dotted: str) -> Path:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _table(found: Mapping[Path, Place], names: Path, *, array: bool) -> Path:
    """A header's path: below an array of tables the last of them is meant."""
    path: Path = ()
    for name in names:
        path = (*path, name)
        count = 0
        while (*path, count) in found:
            count += 1
        if array and len([part for part in path if isinstance(part, str)]) == len(names):
            return (*path, count)
        path = (*path, count - 1) if count else path
    return path


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _value_end(text: str, at: int) -> tuple[int, int]:
    """Where the value that begins at `at` ends, and the line it ends on."""
    depth, last = 0, at
    while found := _TOKEN.search(text, at):
        token, before = found[0], text[at : found.start()]
        if before.strip():
            last = at + len(before.rstrip())
        if token == "\n" and not depth:
            return last, found.start()
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
        if token != "\n" and not token.startswith("#"):
            last = found.end()
        at = found.end()
    return max(last, len(text.rstrip()) if text[at:].strip() else last), len(text)


def line_of(found: Mapping[Path, Place], path: Path) -> int:
    """The line of a key, or of the nearest table around it that has one; else the first line."""
    while path and path not in found:
        path = path[:-1]
    return found[path].line if path else 1


def edited(text: str, changes: Mapping[Path, str]) -> str:
    """Put TOML literals in place of values; a key that is missing is added to its table.

    All else stays as it stands, comments too. ProfileError: a table is written in one line.
    """
    for path, literal in changes.items():
        place = places(text).get(path)
        if place is not None:
            text = text[: place.begins] + literal + text[place.ends :]
        else:
            text = _added(text, path, literal)
    return text


def _added(text: str, path: Path, literal: str) -> str:
    found, table, line = places(text), path[:-1], f"{path[-1]} = {literal}"
    around = [found[table[:depth]] for depth in range(1, len(table) + 1) if table[:depth] in found]
    if not all(place.header for place in around):
        raise ProfileError("profile_table_in_one_line", key=".".join(map(str, table)))
    if table and table not in found:
        gap = "" if text.endswith("\n") else "\n"
        return f"{text}{gap}\n[{'.'.join(map(str, table))}]\n{line}\n"
    inside = [place for key, place in found.items() if key[:-1] == table and not place.header]
    above = [*inside, *([found[table]] if table else [])]
    if not above:
        return f"{line}\n{text}"
    after = _line_end(text, max(place.ends for place in above))
    return f"{text[:after]}\n{line}{text[after:]}"
