"""The infusion lane names a reason it has words for, and a dose as far as it is known."""

import pytest

from monitor.events import Entry, InfusionChange, Mark, MedicationGiven, PumpStep
from monitor.infusion import Stretch
from ui.chart.infusion_words import given_words, pause_words, rate_words


@pytest.mark.parametrize(
    ("reason", "said"),
    [("vomiting", "vomiting"), (None, ""), ("something of a later version", "")],
)
def test_a_pause_says_why_as_far_as_that_is_known(reason: str | None, said: str) -> None:
    """Never a code."""
    words = pause_words(InfusionChange(t_ms=0, step=PumpStep.PAUSED, reason=reason)).lower()
    assert "paused" in words
    assert said in words
    assert "later version" not in words


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (MedicationGiven(t_ms=0, drug="ondansetron", dose=4, unit="mg"), "ondansetron 4 mg"),
        (MedicationGiven(t_ms=0, drug="clonidine", dose=0.15, unit=None), "clonidine 0.15"),
        (MedicationGiven(t_ms=0, drug="oxygen"), "oxygen"),
        (InfusionChange(t_ms=0, step=PumpStep.FLUSHED), "Line flushed"),
        (InfusionChange(t_ms=0, step=PumpStep.STARTED), ""),
        (Mark(t_ms=0), ""),
    ],
)
def test_what_was_given_stands_beside_its_triangle(entry: Entry, said: str) -> None:
    """Anything else has none."""
    assert given_words(entry) == said


@pytest.mark.parametrize(("mg_per_h", "said"), [(54.04, "54 mg/h"), (None, "rate not known")])
def test_a_rate_nobody_told_is_said_so(mg_per_h: float | None, said: str) -> None:
    """Not as none."""
    assert rate_words(Stretch(0, 60_000, mg_per_h)) == said
