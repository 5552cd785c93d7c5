"""What is due, when, and what satisfied it. It asks for things; it never does or fills in any."""

from dataclasses import dataclass

from monitor.events import CuffReading, CuffStatus, Phase
from monitor.profile import CuffSettings


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something to be done at `due_ms`. `item` is a code of ui/words.py."""

    item: str
    due_ms: int

    def overdue(self, t_ms: int) -> bool:
        """Whether its moment has passed by a whole second."""
        return t_ms - self.due_ms >= 1000


class Schedule:
    """When pressure is due: one interval after the last one known, however it was measured."""

    def __init__(self, settings: CuffSettings) -> None:
        self._settings = settings
        self._phase = Phase.PREP
        self._phase_ms = 0
        self._pressures: dict[int, int] = {}

    def apply_phase(self, phase: Phase, t_ms: int) -> None:
        """Another phase has its own interval, and begins with a pressure unless one is fresh."""
        self._phase, self._phase_ms = phase, t_ms

    def apply_reading(self, reading: CuffReading) -> None:
        """A pressure that can be used satisfies the item; a failed cuff does not."""
        if reading.status is CuffStatus.OK and reading.systolic is not None:
            self._pressures[reading.seq or 0] = reading.t_ms

    def withdraw(self, seq: int) -> None:
        """That pressure was corrected away."""
        self._pressures.pop(seq, None)

    def interval_ms(self, armed_min: float | None = None) -> int | None:
        """The one pressure interval in force: what a person armed, else the phase's."""
        if armed_min is not None:
            return round(armed_min * 60_000)
        return self._settings.interval_ms(self._phase)

    def due(self, cuff_ms: int | None = None) -> list[DueItem]:
        """What is due next, soonest first; pressure at `cuff_ms` where an interval is armed."""
        if cuff_ms is not None:
            return [DueItem("blood_pressure", cuff_ms)]
        interval = self.interval_ms()
        if interval is None:
            return []
        last = max(self._pressures.values(), default=None)
        due_ms = self._phase_ms if last is None else last + interval
        return [DueItem("blood_pressure", due_ms)]
