"""The tiles over a review: figures of the record with their units, else words."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from monitor import profile
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffReading,
    Entry,
    InfusionChange,
    Leaving,
    LeavingStep,
    MedicationGiven,
    Priority,
    PumpStep,
)
from monitor.history import History
from monitor.session import Session
from tests.ui.saved_sessions import ENDED, MINUTE, STARTED, infusion, seconds, start, taken
from ui import theme
from ui.language import speak
from ui.review.summary_view import SummaryView
from ui.words import clock_time


@pytest.fixture(scope="module")
def tiles(qapp: QApplication) -> Iterator[SummaryView]:
    """One row of them, as wide as the page of the smallest window."""
    theme.dress(qapp, theme.LIGHT)
    made = SummaryView()
    made.resize(792, 90)
    made.show()
    yield made
    made.deleteLater()


def load(tiles: SummaryView, entries: list[Entry], gap: range = range(0)) -> None:
    """Show a session with these entries, and its seconds but for some minutes."""
    history = History(start(), taken(entries))
    for second in seconds(ENDED, gap):
        history.t_ms.append(second.t_ms)
        for vital, column in history.columns.items():
            value = second.values.get(vital)
            column.append(float("nan") if value is None else value)
    session = Session(profile.shipped(), history.start)
    session.load(history)
    tiles.load(history, session, ENDED)


def step(minute: float, kind: AlarmStep) -> AlarmChange:
    """A step of an alarm of the pressure."""
    return AlarmChange(
        t_ms=round(minute * MINUTE),
        by="Adeyemi" if kind is AlarmStep.ACKNOWLEDGED else None,
        rule="systolic.high",
        step=kind,
        priority=Priority.MEDIUM,
        value=166,
        threshold=160,
    )


def eventful() -> list[Entry]:
    """An alarm answered, a drug given, the pump read, the patient gone."""
    more: list[Entry] = [
        step(28, AlarmStep.RAISED),
        step(28.4, AlarmStep.ACKNOWLEDGED),
        MedicationGiven(
            t_ms=27 * MINUTE, by="Adeyemi", drug="ondansetron", dose=4, unit="mg", route="IV"
        ),
        InfusionChange(t_ms=51 * MINUTE, by="Adeyemi", step=PumpStep.VOLUME_READ, ml=35.8),
        Leaving(t_ms=72 * MINUTE, by="Adeyemi", step=LeavingStep.READY),
        Leaving(t_ms=74 * MINUTE, by="Adeyemi", step=LeavingStep.LEFT),
    ]
    return sorted([*infusion(), *more], key=lambda entry: entry.t_ms)


def test_the_tiles_say_what_a_session_came_to(tiles: SummaryView) -> None:
    """As a supervisor wants to know it, in six of them."""
    load(tiles, eventful(), range(24, 27))
    dose = "Ketamine 36.0 mg by clock · pump 35.8 · 0.5 mg/kg"
    assert tiles.dose.accessibleName() == dose
    assert tiles.peak.accessibleName() == "Peak systolic 168 +40 at +21 min"
    first, last = (STARTED + timedelta(minutes=minute) for minute in (21, 36))
    times = f"{clock_time(first)}–{clock_time(last)}"
    over = f"Readings ≥ limit 4 of 15 {times} · answered 0:24"
    assert tiles.over.accessibleName() == over
    scores = "Peak dissoc. · nausea 3/4 · 5/10 gone by +56 · ondansetron"
    assert tiles.scores.accessibleName() == scores
    assert tiles.coverage.accessibleName().startswith("Coverage 95 % longest gap 3:00")
    assert tiles.leaving.accessibleName().startswith("Ready · left +62 · +64 omitted ")


def test_a_session_in_which_nothing_happened_has_words(tiles: SummaryView) -> None:
    """In the place of figures."""
    load(tiles, [], range(75))
    assert tiles.dose.accessibleName().endswith("pump not started")
    assert tiles.peak.accessibleName() == "Peak systolic – no pressure measured"
    assert tiles.over.accessibleName() == "Readings ≥ limit – no pressure measured"
    assert tiles.scores.accessibleName().endswith("not asked")
    assert tiles.coverage.accessibleName().endswith("longest gap 1:15:00, no monitor yet")
    assert "– · –" in tiles.leaving.accessibleName()


def test_what_was_not_answered_is_said(tiles: SummaryView) -> None:
    """Beside how long the slowest answer took."""
    load(tiles, [*infusion(), step(75, AlarmStep.RAISED)])
    assert tiles.over.accessibleName().endswith("1 not answered")


def test_of_one_reading_over_a_limit_one_time_is_said(tiles: SummaryView) -> None:
    """Not from then to then."""
    cuff = CuffReading(t_ms=MINUTE, device="ge-dinamap", systolic=182, diastolic=90)
    load(tiles, [cuff])
    (at,) = taken([cuff])
    assert tiles.over.accessibleName().endswith(f"1 of 1 {clock_time(at.at)}")


@pytest.mark.parametrize("language", ["english", "german"])
@pytest.mark.parametrize("low", [True, False])
def test_every_title_and_value_fits_the_smallest_window(
    tiles: SummaryView, language: str, low: bool
) -> None:
    """In both layouts; in the low one the third line is a tool tip."""
    speak(language)
    try:
        tiles.stand(low=low)
        tiles.resize(792 if low else 930, 90)
        load(tiles, eventful())
        QApplication.processEvents()
        for tile in tiles._tiles:
            title = tile._title
            wanted = QFontMetrics(title.font()).horizontalAdvance(title.text())
            assert title.width() >= wanted, title.text()
            assert tile._value.width() >= tile._value.sizeHint().width()
            assert tile._below.isVisible() != low
            assert tile._below.text() in tile.toolTip()
    finally:
        speak("english")
        tiles.stand(low=False)
