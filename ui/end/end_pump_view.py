"""Section 2 of the end page: what the pump delivered and what was wasted, by whose witness."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.ending import PUMP_VOLUME, WASTED, left_mg, not_told, volume
from monitor.entry_check import read_amount
from monitor.errors import EntryError
from monitor.events import DrugWasted, DueReply, PumpStep
from monitor.session import Session
from ui import theme
from ui.describe import describe
from ui.end.end_row import EndRow, end_button, line_edit
from ui.end.end_words import volume_words
from ui.entering import Entering
from ui.field import read_text
from ui.labels import label
from ui.words import complain, decimal, say

MOST_ML, MOST_MG = 2000.0, 5000.0
"""More than any bag holds; beyond it a number is a slip."""

NOT_READ, NOT_WASTED, BACK = "end.not_read", "end.no_waste", "end.take_back"
NO_VOLUME = ("end.reason.no_display", "end.reason.reset")
NO_WASTE = ("end.reason.nothing_left",)


class EndPumpView(QWidget):
    """What it delivered beside our arithmetic (nurse.md A3); Dripwatch reads no pump."""

    def __init__(self, session: Session, entering: Entering, sizes: theme.Sizes) -> None:
        super().__init__()
        self._session = session
        self._entering = entering
        self._sizes = sizes
        self._offered = ""
        self.running = EndRow(say("end.pump_runs"), sizes)
        self.running.add_button("pump.stopped", self._stop)
        self.volume = self._asked("end.volume", PUMP_VOLUME, NOT_READ, NO_VOLUME)
        self.waste = self._asked("end.waste", WASTED, NOT_WASTED, NO_WASTE)
        self.ml = line_edit(say("end.volume"), sizes, say("end.volume.unit"))
        self.mg = line_edit(say("end.waste"), sizes)
        self.witness = line_edit(say("end.witness"), sizes, say("end.witness"))
        self.record_ml = self._record("end.volume", self._read_volume, self.ml)
        self.record_mg = self._record("end.waste", self._waste, self.mg, self.witness)
        self._problem = label(sizes.label, 550, "wrong")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._none = label(sizes.button, 500, "dim", text=say("end.no_pump"))
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap)
        for part in (self._none, self.running, self._problem):
            column.addWidget(part)
        self._ml_line = self.volume.add_fields((self.ml, 1), (self.record_ml, 0))
        self._mg_line = self.waste.add_fields((self.mg, 2), (self.witness, 4), (self.record_mg, 0))
        column.addWidget(self.volume)
        column.addWidget(self.waste)

    def _asked(self, title: str, item: str, code: str, reasons: tuple[str, ...]) -> EndRow:
        row = EndRow(say(title), self._sizes)
        said = {reason: say(reason) for reason in reasons}
        row.add_fold(code, "end.why_not", "enter", said, partial(self._answer, item))
        row.add_button(BACK, partial(self._take_back, item), role="quiet")
        return row

    def _record(self, about: str, does: Callable[[], None], *fields: QLineEdit) -> QPushButton:
        made = end_button(
            say("end.record"), partial(self._try, does, fields), self._sizes, about=say(about)
        )
        for field in fields:
            field.returnPressed.connect(partial(self._try, does, fields))
        return made

    # -- entering --------------------------------------------------------------------------

    def _stop(self) -> None:
        self._entering.move_pump(PumpStep.STOPPED, "finished")

    def _try(self, does: Callable[[], None], fields: tuple[QLineEdit, ...]) -> None:
        try:
            does()
        except EntryError as error:
            self._say_problem(error, fields)
        else:
            self._say_problem(None, fields)

    def _say_problem(self, error: EntryError | None, fields: tuple[QLineEdit, ...]) -> None:
        name = error.values["field"] if error else None
        for field in fields:
            wrong = (field is self.witness) == (name == "witness") and error is not None
            field.setProperty("wrong", wrong)
            field.style().polish(field)
            if wrong:
                field.setFocus()
        self._problem.setText(complain(error) if error else "")
        self._problem.setVisible(error is not None)

    def problem(self) -> str:
        """What is wrong with what was typed."""
        return self._problem.text()

    def _read_volume(self) -> None:
        self._entering.read_volume(read_amount(self.ml.text(), "ml", 0, MOST_ML))
        self.ml.clear()

    def _waste(self) -> None:
        mg = read_amount(self.mg.text(), "mg", 0, MOST_MG)
        witness = read_text(self.witness.text())
        if not witness:
            raise EntryError("witness_missing", field="witness")
        if witness.casefold() == self._entering.author.casefold():
            raise EntryError("witness_same", field="witness")
        self._entering.waste(mg, witness)
        self.witness.clear()

    def _answer(self, item: str, _code: str, words: str) -> None:
        stopped_ms = self._session.infusion.stopped_ms or 0
        self._entering.answer_due(item, stopped_ms, DueReply.NOT_DONE, words)

    def _take_back(self, item: str) -> None:
        seq = self._said_seq(item)
        if seq is not None:
            self._entering.withdraw(seq)

    def _said_seq(self, item: str) -> int | None:
        """The number of the entry that answers it."""
        read, wasted = volume(self._session), self._session.latest(DrugWasted)
        if item == PUMP_VOLUME and read is not None:
            return read.seq
        if item == WASTED and wasted is not None:
            return wasted.seq
        why = not_told(self._session, item)
        return why.seq if why else None

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Show what was said, and offer what is left of the bag for the waste."""
        infusion = self._session.infusion
        started, stopped = infusion.started_ms is not None, infusion.stopped_ms is not None
        self._none.setVisible(not started)
        self.running.setVisible(started and not stopped)
        for row in (self.volume, self.waste):
            row.setVisible(started and stopped)
        self._show_volume(t_ms)
        self._show_waste(t_ms)

    def _show_volume(self, t_ms: int) -> None:
        read, why = volume(self._session), not_told(self._session, PUMP_VOLUME)
        said = volume_words(read) if read else why.reason or "" if why else ""
        self._show_said(self.volume, self._ml_line, NOT_READ, said)
        mg = self._session.infusion.delivered_mg(t_ms)
        clock = "" if said or mg is None else say("end.volume.clock", mg=decimal(mg))
        self.volume.show_value(said, clock)

    def _show_waste(self, t_ms: int) -> None:
        wasted, why = self._session.latest(DrugWasted), not_told(self._session, WASTED)
        said = why.reason or "" if why else ""
        if wasted is not None:
            said = describe(wasted)
        self._show_said(self.waste, self._mg_line, NOT_WASTED, said)
        left = left_mg(self._session, t_ms)
        self.waste.show_value(said, "" if left is None else say("end.waste.left", mg=decimal(left)))
        self._offer("" if left is None else decimal(left))

    def _offer(self, mg: str) -> None:
        """Fill in what should be left, until a person types something else."""
        if self.mg.text() == self._offered and not self.mg.hasFocus():
            self.mg.setText(mg)
            self._offered = mg

    def _show_said(self, row: EndRow, fields: QWidget, code: str, said: str) -> None:
        """What is said is no field any more; it can be taken back."""
        row.show_tag(say("end.tag.done") if said else "", "tag-good")
        row.offer(BACK if said else code)
        fields.setHidden(bool(said))

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        rows = (self.running, self.volume, self.waste)
        return [stop for row in rows for stop in row.stops()]

    def where(self, code: str) -> QWidget:
        """Where it is answered: the pump's stop, its volume, the waste."""
        return {PUMP_VOLUME: self.ml, WASTED: self.mg}.get(code, self.running)
