"""One PC at one bed: the start screen, then a session, then the start screen again.

What the start screen does not show is imported when it is wanted, for then that is up sooner.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from monitor.errors import DripwatchError
from monitor.events import Entry, Event, LinkChange, LinkState, Note, PersonChange, ProbeChange
from monitor.history import History
from monitor.people import Access, People, beside
from monitor.people_here import EMERGENCY
from monitor.profile import shipped
from ui import theme
from ui.ask_who import AskWho
from ui.copying import Copying
from ui.left_open import cannot_go_on, say_open
from ui.people.access import note
from ui.people.people_door import PeopleDoor
from ui.recording import Listener, Recording, begin, new_session, open_session, resume
from ui.start.known_devices import KnownDevices
from ui.start.preview import Preview
from ui.start.returned_questions import ReturnedQuestions
from ui.start.start_sheet import DeviceChoice, StartSheet
from ui.start.start_window import StartWindow
from ui.start.treatments import treatments
from ui.words import complain, say

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager

    from monitor.last_time import RecentPatient
    from ui.app import Live
    from ui.start.engineer_dialog import EngineerDialog


TELL_MS = 20_000
"""How soon the start screen says a gap as it is by now; it is said in minutes."""


class Workstation(QObject):
    """Holds what is on the screen; `over` is called when the last window was closed.

    `more_ports` are offered beside those of the system. `memory` is the file that keeps the
    devices used last; without one nothing is remembered. `profiles` is the folder of the clinic's
    own versions; without one the shipped examples are in force.
    """

    def __init__(
        self,
        record: Path,
        sizes: theme.Sizes,
        over: Callable[[], None],
        more_ports: Sequence[str] = (),
        memory: Path | None = None,
        profiles: Path | None = None,
        start_sizes: theme.Sizes = theme.START,
    ) -> None:
        super().__init__()
        self.devices = KnownDevices(memory, more_ports)
        self.people = People(beside(record.absolute()))
        self._record = record
        self._profiles = profiles
        self._sizes = sizes
        self._start_sizes = start_sizes
        self._over = over
        self._nurse = ""
        self._open: tuple[int, History] | None = None
        self._begun: tuple[DeviceChoice, ...] = ()
        self._heard: set[str] = set()
        self.live: Live | None = None
        self.start: StartWindow | None = None
        self.engineer: EngineerDialog | None = None
        self._preview: Preview | None = None
        self.copying = Copying()
        self.copying.said.connect(self._say_copy)

    # -- the start screen ------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start screen; a session left open is offered first."""
        self.devices.rescan()
        families, ports = self.devices.families(), self.devices.offered()
        wrong: list[DripwatchError] = []
        offered = treatments(self._profiles, wrong.append)
        first, *others = offered or [shipped()]
        self.start = start = StartWindow(
            first, families, ports, self._nurse, others, self._start_sizes, self.people
        )
        self.door = PeopleDoor(start, self.people, self._start_sizes, start.refresh_people)
        start.usable = bool(offered)
        self._preview = Preview(start.show_numbers, start.show_port_problem)
        start.preview_wanted.connect(self._preview.listen)
        start.rescan.connect(self._rescan)
        start.engineer.connect(self._show_engineer)
        start.people.connect(self._show_people)
        start.picked.connect(self._show_last_time)
        start.begin.connect(self.begin)
        start.resume.connect(self.resume)
        who = AskWho(start, self.people, lambda: start.nurse.value or "")
        self.questions = ReturnedQuestions(
            self._record, start.returned, start.nurse, start.show_problem, who
        )
        start.closed.connect(self.questions.stop)
        start.closed.connect(self._start_closed)
        start.showMaximized()
        start.show_problem(" ".join(map(complain, wrong)))
        self._choose_last()
        self._keep_telling(start)

    def _keep_telling(self, start: StartWindow) -> None:
        """Say the open session's gap anew for as long as this screen is there to say it."""
        self.telling = QTimer(start, interval=TELL_MS)
        self.telling.timeout.connect(self._tell_open)
        start.closed.connect(self.telling.stop)
        self.telling.start()

    def _choose_last(self) -> None:
        """Choose what the last session was heard from, so that nobody has to."""
        assert self.start is not None
        last = self.devices.last()
        self.start.choose(last)
        titles = {family.name: family.title for family in self.devices.families()}
        for place, device in enumerate(last):
            if not device.port:
                gone = say("start.device.last_gone", model=titles[device.model])
                self.start.show_port_problem(place, gone)

    def look_for_open_session(self) -> None:
        """Offer to resume, and whom to find: after the first paint, for reading takes its time."""
        self._find_open()
        if self.start is not None:
            self._offer_known()
            self.questions.read()
        # A tenth of a second: now, and not when somebody begins.
        import_module("ui.app")

    def resume_open(self) -> None:
        """Go on where the program fell, with nothing in between; else the start screen says why."""
        wrong = ""
        try:
            self._open = open_session(self._record)
        except DripwatchError as error:
            wrong = complain(error)
        if self._open is not None:
            wrong = self._show_live(self._resumed(*self._open))
        if self.live is None:
            self.show_start()
            self.look_for_open_session()
            if self.start is not None and wrong:
                self.start.show_problem(wrong)

    def _find_open(self) -> None:
        self._open = None
        if self.start is None:
            return
        try:
            self._open = open_session(self._record)
        except DripwatchError as error:
            self.start.show_problem(complain(error))
            return
        if self._open is None:
            self.start.show_open_session("")
        self._tell_open()

    def _tell_open(self) -> None:
        """Say what is open as it is by now: the gap grows, and somebody may have set the clock."""
        if self._open is None or self.start is None:
            return
        _, history = self._open
        wrong = cannot_go_on(history)
        self.start.show_open_session(wrong or say_open(history), blocks=not wrong)

    def _offer_known(self) -> None:
        """Offer who was here lately and the treatment of last time; without them it goes on."""
        from ui.start.seen_before import seen_before

        assert self.start is not None
        try:
            seen = seen_before(self._record)
        except DripwatchError as error:
            self.start.show_problem(complain(error))
            return
        self.start.show_known(seen.patients)
        self.start.choose_treatment(seen.profile)

    def _show_last_time(self, found: "RecentPatient") -> None:
        from ui.start.seen_before import last_time_of

        if self.start is None:
            return
        try:
            self.start.show_last_time(last_time_of(self._record, found.patient))
        except DripwatchError as error:
            self.start.show_problem(complain(error))

    def _rescan(self) -> None:
        if self.start is None:
            return
        self.devices.rescan()
        self.start.set_ports(self.devices.offered())
        if self.start.device.untouched:
            self._choose_last()

    def _start_closed(self) -> None:
        """Delete it here: left to Python, it might be deleted by a thread that is not Qt's."""
        start, self.start = self.start, None
        preview, self._preview = self._preview, None
        if start is not None and preview is not None:
            preview.stop()
            preview.when_closed(preview.deleteLater)
            start.deleteLater()
        if self.live is None:
            self._over()

    def _show_engineer(self) -> None:
        """The engineer's dialog needs the start screen: during a session there is none."""
        from ui.start.engineer_dialog import EngineerDialog

        if self.start is None or self._preview is None:
            return
        chosen = self.start.device.devices
        self.engineer = EngineerDialog(self.start, self.devices, self._preview, chosen)
        self.engineer.found.connect(lambda device: self._choose([device]))
        self.engineer.asked.connect(self.start.device.listen_again)
        self.engineer.open()

    def _show_people(self) -> None:
        try:
            self.door.open()
        except DripwatchError as error:
            if self.start is not None:
                self.start.show_problem(complain(error))

    def _choose(self, devices: Sequence[DeviceChoice]) -> None:
        if self.start is not None:
            self.start.choose(devices)

    # -- a session -------------------------------------------------------------------------

    def begin(self, sheet: StartSheet) -> None:
        """Begin the baseline of a new session, unless one was begun or left open meanwhile."""
        self._find_open()
        if self.start is not None and self.start.blocked:
            self.start.show_problem(say("start.open.now"))
            return
        settings = sheet.profile or shipped()
        sources = [self.devices.source(device) for device in sheet.devices]
        start = new_session(
            sources[0] if sources else None,
            nurse=sheet.nurse,
            patient=sheet.patient,
            birth_date=sheet.birth_date,
            record_number=sheet.record_number or None,
            room=sheet.room or None,
            allergy=sheet.allergy,
            weight=sheet.weight,
        )
        start = replace(start, profile=settings.text, rules_version=settings.rules_version)
        if sheet.emergency:
            note(self.people, EMERGENCY, Access.EMERGENCY, start.uid)
        known = _entries(sheet)
        self._begun = sheet.devices
        self._leave(lambda listener: begin(self._record, start, known, sources, listener))

    def resume(self) -> None:
        """Go on with the session that was left open."""
        # It may have gone on elsewhere since it was offered, or have ended.
        self._find_open()
        if self._open is None:
            return
        self._leave(self._resumed(*self._open))

    def _resumed(self, number: int, history: History) -> Callable[[Listener], Recording]:
        """How that session goes on, with the devices it had."""
        self.devices.rescan()
        sources = self.devices.sources_of(history)
        self._begun = tuple(DeviceChoice(source.model.name, source.port) for source in sources)
        return lambda listener: resume(self._record, number, history, sources, listener)

    def _leave(self, recording: Callable[[Listener], Recording]) -> None:
        """Let go of the ports, then leave the start screen: two may not have one port open."""
        start, preview = self.start, self._preview
        assert start is not None
        assert preview is not None
        start.show_problem(say("start.closing_port"))
        start.setEnabled(False)
        preview.stop()
        preview.when_closed(lambda: self._go(start, recording))

    def _go(self, start: StartWindow, recording: Callable[[Listener], Recording]) -> None:
        """Begin the session; say on the start screen why that cannot be."""
        if self.start is not start:
            return  # somebody closed it while the ports were closing
        start.setEnabled(True)
        start.show_problem("")
        wrong = self._show_live(recording)
        if wrong:
            start.show_problem(wrong)
            start.device.listen_again()
            return
        start.close()

    def _show_live(self, recording: Callable[[Listener], Recording]) -> str:
        """Begin to record and show it; return what to say where that cannot be."""
        from ui.app import Live

        try:
            live = Live(recording, sizes=self._sizes, people=self.people)
        except DripwatchError as error:
            return complain(error)
        self.copying.stop()
        try:
            live.start()
        except DripwatchError as error:
            live.window.deleteLater()
            return complain(error)
        self._show(live)
        return ""

    def _show(self, live: "Live") -> None:
        self.live = live
        nurse = live.recording.history.start.nurse
        self._nurse = "" if nurse == EMERGENCY else nurse
        self._heard = set()
        live.bridge.taken.connect(self._note_heard)
        live.window.closed.connect(self._session_closed)
        live.window.showMaximized()

    def _note_heard(self, event: Event) -> None:
        """Remember the devices of a session that were really heard in it."""
        if not isinstance(event, LinkChange) or event.state is not LinkState.RECEIVING:
            return
        self._heard.add(event.device)
        self.devices.remember(device for device in self._begun if device.model in self._heard)

    def log_off(self, manager: "QSessionManager") -> None:
        """The computer is to be shut down: while a session runs, not without a person's word."""
        if self.live is not None:
            manager.cancel()
            self.live.window.close()

    def leave(self) -> None:
        """Told to end from outside: store everything, and leave the session as open as it is."""
        if self.live is not None:
            live, self.live = self.live, None
            live.window.hide()
            _closed(live)
        self._over()

    def _session_closed(self, ended: bool) -> None:
        assert self.live is not None
        live, self.live = self.live, None
        live.window.deleteLater()
        lost = _closed(live)
        if ended and not lost:
            self.copying.begin(self._record)
        if ended or lost:
            self.show_start()
            QTimer.singleShot(0, self.look_for_open_session)
        if lost and self.start is not None:
            self.start.show_problem(lost)
        elif not ended:
            self._over()

    def _say_copy(self, sentence: str) -> None:
        if self.start is not None:
            self.start.show_copy(sentence)


def _entries(sheet: StartSheet) -> list[Entry]:
    """Return what the start sheet says beside whom the session is about."""
    checked = PersonChange(
        t_ms=0, person=sheet.second_checker, role="second_checker", step="checked"
    )
    on_cuff_arm = sheet.on_cuff_arm
    probe = [] if on_cuff_arm is None else [ProbeChange(t_ms=0, on_cuff_arm=on_cuff_arm)]
    remarks = (Note(t_ms=0, text=text) for text in sheet.remarks)
    return [sheet.plan, checked, *sheet.checks, *probe, *remarks]


def _closed(live: "Live") -> str:
    """Close a session's recording; return what to say where not everything could be stored."""
    try:
        live.close()
    except DripwatchError as error:
        return complain(error)
    return ""
