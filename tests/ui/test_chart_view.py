"""The chart as it is seen: pixels of a made-up session, and what moves or repaints it."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsItem
from pytestqt.qtbot import QtBot

from monitor.events import (
    CuffStatus,
    DueAnswer,
    DueReply,
    Entry,
    Event,
    InfusionChange,
    LinkChange,
    LinkState,
    Mark,
    Note,
    Phase,
    PhaseChange,
    PumpStep,
    Second,
)
from monitor.session import Session
from monitor.vitals import Vital
from tests.ui.infusion_course import (
    DEVICE,
    PROBE_OFF,
    Course,
    at,
    course,
    cuff,
    failed_cuff,
    observation,
    typed_cuff,
    wall,
)
from ui import theme
from ui.chart.lane import Lane
from ui.chart.lettering import AIR, LEFT, Lettering
from ui.chart.pressure_lane import PressureLane
from ui.chart.trace_lane import TraceLane
from ui.chart_view import ChartView
from ui.language import speak

PALETTE = theme.DARK
NOW_MS = at(23.7)

Show = Callable[..., ChartView]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Show:
    """Return a way to show a course as it is loaded from its record."""
    theme.dress(qapp, PALETTE)

    def shown(made: Course, session: Session | None = None, t_ms: int = NOW_MS) -> ChartView:
        chart = ChartView(session or made.session(), PALETTE, theme.FULL, wall)
        qtbot.addWidget(chart)
        chart.resize(1080, 815)
        chart.load(made.history())
        chart.show()
        chart.refresh(t_ms)
        QApplication.processEvents()
        return chart

    return shown


def picture(chart: ChartView) -> QImage:
    """Grab what is painted."""
    image: QImage = chart.grab().toImage()
    return image


def channels(image: QImage) -> "np.ndarray":
    """Return the colours of every pixel, 0 to 255."""
    return np.frombuffer(image.constBits(), np.uint8).astype(np.int16)


def painted_anew(chart: ChartView) -> None:
    """Have every lane painted each time, instead of a copy of it."""
    for lane in chart.lanes:
        lane.setCacheMode(QGraphicsItem.CacheMode.NoCache)


def x_of(chart: ChartView, t_ms: int) -> int:
    """Return the pixel column of a moment."""
    return chart._paper.time.column(t_ms)


def pressure_lane(chart: ChartView) -> PressureLane:
    """Return the lane of the pressures."""
    found = chart.lanes[0]
    assert isinstance(found, PressureLane)
    return found


def rate_lane(chart: ChartView) -> TraceLane:
    """Return the lane of the rate."""
    found = chart.lanes[1]
    assert isinstance(found, TraceLane)
    return found


def has(image: QImage, colour: str, area: QRect, near: int = 40) -> bool:
    """Whether a pixel of about this colour lies in an area."""
    wanted = QColor(colour)
    for x in range(area.left(), area.right() + 1):
        for y in range(area.top(), area.bottom() + 1):
            seen = image.pixelColor(x, y)
            far = (seen.red() - wanted.red(), seen.green() - wanted.green())
            if max(map(abs, (*far, seen.blue() - wanted.blue()))) <= near:
                return True
    return False


def differing(one: QImage, other: QImage) -> QRect:
    """Return the smallest area outside of which two pictures are equal, but for a rounded shade."""
    shades = np.abs(channels(one) - channels(other)).reshape(one.height(), one.width(), 4)
    y, x = np.nonzero(shades.max(2) > 1)
    if not len(x):
        return QRect()
    return QRect(QPoint(int(x.min()), int(y.min())), QPoint(int(x.max()), int(y.max())))


# -- gaps --------------------------------------------------------------------------------------


def test_a_gap_is_shaded_and_not_bridged(show: Show) -> None:
    """Between the last value before and the first after there is the gap's shade alone."""
    chart = show(course())
    image, rates = picture(chart), rate_lane(chart)
    left, right = (x_of(chart, at(minute)) for minute in PROBE_OFF)
    top, bottom = round(rates.down(130)) + 2, round(rates.down(50)) - 2
    inside = QRect(QPoint(left + 2, top), QPoint(right - 2, bottom))
    colours = {
        image.pixelColor(x, y).name()
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    }
    assert colours == {PALETTE.gap_shade, image.pixelColor(left + 2, round(rates.down(90))).name()}
    assert not has(image, PALETTE.rate, inside, near=60)
    assert has(image, PALETTE.rate, QRect(left - 4, top, 3, bottom - top))
    assert has(image, PALETTE.rate, QRect(right + 1, top, 3, bottom - top))


