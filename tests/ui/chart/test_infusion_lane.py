"""The bar is the pump's story: what ran, why it did not, what is planned."""

from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from monitor.events import Entry, InfusionChange, MedicationGiven, PumpStep, SprayUsed
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, course, wall
from ui import theme
from ui.chart.infusion_lane import InfusionLane, Pumped
from ui.chart.paper import Paper


def placed(session: Session, t_ms: int) -> InfusionLane:
    """Return the lane of a session at a moment, an hour across a thousand pixels."""
    paper = Paper(session, theme.DARK, theme.FULL, wall)
    paper.time.left_px, paper.time.right_px = 0.0, 1000.0
    paper.time.left_ms, paper.time.right_ms = at(0), at(60)
    lane = InfusionLane(paper)
    lane.refresh(t_ms)
    return lane


def pumped(t_ms: int, *changes: Entry) -> Pumped:
    """Return what the lane shows of a course with these entries too."""
    return placed(course(t_ms / 60_000 - 15, extra=list(changes)).session(), t_ms).shown


def test_a_pause_is_a_stretch_of_its_own_with_its_reason(qapp: QApplication) -> None:
    """And the end moves by its length."""
    shown = pumped(
        at(20),
        InfusionChange(t_ms=at(6), step=PumpStep.PAUSED, reason="vomiting"),
        InfusionChange(t_ms=at(9), step=PumpStep.RESUMED, mg_per_h=54),
    )
    assert [stretch.mg_per_h for stretch in shown.stretches] == [54, 0, 54]
    assert shown.reasons == ((at(6), "paused: Vomiting"),)
    assert shown.planned == (at(20), at(43))


def test_a_pause_without_a_known_reason_is_a_pause(qapp: QApplication) -> None:
    """No code ever reaches the screen."""
    shown = pumped(at(20), InfusionChange(t_ms=at(6), step=PumpStep.PAUSED, reason="xyz"))
    assert shown.reasons == ((at(6), "paused"),)


def test_a_pump_of_unknown_rate_is_a_bar_and_no_pause(qapp: QApplication) -> None:
    """A session without a plan: it runs, and nobody said how fast."""
    session = Session(shipped(), START)
    session.apply(InfusionChange(t_ms=at(1), seq=1, step=PumpStep.STARTED))
    lane = placed(session, at(20))
    lane.rect = QRectF(0, 0, 1000, 60)
    drawn = QPixmap(1000, 60)
    drawn.fill(QColor("black"))
    painter = QPainter(drawn)
    lane.paint_content(painter)
    painter.end()
    assert drawn.toImage().pixelColor(200, 40) == QColor(theme.DARK.infusion)
    assert words(lane) == {}


def test_nothing_is_planned_once_the_pump_has_stopped(qapp: QApplication) -> None:
    """Nor before it started."""
    assert pumped(at(20), InfusionChange(t_ms=at(10), step=PumpStep.STOPPED)).planned is None
    assert pumped(at(-1)).planned is None
    assert pumped(at(-1)).stretches == ()


def test_the_plan_stands_in_the_gutter(qapp: QApplication) -> None:
    """Milligrams and minutes, as the pump was set."""
    theme.dress(qapp, theme.DARK)
    assert pumped(at(5)).label == "Infusion\n36 mg / 40 min"


def test_drugs_a_bolus_and_a_flush_are_triangles(qapp: QApplication) -> None:
    """With their amount, in the order they were given."""
    shown = pumped(
        at(20),
        MedicationGiven(t_ms=at(6), drug="labetalol", dose=10, unit="mg"),
        InfusionChange(t_ms=at(3), step=PumpStep.BOLUS, mg=5.04),
        InfusionChange(t_ms=at(18), step=PumpStep.FLUSHED),
        InfusionChange(t_ms=at(19), step=PumpStep.VOLUME_READ, ml=20),
    )
    assert shown.given == (
        (at(3), "Bolus given 5 mg"),
        (at(6), "labetalol 10 mg"),
        (at(12.4), "ondansetron 4 mg"),
        (at(18), "Line flushed"),
    )


def test_sprays_are_numbered_where_there_is_no_pump(qapp: QApplication) -> None:
    """The gutter says what they come to."""
    session = Session(shipped("intranasal-esketamine"), START)
    for number, minute in ((1, 0), (2, 5)):
        session.apply(SprayUsed(t_ms=at(minute), seq=number, number=number, mg=28))
    shown = placed(session, at(8)).shown
    assert shown.sprays == ((at(0), 1, "28 mg"), (at(5), 2, "28 mg"))
    assert shown.label == "Spray\n56 mg"
    assert shown.stretches == ()


def test_words_of_a_drug_go_where_there_is_room(qapp: QApplication) -> None:
    """To the right; to the left where the next one stands; whole or nowhere."""
    lane = placed(course(20).session(), at(20))
    width = lane.paper.small.width("clonidine 4 mg")
    assert lane._beside("clonidine 4 mg", 500, (0, 1000)) == 511
    assert lane._beside("clonidine 4 mg", 500, (0, 520)) == 489 - width
    assert lane._beside("clonidine 4 mg", 500, (480, 560)) is None
    assert lane._beside("clonidine 4 mg", 40, (0, 100)) is None


def paused(minute: float) -> InfusionChange:
    """A pause for distress."""
    return InfusionChange(t_ms=at(minute), step=PumpStep.PAUSED, reason="distress")


def words(lane: InfusionLane) -> dict[str, tuple[float, float]]:
    """What is written beside the bar, and from where to where."""
    return {word.said: word.span for word in lane._words()}


def test_the_reason_of_a_pause_keeps_off_the_dot_and_the_line_of_now(qapp: QApplication) -> None:
    """Close to the pause all the same."""
    theme.dress(qapp, theme.DARK)
    lane = placed(course(23, extra=[paused(21)]).session(), at(23.7))
    lane.refresh(at(23.7))
    (dot,) = lane.dots()
    now_px = lane.paper.time.x(at(23.7))
    _, right = words(lane)["paused: Distress"]
    assert right <= now_px < dot[0]
    assert right >= lane.paper.time.x(at(21))


def test_a_reason_without_room_is_one_word_or_none(qapp: QApplication) -> None:
    """Pauses in quick succession do not write over each other."""
    theme.dress(qapp, theme.DARK)
    changes: list[Entry] = []
    for minute in (10, 12, 14, 16):
        resumed = InfusionChange(t_ms=at(minute + 1), step=PumpStep.RESUMED, mg_per_h=54)
        changes += [paused(minute), resumed]
    lane = placed(course(20, extra=changes).session(), at(20))
    spans = sorted(word.span for word in lane._words() if word.said.startswith("paused"))
    assert len(spans) >= 2
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_the_end_is_written_whole_wherever_it_falls(qapp: QApplication) -> None:
    """In the plan, behind it at the edge, under it where both are too narrow."""
    theme.dress(qapp, theme.DARK)
    lane = placed(course(20).session(), at(20))
    lane.place(QRectF(0, 0, 1000, 64))
    ends = lane.paper.time.x(at(40))
    inside = words(lane)["ends 14:40"]
    assert inside[1] < ends
    lane.refresh(at(38))
    behind = words(lane)["ends 14:40"]
    assert behind[0] > ends
    lane.paper.time.right_ms = at(40.5)
    (word,) = (word for word in lane._words() if word.said == "ends 14:40")
    assert word.span[1] <= 1000
    assert word.y > lane._bar(at(38), at(40)).bottom()
