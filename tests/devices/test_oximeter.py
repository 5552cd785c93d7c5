"""What the drivers of oximeters share."""

from devices.oximeter import Oximeter, reading
from monitor.vitals import Vital


def test_an_oximeter_is_not_asked() -> None:
    """It is only looked at once a period; it has no cuff and needs no goodbye."""
    oximeter = Oximeter()
    assert oximeter.wake(500) == (b"", 1500)
    assert not oximeter.awaiting
    assert oximeter.start_cuff() + oximeter.stop_cuff() + oximeter.goodbye() == b""


def test_a_reading_has_two_numbers() -> None:
    """Tried and not measured is None; what cannot be is none as well."""
    assert reading("x", 0, 97, 74).values == {Vital.SPO2: 97, Vital.PULSE_RATE: 74}
    for spo2, rate in ((None, None), (101, 301), (49, 19), (127, 511), (0, 0)):
        assert reading("x", 0, spo2, rate).values == {Vital.SPO2: None, Vital.PULSE_RATE: None}


def test_a_reading_bears_the_time_the_device_told() -> None:
    """As it was sent."""
    assert reading("x", 0, 97, 74, "12:00:00").device_time == "12:00:00"
