"""Answers and observations in words, and never a false total."""

import pytest

from monitor.scale import Answer, scales
from ui.scale_words import (
    answer_words,
    item_words,
    mark_words,
    observation_words,
    tally_words,
)

FIVE = ("activity", "respiration", "circulation", "consciousness", "oxygen")


@pytest.mark.parametrize(
    ("scale", "answer", "said"),
    [
        ("dissociation", 2, "2 Moderate"),
        ("nausea", 7, "7"),
        ("nausea", "cannot_answer", "Can't answer"),
        ("sedation", "not_woken", "Not woken"),
        ("sedation", 5, "5 Awake"),
        ("rass", -4, "−4 Stirs only when touched"),
        ("rass", 0, "0 Alert and calm"),
        ("rass", 1, "+1 Restless"),
        ("gait", 0, "Steady"),
        ("also_seen", "started", "Started"),
    ],
)
def test_an_answer_is_its_number_and_its_name(scale: str, answer: Answer, said: str) -> None:
    """A range with negative numbers shows its signs; flags show their names alone."""
    assert answer_words(scales()[scale].items[0], answer) == said


def test_an_item_without_a_title_asks_what_the_scale_asks() -> None:
    """One item, one title."""
    nausea, padss = scales()["nausea"], scales()["padss"]
    assert item_words(nausea, nausea.items[0]) == "Nausea, patient's number"
    assert item_words(padss, padss.items[3]) == "Bleeding"


def test_the_tally_is_a_total_only_once_it_is_whole() -> None:
    """Until then it counts what was answered."""
    scale, answers = scales()["aldrete_mmhg"], dict.fromkeys(FIVE, 2)
    assert tally_words(scale, answers) == "Total 10 of 10"
    del answers["oxygen"]
    assert tally_words(scale, answers) == "4 of 5 answered"
    assert tally_words(scale, {}) == "0 of 5 answered"


def test_a_whole_rating_without_a_total_says_so() -> None:
    """KOBS-1 never has one."""
    scale = scales()["kobs1"]
    whole: dict[str, Answer] = {item.id: 1 for item in scale.items}
    assert tally_words(scale, whole) == "5 of 5 answered · no total"


def test_one_item_is_told_by_its_answer_and_events_are_counted() -> None:
    """A total of one number is that number."""
    assert tally_words(scales()["sedation"], {"sedation": 3}) == "3 Only to loud voice"
    assert tally_words(scales()["nausea"], {"nausea": "cannot_answer"}) == "Can't answer"
    assert tally_words(scales()["also_seen"], {"dizzy": 1, "itching": 2}) == "Entries to save: 2"


def test_only_a_discharge_score_speaks_of_a_mark() -> None:
    """Also when it has none yet."""
    assert mark_words(scales()["padss"]) == "Pass mark 9"
    assert mark_words(scales()["padss_no_bleeding"]) == "No pass mark until the clinic sets one"
    assert mark_words(scales()["nausea"]) == ""


@pytest.mark.parametrize(
    ("scale", "answers", "said"),
    [
        ("dissociation", {"dissociation": 2}, "Dissociation 2 Moderate"),
        ("nausea", {"nausea": 3}, "Nausea 3"),
        ("vomiting", {"vomited": 1}, "Vomited: 1"),
        ("also_seen", {"dizzy": "started"}, "Dizzy started"),
        ("also_seen", {"headache": 0}, "Headache gone"),
        ("aldrete_mmhg", dict.fromkeys(FIVE, 1), "Aldrete (mmHg): Total 5 of 10"),
        ("aldrete_mmhg", {"oxygen": 1}, "Aldrete (mmHg): 1 of 5 answered"),
        ("cadss23", {"01": 4}, "CADSS-23: 1 of 23 answered"),
    ],
)
def test_an_observation_is_one_line(scale: str, answers: dict[str, Answer], said: str) -> None:
    """For the table of entries and for paper."""
    assert observation_words(scales()[scale], answers) == said
