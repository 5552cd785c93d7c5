"""The NEXT card: the one thing that is due with its countdown, the two after it, and its answers.

Overdue is a white border and a filled clock, never a colour of alarms. A baseline that can be
accepted has a button of its own beside the card, for it is not what is due.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from monitor.baseline import OLD_MS
from monitor.due import DueItem
from monitor.events import DueReply, Phase
from monitor.session import Session
from monitor.settings import PRESSURE
from ui import theme
from ui.buttons import button, relabel
from ui.due_words import under_way, when
from ui.labels import ElidedLabel, frame, label
from ui.view import FromSession
from ui.words import number, say, span

REPLIES = (
    DueReply.ASLEEP,
    DueReply.DECLINED,
    DueReply.CANNOT_ANSWER,
    DueReply.NOT_NEEDED,
)
ALSO_SHOWN = 2
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class NextView(FromSession, QWidget):
    """What is due next; the baseline to accept; the question whether the pump has finished.

    Signals:
        accept_baseline: the nurse accepts the proposed baseline.
        wanted(item): the nurse wants to do the first item now.
        replied(item, due_ms, reply): why it is not done.
    """

    accept_baseline = Signal()
    wanted = Signal(str)
    replied = Signal(str, int, object)

    def __init__(self, session: Session, sizes: theme.Sizes) -> None:
        super().__init__()
        self._session = session
        self._sizes = sizes
        self._first: DueItem | None = None
        self._card = frame("card-next")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(sizes.gap)
        outer.addWidget(self._card, 1)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(14, sizes.gap, 10, sizes.gap)
        column.setSpacing(4)
        self._item = label(sizes.next, 650)
        self._when = label(sizes.next, 650)
        self._more = ElidedLabel(sizes.button, 400, dim=True)
        self.reply = button("⋯", _nothing, height=sizes.row, px=sizes.next, role="quiet")
        self.reply.setFixedWidth(sizes.row)
        self.reply.setAccessibleName(say("due.answer"))
        self.reply.setToolTip(say("due.answer"))
        self.reply.setMenu(self._replies())
        self.accept = button(
            "", self.accept_baseline.emit, height=sizes.row, px=sizes.button, role="primary"
        )
        # As high as the card.
        self.accept.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        outer.addWidget(self.accept)
        column.addLayout(self._lines())

    def _lines(self) -> QHBoxLayout:
        words, self._line = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(2)
        self._line.setSpacing(0)
        self._line.addWidget(self._item)
        self._line.addStretch(1)
        self._line.addWidget(self._when)
        words.addLayout(self._line)
        words.addWidget(self._more)
        line = QHBoxLayout()
        line.setSpacing(self._sizes.gap)
        line.addLayout(words, 1)
        line.addWidget(self.reply)
        return line

    def _replies(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(say("due.do")).triggered.connect(self._want)
        for reply in REPLIES:
            action = menu.addAction(say(f"due.reply.{reply}"))
            action.triggered.connect(lambda _=False, reply=reply: self._answer(reply))
        return menu

    def _want(self) -> None:
        if self._first is not None:
            self.wanted.emit(self._first.item)

    def _answer(self, reply: DueReply) -> None:
        if self._first is not None:
            self.replied.emit(self._first.item, self._first.due_ms, reply)

    def choose(self, reply: DueReply | None) -> None:
        """Trigger an entry of the menu, as a finger would; None is to do it."""
        wanted = say("due.do" if reply is None else f"due.reply.{reply}")
        next(a for a in self.reply.menu().actions() if a.text() == wanted).trigger()

    def refresh(self, t_ms: int) -> None:
        """Count down."""
        due = self._session.due(t_ms)
        self._first = due[0] if due else None
        asks = self._session.asks_for_finish(t_ms)
        if asks:
            self._say_finish()
        else:
            self._say_due(self._first, t_ms)
        proposed = None if asks else self._proposed(t_ms)
        again = bool(proposed) and self._session.wants_another_cuff()
        if again:
            self._item.setText(say("baseline.again"))
            self._when.setText("")
        # Beside the button there are two lines, no more: higher would push the footer off 768 px.
        more = say("baseline.third") if again else "" if proposed else self._say_more(due, t_ms)
        self._more.set_text(more)
        self._line.setDirection(_DOWN if proposed else _ACROSS)
        if proposed:
            relabel(self.accept, say("baseline.accept", baseline=proposed))
        answerable = not asks and self._first is not None and self._first.covers(t_ms)
        # Hidden first, for Qt lays out at each showing and a window that grew stays so.
        shown = (
            (self.accept, bool(proposed)),
            (self.reply, answerable and not again and not self._session.ended),
            (self._more, bool(more)),
        )
        for part, is_shown in sorted(shown, key=lambda pair: pair[1]):
            part.setVisible(is_shown)
        self.setAccessibleName(self.text())

    def _say_due(self, due: DueItem | None, t_ms: int) -> None:
        measuring = due is not None and under_way(self._session, due, t_ms)
        overdue = due is not None and due.overdue(t_ms) and not measuring
        theme.role(self._card, "card-overdue" if overdue else "card-next")
        if due is None:
            self._item.setText(say("due.nothing"))
            self._when.setText("")
        else:
            self._item.setText(("◕ " if overdue else "") + say(f"item.{due.item}"))
            self._when.setText(when(due, t_ms, self._session))

    def _say_finish(self) -> None:
        plan = self._session.infusion.plan
        theme.role(self._card, "card-overdue")
        self._item.setText(say("finish.question"))
        self._when.setText(span(60_000 * plan.minutes) if plan else "")

    def _proposed(self, t_ms: int) -> str:
        """The baseline that can be accepted now, as it is spoken."""
        session = self._session
        if session.phase is not Phase.BASELINE or session.baseline is not None:
            return ""
        proposed = session.proposed_baseline(t_ms)
        if proposed is None:
            return ""
        return f"{number(proposed.systolic)}/{number(proposed.diastolic)}"

    def _say_more(self, due: list[DueItem], t_ms: int) -> str:
        """What is asked of a hand first; then how far the baseline is, and what comes after."""
        parts = [self._say_hand(t_ms), self._say_baseline(t_ms)]
        shown = [part for part in parts if part]
        first = 0 if self._session.asks_for_finish(t_ms) else 1
        others = due[first : first + (1 if shown else ALSO_SHOWN)]
        shown += [f"{say(f'item.{item.item}')} {when(item, t_ms)}" for item in others]
        return "    ".join(shown)

    def _say_hand(self, t_ms: int) -> str:
        """Where we cannot start the cuff, ask for a hand at the device's own button."""
        session, due = self._session, self._first
        if due is None or due.item != PRESSURE or t_ms < due.due_ms or session.ended:
            return ""
        device = session.sources.cuff_device
        mute = device is not None and not device.starts_cuff
        return say("cuff.press_monitor") if mute and not session.cuffs.running(t_ms) else ""

    def _say_baseline(self, t_ms: int) -> str:
        session = self._session
        if session.phase is not Phase.BASELINE:
            return ""
        if session.baseline is not None:
            age = t_ms - session.baseline.t_ms
            return say("baseline.old", minutes=age // 60_000) if age > OLD_MS else ""
        count, needed = len(session.believed_pressures()), session.profile.baseline.cuffs
        return say("baseline.wait", count=count, wanted=needed)

    def text(self) -> str:
        """What it says."""
        return f"{self._item.text()} {self._when.text()}".strip()

    def more(self) -> str:
        """What it says below."""
        return self._more.text()


def _nothing() -> None:
    """The menu opens by itself."""
