"""The card of a session that came back with a question: it meets its nurse where she signs in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from monitor.errors import EntryError
from monitor.events import Meaning, Signature
from ui import theme
from ui.buttons import button
from ui.dialogs.small_dialog import SmallDialog, is_entered
from ui.labels import ElidedLabel, label
from ui.words import clock_time, say, short_date

if TYPE_CHECKING:  # its module reads records, for which the first paint does not wait
    from monitor.returned import Returned

LONGEST, TEXT_HEIGHT, WIDTH = 1000, 110, 620


class ReturnedCard(QFrame):
    """Hidden while nothing waits. Of several questions the oldest is shown.

    Signals: answered(session, signature): the nurse signs once more, with the answer.
    """

    answered = Signal(int, object)

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "card-next")
        self._sizes = sizes
        self._nurse = ""
        self._waiting: Sequence[Returned] = ()
        self._about = ElidedLabel(sizes.label, 550, dim=True)
        self._question = ElidedLabel(sizes.text, 600)
        self.button = button(say("returned.answer"), self.open, height=sizes.row)
        self.button.setAutoDefault(True)
        self.button.setMinimumWidth(theme.grown(130, sizes))
        self.dialog: AnswerDialog | None = None
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._about)
        lines.addWidget(self._question)
        line = QHBoxLayout(self)
        line.setContentsMargins(sizes.margin, 3, sizes.gap, 3)
        line.addLayout(lines, 1)
        line.addWidget(self.button)
        self.hide()

    def show_waiting(self, nurse: str, waiting: "Sequence[Returned]") -> None:
        """Show what waits for this nurse; nothing where nothing does."""
        self._nurse, self._waiting = nurse, waiting
        self.setVisible(bool(waiting))
        if waiting:
            asked = say("sign.asked", words=waiting[0].asked.comment)
            about = about_words(nurse, waiting)
            self._question.set_text(asked)
            self._about.set_text(about)
            self.setAccessibleName(f"{about} {asked}")

    def text(self) -> str:
        """What it says."""
        return f"{self._about.text()} {self._question.text()}" if self._waiting else ""

    def open(self) -> None:
        """Ask for the answer."""
        if self.dialog is not None or not self._waiting:
            return
        first = self._waiting[0]
        self.dialog = AnswerDialog(self.window(), self._sizes, self._nurse, first)
        self.dialog.signed.connect(self.answered)
        self.dialog.finished.connect(self._forget)
        self.dialog.show()

    def _forget(self) -> None:
        self.dialog = None


def about_words(nurse: str, waiting: "Sequence[Returned]") -> str:
    """Say who asks, about which session, and how many more do."""
    first = waiting[0]
    began = first.started_at.astimezone()
    day = f"{short_date(began, year=False)} {clock_time(began)}"
    patient = first.patient or say("nobody")
    one = say("returned.card", nurse=nurse, by=first.asked.by, patient=patient, day=day)
    return one if len(waiting) == 1 else say("returned.more", one=one, count=len(waiting))


class AnswerDialog(SmallDialog):
    """The question, and words to it.

    Signals: signed(session, signature): what was answered; its head is the signer's to fill in.
    """

    signed = Signal(int, object)

    def __init__(self, parent: QWidget, sizes: theme.Sizes, nurse: str, of: "Returned") -> None:
        super().__init__(parent, sizes, say("returned.title"))
        self._nurse = nurse
        self._of = of
        for text, weight in ((about_words(nurse, [of]), 500), (of.asked.comment or "", 600)):
            said = label(sizes.text, weight, text=text)
            said.setWordWrap(True)
            self.body.addWidget(said)
        self.text = QPlainTextEdit()
        self.text.setFont(theme.font(sizes.button + 1, 500))
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("returned.words"))
        self.text.setPlaceholderText(say("returned.words"))
        self.text.textChanged.connect(self.forgive)
        self.body.addWidget(self.text)
        self.fields.update(answer=self.text)
        self.setFixedWidth(WIDTH)

    def enter_it(self) -> None:
        """Tell the answer."""
        text = self.text.toPlainText().strip()[:LONGEST]
        if not text:
            raise EntryError("answer_missing", field="answer")
        meaning = Meaning.NURSE_COMPLETED
        signature = Signature(t_ms=0, by=self._nurse, meaning=meaning, head="", comment=text)
        self.signed.emit(self._of.session, signature)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter enters; with Shift it begins a new line."""
        if super().eventFilter(watched, event):
            return True
        if watched is not self.text or not is_entered(event):
            return False
        self.accept()
        return True
