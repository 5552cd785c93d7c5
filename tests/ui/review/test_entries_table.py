"""The table of a review: every entry in the order it was true, corrections with both values."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitor import profile
from monitor.events import (
    Correction,
    CuffReading,
    Entry,
    InfusionChange,
    Judgement,
    Meaning,
    Note,
    PumpStep,
    Signature,
    Verdict,
)
from monitor.history import History
from monitor.session import Session
from tests.ui.saved_sessions import MINUTE, corrected, infusion, seen, start, taken
from ui.review.entries_table import COLUMNS, EntriesTable, Line, from_start, lines


def told(entries: list[Entry]) -> list[Line]:
    """The lines of a session with these entries."""
    history = History(start(), taken(entries))
    session = Session(profile.shipped(), history.start)
    session.load(history)
    return lines(history, session.infusion)


def sentences(entries: list[Entry]) -> list[str]:
    """What the lines say."""
    return [line.cells[2] for line in told(entries)]


def test_a_line_says_when_what_and_by_whom() -> None:
    """The scale in words, and who saw it."""
    line = told([seen(23, "dissociation", 2)])[0]
    assert line.cells[2:] == ("Dissociation 2 Moderate", "Adeyemi")
    assert line.cells[0].endswith(":23:00")


def test_time_counts_from_the_pump() -> None:
    """What came before it has a minus."""
    cells = [line.cells for line in told(infusion())]
    started = next(line for line in cells if line[2].startswith("Pump started"))
    assert started[1] == "+0:00"
    assert cells[0][1] == "−10:00"


@pytest.mark.parametrize(
    ("t_ms", "started_ms", "said"),
    [(0, None, ""), (61_000, 0, "+1:01"), (0, 61_000, "−1:01"), (3_600_000, 0, "+1:00:00")],
)
def test_from_start_has_a_sign_and_hours(t_ms: int, started_ms: int | None, said: str) -> None:
    """A real minus, and no hours where there are none."""
    assert from_start(t_ms, started_ms) == said


def test_a_verdict_says_what_it_is_about() -> None:
    """A number of an entry would have to be looked up."""
    cuff = CuffReading(t_ms=MINUTE, device="ge-dinamap", systolic=175, diastolic=90)
    doubt = Judgement(t_ms=MINUTE, of=1, verdict=Verdict.SUSPECT, rule="jump")
    said = sentences([cuff, doubt])
    assert said[1] == "Cuff 175/90: doubtful: far from the one before"


def test_without_a_pump_start_nothing_is_counted_from_it() -> None:
    """The column stays empty."""
    assert told([seen(5, "nausea", 0)])[0].cells[1] == ""


def test_a_correction_says_both_values_and_why() -> None:
    """Nobody has to look the old one up."""
    said = sentences(corrected(infusion()))
    assert "Corrected: Nausea 6 → Nausea 3 (patient restated)" in said


def test_what_was_corrected_stays_and_is_struck_through() -> None:
    """A record hides nothing."""
    gone = [line.cells[2] for line in told(corrected(infusion())) if line.gone]
    assert gone == ["Nausea 6"]


def test_a_withdrawn_entry_says_what_it_was() -> None:
    """With the reason in words."""
    slip = seen(5, "nausea", 9)
    withdrawn = Correction(t_ms=6 * MINUTE, by="Haddad", of=1, reason="entry_error")
    assert sentences([slip, withdrawn])[1] == "Withdrawn: Nausea 9 (entry error)"


def test_words_with_braces_are_only_words() -> None:
    """What people type is never a pattern."""
    note = Note(t_ms=0, by="Adeyemi", text="{patient} says {}")
    reason = Correction(t_ms=1, by="Adeyemi", of=1, reason="{braces}")
    assert sentences([note, reason]) == [
        "{patient} says {}",
        "Withdrawn: {patient} says {} ({braces})",
    ]


def test_what_a_device_did_is_by_the_device() -> None:
    """No person stands behind a reading."""
    cuff = next(line for line in told(infusion()) if line.cells[2].startswith("Cuff"))
    assert cuff.cells[3] == "ge-dinamap"


def test_a_back_dated_entry_stands_where_it_was_true() -> None:
    """Not where it was typed."""
    late = InfusionChange(t_ms=2 * MINUTE, by="Adeyemi", step=PumpStep.STARTED)
    assert sentences([seen(5, "nausea", 1), late]) == ["Pump started", "Nausea 1"]


def test_the_table_shows_every_entry(qtbot: QtBot) -> None:
    """With what was corrected struck through."""
    table = EntriesTable()
    qtbot.addWidget(table)
    history = History(start(), taken(corrected(infusion())))
    session = Session(profile.shipped(), history.start)
    session.load(history)
    table.load(history, session)
    model = table.model()
    assert model.rowCount() == len(history.entries)
    headers = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(COLUMNS))]
    assert headers == ["Time", "From start", "Entry", "By"]
    gone = next(n for n in range(model.rowCount()) if model.index(n, 2).data() == "Nausea 6")
    assert model.index(gone, 2).data(Qt.ItemDataRole.FontRole).strikeOut()


def test_what_stands_in_the_place_of_another_says_so() -> None:
    """At the time it was true, whatever the time of the correction."""
    said = sentences(corrected(infusion()))
    assert "Nausea 3 (corrected from Nausea 6: patient restated)" in said


def test_a_signature_says_its_words_and_a_reason_that_has_a_code() -> None:
    """A question is quoted; it has no minute of the infusion."""
    asked = Signature(t_ms=MINUTE, by="B", meaning=Meaning.RETURNED, head="", comment="{why}?")
    amended = Signature(t_ms=MINUTE, by="B", meaning=Meaning.AMENDED, head="", comment="late_entry")
    cells = [line.cells for line in told([*infusion()[:6], asked, amended])]
    signed = [line for line in cells if line[2].startswith("Signed")]
    assert [line[2] for line in signed] == [
        "Signed: Returned to the nurse: “{why}?”",
        "Signed: Amended: “late entry”",
    ]
    assert {line[1] for line in signed} == {""}


def test_what_was_added_on_another_day_has_its_date() -> None:
    """And is not counted from the start of the pump."""
    started = InfusionChange(t_ms=0, by="Adeyemi", step=PumpStep.STARTED)
    slip = Correction(t_ms=2 * 24 * 60 * MINUTE, by="Brandt", of=1, reason="artefact")
    (_, late) = told([started, slip])
    assert late.cells[0].startswith("22 Nov ")
    assert late.cells[1] == ""
