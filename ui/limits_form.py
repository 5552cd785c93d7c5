"""The manager's form for a profile's limits: checked as it is typed, saved as a new version.

It changes no file and no session that is running; it writes one file more. Beside the fields stands
what the typed limits would have done in the last sessions, where it is given those.
"""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from monitor.errors import DripwatchError, EntryError
from monitor.profile import Profile, parse
from monitor.profile_versions import new_version, versions
from monitor.toml_lines import edited
from ui import theme
from ui.buttons import button, relabel
from ui.labels import label
from ui.limits_fields import LimitsFields
from ui.limits_typed import (
    ONE_SIDED,
    ROWS,
    Changes,
    Typed,
    changes,
    typed_approval,
    typed_from,
    typed_limits,
)
from ui.policy_check import Sessions
from ui.policy_view import PolicyView
from ui.words import complain, say


class LimitsForm(QDialog):
    """Every limit of one profile, who wrote and who approved them, and from when they hold.

    sessions: what the limits are tried on; None has no such part.

    Signals:
        saved: the file of the new version.
    """

    saved = Signal(Path)

    def __init__(
        self,
        parent: QWidget | None,
        sizes: theme.Sizes,
        profile: Profile,
        folder: Path,
        today: date,
        sessions: Sessions | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile, self._folder = profile, folder
        self._rises = profile.alarms.relative
        self._before = typed_from(profile, today)
        self._had_high = profile.limits.high
        self._tried: Changes | None = {}
        self._fields = LimitsFields(sizes, self._before, self._rises)
        self._fields.changed.connect(self.judge)
        self.fields = self._fields.by_name
        self.policy = PolicyView(sizes, sessions) if sessions else None
        self.setWindowTitle(say("limits.title"))
        self.setModal(False)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(24, 20, 24, 20)
        columns.setSpacing(28)
        columns.addLayout(self._form(sizes), 1)
        if self.policy is not None:
            columns.addWidget(self.policy)
        self.judge()

    def _form(self, sizes: theme.Sizes) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(label(sizes.next, 650, text=say("limits.title")))
        named = {"title": self._profile.title, "version": self._profile.rules_version}
        column.addWidget(label(sizes.label, 400, "dim", text=say("limits.of", **named)))
        column.addWidget(self._fields)
        self._said = label(sizes.label, 550, "dim")
        self._said.setWordWrap(True)
        column.addWidget(self._said)
        self.save = button("", self._save, height=sizes.row + 4, role="primary")
        cancel = button(say("cancel"), self.reject, height=sizes.row + 4)
        line = QHBoxLayout()
        line.addWidget(cancel, 1)
        line.addWidget(self.save, 2)
        column.addLayout(line)
        return column

    def judge(self) -> None:
        """Say what cannot be, at its field; a greyed button has its reason above it."""
        wanted, error = self._judged(self._fields.typed())
        self._try(wanted)
        self._fields.mark(None if error is None else str(error.values["field"]))
        approved = self.fields["approved_by"].text().strip()
        said = "" if approved else say("limits.not_approved")
        self._say(complain(error) if error else said, wrong=error is not None)
        self.save.setEnabled(error is None)
        relabel(self.save, say("limits.save", version=self._next()))

    def _judged(self, typed: Typed) -> tuple[Changes | None, EntryError | None]:
        """The limits, where they can be, and what keeps all of it from being saved."""
        wanted: Changes | None = None
        try:
            found = typed_limits(typed, self._rises)
            self._none_taken_away(found)
            wanted = found
            typed_approval(typed)
        except EntryError as error:
            return wanted, error
        same = all(typed[name] == text for name, text in self._before.items())
        return wanted, EntryError("limit_unchanged", field="") if same else None

    def _try(self, wanted: Changes | None) -> None:
        """Say what these limits would have done, unless that is being said already."""
        if self.policy is None or wanted == self._tried:
            return
        self._tried = wanted
        if wanted is None:
            self.policy.wait()
        else:
            self.policy.look(lambda: parse(edited(self._profile.text, wanted)))

    def _none_taken_away(self, wanted: Changes) -> None:
        """A limit of high priority that a profile has can be moved here, not dropped."""
        for row in ROWS:
            name = "spo2_low" if row == ONE_SIDED else row
            if getattr(self._had_high, name) is not None and ("limits", "high", name) not in wanted:
                raise EntryError(
                    "limit_missing", field=f"{row}.high_low", what=say(f"limits.{row}")
                )

    def _next(self) -> int:
        return max([self._profile.version, *versions(self._folder, self._profile.name)]) + 1

    def _save(self) -> None:
        wanted = changes(self._fields.typed(), self._rises)
        try:
            written = new_version(self._folder, self._profile, wanted)
        except DripwatchError as error:
            self._say(complain(error), wrong=True)
            return
        self.saved.emit(written)
        self.accept()

    def done(self, result: int) -> None:
        """Close; what is being tried is dropped."""
        super().done(result)
        if self.policy is not None:
            self.policy.stop()

    def _say(self, sentence: str, *, wrong: bool) -> None:
        theme.role(self._said, "wrong" if wrong else "dim")
        self._said.setText(sentence)

    def said(self) -> str:
        """The sentence above the buttons."""
        return self._said.text()
