"""Keys pressed by a hand act; keys that a barcode scanner types do not (nurse.md A7).

A key waits a moment before it acts, and neither it nor its neighbours act when another key comes
closer to it than a hand can: `ui.burst` says which.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.burst import CLOSE_MS, MODIFIERS, Burst

SPACE = "Space"


class HandKeys(QObject):
    """The shortcuts of one window, or only of a part of it: while that cannot be seen, none acts.

    `now_s` is wall time, for tests to set.
    """

    def __init__(
        self,
        window: QWidget,
        now_s: Callable[[], float] = time.monotonic,
        *,
        of: QWidget | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        # Qt asks no shortcut of a widget that is hidden.
        self._of = of or window
        self.now_s = now_s
        self._burst = Burst()
        self._scanned = False
        self._does: Callable[[], object] | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(CLOSE_MS + 5)
        self._waiting.timeout.connect(self._act)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def add(self, key: str, does: Callable[[], object]) -> None:
        """Let a key of the window do something, once a hand has pressed it.

        Space presses the button that has the focus, as everywhere, and acts where none has.
        """
        acts = _pressed_or(does) if key == SPACE else does
        QShortcut(QKeySequence(key), self._of, lambda: self._wait(acts))

    def _wait(self, does: Callable[[], object]) -> None:
        if self._scanned:
            return
        self._does = does
        self._waiting.start()

    def _act(self) -> None:
        does, self._does = self._does, None
        if does is not None:
            does()

    @property
    def waiting(self) -> bool:
        """Whether a key was pressed that has not acted yet."""
        return self._waiting.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of the program comes by: most are let go of by the first question.
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        # Asked of the focused widget, and then of all around it, before any shortcut acts.
        if watched is (QApplication.focusWidget() or self._window):
            self._note(event)
        return False

    def _note(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.key() in MODIFIERS:
            return
        self._scanned = self._burst.scanned(event, self.now_s())
        if self._scanned:
            self._waiting.stop()
            self._does = None


def _pressed_or(does: Callable[[], object]) -> Callable[[], object]:
    def press() -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            does()

    return press
