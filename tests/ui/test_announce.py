"""What a screen reader is told, and that nothing is said where none listens."""

import pytest
from PySide6.QtGui import QAccessible

from monitor.events import LinkState
from tests.ui.conftest import Desk


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A screen reader that listens."""
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append(event.message())
    )
    return heard


def test_an_entry_and_a_lost_link_are_spoken_once(bedside: Desk, spoken: list[str]) -> None:
    """Each as soon as it is taken, and not at every second."""
    bedside.press(bedside.window.row("nausea").buttons[3])
    bedside.link(LinkState.LOST)
    for _ in range(3):
        bedside.later(1)
    assert [words for words in spoken if words.startswith("Nausea")] == ["Nausea 3"]
    assert len([words for words in spoken if "No data from monitor" in words]) == 1


def test_without_a_screen_reader_nothing_is_said(
    bedside: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would cost, and nobody hears it."""
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: pytest.fail("said"))
    bedside.press(bedside.window.row("nausea").buttons[3])
