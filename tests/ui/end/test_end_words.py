"""What the end page says, word for word."""

import pytest

from monitor.discharge import Part, Standing
from monitor.ending import Open, Volume
from monitor.events import Criterion, InfusionChange, Judgement, PumpStep, Verdict
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, cuff, wall
from ui.end.end_words import (
    accepted_words,
    blocks_words,
    cuff_words,
    measured_words,
    needs_words,
    open_words,
    summary_words,
    value_words,
    volume_words,
)

MIN = 60_000


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Standing("pressure", unit="mmHg", values=(132, 82)), "132/82 mmHg"),
        (Standing("observed_for", unit="min", values=(70,)), "70 min"),
        (Standing("sedation", scale="sedation", values=(5,)), "5 of 5"),
        (Standing("sedation", scale="sedation", answer="not_woken"), "not woken"),
        (
            Standing("nausea", scale="nausea", values=(2,), answer="vomited"),
            "2 of 10, vomited or retched",
        ),
        (Standing("recovery_score", scale="aldrete_mmhg", answer="incomplete"), "not all answered"),
        (Standing("recovery_score", scale="of_a_clinic", values=(7,)), "7"),
        (Standing("pressure", unit="mmHg"), ""),
        (Standing("walk", met=True), ""),
    ],
)
def test_a_value_is_said_with_its_unit(one: Standing, said: str) -> None:
    """Or what was answered instead; nothing where nothing was."""
    assert value_words(one) == said


def test_a_value_has_its_time_and_its_age() -> None:
    """The time that was observed is one already."""
    one = Standing("pressure", unit="mmHg", values=(132, 82), measured_ms=10 * MIN)
    assert measured_words(one, 13 * MIN + 59_000, wall) == "132/82 mmHg · 13:55, 3 min ago"
    observed = Standing("observed_for", unit="min", values=(70,), measured_ms=10 * MIN)
    assert measured_words(observed, 80 * MIN, wall) == "70 min"


def test_what_is_needed_is_one_line() -> None:
    """Each condition after the other, with its numbers."""
    parts = (
        Part("at_most", (("systolic", 148.0), ("diastolic", 98.75))),
        Part("observed.first_device", (("minutes", 120.0),)),
        Part("no_pass_mark"),
    )
    assert needs_words(parts) == (
        "at most 148/98.75, 120 min since the first device, no pass mark set by the clinic"
    )
    assert needs_words(()) == ""


def test_an_acceptance_has_name_time_and_reason() -> None:
    """Nothing where nobody accepted."""
    word = Criterion(t_ms=15 * MIN, by="Haddad", criterion="walk", met=False, reason="uses a stick")
    one = Standing("walk", met=False, word=word, measured_ms=15 * MIN)
    assert accepted_words(one, wall) == "accepted by Haddad at 14:00: uses a stick"
    assert accepted_words(Standing("walk", met=False), wall) == ""


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (Volume(1, 36, None, 36), "Pump 36.0 mL"),
        (Volume(1, 36, 36, None), "Pump 36.0 mL"),
        (Volume(1, 18, 36, 36.2), "Pump 18.0 mL = 36.0 mg · by clock 36.2 mg."),
    ],
)
def test_a_volume_says_both(read: Volume, said: str) -> None:
    """Without a bag only what was read."""
    assert volume_words(read) == said


def test_a_volume_that_differs_says_by_how_much() -> None:
    """In words, for the eye to stop at."""
    assert "They differ by 2.0 mg: look at the pump again" in volume_words(Volume(1, 38, 38, 36))


@pytest.mark.parametrize(
    ("still", "said"),
    [
        ([], "Nothing is open. After the end entries can only be corrected."),
        ([Open("marks", count=2), Open("left")], "(2)."),
        ([Open("criterion", "walk")], "Cannot end yet: not met and not accepted: walks steadily."),
        (
            [Open("criterion", name) for name in ("iv_out", "walk", "oriented", "escort")],
            "Cannot end yet: not met and not accepted: IV out; walks steadily and 2 more.",
        ),
    ],
)
def test_why_it_cannot_end_is_a_sentence(still: list[Open], said: str) -> None:
    """About the first that is open."""
    assert blocks_words(still).endswith(said)


def test_a_chip_names_what_is_open() -> None:
    """And how many."""
    assert open_words(Open("missed", count=3)) == "Missed items (3)"
    assert open_words(Open("criterion", "iv_out")) == "IV out"


def test_a_dose_nobody_can_reckon_is_not_nothing() -> None:
    """The pump ran; at which rate nobody said."""
    made = Session(shipped(), START)
    assert summary_words(made, at(10), wall).startswith("Nothing given")
    made.apply(InfusionChange(t_ms=at(0), seq=1, step=PumpStep.STARTED))
    assert summary_words(made, at(10), wall).startswith("Dose not known: no rate recorded")


def doubted() -> Session:
    """A pressure, and one that is far from it."""
    made = Session(shipped(), START)
    for seq, (minute, systolic) in enumerate([(5, 133), (6, 190)], start=1):
        made.apply(cuff(minute, systolic, 81, seq=seq))
    made.apply(Judgement(t_ms=0, seq=3, of=2, verdict=Verdict.SUSPECT, rule="jump"))
    return made


def test_a_pressure_in_doubt_is_no_peak_and_is_said_as_one() -> None:
    """The final pressure is shown, whatever it is."""
    made = doubted()
    assert "133/81" in summary_words(made, at(10), wall)
    assert "190/81" not in summary_words(made, at(10), wall)
    first, second = made.pressures()
    assert cuff_words(made, first) == "Cuff 133/81"
    assert cuff_words(made, second) == "Cuff 190/81 · doubtful: far from the one before"
