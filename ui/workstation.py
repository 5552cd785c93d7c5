"""One PC at one bed: the start screen, then a session, then the start screen again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from devices.driver import Model, model_named, models
from devices.ports import list_ports
from monitor import profile
from monitor.errors import DripwatchError
from monitor.events import Entry, Note, PersonChange
from monitor.history import History
from ui import theme
from ui.app import Live
from ui.preview import Preview
from ui.recording import Listener, Recording, Source, begin, new_session, open_session, resume
from ui.start_sheet import StartSheet
from ui.start_window import StartWindow
from ui.words import clock_time, complain, say


class Workstation(QObject):
    """Holds what is on the screen; `over` is called when the last window was closed."""

    def __init__(
        self,
        record: Path,
        sizes: theme.Sizes,
        over: Callable[[], None],
        more_ports: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._more_ports = more_ports
        self._record = record
        self._sizes = sizes
        self._over = over
        self._nurse = ""
        self._open: tuple[int, History] | None = None
        self.live: Live | None = None
        self.start: StartWindow | None = None
        self._preview: Preview | None = None

    # -- the start screen ------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start screen; a session left open is offered first."""
        known = [(model.name, model.title) for model in models().values()]
        self.start = StartWindow(profile.shipped(), known, self._ports(), self._nurse)
        self._preview = Preview(self.start.show_numbers, self.start.show_port_problem)
        self.start.preview_wanted.connect(self._preview.listen)
        self.start.rescan.connect(self._rescan)
        self.start.begin.connect(self.begin)
        self.start.resume.connect(self.resume)
        self.start.closed.connect(self._start_closed)
        self.start.showMaximized()

    def look_for_open_session(self) -> None:
        """Offer to resume: after the first paint, since reading a record takes its time."""
        if self.start is None:
            return
        self._open = None
        try:
            self._open = open_session(self._record)
        except DripwatchError as error:
            self.start.show_problem(complain(error))
            return
        self.start.show_open_session(self._say_open(self._open[1]) if self._open else "")

    def _say_open(self, history: History) -> str:
        began = history.start.at
        last = history.entries[-1].entered_at if history.entries else began
        return say("start.open.session", began=clock_time(began), since=clock_time(last))

    def _rescan(self) -> None:
        if self.start is not None:
            self.start.set_ports(self._ports())

    def _ports(self) -> list[tuple[str, str]]:
        named = [(port, port) for port in self._more_ports]
        return named + [(port.name, port.description or port.name) for port in list_ports()]

    def _start_closed(self) -> None:
        self._stop_preview()
        if self.live is None:
            self._over()

    def _stop_preview(self) -> None:
        if self._preview is not None:
            self._preview.stop()

    # -- a session -------------------------------------------------------------------------

    def begin(self, sheet: StartSheet) -> None:
        """Begin the baseline of a new session."""
        model = model_named(sheet.device) if sheet.device else None
        source = Source(model, sheet.port) if model and sheet.port else None
        start = new_session(
            source,
            nurse=sheet.nurse,
            patient=sheet.patient,
            birth_date=sheet.birth_date,
            record_number=sheet.record_number or None,
            room=sheet.room or None,
            allergy=sheet.allergy or None,
            weight=sheet.weight,
        )
        sources = [source] if source else []
        known = _entries(sheet)
        self._go(lambda listener: begin(self._record, start, known, sources, listener), model)

    def resume(self) -> None:
        """Go on with the session that was left open."""
        # It may have gone on elsewhere since it was offered, or have ended.
        self.look_for_open_session()
        if self._open is None:
            return
        number, history = self._open
        start = history.start
        model = models().get(start.device) if start.device else None
        sources = [Source(model, start.port)] if model and start.port else []
        self._go(lambda listener: resume(self._record, number, history, sources, listener), model)

    def _go(self, recording: Callable[[Listener], Recording], model: Model | None) -> None:
        """Leave the start screen for a session; say on it why that cannot be."""
        assert self.start is not None
        self.start.show_problem("")
        self._stop_preview()
        live = Live(recording, model, sizes=self._sizes)
        try:
            live.start()
        except DripwatchError as error:
            live.window.deleteLater()
            self.start.show_problem(complain(error))
            return
        self.live = live
        self._nurse = live.recording.history.start.nurse
        live.window.closed.connect(self._session_closed)
        live.window.showMaximized()
        self.start.close()

    def _session_closed(self, ended: bool) -> None:
        assert self.live is not None
        live, self.live = self.live, None
        live.window.deleteLater()
        lost = _closed(live)
        if ended or lost:
            self.show_start()
        if lost and self.start is not None:
            self.start.show_problem(lost)
        elif not ended:
            self._over()


def _entries(sheet: StartSheet) -> list[Entry]:
    """Return what the start sheet says beside whom the session is about."""
    checked = PersonChange(
        t_ms=0, person=sheet.second_checker, role="second_checker", step="checked"
    )
    return [sheet.plan, checked, *(Note(t_ms=0, text=remark) for remark in sheet.remarks)]


def _closed(live: Live) -> str:
    """Close a session's recording; return what to say where not everything could be stored."""
    try:
        live.close()
    except DripwatchError as error:
        return complain(error)
    return ""
