"""What a session came to, as a row of tiles: dose, peak pressure, worst scores, coverage."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor.history import History
from monitor.infusion import dose
from monitor.session import Session
from monitor.summary import Summary, summary
from ui.labels import ElidedLabel, frame, label
from ui.scale_words import spoken_scales
from ui.words import number, say, signed, span


class Tile(QWidget):
    """A name, a value with its change, a line below."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel(13, 500, dim=True)
        self._value = label(21, 700)
        self._change = label(14, 650, "dim")
        self._below = ElidedLabel(13, 400, dim=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(3)
        line = QHBoxLayout()
        line.setSpacing(7)
        line.addWidget(self._value)
        line.addWidget(self._change)
        line.addStretch(1)
        column.addWidget(self._title)
        column.addLayout(line)
        column.addWidget(self._below)

    def show_texts(self, title: str, value: str, below: str, change: str = "") -> None:
        """Fill the tile."""
        self._title.set_text(title)
        self._value.setText(value)
        self._change.setText(change)
        self._below.set_text(below)
        self.setAccessibleName(" ".join(filter(None, (title, value, change, below))))


class SummaryView(QWidget):
    """Four tiles, filled from the record."""

    def __init__(self) -> None:
        super().__init__()
        self.dose, self.peak, self.scores, self.coverage = (Tile() for _ in range(4))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for tile in (self.dose, self.peak, self.scores, self.coverage):
            line.addWidget(tile, 1)

    def load(self, history: History, session: Session, end_ms: int) -> None:
        """Show what a session came to, or has come to so far."""
        facts = summary(history, end_ms)
        self._show_dose(facts, session)
        self._show_peak(facts)
        self._show_scores(facts)
        self._show_coverage(facts)

    def _show_dose(self, facts: Summary, session: Session) -> None:
        plan = session.infusion.plan
        title = plan.drug if plan else say("review.dose")
        if facts.dose_mg is None or plan is None:
            self.dose.show_texts(title, "–", say("tile.ketamine.none"))
            return
        self.dose.show_texts(
            title,
            say("tile.ketamine.value", mg=facts.dose_mg),
            say("tile.ketamine.how", planned=dose(plan).mg),
        )

    def _show_peak(self, facts: Summary) -> None:
        if facts.peak_systolic is None:
            self.peak.show_texts(say("tile.peak"), "–", say("tile.peak.none"))
            return
        before, minute = facts.baseline_systolic, facts.peak_systolic_min
        self.peak.show_texts(
            say("tile.peak"),
            number(facts.peak_systolic),
            say(
                "tile.peak.before" if minute is None else "tile.peak.at", minute=signed(minute or 0)
            ),
            "" if before is None else signed(facts.peak_systolic - before),
        )

    def _show_scores(self, facts: Summary) -> None:
        found = (facts.peak_dissociation, facts.peak_nausea)
        highest = [spoken_scales()[name].items[0].high for name in ("dissociation", "nausea")]
        shown = [
            "–" if v is None else f"{number(v)}/{h}" for v, h in zip(found, highest, strict=True)
        ]
        asked = any(value is not None for value in found)
        self.scores.show_texts(
            say("tile.scores"),
            say("tile.scores.value", dissociation=shown[0], nausea=shown[1]),
            say("tile.scores.how" if asked else "tile.scores.none"),
        )

    def _show_coverage(self, facts: Summary) -> None:
        share, gap = facts.coverage, facts.longest_gap_s or 0
        percent = "–" if share is None else number(int(share * 100))
        self.coverage.show_texts(
            say("tile.coverage"),
            say("tile.coverage.value", percent=percent),
            say("tile.coverage.gap", gap=span(gap * 1000)) if gap else say("tile.coverage.whole"),
        )
