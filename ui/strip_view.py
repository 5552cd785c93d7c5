"""The strip under the header: what is wrong now, or what comes next. Quiet is plain text.

The alarm rules are a later chapter; until then the strip says so and never "No alarms".
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.events import Event, LinkState
from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.cuff_view import failure
from ui.labels import ElidedLabel, frame, label
from ui.next_view import when
from ui.saved_state import SavedState
from ui.words import clock_time, say


class StripView(QWidget):
    """A technical cell at the left when data or the record fail, and words beside it.

    Signals:
        type_vitals: the nurse wants to type what the device does not send.
    """

    type_vitals = Signal()

    def __init__(
        self,
        session: Session,
        saved: SavedState,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        super().__init__()
        self._session = session
        self._saved = saved
        self._wall = wall
        surface = frame("strip")
        surface.setFixedHeight(sizes.strip)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        line = QHBoxLayout(surface)
        line.setContentsMargins(0, 0, sizes.margin, 0)
        line.setSpacing(sizes.margin + 6)
        self._cell = label(sizes.label + 1, 650, "cell-technical")
        self._cell.setMinimumHeight(sizes.strip - 1)
        self._words = ElidedLabel(sizes.label + 1, 400, dim=True)
        self._type = button(
            say("type_vitals"),
            self.type_vitals.emit,
            height=sizes.strip - 10,
            px=sizes.label,
            role="technical",
        )
        line.addWidget(self._cell)
        line.addWidget(self._words, 1)
        line.addWidget(self._type)
        self._line = line

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Everything comes from the session."""

    def refresh(self, t_ms: int) -> None:
        """Say the worst thing that is so, else what is next."""
        trouble = self._record_trouble() or self._link_trouble()
        self._cell.setVisible(trouble is not None)
        self._type.setVisible(self._link_trouble() is not None)
        left = 0 if trouble else self._words.fontMetrics().height()
        self._line.setContentsMargins(left, 0, self._line.contentsMargins().right(), 0)
        if trouble is not None:
            self._cell.setText(f"▲  ** {trouble[0]}")
            self._words.set_text(trouble[1])
        else:
            self._words.set_text(self._quiet(t_ms))

    def _record_trouble(self) -> tuple[str, str] | None:
        since = self._saved.not_saved_since
        if since is None:
            return None
        at = clock_time(self._wall(since))
        return say("not_saved_title", at=at), say("not_saved_what")

    def _link_trouble(self) -> tuple[str, str] | None:
        if self._session.receiving():
            return None
        gone = [
            change
            for change in self._session.links.values()
            if change.state in {LinkState.LOST, LinkState.SILENT}
        ]
        if not gone:
            return None
        worst = min(gone, key=lambda change: change.t_ms)
        code = "monitor_silent" if worst.state is LinkState.SILENT else "no_data_since"
        return say(code, at=clock_time(self._wall(worst.t_ms))), say("strip.look")

    def _quiet(self, t_ms: int) -> str:
        failed = failure(self._session, t_ms)
        parts = [*([failed] if failed else []), say("strip.alarms_off")]
        due = self._session.due()
        if due:
            item = say(f"item.{due[0].item}")
            parts.append(say("strip.next", item=item, when=when(due[0], t_ms)))
        if self._session.baseline is None:
            parts.append(say("strip.baseline_off"))
        if not self._session.profile.approved_by:
            parts.append(say("strip.example_limits"))
        return "  ·  ".join(parts)

    def text(self) -> str:
        """Everything it says."""
        cell = "" if self._cell.isHidden() else self._cell.text() + "  "
        return cell + self._words.text()