def test_a_lost_link_is_shaded_up_to_now(show: Show) -> None:
    """While nothing comes, the shade grows with the time and the curve does not."""
    made = course(34.2)
    chart = show(made, t_ms=at(34.2))
    image, rates = picture(chart), rate_lane(chart)
    y = round(rates.down(70))
    assert image.pixelColor(x_of(chart, at(33.1)), y).name() == PALETTE.gap_shade
    assert image.pixelColor(x_of(chart, at(34.1)), y).name() == PALETTE.gap_shade
    assert [said for _, said in rates.shown.gaps] == ["probe off 1:12", "cable out"]


def test_an_outage_is_outlined_in_the_alarm_lane(show: Show) -> None:
    """A link that is gone is a technical matter: an outline, not filled."""
    chart = show(course(34.2), t_ms=at(34.2))
    image, row = picture(chart), chart.lanes[-1].rect
    left, right = x_of(chart, at(33.05)), x_of(chart, at(34.1))
    whole = QRect(left - 4, round(row.top()), right - left + 8, round(row.height()))
    assert has(image, PALETTE.alarm_medium, whole)
    middle = QRect((left + right) // 2, round(row.center().y()), 1, 1)
    assert not has(image, PALETTE.alarm_medium, middle)


# -- pressures ---------------------------------------------------------------------------------


def test_a_cuff_appears_once(show: Show) -> None:
    """What an event adds is one mark at its time, however often the moment is painted."""
    made = course(19.9)
    session = made.session()
    chart = show(made, session, t_ms=at(20.2))
    before = picture(chart)
    event = replace(cuff(20, 149, 86, 107), seq=900)
    session.apply(event)
    chart.show_event(event)
    for _ in range(3):
        chart.refresh(at(20.2))
    pressures = pressure_lane(chart)
    changed = differing(before, picture(chart))
    assert [reading.systolic for reading in pressures.shown.readings].count(149) == 1
    # The mark, its numbers, and those of the one before, which is not the latest any more.
    assert changed.left() >= x_of(chart, at(15)) + 9
    assert changed.right() >= x_of(chart, at(20)) + 8
    assert changed.bottom() <= pressures.rect.bottom() + 12


def test_systolic_and_diastolic_lie_where_their_values_are(show: Show) -> None:
    """The tips of V and caret are the values."""
    chart = show(course())
    image, pressures = picture(chart), pressure_lane(chart)
    x = x_of(chart, at(10))
    for value, inwards in ((141, -1), (83, 1)):
        y = round(pressures.down(value))
        assert has(image, PALETTE.pressure, QRect(x - 1, y - 2, 3, 4))
        outside = QRect(x - 8, y + (4 if inwards < 0 else -14), 7, 10)
        assert not has(image, PALETTE.pressure, outside)


def test_a_reading_above_a_limit_is_not_coloured(show: Show) -> None:
    """Yellow is for alarms, and this version raises none."""
    chart = show(course(27), t_ms=at(27))
    pressures = pressure_lane(chart)
    x, y = x_of(chart, at(26.2)), round(pressures.down(164))
    v = QRect(x - 9, y - 12, 18, 11)
    assert has(picture(chart), PALETTE.pressure, v)
    assert not has(picture(chart), PALETTE.alarm_medium, v, near=60)


def test_a_typed_reading_has_a_square(show: Show) -> None:
    """The same values, typed: a hollow square on the line, and nothing else is different."""
    measured = show(course(15.5, extra=[cuff(12, 140, 80)]), t_ms=at(15.5))
    typed = show(course(15.5, extra=[typed_cuff(12, 140, 80)]), t_ms=at(15.5))
    changed = differing(picture(measured), picture(typed))
    x, y = x_of(typed, at(12)), round(pressure_lane(typed).down(110))
    assert (changed.center() - QPoint(x, y)).manhattanLength() <= 2
    assert 8 <= changed.width() <= 11
    assert 8 <= changed.height() <= 11
    assert picture(typed).pixelColor(x, y).name() == PALETTE.chart


def test_a_recovered_reading_is_hollow(show: Show) -> None:
    """The device kept it while the cable was out: its V is closed, not filled (nurse.md A13)."""
    loss = [
        LinkChange(t_ms=at(11), device=DEVICE, state=LinkState.LOST, reason="port_gone"),
        LinkChange(t_ms=at(13), device=DEVICE, state=LinkState.RECEIVING),
    ]
    heard = show(course(extra=[cuff(12, 140, 80)]))
    kept = show(course(extra=[cuff(12, 140, 80), *loss]))
    pressures, x = pressure_lane(kept), x_of(kept, at(12))
    assert pressures.shown.recovered == {at(12)}
    y = round(pressures.down(140))
    # Closed above by a line; the ground shows within, where the heard one shows the band.
    above = QRect(x - 2, y - 12, 5, 5)
    assert has(picture(kept), PALETTE.pressure, above, near=100)
    assert not has(picture(heard), PALETTE.pressure, above, near=100)
    assert picture(kept).pixelColor(x - 2, y - 7).name() == PALETTE.chart
    mouse(kept, QEvent.Type.MouseMove, x)
    assert any("140/80" in line and "recovered" in line for line in kept._hover._lines)


def test_a_failed_cuff_is_a_small_cross_at_the_bottom(show: Show) -> None:
    """It has no pressure to stand at."""
    chart = show(course(extra=[failed_cuff(17)]))
    pressures = pressure_lane(chart)
    changed = differing(picture(show(course())), picture(chart))
    assert abs(changed.center().x() - x_of(chart, at(17))) <= 1
    assert changed.top() > pressures.down(60)


def test_the_latest_reading_has_its_numbers(show: Show) -> None:
    """And no other has."""
    chart = show(course())
    image, pressures = picture(chart), pressure_lane(chart)

    def beside(minute: float, value: float) -> QRect:
        return QRect(x_of(chart, at(minute)) + 12, round(pressures.down(value)) - 10, 24, 16)

    assert has(image, PALETTE.ink, beside(20, 149))
    assert has(image, PALETTE.ink, beside(20, 86))
    assert not has(image, PALETTE.ink, beside(15, 145))


def test_due_pressures_are_hollow_dots_ahead(show: Show) -> None:
    """One interval after the last, and on to the planned end."""
    chart = show(course())
    pressures, image = pressure_lane(chart), picture(chart)
    assert pressures.due == tuple(at(minute) for minute in (25, 30, 35, 40))
    x, y = x_of(chart, at(30)), round(pressures.down(40)) + 4
    assert has(image, PALETTE.faint, QRect(x - 5, y - 1, 3, 3))
    assert not has(image, PALETTE.faint, QRect(x - 2, y - 2, 4, 4))


# -- the same from a record and live -------------------------------------------------------------


def live(made: Course, chart: ChartView, session: Session, every: int) -> None:
    """Hand events to a chart one by one, painting now and then."""
    for index, event in enumerate(made.events):
        session.apply(event)
        chart.show_event(event)
        if index % every == 0:
            chart.refresh(event.t_ms + 1250)


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param([], id="quiet"),
        pytest.param(
            [
                InfusionChange(t_ms=at(6), step=PumpStep.PAUSED, reason="distress"),
                InfusionChange(t_ms=at(9), step=PumpStep.RESUMED, mg_per_h=54),
                typed_cuff(7, 190, 100),
                failed_cuff(8),
            ],
            id="paused",
        ),
    ],
)
def test_a_record_and_its_events_give_one_picture(
    show: Show, qtbot: QtBot, extra: list[Event]
) -> None:
    """Pixel for pixel: nothing is known live that is not known afterwards."""
    made = course(33.6, extra=extra)
    loaded = show(made, t_ms=at(34.4))
    session = Session(made.session().profile, made.history().start)
    chart = ChartView(session, PALETTE, theme.FULL, wall)
    qtbot.addWidget(chart)
    chart.resize(1080, 815)
    live(made, chart, session, every=97)
    chart.refresh(at(34.4))
    assert differing(picture(loaded), picture(chart)) == QRect()


