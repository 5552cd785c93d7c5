"""What can be measured."""

import pytest

from monitor.vitals import Values, Vital, rate

HEART, PULSE = Vital.HEART_RATE, Vital.PULSE_RATE


@pytest.mark.parametrize("vital", Vital)
def test_a_vital_is_called_the_same_everywhere(vital: Vital) -> None:
    """Its value is its name in code, columns and JSON; unit, range and codes come with it."""
    assert vital == vital.value == vital.name.lower()
    assert vital.low < vital.high
    assert vital.unit
    assert vital.loinc
    assert vital.mdc


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({HEART: 70, PULSE: 72}, (HEART, 70)),
        ({HEART: None, PULSE: 72}, (PULSE, 72)),
        ({PULSE: 72}, (PULSE, 72)),
        ({HEART: None}, None),
        ({Vital.SPO2: 98}, None),
    ],
)
def test_rate_is_the_ecgs_else_the_probes(
    values: Values, found: tuple[Vital, float] | None
) -> None:
    """And says which it is."""
    assert rate(values) == found
