"""The way back in: the code on paper makes somebody administrator with a new PIN. Nothing else."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.clock import utc_now
from monitor.errors import EntryError
from monitor.people import People
from ui import theme
from ui.field import read_text
from ui.people.code_dialog import CodeDialog
from ui.people.new_pin import NewPin, name_edit, titled
from ui.words import say


class RecoveryDialog(CodeDialog):
    """A new code follows: the old one is used up."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes, people: People) -> None:
        super().__init__(parent, sizes, say("people.recover.title"))
        self._people = people
        self.old_code = name_edit(say("people.code"), sizes)
        self.name = name_edit(say("people.administrator"), sizes)
        self.new = NewPin(sizes)
        for edit in (self.old_code, self.name):
            line = QHBoxLayout()
            line.setSpacing(sizes.gap)
            line.addWidget(titled(edit, edit.accessibleName(), sizes))
            line.addWidget(edit, 1)
            self.rows.addLayout(line)
        self.rows.addWidget(self.new)
        self.fields |= {"code": self.old_code, "name": self.name}
        self.fields |= {"pin": self.new.pin, "again": self.new.again}
        for edit in (self.old_code, self.name, self.new.pin, self.new.again):
            edit.textChanged.connect(self.forgive)

    def work(self) -> Callable[[], str]:
        """Compare the code, then set the PIN."""
        code, name, pin = self.old_code.text(), read_text(self.name.text()), self.new.typed
        if not name:
            raise EntryError("name_missing", field="name")
        people = self._people
        return lambda: people.recover(code, name, pin, utc_now())

    def forget(self) -> None:
        """The code and the PIN go."""
        self.old_code.clear()
        self.new.clear()