# -- looking around ------------------------------------------------------------------------------


def mouse(chart: ChartView, kind: QEvent.Type, x: float, *, held: bool = False) -> None:
    """Send a mouse event at a height where all lanes are."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    place = QPointF(x, 300)
    button = none if kind is QEvent.Type.MouseMove else left
    modifier = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, place, place, button, left if held else none, modifier)
    QApplication.sendEvent(chart.viewport(), event)


def wheel(chart: ChartView, x: float, notches: int) -> None:
    """Turn the wheel."""
    place, modifier = QPointF(x, 300), Qt.KeyboardModifier.NoModifier
    turned = QPoint(0, 120 * notches)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, place, QPoint(), turned, none, modifier, phase, False)
    QApplication.sendEvent(chart.viewport(), event)


def sight(chart: ChartView) -> tuple[float, float]:
    """Return from when to when the chart shows."""
    return chart._paper.time.left_ms, chart._paper.time.right_ms


def test_the_wheel_zooms_about_the_pointer(show: Show) -> None:
    """The moment under the pointer stays under it."""
    chart = show(course())
    before = chart._paper.time.t_ms(400)
    wheel(chart, 400, 3)
    left, right = sight(chart)
    assert right - left < 55 * 60_000
    assert abs(chart._paper.time.t_ms(400) - before) <= 10
    assert not chart.window_of_time.follows


def test_the_present_is_followed_again_wherever_one_was(show: Show) -> None:
    """Zoomed in and out to the same stretch, or not zoomed at all."""
    chart = show(course())
    wheel(chart, 400, 0)
    assert chart.window_of_time.follows
    chart.window_of_time.zoom(chart._stretch(), 0, 1)
    chart.refresh(NOW_MS)
    assert chart._elsewhere.isVisible()
    mouse(chart, QEvent.Type.MouseButtonDblClick, 500, held=True)
    assert not chart._elsewhere.isVisible()


def test_a_moment_is_pointed_out_and_brought_into_sight(show: Show) -> None:
    """Only a chart that looks elsewhere moves; one that shows all of it stays as it is."""
    chart = show(course())
    whole = sight(chart)
    chart.point_out(at(5))
    assert chart._cursor.isVisible()
    assert chart._cursor.x() == x_of(chart, at(5))
    assert sight(chart) == whole
    chart.zoom(8)
    assert chart._cursor.x() == x_of(chart, at(5))
    length = sight(chart)[1] - sight(chart)[0]
    assert length < (whole[1] - whole[0]) / 4
    chart.point_out(at(20))
    assert chart._cursor.isVisible()
    assert sight(chart)[1] - sight(chart)[0] == length
    chart.point_out(None)
    assert not chart._cursor.isVisible()


def test_a_session_that_has_ended_is_not_left(show: Show) -> None:
    """However far somebody drags or zooms out; and it says how to see all of it."""
    made = course()
    session = made.session()
    session.ended = True
    chart = show(made, session)
    whole = sight(chart)
    chart.zoom(4)
    part = sight(chart)
    assert chart._elsewhere._said == "Part of the session · double click for all"
    for by_px in (-5000, 5000):
        chart._drag(by_px)
        assert whole[0] <= sight(chart)[0] < sight(chart)[1] <= whole[1]
        assert sight(chart)[1] - sight(chart)[0] == part[1] - part[0]
    chart.zoom(-20)
    assert chart.window_of_time.follows
    assert sight(chart) == whole
    chart.zoom(2)
    chart.show_whole()
    assert sight(chart) == whole


def test_dragging_pans_and_a_double_click_follows_again(show: Show) -> None:
    """Time comes along with the hand; the present comes back."""
    chart = show(course())
    followed = sight(chart)
    mouse(chart, QEvent.Type.MouseButtonPress, 400, held=True)
    mouse(chart, QEvent.Type.MouseMove, 500, held=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, 500)
    moved = sight(chart)
    assert moved[0] == pytest.approx(followed[0] - 100 * chart._paper.time.ms_per_px, abs=2)
    assert has(picture(chart), PALETTE.ink, QRect(830, 12, 210, 24))  # says it does not follow
    mouse(chart, QEvent.Type.MouseButtonDblClick, 500, held=True)
    assert sight(chart) == followed


def test_a_trembling_tap_does_not_leave_the_present(show: Show) -> None:
    """A few pixels are no drag."""
    chart = show(course())
    mouse(chart, QEvent.Type.MouseButtonPress, 400, held=True)
    mouse(chart, QEvent.Type.MouseMove, 404, held=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, 404)
    assert chart.window_of_time.follows


def test_the_pointer_shows_exact_values(show: Show, qtbot: QtBot) -> None:
    """Time, pressure nearby and what was measured in that second; gone when the pointer is."""
    chart = show(course())
    x = x_of(chart, at(10))
    with qtbot.waitSignal(chart.moment_hovered) as hovered:
        mouse(chart, QEvent.Type.MouseMove, x)
    assert abs(hovered.args[0] - at(10)) <= chart._paper.time.ms_per_px
    said = "\n".join(chart._hover._lines)
    assert "141/83 (102)" in said
    assert "SpO₂ %  9" in said
    assert chart._hover.isVisible()
    with qtbot.waitSignal(chart.moment_hovered) as left:
        QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert left.args == [-1]
    assert not chart._hover.isVisible()


def test_the_pointer_invents_nothing_in_a_gap(show: Show) -> None:
    """No value stands where none was measured."""
    chart = show(course())
    mouse(chart, QEvent.Type.MouseMove, x_of(chart, at(8.8)))
    assert not any("Pulse" in line or "SpO₂" in line for line in chart._hover._lines)


def test_the_pointer_tells_what_was_entered_there(show: Show) -> None:
    """The whole of it, with its time; what lies elsewhere is not told."""
    noted = Note(t_ms=at(12.4), text="Asks for the eye mask and a second warm blanket")
    chart = show(course(extra=[noted]))
    mouse(chart, QEvent.Type.MouseMove, x_of(chart, at(12.4)))
    lines = chart._hover._lines
    assert "ondansetron 4 mg IV  14:12" in lines
    assert "Asks for the eye mask and a second warm blanket  14:12" in lines
    assert "Dissociation 2 Moderate  14:12" in lines
    assert not any("Nausea 3" in line for line in lines)


# -- touching a lane -------------------------------------------------------------------------------


def lane_of(chart: ChartView, name: str) -> Lane:
    """Return a lane by its id."""
    (found,) = (lane for lane in chart.lanes if lane.id == name)
    return found


def touched(chart: ChartView) -> list[tuple[str, int]]:
    """Collect what the chart says is touched from now on."""
    found: list[tuple[str, int]] = []
    chart.lane_pressed.connect(lambda lane, t_ms: found.append((lane, t_ms)))
    return found


def waiting(chart: ChartView) -> bool:
    """Whether a touch has not been told yet."""
    return chart._taps.waits


def tap(chart: ChartView, x: float, y: float) -> None:
    """Press and let go, as a finger does."""
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


def test_a_touched_lane_says_which_and_when(show: Show) -> None:
    """Every lane, by its own name (nurse.md B7)."""
    chart = show(course())
    found = touched(chart)
    x = x_of(chart, at(10))
    for lane in chart.lanes:
        tap(chart, x, lane.rect.center().y())
    assert [name for name, _ in found] == [lane.id for lane in chart.lanes]
    assert {"pressure", "infusion", "dissociation", "nausea"} <= {name for name, _ in found}
    assert all(abs(t_ms - at(10)) <= chart._paper.time.ms_per_px for _, t_ms in found)


def test_the_future_and_the_gutter_cannot_be_entered(show: Show) -> None:
    """Nothing has happened there; a touch close to now means now."""
    chart = show(course())
    found = touched(chart)
    y = lane_of(chart, "nausea").rect.center().y()
    for x in (x_of(chart, at(30)), 40, chart.width() - 5):
        tap(chart, x, y)
    tap(chart, x_of(chart, at(10)), chart.height() - 8)  # the labels of time
    assert found == []
    tap(chart, x_of(chart, NOW_MS) + 6, y)
    assert found == [("nausea", NOW_MS)]


def test_nothing_can_be_entered_before_the_session(show: Show) -> None:
    """Nobody was watching."""
    chart = show(course())
    chart.window_of_time.pan(chart._stretch(), -20 * 60_000)
    chart.refresh(NOW_MS)
    found = touched(chart)
    lane, x = lane_of(chart, "nausea"), x_of(chart, -5 * 60_000)
    tap(chart, x, lane.rect.center().y())
    assert not waiting(chart)
    assert found == []
    assert chart._taps.moment(lane, x, NOW_MS) is None


def test_a_touch_close_to_an_open_item_means_it(show: Show) -> None:
    """The dot is small, a finger is not."""
    chart = show(course(48), t_ms=at(48))
    found = touched(chart)
    lane = lane_of(chart, "dissociation")
    assert at(40) in lane.unanswered
    assert at(40) not in lane.missed
    tap(chart, x_of(chart, at(40)) + 7, lane.due_y)
    tap(chart, x_of(chart, at(40)) + 7, lane_of(chart, "alarms").rect.center().y())
    assert found[0] == ("dissociation", at(40))
    assert found[1][1] > at(40)


def test_a_drag_touches_nothing(show: Show) -> None:
    """Nor does a finger of the other button."""
    chart = show(course())
    found = touched(chart)
    mouse(chart, QEvent.Type.MouseButtonPress, 400, held=True)
    mouse(chart, QEvent.Type.MouseMove, 440, held=True)
    mouse(chart, QEvent.Type.MouseMove, 400, held=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, 400)
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.RightButton, pos=QPoint(400, 300))
    assert found == []
    assert not waiting(chart)


def test_a_trembling_tap_is_a_touch(show: Show) -> None:
    """A few pixels are no drag."""
    chart = show(course())
    found = touched(chart)
    mouse(chart, QEvent.Type.MouseButtonPress, 400, held=True)
    mouse(chart, QEvent.Type.MouseMove, 404, held=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, 404)
    assert len(found) == 1


def test_a_double_click_elsewhere_calls_back_and_enters_nothing(show: Show, qtbot: QtBot) -> None:
    """A single one there waits until it is known to be one."""
    chart = show(course())
    found = touched(chart)
    x, y = x_of(chart, at(10)), lane_of(chart, "nausea").rect.center().y()
    wheel(chart, x, 1)
    tap(chart, x, y)
    assert found == []
    assert waiting(chart)
    mouse(chart, QEvent.Type.MouseButtonDblClick, x, held=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, x)
    assert chart.window_of_time.follows
    assert not waiting(chart)
    wheel(chart, x, 1)
    with qtbot.waitSignal(chart.lane_pressed) as pressed:
        tap(chart, x, y)
    assert pressed.args is not None
    assert pressed.args[0] == "nausea"
    assert len(found) == 1


# -- cost ----------------------------------------------------------------------------------------


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, chart: ChartView) -> None:
        super().__init__()
        self.count = 0
        self.area = QRect()
        self._viewport = chart.viewport()
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.count += 1
            self.area |= event.rect()
        return False

    def during(self, action: Callable[[], None]) -> int:
        """Return how many paints an action led to."""
        QApplication.processEvents()
        self.count, self.area = 0, QRect()
        action()
        QApplication.processEvents()
        return self.count


def test_it_paints_when_something_changed_and_only_then(show: Show) -> None:
    """A moment that looks the same is not painted again; a new second is, once."""
    made = course()
    session = made.session()
    chart = show(made, session)
    paints = Paints(chart)
    t_ms = made.last_ms - 1250 + 1000
    second = Second(
        t_ms=t_ms, values={Vital.PULSE_RATE: 90, Vital.SPO2: 97}, sources={Vital.SPO2: DEVICE}
    )

    def hear() -> None:
        session.apply(second)
        chart.show_event(second)
        chart.refresh(t_ms + 1250)

    assert paints.during(lambda: chart.refresh(NOW_MS)) == 0
    assert paints.during(lambda: chart.refresh(NOW_MS + 10)) == 0
    assert paints.during(hear) == 1
    assert paints.during(lambda: chart.refresh(t_ms + 1250)) == 0
    assert paints.during(lambda: chart.refresh(t_ms + 60_000)) == 1


def test_what_entries_decide_is_worked_out_once(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time alone moves bars and due dots; it searches no entries for marks and causes."""
    asked: list[str] = []
    made = course()
    chart = show(made, made.session())

    def count(lane: Lane) -> None:
        once = lane.note_entries

        def counted() -> None:
            asked.append(lane.id)
            once()

        monkeypatch.setattr(lane, "note_entries", counted)

    for lane in chart.lanes:
        count(lane)
    for minute in range(1, 6):
        chart.refresh(NOW_MS + minute * 60_000)
    assert asked == []
    entry = replace(observation("nausea", 22, 7), seq=900)
    chart._session.apply(entry)
    chart.show_event(entry)
    for _ in range(3):
        chart.refresh(NOW_MS + 300_000)
    assert asked == [lane.id for lane in chart.lanes]


