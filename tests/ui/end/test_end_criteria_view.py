"""Each criterion says what was measured and what is needed; what is not met takes a reason."""

import pytest

from monitor.events import Correction, Criterion
from tests.ui.conftest import NURSE, Desk
from tests.ui.ending import End, infused, open_page
from ui.end.end_row import EndRow


@pytest.fixture
def end(bedside: Desk) -> End:
    """After a whole infusion."""
    infused(bedside)
    return open_page(bedside)


def row(end: End, name: str) -> EndRow:
    """The row of a criterion, wherever it stands."""
    return {**end.page.measured.rows, **end.page.handed.rows}[name]


def offered(of: EndRow) -> list[str]:
    """The buttons that are shown."""
    return [code for code, made in of.buttons.items() if not made.isHidden()]


def test_a_criterion_shows_its_value_its_time_and_what_is_needed(end: End) -> None:
    """And in a word how it stands."""
    pressure = row(end, "pressure")
    needed = "Needed: at most 148/99, below 140/90, above 90/50"
    assert (pressure.tag.text(), pressure.said()) == ("not known", needed)
    end.measure(132, 82)
    end.desk.later(180)
    at = end.desk.clock.at(end.desk.clock.t_ms - 180_000).astimezone()
    assert pressure.tag.text() == "met"
    assert pressure.said() == f"132/82 mmHg · {at:%H:%M}, 3 min ago\n{needed}"
    assert offered(pressure) == ["cuff.type"]
    assert pressure.accessibleDescription().startswith("met. 132/82 mmHg")


def test_what_is_not_met_is_accepted_with_a_reason_by_name(end: End) -> None:
    """The reason is tapped or typed; it can be taken back."""
    end.measure(150, 85)
    pressure = row(end, "pressure")
    assert pressure.tag.text() == "not met"
    end.touch(pressure.buttons["end.accept"])
    end.touch(pressure.folds["end.accept"].buttons["end.reason.prescriber"])
    (said,) = end.desk.all(Criterion)
    assert (said.criterion, said.met, said.value, said.reason, said.by) == (
        "pressure",
        False,
        "150/85 mmHg",
        "Prescriber accepts",
        NURSE,
    )
    assert pressure.tag.text() == "accepted"
    assert f"accepted by {NURSE}" in pressure.said()
    assert offered(pressure) == ["end.take_back"]
    end.touch(pressure.buttons["end.take_back"])
    assert [c.of for c in end.desk.all(Correction)] == [said.seq]
    assert pressure.tag.text() == "not met"


def test_an_acceptance_of_one_pressure_is_none_of_the_next(end: End) -> None:
    """It has to be given again."""
    end.measure(150, 85)
    end.touch(row(end, "pressure").buttons["end.accept"])
    end.type(row(end, "pressure").folds["end.accept"].edit, "Dr Osei accepts", enter=True)
    assert row(end, "pressure").tag.text() == "accepted"
    end.desk.later(60)
    end.measure(190, 110)
    assert row(end, "pressure").tag.text() == "not met"


def test_a_blank_reason_is_none(end: End) -> None:
    """Nothing is entered."""
    pressure = row(end, "pressure")
    end.touch(pressure.buttons["end.accept"])
    end.type(pressure.folds["end.accept"].edit, "   ", enter=True)
    assert not pressure.folds["end.accept"].enter.isEnabled()
    assert end.desk.all(Criterion) == []


def test_a_persons_word_is_a_tap(end: End) -> None:
    """No asks for a reason before the patient leaves all the same."""
    walk = row(end, "walk")
    assert offered(walk) == ["check.answer.yes", "check.answer.no"]
    end.touch(walk.buttons["check.answer.yes"])
    assert walk.tag.text() == "met"
    assert walk.buttons["check.answer.yes"].isChecked()
    assert walk.said().startswith(NURSE)
    end.desk.later(5)
    end.touch(walk.buttons["check.answer.no"])
    assert walk.tag.text() == "not met"
    assert not walk.buttons["check.answer.yes"].isChecked()
    assert offered(walk) == ["check.answer.yes", "check.answer.no", "end.accept"]
    end.touch(walk.buttons["end.accept"])
    end.touch(walk.folds["end.accept"].buttons["end.reason.usual"])
    assert walk.tag.text() == "accepted"


def test_a_scale_is_rated_elsewhere_and_shows_here(end: End) -> None:
    """Its score of what it could be; who was not woken has none."""
    end.touch(row(end, "sedation").buttons["end.rate"])
    assert end.told == [("rate_wanted", "sedation")]
    end.rate("dissociation", 1)
    assert row(end, "dissociation").tag.text() == "not met"
    assert row(end, "dissociation").said().startswith("1 of 4 · ")


def test_what_is_met_needs_no_reason(end: End) -> None:
    """Time that has passed has nothing to press."""
    assert row(end, "observed_for").said().startswith("70 min\nNeeded: 60 min since")
    assert offered(row(end, "observed_for")) == []
