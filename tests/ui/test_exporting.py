"""What an export is made from; tests/ui/commands/test_export.py holds every format to it."""

from pathlib import Path

from monitor.archive import Archive
from monitor.export_run import Names
from tests.ui.saved_sessions import infusion, save, start
from ui.exporting import extract


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
