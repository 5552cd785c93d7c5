"""Lines of time lie on round minutes, of the pump or of the clock on the wall."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from ui.chart.time_axis import MINUTE_MS, TimeAxis


def wall(t_ms: int) -> datetime:
    """Begin the session at 14:03:20."""
    began = datetime(2026, 11, 20, 14, 3, 20).astimezone().astimezone(UTC)
    return began + timedelta(milliseconds=t_ms)


def axis(left_min: float, right_min: float) -> TimeAxis:
    """Return 1000 px for some minutes."""
    made = TimeAxis()
    made.left_px, made.right_px = 100.0, 1100.0
    made.left_ms, made.right_ms = left_min * MINUTE_MS, right_min * MINUTE_MS
    return made


def labels(made: TimeAxis, start_ms: int | None) -> list[str]:
    """Return what is written below."""
    return [tick.label for tick in made.ticks(start_ms, wall, 100) if tick.label]


def test_a_moment_and_its_place_belong_together() -> None:
    """There and back."""
    made = axis(0, 50)
    assert made.x(25 * MINUTE_MS) == 600
    assert made.t_ms(600) == 25 * MINUTE_MS
    assert made.xs(np.array([0.0, 25.0 * MINUTE_MS])).tolist() == [100, 600]
    assert made.shows(0)
    assert not made.shows(-MINUTE_MS)
    assert made.shows(-MINUTE_MS, margin_px=30)


def test_minutes_count_from_the_pump() -> None:
    """With lines between the labels."""
    made = axis(5, 60)
    start_ms = 15 * MINUTE_MS
    assert labels(made, start_ms) == [
        *("−10 min", "start", "+10 min"),
        *("+20 min", "+30 min", "+40 min"),
    ]
    assert len(made.ticks(start_ms, wall, 100)) == 12


def test_before_any_pump_the_clock_counts() -> None:
    """Round times of the room, not of the session."""
    assert labels(axis(0, 30), None) == ["14:05", "14:10", "14:15", "14:20", "14:25", "14:30"]


def test_close_up_there_are_seconds() -> None:
    """Of the pump and of the clock."""
    assert labels(axis(16, 17), 15 * MINUTE_MS)[:2] == ["+1:00", "+1:10"]
    assert labels(axis(0, 1), None)[0] == "14:03:20"


def test_half_a_day_has_room_for_its_labels() -> None:
    """They keep their distance at any zoom."""
    for minutes in (1, 7, 30, 55, 200, 720, 1440):
        made = axis(0, minutes)
        ticks = [tick for tick in made.ticks(0, wall, 100) if tick.label]
        places = [made.x(tick.t_ms) for tick in ticks]
        assert len(ticks) >= 2
        assert all(b - a >= 100 for a, b in pairwise(places))


def test_midnight_is_a_time_like_any_other() -> None:
    """The clock goes round; minutes from the start go on."""
    late = datetime(2026, 11, 20, 23, 40).astimezone().astimezone(UTC)

    def before_midnight(t_ms: int) -> datetime:
        return late + timedelta(milliseconds=t_ms)

    ticks = axis(0, 30).ticks(None, before_midnight, 100)
    said = [tick.label for tick in ticks if tick.label]
    assert said == ["23:40", "23:45", "23:50", "23:55", "00:00", "00:05", "00:10"]
