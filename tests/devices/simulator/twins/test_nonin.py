"""The pretend Nonin against the vectors of its sheet."""

import pytest

from devices.drivers.nonin import Nonin
from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient, Profile
from devices.simulator.twins.nonin import TEXT, NoninTwin
from monitor.events import Reading
from monitor.vitals import Vital

REST = Profile(spo2=97, heart_rate=74, white_coat=0, spread=0, noise=0)
PULSE, SPO2 = Vital.PULSE_RATE, Vital.SPO2
FORMATS = pytest.mark.parametrize("form", [TEXT, 1, 2, 7])


def twin(form: int = TEXT, profile: Profile = REST, seed: int = 0) -> NoninTwin:
    """Return a twin on a patient."""
    patient = Patient(seed, profile)
    return NoninTwin(patient, Cuff(patient, seed), form)


def floats(packet: bytes) -> bytes:
    """The float bytes, from frame 1 on."""
    return packet[3::5]


def heard(data: bytes) -> list[Reading]:
    """What the driver makes of bytes."""
    return [event for event in Nonin().receive(data, 0) if isinstance(event, Reading)]


@pytest.mark.parametrize(
    ("form", "said"), [(TEXT, b"SPO2=097 HR=074\r\n"), (1, bytes.fromhex("804A61"))]
)
def test_vectors_of_the_sheet(form: int, said: bytes) -> None:
    """Byte for byte, and once a second."""
    assert twin(form).wake(0) == (said, 1000)


@pytest.mark.parametrize(
    ("form", "said"), [(TEXT, b"SPO2=--- HR=---\r\n"), (1, bytes.fromhex("C37F7F"))]
)
def test_vectors_without_a_probe(form: int, said: bytes) -> None:
    """Missing, and in format 1 disconnected as well."""
    bare = twin(form)
    bare.probe_on = False
    assert bare.wake(0)[0] == said


def test_the_first_frame_of_the_sheet() -> None:
    """Format 2: 01, SYNC in the status, pleth 1, no rate above 127 bpm, and the sum."""
    packet, due = twin(2).wake(0)
    assert packet[:5] == bytes.fromhex("0181010083")
    assert (len(packet), due) == (125, 333)
    assert floats(packet)[:3] == bytes([0, 74, 97])


@pytest.mark.parametrize("form", [2, 7])
def test_seven_bits_of_rate_a_byte(form: int) -> None:
    """240 is 1 and 112."""
    fast = twin(form, Profile(heart_rate=240, white_coat=0, spread=0, noise=0))
    assert floats(fast.wake(0)[0])[:2] == bytes([1, 112])


@pytest.mark.parametrize("form", [2, 7])
def test_display_values_outlive_the_finger_by_ten_seconds(form: int) -> None:
    """Frames 9, 21 and 23 go on; 1 to 3 say at once that there is nothing."""
    bare = twin(form)
    bare.wake(0)
    bare.probe_on = False
    held = floats(bare.wake(10_000)[0][-125:])
    assert held[:3] == bytes([3, 0x7F, 0x7F])
    assert (held[8], held[20], held[22]) == (97, 74, 74)
    gone = floats(bare.wake(10_334)[0][-125:])
    assert (gone[8], gone[20], gone[22]) == (0x7F, 0x7F, 0x7F)


@pytest.mark.parametrize("form", [1, 2, 7])
def test_a_format_is_selected(form: int) -> None:
    """From the sheet: 02 70 02 02 ff 03, answered by 06; then it talks in it."""
    device = twin()
    device.wake(0)
    command = bytes([0x02, 0x70, 0x02, 0x02, form, 0x03])
    assert device.receive(command[:3], 500) == b""
    said = device.receive(command[3:], 500)
    assert said[:1] == b"\x06"
    assert [event.values for event in heard(said[1:] * 5)] == [{PULSE: 74, SPO2: 97}] * 5
    assert len(said) == 1 + {1: 3, 2: 125, 7: 125}[form]


@pytest.mark.parametrize("form", [0, 3, 8, 13])
def test_a_format_nobody_has_is_refused(form: int) -> None:
    """With 15, once; and the old one goes on."""
    device = twin()
    device.wake(0)
    assert device.receive(bytes([0x02, 0x70, 0x02, 0x02, form, 0x03]), 500) == b"\x15"
    assert device.receive(b"", 1000) == b"SPO2=097 HR=074\r\n"


def test_the_log_has_every_value_sent() -> None:
    """With the bytes that carried it."""
    device = twin(1)
    device.wake(0)
    assert device.log == [
        {"t_ms": 0, "kind": "spo2", "value": 97, "raw": "80 4a 61"},
        {"t_ms": 0, "kind": "pulse_rate", "value": 74, "raw": "80 4a 61"},
    ]


@FORMATS
def test_same_seed_same_bytes(form: int) -> None:
    """And another seed, other bytes."""
    one, same, other = (twin(form, Profile(), seed).wake(120_000)[0] for seed in (1, 1, 2))
    assert one == same != other


@FORMATS
def test_the_driver_hears_what_the_twin_says(form: int) -> None:
    """Ten minutes, half of one without a finger: value for value the twin's own log."""
    driver, device = Nonin(), twin(form, Profile())
    live = []
    for t in range(0, 600_000, 1000):
        device.probe_on = not 300_000 <= t < 330_000
        for event in driver.receive(device.wake(t)[0], t):
            assert isinstance(event, Reading)
            live += [("spo2", event.values[SPO2]), ("pulse_rate", event.values[PULSE])]
    assert live == [(line["kind"], line["value"]) for line in device.log]
    assert driver.counts.bad == driver.counts.skipped == 0
