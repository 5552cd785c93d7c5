"""More of what is bad is a higher bar; other scores are numbers; no number is no bar."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from monitor.events import Observation
from monitor.scale import Answer, Scale, scales
from tests.ui.infusion_course import at, course, observation, wall
from ui import theme
from ui.chart.paper import Paper
from ui.chart.score_lane import Mark, ScoreLane, mark


def seen(scale: str, answers: dict[str, Answer], score: float | None = None) -> Observation:
    """Return an observation at one moment."""
    return Observation(t_ms=5, scale=scale, version="1", answers=answers, score=score)


SCORED = seen("nausea", {"nausea": 3}, 3)
SEDATED = seen("sedation", {"sedation": 5}, 5)
MUTE = seen("nausea", {"nausea": "cannot_answer"})
SETTLED = seen("sedation", {"sedation": "not_woken"})
MISSING = seen("nausea", {})
VOMITED = seen("vomiting", {"vomited": 1}, 1)
ODD = seen("nausea", {"nausea": "nobody_knows_this"})


@pytest.mark.parametrize(
    ("observed", "bars", "drawn"),
    [
        (SCORED, True, Mark(5, "3", high=0.3)),
        (SEDATED, False, Mark(5, "5")),
        (MUTE, True, Mark(5, "can't answer", is_number=False)),
        (SETTLED, False, Mark(5, "not woken", is_number=False)),
        # Not answered at all: no value, and no 0.
        (MISSING, True, Mark(5, "–", is_number=False)),
        (ODD, True, Mark(5, "–", is_number=False)),
        (VOMITED, False, Mark(5, "Vomited", is_number=False)),
    ],
)
def test_what_an_observation_looks_like(observed: Observation, bars: bool, drawn: Mark) -> None:
    """A number, or the words of why there is none."""
    assert mark(scales()[observed.scale], observed, bars=bars) == drawn


def test_a_bar_begins_at_the_lowest_score() -> None:
    """A scale need not begin at 0."""
    low = replace(scales()["nausea"].items[0], low=2, high=6)
    scale: Scale = replace(scales()["nausea"], items=(low,))
    assert mark(scale, seen("nausea", {"nausea": 4}, 4), bars=True).high == 0.5
    assert mark(scale, seen("nausea", {"nausea": 9}, 9), bars=True).high == 1.0


def lane(scale: str, *more: Observation) -> ScoreLane:
    """Return the lane of a scale, placed, an hour across a thousand pixels."""
    paper = Paper(course(30, extra=more).session(), theme.DARK, theme.FULL, wall)
    paper.time.left_px, paper.time.right_px = 0.0, 1000.0
    paper.time.left_ms, paper.time.right_ms = at(0), at(60)
    made = ScoreLane(paper, scales()[scale])
    made.place(QRectF(0, 0, 1000, 64))
    made.refresh(at(30))
    return made


def test_bars_are_for_what_is_worst_when_high(qapp: QApplication) -> None:
    """Sedation is worst when low: numbers."""
    assert {s: lane(s).bars for s in ("sedation", "dissociation", "nausea")} == {
        "sedation": False,
        "dissociation": True,
        "nausea": True,
    }


def test_four_hours_of_bars_stand_apart(qapp: QApplication) -> None:
    """Narrower where the same time has fewer pixels."""
    made = lane("nausea")
    wide = made._width()
    made.paper.time.right_ms = at(240)
    assert (wide, made._width()) == (16, 8)


@pytest.mark.parametrize(("minutes", "words"), [(6.0, "not woken"), (0.5, "–")])
def test_words_without_room_are_a_short_mark(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, minutes: float, words: str
) -> None:
    """Nothing is written over a neighbour."""
    theme.dress(qapp, theme.DARK)
    settled = replace(SETTLED, t_ms=at(10))
    made = lane("sedation", settled, observation("sedation", 10 + minutes, 5))
    written: list[str] = []

    def write(_painter: QPainter, text: str, *_how: object) -> None:
        written.append(text)

    for letters in (made.paper.small, made.paper.number):
        monkeypatch.setattr(letters, "write", write)
    made.paint_content(None)  # type: ignore[arg-type]
    assert written == [words, "5"]


def test_the_latest_is_said(qapp: QApplication) -> None:
    """In words, with its time; nothing of what nobody observed."""
    assert lane("nausea").said(at(30)) == "Nausea 3 at 14:16"
    assert lane("sedation").said(at(30)) == ""


@pytest.mark.parametrize("height", [24, 32, 48, 64])
def test_worse_is_higher_in_a_lane_of_any_height(qapp: QApplication, height: int) -> None:
    """A small window makes bars small, never upside down."""
    made = lane("nausea")
    made.place(QRectF(0, 0, 1000, height))
    bars = [made._bar_height(share) for share in (0, 0.3, 1)]
    assert bars == sorted(bars)
    assert bars[0] + 5 < bars[-1] < height


def test_a_reason_covers_no_mark_and_no_dot(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It moves aside, stays close to its time, or is left to the pointer."""
    theme.dress(qapp, theme.DARK)
    made = lane("dissociation")
    time, letters = made.paper.time, made.paper.small
    written: list[tuple[str, float, float]] = []

    def write(_painter: QPainter, text: str, left: float, *_how: object) -> None:
        written.append((text, left, left + letters.width(text)))

    monkeypatch.setattr(letters, "write", write)
    made.replies = ((at(19), "declined"), (at(27), "asleep"), (at(59.9), "declined"))
    made._paint_replies(None)  # type: ignore[arg-type]
    assert [text for text, *_ in written] == ["declined", "asleep", "declined"]
    taken = [*made.taken(), *made.dots()]
    for text, left, right in written:
        assert not any(left < b and a < right for a, b in taken), text
        assert 0 <= left < right <= time.right_px
    assert written[0][2] < written[1][1]
    assert abs(sum(written[0][1:]) / 2 - time.x(at(19))) < written[0][2] - written[0][1]
