"""The pretend Contec CMS50 against the vectors of its sheet."""

import pytest

from devices.drivers.contec_cms50 import KEEP_ALIVE, START, STOP, ContecCms50
from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient, Profile
from devices.simulator.twins.contec_cms50 import NO_PI, ContecTwin, packet
from monitor.events import Reading
from monitor.vitals import Vital

PULSE, SPO2 = Vital.PULSE_RATE, Vital.SPO2
FORMS = pytest.mark.parametrize("old", [False, True], ids=["new", "old"])
REST = Profile(spo2=98, heart_rate=74, white_coat=0, spread=0, noise=0)


def twin(profile: Profile = REST, seed: int = 0, *, old: bool = False) -> ContecTwin:
    """Return a twin on a patient."""
    patient = Patient(seed, profile)
    return ContecTwin(patient, Cuff(patient, seed), old=old)


def test_the_old_vector_of_the_sheet() -> None:
    """Byte for byte, unasked."""
    assert twin(old=True).wake(0) == (bytes.fromhex("853C074A62"), 16)


def test_the_new_vector_of_the_sheet() -> None:
    """Byte for byte, once it was asked for."""
    device = twin()
    assert device.wake(0) == (b"", None)
    assert device.receive(START[:4], 0) == b""
    assert device.receive(START[4:], 0) == bytes.fromhex("018085BC87CAE2AC81")


def test_the_vector_without_a_finger() -> None:
    """Finger out, FF for the rate, 7F for the saturation."""
    device = twin()
    device.probe_on = False
    assert device.receive(START, 0) == bytes.fromhex("0189808080FFFF8080")


@pytest.mark.parametrize(("probe_on", "highs"), [(True, 0xE0), (False, 0xE1)])
def test_a_model_without_pi(probe_on: bool, highs: int) -> None:
    """From the sheet: FFFF for the PI; byte 1 is E0, and E1 without a finger."""
    device = twin()
    device.perfusion, device.probe_on = NO_PI, probe_on
    frame = device.receive(START, 0)
    assert (frame[1], frame[7:]) == (highs, b"\xff\xff")


@pytest.mark.parametrize("old", [False, True])
def test_a_rate_above_127(old: bool) -> None:
    """Its bit 7 travels elsewhere."""
    fast = twin(Profile(spo2=98, heart_rate=200, white_coat=0, spread=0, noise=0), old=old)
    frame = fast.receive(START, 0)
    assert frame[2:4] == bytes([0x47, 72]) if old else (frame[1], frame[5]) == (0x88, 200)


@FORMS
def test_sixty_frames_a_second(old: bool) -> None:
    """Evenly, the first at once."""
    device = twin(old=old)
    device.receive(START, 0)
    device.wake(59_999)
    assert len(device.log) == 2 * 3600


def test_it_stops_on_command() -> None:
    """And says that it is free; it may be started again, and nothing else makes a difference."""
    device = twin()
    device.receive(START, 0)
    assert device.receive(KEEP_ALIVE + START, 0) == b""
    assert device.receive(STOP, 10) == packet(0x0C, b"") == b"\x0c\x80"
    assert device.wake(1000) == (b"", None)
    assert len(device.receive(START, 1000)) == 9


def test_an_old_one_knows_no_command() -> None:
    """It goes on."""
    device = twin(old=True)
    device.wake(0)
    assert len(device.receive(STOP, 100)) == 5 * 6


def test_the_log_has_every_value_sent() -> None:
    """With the frame that carried it."""
    device = twin(old=True)
    device.wake(0)
    assert device.log == [
        {"t_ms": 0, "kind": "spo2", "value": 98, "raw": "85 3c 07 4a 62"},
        {"t_ms": 0, "kind": "pulse_rate", "value": 74, "raw": "85 3c 07 4a 62"},
    ]


@FORMS
def test_same_seed_same_bytes(old: bool) -> None:
    """And another seed, other bytes."""
    said = []
    for seed in (1, 1, 2):
        device = twin(Profile(), seed, old=old)
        device.receive(START, 0)
        said.append(device.wake(60_000)[0])
    assert said[0] == said[1] != said[2]


@FORMS
def test_the_driver_hears_what_the_twin_says(old: bool) -> None:
    """Two minutes, a while without a finger: value for value the twin's own log."""
    driver, device = ContecCms50(), twin(Profile(), old=old)
    live = []
    for t in range(0, 120_000, 1000):
        device.probe_on = not 60_000 <= t < 70_000
        request, _ = driver.wake(t)
        for event in driver.receive(device.receive(request, t), t):
            assert isinstance(event, Reading)
            live += [("spo2", event.values[SPO2]), ("pulse_rate", event.values[PULSE])]
    for event in driver.flush(120_000):
        assert isinstance(event, Reading)
        live += [("spo2", event.values[SPO2]), ("pulse_rate", event.values[PULSE])]
    assert live == [(line["kind"], line["value"]) for line in device.log]
    assert driver.counts.bad == driver.counts.skipped == 0
