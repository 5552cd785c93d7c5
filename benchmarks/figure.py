"""One line of the table: what was measured beside its floor, and whether the goal is met."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Pairs = Sequence[tuple[float, float]]
"""A floor and ours, of each round in turn."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a goal came to. `cause` says why it is missed; `met` is None where nothing is there."""

    goal: str
    what: str
    ours: str
    floor: str
    ratio: str
    wanted: str
    met: bool | None
    cause: str = ""

    @property
    def verdict(self) -> str:
        """In words; a cause goes with it."""
        verdict = {True: "met", False: "**short**", None: "not measured"}[self.met]
        return ". ".join(filter(None, [verdict, self.cause]))

    def cells(self) -> list[str]:
        """As the columns of the table."""
        told = [self.goal, self.what, self.ours, self.floor, self.ratio, self.wanted]
        return [*told, self.verdict]


def beside(
    goal: str, what: str, pairs: Pairs, unit: tuple[str, float], most: float, short: str = ""
) -> Figure:
    """Compare medians. `unit` is a name and how many make a second; `short` the known cause.

    The spread is that of the rounds' own ratios, from their first to their third quarter.
    """
    floor, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratios = sorted(ours / floor for floor, ours in pairs)
    quarters = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
    name, scale = unit
    return Figure(
        goal,
        what,
        f"{ours * scale:.3g} {name}",
        f"{floor * scale:.3g} {name}",
        f"{ours / floor:.2f} ({quarters[0]:.2f}–{quarters[1]:.2f}), n = {len(pairs)}",
        f"≤ {most:g} ×",
        ours <= most * floor,
        "" if ours <= most * floor else short,
    )


def at_most(
    goal: str, what: str, ours: float, most: float, unit: str, cause: str = "", floor: str = ""
) -> Figure:
    """Hold one number against the most it may be."""
    told = f"{ours:.3g} {unit}".strip()
    return Figure(goal, what, told, floor, "", f"≤ {most:g} {unit}".strip(), ours <= most, cause)


def in_turn(floor: Callable[[], object], ours: Callable[[], object], rounds: int) -> Pairs:
    """Time both (s), one of each in turn."""
    return [(timed(floor), timed(ours)) for _ in range(rounds)]


def timed(call: Callable[[], object]) -> float:
    """Seconds by the wall."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


MS = ("ms", 1e3)
US = ("µs", 1e6)
