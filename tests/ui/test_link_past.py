"""What a link that went has left behind is said, and for no longer than it is so."""

from monitor.events import CuffRequest, CuffWish, DeviceInUse, LinkState
from tests.monitor.made import DEVICE, NURSE
from tests.ui.alarmed import Alarmed
from ui.link_past import BACK_SHOWN_MS, LinkPast


class Seen(Alarmed):
    """The past of its links, followed as the strip does it."""

    def __init__(self) -> None:
        super().__init__()
        self.past = LinkPast(self.session, self.wall)
        self.bedside.tell(
            DeviceInUse(
                t_ms=0, device=DEVICE, port="p", place=0, measures_cuff=True, starts_cuff=True
            )
        )
        self._known = len(self.bedside.published)

    def follow(self) -> list[str]:
        """Take what is new; return what is said now."""
        for event in self.bedside.published[self._known :]:
            self.past.take(event)
        self._known = len(self.bedside.published)
        self.past.look()
        return self.past.words(self.now_ms)

    def arm(self, seconds: float, minutes: float | None) -> None:
        """Ask for an interval."""
        wish = CuffWish.INTERVAL
        t_ms = round(seconds * 1000)
        self.bedside.tell(CuffRequest(t_ms=t_ms, by=NURSE, wish=wish, interval_min=minutes))


def test_a_gap_is_told_for_two_minutes_from_its_first_silence() -> None:
    """Silent, then lost, then back: one gap."""
    seen = Seen()
    seen.link(60, LinkState.SILENT)
    seen.link(120, LinkState.LOST)
    assert seen.follow() == []
    seen.link(180, LinkState.RECEIVING)
    assert seen.follow() == ["Monitor back. No data 14:01–14:03"]
    assert seen.past.words(180_000 + BACK_SHOWN_MS) == []


def test_an_interval_that_a_link_took_with_it_is_missed_until_a_person_acts() -> None:
    """Turned on again, or said not to be wanted."""
    for wanted in (5, None):
        seen = Seen()
        seen.arm(10, 5)
        assert seen.follow() == []
        seen.link(20, LinkState.LOST)
        assert seen.follow() == ["Automatic BP was turned off. Turn it on again."]
        seen.link(30, LinkState.RECEIVING)
        assert seen.follow()[-1] == "Automatic BP was turned off. Turn it on again."
        seen.arm(40, wanted)
        assert seen.follow() == ["Monitor back. No data 14:00–14:00"]


def test_what_was_not_armed_is_not_missed() -> None:
    """A link that comes and goes turned nothing off."""
    seen = Seen()
    seen.link(20, LinkState.LOST)
    seen.link(30, LinkState.RECEIVING)
    assert seen.follow() == ["Monitor back. No data 14:00–14:00"]
