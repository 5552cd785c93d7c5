"""Lists of sessions: found by what people know of them, each in its group, reading no more."""

import dataclasses
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import schema, store
from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.events import Correction, Event, Meaning, SessionKind, Signature
from monitor.findings import Finding
from monitor.listing import ClinicRow, SessionRow
from monitor.rows import RECORD_OF
from monitor.schema import VERSION
from monitor.session_filter import Filter, Group
from monitor.signing import Standing, standing
from monitor.store import Store
from monitor.summary import Summary
from monitor.verification import State, verify
from tests.monitor.many import COURSE, FIRST, write_many
from tests.monitor.records import Numbered, end, start, story, tampering
from tests.second_checker import check

COUNT = 300


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three hundred sessions."""
    return write_many(tmp_path_factory.mktemp("many") / "r.db", COUNT)


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    """It, open."""
    with Archive(path) as opened:
        yield opened


def numbers(archive: Archive, which: Filter) -> list[int]:
    """The sessions that a filter leaves."""
    return [one.row.session for one in archive.listed(which, limit=COUNT)]


def by_hand(archive: Archive) -> dict[int, Group]:
    """Where each session stands, worked out of its signatures and its findings."""
    taken = archive.signatures()
    return {row.session: _group(row, taken.get(row.session, [])) for row in archive.sessions()}


def _group(row: SessionRow, taken: list[Signature]) -> Group:
    if row.kind is not SessionKind.PATIENT:
        return Group.PRACTICE
    stands = standing(taken, ended=row.ended_at is not None)
    if stands is Standing.TO_REVIEW:
        return Group.NEEDS_LOOK if row.findings else Group.CLEAN
    return Group(stands)


def test_the_groups_of_the_list_are_those_of_the_signatures_and_findings(archive: Archive) -> None:
    """SQL and Python say the same of every session; counted and listed, too."""
    wanted = by_hand(archive)
    listed = archive.listed(limit=COUNT)
    assert {one.row.session: one.group for one in listed} == wanted
    assert archive.counts() == {group: Counter(wanted.values())[group] for group in Group}
    assert min(archive.counts().values()) > 0
    for group in Group:
        found = numbers(archive, Filter(group=group))
        assert found == [n for n in sorted(wanted, reverse=True) if wanted[n] is group]


def test_the_reasons_stand_in_the_row(archive: Archive) -> None:
    """As of the session's end; an open one has none yet."""
    ended = [one.row for one in archive.listed(limit=COUNT) if one.row.ended_at]
    assert all(row.needs_look is bool(row.findings) for row in ended)
    odd = archive.listed(Filter(group=Group.NEEDS_LOOK))[0].row
    assert [found.code for found in odd.findings or ()] == ["alarm_medium", "pressure_over"]
    (open_one, *_) = archive.listed(Filter(group=Group.NOT_FINISHED))
    assert (open_one.row.findings, open_one.row.needs_look) == (None, None)


def test_a_returned_session_brings_its_question(archive: Archive) -> None:
    """No other has one."""
    returned = archive.listed(Filter(group=Group.RETURNED), limit=COUNT)
    asked = [one.asked for one in returned]
    assert {(a.meaning, a.comment) for a in asked if a} == {
        (Meaning.RETURNED, "when was it given?")
    }
    assert None not in asked
    signed = archive.listed(Filter(group=Group.SIGNED))
    assert {one.asked for one in signed} == {None}


def test_the_newest_come_first_page_by_page(archive: Archive) -> None:
    """No page has a session of another."""
    pages = [archive.listed(limit=70, offset=offset) for offset in range(0, COUNT, 70)]
    found = [one.row.session for page in pages for one in page]
    assert found == list(range(COUNT, 0, -1))


