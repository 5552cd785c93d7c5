"""The card of a repeat patient: what the last session here came to, in one line or two."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.last_time import LastTime
from ui import theme
from ui.labels import frame, label
from ui.pressure_words import over
from ui.words import number, say


def last_time_words(found: LastTime) -> str:
    """Say it: what was measured, asked and given, and what the patient likes."""
    parts = [_peak(found), _nausea(found), ", ".join(found.drugs) or say("last_time.no_drugs")]
    if not found.ended:
        parts.append(say("last_time.open"))
    day = found.started_at.astimezone().date().isoformat()
    line = say("last_time.line", number=found.number, day=day, what=", ".join(parts))
    return f"{line} {say('last_time.likes', likes=found.likes)}" if found.likes else line


def _peak(found: LastTime) -> str:
    if found.systolic is None:
        return say("last_time.no_pressure")
    values = over(found.systolic, found.diastolic)
    if found.minute is None:
        return say("last_time.peak", values=values)
    minute = f"+{found.minute}" if found.minute >= 0 else f"−{-found.minute}"
    return say("last_time.peak_at", values=values, minute=minute)


def _nausea(found: LastTime) -> str:
    if found.nausea is None:
        return say("last_time.no_nausea")
    return say("last_time.nausea", score=number(found.nausea))


class LastTimeCard(QWidget):
    """Hidden while nobody is known; it asks nothing and decides nothing."""

    def __init__(self, sizes: theme.Sizes) -> None:
        super().__init__()
        card = frame("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(sizes.margin, sizes.gap, sizes.margin, sizes.gap)
        column.setSpacing(2)
        column.addWidget(label(sizes.label, 500, "dim", text=say("last_time.title")))
        self._said = label(sizes.button, 500)
        self._said.setWordWrap(True)
        self._said.setMinimumWidth(1)
        column.addWidget(self._said)
        self.show_found(None)

    def show_found(self, found: LastTime | None) -> None:
        """Show the last session of the patient, or nothing."""
        said = "" if found is None else last_time_words(found)
        self._said.setText(said)
        self.setAccessibleName(f"{say('last_time.title')} {said}".strip())
        self.setVisible(bool(said))

    def text(self) -> str:
        """What it says."""
        return self._said.text()
