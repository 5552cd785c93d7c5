"""How the patient left: an acceptance holds for what was known then, and is told either way."""

import pytest

from monitor.events import Check, CheckAnswer, Criterion, Entry, InfusionChange, PumpStep
from tests.ui.report.papers import BY, normal, told_of
from tests.ui.saved_sessions import MINUTE
from ui.report.leaving import criteria_lines, unexpected_words

ACCEPTED = "Blood pressure near baseline 152/92 mmHg: not met, overridden by Okafor: usual for her"


def word(minute: float, *, met: bool | None = False, reason: str | None = "usual") -> Criterion:
    """Somebody's word on the pressure."""
    t_ms = round(minute * MINUTE)
    return Criterion(t_ms=t_ms, by="Okafor", criterion="pressure", met=met, reason=reason)


def test_an_acceptance_that_stands_has_name_and_reason() -> None:
    """Beside what was measured."""
    said = list(criteria_lines(told_of(normal())))
    assert ACCEPTED in said
    assert not [line for line in said if "no longer stands" in line]
    assert any(line.startswith("Met, ") and "Walks steadily" in line for line in said)
    assert any(line.startswith("Not recorded, ") and "Oriented" in line for line in said)


@pytest.mark.parametrize(
    ("later", "still"),
    [
        pytest.param([word(70)], "152/92 mmHg: not met", id="measured since"),
        pytest.param(
            [
                word(72),
                InfusionChange(t_ms=73 * MINUTE, by=BY, step=PumpStep.STARTED),
                InfusionChange(t_ms=74 * MINUTE, by=BY, step=PumpStep.STOPPED),
            ],
            "Not recorded, ",
            id="started again",
        ),
    ],
)
def test_an_acceptance_that_something_newer_undid_is_told_as_one(
    later: list[Entry], still: str
) -> None:
    """It is not what the patient left with."""
    before = [e for e in normal() if not isinstance(e, Criterion)]
    said = list(criteria_lines(told_of([*before, *later])))
    (void,) = (line for line in said if "no longer stands" in line)
    assert "overridden by Okafor: usual" in void
    assert any(still in line and "overridden" not in line for line in said)


@pytest.mark.parametrize(
    ("answer", "detail", "said"),
    [
        (CheckAnswer.YES, "fell in the hall", "Yes: fell in the hall"),
        (CheckAnswer.NO, None, "No"),
        (CheckAnswer.NOT_ASKED, None, "Not asked"),
        (None, None, "not recorded"),
    ],
)
def test_what_was_unexpected_is_told(
    answer: CheckAnswer | None, detail: str | None, said: str
) -> None:
    """As it was answered at the end, or that nobody answered."""
    check = Check(
        t_ms=74 * MINUTE, by=BY, item="unexpected", answer=answer or CheckAnswer.NO, detail=detail
    )
    assert unexpected_words(told_of([check] if answer else [])) == said
