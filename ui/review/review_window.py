"""Saved sessions: the list on the left, the chosen one on the right, read from the archive."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from monitor import profile
from monitor.errors import DripwatchError
from monitor.people import Access, People, beside
from monitor.session import Session
from monitor.signing import question, signatures, standing
from ui import theme
from ui.ask_who import AskWho
from ui.labels import ElidedLabel, frame, label
from ui.people.access import note_account
from ui.review.seal_check import SealCheck
from ui.review.session_list import Listed, SessionList
from ui.review.session_page import SessionPage
from ui.review.sign_off import SignOff
from ui.signer import Signer
from ui.words import complain, say

if TYPE_CHECKING:
    from monitor.archive import Archive, SessionRow
    from monitor.events import Signature

LIST, PAGE = 40, 60


class ReviewWindow(QWidget):
    """Opens the newest session first. What is signed or amended is added; nothing is changed.

    Signals: settled (the chosen session is on screen and its seal was checked).
    """

    settled = Signal()

    def __init__(self, archive: "Archive") -> None:
        super().__init__()
        theme.role(self, "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{say('app')} · {say('review.title')}")
        self.list = SessionList()
        self.page = SessionPage()
        self.sentence = _sentence()
        self._archive = archive
        self._seal = SealCheck(archive.path)
        self._right = QStackedWidget()
        self._painted = False
        self._rows = {row.session: row for row in archive.sessions()}
        taken = archive.signatures()
        self._sessions = [_listed(row, taken.get(row.session, [])) for row in self._rows.values()]
        self._signer = Signer(archive.path)
        self._arrange()
        self.sign_off = SignOff(self.list, self.page, self._signer)
        people = People(beside(archive.path))
        self.sign_off.who = AskWho(self, people, self.page.bar.typed_name)
        self.page.bar.name.setVisible(not people.known)
        self._seal.checked.connect(self._show_seal)
        self.list.opened.connect(self.open)
        self.list.entered_session.connect(self.page.entries.setFocus)
        self.sign_off.stored.connect(self._reload)

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header())
        columns = QHBoxLayout()
        columns.setSpacing(0)
        if self._sessions:
            left = QVBoxLayout()
            left.setContentsMargins(12, 12, 0, 12)
            left.addWidget(self.list)
            columns.addLayout(left, LIST)
        self._right.addWidget(self.sentence)
        self._right.addWidget(self.page)
        columns.addWidget(self._right, PAGE)
        outer.addLayout(columns, 1)

    def _header(self) -> QFrame:
        header = frame("header")
        header.setFixedHeight(52)
        line = QHBoxLayout(header)
        line.setContentsMargins(18, 0, 18, 0)
        line.setSpacing(14)
        line.addWidget(label(18, 700, text=say("review.title")))
        count = len(self._sessions)
        about = ElidedLabel(14, 400, dim=True)
        about.set_text(
            say(
                "review.record_one" if count == 1 else "review.record",
                count=count,
                path=self._archive.path,
            )
        )
        line.addWidget(about, 1)
        return header

    def paintEvent(self, event: QPaintEvent) -> None:
        """Read the sessions once the window is there: it never waits for the record."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        self.list.load(self._sessions)
        self.list.setFocus()

    def open(self, session: int) -> None:
        """Show one session."""
        try:
            history = self._archive.history(session)
            folded = Session(profile.parse(history.start.profile), history.start)
            folded.load(history)
        except DripwatchError as error:
            self._say(say("review.not_readable", why=complain(error)))
            return
        if history.ended and self._rows[session].ended_at is None:  # since the window was opened
            self._rows = {row.session: row for row in self._archive.sessions()}
        note_account(self._archive.path, Access.VIEWED, f"session {session}")
        row = self._rows[session]
        listed = _listed(row, signatures(history.entries))
        self.list.refresh(listed)
        self.page.load(history, folded, row.ended_ms or history.last_ms)
        self.sign_off.show_session(listed, history.entries, folded)
        self._right.setCurrentWidget(self.page)
        self._seal.ask(session)

    def _reload(self, session: int) -> None:
        """Something was added to a session: whoever has gone on to another stays there."""
        if session == self.list.session():
            self.open(session)
        else:
            taken = self._archive.signatures().get(session, [])
            self.list.refresh(_listed(self._rows[session], taken))

    @property
    def nothing(self) -> bool:
        """Whether the record holds no session."""
        return not self._sessions

    def _say(self, text: str) -> None:
        self.sentence.setText(text)
        self._right.setCurrentWidget(self.sentence)

    def _show_seal(self, session: int, code: str, where: str) -> None:
        if session == self.list.session():
            self.page.show_seal(code, where)
            self.sign_off.refresh()
            self.settled.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the check finish; a thread must not outlive its window."""
        self._seal.stop()
        self._signer.stop()
        super().closeEvent(event)


def _sentence() -> QLabel:
    made = label(16, 500, "dim", text=say("review.empty"))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setWordWrap(True)
    made.setMargin(40)
    return made


def _listed(row: "SessionRow", taken: "list[Signature]") -> Listed:
    asked = question(taken)
    return Listed(
        session=row.session,
        started_at=row.started_at,
        kind=row.kind,
        patient=row.patient,
        record_number=row.record_number,
        standing=standing(taken, ended=row.ended_at is not None),
        summary=row.summary,
        question=(asked.comment or "") if asked else "",
    )
