"""Dose arithmetic: what the pump should read, and what has been given by the clock.

Arithmetic, not a measurement: it knows pump events and nothing of any pump.
"""

from dataclasses import dataclass

from monitor.events import DosePlan, InfusionChange, PumpStep

MS_PER_HOUR = 3_600_000

_RUNNING = {PumpStep.STARTED, PumpStep.RESUMED}
_MOVES = _RUNNING | {PumpStep.PAUSED, PumpStep.STOPPED}
_TELLING = _MOVES | {PumpStep.RATE_CHANGED}


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
    """The pump ran at one rate from start_ms to end_ms; 0 mg/h is a pause, None a rate unknown."""

    start_ms: int
    end_ms: int
    mg_per_h: float | None

    @property
    def paused(self) -> bool:
        """Whether it gave nothing: a pump whose rate nobody told is no pause."""
        return self.mg_per_h == 0

    @property
    def mg(self) -> float | None:
        """What it gave; None where nobody told its rate."""
        if self.mg_per_h is None:
            return None
        return self.mg_per_h * (self.end_ms - self.start_ms) / MS_PER_HOUR


class Infusion:
    """The pump's story, folded from its events in the order they were true, not told."""

    def __init__(self) -> None:
        self._plans: list[DosePlan] = []
        self._changes: list[InfusionChange] = []

    def apply(self, entry: DosePlan | InfusionChange) -> None:
        """Add a plan or a pump event, late ones too."""
        if isinstance(entry, DosePlan):
            self._plans.append(entry)
        else:
            self._changes.append(entry)
            self._changes.sort(key=lambda change: change.t_ms)

    def withdraw(self, seq: int) -> None:
        """Forget the plan or pump event with this number: it was corrected."""
        self._plans = [plan for plan in self._plans if plan.seq != seq]
        self._changes = [change for change in self._changes if change.seq != seq]

    @property
    def plan(self) -> DosePlan | None:
        """The plan in force: the last one."""
        return self._plans[-1] if self._plans else None

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
        return next((c for c in reversed(self._changes) if c.step in _MOVES), None)

    @property
    def mg_per_h(self) -> float | None:
        """The rate it runs at, or would run at again after a pause; None where nobody told it."""
        rates = (c.mg_per_h for c in reversed(self._changes) if c.mg_per_h is not None)
        return next(rates, self._planned_mg_per_h)

    @property
    def _planned_mg_per_h(self) -> float | None:
        return dose(self.plan).mg_per_h if self.plan else None

    def stretches(self, t_ms: int) -> list[Stretch]:
        """Every stretch from the first start to `t_ms` or the stop, pauses included as 0 mg/h."""
        found: list[Stretch] = []
        rate, running = self._planned_mg_per_h, False
        since: int | None = None
        for change in self._changes:
            if change.step not in _TELLING or change.t_ms > t_ms:
                continue
            if since is not None:
                found.append(Stretch(since, change.t_ms, rate if running else 0.0))
            rate = rate if change.mg_per_h is None else change.mg_per_h
            # A new rate is set in a pause too, and does not end it.
            running = change.step in _RUNNING or (running and change.step is PumpStep.RATE_CHANGED)
            goes_on = running or (since is not None and change.step is not PumpStep.STOPPED)
            since = change.t_ms if goes_on else None
        if since is not None:
            found.append(Stretch(since, t_ms, rate if running else 0.0))
        return [stretch for stretch in found if stretch.end_ms > stretch.start_ms]

    def delivered_mg(self, t_ms: int) -> float | None:
        """Milligrams given by the clock until `t_ms`, never more than the bag held.

        None where the pump ran at a rate that nobody told.
        """
        given = sum(c.mg or 0.0 for c in self._changes if c.t_ms <= t_ms)
        for stretch in self.stretches(t_ms):
            if stretch.mg is None:
                return None
            given += stretch.mg
        return min(given, self.plan.bag_mg) if self.plan else given

    def ends_ms(self, t_ms: int) -> int | None:
        """When the planned dose will be reached if the pump runs on from `t_ms` at its rate."""
        given = self.delivered_mg(t_ms)
        if self.plan is None or self.started_ms is None or not self.mg_per_h or given is None:
            return None
        left = max(0.0, dose(self.plan).mg - given)
        return t_ms + round(left / self.mg_per_h * MS_PER_HOUR)
