"""The clinic's usual medications as buttons, three in a line; a long list scrolls."""

from collections.abc import Sequence
from functools import partial
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QWidget

from monitor.settings import Medication
from ui import theme
from ui.buttons import button
from ui.describe import drug_words

PER_LINE = 3
LINES_IN_SIGHT, LINES_WHERE_ROOMY = 3, 5
SCROLL_BAR = 10
TEXT_WIDTH = 164
"""Of a button, what its text may take, in pixels at 96 dpi."""


class PickList(QScrollArea):
    """`buttons` are in the order of the list.

    Signals:
        picked(given): a Medication was touched, the chosen one too.
    """

    picked = Signal(object)

    def __init__(self, usual: Sequence[Medication], sizes: theme.Sizes) -> None:
        super().__init__()
        self._usual = usual
        self.buttons = [self._button(given, sizes) for given in usual]
        paper = QWidget()
        theme.role(paper, "window")
        grid = QGridLayout(paper)
        grid.setContentsMargins(0, 0, SCROLL_BAR, 0)
        grid.setSpacing(sizes.gap)
        for place in range(PER_LINE):
            grid.setColumnStretch(place, 1)
        for index, made in enumerate(self.buttons):
            grid.addWidget(made, *divmod(index, PER_LINE))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(paper)
        most = LINES_WHERE_ROOMY if sizes.row_of_signs else LINES_IN_SIGHT
        lines = min(most, ceil(len(usual) / PER_LINE))
        self.setFixedHeight(max(0, lines * (sizes.row + sizes.gap) - sizes.gap))

    def _button(self, given: Medication, sizes: theme.Sizes) -> QPushButton:
        said = drug_words(given.drug, given.dose, given.unit, given.route)
        shown = in_two_lines(said, given.drug, theme.font(sizes.button, 500))
        made = button(
            shown.replace("&", "&&"),
            partial(self.picked.emit, given),
            height=sizes.row,
            px=sizes.button,
            role="answer",
        )
        made.setCheckable(True)
        made.setMinimumWidth(1)
        made.setToolTip(said)
        made.setAccessibleName(said)
        return made

    def choose(self, given: Medication | None) -> None:
        """Show one as chosen; None for none."""
        for one, made in zip(self._usual, self.buttons, strict=True):
            made.setChecked(one is given)


def in_two_lines(said: str, drug: str, font: QFont) -> str:
    """Break what is too long for its button after the drug; both ends of each line stay."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(said) <= TEXT_WIDTH:
        return said
    lines = (drug, said.removeprefix(drug).strip())
    middle = Qt.TextElideMode.ElideMiddle
    return "\n".join(metrics.elidedText(line, middle, TEXT_WIDTH) for line in lines if line)
