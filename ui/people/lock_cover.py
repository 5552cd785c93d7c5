"""What lies over the entries while the screen is locked. Numbers, chart and alarms stay in view.

It covers and greys; when it does is another's to say.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.buttons import button
from ui.labels import label
from ui.words import say


class LockCover(QFrame):
    """Over `covered`, which stand side by side or above each other in one widget.

    `greyed` stay in view and do nothing. `unlock` is called by the button.
    """

    def __init__(
        self,
        covered: Sequence[QWidget],
        greyed: Sequence[QWidget],
        sizes: theme.Sizes,
        unlock: Callable[[], object],
    ) -> None:
        over = covered[0].parentWidget()
        assert over is not None
        super().__init__(over)
        self._over = over
        self._covered, self._greyed = covered, greyed
        theme.role(self, "item-here")
        said = label(sizes.button, 600, text=say("lock.on"))
        said.setWordWrap(True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open_button = button(
            say("lock.open"), unlock, height=sizes.row + 4, px=sizes.next, role="primary"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addStretch(1)
        column.addWidget(said)
        column.addWidget(self.open_button)
        column.addStretch(1)
        self.hide()
        over.installEventFilter(self)

    def cover(self, on: bool) -> None:
        """Cover, or show again."""
        for part in (*self._covered, *self._greyed):
            part.setEnabled(not on)
        self.setVisible(on)
        if on:
            self._place()
            self.raise_()
            self.open_button.setFocus()

    def _place(self) -> None:
        places = [
            QRect(part.mapTo(self._over, QPoint(0, 0)), part.size())
            for part in self._covered
            if part.isVisible()
        ]
        whole = QRect()
        for place in places:
            whole = whole.united(place)
        self.setGeometry(whole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest} and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
