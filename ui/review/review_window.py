"""Saved sessions: the list and the chosen one, the courses, the clinic; read from the archive."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from monitor import profile
from monitor.errors import DripwatchError
from monitor.last_time import course
from monitor.people import Access, People, beside
from monitor.session import Session
from monitor.session_filter import Filter
from ui import theme
from ui.ask_who import AskWho
from ui.dialogs.keys_card import KeysCard
from ui.hand_keys import HandKeys
from ui.labels import label
from ui.review.library import Library
from ui.review.listed import Listed
from ui.review.review_header import TABS, ReviewHeader
from ui.review.seal_check import SealCheck
from ui.review.session_page import SessionPage
from ui.review.sessions_model import Place
from ui.review.sign_off import SignOff
from ui.review.taking_out import AskFile, Shown, TakingOut
from ui.review.viewer import Viewer
from ui.signer import Signer
from ui.words import complain, say

if TYPE_CHECKING:
    from monitor.archive import Archive

LIST, PAGE = 42, 58
"""Hundredths of the width."""

KEYS = ("/", "↓ ↑", "Enter", "Esc", "S", "R", "A", "Space", "+ −", "0", "Ctrl+1 2 3")
"""What the card of keys tells, in the order in which somebody meets them."""


class ReviewWindow(QWidget):
    """Opens the first session first. What is signed or amended is added; nothing is changed.

    ask_file: asks for a file's name; without it the desktop's own dialog does.

    Signals: settled (the chosen session is on screen and its seal was checked).
    """

    settled = Signal()

    def __init__(self, archive: "Archive", ask_file: AskFile | None = None) -> None:
        super().__init__()
        theme.role(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{say('app')} · {say('review.title')} · {archive.path.name}")
        self._archive = archive
        people = People(beside(archive.path.absolute()))
        self.viewer = Viewer(self, people)
        self.header = ReviewHeader()
        self.library = Library(archive, self._place_of)
        self.list = self.library.list
        self.page = SessionPage()
        self.sentence = _sentence()
        self._seal = SealCheck(archive.path)
        self._right, self.pages = QStackedWidget(), QStackedWidget()
        self._tabs: dict[str, QWidget] = {}
        self._painted = False
        self.nothing = not archive.sessions(limit=1)
        """Whether the record holds no session."""
        self._signer = Signer(archive.path)
        self._arrange()
        self.sign_off = SignOff(self.list, self.page, self._signer)
        self._who = AskWho(self, people, self.page.bar.typed_name)
        self.sign_off.who = self._who
        self.page.bar.name.setVisible(not people.known)
        self.out = TakingOut(self, archive.path, self.viewer.note, self.header.tell, ask_file)
        self.header.show_who("", asks=self.viewer.asks)
        self._connect()
        self._add_keys()

    def _arrange(self) -> None:
        sessions = QWidget()
        columns = QHBoxLayout(sessions)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.library, LIST)
        self.library.hide()  # until it is known who looks, and that there is something
        self._right.addWidget(self.sentence)
        self._right.addWidget(self.page)
        columns.addWidget(self._right, PAGE)
        self._tabs["sessions"] = sessions
        self.pages.addWidget(sessions)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self.pages, 1)
        self.header.show_tab("sessions")

    def _connect(self) -> None:
        self._seal.checked.connect(self._show_seal)
        self.list.opened.connect(self.open)
        self.list.entered_session.connect(self.page.entries.setFocus)
        self.library.emptied.connect(self._say)
        self.sign_off.stored.connect(self._reload)
        self.header.chosen.connect(self.show_tab)
        self.header.export.connect(lambda name, bare: self.out.export(name, deidentified=bare))
        self.header.report.connect(self.out.print_report)
        self.header.sign_in.connect(self.viewer.ask)
        self.viewer.known.connect(self._let_in)
        self.viewer.turned_away.connect(self._say)

    def _add_keys(self) -> None:
        self.keys = HandKeys(self, of=self.library)
        search = self.library.bar.search
        for key, does in (("/", search.setFocus), ("?", self.show_keys)):
            self.keys.add(key, does)
        QShortcut(QKeySequence.StandardKey.Find, self.library, search.setFocus)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, self.show_keys)
        for place, name in enumerate(TABS, start=1):
            QShortcut(QKeySequence(f"Ctrl+{place}"), self, self._tab_shower(name))

    def _tab_shower(self, name: str) -> Callable[[], None]:
        return lambda: self.show_tab(name)

    def show_keys(self) -> None:
        """Show what the keys do."""
        sizes = theme.sizes_for(self.height(), self.width())
        told = [(key, say(f"review.key.{n}")) for n, key in enumerate(KEYS, start=1)]
        KeysCard(self, sizes, told).show()

    # -- who looks -------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Read the sessions once the window is there: it never waits for the record."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.viewer.ask)

    def _let_in(self) -> None:
        """Somebody may look; whoever signed in is the likely one to sign."""
        self.header.show_who(self.viewer.words, asks=self.viewer.asks)
        person = self.viewer.person
        self._who.likely = person.name if person else ""
        self._offer()
        if self.library.isHidden():
            self._load()

    def _load(self) -> None:
        if self.nothing:
            self._say(say("review.empty"))
            return
        self.library.show()
        self.library.load()
        self.list.setFocus()

    # -- one session -----------------------------------------------------------------------

    def open(self, session: int) -> None:
        """Show one session."""
        try:
            history = self._archive.history(session)
            folded = Session(profile.parse(history.start.profile), history.start)
            folded.load(history)
            listed = Listed(self._archive.listed(Filter(among=(session,)), limit=1)[0])
            numbers = self._course_of(session) if listed.of_a_patient else ()
        except DripwatchError as error:
            self._say(say("review.not_readable", why=complain(error)))
            return
        self.viewer.note(Access.VIEWED, f"session {session}")
        if self.list.is_old(listed):  # since the list was read
            self.library.reload()
        row = listed.told.row
        self.page.load(history, folded, row.ended_ms or history.last_ms)
        self.sign_off.show_session(listed, history.entries, folded)
        self._right.setCurrentWidget(self.page)
        self.out.shown = Shown(row, history, folded, numbers)
        self.header.tell("")
        self._offer()
        self._seal.ask(session)

    def _course_of(self, session: int) -> tuple[int, ...]:
        return tuple(row.session for row in course(self._archive, session))

    def _place_of(self, session: int) -> Place | None:
        """A row that cannot tell its course is still a row: opening it says what is wrong."""
        try:
            numbers = self._course_of(session)
        except DripwatchError:
            return None
        return (numbers.index(session) + 1, len(numbers)) if session in numbers else None

    def _reload(self, session: int) -> None:
        """Something was added to a session: whoever has gone on to another stays there."""
        self.library.reload()
        if session == self.list.session():
            self.open(session)

    def _say(self, text: str) -> None:
        """Say it in the place of a session."""
        self.sentence.setText(text)
        self._right.setCurrentWidget(self.sentence)
        self.out.shown = None
        self._offer()

    def _offer(self) -> None:
        self.header.offer(
            shown=self.out.shown is not None and self.pages.currentIndex() == 0,
            may_export=self.viewer.may_export,
        )

    def _show_seal(self, session: int, code: str, where: str) -> None:
        if session == self.list.session():
            self.page.show_seal(code, where)
            self.sign_off.refresh()
            self.settled.emit()

    # -- the other pages -------------------------------------------------------------------

    def show_tab(self, name: str) -> None:
        """Show one of TABS, made when it is first wanted and somebody may look."""
        if self.viewer.may_look:
            if name not in self._tabs:
                self._tabs[name] = _MADE[name](self)
                self.pages.addWidget(self._tabs[name])
            self.pages.setCurrentWidget(self._tabs[name])
            self._tabs[name].setFocus()
            self._offer()
        shown = next(tab for tab in TABS if self._tabs.get(tab) is self.pages.currentWidget())
        self.header.show_tab(shown)

    def made_courses(self) -> QWidget:
        """The courses of all patients; opening a session leads back to the sessions."""
        from ui.review.course_view import CourseView

        made = CourseView(self._archive.row, self._archive.entries)
        made.viewed.connect(self._note_course)
        made.opened.connect(self._open_from_course)
        self._fill(lambda: made.load(self._archive.visits()))
        return made

    def _note_course(self, sessions: tuple[int, ...]) -> None:
        self.viewer.note(Access.VIEWED, f"course of sessions {', '.join(map(str, sessions))}")

    def _open_from_course(self, session: int) -> None:
        self.show_tab("sessions")
        self.library.show_session(session)

    def made_clinic(self) -> QWidget:
        """What the sessions of a period come to together."""
        from ui.review.clinic_view import ClinicView

        made = ClinicView()

        def fill() -> None:
            self._fill(
                lambda: made.load(self._archive.clinic(made.period.since, made.period.until))
            )

        made.wanted.connect(fill)
        made.exported.connect(lambda _: self.viewer.note(Access.EXPORTED, "clinic summary"))
        fill()
        return made

    def _fill(self, load: Callable[[], None]) -> None:
        """What cannot be read is said; the page stays as it was."""
        try:
            load()
        except DripwatchError as error:
            self.header.tell(complain(error))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the check finish; a thread must not outlive its window."""
        self._seal.stop()
        self._signer.stop()
        self.out.stop()
        super().closeEvent(event)


_MADE = {"courses": ReviewWindow.made_courses, "clinic": ReviewWindow.made_clinic}


def _sentence() -> QLabel:
    made = label(16, 500, "dim", text=say("review.wait"))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setWordWrap(True)
    made.setMargin(40)
    return made
