"""What is told of a repeat patient is what the record holds, of this patient and nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.events import (
    Correction,
    Entry,
    Judgement,
    MedicationGiven,
    Note,
    SessionKind,
    Verdict,
)
from monitor.last_time import LastTime, Patient, course, last_time, recent_patients, same
from tests.ui import saved_sessions as saved

BORN = date(1985, 3, 5)
MARTIN = Patient("MARTIN R.", BORN, "004-1182")


def note(text: str, minute: int = 60) -> Note:
    """A note of the nurse's."""
    return Note(t_ms=minute * saved.MINUTE, by="Adeyemi", text=text)


def told(*extra: Entry) -> list[Entry]:
    """The usual infusion and something besides."""
    drug = MedicationGiven(
        t_ms=27 * saved.MINUTE, by="Adeyemi", drug="ondansetron", dose=4, unit="mg"
    )
    return [*saved.infusion(), drug, *extra]


def ask(record: Path, patient: Patient = MARTIN, before: int | None = None) -> LastTime | None:
    """Ask the record."""
    with Archive(record) as archive:
        return last_time(archive, patient, before)


def test_the_last_session_is_told_with_its_number(tmp_path: Path) -> None:
    """Peak by reading and minute, nausea, drugs, likes: B12's card."""
    record = tmp_path / "r.db"
    saved.save(record, saved.start(uid="1"), told(note("Likes: music.")))
    saved.save(record, saved.start(uid="2"), told(note("Likes: eye mask,  no talking.")))
    found = ask(record)
    assert found == LastTime(
        session=2,
        number=2,
        started_at=saved.STARTED,
        ended=True,
        systolic=168,
        diastolic=99,
        minute=21,
        nausea=5,
        drugs=("ondansetron",),
        likes="eye mask, no talking",
    )


def test_somebody_who_was_never_here_has_no_last_time(tmp_path: Path) -> None:
    """Nor has anybody in an empty record."""
    record = tmp_path / "r.db"
    saved.save(record, saved.start(), told())
    assert ask(record, Patient("SOMEBODY E.", BORN, "999")) is None


def test_the_session_that_runs_now_is_not_the_last_one(tmp_path: Path) -> None:
    """It is in the record already when it is asked about."""
    record = tmp_path / "r.db"
    saved.save(record, saved.start(uid="1"), told())
    saved.save(record, saved.start(uid="2"), [], end_ms=None)
    assert ask(record, before=2).session == 1  # type: ignore[union-attr]
    open_one = ask(record)
    assert open_one is not None
    assert (open_one.session, open_one.ended, open_one.systolic) == (2, False, None)
    assert (open_one.minute, open_one.nausea, open_one.drugs, open_one.likes) == (
        None,
        None,
        (),
        None,
    )


def test_demos_and_trainings_are_nobodys_last_time(tmp_path: Path) -> None:
    """A pretend patient may bear any name."""
    record = tmp_path / "r.db"
    saved.save(record, saved.start(uid="1", kind=SessionKind.DEMO), told())
    saved.save(record, saved.start(uid="2", kind=SessionKind.TRAINING), told())
    assert ask(record) is None
    with Archive(record) as archive:
        assert recent_patients(archive) == []


def test_what_was_withdrawn_or_rejected_is_not_told(tmp_path: Path) -> None:
    """A slip of 6 that was a 3, and a reading nobody believed."""
    record = tmp_path / "r.db"
    entries = saved.corrected(told())
    top = max(
        (n for n, e in enumerate(entries, start=1) if getattr(e, "systolic", None)),
        key=lambda n: entries[n - 1].systolic,  # type: ignore[attr-defined]
    )
    drug = next(n for n, e in enumerate(entries, start=1) if isinstance(e, MedicationGiven))
    entries += [
        Judgement(t_ms=60_000, by="Adeyemi", of=top, verdict=Verdict.REJECTED),
        Correction(t_ms=60_000, by="Adeyemi", of=drug, reason="undone"),
    ]
    saved.save(record, saved.start(), entries)
    found = ask(record)
    assert found is not None
    assert found.systolic is not None
    assert found.systolic < 168
    assert (found.nausea, found.drugs) == (5, ())


