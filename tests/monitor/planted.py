"""Every kind of entry with every text it can hold filled with an identifier of somebody."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from monitor.events import Entry, Event, SessionKind, SessionStart
from monitor.rows import RECORD_OF
from tests.monitor.records import at

IDENTIFIERS = {
    "name": "Zyx Quillfeather",
    "place smaller than a state": "17 Plumtree Row Winterbourne 90274",
    "date": "14 Feb 1931",
    "telephone": "+44 7700 900461",
    "fax": "fax 020-7946-0958",
    "e-mail": "zyx.q@winterbourne.example",
    "social security": "078-05-1120",
    "record number": "MRN0041182",
    "health plan": "HPB-993-771",
    "account": "ACC 55512077",
    "licence": "DL Q1234567",
    "vehicle": "WB67 QFZ",
    "device serial": "SN-DIN-220871",
    "web address": "https://winterbourne.example/zyx",
    "internet address": "203.0.113.77",
    "biometric": "fingerprint 9f86d081884c",
    "photograph": "zyx_face_0231.jpg",
    "any other code": "trial-subject-77-Q",
}
"""The eighteen of 45 CFR 164.514(b)(2)(i); the telephone numbers are reserved for fiction."""

BORN = date(1931, 2, 14)


def everywhere() -> Iterator[Entry]:
    """Each identifier in each text of each kind of entry."""
    for planted in IDENTIFIERS.values():
        for kind in RECORD_OF:
            yield filled(kind, planted)


def numbered(entries: Iterator[Entry]) -> list[Entry]:
    """The same in one session: one after the other, ten seconds apart."""
    told = []
    for seq, entry in enumerate(entries, start=1):
        t_ms = seq * 10_000
        values = {field.name: getattr(entry, field.name) for field in fields(entry)}
        told.append(type(entry)(**values | {"seq": seq, "t_ms": t_ms, "at": at(t_ms)}))
    return told


def filled(kind: type[Event], planted: str) -> Any:  # noqa: ANN401 - the kind it is asked for
    """Return one of a kind."""
    hints = get_type_hints(kind)
    values: dict[str, Any] = {
        field.name: _value(hints[field.name], planted) for field in fields(kind)
    }
    return kind(**values)


def start(planted: str) -> SessionStart:
    """A session of an old patient, described by one identifier."""
    told = filled(SessionStart, planted)
    values = {field.name: getattr(told, field.name) for field in fields(told)}
    whole = {
        "t_ms": 0,
        "kind": SessionKind.PATIENT,
        "birth_date": BORN,
        "at": at(0),
        "weight": 70.0,
    }
    return SessionStart(**values | whole)


def _value(hint: Any, planted: str) -> object:  # noqa: ANN401 - a type hint has no type of its own
    if isinstance(hint, UnionType):
        hint = next(kind for kind in get_args(hint) if kind is not type(None))
    if get_origin(hint) is dict:
        return {planted: 3, "nausea": planted}
    if get_origin(hint) is tuple:
        return ()
    if hint is datetime:
        return at(0)
    if hint is date:
        return BORN
    if issubclass(hint, Enum):
        return next(iter(hint))
    return planted if hint is str else hint(1)
