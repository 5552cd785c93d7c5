"""Asks for the PIN of whoever signs what was saved, where people are set up. It signs nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from monitor.people import People
from monitor.roles import Act, may
from ui import theme

if TYPE_CHECKING:
    from ui.people.pin_dialog import PinDialog


class AskWho:
    """A `Who` with a dialog: whoever was right last is chosen next time, the PIN is asked again.

    typed: the name as it stands on the screen; while nobody is set up it is the answer. `asking` is
    the dialog that is open, `likely` is who is chosen in the next.
    """

    def __init__(self, window: QWidget, people: People, typed: Callable[[], str]) -> None:
        self._window = window
        self._people = people
        self._typed = typed
        self.likely = ""
        self.asking: PinDialog | None = None

    def __call__(self, act: Act, then: Callable[[str], None]) -> None:
        """Hand on the name of somebody who may, once their PIN was right."""
        if not self._people.known:
            then(self._typed())
            return
        from ui.people.pin_dialog import PinDialog

        if self.asking is not None:
            self.asking.reject()
        names = [p.name for p in self._people.all() if p.active and may(p.roles, act)]
        sizes = theme.sizes_for(self._window.height(), self._window.width())
        likely = names[0] if len(names) == 1 else self.likely
        dialog = PinDialog(self._window, sizes, self._people, "sign", names, likely)
        dialog.signed.connect(self._remember)
        dialog.signed.connect(then)
        dialog.finished.connect(lambda _result: self._forget(dialog))
        self.asking = dialog
        dialog.show()
        dialog.activateWindow()

    def _remember(self, name: str) -> None:
        self.likely = name

    def _forget(self, dialog: "PinDialog") -> None:
        if self.asking is dialog:
            self.asking = None
