"""One touch is one observation, and an old one never looks like a new one."""

import pytest

from monitor.events import Correction, Observation, SessionEnd
from tests.ui.conftest import NURSE, Desk, Desks, colours, pixel, rgb
from ui import language, theme
from ui.score_row_view import ScoreRowView
from ui.theme import DARK


@pytest.fixture
def dissociation(bedside: Desk) -> ScoreRowView:
    """The row for what the nurse sees."""
    return bedside.window.row("dissociation")


@pytest.fixture
def nausea(bedside: Desk) -> ScoreRowView:
    """The row for what the patient says."""
    return bedside.window.row("nausea")


def roles(row: ScoreRowView) -> dict[int | str, str]:
    """The buttons that do not look like the others, and how."""
    found = {answer: str(made.property("role")) for answer, made in row.buttons.items()}
    return {answer: role for answer, role in found.items() if role != "value"}


def test_one_touch_is_one_observation(bedside: Desk, dissociation: ScoreRowView) -> None:
    """Who, when, on which scale, and the score it comes to."""
    bedside.at(90)
    bedside.press(dissociation.buttons[2])
    (made,) = bedside.all(Observation)
    assert (made.scale, made.version, made.answers, made.score) == (
        "dissociation",
        "1",
        {"dissociation": 2},
        2.0,
    )
    assert (made.by, made.t_ms) == (NURSE, 90_000)


def test_every_answer_of_a_scale_has_its_button(
    dissociation: ScoreRowView, nausea: ScoreRowView
) -> None:
    """With its number, its name where it has one, and its scale for a screen reader."""
    assert [made.text() for made in dissociation.buttons.values()] == [
        "0 None",
        "1 Mild",
        "2 Moderate",
        "3 Severe",
        "4 Extreme",
    ]
    numbers = [str(number) for number in range(11)]
    assert [made.text() for made in nausea.buttons.values()] == [
        *numbers,
        "Can't\nanswer",
        "Vomited",
        "Retched",
    ]
    assert dissociation.buttons[2].accessibleName() == "Dissociation 2 Moderate"
    assert nausea.buttons[7].accessibleName() == "Nausea 7"


def test_an_answer_is_lit_for_ten_seconds_then_outlined(
    bedside: Desk, dissociation: ScoreRowView
) -> None:
    """Filled with its colour while it is fresh; value and time stay beside the title."""
    bedside.at(90)
    bedside.press(dissociation.buttons[2])
    filled = rgb(DARK.dissociation)
    bedside.at(99.999)
    assert roles(dissociation) == {2: "lit-dissociation"}
    assert pixel(dissociation.buttons[2], 12, 22) == filled
    bedside.at(100)
    assert roles(dissociation) == {2: "last-dissociation"}
    assert pixel(dissociation.buttons[2], 12, 22) == rgb(DARK.panel)
    assert filled in colours(dissociation.buttons[2])
    assert dissociation._last.text() == "2 · 14:01"


def test_after_half_an_hour_an_answer_is_grey(bedside: Desk, dissociation: ScoreRowView) -> None:
    """Still the last one, and visibly old."""
    bedside.press(dissociation.buttons[2])
    bedside.at(30 * 60 + 1)
    assert roles(dissociation) == {2: "old"}
    assert rgb(DARK.dissociation) not in colours(dissociation.buttons[2])
    assert dissociation._last.text() == "2 · 14:00"


def test_the_lit_answer_is_logged_again_when_touched_again(
    bedside: Desk, dissociation: ScoreRowView
) -> None:
    """Nothing changed is an observation, too."""
    for seconds in (0, 60):
        bedside.at(seconds)
        bedside.press(dissociation.buttons[1])
    assert [made.t_ms for made in bedside.all(Observation)] == [0, 60_000]
    assert dissociation._last.text() == "1 · 14:01"


def test_only_the_last_answer_stands_out(bedside: Desk, dissociation: ScoreRowView) -> None:
    """One row, one answer."""
    bedside.press(dissociation.buttons[1])
    bedside.at(60)
    bedside.press(dissociation.buttons[3])
    assert roles(dissociation) == {3: "lit-dissociation"}


def test_the_rows_do_not_light_each_other(
    bedside: Desk, dissociation: ScoreRowView, nausea: ScoreRowView
) -> None:
    """A nausea of 2 is no dissociation of 2."""
    bedside.press(nausea.buttons[2])
    assert roles(dissociation) == {}
    assert roles(nausea) == {2: "lit-nausea"}


def test_can_t_answer_is_an_answer_without_a_score(bedside: Desk, nausea: ScoreRowView) -> None:
    """It is not a zero."""
    bedside.press(nausea.buttons["cannot_answer"])
    (made,) = bedside.all(Observation)
    assert (made.answers, made.score) == ({"nausea": "cannot_answer"}, None)
    assert nausea._last.text() == "Can't answer · 14:00"


def test_a_withdrawn_answer_gives_way_to_the_one_before(
    bedside: Desk, nausea: ScoreRowView
) -> None:
    """As it would look had the slip not been made."""
    bedside.press(nausea.buttons[3])
    bedside.at(60)
    bedside.press(nausea.buttons[9])
    slip = bedside.all(Observation)[-1].seq
    assert slip
    bedside.post(Correction(t_ms=61_000, by=NURSE, of=slip, reason="undone"))
    assert roles(nausea) == {3: "last-nausea"}
    assert nausea._last.text() == "3 · 14:00"


def test_a_digit_answers_only_the_row_in_focus(
    bedside: Desk, dissociation: ScoreRowView, nausea: ScoreRowView
) -> None:
    """And only with an answer the scale has."""
    dissociation.setFocus()
    bedside.keys("7")
    assert bedside.all(Observation) == []
    bedside.keys("4")
    nausea.setFocus()
    bedside.keys("7")
    assert [made.answers for made in bedside.all(Observation)] == [
        {"dissociation": 4},
        {"nausea": 7},
    ]


def test_nothing_is_observed_after_the_end(bedside: Desk, nausea: ScoreRowView) -> None:
    """The buttons are greyed."""
    bedside.post(SessionEnd(t_ms=0, by=NURSE))
    assert not any(made.isEnabled() for made in nausea.buttons.values())


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
@pytest.mark.parametrize("spoken", ["english", "german"])
def test_words_keep_off_the_frames_of_their_buttons(
    desks: Desks, sizes: theme.Sizes, spoken: str
) -> None:
    """In every row and both languages; those of the nausea row in letters of a label's size."""
    language.speak(spoken)
    try:
        desk = desks(sizes=sizes)
    finally:
        language.speak("english")
    desk.settle()
    for row in desk.window.rows:
        for made in row.buttons.values():
            words = made.fontMetrics().boundingRect(made.rect(), 0, made.text())
            assert made.width() - words.width() >= 6, made.text()
            assert made.width() >= 44, made.text()
    for answer in ("vomited", "retched"):
        assert desk.window.row("nausea").buttons[answer].font().pixelSize() >= sizes.label


def test_an_answer_in_words_moves_no_button(desks: Desks) -> None:
    """Where the title stands beside them: else the next touch would land on another."""
    desk = desks(sizes=theme.COMPACT)
    desk.settle()
    row = desk.window.row("nausea")
    before = [made.geometry() for made in row.buttons.values()]
    desk.press(row.buttons["cannot_answer"])
    desk.later(20)
    desk.settle()
    assert [made.geometry() for made in row.buttons.values()] == before
    assert row._last.text() == "14:00"
