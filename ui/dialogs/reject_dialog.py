"""Why a pressure is not believed: one of a few reasons, or words. It decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from monitor.errors import EntryError
from monitor.events import CuffReading
from ui import theme
from ui.dialogs.one_of import OneOf
from ui.dialogs.small_dialog import SmallDialog
from ui.labels import label
from ui.pressure_words import REJECTIONS, pressures
from ui.words import say

REASONS = REJECTIONS
"""Codes of `reject.<code>`; what is none of them is kept in the person's own words."""

LONGEST = 200
WIDTH = 560


class RejectDialog(SmallDialog):
    """A pressure that is rejected stays in the record, with the reason.

    Signals:
        entered(reading, reason): a code of `REASONS`, or what was typed.
    """

    entered = Signal(object, str)

    def __init__(self, parent: QWidget, sizes: theme.Sizes, reading: CuffReading) -> None:
        super().__init__(parent, sizes, say("reject.title"))
        self._reading = reading
        self._codes = {say(f"reject.{code}"): code for code in REASONS}
        self.reasons = OneOf(self._codes, sizes, about=say("reject.title"), per_line=3)
        self.text = QLineEdit()
        self.text.setFont(theme.font(sizes.button + 1, 500))
        self.text.setMinimumHeight(sizes.row)
        self.text.setMaxLength(LONGEST)
        self.text.setPlaceholderText(say("reject.words"))
        self.text.setAccessibleName(say("reject.words"))
        self.body.addWidget(label(sizes.text, 600, text=pressures(reading)))
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.text)
        self.fields.update(reason=self.text)
        self.reasons.changed.connect(self._choose)
        self.text.textEdited.connect(self._type)
        self.setFixedWidth(WIDTH)

    def first(self) -> QWidget:
        """A reason is one touch: no keyboard is needed at first."""
        return self.reasons

    def _choose(self) -> None:
        self.forgive()
        self.text.clear()

    def _type(self) -> None:
        self.forgive()
        self.reasons.choose(None)

    def enter_it(self) -> None:
        """Tell the reason; without one nothing is rejected."""
        typed = " ".join(self.text.text().split())
        reason = self._codes.get(self.reasons.chosen or "", typed)
        if not reason:
            raise EntryError("reject_reason_missing", field="reason")
        self.entered.emit(self._reading, reason)
