"""The way from the start screen to who is set up: set up the first, else an administrator's PIN.

It opens dialogs one after the other; each does its own work, and is imported when it is wanted:
the start screen has a door, and hardly anybody goes through it.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from monitor.errors import DripwatchError
from monitor.people import People
from monitor.roles import Act, may
from ui import theme
from ui.words import say


class PeopleDoor:
    """`changed` is called when who is set up may be different; `shown` is the dialog that is open.

    RecordError where the people cannot be read.
    """

    def __init__(
        self,
        window: QWidget,
        people: People,
        sizes: theme.Sizes,
        changed: Callable[[], object],
    ) -> None:
        self._window = window
        self._people = people
        self._sizes = sizes
        self._changed = changed
        self.shown: QDialog | None = None

    def open(self) -> None:
        """Set up the first administrator, or ask for one's PIN."""
        if self._people.known:
            self._ask()
        else:
            from ui.people.set_up_dialog import SetUpDialog

            made = SetUpDialog(self._window, self._sizes, self._people)
            made.accepted.connect(lambda: self._page(made.name.text()))
            self._show(made)

    def _ask(self) -> None:
        from ui.people.pin_dialog import PinDialog

        every = self._people.all()
        names = [p.name for p in every if p.active and may(p.roles, Act.MANAGE_PEOPLE)]
        name = names[0] if len(names) == 1 else ""
        lost = say("pin.lost")
        asked = PinDialog(
            self._window, self._sizes, self._people, "manage", names, name, other=lost
        )
        asked.signed.connect(self._page)
        asked.other_way.connect(self._recover)
        self._show(asked)

    def _recover(self) -> None:
        from ui.people.recovery_dialog import RecoveryDialog

        made = RecoveryDialog(self._window, self._sizes, self._people)
        made.accepted.connect(lambda: self._page(made.name.text()))
        self._show(made)

    def _page(self, by: str) -> None:
        from ui.people.people_page import PeoplePage

        try:
            page = PeoplePage(self._window, self._sizes, self._people, " ".join(by.split()))
        except DripwatchError:
            self._changed()
            return
        self._show(page)

    def _show(self, dialog: QDialog) -> None:
        self.shown = dialog
        dialog.finished.connect(lambda _result: self._changed())
        dialog.open()
