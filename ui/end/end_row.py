"""A line of the end page: what it is about, how it stands, its buttons, and a reason below."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.buttons import button
from ui.labels import ElidedLabel, label
from ui.words import say

LONGEST = 200
"""Characters of a reason: it is a line of the record, not a letter."""


LEAST_WIDTH = 64
"""Of a button, in pixels at 96 dpi."""


def line_edit(name: str, sizes: theme.Sizes, hint: str = "") -> QLineEdit:
    """A line to type in, big enough for a finger, named for a screen reader."""
    made = QLineEdit()
    made.setFont(theme.font(sizes.button, 500))
    made.setFixedHeight(sizes.row)
    made.setMinimumWidth(70)
    made.setMaxLength(LONGEST)
    made.setPlaceholderText(hint)
    made.setAccessibleName(name)
    return made


def end_button(
    text: str, clicked: Callable[[], None], sizes: theme.Sizes, *, about: str = "", role: str = ""
) -> QPushButton:
    """A button of the page; Enter presses it, as space does. `about` is what it belongs to."""
    made = button(text.replace("&", "&&"), clicked, height=sizes.row, px=sizes.button, role=role)
    made.setAutoDefault(True)
    made.setAccessibleName(f"{about}: {text}" if about else text)
    return made


class ReasonLine(QWidget):
    """Ready reasons to tap, and a line for any other. `reasons` maps a code to its words.

    Signals: given(code, words): a reason; the code is empty where it was typed.
    """

    given = Signal(str, str)

    def __init__(
        self, about: str, asks: str, enter: str, reasons: Mapping[str, str], sizes: theme.Sizes
    ) -> None:
        super().__init__()
        self.buttons = {
            code: end_button(words, self._teller(code, words), sizes, about=about)
            for code, words in reasons.items()
        }
        self.edit = line_edit(f"{about}: {asks}", sizes, asks)
        self.enter = end_button(enter, self._typed, sizes, about=about)
        self.edit.returnPressed.connect(self._typed)
        self.edit.textChanged.connect(self._judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        if reasons:
            column.addLayout(_line(sizes, *self.buttons.values(), stretch=True))
        column.addLayout(_line(sizes, self.edit, self.enter))
        self.stops: list[QWidget] = [*self.buttons.values(), self.edit, self.enter]
        self.setFocusProxy(self.stops[0])
        self._judge()

    def _teller(self, code: str, words: str) -> Callable[[], None]:
        return lambda: self.given.emit(code, words)

    def _judge(self) -> None:
        self.enter.setEnabled(bool(self.edit.text().strip()))

    def _typed(self) -> None:
        words = " ".join(self.edit.text().split())
        if words:
            self.given.emit("", words)


class EndRow(QFrame):
    """A title, how it stands as a tag, what is known in a second line; buttons; a reason below."""

    def __init__(self, title: str, sizes: theme.Sizes) -> None:
        super().__init__()
        self.name = title
        """What its buttons go by; the title may say more."""
        self._sizes = sizes
        self.buttons: dict[str, QPushButton] = {}
        self.folds: dict[str, ReasonLine] = {}
        self._typed_at: list[QWidget] = []
        self._title = ElidedLabel(sizes.button + 1, 600)
        self._title.set_text(title)
        self.tag = label(sizes.label, 600, "tag")
        self._value = label(sizes.button, 500)
        self._needs = label(sizes.label, 400, "dim")
        self._arrange()
        self.setAccessibleName(title)
        theme.role(self, "item")
        self.show_value("", "")
        self.show_tag("", "tag")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(self._sizes.gap)
        head.addWidget(self._title)
        head.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addLayout(head)
        for words in (self._value, self._needs):
            words.setWordWrap(True)
            said.addWidget(words)
        self._right = QHBoxLayout()
        self._right.setSpacing(self._sizes.gap)
        top = QHBoxLayout()
        top.setSpacing(self._sizes.margin)
        top.addLayout(said, 1)
        top.addLayout(self._right)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(self._sizes.margin, 6, self._sizes.margin, 6)
        self._column.setSpacing(self._sizes.gap)
        self._column.addLayout(top)

    # -- building --------------------------------------------------------------------------

    def add_button(self, code: str, clicked: Callable[[], None], role: str = "") -> QPushButton:
        """Add a button at the right; `code` is one of ui/words.py."""
        made = end_button(say(code), clicked, self._sizes, about=self.name, role=role)
        made.setMinimumWidth(LEAST_WIDTH)
        self.buttons[code] = made
        self._right.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        if self.focusProxy() is None:
            self.setFocusProxy(made)
        return made

    def add_fold(
        self,
        code: str,
        asks: str,
        enter: str,
        reasons: Mapping[str, str],
        given: Callable[[str, str], None],
    ) -> None:
        """Add a button that folds out a line of reasons; what is given folds it in again."""
        fold = ReasonLine(self.name, say(asks), say(enter), reasons, self._sizes)
        fold.hide()
        fold.given.connect(self.fold_in)
        fold.given.connect(given)
        self.folds[code] = fold
        self.add_button(code, lambda: self._toggle(code)).setCheckable(True)
        self._column.addWidget(fold)

    def add_fields(self, *parts: tuple[QWidget, int]) -> QWidget:
        """Put fields to type in below, each with its share; what is returned hides them all."""
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._sizes.gap)
        for part, share in parts:
            line.addWidget(part, share)
            self._typed_at.append(part)
        self._column.insertWidget(1, made)
        return made

    def has_keys(self) -> bool:
        """Whether something in it has the keys."""
        return any(child.hasFocus() for child in self.findChildren(QWidget))

    def stops(self) -> list[QWidget]:
        """Where Tab stops: what is typed at, then each button and what it folds out."""
        found = [*self._typed_at]
        for code, made in self.buttons.items():
            found += [made, *(self.folds[code].stops if code in self.folds else [])]
        return found

    # -- showing ---------------------------------------------------------------------------

    def show_title(self, title: str) -> None:
        """Say more in the title than the name its buttons go by."""
        self._title.set_text(title)
        self.setAccessibleName(title)

    def show_value(self, value: str, needs: str) -> None:
        """Say what is known, and below it what is required."""
        for words, text in ((self._value, value), (self._needs, needs)):
            words.setText(text)
            words.setVisible(bool(text))
        said = ". ".join(text for text in (self.tag.text(), value, needs) if text)
        self.setAccessibleDescription(said)

    def show_tag(self, text: str, role: str) -> None:
        """Say in a word how it stands."""
        theme.role(self.tag, role)
        self.tag.setText(text)
        self.tag.setVisible(bool(text))

    def offer(self, *codes: str) -> None:
        """Show these buttons and no others."""
        for code, made in self.buttons.items():
            made.setVisible(code in codes)
            if code not in codes and code in self.folds:
                self._show_fold(code, shown=False)
        first = next((made for code, made in self.buttons.items() if code in codes), None)
        if first is not None:
            self.setFocusProxy(first)

    @property
    def title(self) -> str:
        """What stands in its first line."""
        return self._title.text()

    def said(self) -> str:
        """The two lines under the title."""
        return "\n".join(t for t in (self._value.text(), self._needs.text()) if t)

    # -- folding ---------------------------------------------------------------------------

    def _toggle(self, code: str) -> None:
        shown = self.folds[code].isHidden()
        for other in self.folds:
            self._show_fold(other, shown=shown and other == code)
        if shown:
            self.folds[code].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_fold(self, code: str, *, shown: bool) -> None:
        self.folds[code].setVisible(shown)
        self.buttons[code].setChecked(shown)

    def fold_in(self) -> None:
        """Hide every line of reasons."""
        for code in self.folds:
            self._show_fold(code, shown=False)


def _line(sizes: theme.Sizes, *parts: QWidget, stretch: bool = False) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(sizes.gap)
    for place, part in enumerate(parts):
        line.addWidget(part, int(place == 0 and not stretch))
    if stretch:
        line.addStretch(1)
    return line
