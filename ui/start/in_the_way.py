"""One line over the columns of the start screen: what is in the way, the worst first."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from ui import theme
from ui.labels import label
from ui.words import say

SAID_MS = 12_000
"""How long it is said that a scan came where none belongs."""


class InTheWay(QLabel):
    """Hidden while nothing is: a problem stays, a stop stays, a stray scan is said for a while."""

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self.problem = ""
        self._stop = ""
        self._stray = QTimer(self, singleShot=True, interval=SAID_MS)
        self._stray.timeout.connect(self._say)
        self.setTextFormat(label(sizes.text).textFormat())
        self.setFont(theme.font(sizes.text, 600))
        self.setWordWrap(True)
        # A label that breaks its lines asks for two before it knows how wide it is.
        self.setMinimumSize(1, 1)
        theme.role(self, "wrong")
        self.hide()

    def show_problem(self, sentence: str) -> None:
        """Say why no session can begin or go on; empty: nothing is wrong."""
        self.problem = sentence
        self._say()

    def show_stop(self, sentence: str) -> None:
        """Say which answer stops the start; empty: none does."""
        self._stop = sentence
        self._say()

    def show_stray_scan(self) -> None:
        """Say for a while that a scan was taken out again, and where it belongs."""
        self._stray.start()
        self._say()

    def _say(self) -> None:
        stray = say("start.find.stray") if self._stray.isActive() else ""
        said = " ".join(part for part in (self.problem, self._stop, stray) if part)
        self.setText(said)
        self.setVisible(bool(said))
