"""The data sheet: what the record knows, "not recorded" for the rest, due in seven days."""

from datetime import timedelta
from pathlib import Path

from monitor.events import Entry
from tests.ui.report.papers import history_of, printed, sprayed, texts, told_of
from tests.ui.saved_sessions import MINUTE, STARTED, infusion, seen
from ui.report.printing import save_pdf
from ui.report.rems import _events, _vitals, due


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


def test_each_pressure_is_of_its_moment() -> None:
    """The last before the drug, the nearest to the profile's minute, the last of all."""
    told = told_of(infusion())
    minute = told.session.profile.schedule.kept_min[0]
    said = dict(_vitals(told))
    assert "14:06" in said["Last before the drug"]
    assert "14:51" in said[f"Nearest minute {minute:g}"]
    assert "15:11" in said["Last before the end"]
    early = told_of([e for e in infusion() if e.t_ms < 40 * MINUTE])
    assert dict(_vitals(early))[f"Nearest minute {minute:g}"] == "not measured"


def test_onset_end_and_worst_are_those_of_the_first_page() -> None:
    """The worst sedation is the lowest score, and none is five."""
    entries: list[Entry] = [
        seen(minute, "sedation", score)
        for minute, score in ((5, 5), (20, 4), (30, 2), (40, 3), (60, 5))
    ]
    sedation, dissociation, *_ = _events(told_of([*infusion(), *entries]))
    assert "14:20" in sedation[1]
    assert "15:00" in sedation[1]
    assert sedation[1].endswith("worst rating 2")
    assert "15:06" in dissociation[1]
    assert dissociation[1].endswith("worst rating 3")
    calm, *_ = _events(told_of([seen(5, "sedation", 5), seen(9, "sedation", 5)]))
    assert calm[1] == "not seen in 2 ratings"
