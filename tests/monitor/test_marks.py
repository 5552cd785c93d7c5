"""A mark is open until somebody describes it."""

from monitor.events import Mark, Note
from monitor.marks import open_marks


def test_a_mark_without_a_note_of_it_is_open() -> None:
    """Oldest first; a note about nothing, or about something else, closes none."""
    late, early = Mark(t_ms=9000, seq=3), Mark(t_ms=1000, seq=5)
    notes = [Note(t_ms=9500, seq=6, text="calm"), Note(t_ms=9600, seq=7, text="sat up", of=4)]
    assert open_marks([late, early, *notes]) == [early, late]


def test_a_described_mark_is_no_longer_open() -> None:
    """By whatever note, and however late."""
    marks = [Mark(t_ms=1000, seq=1), Mark(t_ms=2000, seq=2)]
    assert open_marks([*marks, Note(t_ms=1000, seq=3, text="cried", of=1)]) == marks[1:]