def test_no_seconds_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours of vitals would make the start wait."""
    record = tmp_path / "r.db"
    saved.save(record, saved.start(), told(), measured=saved.seconds(60_000))
    asked: list[str] = []
    with Archive(record) as archive:
        archive._connection.set_trace_callback(asked.append)
        assert last_time(archive, MARTIN)
        assert recent_patients(archive)
    assert asked
    assert not [query for query in asked if "FROM vitals" in query]


# --- who is who ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (MARTIN, MARTIN, True),
        (MARTIN, replace(MARTIN, name="MARTIN-HO R."), True),
        (MARTIN, replace(MARTIN, record_number=" 004-1182 "), True),
        (MARTIN, replace(MARTIN, birth_date=date(1985, 5, 3)), False),
        (MARTIN, replace(MARTIN, record_number="004-1183"), False),
        (MARTIN, replace(MARTIN, record_number=None), True),
        (MARTIN, Patient("martin  r.", BORN), True),
        (MARTIN, Patient("MARTIN S.", BORN), False),
        (MARTIN, Patient("MARTIN R."), False),
        (MARTIN, Patient("", None, "004-1182"), True),
        (MARTIN, Patient("HADDAD B.", None, "004-1182"), False),
        (Patient("", BORN), Patient("", BORN), False),
        (Patient("Zoe\u0308 H.", BORN), Patient("ZO\u00cb H.", BORN), True),
    ],
)
def test_two_are_one_patient_only_where_nothing_contradicts(
    one: Patient, other: Patient, is_same: bool
) -> None:
    """By record number, else by name and birth date; either way round."""
    assert same(one, other) is is_same
    assert same(other, one) is is_same


# --- a course ------------------------------------------------------------------------------------


def test_a_course_is_every_session_of_one_patient_in_their_order(tmp_path: Path) -> None:
    """Asked by the patient, or by any session of theirs; another's is not among them."""
    record = tmp_path / "r.db"
    namesake = saved.start(uid="2", birth_date=date(1990, 1, 1), record_number=None)
    unnumbered = saved.start(uid="3", record_number=None)
    for start in (saved.start(uid="1"), namesake, unnumbered, saved.start(uid="4")):
        saved.save(record, start, [])
    with Archive(record) as archive:
        assert [row.session for row in course(archive, MARTIN)] == [1, 3, 4]
        assert course(archive, 1) == course(archive, 3) == course(archive, MARTIN)
        assert [row.session for row in course(archive, 2)] == [2]
        assert course(archive, Patient("NOBODY", BORN)) == []


def test_nobody_is_taken_for_another_on_a_name_alone(tmp_path: Path) -> None:
    """Neither without a birth date, nor in a demonstration."""
    record = tmp_path / "r.db"
    known_by_name = {"birth_date": None, "record_number": None}
    for uid in ("1", "2"):
        saved.save(record, saved.start(uid=uid, **known_by_name), [])
    saved.save(record, saved.start(uid="3"), [])
    saved.save(record, saved.start(uid="4", kind=SessionKind.DEMO), [])
    with Archive(record) as archive:
        courses = [[row.session for row in course(archive, number)] for number in (1, 2, 3, 4)]
        assert courses == [[1], [2], [3], [4]]
        assert course(archive, Patient("MARTIN R.")) == []
        with pytest.raises(RecordError, match="session_unknown"):
            course(archive, 5)


# --- who was here lately -------------------------------------------------------------------------


def test_recent_patients_are_each_once_the_last_first(tmp_path: Path) -> None:
    """As the last session named them; no more than were asked for."""
    record = tmp_path / "r.db"
    later = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    haddad = saved.start("HADDAD B.", record_number="7", birth_date=date(1970, 1, 1))
    saved.save(record, saved.start(uid="1"), [])
    saved.save(record, haddad, [])
    saved.save(record, saved.start(uid="3", at=later, room="4", allergy="latex", weight=71), [])
    with Archive(record) as archive:
        both, one = recent_patients(archive), recent_patients(archive, 1)
    assert [seen.patient.name for seen in both] == ["MARTIN R.", "HADDAD B."]
    assert one == both[:1]
    first = both[0]
    assert (first.room, first.allergy, first.weight) == ("4", "latex", 71)
    assert (first.last_session, first.patient) == (later, MARTIN)
    assert first.weighed_on == later.astimezone().date()


def test_a_weight_keeps_the_date_of_its_own_session(tmp_path: Path) -> None:
    """The last session may have had none; an old weight must not look new."""
    record = tmp_path / "r.db"
    later = saved.STARTED + timedelta(days=7)
    saved.save(record, saved.start(uid="1"), [])
    saved.save(record, saved.start(uid="2", at=later, weight=None), [])
    with Archive(record) as archive:
        (seen,) = recent_patients(archive)
    assert (seen.weight, seen.weighed_on) == (72, saved.STARTED.astimezone().date())
    assert seen.last_session == later
