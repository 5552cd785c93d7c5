"""The footer: the pump, medication, marks and notes, the dose by clock, and what is rarer.

It arranges and asks; what is entered is `Entering`'s.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from monitor.events import Phase
from monitor.session import Session
from monitor.settings import Medication
from ui import theme
from ui.bedside_actions import ACTIONS, BY_CODE, Action, key_name
from ui.buttons import button
from ui.describe import drug_words
from ui.key_hints import hint
from ui.labels import frame
from ui.pump_view import DoseView, PumpView
from ui.spray_view import SprayView
from ui.view import FromSession, View
from ui.words import say


class FooterView(FromSession, QWidget):
    """One line of buttons.

    Signals:
        given(medication): one of the clinic's usual medications, as a whole.
        wanted(code): another of its buttons or a line of More was pressed.
    """

    given = Signal(object)
    wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
        *,
        signs: bool,
    ) -> None:
        """`signs`: "Also seen" has no row of its own, and a button here."""
        super().__init__()
        self._session = session
        self._sizes = sizes
        self._t_ms = 0
        # A line too full is cut; it never pushes the clock and the tiles off the screen.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.pump = PumpView(session, sizes)
        nasal = session.profile.route == "intranasal"
        self.spray = SprayView(session, sizes, wall) if nasal else None
        self.dose = DoseView(session, sizes)
        self.buttons: dict[str, QPushButton] = {}
        self.actions_of_more: dict[str, QAction] = {}
        self._surface = surface = frame("footer")
        surface.setFixedHeight(sizes.footer)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        line = QHBoxLayout(surface)
        line.setContentsMargins(sizes.margin + 6, 4, sizes.margin + 6, 3)
        line.setSpacing(self._gap)
        self._first = self._first_place()
        line.addWidget(self._first)
        line.addSpacing(2 * sizes.gap)
        self.usual = self._usual()
        for made in (*self.usual, *map(self._button, ENTRIES[: None if signs else -1])):
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(self.dose)
        line.addSpacing(2 * sizes.gap)
        line.addWidget(self._button("copy_note"))
        self.more = self._made(say("footer.more"), _nothing)
        self.more.setMenu(self._menu())
        line.addWidget(self.more)
        # A spray counts whole devices: nothing is given by the clock.
        self.parts: list[View] = [self.spray] if self.spray else [self.pump, self.dose]
        self.dose.setVisible(self.spray is None)

    def _made(self, text: str, clicked: Callable[[], None]) -> QPushButton:
        height = max(44, self._sizes.footer - 18)
        return button(text, clicked, height=height, px=self._sizes.button)

    def _first_place(self) -> QWidget:
        """The pump's buttons, or the session's end: as wide in every phase.

        A hand that goes where "Pump paused" was must never come upon a drug.
        """
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.spray or self.pump)
        line.addWidget(self._button("end_session"))
        line.addStretch(1)
        if self.spray is None:
            moves = (self.pump.paused, self.pump.resumed)
            place.setMinimumWidth(max(self._wide([made, self.pump.stopped]) for made in moves))
        return place

    @property
    def _gap(self) -> int:
        return self._sizes.gap + 2

    def _button(self, code: str) -> QPushButton:
        made = self._made(say(f"footer.{code}"), lambda: self.wanted.emit(code))
        if key := BY_CODE[code].key:
            hint(made, key_name(key))
        self.buttons[code] = made
        return made

    def _usual(self) -> list[QPushButton]:
        """The medication given most often has a button of its own."""
        first = self._session.profile.medications[:1]
        return [self._usual_button(given) for given in first]

    def _usual_button(self, usual: Medication) -> QPushButton:
        said = drug_words(usual.drug, usual.dose, usual.unit, usual.route)
        return self._made(said, lambda: self.given.emit(usual))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for wanted in ACTIONS:
            if wanted.in_more:
                self.actions_of_more[wanted.code] = self._line(menu, wanted)
        return menu

    def _line(self, menu: QMenu, wanted: Action) -> QAction:
        # Qt writes what follows a tab into a column at the right, and binds no key to it.
        key = f"\t{key_name(wanted.key)}" if wanted.key else ""
        line = menu.addAction(say(f"footer.{wanted.code}") + key)
        line.triggered.connect(lambda _=False: self.wanted.emit(wanted.code))
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh(self._t_ms)

    @property
    def _can_wait(self) -> list[QPushButton]:
        """What gives way, the last first, where the line is full: all of it is behind More too."""
        return [*self.usual, self.buttons["note"], self.buttons["copy_note"]]

    def _fitting(self, moves: Iterable[QPushButton]) -> list[tuple[QPushButton, bool]]:
        """What has room beside these buttons of the pump; nothing may push the window wider.

        Counted here, for a layout learns of what was hidden only after it has grown.
        """
        waits, end = self._can_wait, self.buttons["end_session"]
        first: list[QWidget] = [self.spray] if self.spray else list(moves)
        first += [end] if self._session.phase in LEAVING else []
        stays = [m for m in (*self.buttons.values(), self.more) if m not in {*waits, end}]
        room = self.width() - 2 * (self._sizes.margin + 6) - 4 * self._sizes.gap
        room -= max(self._first.minimumWidth(), self._wide(first))
        room -= self._wide([*stays, *([] if self.spray else [self.dose])])
        fits = []
        for made in waits:
            room -= self._wide([made])
            fits.append((made, room >= 0))
        return fits

    def _wide(self, parts: Iterable[QWidget]) -> int:
        return sum(part.sizeHint().width() + self._gap for part in parts)

    def refresh(self, t_ms: int) -> None:
        """Pump and dose go on; after the end nothing is entered any more."""
        self._t_ms = t_ms
        fits = self._fitting(self.pump.offered(t_ms))
        # Hidden before and shown after the pump's, for Qt lays out at each showing.
        for made, has_room in fits:
            if not has_room:
                made.hide()
        for part in self.parts:
            part.refresh(t_ms)
        for made, has_room in fits:
            made.setVisible(has_room)
        self.buttons["end_session"].setVisible(self._session.phase in LEAVING)
        for code, line in self.actions_of_more.items():
            line.setVisible(BY_CODE[code].offered(self._session))
        going = not self._session.ended
        for made in (*self.usual, *self.buttons.values()):
            made.setEnabled(going or made is self.buttons["copy_note"])


def _nothing() -> None:
    """A menu button opens its menu by itself."""


LEAVING = {Phase.RECOVERY, Phase.DISCHARGE}

ENTRIES = ("medication", "mark", "note", "signs")
"""The buttons between the pump and the dose; the last only where it has no row of its own."""
