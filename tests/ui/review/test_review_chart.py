"""The chart of a review: whole, zoomed, replayed through `show_event`, and let go of again."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor import profile
from monitor.events import AlarmChange, AlarmStep, Entry, Priority
from monitor.history import History
from monitor.session import Session
from tests.ui.saved_sessions import ENDED, MINUTE, infusion, seconds, start, taken
from ui import theme
from ui.chart.trace_lane import TraceLane
from ui.chart_view import ChartView
from ui.review.review_chart import ReviewChart

ALARM = AlarmChange(
    t_ms=30 * MINUTE,
    rule="systolic.high",
    step=AlarmStep.RAISED,
    priority=Priority.MEDIUM,
    value=166,
    threshold=160,
)


def saved() -> History:
    """An infusion with an alarm, and two minutes without a value."""
    told = sorted([*infusion(), ALARM], key=lambda entry: entry.t_ms)
    made = History(start(), taken(told), ended=True)
    for second in seconds(ENDED, range(20, 22)):
        made.t_ms.append(second.t_ms)
        for vital, column in made.columns.items():
            value = second.values.get(vital)
            column.append(float("nan") if value is None else value)
    return made


HISTORY = saved()


def load(chart: ReviewChart) -> ChartView:
    """Show it, and wait until it is drawn."""
    session = Session(profile.shipped(), HISTORY.start)
    session.load(HISTORY)
    chart.load(HISTORY, session, ENDED)
    while chart.view is None:
        QApplication.processEvents()
    QApplication.processEvents()
    return chart.view


@pytest.fixture(scope="module")
def shared(qapp: QApplication) -> Iterator[ReviewChart]:
    """One for all."""
    theme.dress(qapp, theme.LIGHT)
    made = ReviewChart()
    made.resize(800, 460)
    made.show()
    yield made
    made.deleteLater()


@pytest.fixture
def chart(shared: ReviewChart) -> ReviewChart:
    """On the whole session."""
    load(shared)
    return shared


def view(chart: ReviewChart) -> ChartView:
    """The chart that is shown."""
    assert chart.view is not None
    return chart.view


def cuffs(chart: ReviewChart) -> int:
    """How many pressures its session knows."""
    return len(view(chart)._session.cuff_readings())


def test_the_chart_comes_after_everything_else(chart: ReviewChart) -> None:
    """And is of the session that was loaded last."""
    session = Session(profile.shipped(), HISTORY.start)
    session.load(HISTORY)
    chart.load(HISTORY, session, ENDED)
    assert chart.view is None
    QApplication.processEvents()
    assert view(chart)._session is session


def test_a_replay_knows_what_was_known_then(chart: ReviewChart) -> None:
    """Not a pressure more, and it says so over the values."""
    whole = cuffs(chart)
    chart.bar.go_to(31 * MINUTE + 500)
    assert cuffs(chart) == 7
    assert not view(chart)._session.ended
    assert chart._said.isVisible()
    assert chart._said.text() == chart.bar.said
    chart.bar.leave()
    assert cuffs(chart) == whole
    assert not chart._said.isVisible()


def drawn(chart: ReviewChart) -> list[object]:
    """What every lane shows, and the points of every curve."""
    lanes = view(chart).lanes
    curves = [lane.curve.points for lane in lanes if isinstance(lane, TraceLane)]
    return [*(lane.shown for lane in lanes), *(repr(curve) for curve in curves)]


def test_played_or_jumped_to_it_is_the_same_picture(chart: ReviewChart) -> None:
    """Whether it was loaded or shown event by event."""
    moment = 40 * MINUTE
    chart.bar.go_to(moment)
    jumped = drawn(chart)
    chart.bar.go_to(15 * MINUTE)
    began = view(chart)
    for t_ms in range(15 * MINUTE, moment + 1, 90_000):
        chart.bar.go_to(t_ms)
    chart.bar.go_to(moment)
    assert view(chart) is began
    assert drawn(chart) == jumped


def test_a_replay_raises_no_alarm_of_its_own(chart: ReviewChart) -> None:
    """Pressures of 168 come and go; the one alarm is the one of that day."""
    chart.bar.jump()
    assert chart.bar.t_ms == ALARM.t_ms
    entries = view(chart)._session.entries.values()
    assert [e.t_ms for e in entries if isinstance(e, AlarmChange)] == [ALARM.t_ms]
    chart.bar.go_to(60 * MINUTE)
    entries = view(chart)._session.entries.values()
    assert [e.t_ms for e in entries if isinstance(e, AlarmChange)] == [ALARM.t_ms]


def test_a_replay_tells_what_it_has_come_to(chart: ReviewChart) -> None:
    """The table goes with it."""
    told: list[Entry] = []
    chart.reached.connect(told.append)
    chart.bar.go_to(30 * MINUTE - 1)
    chart.bar.go_to(30 * MINUTE + 1)
    chart.bar.go_to(30 * MINUTE + 2)
    chart.reached.disconnect(told.append)
    assert [type(entry) for entry in told] == [AlarmChange]


def test_a_moment_is_pointed_out_in_the_whole_and_in_a_replay(chart: ReviewChart) -> None:
    """It stays chosen from one to the other."""
    chart.point_out(20 * MINUTE)
    assert view(chart)._cursor.isVisible()
    chart.bar.go_to(30 * MINUTE)
    assert view(chart)._cursor.t_ms == 20 * MINUTE
    load(chart)
    assert not view(chart)._cursor.isVisible()


def test_a_moment_is_pointed_out_before_the_chart_is_there(chart: ReviewChart) -> None:
    """Whoever is quicker than the first picture loses nothing."""
    session = Session(profile.shipped(), HISTORY.start)
    session.load(HISTORY)
    chart.load(HISTORY, session, ENDED)
    chart.point_out(20 * MINUTE)
    chart.zoom(1)
    chart.show_all()
    QApplication.processEvents()
    assert view(chart)._cursor.isVisible()


def test_zoom_goes_about_what_is_chosen(chart: ReviewChart) -> None:
    """In, out and to the whole."""
    chart.point_out(20 * MINUTE)
    before = view(chart)._cursor.x()
    chart.zoom(3)
    assert abs(view(chart)._cursor.x() - before) <= 1
    assert not view(chart).window_of_time.follows
    chart.show_all()
    assert view(chart).window_of_time.follows


def test_the_stretch_that_is_looked_at_is_the_one_that_is_replayed(chart: ReviewChart) -> None:
    """There and back; another session is shown whole."""
    chart.point_out(30 * MINUTE)
    chart.zoom(8)
    looked_at = view(chart)._stretch()
    chart.bar.go_to(30 * MINUTE)
    assert view(chart)._stretch() == looked_at
    chart.bar.go_to(20 * MINUTE)
    assert view(chart)._stretch() == looked_at
    chart.bar.leave()
    assert view(chart)._stretch() == looked_at
    load(chart)
    assert view(chart).window_of_time.follows


def test_a_press_on_the_chart_tells_lane_and_moment(chart: ReviewChart, qtbot: QtBot) -> None:
    """With the mouse, on a mark."""
    lanes = {lane.id: lane for lane in view(chart).lanes}
    x = view(chart)._paper.time.column(26 * MINUTE)
    place = QPoint(x, round(lanes["nausea"].rect.center().y()))
    with qtbot.waitSignal(chart.pressed, timeout=2000) as pressed:
        QTest.mouseClick(view(chart).viewport(), Qt.MouseButton.LeftButton, pos=place)
    lane, t_ms = pressed.args
    assert lane == "nausea"
    assert abs(t_ms - 26 * MINUTE) < 10_000


def test_charts_that_were_shown_are_let_go_of(chart: ReviewChart) -> None:
    """A supervisor opens a hundred sessions and plays each."""
    shown = []
    for _ in range(4):
        shown.append(weakref.ref(load(chart)))
        chart.bar.go_to(20 * MINUTE)
        shown.append(weakref.ref(view(chart)))
    load(chart)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [ref for ref in shown if ref() is not None] == []
