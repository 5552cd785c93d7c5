"""The pretend Masimo against the captured lines of its sheet."""

from datetime import UTC, datetime

import pytest

from devices.drivers.masimo_ascii import MasimoAscii
from devices.simulator.cuff import Cuff
from devices.simulator.patient import Patient, Profile
from devices.simulator.twins.masimo_ascii import LONG, NAMED, SHORT, MasimoTwin
from monitor.events import Reading
from monitor.vitals import Vital

PULSE, SPO2 = Vital.PULSE_RATE, Vital.SPO2
FORMS = pytest.mark.parametrize("layout", [LONG, SHORT, NAMED], ids=["long", "short", "named"])


def at_rest(spo2: int, rate: int) -> Profile:
    """A patient whose numbers do not move."""
    return Profile(spo2=spo2, heart_rate=rate, white_coat=0, spread=0, noise=0)


def twin(layout: str, profile: Profile, begun: datetime, seed: int = 0) -> MasimoTwin:
    """Return a twin on a patient."""
    patient = Patient(seed, profile)
    return MasimoTwin(patient, Cuff(patient, seed), layout, begun)


BEGUN = datetime(2010, 9, 15, 15, 10, 29, tzinfo=UTC)


def test_the_long_line_of_the_sheet() -> None:
    """Byte for byte: the sensor is off, and the last numbers are still printed."""
    device = twin(LONG, at_rest(98, 240), datetime(2005, 12, 1, 11, 56, 28, tzinfo=UTC))
    device.perfusion = 20.0
    device.wake(0)
    device.probe_on = False
    assert device.wake(1000)[0] == (
        b"12/01/05 11:56:29 SN=0123456789 SPO2=098% BPM=240 PI=20.00% SPCO=01.0% SPMET=00.5%"
        b" DESAT=01 PIDELTA=-02 PVI=027 ALARM=0000 EXC=000820\r\n"
    )
    assert [line["value"] for line in device.log] == [98, 240, None, None]


def test_the_short_line_of_the_sheet() -> None:
    """Byte for byte, and one every second."""
    device = twin(SHORT, at_rest(97, 64), BEGUN)
    device.perfusion, device.alarm = 11.82, 0x20
    line = b"09/15/10 15:10:29 SPO2=097% BPM=064 PI=11.82% ALARM=20 EXC=800\r\n"
    assert device.wake(0) == (line, 1000)


def test_the_line_with_names_of_the_sheet() -> None:
    """Byte for byte."""
    device = twin(NAMED, at_rest(97, 69), datetime(2008, 9, 21, 9, 56, 12, tzinfo=UTC))
    line = b"09/21/08 09:56:12 SpO2=097 PR=069 PI=04.69 EXC=800:SET\r\n"
    assert device.wake(0)[0] == line


def test_numbers_give_way_to_dashes() -> None:
    """After three lines without the sensor."""
    device = twin(SHORT, at_rest(97, 64), BEGUN)
    device.wake(0)
    device.probe_on = False
    lines = device.wake(4000)[0].decode("ascii").splitlines()
    assert [line[18:36] for line in lines] == ["SPO2=097% BPM=064 "] * 3 + ["SPO2=---% BPM=--- "]
    assert [line[-7:] for line in lines] == ["EXC=820"] * 4


def test_the_log_has_every_value_sent() -> None:
    """With the line that carried it."""
    device = twin(NAMED, at_rest(97, 69), BEGUN)
    raw = device.wake(0)[0].decode("ascii").rstrip()
    assert device.log == [
        {"t_ms": 0, "kind": "spo2", "value": 97, "raw": raw},
        {"t_ms": 0, "kind": "pulse_rate", "value": 69, "raw": raw},
    ]


def test_same_seed_same_bytes() -> None:
    """And another seed, other bytes."""
    one, same, other = (twin(SHORT, Profile(), BEGUN, n).wake(120_000)[0] for n in (1, 1, 2))
    assert one == same != other


@FORMS
def test_the_driver_hears_what_the_twin_says(layout: str) -> None:
    """Ten minutes, half of one without a finger: value for value the twin's own log."""
    driver, device = MasimoAscii(), twin(layout, Profile(), BEGUN)
    live = []
    for t in range(0, 600_000, 1000):
        device.probe_on = not 300_000 <= t < 330_000
        request, _ = driver.wake(t)
        for event in driver.receive(device.receive(request, t), t):
            assert isinstance(event, Reading)
            live += [("spo2", event.values[SPO2]), ("pulse_rate", event.values[PULSE])]
    assert live == [(line["kind"], line["value"]) for line in device.log]
    assert driver.counts.bad == 0
