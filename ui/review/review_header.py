"""The head of the review: its three pages, what can be taken out, who looks. It does none of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton

from monitor import exporting
from ui import theme
from ui.buttons import button, relabel
from ui.key_hints import hint
from ui.labels import ElidedLabel, label
from ui.words import say

TABS = ("sessions", "courses", "clinic")
HIGH = 36


class ReviewHeader(QFrame):
    """`menu` is what Export opens; `exports` are its entries by format and whether de-identified.

    Signals:
        chosen(tab): one of TABS.
        export(format, deidentified): the session that is shown is wanted as a file.
        report(): it is wanted on paper.
        sign_in(): somebody else wants to be known.
    """

    chosen = Signal(str)
    export = Signal(str, bool)
    report = Signal()
    sign_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.role(self, "header")
        self.setFixedHeight(52)
        self.tabs = {name: self._tab(name) for name in TABS}
        for place, tab in enumerate(self.tabs.values(), start=1):
            hint(tab, f"Ctrl+{place}")
        self.said = ElidedLabel(14, 500, dim=True)
        self.menu = QMenu(self)
        self.exports: dict[tuple[str, bool], QAction] = {}
        self._fill(self.menu, without=False)
        self.menu.addSeparator()
        self._fill(self.menu.addMenu(say("export.deidentified")), without=True)
        self.export_button = self._button("review.export_button", self._open_menu)
        self.export_button.setToolTip(say("review.export"))
        self.report_button = self._button("review.report", self.report.emit)
        self.who = button("", self.sign_in.emit, height=HIGH, px=14, role="quiet")
        self.who.setToolTip(say("review.sign_in"))
        self._arrange()
        self.offer(shown=False, may_export=False)
        self.show_who("", asks=False)

    def _tab(self, name: str) -> QPushButton:
        made = button(say(f"review.tab.{name}"), self._teller(name), height=HIGH, px=14, role="tab")
        made.setCheckable(True)
        return made

    def _teller(self, name: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(name)

    def _button(self, code: str, does: Callable[[], object]) -> QPushButton:
        made = button(say(code), does, height=HIGH, px=14)
        made.setAutoDefault(True)  # Enter presses it, as space does
        return made

    def _fill(self, menu: QMenu, *, without: bool) -> None:
        """Offer every format; `without` anybody who could be recognised."""
        for name in exporting.formats():
            wanted = partial(self.export.emit, name, without)
            self.exports[name, without] = menu.addAction(say(f"export.format.{name}"), wanted)

    def _open_menu(self) -> None:
        below = self.export_button.rect().bottomLeft()
        self.menu.popup(self.export_button.mapToGlobal(below))

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 0, 14, 0)
        line.setSpacing(6)
        line.addWidget(label(18, 700, text=say("review.title")))
        line.addSpacing(8)
        for tab in self.tabs.values():
            group.addButton(tab)
            line.addWidget(tab)
        line.addSpacing(10)
        line.addWidget(self.said, 1)
        line.addWidget(self.export_button)
        line.addSpacing(4)
        line.addWidget(self.report_button)
        line.addSpacing(4)
        line.addWidget(self.who)

    # -- what is shown ---------------------------------------------------------------------

    def show_tab(self, name: str) -> None:
        """This page is on the screen."""
        self.tabs[name].setChecked(True)

    def offer(self, *, shown: bool, may_export: bool) -> None:
        """Let be taken out what can be: a session that is shown, data by whose role allows it."""
        self.report_button.setEnabled(shown)
        self.export_button.setEnabled(shown and may_export)
        refused = shown and not may_export
        self.export_button.setToolTip(say("review.may_not_export" if refused else "review.export"))

    def show_who(self, words: str, *, asks: bool) -> None:
        """Say who signed in; where nobody has to, nothing is said."""
        relabel(self.who, words or say("review.sign_in"))
        self.who.setVisible(asks)

    def tell(self, sentence: str) -> None:
        """Say what came of the last press."""
        self.said.set_text(sentence)
