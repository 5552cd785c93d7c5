"""The NEXT card: the one thing that is due, with its countdown; overdue is a white border."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from monitor.events import Event, Phase
from monitor.history import History
from monitor.schedule import DueItem
from monitor.session import Session
from ui import theme
from ui.buttons import button, relabel
from ui.labels import frame, label
from ui.words import number, say, span

BLOOD_PRESSURE = "blood_pressure"

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


def under_way(session: Session, due: DueItem, t_ms: int) -> bool:
    """Whether what is due is being done just now: nobody is late while the cuff runs."""
    return due.item == BLOOD_PRESSURE and t_ms >= due.due_ms and session.cuffs.running(t_ms)


def when(due: DueItem, t_ms: int, *, measuring: bool = False) -> str:
    """When an item is due, as a person says it."""
    if measuring:
        return say("due.measuring")
    if due.overdue(t_ms):
        return say("due.overdue", late=span(t_ms - due.due_ms))
    return say("due.now") if t_ms >= due.due_ms else say("due.in", left=span(due.due_ms - t_ms))


class NextView(QWidget):
    """What is due next, and in the baseline phase the baseline to accept.

    Signals:
        accept_baseline: the nurse accepts the proposed baseline.
    """

    accept_baseline = Signal()

    def __init__(self, session: Session, sizes: theme.Sizes) -> None:
        super().__init__()
        self._session = session
        self._card = frame("card-next")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(14, sizes.gap, 14, sizes.gap)
        column.setSpacing(4)
        self._item = label(sizes.next, 650)
        self._when = label(sizes.next, 650)
        self._due = QHBoxLayout()
        self._due.setSpacing(0)
        self._due.addWidget(self._item)
        self._due.addStretch(1)
        self._due.addWidget(self._when)
        self._more = label(sizes.button, 400, "dim")
        column.addWidget(self._more)
        self.accept = button(
            "", self.accept_baseline.emit, height=sizes.row, px=sizes.button, role="primary"
        )
        line = QHBoxLayout()
        line.addLayout(self._due, 1)
        line.addWidget(self.accept)
        column.insertLayout(0, line)

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Everything comes from the session."""

    def refresh(self, t_ms: int) -> None:
        """Count down."""
        due = next(iter(self._session.due()), None)
        self._say_due(due, t_ms)
        self._say_baseline(due, t_ms)

    def _say_due(self, due: DueItem | None, t_ms: int) -> None:
        measuring = due is not None and under_way(self._session, due, t_ms)
        overdue = due is not None and due.overdue(t_ms) and not measuring
        theme.role(self._card, "card-overdue" if overdue else "card-next")
        if due is None:
            self._item.setText(say("due.nothing"))
            self._when.setText("")
        else:
            self._item.setText(("◕ " if overdue else "") + say(f"item.{due.item}"))
            self._when.setText(when(due, t_ms, measuring=measuring))
        self.setAccessibleName(self.text())

    def _say_baseline(self, due: DueItem | None, t_ms: int) -> None:
        session = self._session
        wanted = session.phase is Phase.BASELINE and session.baseline is None
        proposed = session.proposed_baseline(t_ms) if wanted else None
        more = self._say_more(due, t_ms, wanted=wanted and proposed is None)
        # Beside the button the countdown goes below, which keeps the footer on 768 px; hidden
        # first, for Qt lays out at each showing and a window that grew stays so.
        self._due.setDirection(_ACROSS if proposed is None else _DOWN)
        parts = (self.accept, proposed is not None), (self._more, bool(more))
        for part, shown in sorted(parts, key=lambda part: part[1]):
            part.setVisible(shown)
        self._more.setText(more)
        if proposed is not None:
            values = f"{number(proposed.systolic)}/{number(proposed.diastolic)}"
            relabel(self.accept, say("baseline.accept", baseline=values))

    def _say_more(self, due: DueItem | None, t_ms: int, *, wanted: bool) -> str:
        """How far the baseline is; or, where we cannot start the cuff, whose button does."""
        session = self._session
        if due is not None and due.item == BLOOD_PRESSURE and t_ms >= due.due_ms:
            device = session.sources.cuff_device
            idle = not session.cuffs.running(t_ms) and not session.ended
            if device is not None and not device.starts_cuff and idle:
                return say("cuff.press_monitor")
        if not wanted:
            return ""
        count, needed = len(session.pressures()), session.profile.baseline.cuffs
        return say("baseline.wait", count=count, wanted=needed)

    def text(self) -> str:
        """What it says."""
        return f"{self._item.text()} {self._when.text()}".strip()
