"""Sets up the first administrator: a name, a PIN twice, then the recovery code; nobody else."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.clock import utc_now
from monitor.errors import EntryError
from monitor.people import People
from ui import theme
from ui.field import read_text
from ui.labels import label
from ui.people.code_dialog import CodeDialog
from ui.people.new_pin import NewPin, name_edit, titled
from ui.words import say


class SetUpDialog(CodeDialog):
    """For a clinic where nobody is set up yet."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes, people: People) -> None:
        super().__init__(parent, sizes, say("people.set_up.title"))
        self._people = people
        self.name = name_edit(say("people.administrator"), sizes)
        self.new = NewPin(sizes)
        how = label(sizes.label, 500, "dim", text=say("people.set_up.how"))
        how.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(sizes.gap)
        line.addWidget(titled(self.name, say("people.administrator"), sizes))
        line.addWidget(self.name, 1)
        self.rows.addWidget(how)
        self.rows.addLayout(line)
        self.rows.addWidget(self.new)
        self.fields |= {"name": self.name, "pin": self.new.pin, "again": self.new.again}
        for edit in (self.name, self.new.pin, self.new.again):
            edit.textChanged.connect(self.forgive)

    def work(self) -> Callable[[], str]:
        """Make the administrator."""
        name, pin = read_text(self.name.text()), self.new.typed
        if not name:
            raise EntryError("name_missing", field="name")
        people = self._people
        return lambda: people.set_up(name, pin, utc_now())

    def forget(self) -> None:
        """The PIN goes."""
        self.new.clear()
