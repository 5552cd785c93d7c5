"""The foot of the start screen: what is still needed, as chips that lead there; one button."""

from itertools import accumulate, pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui import theme
from ui.buttons import button, relabel
from ui.field import plain
from ui.labels import label
from ui.start.start_sheet import Missing
from ui.words import say


class Chips(QWidget):
    """As many chips as there is room for, then one that says how many more and leads to them."""

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(sizes.row)
        self.buttons: list[QPushButton] = []
        self.more = self._button("")
        self.more.clicked.connect(self._lead_on)
        self._hidden: list[Missing] = []
        self._missing: list[Missing] = []

    def show_missing(self, missing: list[Missing]) -> None:
        """Show other chips; the same ones stay, for this is asked at every event."""
        same = [item.name for item in missing] == [item.name for item in self._missing]
        self._missing = missing
        if same:
            self._hidden = missing[len(missing) - len(self._hidden) :]
            return
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = [self._chip(place) for place in range(len(missing))]
        self._place()

    def _chip(self, place: int) -> QPushButton:
        made = self._button(self._missing[place].name)
        made.clicked.connect(lambda _checked=False: _lead_to(self._missing[place]))
        return made

    def _button(self, name: str) -> QPushButton:
        made = QPushButton(name, self)
        made.setFont(theme.font(self._sizes.label - 1, 500))
        made.setAutoDefault(True)
        made.setAccessibleName(name)
        theme.role(made, "chip")
        return made

    def _lead_on(self) -> None:
        _lead_to(self._hidden[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        widths = [chip.sizeHint().width() for chip in self.buttons]
        shown = self._room_for(widths)
        x, gap, height = 0, self._sizes.gap, self._sizes.row
        for place, (chip, width) in enumerate(zip(self.buttons, widths, strict=True)):
            chip.setVisible(place < shown)
            chip.setGeometry(x, 0, width, height)
            x += width + gap if place < shown else 0
        self._hidden = self._missing[shown:]
        names = [item.name for item in self._hidden]
        relabel(self.more, say("start.more", count=len(names)))
        self.more.setToolTip("\n".join(names))
        self.more.setAccessibleDescription(", ".join(names))
        self.more.setGeometry(x, 0, self._more_width(), height)
        self.more.setVisible(bool(names))

    def _more_width(self) -> int:
        return max(self._sizes.row, self.more.sizeHint().width())

    def _room_for(self, widths: list[int]) -> int:
        """How many chips of these widths fit; beside the last of fewer stands how many more."""
        gap, room = self._sizes.gap, self.width()
        if sum(widths) + gap * (len(widths) - 1) <= room:
            return len(widths)
        relabel(self.more, say("start.more", count=len(widths)))
        room -= self._more_width()
        return sum(end <= room for end in accumulate(width + gap for width in widths))


class NeededView(QFrame):
    """Chips for what is missing; "Begin baseline" works when there is none.

    `checks` leads to the checks and says how many were asked. `last_stops` is where Tab goes
    after the chips; a window may let it go on from there.

    Signals: begin.
    """

    begin = Signal()

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "footer")
        self.chips = Chips(sizes)
        self.checks = button("", lambda: None, height=sizes.cuff, px=sizes.button)
        self.button = QPushButton(say("start.begin"))
        self.last_stops: tuple[QWidget, ...] = (self.checks, self.button)
        self._missing: list[Missing] | None = None
        self._reason = label(sizes.label, 500, "dim")
        self._arrange(sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        self.setFixedHeight(sizes.footer)
        self.button.setFont(theme.font(sizes.text, 650))
        self.checks.setAutoDefault(True)
        self.button.setFixedHeight(sizes.cuff)
        self.button.setMinimumWidth(theme.grown(190, sizes))
        self.button.setAutoDefault(True)
        self.button.setAccessibleName(plain(say("start.begin")))
        theme.role(self.button, "primary")
        self.button.clicked.connect(self.begin)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(sizes.margin, 0, sizes.margin, 0)
        outer.setSpacing(2 * sizes.gap)
        outer.addWidget(self._reason)
        outer.addWidget(self.chips, 1)
        outer.addWidget(self.checks)
        outer.addWidget(self.button)

    def show_checks(self, asked: int, of: int) -> None:
        """Say how many of the checks were asked."""
        relabel(self.checks, say("checks.count", asked=asked, of=of))

    def show_missing(self, missing: list[Missing]) -> None:
        """Offer a way to each; the button says why it does not work yet."""
        if missing == self._missing:
            return
        self._missing = missing
        self.chips.show_missing(missing)
        # A new chip is the last of the whole window: what Tab reaches after it goes along.
        for before, after in pairwise((*self.chips.buttons, self.chips.more, *self.last_stops)):
            self.setTabOrder(before, after)
        names = [item.name for item in missing]
        self.button.setEnabled(not missing)
        self._reason.setText(say("start.needed") if missing else say("start.ready"))
        self.button.setToolTip(", ".join(names))
        self.button.setAccessibleDescription(", ".join(names))


def _lead_to(item: Missing) -> None:
    if item.opens is not None:
        item.opens()
    item.where.setFocus()
    target = item.where.focusProxy() or item.where
    if isinstance(target, QLineEdit):
        target.selectAll()
