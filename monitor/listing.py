"""Lists of sessions: one row each, filtered, in the groups of a review, counted, summed up.

What narrows a list down is found in indexes; a whole row is read only of a session that is shown,
and nothing that was measured of any. Archive opens the record and asks here.
"""

import sqlite3
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from monitor.events import Meaning, SessionKind, Signature
from monitor.findings import Finding, from_text
from monitor.rows import RECORD_OF, entry_of, moment, number, session_ms
from monitor.schema import ENDING, VERSION, rows, version_of
from monitor.session_filter import Filter, Group
from monitor.signing import REVIEWS
from monitor.summary import Summary


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A session as lists show it: its identity without the profile, its end, its summary.

    findings: why to look at it as of its end, the worst first; None while it is open. needs_look:
    whether there are any; None too where they were not worked out, which is a reason to look.
    """

    session: int
    uid: str
    kind: SessionKind
    nurse: str
    patient: str | None
    birth_date: date | None
    record_number: str | None
    room: str | None
    allergy: str | None
    weight: float | None
    device: str | None
    port: str | None
    started_at: datetime
    rules_version: str
    app_version: str
    ended_at: datetime | None
    ended_ms: int | None
    ended_by: str | None
    end_reason: str | None
    needs_look: bool | None
    findings: list[Finding] | None
    summary: Summary | None


class ListedSession(NamedTuple):
    """A session in a list. asked: the return that waits for its nurse, with the question."""

    row: SessionRow
    group: Group
    asked: Signature | None = None


class ClinicRow(NamedTuple):
    """One ended session of a patient as the clinic's figures need it; all as in `Summary`.

    Neither who it was about nor who held it: no figure can be about one person.
    """

    session: int
    started_at: datetime
    dose_mg: float | None
    planned_mg: float | None
    baseline_systolic: float | None
    peak_systolic: float | None
    recovered_min: int | None
    peak_nausea: float | None
    vomits: int | None
    medications: int | None
    alarms_high: int | None
    alarms_medium: int | None
    unanswered: int | None
    median_answer_s: float | None
    readings: int | None
    readings_over: int | None
    coverage: float | None
    due_items: int | None
    done_items: int | None
    ready_min: int | None


class Visit(NamedTuple):
    """One session of a patient, as far as it tells who that was."""

    session: int
    started_at: datetime
    patient: str
    birth_date: date | None
    record_number: str | None


def visits(connection: sqlite3.Connection) -> list[Visit]:
    """Return every session of a patient with a name, the oldest first."""
    query = (
        f"SELECT {', '.join(Visit._fields)} FROM sessions"
        " WHERE kind = 'patient' AND patient != '' ORDER BY started_at, session"
    )
    day = date.fromisoformat
    found = connection.execute(query)
    return [
        Visit(session, moment(at), name, day(born) if born else None, number)
        for session, at, name, born, number in found
    ]


def sessions(connection: sqlite3.Connection, limit: int | None = None) -> list[SessionRow]:
    """Return the sessions, the newest first."""
    query = f"SELECT {_SHOWN} FROM {_sessions(connection)} ORDER BY session DESC LIMIT ?"
    return [_row(found) for found in connection.execute(query, (-1 if limit is None else limit,))]


def session_row(connection: sqlite3.Connection, session: int) -> SessionRow | None:
    """Return one session; None where there is none of this number."""
    query = f"SELECT {_SHOWN} FROM {_sessions(connection)} WHERE session = ?"
    return next((_row(found) for found in connection.execute(query, (session,))), None)


def listed(
    connection: sqlite3.Connection, which: Filter, limit: int, offset: int
) -> list[ListedSession]:
    """Return sessions with their groups, the one that began last first."""
    source, (where, values) = _sessions(connection), which.sql()
    group, given = ("", []) if which.group is None else (f" AND {_GROUP} = ?", [which.group])
    query = (
        f"SELECT {_SHOWN}, {_GROUP} FROM {source} WHERE {where}{group}"
        " ORDER BY started_at DESC, session DESC LIMIT ? OFFSET ?"
    )
    found = connection.execute(query, (*values, *given, limit, offset)).fetchall()
    return [_in_its_group(connection, row) for row in found]


def counts(connection: sqlite3.Connection, which: Filter) -> dict[Group, int]:
    """Return how many sessions are in each group; the filter's own group does not matter."""
    where, values = which.sql()
    query = f"SELECT {_GROUP}, count(*) FROM {_sessions(connection)} WHERE {where} GROUP BY 1"
    found = dict(connection.execute(query, values).fetchall())
    return {group: found.get(group, 0) for group in Group}


def nurses(connection: sqlite3.Connection) -> list[str]:
    """Return who began sessions, each once, by the alphabet."""
    found = connection.execute("SELECT DISTINCT nurse FROM sessions ORDER BY nurse")
    return [name for (name,) in found]


