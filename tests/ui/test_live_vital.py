"""What may be shown of a live number at a moment: the one rule of the tile and the glance view."""

import pytest

from monitor.events import DeviceInUse, ManualVitals, Reading
from monitor.profile import shipped
from monitor.session import Session
from monitor.vitals import Vital
from tests.ui.conftest import DEVICE, NURSE
from tests.ui.infusion_course import START
from ui.live_vital import LiveVital


def live(period_s: float = 1.0) -> LiveVital:
    """The rate of a session with one device."""
    session = Session(shipped(), START)
    session.apply(DeviceInUse(t_ms=0, seq=1, device=DEVICE, port="p", place=0, period_s=period_s))
    return LiveVital("rate", session)


def pulse(t_ms: int, value: float) -> Reading:
    """One frame."""
    return Reading(t_ms=t_ms, device=DEVICE, values={Vital.PULSE_RATE: value})


@pytest.mark.parametrize(
    ("age_ms", "is_live", "gone"),
    [(0, True, False), (5000, True, False), (5001, False, False), (10_001, False, True)],
)
def test_a_number_is_live_then_grey_then_gone(age_ms: int, is_live: bool, gone: bool) -> None:
    """By the profile's seconds."""
    rate = live()
    rate.show_event(pulse(1000, 87))
    shown = rate.shown(1000 + age_ms)
    assert (shown.live, shown.gone, shown.age_ms) == (is_live, gone, age_ms)


def test_a_slow_device_is_grey_for_one_of_its_turns() -> None:
    """It is late after two and a half of them."""
    rate = live(period_s=6)
    rate.show_event(pulse(0, 87))
    assert rate.shown(15_000).live
    assert not rate.shown(15_001).live
    assert not rate.shown(21_000).gone
    assert rate.shown(21_001).gone


def test_a_typed_number_was_never_live_and_does_not_go() -> None:
    """It keeps its age."""
    rate = live()
    rate.show_event(ManualVitals(t_ms=0, seq=2, by=NURSE, pulse_rate=72))
    assert not rate.shown(0).live
    assert not rate.shown(3_600_000).gone
    assert rate.shown(3_600_000).age_words == "1:00:00"


def test_nothing_heard_is_gone() -> None:
    """From the first moment."""
    shown = live().shown(0)
    assert (shown.heard, shown.live, shown.gone) == (None, False, True)
