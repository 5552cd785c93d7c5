"""The foot of the start screen: what is still needed, as chips that lead there; one button."""

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

GAP, HEIGHT, BUTTON = 6, 34, 46


class Chips(QWidget):
    """As many chips as there is room for, then how many more; `height` in pixels at 96 dpi."""

    def __init__(self, height: int = HEIGHT) -> None:
        super().__init__()
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)
        self.buttons: list[QPushButton] = []
        self._more = label(14, 500, "dim")
        self._more.setParent(self)

    def show_missing(self, missing: list[Missing]) -> None:
        """Show other chips."""
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = [self._chip(item) for item in missing]
        self._place()

    def _chip(self, item: Missing) -> QPushButton:
        made = QPushButton(item.name, self)
        made.setFont(theme.font(13, 500))
        made.setAutoDefault(True)
        made.setAccessibleName(item.name)
        theme.role(made, "chip")
        made.clicked.connect(lambda _checked=False: _lead_to(item))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        x, hidden = 0, 0
        for chip in self.buttons:
            width = chip.sizeHint().width()
            last = chip is self.buttons[-1]
            fits = not hidden and x + width <= self.width() - (0 if last else 40)
            chip.setVisible(fits)
            chip.setGeometry(x, 0, width, self._height)
            x += width + GAP if fits else 0
            hidden += not fits
        self._more.setText(say("start.more", count=hidden))
        self._more.setGeometry(x + 4, 0, 36, self._height)
        self._more.setVisible(bool(hidden))


class NeededView(QFrame):
    """Chips for what is missing; "Begin baseline" works when there is none.

    `checks` leads to the checks and says how many were asked.

    Signals: begin.
    """

    begin = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "footer")
        self.chips = Chips()
        self.checks = button("", lambda: None, height=BUTTON, px=14)
        self.button = QPushButton(say("start.begin"))
        self._missing: list[Missing] | None = None
        self._reason = label(14, 500, "dim")
        self._arrange()

    def _arrange(self) -> None:
        self.setFixedHeight(62)
        self.button.setFont(theme.font(16, 650))
        self.checks.setAutoDefault(True)
        self.button.setFixedHeight(BUTTON)
        self.button.setMinimumWidth(190)
        self.button.setAutoDefault(True)
        self.button.setAccessibleName(plain(say("start.begin")))
        theme.role(self.button, "primary")
        self.button.clicked.connect(self.begin)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(18, 0, 18, 0)
        outer.setSpacing(12)
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
        for chip in self.chips.buttons:
            self.setTabOrder(chip, self.button)
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
