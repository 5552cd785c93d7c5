"""The view-only window: who holds the record, and the session in it as it goes on there.

It decides nothing and enters nothing; what it shows, the follower has read.
"""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from monitor.errors import DripwatchError
from monitor.following import Look
from monitor.history import History
from monitor.people import People, beside
from monitor.record_lock import Holder
from ui import theme
from ui.labels import frame, label
from ui.watch.follower import Follower
from ui.watch.watch_page import WatchPage
from ui.words import clock_time, complain, say


class WatchWindow(QWidget):
    """One record that somebody else writes. `holder` is who did when this was opened."""

    def __init__(
        self,
        record: Path,
        holder: Holder,
        sizes: theme.Sizes,
        palette: theme.Palette = theme.DARK,
    ) -> None:
        super().__init__()
        theme.role(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(say("watch.title"))
        self._people = People(beside(record.absolute()))
        self._sizes, self._palette = sizes, palette
        self._holder: Holder | None = holder
        self._problem = self._unreadable = ""
        """Why nothing could be read just now, and why the session cannot be shown at all."""
        self.page: WatchPage | None = None
        self._held = _sentence(sizes.button, 650)
        self._news = _sentence(sizes.button, 500)
        self.nothing_open = _sentence(sizes.next, 500)
        self.nothing_open.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing_open.setMargin(40)
        self._arrange()
        self.follower = Follower(record)
        self.follower.looked.connect(self.show_look)
        self.follower.failed.connect(self.show_problem)
        self._ticking = QTimer(self)
        self._ticking.timeout.connect(self.refresh)
        self._ticking.start(1000)
        self.refresh()

    def _arrange(self) -> None:
        banner = frame("bar")
        words = QVBoxLayout(banner)
        words.setContentsMargins(self._sizes.margin + 6, 6, self._sizes.margin + 6, 6)
        words.setSpacing(2)
        words.addWidget(self._held)
        words.addWidget(self._news)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        around = QVBoxLayout()
        around.setContentsMargins(self._sizes.gap, self._sizes.gap, self._sizes.gap, 0)
        around.addWidget(banner)
        self._column.addLayout(around)
        self._column.addWidget(self.nothing_open, 1)

    # -- showing ---------------------------------------------------------------------------

    def show_look(self, look: Look) -> None:
        """Show what the follower found."""
        self._holder, self._problem = look.holder, ""
        if look.history is not None:
            self._begin(look.history)
        elif self.page is not None:
            self.page.take(look.events)
        elif not self._unreadable:
            self.nothing_open.setText(say("watch.nothing_open"))
        self.refresh()

    def show_problem(self, sentence: str) -> None:
        """Say why nothing could be read just now; what is on the screen grows old."""
        self._problem = sentence
        self.refresh()

    def _begin(self, history: History) -> None:
        """Show another session in the place of the last; say why that cannot be."""
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None
        try:
            self.page = page = WatchPage(history, self._people, self._sizes, self._palette)
        except DripwatchError as error:
            self._unreadable = complain(error)
            return
        self._unreadable = ""
        page.problem.connect(self.show_problem)
        self.nothing_open.hide()
        self._column.addWidget(page, 1)

    def refresh(self) -> None:
        """Paint this moment; ages go on even when nothing is read."""
        if self.page is not None:
            self.page.held = self._holder is not None
            self.page.refresh()
        self._held.setText(held_words(self._holder))
        parts = (self._unreadable, self._problem, self._say_page())
        news = " ".join(part for part in parts if part)
        self._news.setText(news)
        self._news.setVisible(bool(news))

    def _say_page(self) -> str:
        """What has to be known of the session on the screen."""
        page = self.page
        if page is None:
            return ""
        if page.end_ms is not None:
            return say("watch.ended", at=clock_time(page.clock.at(page.end_ms)))
        since_ms = page.quiet_since
        if since_ms is None:
            return ""
        return say("watch.quiet", at=clock_time(page.clock.at(since_ms)))

    def text(self) -> str:
        """What the banner says."""
        return f"{self._held.text()} {self._news.text()}".strip()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ticking.stop()
        self.follower.stop()
        super().closeEvent(event)


def held_words(holder: Holder | None) -> str:
    """Say who holds the record, or that nobody does any more."""
    if holder is None:
        return say("watch.let_go")
    since = clock_time(datetime.fromisoformat(holder.since))
    return say("watch.held", who=holder.user, host=holder.host, since=since)


def _sentence(px: float, weight: int) -> QLabel:
    made = label(px, weight)
    made.setWordWrap(True)
    return made
