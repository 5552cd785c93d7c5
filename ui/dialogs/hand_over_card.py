"""The hand-over card: what the next nurse must know, who takes over, one free line.

It shows and asks; the session goes on behind it and is handed over by entering.py.
"""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.clock import Clock
from monitor.people_here import same_name, session_people
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.dialogs.hand_over_words import Line, hand_over_lines
from ui.labels import label
from ui.words import say

WIDTH, TITLES = 620, 186
BELOW = 396
"""Pixels of the window that are not for what is so: the title, the fields, the buttons, a frame."""
MOST_NAMES = 3


class HandOverCard(QDialog):
    """`before` is who has the session now. It counts on while it is open.

    Signals:
        taken_over(person, text): `person` has read it and takes over; the text may be empty.
    """

    taken_over = Signal(str, str)

    def __init__(
        self, parent: QWidget, sizes: theme.Sizes, session: Session, clock: Clock, before: str
    ) -> None:
        super().__init__(parent)
        self._sizes = sizes
        self._session = session
        self._clock = clock
        self._before = before
        self._tallest = max(BELOW // 2, parent.window().height() - BELOW)
        self._lines: list[Line] = []
        self.setWindowTitle(say("hand_over.title"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.names: dict[str, QPushButton] = {}
        self.person, self.text = QLineEdit(), QLineEdit()
        self._why = label(sizes.label, 400, "dim")
        self.accept_button = button(
            say("hand_over.accept"), self.accept, height=sizes.row + 4, role="primary"
        )
        self._arrange()
        self.person.textChanged.connect(self._judge)
        self._judge()
        self.refresh(clock.now_ms())
        self._counting = QTimer(self)
        self._counting.timeout.connect(lambda: self.refresh(self._clock.now_ms()))
        self._counting.start(1000)

    # -- building --------------------------------------------------------------------------

    def _arrange(self) -> None:
        sizes = self._sizes
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(sizes.next, 650, text=say("hand_over.title")))
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll)
        self._field(column, "hand_over.person", self.person)
        column.addLayout(self._known())
        self._field(column, "hand_over.text", self.text)
        column.addWidget(self._why)
        line = QHBoxLayout()
        line.setSpacing(sizes.gap)
        line.addWidget(button(say("cancel"), self.reject, height=sizes.row + 4), 1)
        line.addWidget(self.accept_button, 2)
        column.addLayout(line)
        self.accept_button.setDefault(True)

    def _field(self, column: QVBoxLayout, code: str, field: QLineEdit) -> None:
        """A title beside its field; a PIN will find its place at the end of the first."""
        field.setFont(theme.font(self._sizes.button + 1, 500))
        field.setMinimumHeight(self._sizes.row)
        field.setMaxLength(200)
        field.setAccessibleName(say(code))
        title = label(self._sizes.button, 500, "dim", text=say(code))
        title.setBuddy(field)
        title.setFixedWidth(TITLES)
        line = QHBoxLayout()
        line.setSpacing(self._sizes.gap)
        line.addWidget(title)
        line.addWidget(field, 1)
        column.addLayout(line)

    def _known(self) -> QHBoxLayout:
        """Whoever was named in this session takes over with a tap."""
        line = QHBoxLayout()
        line.setSpacing(self._sizes.gap)
        line.addSpacing(TITLES + self._sizes.gap)
        others = [p for p in session_people(self._session) if not same_name(p.name, self._before)]
        for known in sorted(others, key=lambda p: not p.here)[:MOST_NAMES]:
            made = self._name(known.name)
            self.names[known.name] = made
            line.addWidget(made)
        line.addStretch(1)
        return line

    def _name(self, name: str) -> QPushButton:
        font = theme.font(self._sizes.button, 500)
        short = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, 96)
        made = button(
            short.replace("&", "&&"),
            partial(self._take, name),
            height=self._sizes.row,
            px=self._sizes.button,
            role="choice",
        )
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, t_ms: int) -> None:
        """Say what is so at `t_ms`; where it was scrolled to, it stays."""
        lines = hand_over_lines(self._session, t_ms, self._clock.at)
        if lines == self._lines:
            return
        self._lines = lines
        place = self._scroll.verticalScrollBar().value()
        whole = self._table(lines)
        self._scroll.setWidget(whole)
        height = whole.heightForWidth(WIDTH - 40) if whole.hasHeightForWidth() else 0
        self._scroll.setFixedHeight(min(self._tallest, max(height, whole.sizeHint().height())))
        self._scroll.verticalScrollBar().setValue(place)

    def _table(self, lines: list[Line]) -> QWidget:
        whole = QWidget()
        theme.role(whole, "window")
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(self._sizes.gap)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, TITLES)
        grid.setColumnStretch(1, 1)
        for row, (title, said) in enumerate(lines):
            what = label(self._sizes.button, 600, text=said)
            what.setWordWrap(True)
            named = label(self._sizes.button, 500, "dim", text=title)
            grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(what, row, 1)
        return whole

    def lines(self) -> list[Line]:
        """What it says, for a test or a screen reader."""
        return self._lines

    # -- taking over -----------------------------------------------------------------------

    def _name_typed(self) -> str:
        return " ".join(self.person.text().split())

    def _problem(self) -> str:
        name = self._name_typed()
        if not name:
            return say("hand_over.needs_person")
        same = same_name(name, self._before)
        return say("hand_over.same_person", person=self._before) if same else ""

    def _take(self, name: str) -> None:
        self.person.setText(name)
        self.person.setCursorPosition(0)

    def _judge(self) -> None:
        """A greyed button says why."""
        problem = self._problem()
        self.accept_button.setEnabled(not problem)
        self._why.setText(problem)

    def accept(self) -> None:
        """Hand over, but to nobody and to herself."""
        if self._problem():
            return
        self.taken_over.emit(self._name_typed(), " ".join(self.text.text().split()))
        super().accept()

    def why(self) -> str:
        """Why it cannot be accepted just now."""
        return self._why.text()
