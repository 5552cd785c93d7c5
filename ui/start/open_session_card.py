"""The card of a session that was left open here: until it is resumed, no other begins.

One that this computer's clock does not let go on stands in nobody's way.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import theme
from ui.buttons import button
from ui.labels import ElidedLabel
from ui.words import say


class OpenSessionCard(QFrame):
    """Hidden while none is open.

    Signals: resume.
    """

    resume = Signal()

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        self.blocks = False
        """Whether it has to be resumed before another begins."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "card-overdue")
        self.sentence = ElidedLabel(sizes.next, 600)
        self.button = button(
            say("start.open.resume"), self.resume.emit, height=sizes.row, role="primary"
        )
        self.button.setAutoDefault(True)
        self.button.setMinimumWidth(theme.grown(130, sizes))
        line = QHBoxLayout(self)
        line.setContentsMargins(sizes.margin, sizes.gap, sizes.gap, sizes.gap)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.button)
        self.hide()

    def show_sentence(self, sentence: str, *, blocks: bool = True) -> None:
        """Say which session it is; empty: none is open.

        The keys go to the button when a session begins to block, and are not taken again.
        """
        blocked, self.blocks = self.blocks, blocks and bool(sentence)
        self.sentence.set_text(sentence)
        self.setVisible(bool(sentence))
        if self.blocks and not blocked:
            self.button.setFocus()
