"""How values are spread, and how large a share is: never without the number it rests on. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

FEW = 5
"""From so many values on quartiles are told; of fewer each value is."""


@dataclass(frozen=True)
class Spread:
    """Values of one measure, rising. missing: of how many more there should have been one."""

    values: tuple[float, ...]
    missing: int = 0

    @property
    def n(self) -> int:
        """How many values there are."""
        return len(self.values)

    @property
    def of(self) -> int:
        """How many there should have been."""
        return self.n + self.missing

    @property
    def few(self) -> bool:
        """Whether they are too few for quartiles."""
        return self.n < FEW

    @cached_property
    def median(self) -> float | None:
        """The middle one; between two, halfway."""
        return self._at(0.5)

    @cached_property
    def quartiles(self) -> tuple[float, float] | None:
        """Between these lies the middle half; None of few values.

        The inclusive method: the extremes are the ends of what is known, and not beyond them.
        """
        low, high = self._at(0.25), self._at(0.75)
        return None if self.few or low is None or high is None else (low, high)

    def _at(self, share: float) -> float | None:
        if not self.values:
            return None
        place = share * (self.n - 1)
        low, high = self.values[math.floor(place)], self.values[math.ceil(place)]
        return low + (high - low) * (place - math.floor(place))


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`. missing: of how many more nobody knows."""

    count: int
    of: int
    missing: int = 0

    @property
    def few(self) -> bool:
        """Whether a percentage would say more than is known."""
        return self.of < FEW

    @property
    def percent(self) -> float | None:
        """In percent; None of nothing."""
        return 100 * self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Bin:
    """So many values from `low` on, below `high`."""

    low: float
    high: float
    count: int


def spread(values: Iterable[float | None]) -> Spread:
    """Sum up values, None where one is missing: counted, and not taken for zero."""
    told = list(values)
    known = sorted(value for value in told if value is not None)
    return Spread(tuple(known), len(told) - len(known))


def share(answers: Iterable[bool | None]) -> Share:
    """Count how many are so, None where nobody knows."""
    told = list(answers)
    known = [answer for answer in told if answer is not None]
    return Share(sum(known), len(known), len(told) - len(known))


def bins(values: Iterable[float], step: float, top: float = math.inf) -> list[Bin]:
    """Count values in steps from a multiple of `step` on, empty steps between them too.

    top: a value there belongs to the step below it, as 100 % does.
    """
    places = [math.floor(value / step) - (value == top) for value in values]
    if not places:
        return []
    first = min(places)
    counts = [0] * (max(places) - first + 1)
    for place in places:
        counts[place - first] += 1
    return [
        Bin((first + n) * step, (first + n + 1) * step, count) for n, count in enumerate(counts)
    ]
