"""Who is here: one tap says who enters from now on, a line takes who came, a button who has gone.

It lists and asks; what becomes of it is entering.py's. The window behind it goes on.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.people_here import Person, same_name, session_people
from monitor.session import Session
from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.words import say

WIDTH = 460
MOST_ROWS = 7
"""What is shown without scrolling; a compact window has no room for more."""


class PeopleDialog(QDialog):
    """`author` is who enters now.

    Signals:
        chosen(person): somebody who is here already enters from now on.
        arrived(person): somebody came, or came back, and enters from now on.
        gone(person): somebody who does not enter has left.
    """

    chosen = Signal(str)
    arrived = Signal(str)
    gone = Signal(str)

    def __init__(self, parent: QWidget, sizes: theme.Sizes, session: Session, author: str) -> None:
        super().__init__(parent)
        self._sizes = sizes
        self._session = session
        self.author = author
        self.names: dict[str, QPushButton] = {}
        self.leaves: dict[str, QPushButton] = {}
        self.setWindowTitle(say("people.title"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name = QLineEdit()
        self.add = button(say("people.add"), self._add, height=sizes.row, role="primary")
        self._why = label(sizes.label, 400, "dim")
        self._why.setWordWrap(True)
        self._arrange()
        self.name.textChanged.connect(self._judge)
        self.refresh(author)

    def _arrange(self) -> None:
        sizes = self._sizes
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(sizes.next, 650, text=say("people.title")))
        column.addWidget(label(sizes.label, 400, "dim", text=say("people.how")))
        column.addWidget(self._scroll, 1)
        title = label(sizes.button, 500, "dim", text=say("people.name"))
        title.setBuddy(self.name)
        column.addWidget(title)
        self.name.setFont(theme.font(sizes.button + 1, 500))
        self.name.setMinimumHeight(sizes.row)
        self.name.setMaxLength(80)
        self.name.setAccessibleName(say("people.name"))
        line = QHBoxLayout()
        line.setSpacing(sizes.gap)
        line.addWidget(self.name, 1)
        line.addWidget(self.add)
        column.addLayout(line)
        column.addWidget(self._why)
        column.addWidget(button(say("people.close"), self.reject, height=sizes.row))
        self.add.setDefault(True)

    # -- showing ---------------------------------------------------------------------------

    def refresh(self, author: str) -> None:
        """Show who is here now, and who of them enters."""
        self.author = author
        people = session_people(self._session)
        if not any(person.name == author for person in people):
            people.insert(0, Person(author, here=True, since_ms=0))
        self.names, self.leaves = {}, {}
        # The old rows hold the very button that is being pressed: they go when it is over.
        before = self._scroll.takeWidget()
        self._scroll.setWidget(self._rows(people))
        if before is not None:
            before.deleteLater()
        shown = min(MOST_ROWS, len(people) + (not all(person.here for person in people)))
        self._scroll.setFixedHeight(shown * (self._sizes.row + self._sizes.gap))
        self._judge()

    def _rows(self, people: list[Person]) -> QWidget:
        whole = QWidget()
        theme.role(whole, "window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap)
        for person in people:
            if person.here or person.name == self.author:
                column.addLayout(self._here(person))
        away = [p for p in people if not p.here and p.name != self.author]
        if away:
            column.addWidget(label(self._sizes.label, 500, "dim", text=say("people.was_here")))
        for person in away:
            column.addWidget(self._person(person.name, say("people.again", person=person.name)))
        column.addStretch(1)
        return whole

    def _here(self, person: Person) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._sizes.gap)
        enters = person.name == self.author
        code = "people.enters" if enters else "people.choose"
        made = self._person(person.name, say(code, person=person.name))
        made.setCheckable(True)
        made.setChecked(enters)
        line.addWidget(made, 1)
        if not enters:
            leaves = button(
                say("people.gone"),
                partial(self.gone.emit, person.name),
                height=self._sizes.row,
                role="quiet",
            )
            leaves.setAccessibleName(say("people.gone.of", person=person.name))
            self.leaves[person.name] = leaves
            line.addWidget(leaves)
        return line

    def _person(self, name: str, what: str) -> QPushButton:
        sizes = self._sizes
        font = theme.font(sizes.button + 1, 600)
        room = WIDTH - 170
        short = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        short = say("people.enters", person=short) if name == self.author else short
        # An ampersand in a name is no keyboard mark.
        made = button(
            short.replace("&", "&&"),
            partial(self._tap, name),
            height=sizes.row,
            px=sizes.button + 1,
            weight=600,
            role="choice",
        )
        made.setToolTip(name)
        made.setAccessibleName(what)
        self.names[name] = made
        return made

    # -- touching --------------------------------------------------------------------------

    def _tap(self, name: str) -> None:
        here = any(p.here and p.name == name for p in session_people(self._session))
        if name == self.author:
            self.names[name].setChecked(True)
        else:
            (self.chosen if here else self.arrived).emit(name)

    def _typed(self) -> str:
        return " ".join(self.name.text().split())

    def _problem(self) -> str:
        if not self._typed():
            return say("people.needs_name")
        known = next((name for name in self.names if same_name(name, self._typed())), None)
        return say("people.is_here", person=known) if known else ""

    def _judge(self) -> None:
        """A greyed button says why."""
        problem = self._problem()
        self.add.setEnabled(not problem)
        self._why.setText(problem)

    def _add(self) -> None:
        if not self._problem():
            name = self._typed()
            self.name.clear()
            self.arrived.emit(name)

    def why(self) -> str:
        """Why nobody can be added just now."""
        return self._why.text()
