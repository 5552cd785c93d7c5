"""One session on the screen of who only looks on: the bedside's own views, and nothing to press.

The tiles go by the clock and not by what comes: a value that no other follows is grey soon and then
no number any more, as at the bedside, whatever the reason.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.errors import DripwatchError
from monitor.events import Event, Second, SessionEnd
from monitor.following import FollowedClock, folded, known_until
from monitor.history import History
from monitor.people import Access, People
from ui import theme
from ui.bedside_layout import Places, arrange
from ui.flash import Flash
from ui.header_view import HeaderView
from ui.idle_lock import IdleLock
from ui.people.access import note
from ui.people.pin_dialog import PinDialog
from ui.pressure_tile_view import PressureTileView
from ui.pump_view import DoseView
from ui.saved_state import SavedState
from ui.view import View
from ui.vital_tile_view import VitalTileView
from ui.watch.alarm_line import AlarmLine
from ui.watch.latest_view import LatestView
from ui.words import complain

if TYPE_CHECKING:
    from ui.chart_view import ChartView


class WatchPage(QWidget):
    """Made of a session's history; `take` what comes to it, `refresh` as time goes on.

    ProfileError where the session's own profile cannot be read.

    Signals:
        problem(sentence): the name cannot be shown.
    """

    problem = Signal(str)

    def __init__(
        self, history: History, people: People, sizes: theme.Sizes, palette: theme.Palette
    ) -> None:
        super().__init__()
        self.session = folded(history)
        self.clock = FollowedClock(history)
        self.known_ms = history.last_ms
        """The session time of the last news."""
        self.held = True
        """Whether anybody writes the record: where nobody does, nothing new will come."""
        self.end_ms = history.last_ms if history.ended else None
        """When the session ended, once it has."""
        self._people = people
        self._sizes, self._palette = sizes, palette
        self._history = history
        self._until_chart: list[Event] = []
        self.chart: ChartView | None = None
        self.asking: PinDialog | None = None
        self._painted = False
        self._build()
        self._arrange()
        for view in self.views:
            view.load(history)
        self.idle = IdleLock(self)
        self.idle.hidden.connect(self.header.hide_identity)
        self.header.identity_wanted.connect(self.show_identity)
        if self.asks:
            self.idle.hide_now()
        self.refresh()

    def _build(self) -> None:
        session, sizes, wall, flash = self.session, self._sizes, self.clock.at, Flash(self)
        self.header = HeaderView(session, SavedState(), sizes, wall)
        # Nobody enters anything here, so nobody is told by whom, or whether it was saved.
        self.header.person.hide()
        self.header.saved_chip.hide()
        self.line = AlarmLine(session, sizes, wall, self._palette, flash)
        self.pressure = PressureTileView(session, sizes, wall, flash)
        self.rate = VitalTileView("rate", session, sizes, wall, flash)
        self.spo2 = VitalTileView("spo2", session, sizes, wall, flash)
        self.latest = LatestView(session, sizes, wall)
        self.dose = DoseView(session, sizes)
        self._told: tuple[View, ...] = (self.header, self.latest, self.dose)
        """What stands still at the end of a session; the age of a value does not."""
        self._live: tuple[View, ...] = (self.line, self.pressure, self.rate, self.spo2)
        self.views: list[View] = [*self._told, *self._live]

    def _arrange(self) -> None:
        places = Places(
            top=(self.header, self.line),
            pressure=self.pressure,
            beside=(self.rate, self.spo2),
            panel=(self.latest,),
            foot_of_panel=self._foot(),
        )
        whole, self._chart_place = arrange(places, self._sizes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(whole)

    def _foot(self) -> QWidget:
        """The dose; a spray counts whole devices: nothing is given by the clock."""
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(2, 0, 2, 0)
        line.addWidget(self.dose)
        line.addStretch(1)
        self.dose.setVisible(self.session.profile.route != "intranasal")
        return foot

    # -- showing ---------------------------------------------------------------------------

    def take(self, events: Iterable[Event]) -> None:
        """Apply and show what came to the record since."""
        for event in events:
            self._show(self._of_its_device(event) if isinstance(event, Second) else event)
            if isinstance(event, SessionEnd):
                self.end_ms = event.t_ms
        self.refresh()

    def _of_its_device(self, second: Second) -> Second:
        """Say who gave its values where that can be only one: a slow one is not late so soon."""
        devices = self.session.sources.devices
        if len(devices) != 1:
            return second
        measured = (vital for vital, value in second.values.items() if value is not None)
        return replace(second, sources=dict.fromkeys(measured, devices[0].device))

    def _show(self, event: Event) -> None:
        self.session.apply(event)
        self.clock.take(event)
        self.known_ms = max(self.known_ms, known_until(event))
        for view in self.views:
            view.show_event(event)
        if self.chart is None:
            self._until_chart.append(event)
        else:
            self.chart.show_event(event)

    @property
    def quiet_since(self) -> int | None:
        """The session time of the last news where more should have come; None where all is well.

        That is where a tile of their age is blank, and at once where nobody records. Of a session
        that has ended nothing more is to come.
        """
        blank_ms = 1000 * self.session.profile.stale.blank_s
        late = self.clock.now_ms() - self.known_ms > blank_ms
        return self.known_ms if self.end_ms is None and (late or not self.held) else None

    def refresh(self) -> None:
        """Paint this moment."""
        now_ms, quiet_since = self.clock.now_ms(), self.quiet_since
        until_ms = now_ms if self.end_ms is None else self.end_ms
        self.line.as_of = quiet_since
        for view in self._live:
            view.refresh(now_ms)
        for view in self._told:
            view.refresh(until_ms)
        # What was live when the record was last written may not be by now.
        self.header.link_chip.setVisible(quiet_since is None and self.end_ms is None)
        if self.chart is not None:
            # The record is behind by a few seconds, and those are no gap.
            self.chart.refresh(min(until_ms, self.known_ms) if quiet_since is None else until_ms)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._add_chart)

    def _add_chart(self) -> None:
        """Import and place the chart: after the first paint, for it takes most of a second."""
        from ui.chart_view import ChartView

        self.chart = ChartView(self.session, self._palette, self._sizes, self.clock.at)
        self.chart.load(self._history)
        for event in self._until_chart:
            self.chart.show_event(event)
        self._until_chart.clear()
        self._chart_place.addWidget(self.chart)
        self.refresh()

    # -- a hidden name ---------------------------------------------------------------------

    @property
    def asks(self) -> bool:
        """Whether the name is shown only to somebody with a PIN."""
        return self.session.of_a_patient and self._people.known

    def show_identity(self) -> None:
        """Somebody wants the name: anybody whom the clinic knows may look on."""
        if not self.asks:
            self.idle.show()
            return
        try:
            names = [person.name for person in self._people.all() if person.active]
        except DripwatchError as error:
            self.problem.emit(complain(error))
            return
        if self.asking is not None:
            self.asking.reject()
        self.asking = dialog = PinDialog(self, self._sizes, self._people, "shown", names, "")
        dialog.signed.connect(self._let_see)
        dialog.finished.connect(self._forget)
        dialog.show()
        dialog.activateWindow()

    def _forget(self, _result: int) -> None:
        self.asking = None

    def _let_see(self, name: str) -> None:
        note(self._people, name, Access.VIEWED, self.session.start.uid)
        self.idle.show()
