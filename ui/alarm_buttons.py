"""The buttons beside the strip's cell: what can be done about it now. They enter nothing.

What is always at the right end is Acknowledge, so that it is where it was. (nurse.md C1 and E.)
"""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from monitor.alarm_states import Alarm
from monitor.events import AlarmChange, CuffReading, CuffWish
from ui import theme
from ui.buttons import button, relabel
from ui.words import say

ANSWERS = ("told_prescriber", "repeated", "pump_paused", "gave_medication", "watching")
"""What a person may say was done, in words `alarm.answer.<code>`."""


class Offers(NamedTuple):
    """What can be done now.

    open: alarms that wait for an answer. done: what was acknowledged just now, for "what did you
    do?". repeat, skip: of a pressure that is not confirmed; `by_hand` where no device of ours can
    measure it. doubted: the pressure a person may accept or reject. typing: vitals are not heard.
    """

    open: tuple[Alarm, ...] = ()
    done: tuple[AlarmChange, ...] = ()
    repeat: bool = False
    by_hand: bool = False
    skip: bool = False
    doubted: CuffReading | None = None
    typing: bool = False


class AlarmButtons(QWidget):
    """Only what is offered can be seen.

    Signals:
        acknowledged(alarms): those that were shown, and no newer ones.
        answered(changes, code): what was done about alarms acknowledged just now.
        wished(CuffWish): a repeat, or none.
        accepted(reading), rejected(reading): a person judges a doubtful pressure.
        type_vitals: a person types what the device does not send.
    """

    acknowledged = Signal(object)
    answered = Signal(object, str)
    wished = Signal(object)
    accepted = Signal(object)
    rejected = Signal(object)
    type_vitals = Signal()

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self._offers = Offers()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(max(6, sizes.gap))
        self.answers = {code: self._answer(code) for code in ANSWERS}
        self.typing = self._button("type_vitals", self.type_vitals.emit)
        self.repeat = self._button("alarm.repeat_now", self._repeat)
        self.skip = self._button("cuff.skip", lambda: self.wished.emit(CuffWish.SKIP))
        self.accept = self._button("alarm.accept", lambda: self.accepted.emit(self._offers.doubted))
        self.reject = self._button("alarm.reject", lambda: self.rejected.emit(self._offers.doubted))
        self.acknowledge = self._button("alarm.acknowledge", self.press_acknowledge)
        self.show_offers(Offers())

    def _button(self, code: str, clicked: object, role: str = "technical") -> QPushButton:
        # As high as the strip lets it: 44 where that is 48 (nurse.md B3 and F).
        made = button(
            say(code),
            clicked,  # type: ignore[arg-type]
            height=self._sizes.strip - 4,
            px=self._sizes.label,
            role=role,
        )
        self._line.addWidget(made)
        return made

    def _answer(self, code: str) -> QPushButton:
        def tell() -> None:
            self.answered.emit(self._offers.done, code)

        return self._button(f"alarm.answer.{code}", tell, role="")

    def show_offers(self, offers: Offers) -> None:
        """Show what can be done from now on."""
        self._offers = offers
        wanted = self._wanted(offers)
        for made in self.all():
            relabel(made, wanted.get(made, made.text()))
            made.setVisible(made in wanted)
        self.setVisible(bool(wanted))

    def width_for(self, offers: Offers) -> int:
        """Return how wide it would be in pixels with these; nothing is shown by asking."""
        wide = [_wide(made, text) for made, text in self._wanted(offers).items()]
        return sum(wide) + self._line.spacing() * max(0, len(wide) - 1)

    def _wanted(self, offers: Offers) -> dict[QPushButton, str]:
        """The buttons that can be seen, and what they say."""
        found = dict.fromkeys(self.answers.values()) if offers.done else {}
        typing, judging = say("type_vitals"), offers.doubted is not None
        found |= {self.typing: typing} if offers.typing else {}
        if offers.repeat:
            by_hand = {self.typing: typing if offers.typing else say("cuff.type")}
            found |= by_hand if offers.by_hand else {self.repeat: None}
        found |= {self.skip: None} if offers.skip else {}
        found |= {self.accept: None, self.reject: None} if judging else {}
        if offers.open:
            found[self.acknowledge] = _acknowledge(len(offers.open))
        return {made: made.text() if text is None else text for made, text in found.items()}

    def all(self) -> list[QPushButton]:
        """Every button, seen or not."""
        some = [self.typing, self.repeat, self.skip, self.accept, self.reject, self.acknowledge]
        return [*self.answers.values(), *some]

    def press_acknowledge(self) -> None:
        """What the key does as well: answer what is shown."""
        if self._offers.open:
            self.acknowledged.emit(self._offers.open)

    def _repeat(self) -> None:
        self.wished.emit(CuffWish.MEASURE)


def _acknowledge(count: int) -> str:
    if count == 1:
        return say("alarm.acknowledge")
    return say("alarm.acknowledge_several", count=count)


def _wide(made: QPushButton, text: str) -> int:
    """Its width if it said that."""
    metrics = made.fontMetrics()
    more = metrics.horizontalAdvance(text) - metrics.horizontalAdvance(made.text())
    return made.sizeHint().width() + more
