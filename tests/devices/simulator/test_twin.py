"""What every twin promises."""

import pytest

from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient, Profile
from devices.simulator.twin import twin_of, twins
from monitor import catalogue
from monitor.errors import EntryError


@pytest.mark.parametrize("model", twins())
def test_a_twin_belongs_to_a_driver(model: str) -> None:
    """Under the same name."""
    assert model.replace("-", "_") in catalogue.names("devices.drivers")


@pytest.mark.parametrize("model", twins())
def test_noise_on_the_line_stops_no_twin(model: str) -> None:
    """Every byte there is, and time goes on."""
    patient = Patient(0, Profile())
    twin = twin_of(model)(patient, Cuff(patient, 0))
    for t in range(0, 10_000, 1000):
        twin.receive(bytes(range(256)), t)
        twin.wake(t)


def test_an_unknown_model_names_the_known() -> None:
    """An error a person can act on."""
    with pytest.raises(EntryError) as caught:
        twin_of("abacus")
    assert caught.value.code == "unknown_model"
    assert "ge-dinamap" in str(caught.value.values["known"])