def maybe_of(
    connection: sqlite3.Connection, birth_date: date | None, record_number: str | None
) -> list[SessionRow]:
    """Return sessions of patients with this birth date or record number, the oldest first.

    Whether they are of one person is for monitor/last_time.py to say.
    """
    query = (
        f"SELECT {_SHOWN} FROM {_sessions(connection)}"
        " WHERE birth_date = ? OR lower(trim(record_number)) = lower(trim(?)) ORDER BY session"
    )
    born = birth_date and birth_date.isoformat()
    return [_row(found) for found in connection.execute(query, (born, record_number))]


def clinic(
    connection: sqlite3.Connection, since: datetime | None, until: datetime | None
) -> list[ClinicRow]:
    """Return the ended sessions of patients that began from `since` on and before `until`."""
    query = (
        f"SELECT {', '.join(ClinicRow._fields)} FROM {_sessions(connection)}"
        " WHERE kind = 'patient' AND started_at >= ? AND started_at < ? AND ended_at IS NOT NULL"
        " ORDER BY started_at"
    )
    told, begun = ClinicRow._make, Filter(since=since, until=until)
    found = connection.execute(query, (begun.since_text, begun.until_text))
    return [told((row[0], moment(row[1]), *row[2:])) for row in found]


# --- what is asked -------------------------------------------------------------------------------

_SUMMARY = Summary.__struct_fields__
_CUFFS = _SUMMARY.index("cuffs")
_LISTED = [name for name in SessionRow.__struct_fields__ if name != "summary"]
_SHOWN = ", ".join([*_LISTED, *_SUMMARY])


def _words(meanings: frozenset[Meaning]) -> str:
    return ", ".join(f"'{meaning}'" for meaning in sorted(meanings))


# As `monitor.signing.standing` says it of one session; a test holds them to each other.
_GROUP = f"""CASE WHEN kind != '{SessionKind.PATIENT}' THEN '{Group.PRACTICE}'
    WHEN ended_at IS NULL THEN '{Group.NOT_FINISHED}'
    ELSE coalesce(
        (SELECT CASE WHEN meaning IN ({_words(REVIEWS)}) THEN '{Group.SIGNED}'
            WHEN meaning = '{Meaning.RETURNED}' THEN '{Group.RETURNED}' END
         FROM signatures WHERE signatures.session = sessions.session
            AND meaning IN ({_words(frozenset(Meaning) - {Meaning.AMENDED})})
         ORDER BY seq DESC LIMIT 1),
        CASE needs_look WHEN 0 THEN '{Group.CLEAN}' ELSE '{Group.NEEDS_LOOK}' END) END"""


def _sessions(connection: sqlite3.Connection) -> str:
    """Return what is selected from: of an older record a column it has not yet is NULL."""
    if version_of(connection) == VERSION:
        return "sessions"
    there = {column[1] for column in connection.execute("PRAGMA table_info(sessions)")}
    missing = [f"NULL AS {name}" for name in ENDING if name not in there]
    return f"(SELECT *, {', '.join(missing)} FROM sessions) AS sessions" if missing else "sessions"


# --- what is found -------------------------------------------------------------------------------


def _row(values: tuple[Any, ...]) -> SessionRow:
    """Return a session from the values of `_SHOWN`; what follows them is left alone."""
    told = dict(zip(_LISTED, values, strict=False))
    ended, born, found = told["ended_at"], told["birth_date"], told["findings"]
    told["kind"] = SessionKind(told["kind"])
    told["birth_date"] = born and date.fromisoformat(born)
    told["started_at"] = moment(told["started_at"])
    told["ended_at"] = ended and moment(ended)
    told["ended_ms"] = told["ended_ms"] and session_ms(told["ended_ms"])
    told["weight"] = told["weight"] and number(told["weight"])
    told["needs_look"] = None if told["needs_look"] is None else bool(told["needs_look"])
    told["findings"] = from_text(found) if found else [Finding("not_summed")] if ended else None
    sums = values[len(_LISTED) : len(_LISTED) + len(_SUMMARY)]
    return SessionRow(**told, summary=None if sums[_CUFFS] is None else Summary(*sums))


def _in_its_group(connection: sqlite3.Connection, values: tuple[Any, ...]) -> ListedSession:
    row, group = _row(values), Group(values[-1])
    asked = _asked(connection, row.session) if group is Group.RETURNED else None
    return ListedSession(row, group, asked)


def _asked(connection: sqlite3.Connection, session: int) -> Signature | None:
    table = RECORD_OF[Signature].table
    query = f'SELECT * FROM "{table}" WHERE session = ? AND meaning = ? ORDER BY seq DESC LIMIT 1'
    taken = [entry_of(table, row) for row in rows(connection, query, session, Meaning.RETURNED)]
    return next((one for one in taken if isinstance(one, Signature)), None)
