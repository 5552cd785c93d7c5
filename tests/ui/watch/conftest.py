"""A session half through its infusion, on the page of somebody who looks on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.history import History
from monitor.people import People
from tests.ui.saved_sessions import infusion, save, seconds, start
from tests.ui.watch.looking_on import DEVICE, NOW, Pages, SetClock
from ui import theme
from ui.watch import watch_page
from ui.watch.watch_page import WatchPage


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An open session in a record that nobody holds."""
    path = tmp_path_factory.mktemp("watch") / "record.sqlite"
    entries = [DEVICE, *(entry for entry in infusion() if entry.t_ms <= NOW)]
    save(path, start(), entries, end_ms=None, measured=seconds(NOW))
    return path


@pytest.fixture(scope="module")
def history(record: Path) -> History:
    """That session."""
    with Archive(record) as archive:
        return archive.history(1)


@pytest.fixture(autouse=True)
def set_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes by itself."""
    monkeypatch.setattr(watch_page, "FollowedClock", SetClock)


@pytest.fixture
def pages(qtbot: QtBot, qapp: QApplication, history: History, tmp_path: Path) -> Pages:
    """Pages of the usual session, or of another."""
    if qapp.styleSheet() != theme.style_sheet(theme.DARK):
        theme.dress(qapp, theme.DARK)

    def make(history: History = history, people: People | None = None) -> WatchPage:
        nobody = People(tmp_path / "nobody")
        page = WatchPage(history, people or nobody, theme.FULL, theme.DARK)
        qtbot.addWidget(page)
        page.resize(1600, 950)
        page.show()
        return page

    return make


@pytest.fixture
def page(pages: Pages) -> WatchPage:
    """The usual one, at the moment of its last second."""
    return pages()
