"""A lane's axis is fixed until a value leaves it, and then widens by whole steps."""

from hypothesis import given
from hypothesis import strategies as st

from ui.chart.lanes import RATE, SPO2
from ui.chart.pressure_lane import AXIS
from ui.chart.value_axis import ValueAxis


def test_values_inside_change_nothing() -> None:
    """The usual picture keeps its scale."""
    assert RATE.covering(50, 130) is RATE


def test_the_numbers_beside_it() -> None:
    """As in the pictures; wider ones stay whole."""
    assert RATE.numbers == [50, 90, 130]
    assert SPO2.numbers == [85, 92, 100]
    assert AXIS.numbers == [40, 80, 120, 160, 200]
    assert AXIS.covering(38, 205).numbers == [0, 40, 80, 120, 160, 200, 240]


def test_saturation_widens_downwards_only() -> None:
    """Nothing is above 100 %."""
    assert SPO2.covering(71, 100) == ValueAxis(70, 100, step=5)


@given(st.floats(0, 300), st.floats(0, 300))
def test_every_value_finds_a_place(one: float, other: float) -> None:
    """Between the bottom and the top."""
    low, high = sorted((one, other))
    axis = RATE.covering(low, high)
    assert 0 <= axis.share(low) <= axis.share(high) <= 1
