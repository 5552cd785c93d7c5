"""When it was: now, some minutes ago, or at a time of day (nurse.md B7). It enters nothing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.clock import Clock
from monitor.entry_check import read_moment
from monitor.errors import EntryError
from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.words import clock_time, complain, say

AGO_MIN = (1, 2, 5)
MS_PER_MIN = 60_000
TIME_WIDTH = 112
WHOLE = 4
"""Characters of a time of day that was typed to its end."""


class WhenRow(QWidget):
    """ "Now" until somebody says otherwise; `at_ms()` is the moment, in session time.

    clock: the session's. late_min: what is entered later than this is called late.

    Signals: changed (another moment was chosen).
    """

    changed = Signal()

    def __init__(self, clock: Clock, sizes: theme.Sizes, late_min: float) -> None:
        super().__init__()
        self._clock = clock
        self._late_ms = late_min * MS_PER_MIN
        self._fixed_ms: int | None = None
        self.now = self._button(say("when.now"), say("when.now"), self.choose_now, sizes)
        self.ago = {minutes: self._ago(minutes, sizes) for minutes in AGO_MIN}
        self.edit = QLineEdit()
        self._said = label(sizes.label, 400, "faint")
        self._arrange(sizes)
        self.edit.textEdited.connect(self._typed)
        self._show()

    # -- building --------------------------------------------------------------------------

    def _button(
        self, text: str, name: str, clicked: Callable[[], None], sizes: theme.Sizes
    ) -> QPushButton:
        made = button(text, clicked, height=sizes.row, px=sizes.button, role="answer")
        made.setCheckable(True)
        made.setMinimumWidth(52)
        made.setAccessibleName(name)
        return made

    def _ago(self, minutes: int, sizes: theme.Sizes) -> QPushButton:
        text, name = say("when.ago", minutes=minutes), say("when.ago.name", minutes=minutes)
        return self._button(text, name, partial(self._choose_ago, minutes), sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        self.edit.setFont(theme.font(sizes.button, 500))
        self.edit.setFixedSize(TIME_WIDTH, sizes.row)
        self.edit.setMaxLength(8)
        self.edit.setPlaceholderText(say("when.at"))
        self.edit.setAccessibleName(say("when.at.name"))
        line = QHBoxLayout()
        line.setSpacing(sizes.gap)
        for made in (self.now, *self.ago.values(), self.edit):
            line.addWidget(made)
        line.addStretch(1)
        self._said.setFixedHeight(sizes.label + 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._said)

    # -- choosing --------------------------------------------------------------------------

    def choose_now(self) -> None:
        """The moment at which it is entered."""
        self._choose(None)

    def choose_ms(self, t_ms: int) -> None:
        """A moment that is known, such as a mark's or a touch on the chart's."""
        self._choose(t_ms)

    def _choose_ago(self, minutes: int) -> None:
        # Counted from the touch: what is shown is what will be entered, however long that takes.
        self._choose(self._clock.now_ms() - minutes * MS_PER_MIN, minutes)

    def _choose(self, t_ms: int | None, minutes: int | None = None) -> None:
        self._fixed_ms = t_ms
        self.edit.clear()
        self._show(minutes)
        self.changed.emit()

    def _typed(self) -> None:
        self._fixed_ms = None
        self._show()
        self.changed.emit()

    # -- asking ----------------------------------------------------------------------------

    def at_ms(self) -> int:
        """The moment in session time: not before its start, and not after now.

        Raises EntryError: the field "when".
        """
        now_ms = self._clock.now_ms()
        if self.edit.text().strip():
            return self._read(now_ms)
        if self._fixed_ms is None:
            return now_ms
        if not 0 <= self._fixed_ms <= now_ms:
            raise self._outside(self._fixed_ms, now_ms)
        return self._fixed_ms

    def _read(self, now_ms: int) -> int:
        now = self._clock.at(now_ms)
        moment = read_moment(self.edit.text(), now, self._clock.at(0))
        return min(now_ms, max(0, now_ms - round((now - moment).total_seconds() * 1000)))

    def _outside(self, t_ms: int, now_ms: int) -> EntryError:
        text, began, now = (clock_time(self._clock.at(ms)) for ms in (t_ms, 0, now_ms))
        return EntryError("not_in_session", field="when", text=text, began=began, now=now)

    @property
    def is_late(self) -> bool:
        """Whether the moment is so long ago that the entry is a late one."""
        try:
            return self._clock.now_ms() - self.at_ms() > self._late_ms
        except EntryError:
            return False

    def said(self) -> str:
        """The line under the buttons."""
        return self._said.text()

    # -- showing ---------------------------------------------------------------------------

    def _show(self, ago_min: int | None = None) -> None:
        self.now.setChecked(self._fixed_ms is None and not self.edit.text().strip())
        for minutes, made in self.ago.items():
            made.setChecked(minutes == ago_min)
        try:
            said, role = self._in_words(self.at_ms()), "dim" if self.is_late else "faint"
        except EntryError as error:
            # A half-typed time is no mistake yet; one that was chosen whole is.
            half = error.code == "no_such_time" or 0 < len(self.edit.text().strip()) < WHOLE
            said, role = ("", "faint") if half else (complain(error), "wrong")
        theme.role(self._said, role)
        self._said.setText(said)

    def _in_words(self, t_ms: int) -> str:
        if self.now.isChecked():
            return say("when.is_now")
        at = clock_time(self._clock.at(t_ms), seconds=not self.edit.text().strip())
        return say("when.late", at=at) if self.is_late else say("when.is", at=at)
