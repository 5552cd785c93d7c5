"""The start screen: who, what, with which monitor; it begins nothing until all of it is there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.profile import Profile
from ui import theme
from ui.labels import label
from ui.scan_guard import ScanGuard
from ui.start.banner import Banner
from ui.start.checks_form import ChecksForm
from ui.start.dose_form import DoseForm
from ui.start.in_the_way import InTheWay
from ui.start.needed_view import NeededView
from ui.start.open_session_card import OpenSessionCard
from ui.start.returned_card import ReturnedCard
from ui.start.spray_form import SprayForm
from ui.start.start_columns import StartColumns
from ui.start.start_header import StartHeader
from ui.start.start_sheet import DeviceChoice, Family, Missing, StartSheet
from ui.start.stray_scans import StrayScans
from ui.words import say

if TYPE_CHECKING:  # these read records, for which the first paint does not wait
    from monitor.last_time import LastTime, RecentPatient
    from monitor.people import People
    from ui.start.last_time import LastTimeCard


TALLEST = 590
"""Of the three columns, in pixels at the smallest size; they grow with the letters."""


class StartWindow(QWidget):
    """Three columns, what is missing, one button. `ports` are pairs of name and description.

    `profile` is the treatment chosen at first, `others` may be chosen in its place. `people` are
    those who may sign in here.

    Signals: begin (a StartSheet), resume (the session left open), preview_wanted (the `Places` to
    listen to), rescan (look for ports again), engineer (their dialog is wanted), people (who
    is set up is wanted), picked (a RecentPatient), closed.
    """

    begin = Signal(object)
    picked = Signal(object)
    resume = Signal()
    preview_wanted = Signal(object)
    rescan = Signal()
    engineer = Signal()
    people = Signal()
    closed = Signal()

    def __init__(
        self,
        profile: Profile,
        families: Sequence[Family],
        ports: list[tuple[str, str]],
        nurse: str,
        others: Sequence[Profile] = (),
        sizes: theme.Sizes = theme.START,
        people: "People | None" = None,
    ) -> None:
        super().__init__()
        self.profile = profile
        self.profile_touched = False
        self.usable = True
        """False where no treatment is in force: nothing begins, then."""
        self._sizes = sizes
        self._last_time: LastTimeCard | None = None
        theme.role(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{say('app')} · {say('start.title')}")
        self._people = people
        self.columns = StartColumns(profile, families, ports, nurse, sizes, people)
        self.patient, self.device = self.columns.patient, self.columns.device
        self.nurse = self.columns.nurse
        self.header = StartHeader(profile, others, self, sizes)
        self.finder = self.header.finder
        self.engineer_button = self.header.engineer_button
        self.checks = ChecksForm(profile.prep, sizes)
        self._left_open = OpenSessionCard(sizes)
        self.returned = ReturnedCard(sizes)
        self.open_session, self.resume_button = self._left_open.sentence, self._left_open.button
        self.needed = NeededView(sizes)
        self._said = InTheWay(sizes)
        self.guard = ScanGuard(self)
        self.scans = StrayScans(self, self.finder.edit)
        self._arrange()
        self._connect()
        self._order_keys()
        self.refresh_people()
        self.finder.edit.setFocus()
        self._say_missing()

    def _arrange(self) -> None:
        self._banner = Banner(self._sizes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._banner)
        column.addLayout(self._body(), 1)
        column.addWidget(self.needed)
        column.addWidget(_bottom_line(self._sizes))
        self.checks.setParent(self)
        self.checks.hide()

    def _body(self) -> QVBoxLayout:
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(12, 6, 12, 6)
        self._middle.setSpacing(8)
        self._middle.addWidget(self._left_open)
        self._middle.addWidget(self.returned)
        self._middle.addWidget(self._said)
        # Fields further apart than this are no form any more; what is left stays empty below.
        self.columns.setMaximumHeight(theme.grown(TALLEST, self._sizes))
        self._middle.addWidget(self.columns, 1)
        self._middle.addStretch(0)
        return self._middle

    def _connect(self) -> None:
        for part in (self.columns, self.checks):
            part.changed.connect(self._say_missing)
        self.header.chosen.connect(self._change_treatment)
        self.header.engineer.connect(self.engineer)
        self.header.people.connect(self.people)
        self.header.emergency.connect(self._begin_emergency)
        self.header.treatment.activated.connect(self._note_choice)
        self.finder.picked.connect(self.pick)
        self.finder.new.connect(self._begin_new)
        self.patient.another.connect(self._forget_patient)
        self.needed.checks.clicked.connect(self.open_checks)
        self.needed.begin.connect(self._begin)
        self.checks.closed.connect(self.close_checks)
        self.scans.found.connect(self._said.show_stray_scan)
        self._left_open.resume.connect(self.resume)
        self.device.preview_wanted.connect(self.preview_wanted)
        self.device.rescan.connect(self.rescan)

    def _order_keys(self) -> None:
        """From the foot Tab goes to the head, and from there down the columns."""
        self.device.order_keys()
        doors = (self.header.emergency_button, self.header.people_button, self.engineer_button)
        head = (*doors, self.header.treatment, self.finder.edit)
        self.needed.last_stops += head

    @property
    def dose(self) -> DoseForm | SprayForm:
        """The form of the chosen treatment."""
        return self.columns.dose

    # -- who, and by which treatment -------------------------------------------------------

    def refresh_people(self) -> None:
        """Somebody was set up, or may do something else now."""
        known = self._people is not None and self._people.known
        self.header.show_people(offered=self._people is not None, known=known)
        self.columns.checker.refresh_people()
        self._say_banner()

    def _begin_emergency(self, on: bool) -> None:
        self.columns.begin_emergency(on)
        self._say_banner()

    def _say_banner(self) -> None:
        nobody = self._people is not None and not self._people.known
        about = say("start.nobody_set_up") if nobody else ""
        if self.columns.checker.emergency:
            about = say("start.emergency.on")
        self._banner.say(approved=bool(self.profile.approved_by), about_people=about)

    def show_known(self, known: "Sequence[RecentPatient]") -> None:
        """Offer those who were here lately."""
        self.finder.show_known(known)

    def pick(self, found: "RecentPatient") -> None:
        """Fill in who was here before; what was said of another patient is forgotten."""
        self._forget_patient()
        self.columns.pick(found)
        self.picked.emit(found)

    def _begin_new(self, record_number: str) -> None:
        self._forget_patient()
        self.patient.begin_new(record_number)

    def _forget_patient(self) -> None:
        self.show_last_time(None)
        self.checks.forget()
        self.columns.forget_answers()

    def show_last_time(self, found: "LastTime | None") -> None:
        """Show what the patient's last session came to, or nothing."""
        if self._last_time is None:
            if found is None:
                return
            from ui.start.last_time import LastTimeCard

            self._last_time = LastTimeCard(self._sizes)
            self._middle.insertWidget(self._middle.count() - 1, self._last_time)
        self._last_time.show_found(found)

    def last_time(self) -> str:
        """What the card of a repeat patient says."""
        return self._last_time.text() if self._last_time else ""

    def choose_treatment(self, name: str) -> None:
        """Choose the treatment of last time, unless a person has chosen one here."""
        if not self.profile_touched and not self.columns.checker.field.text:
            self.header.choose(name)

    def _note_choice(self) -> None:
        self.profile_touched = True

    def _change_treatment(self, profile: Profile) -> None:
        self.profile = profile
        self._say_banner()
        self.checks.show_prep(profile.prep)
        self.columns.show_treatment(profile)
        self._say_missing()

    # -- the checks ------------------------------------------------------------------------

    def open_checks(self) -> None:
        """Lay the checks over the third column."""
        self._place_checks()
        self.checks.show()
        self.checks.raise_()
        missing = self.checks.missing()
        (missing[0].where if missing else self.checks.rest).setFocus()

    def close_checks(self) -> None:
        """Put them away."""
        self._uncover()
        self.needed.checks.setFocus()

    def _uncover(self) -> None:
        self.checks.hide()

    def _place_checks(self) -> None:
        """Above the foot, never over the header."""
        top, bottom = self.header.height(), self.needed.y()
        self.checks.lie_in(QRect(12, top + 8, self.width() - 24, max(0, bottom - top - 16)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.checks.isVisible():
            self._place_checks()

    # -- what is missing -------------------------------------------------------------------

    def _say_missing(self) -> None:
        self.needed.show_checks(*self.checks.count())
        self._said.show_stop(self.checks.stops())
        self.needed.show_missing(self._missing())
        if self.checks.isVisible():
            self._place_checks()

    def _missing(self) -> list[Missing]:
        """Everything that is needed; a chip opens what covers its place, or puts it away."""
        found = [replace(item, opens=self._uncover) for item in self.columns.missing()]
        found += [replace(item, opens=self.open_checks) for item in self.checks.missing()]
        if not self.usable:
            found.append(Missing(say("start.profile"), self.header.treatment, self._uncover))
        if self.blocked:
            blocks = say("start.open.blocks")
            found.insert(0, Missing(blocks, self.resume_button, self._uncover))
        return found

    def _begin(self) -> None:
        sheet = self.sheet()
        if sheet is not None:
            self.begin.emit(sheet)

    def sheet(self) -> StartSheet | None:
        """What was filled in, or None while anything is missing."""
        if self._missing():
            return None
        return self.columns.sheet(self.checks.checks(self.columns.second_checker))

    # -- what it is told -------------------------------------------------------------------

    def show_numbers(self, place: int, text: str) -> None:
        """Show what the device at that place sends now; empty while it sends nothing."""
        self.device.show_numbers(place, text)

    def show_port_problem(self, place: int, sentence: str) -> None:
        """Say at a device why nothing is heard of it."""
        self.device.show_problem(place, sentence)

    @property
    def blocked(self) -> bool:
        """Whether a session that was left open has to be resumed before another begins."""
        return self._left_open.blocks

    def show_open_session(self, sentence: str, *, blocks: bool = True) -> None:
        """Say that a session is still open; until it is resumed no other begins. Empty: none is.

        blocks: False where it cannot be resumed by this computer's clock.
        """
        if sentence and blocks:  # nobody is to begin, and there is no room for both
            self.show_last_time(None)
        self._left_open.show_sentence(sentence, blocks=blocks)
        self._say_missing()

    def show_problem(self, sentence: str) -> None:
        """Say why no session can begin or go on; empty: nothing is in the way."""
        self._said.show_problem(sentence)

    def show_copy(self, sentence: str) -> None:
        """Say what came of the record's copy after the last session."""
        self._banner.say_copy(sentence)

    def problem(self) -> str:
        """What it says is in the way."""
        return self._said.problem

    def set_ports(self, ports: list[tuple[str, str]]) -> None:
        """Offer these ports."""
        self.device.set_ports(ports)

    def choose(self, devices: Sequence[DeviceChoice]) -> None:
        """Choose the devices used last; an empty port where theirs is not there."""
        self.device.choose(devices)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


def _bottom_line(sizes: theme.Sizes) -> QWidget:
    line = label(sizes.bottom, 500, "faint", text=say("supplementary"))
    line.setAlignment(Qt.AlignmentFlag.AlignCenter)
    line.setFixedHeight(sizes.said)
    return line
