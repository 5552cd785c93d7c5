"""What an export is made from; tests/ui/commands/test_export.py holds every format to it."""

from pathlib import Path

import pytest

from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.export_run import Names
from tests.ui.saved_sessions import infusion, save, start
from ui.exporting import extract, write


def test_a_session_is_whole_or_without_anybody(tmp_path: Path) -> None:
    """With names it is called by those, and by nothing else that was its own."""
    record = tmp_path / "record.sqlite"
    save(record, start(), infusion())
    with Archive(record) as archive:
        row, history = archive.row(1), archive.history(1)
    whole, bare = extract(row, history), extract(row, history, Names("made up", "somebody"))
    assert (whole.history.start.patient, whole.subject) == ("MARTIN R.", "004-1182")
    assert whole.ended_ms == bare.ended_ms == row.ended_ms
    assert (bare.history.start.uid, bare.subject) == ("made up", "somebody")
    assert bare.history.start.patient is None


def test_what_cannot_be_written_is_an_error_of_the_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="not_written"):
        write(tmp_path / "missing" / "out.csv", b"")
