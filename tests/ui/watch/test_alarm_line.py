"""The strip of who looks on: alarms as they are in the record, and nothing to press."""

from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton

from monitor.events import AlarmChange, AlarmStep, Priority
from tests.ui.watch.looking_on import NOW, let_it_be
from ui.watch.watch_page import WatchPage
from ui.words import clock_time

HIGH = AlarmChange(
    t_ms=NOW - 60_000,
    seq=900,
    rule="systolic.high",
    step=AlarmStep.RAISED,
    priority=Priority.HIGH,
    value=184,
    threshold=180,
)


def test_an_alarm_of_the_record_stands_there(page: WatchPage) -> None:
    """Until the record says that it was answered, and by whom."""
    assert page.line.text().startswith("No alarms")
    page.take([HIGH])
    assert "SYS 184" in page.line.text()
    answered = replace(HIGH, seq=901, step=AlarmStep.ACKNOWLEDGED, by="Adeyemi", of=900)
    page.take([answered])
    assert "Adeyemi" in page.line.text()


def test_nothing_of_it_can_be_pressed(page: WatchPage) -> None:
    """Who looks on answers no alarm."""
    page.take([HIGH])
    assert page.line.findChildren(QAbstractButton) == []


def test_of_an_old_record_it_never_says_that_there_is_no_alarm(page: WatchPage) -> None:
    """It says as of when it knows."""
    let_it_be(page, NOW + 11_000)
    at = clock_time(page.clock.at(NOW))
    assert page.line.text() == f"As of {at}: no newer alarm can be seen here"
    page.take([HIGH])
    assert "SYS 184" in page.line.text()
    assert "As of" in page.line.text()


def test_a_narrow_window_still_says_the_worst(page: WatchPage) -> None:
    """Its width decides only how much more is read."""
    page.take([HIGH])
    page.resize(700, 600)
    assert "SYS 184" in page.line.text()
