"""One saved session: who, when, whether the record is unaltered, sum, chart, entries."""

from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from monitor.events import SessionStart
from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.labels import ElidedLabel, frame, label
from ui.review.entries_table import EntriesTable
from ui.review.sign_bar import SignBar
from ui.review.summary_view import SummaryView
from ui.words import clock_time, say, short_date

CHART, TABLE = 7, 3
ROOMY = 800
"""Pixels of height from which the sign-off card stands beside the entries."""

_TAG = {
    "review.unaltered": "tag-good",
    "review.altered": "tag-wrong",
}


class SessionPage(QWidget):
    """The right half of the review. The chart comes once everything else is on screen."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = SummaryView()
        self.entries = EntriesTable()
        self.chart: QWidget | None = None
        self._identity = ElidedLabel(19, 700)
        self._facts = ElidedLabel(14, 400, dim=True)
        self._seal = label(13, 600, "tag")
        self.seal_code = ""
        """What is known of the seal: a code of ui/words.py."""
        self._standing = label(13, 600, "tag")
        self.bar = SignBar()
        self._said = label(13, 550, "wrong")
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._altered = label(13, 500, "wrong")
        self._chart_room = QVBoxLayout()
        self._loaded: tuple[History, Session, int] | None = None
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(9)
        column.addLayout(self._header())
        column.addWidget(self.summary)
        card = frame("card")
        card.setLayout(self._chart_room)
        self._chart_room.setContentsMargins(8, 8, 8, 8)
        column.addWidget(card, CHART)
        self._said.setWordWrap(True)
        self._said.hide()
        column.addWidget(self._said)
        self._foot.setSpacing(9)
        self._foot.addWidget(self.entries, 1)
        self._foot.addWidget(self.bar)
        column.addLayout(self._foot, TABLE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card stands beside the entries, or where the window is low above them."""
        super().resizeEvent(event)
        beside = self.height() >= ROOMY
        across, up = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._foot.setDirection(across if beside else up)
        self.bar.stand(beside=beside)

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
        self._loaded = history, session, end_ms
        self._identity.set_text(session.start.patient or say("nobody"))
        self._facts.set_text(" · ".join(_facts(session.start, end_ms)))
        self.show_seal("review.checking", "")
        self.summary.load(history, session, end_ms)
        self.entries.load(history, session)
        self._remove_chart()
        QTimer.singleShot(0, self._add_chart)

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

    def _remove_chart(self) -> None:
        if self.chart is not None:
            self._chart_room.removeWidget(self.chart)
            self.chart.hide()
            self.chart.deleteLater()
            self.chart = None

    def _add_chart(self) -> None:
        """Draw the chart; pyqtgraph is imported only now."""
        if self._loaded is None or self.chart is not None:
            return
        from ui.chart_view import ChartView

        history, session, end_ms = self._loaded
        start_at = session.start.at
        assert start_at is not None
        chart = ChartView(
            session,
            theme.LIGHT,
            theme.sizes_for(self.window().height()),
            lambda t_ms: start_at + timedelta(milliseconds=t_ms),
        )
        chart.load(history)
        # Not until the last entry: a session that was signed days later did not last for days.
        chart.refresh(end_ms)
        self._chart_room.addWidget(chart)
        self.chart = chart


def _facts(start: SessionStart, end_ms: int) -> list[str]:
    facts = [say("born", year=start.birth_date.year)] if start.birth_date else []
    facts += [start.record_number] if start.record_number else []
    if start.at is not None:
        ended = start.at + timedelta(milliseconds=end_ms)
        day = short_date(start.at.astimezone())
        facts.append(f"{day}, {clock_time(start.at)}–{clock_time(ended)}")
    facts += [say("room", room=start.room)] if start.room else []
    return [*facts, start.nurse, start.device or say("review.typed"), start.rules_version]
