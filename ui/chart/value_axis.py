"""Where a value lies up and down a lane: fixed as long as all values fit, wider when they leave."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """From `low` at the bottom to `high` at the top; widens by whole `step`s.

    `every` is the distance of its numbers; without it they are the two ends and the middle.
    """

    low: int
    high: int
    step: int
    every: int | None = None

    def covering(self, lowest: float, highest: float) -> "ValueAxis":
        """The axis on which both values have a place."""
        below = max(0, -(-(self.low - lowest) // self.step))
        above = max(0, -(-(highest - self.high) // self.step))
        if not below and not above:
            return self
        low, high = self.low - int(below) * self.step, self.high + int(above) * self.step
        return replace(self, low=low, high=high)

    @property
    def numbers(self) -> list[int]:
        """What stands beside it, from the bottom up."""
        if self.every is None:
            return [self.low, (self.low + self.high) // 2, self.high]
        return list(range(self.low, self.high + 1, self.every))

    def share(self, value: float) -> float:
        """How far up a value lies: 0 at the bottom, 1 at the top."""
        return (value - self.low) / (self.high - self.low)