def test_an_entry_paints_its_own_lane(show: Show) -> None:
    """The other lanes have not changed."""
    made = course()
    session = made.session()
    chart = show(made, session)
    paints = Paints(chart)

    def enter(minute: float, score: int) -> None:
        entry = replace(observation("nausea", minute, score), seq=900 + score)
        session.apply(entry)
        chart.show_event(entry)
        chart.refresh(NOW_MS)

    # The first may find something left over from being shown for the first time.
    paints.during(lambda: enter(21, 6))
    assert paints.during(lambda: enter(22, 7)) == 1
    nausea = next(row for row in chart.lanes if row.item == "nausea")
    assert nausea.boundingRect().toAlignedRect().adjusted(-2, -2, 2, 2).contains(paints.area)


@pytest.mark.parametrize("minutes", [0, 5])
def test_a_copied_lane_looks_like_a_painted_one(show: Show, minutes: int) -> None:
    """Nothing is cut off where the copy ends; only the edges of letters are a shade apart."""
    chart = show(course(), t_ms=NOW_MS + 60_000 * minutes)
    copied = channels(picture(chart))
    painted_anew(chart)
    assert np.abs(channels(picture(chart)) - copied).max() < 64


def test_a_chart_that_was_watched_looks_like_one_that_was_opened(show: Show) -> None:
    """Second by second only the end of a curve is painted; all of it where its axis widens."""
    made = course()
    watched, begun = show(made), NOW_MS // 1000
    for index in range(1, 900):
        rate = 171 if index > 880 else 80 + index % 17
        second = Second(
            t_ms=(begun + index) * 1000,
            values={Vital.PULSE_RATE: None if index % 50 > 40 else rate},
        )
        made.events.append(second)
        watched.show_event(second)
        watched.refresh(NOW_MS + 1000 * index)
        if index % 100 == 0:
            QApplication.processEvents()
    opened = show(made, t_ms=NOW_MS + 1000 * index)
    assert differing(picture(watched), picture(opened)) == QRect()


