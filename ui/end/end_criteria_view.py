"""Sections 3 and 4 of the end page: each criterion as measured, or accepted with a reason."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.discharge import BY_WORD, Standing
from monitor.session import Session
from ui import theme
from ui.end.end_row import EndRow
from ui.end.end_words import (
    Wall,
    accepted_words,
    measured_words,
    needs_words,
    value_words,
    when_words,
)
from ui.entering import Entering
from ui.words import say

YES, NO, TYPE, RATE, ACCEPT, BACK = (
    "check.answer.yes",
    "check.answer.no",
    "cuff.type",
    "end.rate",
    "end.accept",
    "end.take_back",
)

REASONS = ("end.reason.prescriber", "end.reason.usual", "end.reason.declined")

PRESSURES = {"pressure", "standing_pressure"}

TAGS: dict[bool | None, tuple[str, str]] = {
    True: ("criterion.is.met", "tag-good"),
    False: ("criterion.is.not_met", "tag-wrong"),
    None: ("criterion.is.unknown", "tag"),
}


class EndCriteriaView(QWidget):
    """A row per criterion of the profile; the data fill it in, or a person's word.

    Signals:
        type_pressure(standing): a pressure is to be typed.
        rate(scale): a scale is to be rated, by its id.
    """

    type_pressure = Signal(bool)
    rate = Signal(str)

    def __init__(
        self,
        session: Session,
        entering: Entering,
        sizes: theme.Sizes,
        wall: Wall,
        names: Iterable[str],
    ) -> None:
        super().__init__()
        self._session = session
        self._entering = entering
        self._wall = wall
        self._standing: dict[str, Standing] = {}
        self.rows = {name: self._row(name, sizes) for name in names}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.gap)
        for row in self.rows.values():
            column.addWidget(row)

    def _row(self, name: str, sizes: theme.Sizes) -> EndRow:
        row = EndRow(say(f"criterion.{name}"), sizes)
        if name in BY_WORD:
            for code, met in ((YES, True), (NO, False)):
                made = row.add_button(code, partial(self._say, name, met=met), role="choice")
                made.setCheckable(True)
        elif name in PRESSURES:
            row.add_button(TYPE, lambda: self.type_pressure.emit(name == "standing_pressure"))
        elif name != "observed_for":
            row.add_button(RATE, partial(self._rate, name))
        reasons = {code: say(code) for code in REASONS}
        row.add_fold(ACCEPT, "end.why_accept", "enter", reasons, partial(self._accept, name))
        row.add_button(BACK, partial(self._take_back, name), role="quiet")
        return row

    # -- entering --------------------------------------------------------------------------

    def _say(self, name: str, *, met: bool) -> None:
        self._entering.criterion(name, met)

    def _rate(self, name: str) -> None:
        scale = self._standing[name].scale
        if scale is not None:
            self.rate.emit(scale)

    def _accept(self, name: str, _code: str, words: str) -> None:
        one = self._standing[name]
        self._entering.criterion(name, one.met, value_words(one) or None, words)

    def _take_back(self, name: str) -> None:
        accepted = self._standing[name].override
        if accepted is not None and accepted.seq is not None:
            self._entering.withdraw(accepted.seq)

    # -- showing ---------------------------------------------------------------------------

    def show_standing(self, standing: Iterable[Standing], t_ms: int) -> None:
        """Show how each stands at `t_ms`."""
        for one in standing:
            if one.criterion in self.rows:
                self._standing[one.criterion] = one
                self._show(self.rows[one.criterion], one, t_ms)

    def _show(self, row: EndRow, one: Standing, t_ms: int) -> None:
        accepted = accepted_words(one, self._wall)
        code, role = TAGS[one.met]
        row.show_tag(say("end.tag.accepted" if accepted else code), "tag" if accepted else role)
        value = self._value(one, t_ms)
        row.show_value(" · ".join(part for part in (value, accepted) if part), self._needs(one))
        row.offer(*self._offered(one))
        for answer, met in ((YES, True), (NO, False)):
            if answer in row.buttons:
                row.buttons[answer].setChecked(one.met is met)

    def _value(self, one: Standing, t_ms: int) -> str:
        if one.criterion in BY_WORD:
            return _word(one, t_ms, self._wall)
        return measured_words(one, t_ms, self._wall)

    def _needs(self, one: Standing) -> str:
        needs = needs_words(one.needs)
        return say("end.needed", what=needs) if needs else ""

    def _offered(self, one: Standing) -> list[str]:
        if one.override is not None:
            return [BACK]
        usual = [code for code in (YES, NO, TYPE, RATE) if code in self.rows[one.criterion].buttons]
        if RATE in usual and one.scale is None:
            usual.remove(RATE)
        wants_reason = one.met is False or (one.met is None and one.criterion not in BY_WORD)
        return [*usual, *([ACCEPT] if wants_reason else [])]

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [stop for row in self.rows.values() for stop in row.stops()]

    def where(self, name: str) -> QWidget:
        """The row of a criterion."""
        return self.rows.get(name, self)


def _word(one: Standing, t_ms: int, wall: Wall) -> str:
    """Say whose word it was, and when."""
    word = one.word
    if word is None or one.met is None or one.override is not None:
        return ""
    when = when_words(word.t_ms, t_ms, wall)
    return say("end.by", by=word.by, when=when)
