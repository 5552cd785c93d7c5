"""Amends one entry: taken back or corrected, always for a reason. It stores nothing."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from monitor.errors import EntryError
from monitor.events import Entry
from monitor.signing import REASONS
from ui import theme
from ui.describe import describe
from ui.dialogs.one_of import OneOf
from ui.dialogs.small_dialog import SmallDialog
from ui.labels import label
from ui.review.amended import amended, blanks
from ui.signer import Amendment
from ui.words import say

LONGEST = 200
WIDTH = 620


class AmendDialog(SmallDialog):
    """`amendment` is what was entered, once it is."""

    def __init__(self, parent: QWidget, sizes: theme.Sizes, entry: Entry) -> None:
        super().__init__(parent, sizes, say("amend.title"))
        self._entry = entry
        self.amendment: Amendment | None = None
        self._blanks = blanks(entry)
        self.typed = {blank.name: self._line(blank.title, blank.text) for blank in self._blanks}
        correct, withdraw = say("amend.correct"), say("amend.withdraw")
        self.how = OneOf([correct, withdraw] if self._blanks else [withdraw], sizes)
        self.how.choose(correct if self._blanks else withdraw)
        self._codes = {_capital(say(f"reason.{code}")): code for code in REASONS}
        self.reasons = OneOf(self._codes, sizes, about=say("amend.why"), per_line=3)
        self.text = self._line(say("amend.words"), "")
        self.text.setPlaceholderText(say("amend.words"))
        self._form = QWidget()
        self._fill_body()
        self.fields.update(self.typed, reason=self.reasons, text=self.text)
        self.how.changed.connect(self._choose)
        self.reasons.changed.connect(self.forgive)
        self.setFixedWidth(WIDTH)

    def _line(self, name: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setFont(theme.font(self.sizes.button + 1, 500))
        made.setMinimumHeight(self.sizes.row)
        made.setMaxLength(LONGEST)
        made.setAccessibleName(name)
        made.textEdited.connect(self.forgive)
        return made

    def _fill_body(self) -> None:
        sizes = self.sizes
        was = label(sizes.text, 600, text=say("amend.was", what=describe(self._entry)))
        was.setWordWrap(True)
        self.body.addWidget(was)
        self.body.addWidget(self.how)
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(sizes.gap)
        for blank in self._blanks:
            title = label(sizes.button, 500, "dim", text=blank.title)
            title.setMinimumHeight(sizes.row)
            title.setBuddy(self.typed[blank.name])
            form.addRow(title, self.typed[blank.name])
        self._form.setVisible(bool(self._blanks))
        self.body.addWidget(self._form)
        self.body.addWidget(label(sizes.button, 500, "dim", text=say("amend.why")))
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.text)
        kept = label(sizes.label, 400, "faint", text=say("amend.kept"))
        kept.setWordWrap(True)
        self.body.addWidget(kept)

    def first(self) -> QWidget:
        """The value, or the reason where there is none to correct."""
        return next(iter(self.typed.values()), self.reasons)

    @property
    def corrects(self) -> bool:
        """Whether something else stands in its place."""
        return self.how.chosen == say("amend.correct")

    def _choose(self) -> None:
        """One of the two always is."""
        if self.how.chosen is None:
            self.how.choose(say("amend.correct") if self._blanks else say("amend.withdraw"))
        self.forgive()
        self._form.setEnabled(self.corrects)

    def enter_it(self) -> None:
        """Keep what was entered; EntryError where a value or the reason is missing."""
        instead = None
        if self.corrects:
            instead = amended(self._entry, {n: line.text() for n, line in self.typed.items()})
        reason = self._codes.get(self.reasons.chosen or "", "")
        if not reason:
            raise EntryError("reason_missing", field="reason")
        words = " ".join(self.text.text().split())
        if reason == "other" and not words:
            raise EntryError("amend_words", field="text")
        assert self._entry.seq is not None
        self.amendment = Amendment(self._entry.seq, reason, instead, words or None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
