"""The row "Also seen": a sign is there from the first tap to the second (nurse.md B11).

A long press says how bad it is; what is less common is behind More. A clinic may say which signs
have a button here; the others stay behind More, for none may become impossible to enter.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from monitor.events import Observation
from monitor.scale import Answer, Item
from monitor.scales.also_seen import GONE
from monitor.session import Session
from monitor.signs import episodes, next_answer
from ui import theme
from ui.buttons import button, relabel
from ui.key_hints import tip
from ui.scale_words import spoken_scales
from ui.view import FromSession
from ui.words import clock_time, say

ALSO_SEEN = "also_seen"

MOST_BUTTONS = 4
"""As many as the row has beside More, where their words leave room for them."""

LONG = 13
"""Letters of a title from which on it is broken."""


class SignsView(FromSession, QWidget):
    """One button for each common sign, or for the first signs of the clinic's list.

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
        self.others = button(
            say("signs.more"), self.more.emit, height=sizes.row, px=sizes.label, role="value"
        )
        for made in (*self._fitting(sizes), self.others):
            line.addWidget(made, 1)

    def _picked(self) -> list[Item]:
        """In the clinic's order where it has a list, else as the scale has them."""
        known = {item.id: item for item in self.scale.items}
        listed = dict.fromkeys(self._session.profile.pick.also_seen)
        picked = [known[sign] for sign in listed if sign in known]
        return picked[:MOST_BUTTONS] or [item for item in self.scale.items if not item.more]

    def _fitting(self, sizes: theme.Sizes) -> list[QPushButton]:
        """The buttons of what was picked, as far as the panel has room: More is never cut off."""
        longest = say("signs.more_there", count=len(self.scale.items))
        words = self.others.fontMetrics().horizontalAdvance(longest)
        room = sizes.panel - 2 * sizes.margin - words - sizes.around_words
        for item in self._picked():
            made = self._button(item, sizes)
            room -= sizes.gap + _width(made)
            if room < 0:
                made.deleteLater()
                break
            self.buttons[item.id] = made
        return list(self.buttons.values())

    def _button(self, item: Item, sizes: theme.Sizes) -> QPushButton:
        said = _two_lines(item.title, "")
        made = button(said, self._tap(item.id), height=sizes.row, px=sizes.label, role="value")
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
            item.title
            for item in self.scale.items
            if item.id not in self.buttons and next_answer(seen, item.id) == GONE
        ]
        text = say("signs.more_there", count=len(there)) if there else say("signs.more")
        relabel(self.others, text)
        tip(self.others, ", ".join(there))
        theme.role(self.others, "last-nausea" if there else "value")
        self.others.setEnabled(not self._session.ended)


def _width(made: QPushButton) -> int:
    made.ensurePolished()
    return made.sizeHint().width()


def _two_lines(title: str, since: str) -> str:
    """A sign in at most two lines; of one that lasts, the second is the time since when."""
    said = _broken(title)
    if not since:
        return said
    first, _, rest = said.partition("\n")
    if rest:
        first = first[:-1] if first.endswith("/") else f"{first}…"
    return f"{first}\n{since}"


def _broken(title: str) -> str:
    """In two lines where it is long: at "or", else at the space nearest to its middle."""
    said = title.replace(" or ", "/\n", 1).replace(" things", "")
    spaces = [place for place, letter in enumerate(said) if letter == " "]
    if "\n" in said or len(said) < LONG or not spaces:
        return said
    middle = min(spaces, key=lambda place: abs(place - len(said) / 2))
    return f"{said[:middle]}\n{said[middle + 1 :]}"
