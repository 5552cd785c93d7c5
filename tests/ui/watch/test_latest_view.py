"""What was entered last, the newest first."""

from dataclasses import replace

from monitor.events import Correction, Note
from monitor.history import History
from tests.ui.saved_sessions import seen
from tests.ui.watch.looking_on import NOW, Pages
from ui.watch.latest_view import LINES
from ui.watch.watch_page import WatchPage

NAUSEA = replace(seen(23, "nausea", 7), seq=900)


def test_the_newest_is_first_with_its_author(page: WatchPage) -> None:
    """And so many of them in all."""
    page.take([NAUSEA])
    lines = page.latest.text().splitlines()
    assert lines[0].endswith("Nausea 7 · Adeyemi")
    assert len(lines) == LINES


def test_what_was_corrected_away_is_gone(page: WatchPage) -> None:
    """As everywhere else."""
    page.take([NAUSEA])
    page.take([Correction(t_ms=NOW, seq=901, by="Adeyemi", of=900, reason="entry_error")])
    assert "Nausea 7" not in page.latest.text()


def test_what_a_note_says_is_not_for_who_walks_by(page: WatchPage) -> None:
    """It may name anybody."""
    page.take([Note(t_ms=NOW, seq=900, by="Adeyemi", text="her husband Robin calls at four")])
    assert "Robin" not in page.latest.text()


def test_nothing_entered_is_said(pages: Pages, history: History) -> None:
    """An empty card would look broken."""
    page = pages(History(start=history.start))
    assert page.latest.text() == "Nothing entered yet"
