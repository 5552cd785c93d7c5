"""The head of the review: it tells what is wanted, and offers what can be done."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from monitor.exporting import formats
from ui.review.review_header import ReviewHeader


@pytest.fixture
def header(qtbot: QtBot) -> Iterator[ReviewHeader]:
    made = ReviewHeader()
    qtbot.addWidget(made)
    made.resize(1366, 52)
    made.show()
    yield made
    made.close()


def test_every_format_is_offered_as_it_is_and_without_anybody(header: ReviewHeader) -> None:
    """A new one takes no change here."""
    wanted: list[tuple[str, bool]] = []
    header.export.connect(lambda name, bare: wanted.append((name, bare)))
    for action in header.exports.values():
        action.trigger()
    assert wanted == [(name, bare) for bare in (False, True) for name in formats()]


def test_nothing_is_taken_out_while_nothing_is_shown(header: ReviewHeader) -> None:
    assert not header.export_button.isEnabled()
    assert not header.report_button.isEnabled()
    header.offer(shown=True, may_export=True)
    assert header.export_button.isEnabled()
    assert header.report_button.isEnabled()


def test_whoever_may_not_export_is_told_why(header: ReviewHeader) -> None:
    header.offer(shown=True, may_export=False)
    assert not header.export_button.isEnabled()
    assert "Only a supervisor" in header.export_button.toolTip()
    assert header.report_button.isEnabled()


def test_who_signed_in_stands_there_only_where_somebody_has_to(header: ReviewHeader) -> None:
    assert not header.who.isVisible()
    header.show_who("", asks=True)
    assert header.who.text() == "Sign in…"
    header.show_who("Ortiz · Supervisor", asks=True)
    assert header.who.text() == "Ortiz · Supervisor"


def test_a_tab_is_wanted_by_a_press(qtbot: QtBot, header: ReviewHeader) -> None:
    with qtbot.waitSignal(header.chosen) as chosen:
        header.tabs["courses"].click()
    assert chosen.args == ["courses"]
