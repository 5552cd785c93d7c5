"""What of a session leaves the window: its report on paper, its data in a file. Each is noted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from monitor import exporting
from monitor.errors import DripwatchError
from monitor.history import History
from monitor.listing import SessionRow
from monitor.people import Access
from monitor.session import Session
from ui.places import clinic_settings
from ui.review.file_writing import FileWriting
from ui.words import complain, say

if TYPE_CHECKING:
    from ui.report.preview import ReportPreview

AskFile = Callable[[QWidget, str], str]
"""Given a name for a file returns where to write it; empty where nobody wants to any more."""

Note = Callable[[Access, str], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """The session on the page. course: the numbers of the patient's sessions, the first one first;
    empty where nobody was a patient.
    """

    row: SessionRow
    history: History
    session: Session
    course: tuple[int, ...] = ()


class TakingOut(QObject):
    """said: is told what came of it. `preview` is the report that is open."""

    def __init__(
        self,
        window: QWidget,
        record: Path,
        note: Note,
        said: Callable[[str], None],
        ask_file: AskFile | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._record = record
        self._note = note
        self._said = said
        self._ask_file = ask_file or _ask_file
        self._files = FileWriting(self)
        self._files.said.connect(said)
        self.shown: Shown | None = None
        self.preview: ReportPreview | None = None

    # -- data ------------------------------------------------------------------------------

    def export(self, name: str, *, deidentified: bool) -> None:
        """Ask where to, and write the session in one of `exporting.formats()`."""
        # Half of what is imported here is of no use to who only reads.
        from monitor.export_run import Names, made_up
        from ui.exporting import extract

        if self.shown is None:
            return
        row, history = self.shown.row, self.shown.history
        chosen, number = exporting.export(name), row.session
        names = Names(made_up(), made_up()) if deidentified else None
        stem = f"session-{number:05}" if names is None else names.uid
        path = self._ask_file(self._window, stem + chosen.suffix)
        if not path:
            return
        self._note(Access.EXPORTED, _detail(number, name, deidentified=deidentified))
        self._files.write(Path(path), lambda: chosen.write(extract(row, history, names)))

    def stop(self) -> None:
        """Let what is being written be finished."""
        self._files.stop()

    # -- paper -----------------------------------------------------------------------------

    def print_report(self) -> None:
        """Show the report before it is on paper."""
        from ui.report.about import about
        from ui.report.clinic import clinic
        from ui.report.preview import ReportPreview

        shown = self.shown
        if shown is None:
            return
        number = shown.row.session
        try:
            known = about(self._record, number, shown.course, clinic(clinic_settings()))
        except DripwatchError as error:
            self._said(complain(error))
            return
        self.preview = ReportPreview(
            shown.history,
            shown.session,
            known,
            lambda what: self._note(what, f"report session {number}"),
            end_ms=shown.row.ended_ms,
            parent=self._window,
        )
        self.preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview.finished.connect(self._forget_preview)
        self.preview.show()

    def _forget_preview(self) -> None:
        self.preview = None


def _detail(session: int, name: str, *, deidentified: bool) -> str:
    return f"session {session} {name}{' deidentified' if deidentified else ''}"


def _ask_file(parent: QWidget, name: str) -> str:
    path, _ = QFileDialog.getSaveFileName(parent, say("review.export"), name)
    return path
