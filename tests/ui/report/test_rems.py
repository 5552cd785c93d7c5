"""The data sheet: what the record knows, "not recorded" for the rest, due in seven days."""

from datetime import timedelta
from pathlib import Path

from tests.ui.report.papers import history_of, printed, sprayed, texts
from tests.ui.saved_sessions import STARTED
from ui.report.printing import save_pdf
from ui.report.rems import due


def test_it_is_due_a_week_after_the_session() -> None:
    """In the room's days."""
    assert due(STARTED).date() == (STARTED.astimezone() + timedelta(days=7)).date()


def test_the_sheet_ends_a_report_that_asks_for_it(pages: list[str]) -> None:
    """It says of an infusion that no device was used."""
    last = pages[-1]
    assert "REMS data sheet" in last
    assert "Hand in by 27 Nov 2026" in last
    assert "No nasal device" in last
    assert last.count("not recorded") > 8
    assert "overridden" not in last
    assert "not met" in last


def test_devices_lots_and_minutes_are_added_up(tmp_path: Path) -> None:
    """From the first device on."""
    save_pdf(printed(history_of(sprayed()), rems=True), tmp_path / "nasal.pdf")
    last = texts(tmp_path / "nasal.pdf")[-1]
    for said in ("56 mg", "L1, L2", "120 min", "UTC"):
        assert said in last
    assert "No nasal device" not in last
