"""A record of very many sessions, as lists and figures see them: their rows, signatures and notes.

Nothing was lived and nothing is sealed: for what reads many sessions, and for how fast.
"""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from monitor.findings import findings, to_text
from monitor.profile import shipped
from monitor.rows import Row, utc_text
from monitor.schema import ENDING, insert, migrate
from monitor.settings import ReviewSettings
from monitor.summary import Summary
from monitor.sums.vitals import CAUSES

FIRST = datetime(2024, 1, 2, 8, 0, tzinfo=UTC)
NURSES = ("Adeyemi", "Haddad", "Östlund", "Brandt", "Ruiz")
COURSE = 6
"""Sessions of one patient, one after the other."""

_MEANINGS = ("supervisor_reviewed",) * 8 + ("returned", "nurse_completed", "prescriber_reviewed")


def write_many(path: Path, count: int, seed: int = 1) -> Path:
    """Write a record of `count` sessions; nearly all are of patients, ended and signed."""
    chance, text = random.Random(seed), shipped().text
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
        connection.execute("BEGIN")
        for number in range(1, count + 1):
            _add(connection, number, chance, text, latest=count - number < 40)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _add(
    connection: sqlite3.Connection, number: int, chance: random.Random, text: str, *, latest: bool
) -> None:
    at = FIRST + timedelta(minutes=100 * number)
    patient = (number - 1) // COURSE
    row: Row = {
        "session": number,
        "uid": f"u{number}",
        "kind": "demo" if number % 50 == 0 else "patient",
        "nurse": chance.choice(NURSES),
        "patient": f"PATIENT {patient:05}",
        "birth_date": date.fromordinal(date(1950, 1, 1).toordinal() + patient * 7).isoformat(),
        "record_number": f"004-{patient:05}",
        "started_at": utc_text(at),
        "rules_version": "iv-ketamine-40 v3",
        "app_version": "0",
        "profile": text,
    }
    ended = not (latest and chance.random() < 0.2)
    if ended:
        row |= _ending(at, chance)
    insert(connection, "sessions", row)
    if ended and chance.random() < (0.3 if latest else 0.98):
        _sign(connection, number, at, chance)
    if number % 10 == 0:
        said = {"session": number, "seq": 900, "text": f"likes number {number % 7}"}
        insert(connection, "notes", {**said, **_when(at, "Adeyemi")})


def _ending(at: datetime, chance: random.Random) -> Row:
    """How a session ended, and what it came to: about one in three needs a look."""
    odd, drawn = chance.random() < 0.3, chance.random
    told = Summary(
        baseline_systolic=110 + 30 * drawn(),
        peak_systolic=130 + 60 * drawn(),
        diastolic_at_peak=80 + 25 * drawn(),
        lowest_spo2=91 + 8 * drawn(),
        peak_dissociation=chance.randint(0, 4),
        peak_nausea=chance.randint(0, 6),
        dose_mg=35.0,
        planned_mg=35.0,
        coverage=0.98,
        longest_gap_s=10 * drawn(),
        gap_cause=chance.choice(CAUSES),
        cuffs=18,
        readings=17,
        readings_over=3 if odd else 0,
        alarms_high=0,
        alarms_medium=2 if odd else 0,
        unanswered=0,
        due_items=14,
        done_items=14,
        omitted=0,
    )
    found = findings(told, ReviewSettings())
    ending = {name: getattr(told, name) for name in ENDING if hasattr(told, name)}
    return ending | {
        "ended_at": utc_text(at + timedelta(minutes=95)),
        "ended_ms": 5_700_000,
        "needs_look": int(bool(found)),
        "findings": to_text(found),
    }


def _sign(connection: sqlite3.Connection, number: int, at: datetime, chance: random.Random) -> None:
    for seq in (901, 902):
        meaning = "nurse_completed" if seq == 901 else chance.choice(_MEANINGS)
        comment = "when was it given?" if meaning == "returned" else None
        signed = {"meaning": meaning, "head": "00", "comment": comment}
        insert(
            connection,
            "signatures",
            {"session": number, "seq": seq, **signed, **_when(at, "Ortiz")},
        )


def _when(at: datetime, by: str) -> Row:
    text = utc_text(at + timedelta(minutes=99))
    return {"t_ms": 5_940_000, "at": text, "entered_at": text, "by": by}
