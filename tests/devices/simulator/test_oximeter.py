"""What twins of oximeters share."""

from devices.simulator.cuff import Cuff
from devices.simulator.oximeter import OximeterTwin
from devices.simulator.patient import Patient, Profile


class Three(OximeterTwin):
    """Says its time, three times a second."""

    times = 3

    def say(self, t: int) -> bytes:
        self.note(t, str(t))
        return f"{t} ".encode()


def twin() -> Three:
    """A twin on a patient at rest."""
    patient = Patient(0, Profile(spo2=97, heart_rate=74, white_coat=0, spread=0, noise=0))
    return Three(patient, Cuff(patient, 0))


def test_what_is_due_is_said_once() -> None:
    """However rarely it is asked, and even when a host speaks."""
    three = twin()
    assert three.wake(0) == (b"0 ", 333)
    assert three.wake(332) == (b"", 333)
    assert three.receive(b"anything", 1000) == b"333 666 1000 "
    assert three.wake(1000) == (b"", 1333)


def test_it_may_be_silent_and_begin_again() -> None:
    """From any moment on."""
    three = twin()
    three.begin(None)
    assert three.wake(5000) == (b"", None)
    three.begin(5100)
    assert three.wake(5500) == (b"5100 5433 ", 5766)


def test_the_log_has_both_values_and_what_carried_them() -> None:
    """Null without a finger."""
    three = twin()
    three.wake(0)
    three.probe_on = False
    three.wake(333)
    assert three.log == [
        {"t_ms": 0, "kind": "spo2", "value": 97, "raw": "0"},
        {"t_ms": 0, "kind": "pulse_rate", "value": 74, "raw": "0"},
        {"t_ms": 333, "kind": "spo2", "value": None, "raw": "333"},
        {"t_ms": 333, "kind": "pulse_rate", "value": None, "raw": "333"},
    ]


def test_the_wave_begins_at_nothing_and_needs_a_finger() -> None:
    """From -1 to 1."""
    three = twin()
    assert three.wave(0) == 0
    assert max(three.wave(t) for t in range(0, 1000, 10)) > 0.99
    three.probe_on = False
    assert three.wave(200) == 0