def test_a_session_is_found_by_what_is_known_of_it(archive: Archive) -> None:
    """Its days, its nurse, a name, a record number; all that is said holds together."""
    since, until = FIRST + timedelta(minutes=1000), FIRST + timedelta(minutes=2000)
    assert numbers(archive, Filter(since=since, until=until)) == list(range(19, 9, -1))
    haddad = numbers(archive, Filter(nurse="Haddad"))
    assert haddad
    assert {archive.row(n).nurse for n in haddad} == {"Haddad"}
    assert numbers(archive, Filter(text="patient 00002")) == list(range(18, 12, -1))
    assert numbers(archive, Filter(text=" 004-00002 ", until=until)) == [18, 17, 16, 15, 14, 13]
    assert numbers(archive, Filter(among=(4, 8, 9999))) == [8, 4]
    assert numbers(archive, Filter(among=())) == []
    assert archive.nurses() == sorted({"Adeyemi", "Haddad", "Östlund", "Brandt", "Ruiz"})


def test_capitals_of_a_text_do_not_matter(archive: Archive) -> None:
    """Nor is it taken for a pattern."""
    assert numbers(archive, Filter(text="ÖSTLUnd")) == numbers(archive, Filter(nurse="Östlund"))
    assert numbers(archive, Filter(text="*")) == []


def test_a_note_is_found_as_long_as_it_stands(tmp_path: Path) -> None:
    """What was withdrawn was another patient's."""
    entries = Numbered()
    with closing(Store(tmp_path / "r.db")) as written:
        for uid in ("u1", "u2"):
            written.begin(start(uid))
        told: list[Event] = [entries.note("itchy *nose* since noon")]
        written.commit(1, told)
        again = Numbered()
        withdrawn: list[Event] = [again.note("itchy"), _withdrawal(again)]
        written.commit(2, withdrawn)
    with Archive(tmp_path / "r.db") as archive:
        assert numbers(archive, Filter(text="ITCHY *nose")) == [1]
        assert numbers(archive, Filter(text="itchy")) == [1]


def _withdrawal(entries: Numbered) -> Event:
    return entries.take(Correction, of=1, reason="wrong_patient", by="Adeyemi")


def test_a_patients_sessions_are_offered_oldest_first(archive: Archive) -> None:
    """By birth date or record number, in whatever capitals."""
    row = archive.row(COURSE + 1)
    wanted = list(range(COURSE + 1, 2 * COURSE + 1))
    assert [one.session for one in archive.maybe_of(row.birth_date, None)] == wanted
    assert [one.session for one in archive.maybe_of(None, " 004-00001")] == wanted
    assert archive.maybe_of(None, None) == []
    with pytest.raises(RecordError, match="session_unknown"):
        archive.row(COUNT + 1)


def test_the_clinics_figures_are_of_patients_who_were_here(archive: Archive) -> None:
    """Ended sessions of a stretch of days, the oldest first; nobody's demonstration."""
    rows = archive.clinic()
    ended = [r for r in reversed(archive.sessions()) if r.ended_at and r.kind == "patient"]
    assert [row.session for row in rows] == [row.session for row in ended]
    first, told = rows[0], ended[0]
    assert told.summary is not None
    assert first.started_at == told.started_at
    assert (first.peak_systolic, first.readings) == (told.summary.peak_systolic, 17)
    until = FIRST + timedelta(minutes=1000)
    assert [row.session for row in archive.clinic(until=until)] == list(range(1, 10))
    assert set(ClinicRow._fields[2:]) <= {*Summary.__struct_fields__}


QUESTIONS: dict[str, Any] = {
    "newest": lambda archive: archive.listed(),
    "filtered": lambda archive: archive.listed(
        Filter(text="itchy", nurse="Haddad", since=FIRST, group=Group.SIGNED)
    ),
    "counts": lambda archive: archive.counts(Filter(since=FIRST)),
    "clinic": lambda archive: archive.clinic(FIRST),
    "course": lambda archive: archive.maybe_of(FIRST.date(), "004-00001"),
    "row": lambda archive: archive.row(3),
    "nurses": lambda archive: archive.nurses(),
}


