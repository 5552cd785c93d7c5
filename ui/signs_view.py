"""The row "Also seen": a sign is there from the first tap to the second (nurse.md B11).

A long press says how bad it is; what is less common is behind More.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from monitor.events import Observation
from monitor.scale import Answer, Item
from monitor.session import Session
from monitor.signs import episodes, next_answer
from ui import theme
from ui.buttons import button, relabel
from ui.key_hints import tip
from ui.scale_words import spoken_scales
from ui.view import FromSession
from ui.words import clock_time, say

ALSO_SEEN = "also_seen"


class SignsView(FromSession, QWidget):
    """One button for each common sign.

    Signals:
        tapped(scale, answers): a sign began, ended or was graded.
        more: the nurse wants the whole list.
    """

    tapped = Signal(object, object)
    more = Signal()

    def __init__(
        self, session: Session, sizes: theme.Sizes, wall: Callable[[int], datetime]
    ) -> None:
        super().__init__()
        self.scale = spoken_scales()[ALSO_SEEN]
        self._session = session
        self._wall = wall
        self.buttons: dict[str, QPushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.gap)
        for item in self.scale.items:
            if not item.more:
                self.buttons[item.id] = made = self._button(item, sizes)
                line.addWidget(made, 1)
        self.others = button(
            say("signs.more"), self.more.emit, height=sizes.row, px=sizes.label, role="value"
        )
        line.addWidget(self.others, 1)

    def _button(self, item: Item, sizes: theme.Sizes) -> QPushButton:
        made = button(
            item.title, self._tap(item.id), height=sizes.row, px=sizes.label, role="value"
        )
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(lambda at, item=item: self._grade(item, at))
        return made

    def _tap(self, sign: str) -> Callable[[], None]:
        return lambda: self._say(sign, next_answer(self._seen(), sign))

    def _say(self, sign: str, answer: Answer) -> None:
        self.tapped.emit(self.scale, {sign: answer})

    def _grade(self, item: Item, at: QPoint) -> None:
        """Qt asks for a context menu after a right click and, on a touch screen, a long press."""
        menu = QMenu(self)
        for answer in item.numbers:
            action = menu.addAction(item.anchors[answer])
            action.triggered.connect(lambda _=False, answer=answer: self._say(item.id, answer))
        menu.popup(self.buttons[item.id].mapToGlobal(at))

    def _seen(self) -> list[Observation]:
        return self._session.observations(ALSO_SEEN)

    def refresh(self, t_ms: int) -> None:
        """A sign that is there is outlined, with the time since when."""
        seen = self._seen()
        for item in self.scale.items:
            if made := self.buttons.get(item.id):
                found = episodes(seen, item.id)
                lasting = found[-1] if found and found[-1].end_ms is None else None
                since = "" if lasting is None else clock_time(self._wall(lasting.onset_ms))
                relabel(made, _two_lines(item.title, since))
                theme.role(made, "value" if lasting is None else "last-nausea")
                made.setEnabled(not self._session.ended)
        self._say_others(seen)

    def _say_others(self, seen: list[Observation]) -> None:
        there = [
            item.title for item in self.scale.items if item.more and next_answer(seen, item.id) == 0
        ]
        text = say("signs.more_there", count=len(there)) if there else say("signs.more")
        relabel(self.others, text)
        tip(self.others, ", ".join(there))
        theme.role(self.others, "last-nausea" if there else "value")
        self.others.setEnabled(not self._session.ended)


def _two_lines(title: str, since: str) -> str:
    if since:
        return f"{title.split(' ', maxsplit=1)[0]}\n{since}"
    return title.replace(" or ", "/\n", 1).replace(" things", "")
