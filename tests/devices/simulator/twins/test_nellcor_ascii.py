"""The pretend Nellcor against the sample of its sheet."""

import pytest

from devices.drivers.nellcor_ascii import NellcorAscii
from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient, Profile
from devices.simulator.twins.nellcor_ascii import NellcorTwin
from monitor.events import Reading
from monitor.vitals import Vital

PULSE, SPO2 = Vital.PULSE_RATE, Vital.SPO2

# From the sheet.
SAMPLE = (
    b"NPB-290     VERSION 1.0.0.1     CRC: XXXX     "
    b"SpO2 Limit: 30-100%     PR Limit: 100-180BPM\r\n"
    b"TIME                 %SPO2   BPM    PA    Status\r\n"
    b"12-NOV-97 14:00:05   100     120     50\r\n"
)
SAMPLE_PATIENT = Profile(spo2=100, heart_rate=120, white_coat=0, spread=0, noise=0)


def twin(profile: Profile = SAMPLE_PATIENT, seed: int = 0) -> NellcorTwin:
    """Return a twin on a patient, with the limits of the sample."""
    patient = Patient(seed, profile)
    device = NellcorTwin(patient, Cuff(patient, seed))
    device.spo2_limits, device.rate_limits = (30, 100), (100, 180)
    return device


def test_the_sample_of_the_sheet() -> None:
    """Byte for byte, and a line every two seconds."""
    assert twin().wake(0) == (SAMPLE, 2000)


def test_a_value_outside_its_limits_has_an_asterisk() -> None:
    """In a column of its own."""
    device = twin(Profile(spo2=97, heart_rate=74, white_coat=0, spread=0, noise=0))
    device.spo2_limits = (98, 100)
    line = device.wake(0)[0].splitlines()[-1]
    assert line == b"12-NOV-97 14:00:05    97*     74*    50"


def test_a_heading_after_each_25_lines() -> None:
    """Two lines, and one at the start."""
    lines = twin().wake(100_000)[0].splitlines()
    headings = [place for place, line in enumerate(lines) if line.startswith(b"NPB-290")]
    assert headings == [0, 27, 54]
    assert [lines[place + 1][:4] for place in headings] == [b"TIME"] * 3


@pytest.mark.parametrize(
    ("probe_on", "motion", "line"),
    [
        (True, True, b"12-NOV-97 14:00:05   100     120     50   MO"),
        (False, False, b"12-NOV-97 14:00:05   ---     ---    ---      SO"),
        (False, True, b"12-NOV-97 14:00:05   ---     ---    ---   MO SO"),
    ],
)
def test_the_status_stands_in_fixed_columns(probe_on: bool, motion: bool, line: bytes) -> None:
    """So blanks may lie before a code and between two."""
    device = twin()
    device.probe_on, device.motion = probe_on, motion
    assert device.wake(0)[0].splitlines()[-1] == line


def test_xoff_stops_it_and_xon_lets_it_go_on() -> None:
    """What fell due meanwhile is lost, and not in the log."""
    device = twin()
    device.receive(b"\x13", 500)
    assert device.wake(6000) == (b"", 8000)
    device.receive(b"\x13\x11", 7000)
    assert device.wake(8000)[0].startswith(b"12-NOV-97 14:00:13")
    assert [line["t_ms"] for line in device.log] == [0, 0, 8000, 8000]


def test_the_driver_lifts_an_xoff_of_another() -> None:
    """After four seconds of silence."""
    driver, device = NellcorAscii(), twin()
    device.receive(b"\x13", 0)
    for t in range(0, 20_000, 1000):
        driver.receive(device.receive(driver.wake(t)[0], t), t)
    assert driver.counts.frames == 7


def test_the_log_has_every_value_sent() -> None:
    """With the line that carried it."""
    device = twin()
    device.wake(0)
    raw = SAMPLE.splitlines()[-1].decode("ascii")
    assert device.log == [
        {"t_ms": 0, "kind": "spo2", "value": 100, "raw": raw},
        {"t_ms": 0, "kind": "pulse_rate", "value": 120, "raw": raw},
    ]


def test_same_seed_same_bytes() -> None:
    """And another seed, other bytes."""
    one, same, other = (twin(Profile(), seed).wake(120_000)[0] for seed in (1, 1, 2))
    assert one == same != other


def test_the_driver_hears_what_the_twin_says() -> None:
    """Ten minutes, half of one without a finger: value for value the twin's own log."""
    driver, device = NellcorAscii(), twin(Profile())
    live = []
    for t in range(0, 600_000, 1000):
        device.probe_on = not 300_000 <= t < 330_000
        request, _ = driver.wake(t)
        for event in driver.receive(device.receive(request, t), t):
            assert isinstance(event, Reading)
            live += [("spo2", event.values[SPO2]), ("pulse_rate", event.values[PULSE])]
    assert live == [(line["kind"], line["value"]) for line in device.log]
    assert driver.counts.bad == 0
