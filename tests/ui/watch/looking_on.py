"""What tests of looking on are made of: a moment, a device, a clock that stands as it is set."""

from collections.abc import Callable

from monitor.events import DeviceInUse
from monitor.following import FollowedClock
from tests.ui.saved_sessions import MINUTE
from ui.watch.watch_page import WatchPage

NOW = 24 * MINUTE
"""Up to when the record goes."""

DEVICE = DeviceInUse(t_ms=0, device="ge-dinamap", port="COM3", place=0, checked_by="Osei")


class SetClock(FollowedClock):
    """No time passes by itself."""

    set_ms = NOW

    def now_ms(self) -> int:
        return self.set_ms


Pages = Callable[..., WatchPage]
"""Makes a page of a history; `people` are those of its record."""


def let_it_be(page: WatchPage, t_ms: int) -> None:
    """Set its clock, and paint."""
    assert isinstance(page.clock, SetClock)
    page.clock.set_ms = t_ms
    page.refresh()
