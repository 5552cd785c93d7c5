"""What went by itself is said, and for no longer than it is so."""

import pytest

from monitor.events import (
    Correction,
    CuffRequest,
    CuffWish,
    DeviceInUse,
    LinkState,
    Phase,
    PhaseChange,
    PumpStep,
    SessionEnd,
)
from tests.monitor.made import DEVICE, NURSE
from tests.ui.alarmed import Alarmed
from tests.ui.conftest import Desk
from ui.link_past import BACK_SHOWN_MS, LinkPast

OFF = "Automatic BP was turned off. Turn it on again."


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


def test_a_long_silence_that_turned_it_off_says_so_and_a_hiccup_does_not() -> None:
    """Said when it is heard again: until then nobody could turn it on."""
    seen = Seen()
    seen.arm(10, 5)
    assert seen.follow() == []
    seen.link(20, LinkState.SILENT)
    seen.link(25, LinkState.RECEIVING)
    assert OFF not in seen.follow()
    seen.link(30, LinkState.SILENT)
    seen.link(60, LinkState.RECEIVING)
    assert OFF in seen.follow()


def test_a_program_that_stood_still_says_that_it_turned_it_off() -> None:
    """Nobody asked for that either."""
    seen = Seen()
    seen.arm(10, 5)
    assert seen.follow() == []
    seen.bedside.tell(CuffRequest(t_ms=20_000, wish=CuffWish.INTERVAL))
    assert seen.follow() == [OFF]


def test_what_was_not_armed_is_not_missed() -> None:
    """A link that comes and goes turned nothing off."""
    seen = Seen()
    seen.link(20, LinkState.LOST)
    seen.link(30, LinkState.RECEIVING)
    assert seen.follow() == ["Monitor back. No data 14:00–14:00"]


# --- by a phase, on the window -------------------------------------------------------------------


@pytest.fixture
def infused(bedside: Desk) -> Desk:
    """The pump was started while automatic cuffs were on."""
    bedside.window.cuff.choose_interval(3)
    assert OFF not in bedside.window.strip.text()
    bedside.at(300)
    bedside.move_pump(PumpStep.STARTED, 54)
    assert bedside.window.session.phase is Phase.INFUSION
    return bedside


def test_a_phase_that_turned_it_off_says_so_until_a_person_acts(infused: Desk) -> None:
    """However long that takes; she turns it on again, or says that she does not want it."""
    cuff, strip = infused.window.cuff, infused.window.strip
    for wanted in (5, None):
        assert OFF in strip.text()
        infused.later(600)
        assert OFF in strip.text()
        cuff.choose_interval(wanted)
        assert OFF not in strip.text()
        cuff.choose_interval(5)
        infused.move_pump(PumpStep.STOPPED)


def test_an_interval_she_turned_off_herself_is_not_missed(infused: Desk) -> None:
    """Neither then nor when the phase ends."""
    infused.window.cuff.choose_interval(5)
    infused.window.cuff.choose_interval(None)
    infused.move_pump(PumpStep.STOPPED)
    assert infused.window.session.phase is Phase.RECOVERY
    assert OFF not in infused.window.strip.text()


def test_a_start_that_was_a_slip_does_not_turn_it_on_again(infused: Desk) -> None:
    """It is off all the same."""
    slip = infused.all(PhaseChange)[-1]
    assert slip.seq is not None
    infused.post(Correction(t_ms=301_000, by=NURSE, of=slip.seq, reason="entry_error"))
    assert infused.window.session.phase is Phase.BASELINE
    assert OFF in infused.window.strip.text()


def test_a_phase_in_which_none_was_on_turns_none_off(bedside: Desk) -> None:
    """Nothing is missed."""
    bedside.move_pump(PumpStep.STARTED, 54)
    assert OFF not in bedside.window.strip.text()


def test_after_the_end_nobody_is_asked_to_turn_it_on(infused: Desk) -> None:
    """It could not be."""
    infused.post(SessionEnd(t_ms=301_000, by=NURSE))
    assert OFF not in infused.window.strip.text()
