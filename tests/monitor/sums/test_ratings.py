"""The worst of each rating with its minute, and when dissociation was gone for good."""

import pytest

from monitor.events import Observation, PumpStep
from tests.monitor.records import NURSE, Numbered
from tests.monitor.summed import MINUTE, pump, seen, summed


def test_the_worst_of_each_scale_has_its_minute() -> None:
    """Of sedation the lowest; of equal ones the first; no score is no rating."""
    make = Numbered()
    entries = [
        pump(make, 10, PumpStep.STARTED),
        *(seen(make, m, "dissociation", s) for m, s in ((20, 2), (30, 3), (40, 3))),
        *(seen(make, m, "sedation", s) for m, s in ((20, 4), (30, None), (35, 5))),
        *(seen(make, m, "nausea", s) for m, s in ((50, 6), (60, 1))),
    ]
    told = summed(*entries)
    assert (told.peak_dissociation, told.peak_dissociation_min) == (3, 20)
    assert (told.deepest_sedation, told.deepest_sedation_min) == (4, 10)
    assert (told.peak_nausea, told.peak_nausea_min) == (6, 40)


def test_what_was_rated_before_the_drug_is_not_its_worst() -> None:
    """Without a drug it is."""
    make = Numbered()
    started, before = pump(make, 10, PumpStep.STARTED), seen(make, 5, "nausea", 8)
    assert summed(started, before, seen(make, 30, "nausea", 2)).peak_nausea == 2
    assert summed(before).peak_nausea == 8


def test_a_grave_sign_is_one_that_calls_for_the_protocol() -> None:
    """The first of them, with its minute; a headache only where it is severe."""
    make = Numbered()
    told = {"scale": "also_seen", "version": "1", "by": NURSE}
    answers = [{"headache": 1}, {"dizzy": 3}, {"headache": 3}, {"chest_pain": "started"}]
    entries = [
        pump(make, 10, PumpStep.STARTED),
        *(
            make.take(Observation, (20 + n) * MINUTE, answers=a, **told)
            for n, a in enumerate(answers)
        ),
    ]
    found = summed(*entries)
    assert (found.grave_sign, found.grave_sign_min) == ("headache", 12)
    assert summed(*entries[:3], entries[4]).grave_sign == "chest_pain"
    assert (summed(*entries[:3]).grave_sign, summed(*entries[:3]).grave_sign_min) == (None, None)


@pytest.mark.parametrize(
    ("scores", "minute"),
    [
        ([(5, 0), (30, 3), (60, 1), (78, 0)], 68),
        ([(5, 1), (30, 3), (60, 1), (78, 0)], 50),
        ([(30, 3), (60, 0), (70, 2), (80, 0)], 70),
        ([(30, 3), (60, 0), (70, 2)], None),
        ([(30, 3)], None),
        ([(2, 3), (5, 0), (30, 0), (40, 0)], None),
        ([(5, 0), (30, 0)], None),
        ([], None),
    ],
)
def test_dissociation_is_gone_once_it_stays_gone(
    scores: list[tuple[float, float]], minute: int | None
) -> None:
    """Back at what it was before the drug, or at 0; what never rose was never gone."""
    make = Numbered()
    started = pump(make, 10, PumpStep.STARTED)
    rated = [seen(make, at, "dissociation", score) for at, score in scores]
    assert summed(started, *rated).recovered_min == minute


def test_vomiting_is_counted_without_retching() -> None:
    """By how often it was said to be."""
    make = Numbered()
    told = {"scale": "vomiting", "version": "1", "by": NURSE}
    entries = [
        make.take(Observation, MINUTE, answers=answers, **told)
        for answers in ({"vomited": 2}, {"retched": 3}, {"vomited": 1})
    ]
    assert summed(*entries).vomits == 3
