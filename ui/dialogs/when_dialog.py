"""When something was done that is entered now. It asks for the moment and nothing else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from monitor.clock import Clock
from ui import theme
from ui.dialogs.small_dialog import SmallDialog
from ui.dialogs.when_row import WhenRow


class WhenDialog(SmallDialog):
    """A title and a moment.

    Signals:
        entered(at_ms): the moment, in session time.
    """

    entered = Signal(int)

    def __init__(
        self, parent: QWidget, sizes: theme.Sizes, title: str, clock: Clock, late_min: float
    ) -> None:
        super().__init__(parent, sizes, title)
        self.when = WhenRow(clock, sizes, late_min)
        self.fields["when"] = self.when.now
        self.body.addWidget(self.when)

    def enter_it(self) -> None:
        """Say when. EntryError where what was typed is no such moment."""
        self.entered.emit(self.when.at_ms())
