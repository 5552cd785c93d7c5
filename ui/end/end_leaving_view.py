"""Sections 5 and 6 of the end page: ready, left with whom, and whether anything was unexpected."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from monitor.discharge import Standing, criteria
from monitor.ending import UNEXPECTED, leaving, unexpected
from monitor.entry_check import read_moment
from monitor.errors import EntryError
from monitor.events import Check, CheckAnswer, LeavingStep, Phase, PhaseChange
from monitor.session import Session
from ui import theme
from ui.end.end_criteria_view import BACK, NO, YES
from ui.end.end_row import EndRow, end_button, line_edit
from ui.end.end_words import Wall, value_words, when_words
from ui.entering import Entering
from ui.field import read_text
from ui.labels import label
from ui.words import clock_time, complain, say

READY = "end.ready"


class EndLeavingView(QWidget):
    """Two times (nurse.md C4): ready to leave, and left, which may be told a little later."""

    def __init__(
        self, session: Session, entering: Entering, sizes: theme.Sizes, wall: Wall
    ) -> None:
        super().__init__()
        self._session = session
        self._entering = entering
        self._wall = wall
        self.ready = EndRow(say("end.section.criteria"), sizes)
        self.ready.add_button(READY, self._say_ready, role="primary")
        self.ready.add_button(BACK, partial(self._take_back, LeavingStep.READY), role="quiet")
        self.left = EndRow(say("said.leaving_left"), sizes)
        self.left.add_button(BACK, partial(self._take_back, LeavingStep.LEFT), role="quiet")
        self.escort = line_edit(say("end.escort"), sizes, say("end.escort"))
        self.when = line_edit(say("end.left_at"), sizes, say("end.left_at"))
        self.record = end_button(say("end.left"), self._try_left, sizes)
        self._problem = label(sizes.label, 550, "wrong")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._arrange(sizes)
        for field in (self.escort, self.when):
            field.returnPressed.connect(self._try_left)

    def _arrange(self, sizes: theme.Sizes) -> None:
        self._fields = self.left.add_fields((self.escort, 3), (self.when, 2), (self.record, 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        for part in (self.ready, self._problem, self.left):
            column.addWidget(part)

    # -- entering --------------------------------------------------------------------------

    def _say_ready(self) -> None:
        """Keep what every criterion was met by, then the time."""
        for one in criteria(self._session, self._entering.now_ms()):
            if one.met is True and one.word is None:
                self._entering.criterion(one.criterion, True, value_words(one) or None)
        self._entering.leaving(LeavingStep.READY)
        if self._session.phase is Phase.RECOVERY:
            now_ms = self._entering.now_ms()
            self._entering.post(PhaseChange(t_ms=now_ms, phase=Phase.DISCHARGE))

    def _take_back(self, step: LeavingStep) -> None:
        told = leaving(self._session, step)
        if told is not None and told.seq is not None:
            self._entering.withdraw(told.seq)

    def _try_left(self) -> None:
        try:
            self._say_left()
        except EntryError as error:
            self._say_problem(error)
        else:
            self._say_problem(None)

    def _say_left(self) -> None:
        ready = leaving(self._session, LeavingStep.READY)
        if ready is None:
            raise EntryError("left_before_ready", field="escort")
        escort = read_text(self.escort.text())
        if not escort:
            raise EntryError("escort_missing", field="escort")
        at_ms = self._left_ms()
        if at_ms < ready.t_ms:
            at = clock_time(self._wall(ready.t_ms))
            raise EntryError("left_too_early", field="when", at=at)
        self._entering.leaving(LeavingStep.LEFT, escort, at_ms)
        self.when.clear()

    def _left_ms(self) -> int:
        """Session ms of the time that was typed; now where none was."""
        now_ms = self._entering.now_ms()
        if not self.when.text().strip():
            return now_ms
        ready = leaving(self._session, LeavingStep.READY)
        now = self._wall(now_ms)
        moment = read_moment(self.when.text(), now, self._wall(0))
        at_ms = max(0, now_ms - round((now - moment).total_seconds() * 1000))
        # A time of day has no seconds: within the minute of being ready it is not before it.
        same_minute = ready is not None and 0 < ready.t_ms - at_ms < 60_000
        return ready.t_ms if ready is not None and same_minute else at_ms

    def _say_problem(self, error: EntryError | None) -> None:
        name = error.values["field"] if error else None
        for field, called in ((self.escort, "escort"), (self.when, "when")):
            field.setProperty("wrong", called == name)
            field.style().polish(field)
            if called == name:
                field.setFocus()
        self._problem.setText(complain(error) if error else "")
        self._problem.setVisible(error is not None)

    def problem(self) -> str:
        """What is wrong with what was typed."""
        return self._problem.text()

    # -- showing ---------------------------------------------------------------------------

    def show_standing(self, standing: list[Standing], t_ms: int) -> None:
        """Offer "Ready" once every criterion is settled, and say how many are not."""
        short = sum(not one.settled for one in standing)
        self._show_ready(short, t_ms)
        self._show_left(t_ms)

    def _show_ready(self, short: int, t_ms: int) -> None:
        told = leaving(self._session, LeavingStep.READY)
        self.ready.offer(BACK if told else READY)
        running = self._session.infusion.running or self._session.infusion.paused_ms is not None
        self.ready.buttons[READY].setEnabled(not short and not running)
        said = say("end.ready_since", when=when_words(told.t_ms, t_ms, self._wall)) if told else ""
        why = say("end.ready_waits", count=short) if short else ""
        why = say("end.blocks.pump_running") if running else why
        self.ready.show_tag(say("end.tag.done") if told else "", "tag-good")
        self.ready.show_value(said, "" if told else why)

    def _show_left(self, t_ms: int) -> None:
        told = leaving(self._session, LeavingStep.LEFT)
        said = ""
        if told is not None:
            said = say(
                "end.left_said",
                when=when_words(told.t_ms, t_ms, self._wall),
                escort=told.escort or "–",
            )
        self.left.show_tag(say("end.tag.done") if told else "", "tag-good")
        self.left.show_value(said, "")
        self.left.offer(*([BACK] if told else []))
        self._fields.setHidden(told is not None)
        arranged = self._arranged()
        if arranged and not self.escort.text() and not self.escort.isModified():
            self.escort.setText(arranged)

    def _arranged(self) -> str:
        """The escort the preparation named, if it named one."""
        checks = [e for e in self._session.entries.values() if isinstance(e, Check)]
        named = [e for e in checks if e.item == "escort" and e.answer is CheckAnswer.YES]
        return max(named, key=lambda e: e.t_ms).detail or "" if named else ""

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self.ready.stops(), *self.left.stops()]

    def where(self, code: str) -> QWidget:
        """Where it is said: ready, or left."""
        return self.ready if code == LeavingStep.READY else self.escort


class EndUnexpectedView(QWidget):
    """ "Anything unexpected?": no, or yes and what."""

    def __init__(
        self, session: Session, entering: Entering, sizes: theme.Sizes, wall: Wall
    ) -> None:
        super().__init__()
        self._session = session
        self._entering = entering
        self._wall = wall
        self.row = EndRow(say("end.unexpected.how"), sizes)
        for code, does in ((NO, self._no), (YES, self._yes)):
            made = self.row.add_button(code, does, role="choice")
            made.setCheckable(True)
        self.edit: QLineEdit = line_edit(say("end.unexpected.what"), sizes)
        self.edit.setPlaceholderText(say("end.unexpected.what"))
        self.record = end_button(say("enter"), self._record, sizes)
        self.edit.returnPressed.connect(self._record)
        self.edit.textChanged.connect(self._judge)
        self._fields = self.row.add_fields((self.edit, 1), (self.record, 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        self._fold(shown=False)

    def _no(self) -> None:
        self._fold(shown=False)
        self._answer(CheckAnswer.NO, None)

    def _yes(self) -> None:
        self._fold(shown=True)
        self.edit.setFocus()
        self._show_choice()

    def _record(self) -> None:
        words = read_text(self.edit.text())
        if words:
            self._answer(CheckAnswer.YES, words)
            self.edit.clear()
            self._fold(shown=False)

    def _answer(self, answer: CheckAnswer, detail: str | None) -> None:
        now_ms = self._entering.now_ms()
        self._entering.post(Check(t_ms=now_ms, item=UNEXPECTED, answer=answer, detail=detail))

    def _fold(self, *, shown: bool) -> None:
        self._fields.setVisible(shown)
        self._judge()

    def _judge(self) -> None:
        self.record.setEnabled(bool(self.edit.text().strip()))

    def stops(self) -> list[QWidget]:
        """Where Tab stops: the answers, then what it was."""
        return [*self.row.buttons.values(), self.edit, self.record]

    def refresh(self, t_ms: int) -> None:
        """Show the answer that was given last."""
        told = unexpected(self._session)
        said = ""
        if told is not None:
            answer = told.detail or say(f"check.answer.{told.answer}")
            said = f"{answer} · {when_words(told.t_ms, t_ms, self._wall)}"
        self.row.show_tag(say("end.tag.done") if told else "", "tag-good")
        self.row.show_value(said, "")
        self._show_choice()

    def _show_choice(self) -> None:
        told = unexpected(self._session)
        asked_what = not self._fields.isHidden()
        for code, answer in ((YES, CheckAnswer.YES), (NO, CheckAnswer.NO)):
            chosen = told is not None and told.answer is answer and not asked_what
            made = self.row.buttons[code]
            with QSignalBlocker(made):
                made.setChecked(chosen or (asked_what and code == YES))
