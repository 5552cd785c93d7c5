"""What agrees, what has to be explained, and what can be compared at all."""

import pytest

from ui.start.commissioning import RANGES, TOLERANCES, Compared, Plugged, quantities


@pytest.mark.parametrize(
    ("quantity", "read", "received", "agrees"),
    [
        ("systolic", 128, 129, True),
        ("systolic", 128, 130, False),
        ("rate", 74, 71, True),
        ("rate", 74, 78, False),
        ("spo2", 97, 95, True),
        ("spo2", 97, 94.9, False),
        ("mean", 95, None, False),
    ],
)
def test_a_value_agrees_within_its_tolerance(
    quantity: str, read: float, received: float | None, agrees: bool
) -> None:
    """What did not arrive agrees with nothing."""
    assert Compared(quantity, read, received).agrees is agrees


def test_what_differs_is_settled_by_a_reason() -> None:
    """And by nothing else."""
    assert Compared("rate", 74, 74).settled
    assert not Compared("rate", 74, 90).settled
    assert Compared("rate", 74, 90, "artefact while the patient moved").settled


def test_a_device_of_everything_has_five_values() -> None:
    """As nurse.md A12 wants; a cuff without a probe has its own pulse."""
    assert len(quantities(cuff=True, rate=True, spo2=True)) == 5
    assert quantities(cuff=True, rate=False, spo2=False)[-1] == "pulse"
    every = {*quantities(cuff=True, rate=True, spo2=True), "pulse"}
    assert every == set(TOLERANCES) == set(RANGES)


def test_no_number_is_no_adapter_of_anything() -> None:
    """Two adapters without a serial number are not one."""
    nameless = Plugged("nonin", "/dev/ttyUSB0", 1, 2)
    assert not nameless.is_adapter_of(nameless)
