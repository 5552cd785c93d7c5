"""Everything that is wrong with a profile, each with its line, before anybody works with it.

Stricter than reading it: an old session has to open whatever its profile says, a new profile has
to make sense. It says what by codes; the sentences are ui/words.py's.
"""

import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec

from monitor.errors import ProfileError
from monitor.profile import Profile, parse, read_toml
from monitor.profile_sense import Fault, faults
from monitor.toml_lines import Path, line_of, places


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at `line`, counted from 1. `code` is a word's code, `values` fill it."""

    line: int
    code: str
    values: Mapping[str, object]


def problems(text: str) -> list[Problem]:
    """Return what is wrong with the text of a profile, in the order of its lines; [] is good."""
    try:
        values = read_toml(text)
    except ProfileError as error:
        return [_not_toml(text, str(error.values["where"]))]
    # What the meaning of a profile is, only a whole one can tell.
    found = list(_of_table(values, Profile, ())) or list(faults(parse(text)))
    where = places(text)
    told = [Problem(line_of(where, f.path), f.code, f.values) for f in found]
    return sorted(told, key=lambda problem: problem.line)


def _not_toml(text: str, where: str) -> Problem:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", where)
    line = int(place[1]) if place and place[1] else max(1, len(text.splitlines()))
    return Problem(line, "not_toml", {"where": where[: place.start()] if place else where})


# --- every value of its kind ---------------------------------------------------------------------


def _of_table(value: dict[str, Any], kind: type[msgspec.Struct], path: Path) -> Iterator[Fault]:
    fields = {f.name: f for f in msgspec.structs.fields(kind) if (*path, f.name) != ("text",)}
    inside = [
        *(Fault((*path, key), "unknown", {"key": key}) for key in value if key not in fields),
        *(
            Fault((*path, name), "missing", {"key": name})
            for name, field in fields.items()
            if field.required and name not in value
        ),
    ]
    for name in fields.keys() & value.keys():
        inside.extend(_of_value(value[name], fields[name].type, (*path, name)))
    # A table is judged as a whole once its parts are in order.
    yield from inside or _of_leaf(value, kind, path)


def _of_value(value: object, kind: Any, path: Path) -> Iterable[Fault]:  # noqa: ANN401 - a type
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return _of_value(value, next(k for k in inner if k is not type(None)), path)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        return _of_table(value, kind, path)
    if origin is dict and isinstance(value, dict):
        return _of_each(value.items(), inner, path)
    if origin is tuple and inner[-1] is Ellipsis and isinstance(value, list):
        return [f for n, one in enumerate(value) for f in _of_value(one, inner[0], (*path, n))]
    return _of_leaf(value, kind, path)


def _of_each(items: Iterable[tuple[str, object]], kinds: Any, path: Path) -> Iterator[Fault]:  # noqa: ANN401
    for key, value in items:
        wrong = list(_of_leaf(key, kinds[0], (*path, key)))
        yield from wrong or _of_value(value, kinds[1], (*path, key))


def _of_leaf(value: object, kind: Any, path: Path) -> Iterator[Fault]:  # noqa: ANN401
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message = str(error).partition(" - at `")[0]
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        yield _fault(message, kind, path, key)


def _fault(message: str, kind: Any, path: Path, key: str) -> Fault:  # noqa: ANN401
    """Put what msgspec says into a code: the kind, the bound, the choice, or our own sentence."""
    if bound := re.fullmatch(r"Expected `\w+` (>=|<=|>|<) ([\d.e+-]+)", message):
        code = {">": "above", ">=": "at_least", "<": "below", "<=": "at_most"}[bound[1]]
        return Fault(path, code, {"key": key, "bound": f"{float(bound[2]):g}"})
    if length := re.match(r"Expected `array` of length (\d+)", message):
        return Fault(path, "length", {"key": key, "length": int(length[1])})
    if wanted := re.match(r"Expected `(\w+)(?: \| null)?`", message):
        return Fault(path, f"kind_{wanted[1]}", {"key": key})
    if "RFC3339" in message:
        return Fault(path, "kind_date", {"key": key})
    if message.startswith("Invalid enum value"):
        return Fault(path, "choice", {"key": key, "known": ", ".join(_choices(kind))})
    if named := re.match(r"`([\w.]+)` ", message):
        return Fault((*path, *named[1].split(".")), "said", {"where": message.replace("`", "")})
    return Fault(path, "said", {"where": f"{key}: {message}"})


def _choices(kind: Any) -> Iterable[str]:  # noqa: ANN401
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(one.value) for one in kind]
    return [str(one) for one in typing.get_args(kind)]
