"""What can be read and makes no sense."""

import msgspec
import pytest

from monitor.profile import Profile, shipped
from monitor.profile_sense import faults
from monitor.settings import HARD_STOPS, DischargeSettings, PrepSettings


def with_(**changes: object) -> Profile:
    """The shipped profile with other settings."""
    return msgspec.structs.replace(shipped(), **changes)


def test_what_is_shipped_makes_sense() -> None:
    """All of it."""
    assert list(faults(shipped())) == []


@pytest.mark.parametrize("item", HARD_STOPS)
def test_no_hard_stop_can_be_taken_away(item: str) -> None:
    """A clinic may add to the three, never drop one."""
    others = tuple(stop for stop in HARD_STOPS if stop != item)
    (found,) = faults(with_(prep=PrepSettings(hard_stops=others)))
    assert (found.code, found.values) == ("hard_stop", {"item": item})


def test_a_score_that_is_asked_for_has_a_scale() -> None:
    """And one without a pass mark is no fault: PADSS without bleeding has none."""
    wanted = DischargeSettings(criteria=("recovery_score",))
    assert [f.code for f in faults(with_(discharge=wanted))] == ["no_recovery_scale"]
    wanted = DischargeSettings(recovery_scale="padss_no_bleeding")
    assert list(faults(with_(discharge=wanted))) == []


def test_a_scale_named_twice_would_have_two_rows() -> None:
    """Each once."""
    (found,) = faults(with_(scales=(*shipped().scales, shipped().scales[0])))
    assert (found.path, found.code) == (("scales",), "twice")
