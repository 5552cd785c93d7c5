"""The card beside the entries: a name, a question or comment, and the buttons that sign.

It signs nothing and knows no session: `sign_off.py` decides what a press means.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from ui import theme
from ui.buttons import button
from ui.key_hints import hint
from ui.labels import ElidedLabel, label
from ui.words import say

BUTTON, WIDTH = 32, 300
"""Height of a button, width of the card: a desk with a mouse, not a glove."""

NAME, NARROW = 150, 120
"""Width of the name in the card, and in the line."""

CARD = (12, 9, 12, 10)
MOST = 16_777_215
"""What Qt takes for no limit."""

LONGEST_NAME, LONGEST_WORDS = 120, 1000
KEYS = {"next": "S", "return": "R", "amend": "A"}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SignBar(QFrame):
    """`name` is where a name is typed while nobody is set up.

    Signals: wanted (next, sign, return or amend: what a button or Ctrl+Enter asks for),
    left (Esc or Enter: the keys go back to the list).
    """

    wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._beside: bool | None = None
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._grid = QGridLayout()
        self._title = label(14, 650, text=say("sign.title"))
        self.name = QLineEdit()
        self.words = QPlainTextEdit()
        self.last = ElidedLabel(13, 500, dim=True)
        self.buttons: dict[str, QPushButton] = {
            what: self._button(what, "primary" if what == "next" else "")
            for what in ("next", "sign", "return", "amend")
        }
        for what, key in KEYS.items():
            hint(self.buttons[what], key)
        self._build_fields()
        self._arrange()

    def _button(self, what: str, role: str) -> QPushButton:
        made = button(say(f"sign.{what}"), self._teller(what), height=BUTTON, px=14, role=role)
        made.setAutoDefault(True)
        made.setStyleSheet("padding: 0 6px;")
        return made

    def _teller(self, what: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(what)

    def _build_fields(self) -> None:
        self.name.setFont(theme.font(14, 500))
        self.name.setFixedHeight(BUTTON)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(say("sign.name"))
        self.name.setAccessibleName(say("sign.name"))
        self.name.returnPressed.connect(self.left)
        self.words.setFont(theme.font(14))
        self.words.setMinimumHeight(BUTTON)
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(say("sign.words"))
        self.words.setAccessibleName(say("sign.words"))
        for field in (self.name, self.words):
            field.installEventFilter(self)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self.name, 1)
        self._grid.setSpacing(6)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self.last)
        self._column.addWidget(self.words, 1)
        self._column.addLayout(self._grid)
        self.stand(beside=True)

    def stand(self, *, beside: bool) -> None:
        """Stand beside the entries as a card; beneath them, as a line, where the window is low."""
        if beside == self._beside:
            return
        self._beside = beside
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._column.setDirection(down if beside else along)
        self._column.setContentsMargins(*(CARD if beside else (0, 0, 0, 0)))
        for place, made in enumerate(self.buttons.values()):
            self._grid.removeWidget(made)
            self._grid.addWidget(made, *divmod(place, 2 if beside else len(self.buttons)))
        for shown in (self._title, self.last):
            shown.setVisible(beside)
        theme.role(self, "card" if beside else "")
        self.words.setMaximumHeight(MOST if beside else BUTTON)
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.words.setVerticalScrollBarPolicy(scrolls if beside else never)
        self.name.setFixedWidth(NAME if beside else NARROW)
        self.setFixedWidth(WIDTH) if beside else self.setMaximumWidth(MOST)

    # -- showing ---------------------------------------------------------------------------

    def offer(self, offered: set[str]) -> None:
        """Let these buttons be pressed and no others."""
        for what, made in self.buttons.items():
            made.setEnabled(what in offered)

    def show_last(self, text: str) -> None:
        """Say who signed last."""
        self.last.set_text(text)

    def typed_name(self) -> str:
        """Who signs, where names are typed."""
        return " ".join(self.name.text().split())

    @property
    def said(self) -> str:
        """The question or comment as it was typed."""
        return self.words.toPlainText().strip()[:LONGEST_WORDS]

    # -- keys ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves a field; Ctrl+Enter in the words returns the session."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if watched is self.words and control and event.key() in ENTER:
            self.wanted.emit("return")
            return True
        return False
