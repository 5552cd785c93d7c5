"""Dose arithmetic: what the pump should read, and what has been given by the clock.

Arithmetic, not a measurement: it knows pump events and nothing of any pump.
"""

from dataclasses import dataclass

from monitor.events import DosePlan, InfusionChange, PumpStep

MS_PER_HOUR = 3_600_000

_RUNNING = {PumpStep.STARTED, PumpStep.RATE_CHANGED, PumpStep.RESUMED}
_HALTING = {PumpStep.PAUSED, PumpStep.STOPPED}


@dataclass(frozen=True, slots=True)
class Dose:
    """What a plan comes to: mg in all, the rate in mg/h and mL/h, and the volume in mL."""

    mg: float
    mg_per_h: float
    ml_per_h: float
    ml: float


def dose(plan: DosePlan) -> Dose:
    """Return the numbers the pump should show for `plan`."""
    mg = plan.mg_per_kg * plan.weight
    ml = mg * plan.bag_ml / plan.bag_mg
    return Dose(mg, mg * 60 / plan.minutes, ml * 60 / plan.minutes, ml)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The pump ran at one rate from start_ms to end_ms; 0 mg/h is a pause."""

    start_ms: int
    end_ms: int
    mg_per_h: float

    @property
    def mg(self) -> float:
        """What it gave."""
        return self.mg_per_h * (self.end_ms - self.start_ms) / MS_PER_HOUR


class Infusion:
    """The pump's story, folded from its events in the order they were true, however they came in."""

    def __init__(self) -> None:
        self.plan: DosePlan | None = None
        self._changes: list[InfusionChange] = []

    def apply(self, entry: DosePlan | InfusionChange) -> None:
        """Add a plan or a pump event, late ones too."""
        if isinstance(entry, DosePlan):
            self.plan = entry
        else:
            self._changes.append(entry)
            self._changes.sort(key=lambda change: change.t_ms)

    def withdraw(self, seq: int) -> None:
        """Forget the pump event with this number: it was corrected."""
        self._changes = [change for change in self._changes if change.seq != seq]

    @property
    def started_ms(self) -> int | None:
        """When the pump was first started."""
        return next((c.t_ms for c in self._changes if c.step is PumpStep.STARTED), None)

    @property
    def stopped_ms(self) -> int | None:
        """When it was stopped, unless it was started again since."""
        last = self._last
        return last.t_ms if last and last.step is PumpStep.STOPPED else None

    @property
    def paused_ms(self) -> int | None:
        """Since when it is paused."""
        last = self._last
        return last.t_ms if last and last.step is PumpStep.PAUSED else None

    @property
    def running(self) -> bool:
        """Whether the pump is delivering, by what we were told."""
        last = self._last
        return last is not None and last.step in _RUNNING

    @property
    def _last(self) -> InfusionChange | None:
        moves = (c for c in reversed(self._changes) if c.step in _RUNNING | _HALTING)
        return next(moves, None)

    @property
    def mg_per_h(self) -> float:
        """The rate it runs at, or would run at again after a pause."""
        rates = (c.mg_per_h for c in reversed(self._changes) if c.mg_per_h is not None)
        return next(rates, dose(self.plan).mg_per_h if self.plan else 0.0)

    def stretches(self, t_ms: int) -> list[Stretch]:
        """Every stretch from the first start to `t_ms` or the stop, pauses included as 0 mg/h."""
        found: list[Stretch] = []
        rate, since, last_rate = 0.0, None, 0.0
        for change in self._changes:
            if change.step not in _RUNNING | _HALTING or change.t_ms > t_ms:
                continue
            if since is not None and change.t_ms > since:
                found.append(Stretch(since, change.t_ms, rate))
            if change.step in _RUNNING:
                last_rate = change.mg_per_h if change.mg_per_h is not None else last_rate
            rate = last_rate if change.step in _RUNNING else 0.0
            since = None if change.step is PumpStep.STOPPED else change.t_ms
        if since is not None and t_ms > since:
            found.append(Stretch(since, t_ms, rate))
        return found

    def delivered_mg(self, t_ms: int) -> float:
        """Milligrams given by the clock until `t_ms`, never more than the bag held."""
        boluses = sum(c.mg or 0.0 for c in self._changes if c.t_ms <= t_ms)
        given = boluses + sum(stretch.mg for stretch in self.stretches(t_ms))
        return min(given, self.plan.bag_mg) if self.plan else given

    def ends_ms(self, t_ms: int) -> int | None:
        """When the planned dose will be reached, if it runs on (or is resumed at `t_ms`) at its rate."""
        if self.plan is None or self.started_ms is None or self.mg_per_h <= 0:
            return None
        left = max(0.0, dose(self.plan).mg - self.delivered_mg(t_ms))
        return t_ms + round(left / self.mg_per_h * MS_PER_HOUR)
