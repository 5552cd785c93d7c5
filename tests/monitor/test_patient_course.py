"""Courses: whose sessions belong together, how far apart they are, what each came to."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from monitor.archive import Archive
from monitor.listing import Visit
from monitor.patient_course import MEASURES, changes, courses, days_before
from tests.monitor.many import COURSE, write_many
from tests.ui import courses as made

BORN, OTHER_DAY = date(1985, 3, 5), date(1990, 1, 1)
_FIRST = datetime(2026, 6, 2, 9, tzinfo=UTC)


def visit(
    number: int,
    name: str = "Martin, R.",
    born: date | None = BORN,
    record_number: str | None = "004-1182",
) -> Visit:
    """A session some days after the one numbered before it."""
    return Visit(number, _FIRST + timedelta(days=number), name, born, record_number)


def together(*visits: Visit) -> list[list[int]]:
    """The sessions of each patient, by their numbers."""
    return [[one.session for one in course.visits] for course in courses(visits)]


def test_a_patient_is_known_by_number_and_birth_date() -> None:
    """However the name was typed, and whoever was here last stands first."""
    seen = [visit(1), visit(2, "Haddad, M.", OTHER_DAY, "7"), visit(3, "MARTIN  R."), visit(4)]
    assert together(*seen) == [[1, 3, 4], [2]]


def test_what_a_later_session_tells_makes_more_known_of_a_patient() -> None:
    """The second brings the birth date by which the third, without its number, is known."""
    assert together(visit(1, born=None), visit(2), visit(3, record_number=None)) == [[1, 2, 3]]


def test_a_name_alone_is_nobody() -> None:
    """Two without a birth date or number are two."""
    assert together(visit(1, born=None, record_number=None)) == [[1]]
    lonely = [visit(n, born=None, record_number=None) for n in (1, 2)]
    assert together(*lonely) == [[2], [1]]


def test_two_people_are_not_joined_by_a_session_that_fits_both() -> None:
    """The second tells no number; the third has another one than the first."""
    seen = [visit(1), visit(2, record_number=None), visit(3, record_number="009-0001")]
    assert together(*seen) == [[3], [1, 2]]


def test_another_birth_date_is_another_person() -> None:
    assert together(visit(1), visit(2, born=OTHER_DAY)) == [[2], [1]]


def test_a_course_is_named_as_its_last_session_has_it() -> None:
    (course,) = courses([visit(1, "Martin"), visit(2, "Martin-Osei")])
    assert course.patient.name == "Martin-Osei"


def test_the_record_tells_who_was_in_each_session(tmp_path: Path) -> None:
    """No demonstration among them; six sessions are of one patient here."""
    with Archive(write_many(tmp_path / "many.db", 54)) as archive:
        visits = archive.visits()
    assert [one.session for one in visits] == [n for n in range(1, 55) if n != 50]
    assert {len(course.visits) for course in courses(visits)} == {COURSE, COURSE - 1}


def test_days_between_are_those_of_the_calendar() -> None:
    rows = made.course(4)
    assert days_before(rows) == [None, 3, 4, 3]
    assert days_before([]) == []


def test_what_is_followed_comes_from_the_columns() -> None:
    row = made.course(2)[1]
    told = {name: of(row) for name, of in MEASURES.items()}
    expected = {"dose": 0.5, "rise": 46, "dissociation": 4, "recovered": 66, "nausea": 6}
    assert told == expected


def test_an_open_session_has_no_figures_yet() -> None:
    row = made.row(summary=None)
    assert [of(row) for of in MEASURES.values()] == [None] * len(MEASURES)


def test_without_a_weight_there_is_no_dose_by_weight() -> None:
    assert MEASURES["dose"](made.row(weight=None, summary=made.sums())) is None


def test_changes_are_from_the_first_session() -> None:
    assert changes([2.0, None, 5.0]) == [0.0, None, 3.0]
    assert changes([None, 3.0]) == [None, None]
    assert changes([]) == []
