"""The clinic's summary: how its sessions of a period were, each figure with how many it rests on.

It reads no record and ranks nobody: it is given the sums of the sessions, and draws how they are
spread.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.clinic import Figure, summed_up, to_csv
from monitor.listing import ClinicRow
from ui import theme
from ui.labels import ElidedLabel, frame, label
from ui.review.clinic_figure import FigureView
from ui.review.clinic_period import Period, PeriodChoice
from ui.words import say, short_date

COLUMNS = (("drug", "pressure", "effects"), ("recovery", "alarms", "record"))
"""Groups of figures, side by side."""


class ClinicView(QWidget):
    """One tab of the review. Ask `period` what is wanted, give `load` the rows of it.

    ask_file: where to save the table; empty where nobody wants to any more.

    Signals:
        wanted(): another period was chosen.
        exported(path): the table was written there.
    """

    wanted = Signal()
    exported = Signal(str)

    def __init__(
        self, today: date | None = None, ask_file: Callable[[QWidget], str] | None = None
    ) -> None:
        super().__init__()
        self._choice = PeriodChoice(today or datetime.now().astimezone().date())
        self._ask_file = ask_file or _ask_file
        self.figures: list[Figure] = []
        self._about, self._said = ElidedLabel(15, 600), label(13.5, 500, "dim")
        self.export = QPushButton(say("clinic.export"))
        self._scroll, self._nothing = QScrollArea(), label(16, 500, "dim")
        self._arrange()
        self._choice.changed.connect(self.wanted)
        self.export.clicked.connect(self._export)

    def _arrange(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing.setText(say("clinic.empty"))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 10)
        column.setSpacing(10)
        column.addLayout(self._header())
        column.addWidget(self._nothing, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(label(12.5, 400, "dim", text=say("clinic.how")))

    def _header(self) -> QHBoxLayout:
        self.export.setFont(theme.font(14, 550))
        self.export.setFixedHeight(36)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self._choice)
        line.addWidget(self._about, 1)
        line.addWidget(self._said)
        line.addWidget(self.export)
        return line

    @property
    def period(self) -> Period:
        """From which day to which the sessions are wanted."""
        return self._choice.chosen

    def load(self, rows: Sequence[ClinicRow]) -> None:
        """Show the sessions of `period`, as Archive.clinic gives them."""
        found = summed_up(rows)
        self.figures = [figure for group in found.values() for figure in group]
        self._about.set_text(_about(rows))
        self._said.clear()
        self.export.setEnabled(bool(rows))
        self._nothing.setVisible(not rows)
        self._scroll.setVisible(bool(rows))
        self._scroll.setWidget(_cards(found))

    def _export(self) -> None:
        path = self._ask_file(self)
        if not path:
            return
        try:
            Path(path).write_bytes(to_csv(self.figures))
        except OSError as error:
            self._said.setText(say("clinic.not_exported", why=error.strerror or ""))
            return
        self._said.setText(say("clinic.exported", file=Path(path).name))
        self.exported.emit(path)


def _cards(found: dict[str, list[Figure]]) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 4, 0)
    line.setSpacing(10)
    for groups in COLUMNS:
        column = QVBoxLayout()
        column.setSpacing(10)
        for name in groups:
            column.addWidget(_card(name, found[name]), len(found[name]))
        line.addLayout(column, 1)
    return holder


def _card(name: str, figures: list[Figure]) -> QWidget:
    made = frame("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(1, 8, 1, 4)
    column.setSpacing(0)
    title = label(12.5, 600, "dim", text=say(f"clinic.group.{name}"))
    title.setIndent(13)
    column.addWidget(title)
    for figure in figures:
        column.addWidget(FigureView(figure), 1)
    return made


def _about(rows: Sequence[ClinicRow]) -> str:
    """How many sessions, and from which day to which they really were."""
    if not rows:
        return say("clinic.no_sessions")
    first, last = (row.started_at.astimezone() for row in (rows[0], rows[-1]))
    code = "clinic.sessions_one" if len(rows) == 1 else "clinic.sessions"
    days = {"first": short_date(first), "last": short_date(last)}
    return say(code, count=len(rows), **days)


def _ask_file(parent: QWidget) -> str:
    name = f"{say('clinic.file')}.csv"
    path, _ = QFileDialog.getSaveFileName(parent, say("clinic.export"), name, "CSV (*.csv)")
    return path
