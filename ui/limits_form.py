"""The manager's form for a profile's limits: checked as it is typed, saved as a new version.

It changes no file and no session that is running; it writes one file more.
"""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitor.errors import DripwatchError, EntryError
from monitor.profile import Profile
from monitor.profile_versions import new_version, versions
from monitor.toml_lines import Path as Key
from ui import theme
from ui.buttons import button, relabel
from ui.labels import label
from ui.limits_typed import APPROVAL, COLUMNS, ONE_SIDED, ROWS, Typed, changes, typed_from
from ui.words import complain, say


class LimitsForm(QDialog):
    """Every limit of one profile, who wrote and who approved them, and from when they hold.

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
    ) -> None:
        super().__init__(parent)
        self._profile, self._folder = profile, folder
        self._before = typed_from(profile, today)
        self._had_high = profile.limits.high
        self.fields: dict[str, QLineEdit] = {}
        self.setWindowTitle(say("limits.title"))
        self.setModal(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(sizes.next, 650, text=say("limits.title")))
        of = say("limits.of", title=profile.title, version=profile.rules_version)
        column.addWidget(label(sizes.label, 400, "dim", text=of))
        column.addLayout(self._limits(sizes))
        column.addLayout(self._approval(sizes))
        self._said = label(sizes.label, 550, "dim")
        self._said.setWordWrap(True)
        column.addWidget(self._said)
        self.save = button("", self._save, height=sizes.row + 4, role="primary")
        cancel = button(say("cancel"), self.reject, height=sizes.row + 4)
        line = QHBoxLayout()
        line.addWidget(cancel, 1)
        line.addWidget(self.save, 2)
        column.addLayout(line)
        self.judge()

    def _limits(self, sizes: theme.Sizes) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(sizes.gap)
        for place, name in enumerate(COLUMNS, start=1):
            grid.addWidget(label(sizes.label, 500, "dim", text=say(f"limits.{name}")), 0, place)
        for line, row in enumerate(ROWS, start=1):
            grid.addWidget(label(sizes.button, 500, text=say(f"limits.{row}")), line, 0)
            for place, name in enumerate(COLUMNS, start=1):
                if f"{row}.{name}" in self._before:
                    said = f"{say(f'limits.{row}')} {say(f'limits.{name}')}"
                    grid.addWidget(self._field(f"{row}.{name}", said, sizes), line, place)
        return grid

    def _approval(self, sizes: theme.Sizes) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(sizes.gap)
        for place, name in enumerate(APPROVAL):
            grid.addWidget(label(sizes.label, 500, "dim", text=say(f"limits.{name}")), 0, place)
            grid.addWidget(self._field(name, say(f"limits.{name}"), sizes), 1, place)
        return grid

    def _field(self, name: str, said: str, sizes: theme.Sizes) -> QLineEdit:
        field = QLineEdit(self._before[name])
        field.setFont(theme.font(sizes.button, 500))
        field.setMinimumHeight(sizes.row)
        field.setMaxLength(120)
        field.setAccessibleName(said)
        field.textChanged.connect(self.judge)
        self.fields[name] = field
        return field

    def typed(self) -> Typed:
        """What stands in the fields."""
        return {name: field.text() for name, field in self.fields.items()}

    def judge(self) -> None:
        """Say what cannot be, at its field; a greyed button has its reason above it."""
        error = self._mistake()
        wrong = None if error is None else error.values["field"]
        for name, field in self.fields.items():
            if field.property("wrong") != (name == wrong):
                field.setProperty("wrong", name == wrong)
                field.style().polish(field)
        approved = self.fields["approved_by"].text().strip()
        said = "" if approved else say("limits.not_approved")
        self._say(complain(error) if error else said, wrong=error is not None)
        self.save.setEnabled(error is None)
        relabel(self.save, say("limits.save", version=self._next()))

    def _mistake(self) -> EntryError | None:
        typed = self.typed()
        try:
            wanted = changes(typed)
            self._none_taken_away(wanted)
        except EntryError as error:
            return error
        same = all(typed[name] == text for name, text in self._before.items())
        return EntryError("limit_unchanged", field="") if same else None

    def _none_taken_away(self, wanted: dict[Key, str]) -> None:
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
        try:
            written = new_version(self._folder, self._profile, changes(self.typed()))
        except DripwatchError as error:
            self._say(complain(error), wrong=True)
            return
        self.saved.emit(written)
        self.accept()

    def _say(self, sentence: str, *, wrong: bool) -> None:
        theme.role(self._said, "wrong" if wrong else "dim")
        self._said.setText(sentence)

    def said(self) -> str:
        """The sentence above the buttons."""
        return self._said.text()