def plans(archive: Archive, question: str) -> list[str]:
    """How SQLite goes about a question."""
    asked: list[str] = []
    archive._connection.set_trace_callback(asked.append)
    QUESTIONS[question](archive)
    archive._connection.set_trace_callback(None)
    found: list[str] = []
    for sql in (sql for sql in asked if sql.startswith("SELECT")):
        plan = archive._connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        found += [line[3] for line in plan]
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_what_was_measured(question: str, archive: Archive) -> None:
    """Nothing of the vitals; of entries only signatures and notes, each session's by its key."""
    found = plans(archive, question)
    assert found
    words = {word for line in found for word in line.replace("(", " ").split()}
    readings = {"vitals", *(name.table for name in RECORD_OF.values())}
    assert words & readings <= {"signatures", "notes", "corrections"}
    assert [line for line in found if "SCAN" in line and "sessions" not in line] == []
    # The few of one patient may be sorted.
    assert question == "course" or "USE TEMP B-TREE FOR ORDER BY" not in found


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("newest", "USING INDEX sessions_by_start"),
        ("counts", "USING COVERING INDEX sessions_by_start"),
        ("clinic", "USING COVERING INDEX sessions_summed_up"),
        ("nurses", "USING COVERING INDEX sessions_by_nurse"),
    ],
)
def test_each_question_has_its_index(question: str, index: str, archive: Archive) -> None:
    """What is only counted or summed up is not read past the profile."""
    assert any(index in line for line in plans(archive, question))


# --- records of before ---------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class OldSummary:
    """What a session came to before the fourth migration."""

    peak_systolic: float | None = 150.0
    dose_mg: float | None = 35.0
    coverage: float | None = 0.98
    cuffs: int = 12
    corrections: int = 0


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of the third version with an ended session, as a Dripwatch of then wrote it."""
    path = tmp_path / "old.db"
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
    for module in (schema, store):
        monkeypatch.setattr(module, "VERSION", 3)
    monkeypatch.setattr(store, "_summed_up", lambda *_: dataclasses.asdict(OldSummary()))
    with closing(Store(path)) as written:
        written.begin(start())
        written.commit(1, [*story(), end(150_000)])
    monkeypatch.undo()
    return path


def test_a_record_of_before_is_listed_without_what_it_has_not(old: Path) -> None:
    """It is only looked at: nothing is written to it, and nobody calls its sessions clean."""
    with Archive(old) as archive:
        (one,) = archive.listed()
        assert one.group is Group.NEEDS_LOOK
        assert (one.row.findings, one.row.needs_look) == ([Finding("not_summed")], None)
        assert one.row.summary == Summary(**dataclasses.asdict(OldSummary()))
        assert archive.counts()[Group.NEEDS_LOOK] == 1
        assert [row.dose_mg for row in archive.clinic()] == [35.0]


def test_the_seal_of_before_holds_after_the_migration(old: Path) -> None:
    """What is NULL is not hashed, for us and for who reads the page alone."""
    assert verify(old).state is State.INTACT
    Store(old).close()
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert verify(old).state is State.INTACT
    assert check(old).sessions == {1: "intact"}
    with Archive(old) as archive:
        assert archive.listed()[0].row.findings == [Finding("not_summed")]


def test_sums_and_findings_are_sealed(tmp_path: Path) -> None:
    """A reason that somebody takes out is missed."""
    with closing(Store(tmp_path / "r.db")) as written:
        written.begin(start())
        written.commit(1, [*story(), end(150_000)])
    with Archive(tmp_path / "r.db") as archive:
        row = archive.row(1)
        assert (row.needs_look, row.findings) == (True, [Finding("not_summed")])
    assert verify(tmp_path / "r.db").state is State.INTACT
    with tampering(tmp_path / "r.db") as connection:
        connection.execute("UPDATE sessions SET needs_look = 0, findings = '[]'")
    assert verify(tmp_path / "r.db").state is State.ALTERED
    assert check(tmp_path / "r.db").sessions == {1: "altered"}


@pytest.mark.parametrize("findings", ["no JSON", "{}x", "[1]", '[["gap", 3]]'])
def test_findings_that_are_none_of_ours_are_damage(findings: str, tmp_path: Path) -> None:
    """And never a traceback."""
    with closing(Store(tmp_path / "r.db")) as written:
        written.begin(start())
        written.commit(1, [end(1000)])
    with tampering(tmp_path / "r.db") as connection:
        connection.execute("UPDATE sessions SET findings = ?", (findings,))
    with Archive(tmp_path / "r.db") as archive, pytest.raises(RecordError, match="record_damaged"):
        archive.listed()
