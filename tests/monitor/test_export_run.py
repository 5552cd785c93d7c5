"""Every session into a folder, however often it is cut off."""

import json
from pathlib import Path

import pytest

from monitor.errors import RecordError
from monitor.export_run import LIST, Candidate, ExportRun, Kind, Names

SESSIONS = [
    Candidate(n, f"u{n}", patient, f"d{n}") for n, patient in [(1, "a"), (2, "a"), (3, "b")]
]


class Cut(Exception):  # noqa: N818 - the test's own power cut
    """The power went."""


class Writing:
    """Notes what it was asked to write; stops before the one it is told to."""

    def __init__(self, cut_before: int | None = None) -> None:
        self.asked: list[int] = []
        self.names: dict[int, Names] = {}
        self._cut = cut_before

    def __call__(self, candidate: Candidate, names: Names) -> bytes:
        if candidate.session == self._cut:
            raise Cut
        self.asked.append(candidate.session)
        self.names[candidate.session] = names
        return candidate.digest.encode()


def export(
    folder: Path,
    writing: Writing,
    sessions: list[Candidate] = SESSIONS,
    *,
    deidentified: bool = False,
) -> int:
    with ExportRun(folder, Kind("csv", deidentified, "u1"), ".csv") as run:
        found = run.run(sessions, writing)
    assert not found.failed
    return found.written


def test_each_session_is_a_file(tmp_path: Path) -> None:
    assert export(tmp_path / "out", Writing()) == 3
    assert (tmp_path / "out" / "session-00002.csv").read_bytes() == b"d2"


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    with pytest.raises(Cut):
        export(tmp_path, Writing(cut_before=3))
    rest = Writing()
    assert export(tmp_path, rest) == 1
    assert rest.asked == [3]


def test_a_line_cut_in_the_middle_costs_that_session_only(tmp_path: Path) -> None:
    export(tmp_path, Writing())
    whole = (tmp_path / LIST).read_bytes()
    (tmp_path / LIST).write_bytes(whole[:-10])
    (tmp_path / "session-00003.csv").unlink()
    again = Writing()
    assert export(tmp_path, again) == 1
    assert again.asked == [3]
    assert export(tmp_path, Writing()) == 0


def test_a_session_that_changed_or_whose_file_is_gone_is_written_again(tmp_path: Path) -> None:
    export(tmp_path, Writing())
    (tmp_path / "session-00003.csv").unlink()
    signed = Candidate(1, "u1", "a", "signed since")
    again = Writing()
    export(tmp_path, again, [signed, *SESSIONS[1:]])
    assert again.asked == [1, 3]
    assert (tmp_path / "session-00001.csv").read_bytes() == b"signed since"


def test_a_patient_has_one_code_also_over_two_runs(tmp_path: Path) -> None:
    first, rest = Writing(cut_before=2), Writing()
    with pytest.raises(Cut):
        export(tmp_path, first, deidentified=True)
    export(tmp_path, rest, deidentified=True)
    assert rest.names[2].subject == first.names[1].subject != rest.names[3].subject


def test_of_somebody_unknown_nothing_is_put_together(tmp_path: Path) -> None:
    writing = Writing()
    unknown = [Candidate(n, f"u{n}", None, "d") for n in (1, 2)]
    export(tmp_path, writing, unknown, deidentified=True)
    assert writing.names[1].subject != writing.names[2].subject


def test_nothing_leads_back_once_a_deidentified_export_is_done(tmp_path: Path) -> None:
    writing = Writing()
    export(tmp_path, writing, deidentified=True)
    names = sorted(each.name for each in tmp_path.iterdir())
    assert names == sorted(f"{made.uid}.csv" for made in writing.names.values())


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind("fhir", deidentified=False, record="u1"), "export_folder_other"),
        (Kind("csv", deidentified=True, record="u1"), "export_folder_other"),
        (Kind("csv", deidentified=False, record="another"), "export_folder_other"),
    ],
)
def test_a_folder_holds_one_kind_of_export(tmp_path: Path, kind: Kind, code: str) -> None:
    export(tmp_path, Writing())
    with pytest.raises(RecordError) as refused, ExportRun(tmp_path, kind, ".json"):
        pass
    assert refused.value.code == code


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(RecordError) as refused:
        export(tmp_path, Writing())
    assert refused.value.code == "export_folder_not_empty"
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_the_list_is_lines_of_json(tmp_path: Path) -> None:
    export(tmp_path, Writing())
    lines = [json.loads(line) for line in (tmp_path / LIST).read_text().splitlines()]
    assert lines[0] == {"format": "csv", "deidentified": False, "record": "u1"}
    assert [line["of"] for line in lines[1:]] == ["u1", "u2", "u3"]


def test_a_session_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    def write(candidate: Candidate, names: Names) -> bytes:
        if candidate.session == 2:
            raise RecordError("record_damaged")
        return b"whole"

    with ExportRun(tmp_path, Kind("csv", True, "u1"), ".csv") as run:
        found = run.run(SESSIONS, write)
    assert (found.written, list(found.failed)) == (2, [2])
    # It is not done: the list stays, and another run tries that one again.
    assert (tmp_path / LIST).exists()


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    kind = Kind("csv", deidentified=True, record="u1")
    with (
        ExportRun(tmp_path, kind, ".csv"),
        pytest.raises(RecordError) as refused,
        ExportRun(tmp_path, kind, ".csv"),
    ):
        pass
    assert refused.value.code == "export_folder_busy"


def test_what_a_killed_run_left_half_written_goes(tmp_path: Path) -> None:
    with pytest.raises(Cut):
        export(tmp_path, Writing(cut_before=2))
    (tmp_path / ".session-00002.csv-x3k9").write_bytes(b"half a patient")
    export(tmp_path, Writing())
    assert not list(tmp_path.glob(".*"))


def test_a_list_of_which_nothing_reached_the_disk_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / LIST).touch()
    assert export(tmp_path, Writing()) == 3


def test_a_file_of_the_same_name_that_is_not_ours_stays(tmp_path: Path) -> None:
    with pytest.raises(Cut):
        export(tmp_path, Writing(cut_before=3))
    (tmp_path / "session-00003.csv").write_text("mine")
    with pytest.raises(RecordError) as refused:
        export(tmp_path, Writing())
    assert refused.value.code == "file_exists"
    assert (tmp_path / "session-00003.csv").read_text() == "mine"
