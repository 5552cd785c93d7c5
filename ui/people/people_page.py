"""Who works here, for an administrator: the list, and of one person name, roles, PIN, retired.

It opens only after an administrator's PIN, which is not asked here. It signs nobody in.
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.clock import utc_now
from monitor.errors import EntryError
from monitor.people import People, Person
from monitor.roles import Role
from ui import theme
from ui.buttons import button
from ui.field import read_text
from ui.labels import label
from ui.people.aside import Aside, why
from ui.people.new_code_dialog import NewCodeDialog
from ui.people.new_pin import NewPin, name_edit, titled
from ui.words import say

WIDTH, HEIGHT, LIST = 820, 560, 300


class PeoplePage(QDialog):
    """`by` is the administrator who changes things."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes, people: People, by: str) -> None:
        super().__init__(parent)
        self._sizes = sizes
        self._people = people
        self._by = by
        self.chosen: Person | None = None
        """Who is shown; None: somebody new."""
        self.names: dict[str, QPushButton] = {}
        self.setWindowTitle(say("people.page"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = name_edit(say("people.name_of"), sizes)
        self.new = NewPin(sizes)
        self.roles = {role: self._switch(say(f"role.{role}")) for role in Role}
        self.retired = self._switch(say("people.retired"))
        self.save = button(say("people.save"), self._save, height=sizes.row + 4, role="primary")
        self.said = label(sizes.label, 550)
        self._aside = Aside()
        self._aside.done.connect(self._saved)
        self._aside.failed.connect(self._say_why)
        self._arrange()
        self.refresh()
        self.choose(None)

    # -- building --------------------------------------------------------------------------

    def _switch(self, text: str) -> QPushButton:
        made = button(text, lambda: None, height=self._sizes.row, role="choice")
        made.setCheckable(True)
        return made

    def _arrange(self) -> None:
        self.setFixedSize(WIDTH, HEIGHT)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(20, 18, 20, 18)
        columns.setSpacing(24)
        columns.addLayout(self._left())
        columns.addLayout(self._right(), 1)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(self._sizes.gap)
        left.addWidget(label(self._sizes.next, 650, text=say("people.page")))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFixedWidth(LIST)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.addWidget(self._scroll, 1)
        self.add = button(say("people.new"), partial(self.choose, None), height=self._sizes.row)
        left.addWidget(self.add)
        self.new_code = button(
            say("people.new_code"), self._ask_new_code, height=self._sizes.row, role="quiet"
        )
        left.addWidget(self.new_code)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(self._sizes.gap)
        line = QHBoxLayout()
        line.setSpacing(self._sizes.gap)
        line.addWidget(titled(self.name, say("people.name_of"), self._sizes))
        line.addWidget(self.name, 1)
        right.addLayout(line)
        right.addWidget(label(self._sizes.label, 500, "dim", text=say("people.roles")))
        for pair in (list(self.roles.values())[:3], list(self.roles.values())[3:]):
            line = QHBoxLayout()
            line.setSpacing(self._sizes.gap)
            for made in pair:
                line.addWidget(made, 1)
            right.addLayout(line)
        self._how = label(self._sizes.label, 500, "dim")
        self._how.setWordWrap(True)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self._sizes.label + 14)
        close = button(say("people.close"), self.reject, height=self._sizes.row + 4)
        for part in (self._how, self.new, self.retired, self.said):
            right.addWidget(part)
        right.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(self._sizes.gap)
        line.addWidget(close, 1)
        line.addWidget(self.save, 2)
        right.addLayout(line)
        return right

    def _ask_new_code(self) -> None:
        NewCodeDialog(self, self._sizes, self._people, self._by).open()

    # -- showing ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list anew."""
        whole = QWidget()
        theme.role(whole, "window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(self._sizes.gap)
        self.names = {}
        for person in self._people.all():
            made = self._person(person)
            self.names[person.name] = made
            column.addWidget(made)
        column.addStretch(1)
        before = self._scroll.takeWidget()
        self._scroll.setWidget(whole)
        if before is not None:
            before.deleteLater()

    def _person(self, person: Person) -> QPushButton:
        metrics = self.fontMetrics()
        short = metrics.elidedText(person.name, Qt.TextElideMode.ElideRight, LIST - 60)
        text = short if person.active else say("people.retired.of", person=short)
        made = button(
            text.replace("&", "&&"),
            partial(self.choose, person),
            height=self._sizes.row,
            role="choice" if person.active else "quiet",
        )
        roles = ", ".join(say(f"role.{role}") for role in sorted(person.roles))
        made.setToolTip(f"{person.name}: {roles}")
        made.setAccessibleName(person.name)
        made.setCheckable(True)
        return made

    def choose(self, person: Person | None) -> None:
        """Show somebody's roles, or the form for somebody new."""
        self.chosen = person
        for name, made in self.names.items():
            made.setChecked(person is not None and name == person.name)
        self.name.setText(person.name if person else "")
        self.name.setReadOnly(person is not None)
        for role, made in self.roles.items():
            made.setChecked(role in person.roles if person else role is Role.NURSE)
        self.retired.setVisible(person is not None)
        self.retired.setChecked(person is not None and not person.active)
        self._how.setText(say("people.pin.kept" if person else "people.pin.first"))
        self.new.clear()
        self._say("")
        (self.new.pin if person else self.name).setFocus()

    def _say(self, sentence: str, role: str = "") -> None:
        theme.role(self.said, role)
        self.said.setText(sentence)

    # -- saving ----------------------------------------------------------------------------

    def _save(self) -> None:
        if self._aside.busy:
            return
        try:
            person, pin = self._typed(), self.new.typed
        except EntryError as error:
            self._say_why(error)
            return
        self.new.clear()
        self.save.setEnabled(False)
        self._aside.run(partial(_store, self._people, person, pin, self._by))

    def _typed(self) -> Person:
        name = read_text(self.name.text())
        if self.chosen is None and name.casefold() in {known.casefold() for known in self.names}:
            raise EntryError("person_known", field="name", person=name)
        roles = frozenset(role for role, made in self.roles.items() if made.isChecked())
        if not roles:
            raise EntryError("roles_missing", field="roles")
        back = self.chosen is not None and not self.chosen.active
        if back and not self.retired.isChecked() and not self.new.typed:
            # The PIN went with them: what a person had once, somebody may have seen.
            raise EntryError("pin_missing", field="pin")
        return Person(name, roles, active=not self.retired.isChecked())

    def _saved(self, person: Person) -> None:
        self.save.setEnabled(True)
        self.refresh()
        self.choose(None)
        self._say(say("people.saved", person=person.name))

    def _say_why(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self._say(why(error), "wrong")


def _store(people: People, person: Person, pin: str, by: str) -> Person:
    """Save somebody; an empty PIN stays as it is."""
    people.save(person, pin or None, utc_now(), by)
    return person
