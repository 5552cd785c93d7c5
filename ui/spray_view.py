"""Intranasal devices in the footer: which is next, the rest between two, the time since the first.

Everything it says is arithmetic on what was entered (monitor/sprays.py); it asks for no device.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitor.events import Phase
from monitor.session import SAME_TAP_MS, SECOND_THOUGHT_MS, Session
from monitor.sprays import MS_PER_MIN, Sprays, sprays
from ui import theme
from ui.buttons import button, relabel
from ui.labels import label
from ui.view import FromSession
from ui.words import clock_time, number, say, span

LOT_WIDTH, BUTTON_WIDTH, LINES_WIDTH = 110, 140, 270
LONGEST_LOT = 40
NOT_YET = {Phase.PREP, Phase.CLOSED}


class SprayView(FromSession, QWidget):
    """The lot, "Device 1 used", and two lines about where the dose stands.

    A device within the rest takes a second touch, two seconds after the first or later: whoever
    was late with the entry of the one before can still enter it, and a bounce enters nothing.

    Signals:
        used(number, mg, lot): a device was used up; `lot` is "" where nobody typed one.
    """

    used = Signal(int, float, str)

    def __init__(
        self, session: Session, sizes: theme.Sizes, wall: Callable[[int], datetime]
    ) -> None:
        """`wall` turns session time into wall time."""
        super().__init__()
        self._session = session
        self._wall = wall
        self._t_ms = 0
        self._asked_ms: int | None = None
        self._pressed: int | None = None
        """The number that was pressed and has not come back from the session yet."""
        height = max(44, sizes.footer - 18)
        self.lot = QLineEdit()
        self.use = button("", self._press, height=height, px=sizes.button)
        self.use.setMinimumWidth(BUTTON_WIDTH)
        self._state = label(sizes.button, 600)
        self._since = label(sizes.label, 400, "dim")
        self._arrange(sizes, height)
        self.refresh(0)

    def _arrange(self, sizes: theme.Sizes, height: int) -> None:
        self.lot.setFont(theme.font(sizes.button, 500))
        self.lot.setFixedSize(LOT_WIDTH, height)
        self.lot.setMaxLength(LONGEST_LOT)
        self.lot.setPlaceholderText(say("spray.lot"))
        said = QVBoxLayout()
        said.setSpacing(0)
        for made in (self._state, self._since):
            made.setMinimumWidth(LINES_WIDTH)
            said.addWidget(made)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.gap + 2)
        line.addWidget(self.lot)
        line.addWidget(self.use)
        line.addLayout(said)

    # -- the protocol of views -------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Count the rest down and the time since the first device up."""
        self._t_ms = t_ms
        state = self._sprays()
        if self._pressed is not None and self._pressed != state.next_number:
            self._pressed = None
            self.lot.clear()
        asked_ms = self._asked_ms
        if asked_ms is not None and t_ms - asked_ms > SECOND_THOUGHT_MS:
            self._asked_ms = None
        self._offer(state)
        self._state.setText(self._state_words(state))
        self._since.setText(self._since_words(state))
        self.setAccessibleName(self.text())

    def _sprays(self) -> Sprays:
        session = self._session
        plan = session.infusion.plan
        return sprays(session.entries.values(), session.profile.nasal, plan)

    def _offer(self, state: Sprays) -> None:
        device = state.next_number
        self.use.setVisible(device is not None)
        self.lot.setVisible(device is not None)
        going = not self._session.ended and self._session.phase not in NOT_YET
        self.use.setEnabled(going)
        self.lot.setEnabled(going)
        early = self._asked_ms is not None
        relabel(self.use, say("spray.early" if early else "spray.used", number=device))
        self.lot.setAccessibleName(say("spray.lot.name", number=device))

    # -- in words --------------------------------------------------------------------------

    def _state_words(self, state: Sprays) -> str:
        device, left_ms = state.next_number, state.rest_left_ms(self._t_ms)
        if device is None:
            count, mg = len(state.used), number(state.mg)
            return say("spray.given", count=count, of=state.most, mg=mg)
        if left_ms and self._asked_ms is not None:
            return say("spray.rest_not_over", left=span(left_ms + 999))
        said = say(
            "spray.next" if state.planned else "spray.next_open", number=device, of=state.most
        )
        # Rounded up, so that 0:00 is the end of the rest and not its last second.
        rest = say("spray.rest", left=span(left_ms + 999)) if left_ms else ""
        return " · ".join(part for part in (said, rest) if part)

    def _since_words(self, state: Sprays) -> str:
        if state.first_ms is None:
            return say("spray.none")
        since = say("spray.since", age=span(self._t_ms - state.first_ms))
        rules = self._session.profile.discharge
        if rules.observe_from != "first_device":
            return since
        until_ms = state.first_ms + round(rules.observe_min * MS_PER_MIN)
        until = say(
            "spray.until_past" if self._t_ms >= until_ms else "spray.until",
            span=_long(rules.observe_min),
            at=clock_time(self._wall(until_ms)),
        )
        return f"{since} · {until}"

    def text(self) -> str:
        """Both lines, as they are shown."""
        return f"{self._state.text()} · {self._since.text()}"

    # -- entering --------------------------------------------------------------------------

    def _press(self) -> None:
        state = self._sprays()
        device = state.next_number
        if device is None or device == self._pressed or self._too_early(state):
            return
        self._asked_ms = None
        self._pressed = device
        lot = " ".join(self.lot.text().split())
        self.used.emit(device, self._session.profile.nasal.device_mg, lot)
        self.refresh(self._t_ms)

    def _too_early(self, state: Sprays) -> bool:
        """Whether the rest still runs and nobody has said twice that the device was used."""
        if not state.rest_left_ms(self._t_ms):
            return False
        if self._asked_ms is None:
            self._asked_ms = self._t_ms
            self.refresh(self._t_ms)
            return True
        return self._t_ms - self._asked_ms < SAME_TAP_MS


def _long(minutes: float) -> str:
    """A long span in whole hours where it is, else in minutes."""
    if minutes % 60 == 0:
        return say("spray.hours", hours=number(minutes / 60))
    return say("spray.minutes", minutes=number(minutes))
