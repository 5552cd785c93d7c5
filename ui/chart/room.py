"""Room for words in one row of the chart: where they stand whole and touch nothing. No painting."""

from collections.abc import Iterable

Span = tuple[float, float]
"""From which pixel to which."""

AIR = 4.0
"""What stays free beside words."""
_HAIR = 1e-6


def fitting(
    width: float,
    wanted: float,
    within: Span,
    taken: Iterable[Span] = (),
    reach: float = float("inf"),
) -> float | None:
    """Where words of a width begin: as close to `wanted` as they are free; None: nowhere.

    `reach`: so far they may be moved before they would belong to something else.
    """
    low, high = within[0], within[1] - width
    spans = list(taken)
    ends = [place for a, b in spans for place in (a - AIR - width, b + AIR)]
    free = [
        left
        for left in (wanted, low, high, *ends)
        if low <= left <= high + _HAIR
        and abs(left - wanted) <= reach
        and not touches((left, left + width), spans)
    ]
    return min(free, key=lambda left: abs(left - wanted), default=None)


def touches(span: Span, taken: Iterable[Span]) -> bool:
    """Whether a span, with its air, meets one of those."""
    first, last = span[0] - AIR + _HAIR, span[1] + AIR - _HAIR
    return any(first < b and a < last for a, b in taken)