def test_readings_are_painted_again_only_when_there_is_another(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a day there are two hundred; now comes near the names at the edge each minute."""
    made = course(33.6)
    chart = show(made, t_ms=at(36))
    painted: list[int] = []
    monkeypatch.setattr(PressureLane, "_paint_mark", lambda *_: painted.append(1))
    for second in range(30):
        chart.refresh(at(36) + 2_000 * second)
        QApplication.processEvents()
    assert painted == []
    entry = replace(cuff(36, 150, 90), seq=900)
    chart._session.apply(entry)
    chart.show_event(entry)
    chart.refresh(at(37))
    QApplication.processEvents()
    assert len(painted) == len(pressure_lane(chart).shown.marks)


def test_few_points_are_handed_to_the_painter(show: Show) -> None:
    """At most four per pixel column, in half a day with gaps everywhere."""
    chart = show(course())
    for index, t_ms in enumerate(range(at(24), at(12 * 60), 1000)):
        value = None if index % 40 > 30 else 80 + index % 7
        chart.show_event(Second(t_ms=t_ms, values={Vital.PULSE_RATE: value}))
    chart.window_of_time.zoom((0, at(12 * 60)), 0, 1)
    chart.refresh(at(12 * 60))
    columns = chart._paper.time.right_px - chart._paper.time.left_px
    assert 0 < len(rate_lane(chart).curve.points[0]) <= 4 * columns


# -- the rest --------------------------------------------------------------------------------------


def test_a_lane_widens_so_that_every_value_has_a_place(show: Show) -> None:
    """No curve is cut off or drawn at the edge."""
    chart = show(course())
    rates = rate_lane(chart)
    for index in range(20):
        t_ms = NOW_MS - NOW_MS % 1000 + 1000 * index
        chart.show_event(Second(t_ms=t_ms, values={Vital.PULSE_RATE: 172}))
    chart.refresh(NOW_MS + 20_000)
    assert (rates.axis.low, rates.axis.high) == (50, 190)
    assert np.nanmin(rates.curve.points[1]) >= rates.down(rates.axis.high)


def test_a_session_without_anything_can_be_shown(show: Show) -> None:
    """No plan, no device, no value."""
    chart = show(Course(), t_ms=0)
    assert picture(chart).width() == 1080
    assert chart.accessibleName()
    assert chart.accessibleDescription()


def test_it_can_be_read_out(show: Show) -> None:
    """The latest value of every lane is said in words."""
    said = show(course()).accessibleDescription()
    assert "blood pressure 149/86 at 14:20" in said
    assert "Pulse bpm 8" in said
    assert "Dissociation 2 Moderate at 14:23" in said
    assert "Nausea 3 at 14:16" in said


def test_what_is_not_heard_is_not_read_out_as_if_it_were(show: Show) -> None:
    """The cause stands where the number stood."""
    chart = show(course(34.2), t_ms=at(34.2))
    assert "Pulse bpm cable out; SpO₂ % cable out" in chart.accessibleDescription()


def test_a_mark_is_seen_at_the_top(show: Show) -> None:
    """With its time, over the pressures."""
    chart = show(course(extra=[Mark(t_ms=at(3))]))
    changed = differing(picture(show(course())), picture(chart))
    assert changed.left() >= x_of(chart, at(3)) - 5
    assert changed.right() <= x_of(chart, at(3)) + 60
    assert changed.bottom() <= chart._moments.boundingRect().bottom()


def test_an_ended_session_has_no_now(show: Show) -> None:
    """Saved sessions are shown whole, with nothing due and no line at a present they lack."""
    made = course()
    session = made.session()
    session.ended = True
    chart = show(made, session, t_ms=made.last_ms)
    assert not chart._now_line.isVisible()
    assert sight(chart)[0] == 0
    assert all(row.due == () for row in chart.lanes)


@pytest.mark.parametrize("systolic", [158, 163, 166, 170])
def test_the_last_numbers_and_a_limits_name_share_no_place(show: Show, systolic: int) -> None:
    """At the chart's edge the numbers go to the left; nothing else is written over them."""
    chart = show(course(extra=[cuff(23.6, systolic, 90)]))
    lane, time = pressure_lane(chart), chart._paper.time
    edge_ms = round(time.right_ms) - 3 * 60_000
    moved = replace(lane.shown.readings[-1], t_ms=edge_ms)
    lane._pressures = lane._pressures._replace(readings=(moved,))
    names = lane._limit_names(lane._marks())
    numbers = lane._numbers(names)
    assert [number.said for number in numbers] == [str(systolic), "90"]
    assert not any(n.box.intersects(name.box) for n in numbers for name in names)
    assert all(number.box.right() <= time.right_px for number in numbers)


# -- words ---------------------------------------------------------------------------------------


class Written(NamedTuple):
    """What was written, where, and within what."""

    said: str
    box: QRectF
    clip: QRectF


def written(chart: ChartView, monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    """Paint the chart, and return every word of it."""
    found: list[Written] = []
    once = Lettering.write

    def write(
        self: Lettering,
        painter: QPainter,
        text: str,
        x: float,
        y: float,
        colour: QColor,
        anchor: float = LEFT,
    ) -> None:
        if text:
            box = self.box(text, x, y, anchor).adjusted(AIR, AIR, -AIR, -AIR)
            clip = painter.clipBoundingRect() if painter.hasClipping() else QRectF(chart.rect())
            to_chart = painter.transform()
            found.append(Written(text, to_chart.mapRect(box), to_chart.mapRect(clip)))
        once(self, painter, text, x, y, colour, anchor)

    painted_anew(chart)
    with monkeypatch.context() as patched:
        patched.setattr(Lettering, "write", write)
        painter = QPainter(image := QImage(chart.size(), QImage.Format.Format_RGB32))
        area = QRectF(chart.rect())
        chart.scene().render(painter, area, area)
        painter.end()
        assert not image.isNull()
    return found


def paused(minute: float) -> InfusionChange:
    """The pump paused."""
    return InfusionChange(t_ms=at(minute), by="A", step=PumpStep.PAUSED, reason="distress")


def reply(item: str) -> DueAnswer:
    """What was due at minute 20 was not done."""
    return DueAnswer(t_ms=at(23), by="A", item=item, due_ms=at(20), reply=DueReply.CANNOT_ANSWER)


STOPPED = InfusionChange(t_ms=at(40), by="A", step=PumpStep.STOPPED, reason="finished")
RECOVERY = PhaseChange(t_ms=at(40), by="A", phase=Phase.RECOVERY)
CROWDED = [
    pytest.param(-1.5, -1.5, [], 0, id="baseline"),
    pytest.param(23.7, 23.7, [paused(21)], 0, id="paused"),
    pytest.param(23.7, 23.7, [paused(21)], 20, id="panned"),
    pytest.param(33.6, 36, [paused(20)], 0, id="long pause"),
    pytest.param(33.6, 39.8, [], 0, id="near the end"),
    pytest.param(75, 75, [STOPPED, RECOVERY], 0, id="recovery"),
    pytest.param(75, 240, [STOPPED, RECOVERY], 0, id="long recovery"),
    pytest.param(
        23.7,
        23.7,
        [Note(t_ms=at(22), by="A", text="Feels far away"), cuff(23.6, 198, 120)],
        0,
        id="note beside a high pressure",
    ),
    pytest.param(
        26, 26, [reply("nausea"), reply("dissociation"), reply("blood_pressure")], 0, id="replies"
    ),
]


@pytest.mark.parametrize("size", [(866, 612), (1080, 815)], ids=["small", "usual"])
@pytest.mark.parametrize("language", ["english", "german"])
@pytest.mark.parametrize(("minute", "now", "extra", "panned"), CROWDED)
def test_no_word_is_cut_or_lies_on_another(
    show: Show,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    size: tuple[int, int],
    minute: float,
    now: float,
    extra: list[Event],
    panned: int,
) -> None:
    """Nor on a dot; and words that could stand elsewhere leave the line of now free."""
    speak(language)
    try:
        chart = show(course(minute, extra=extra), t_ms=at(now))
        chart.resize(*size)
        if panned:
            chart.window_of_time.pan(chart._stretch(), panned * 60_000)
            chart.refresh(at(now))
        words = written(chart, monkeypatch)
    finally:
        speak("english")
    assert len(words) > 30
    for word in words:
        whole = word.box.adjusted(0.5, 0.5, -0.5, -0.5)
        assert word.clip.contains(whole), f"{word.said} is cut"
        assert QRectF(chart.rect()).contains(whole), f"{word.said} is cut"
    for one, other in combinations(words, 2):
        assert not one.box.intersects(other.box), f"{one.said} lies on {other.said}"
    for lane in chart.lanes:
        for left, right in lane.dots():
            dot = QRectF(left, lane.due_y - 4, right - left, 8)
            on = [word.said for word in words if word.box.intersects(dot)]
            assert on == [], "a word lies on a dot"
    now_px = chart._paper.time.column(at(now))
    movable = ("baseline", "Ausgangswert", "±", "SYS", "DIA", "paused", "Pause", "ends", "Ende")
    through = [word.said for word in words if word.box.left() < now_px < word.box.right()]
    assert [said for said in through if said.startswith(movable)] == []


def test_a_withdrawn_entry_disappears(show: Show) -> None:
    """What was undone is in the record, not in the picture."""
    made = course()
    session = made.session()
    chart = show(made, session)
    last = pressure_lane(chart).shown.readings[-1]
    assert last.status is CuffStatus.OK
    assert isinstance(last, Entry)
    assert last.seq is not None
    del session.entries[last.seq]
    chart.show_event(last)
    chart.refresh(NOW_MS)
    assert [r.systolic for r in pressure_lane(chart).shown.readings][-1] == 145


def test_closed_it_stays_quiet(show: Show) -> None:
    """Pyqtgraph deletes the items; a tick that comes late must not touch them."""
    chart = show(course())
    chart.close()
    chart.refresh(NOW_MS + 1000)
    QApplication.processEvents()
    assert not chart.isVisible()
