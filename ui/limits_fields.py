"""The fields of the form of limits, each named for a screen reader. Nothing is judged here.

The limits are a table from the lowest to the highest; below it rises over the baseline, and who
wrote and approved it all.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from monitor.settings import RelativeRule
from ui import theme
from ui.labels import label
from ui.limits_typed import APPROVAL, COLUMNS, ROWS, Typed
from ui.words import number, say


class LimitsFields(QWidget):
    """`by_name` has every field under its name in `Typed`.

    before: what stands in them at first. rises: the profile's rules that have a percentage each.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self, sizes: theme.Sizes, before: Typed, rises: tuple[RelativeRule, ...]) -> None:
        super().__init__()
        self._before, self._rises = before, rises
        self.by_name: dict[str, QLineEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._limits(sizes))
        if rises:
            column.addLayout(self._relative(sizes))
        column.addLayout(self._approval(sizes))

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

    def _relative(self, sizes: theme.Sizes) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(sizes.gap)
        grid.addWidget(label(sizes.button, 500, text=say("limits.relative")), 1, 0)
        for place, rule in enumerate(self._rises):
            from_mmhg = number(rule.at_least)
            said = say(f"limits.relative.{rule.priority}", at_least=from_mmhg)
            grid.addWidget(label(sizes.label, 500, "dim", text=said), 0, place + 1)
            said = f"{say('limits.relative')} {said}"
            grid.addWidget(self._field(f"relative.{place}", said, sizes), 1, place + 1)
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
        field.textChanged.connect(self.changed)
        self.by_name[name] = field
        return field

    def typed(self) -> Typed:
        """What stands in the fields."""
        return {name: field.text() for name, field in self.by_name.items()}

    def mark(self, wrong: str | None) -> None:
        """Frame the one field that cannot be; None is that all can."""
        for name, field in self.by_name.items():
            if field.property("wrong") != (name == wrong):
                field.setProperty("wrong", name == wrong)
                field.style().polish(field)
