"""What a session came to, as a row of six tiles: from the dose to when the patient left."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from monitor.events import CuffReading, MedicationGiven
from monitor.history import History
from monitor.session import Session
from monitor.summary import Summary, rise, summary
from monitor.sums.pressures import readings_over
from ui import theme
from ui.labels import ElidedLabel, frame, label
from ui.scale_words import spoken_scales
from ui.words import clock_time, number, say, signed, span

ROOMY_PX, LOW_PX = 21, 16
"""How large a value is written."""

SHARES = (10, 10, 10, 13, 10, 10)
"""Of the width: two scores need more of it."""


class Tile(QWidget):
    """A name, a value with its change, a line below; that is a tool tip where the window is low."""

    def __init__(self) -> None:
        super().__init__()
        # As wide as its share, whatever stands in the others.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title = ElidedLabel(12, 500, dim=True)
        self._value = label(ROOMY_PX, 700)
        self._change = label(14, 650, "dim")
        self._below = label(12.5, 400, "dim")
        self._below.setWordWrap(True)
        self._below.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._below.setFixedHeight(2 * QFontMetrics(self._below.font()).lineSpacing())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        self._column = column = QVBoxLayout(card)
        line = QHBoxLayout()
        line.setSpacing(7)
        line.addWidget(self._value)
        line.addWidget(self._change)
        line.addStretch(1)
        column.addWidget(self._title)
        column.addLayout(line)
        column.addWidget(self._below)
        self.stand(low=False)

    def stand(self, *, low: bool) -> None:
        """Take less height where the window is low."""
        self._column.setContentsMargins(*((10, 5, 8, 5) if low else (11, 8, 8, 6)))
        self._column.setSpacing(0 if low else 3)
        self._value.setFont(theme.font(LOW_PX if low else ROOMY_PX, 700))
        self._below.setVisible(not low)

    def show_texts(self, title: str, value: str, below: str, change: str = "") -> None:
        """Fill the tile."""
        self._title.set_text(title)
        self._value.setText(value)
        self._change.setText(change)
        self._below.setText(below)
        self.setToolTip(f"{title}\n{below}")
        self.setAccessibleName(" ".join(filter(None, (title, value, change, below))))


class SummaryView(QWidget):
    """A row of tiles, filled from the record."""

    def __init__(self) -> None:
        super().__init__()
        self.dose, self.peak, self.over = Tile(), Tile(), Tile()
        self.scores, self.coverage, self.leaving = Tile(), Tile(), Tile()
        self._tiles = (
            *(self.dose, self.peak, self.over),
            *(self.scores, self.coverage, self.leaving),
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for tile, share in zip(self._tiles, SHARES, strict=True):
            line.addWidget(tile, share)

    def stand(self, *, low: bool) -> None:
        """Take one line less where the window is low."""
        for tile in self._tiles:
            tile.stand(low=low)

    def load(self, history: History, session: Session, end_ms: int) -> None:
        """Show what a session came to, or has come to so far."""
        facts = summary(history, end_ms)
        self._show_dose(facts, session)
        self._show_peak(facts)
        self._show_over(facts, readings_over(history, end_ms) if facts.readings_over else [])
        self._show_scores(facts, session)
        self._show_coverage(facts)
        self._show_leaving(facts)

    def _show_dose(self, facts: Summary, session: Session) -> None:
        plan = session.infusion.plan
        title = plan.drug if plan else say("review.dose")
        if facts.dose_mg is None or plan is None:
            self.dose.show_texts(title, "–", say("tile.ketamine.none"))
            return
        pump = facts.pump_mg
        below = [
            say("tile.ketamine.clock"),
            say("tile.ketamine.unread") if pump is None else say("tile.ketamine.pump", mg=pump),
            say("tile.ketamine.plan", mg_per_kg=number(plan.mg_per_kg)),
        ]
        value = say("tile.ketamine.value", mg=facts.dose_mg)
        self.dose.show_texts(title, value, _joined(below))

    def _show_peak(self, facts: Summary) -> None:
        if facts.peak_systolic is None:
            self.peak.show_texts(say("tile.peak"), "–", say("tile.peak.none"))
            return
        rose, minute = rise(facts.peak_systolic, facts.baseline_systolic), facts.peak_systolic_min
        self.peak.show_texts(
            say("tile.peak"),
            number(facts.peak_systolic),
            say(
                "tile.peak.before" if minute is None else "tile.peak.at", minute=signed(minute or 0)
            ),
            "" if rose is None else signed(rose),
        )

    def _show_over(self, facts: Summary, over: list[CuffReading]) -> None:
        """Readings and not minutes: nobody knows what was between two of them (nurse.md C8)."""
        if not facts.readings:
            self.over.show_texts(say("tile.over"), "–", say("tile.peak.none"))
            return
        answer, unanswered = facts.slowest_answer_s, facts.unanswered
        below = [
            "–".join(dict.fromkeys(clock_time(one.at) for one in (*over[:1], *over[-1:]))),
            "" if answer is None else say("tile.over.answered", time=span(answer * 1000)),
            say("tile.over.unanswered", count=unanswered) if unanswered else "",
        ]
        of = {"count": _or_dash(facts.readings_over), "of": facts.readings}
        self.over.show_texts(
            say("tile.over"), say("tile.over.value", **of), _joined(below) or say("tile.over.none")
        )

    def _show_scores(self, facts: Summary, session: Session) -> None:
        found = (facts.peak_dissociation, facts.peak_nausea)
        highest = [spoken_scales()[name].items[0].high for name in ("dissociation", "nausea")]
        shown = [
            "–" if v is None else f"{number(v)}/{h}" for v, h in zip(found, highest, strict=True)
        ]
        gone = facts.recovered_min
        below = [
            "" if gone is None else say("tile.scores.gone", minute=signed(gone)),
            *dict.fromkeys(e.drug for e in _given(session)),
        ]
        asked = any(value is not None for value in found)
        self.scores.show_texts(
            say("tile.scores"),
            say("tile.scores.value", dissociation=shown[0], nausea=shown[1]),
            _joined(below) or say("tile.scores.how" if asked else "tile.scores.none"),
        )

    def _show_coverage(self, facts: Summary) -> None:
        share, gap = facts.coverage, facts.longest_gap_s or 0
        percent = "–" if share is None else number(int(share * 100))
        why = say(f"gap.cause.{facts.gap_cause}") if facts.gap_cause else ""
        below = say("tile.coverage.gap", gap=span(gap * 1000)) if gap else ""
        self.coverage.show_texts(
            say("tile.coverage"),
            say("tile.coverage.value", percent=percent),
            ", ".join(filter(None, (below, why))) or say("tile.coverage.whole"),
        )

    def _show_leaving(self, facts: Summary) -> None:
        ready, left = (
            "–" if minute is None else signed(minute)
            for minute in (facts.ready_min, facts.left_min)
        )
        self.leaving.show_texts(
            say("tile.leaving"),
            say("tile.leaving.value", ready=ready, left=left),
            say(
                "tile.leaving.how",
                omitted=_or_dash(facts.omitted),
                overrides=_or_dash(facts.overrides),
            ),
        )


def _given(session: Session) -> list[MedicationGiven]:
    """The drugs that were given beside the infusion, oldest first."""
    found = (e for e in session.entries.values() if isinstance(e, MedicationGiven))
    return sorted(found, key=lambda entry: entry.t_ms)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)


def _joined(parts: list[str]) -> str:
    return " · ".join(filter(None, parts))
