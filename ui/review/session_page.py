"""One saved session: who, when, whether the record is unaltered, sum, chart, entries."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from monitor.events import SessionStart
from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.device_words import device_title
from ui.labels import ElidedLabel, label
from ui.review.entries_bar import EntriesBar
from ui.review.entries_table import EntriesTable
from ui.review.review_chart import ReviewChart
from ui.review.sign_bar import SignBar
from ui.review.summary_view import SummaryView
from ui.words import clock_time, say, short_date

if TYPE_CHECKING:
    from ui.chart_view import ChartView

ROOMY = 800
"""Pixels of height from which the sign-off card stands beside the entries."""

SHARES = {True: (7, 4), False: (9, 8)}
"""What the chart and the entries have of the height, where there is room and where there is not."""

_TAG = {
    "review.unaltered": "tag-good",
    "review.altered": "tag-wrong",
}


class SessionPage(QWidget):
    """The right half of the review. The chart comes once everything else is on screen.

    A line that is chosen in the table is marked on the chart, a mark that is pressed on the chart
    chooses its line.
    """

    def __init__(self) -> None:
        super().__init__()
        self.summary = SummaryView()
        self.shown = ReviewChart()
        self.filters = EntriesBar()
        self.entries = EntriesTable()
        self.bar = SignBar()
        self._identity = ElidedLabel(19, 700)
        self._facts = ElidedLabel(14, 400, dim=True)
        self._seal = label(13, 600, "tag")
        self.seal_code = ""
        """What is known of the seal: a code of ui/words.py."""
        self._standing = label(13, 600, "tag")
        self._said = label(13, 550, "wrong")
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._altered = label(13, 500, "wrong")
        self._column = QVBoxLayout(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = self._column
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(self._header())
        column.addWidget(self.summary)
        column.addWidget(self.shown)
        self._said.setWordWrap(True)
        self._said.hide()
        column.addWidget(self._said)
        listed = QVBoxLayout()
        listed.setSpacing(5)
        listed.addWidget(self.filters)
        listed.addWidget(self.entries, 1)
        self._foot.setSpacing(8)
        self._foot.addLayout(listed, 1)
        self._foot.addWidget(self.bar)
        column.addLayout(self._foot)
        self._stand(roomy=True)

    def _connect(self) -> None:
        self.entries.chosen_at.connect(self.shown.point_out)
        self.entries.looked.connect(self._count)
        self.filters.wanted.connect(self.entries.show_only)
        self.shown.pressed.connect(self.entries.choose_near)
        self.shown.reached.connect(self.entries.scroll_near)

    def keys(self) -> dict[str, Callable[[], object]]:
        """What keys do here, as `HandKeys.add` takes them."""
        return {
            "Space": self.shown.bar.toggle,
            "+": lambda: self.shown.zoom(1),
            "=": lambda: self.shown.zoom(1),
            "-": lambda: self.shown.zoom(-1),
            "0": self.shown.show_all,
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card stands beside the entries, or where the window is low beneath them."""
        super().resizeEvent(event)
        self._stand(roomy=self.height() >= ROOMY)

    def _stand(self, *, roomy: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(across if roomy else down)
        chart, entries = SHARES[roomy]
        self._column.setStretchFactor(self.shown, chart)
        self._column.setStretchFactor(self._foot, entries)
        self.bar.stand(beside=roomy)
        self.entries.stand(low=not roomy)
        self.summary.stand(low=not roomy)

    def _header(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._identity, 1)
        line.addWidget(self._seal)
        line.addWidget(self._standing)
        self._altered.setWordWrap(True)
        self._altered.hide()
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._facts)
        column.addWidget(self._altered)
        return column

    def load(self, history: History, session: Session, end_ms: int) -> None:
        """Show another session, which ended or was last heard of at `end_ms`."""
        self._identity.set_text(session.start.patient or say("nobody"))
        self._facts.set_text(" · ".join(_facts(session.start, end_ms)))
        self.show_seal("review.checking", "")
        self.summary.load(history, session, end_ms)
        self.shown.load(history, session, end_ms)
        self.entries.load(history, session)
        self.filters.show_counts(self.entries.every)

    @property
    def chart(self) -> "ChartView | None":
        """The chart that is shown; None until the rest has been painted."""
        return self.shown.view

    def _count(self) -> None:
        self.filters.show_chosen(self.entries.filter)
        self.filters.show_unseen(self.entries.unseen)

    def show_seal(self, code: str, where: str) -> None:
        """Say whether the record of this session is as it was sealed, and where it is not."""
        self.seal_code = code
        theme.role(self._seal, _TAG.get(code, "tag"))
        self._seal.setText(say(code))
        self._altered.setText(say("review.altered_where", where=where))
        self._altered.setVisible(bool(where))

    @property
    def seal(self) -> str:
        """What the tag says."""
        return self._seal.text()

    def show_standing(self, text: str, last: str, *, settled: bool) -> None:
        """Say where the session stands between its nurse and its reviewer, and who signed last."""
        theme.role(self._standing, "tag" if settled else "tag-open")
        self._standing.setText(text)
        self._standing.setToolTip(last)
        self._standing.setAccessibleDescription(last)
        self.bar.show_last(last)

    def say(self, sentence: str) -> None:
        """Say over the entries what is in the way; empty: nothing is."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    @property
    def said(self) -> str:
        """That sentence."""
        return self._said.text()


def _facts(start: SessionStart, end_ms: int) -> list[str]:
    facts = [say("born", year=start.birth_date.year)] if start.birth_date else []
    facts += [start.record_number] if start.record_number else []
    if start.at is not None:
        ended = start.at + timedelta(milliseconds=end_ms)
        day = short_date(start.at.astimezone())
        facts.append(f"{day}, {clock_time(start.at)}–{clock_time(ended)}")
    facts += [say("room", room=start.room)] if start.room else []
    device = device_title(start.device) if start.device else say("review.typed")
    return [*facts, start.nurse, device, start.rules_version]
