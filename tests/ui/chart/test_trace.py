"""Values are joined at the device's own rhythm and never across a gap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.chart.trace import Gap, Trace

PATIENCE_MS = 10_000


def trace(*seconds: tuple[int, float | None]) -> Trace:
    """Take values at these seconds."""
    made = Trace(PATIENCE_MS)
    for second, value in seconds:
        made.take(1000 * second, value)
    return made


def steady(first: int, last: int, step: int = 1) -> list[tuple[int, float | None]]:
    """Return a value every `step` seconds."""
    return [(second, 80.0) for second in range(first, last, step)]


def test_one_missed_second_is_the_rhythm_of_polling() -> None:
    """A poll that falls just behind a second's end leaves that second empty."""
    assert trace(*steady(0, 10), *steady(11, 20)).gaps == []


def test_more_is_a_gap_from_the_end_of_the_last_second() -> None:
    """The value stood until its second was over."""
    made = trace(*steady(0, 10), *steady(40, 50))
    assert made.gaps == [Gap(10_000, 40_000, answered=False)]


def test_a_device_that_answers_without_a_value_is_told_apart() -> None:
    """Heard, and nothing measured: the probe is off."""
    silent = [(second, None) for second in range(10, 40)]
    made = trace(*steady(0, 10), *silent, *steady(40, 50))
    assert made.gaps == [Gap(10_000, 40_000, answered=True)]


def test_nan_is_no_value() -> None:
    """Columns of a record say so."""
    assert len(trace((0, float("nan")), (1, None))) == 0


def test_a_slow_device_is_no_row_of_gaps() -> None:
    """Every five seconds is a rhythm too, also after a faster one."""
    assert trace(*steady(0, 60, 5)).gaps == []
    assert trace(*steady(0, 20), *steady(24, 60, 5)).gaps == [Gap(20_000, 24_000, answered=False)]


def test_a_value_alone_is_drawn_for_its_second() -> None:
    """Between two gaps it would otherwise have no line to be part of."""
    made = trace(*steady(0, 5), (60, 90.0), *steady(120, 125))
    t_ms, values = made.drawn(0, 200_000, 1000)
    alone = (t_ms >= 60_000) & (t_ms <= 61_000) & np.isfinite(values)
    assert t_ms[alone].tolist() == [60_000, 61_000]


def test_a_gap_is_open_until_a_value_comes() -> None:
    """Not before the device may be called late."""
    made = trace(*steady(0, 10))
    assert made.gap_at(11_500) is None
    assert made.gap_at(14_000) == Gap(10_000, None, answered=False)
    assert Trace(PATIENCE_MS).gap_at(60_000) is None


def test_no_value_stands_in_a_gap() -> None:
    """A second has its value to its end, a poll apart to the next one."""
    made = trace(*steady(0, 10, 2), *steady(40, 50))
    assert made.value_at(3_000) == 80
    assert made.value_at(8_900) == 80
    assert made.value_at(9_000) is None
    assert made.value_at(39_999) is None
    assert made.value_at(-1) is None


def test_a_second_twice_is_taken_once() -> None:
    """A chart may be loaded and shown the same events."""
    assert len(trace(*steady(0, 10), *steady(5, 10))) == 10


def test_it_grows() -> None:
    """Arrays double without losing what is in them."""
    made = trace(*((second, float(second)) for second in range(5000)))
    _, values = made.drawn(0, 5_000_000, 10_000)
    assert values[:5000].tolist() == [float(second) for second in range(5000)]


def test_peaks_survive_when_many_seconds_share_a_column() -> None:
    """One second of 150 in ten thousand is seen."""
    made = trace(*((second, 150.0 if second == 777 else 80.0) for second in range(1000)))
    _, values = made.drawn(0, 1_000_000, 20)
    assert np.nanmin(values) == 80
    assert np.nanmax(values) == 150


@given(
    measured=st.lists(st.booleans(), min_size=1, max_size=400),
    columns=st.integers(min_value=1, max_value=500),
)
def test_a_line_never_crosses_a_gap(measured: list[bool], columns: int) -> None:
    """Whatever was measured, and however much of it shares a column."""
    made = trace(*((s, 80.0 if there else None) for s, there in enumerate(measured)))
    t_ms, values = made.drawn(0, 1000 * len(measured), columns)
    assert len(t_ms) <= 4 * columns
    bin_ms = 1000 * len(measured) / columns
    for begin, end, from_value, to_value in zip(t_ms, t_ms[1:], values, values[1:], strict=False):
        if np.isnan(from_value) or np.isnan(to_value):
            continue
        for gap in made.gaps:
            assert gap.end_ms is not None
            crossed = begin <= gap.start_ms and end >= gap.end_ms
            # Narrower than a column, it cannot be seen.
            assert not crossed or gap.end_ms - gap.start_ms < bin_ms


@pytest.mark.parametrize("columns", [10, 2000])
def test_only_what_is_in_sight_is_drawn(columns: int) -> None:
    """Cost goes with the window, not with the session."""
    made = trace(*steady(0, 3000))
    t_ms, _ = made.drawn(1_000_000, 2_000_000, columns)
    assert t_ms[0] >= 1_000_000
    assert t_ms[-1] <= 2_000_000 + 1000
