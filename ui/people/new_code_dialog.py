"""A new recovery code, for an administrator who is signed in. It asks for no PIN and sets none."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from monitor.clock import utc_now
from monitor.people import People
from ui import theme
from ui.buttons import relabel
from ui.labels import label
from ui.people.code_dialog import CodeDialog
from ui.words import say


class NewCodeDialog(CodeDialog):
    """`by` is the administrator. The old code ends when the new one is shown."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes, people: People, by: str) -> None:
        super().__init__(parent, sizes, say("people.new_code.title"))
        self._people = people
        self._by = by
        how = label(sizes.button, 500, text=say("people.new_code.how"))
        how.setWordWrap(True)
        self.rows.addWidget(how)
        relabel(self.enter, say("people.new_code.make"))

    def work(self) -> Callable[[], str]:
        """Make the code."""
        people, by = self._people, self._by
        return lambda: people.new_code(by, utc_now())

    def forget(self) -> None:
        """Nothing was typed."""
