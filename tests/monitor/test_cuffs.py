"""Cuffs: inflated on request, or at an interval a person armed in this session, and never else."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.cuffs import Cuffs
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffRequest,
    CuffSource,
    CuffStatus,
    CuffStep,
    CuffWhy,
    CuffWish,
    DeviceInUse,
    Event,
    LinkChange,
    LinkState,
    Phase,
    PhaseChange,
    Priority,
    PumpStep,
    SessionEnd,
)
from monitor.history import History
from monitor.profile import shipped
from tests.monitor.made import (
    DEVICE,
    NURSE,
    Bedside,
    ask,
    cuff_step,
    link,
    phase,
    pump,
    result,
    typed,
)

MIN = 60_000
MEASURE, STOP, SKIP, INTERVAL = (
    CuffWish.MEASURE,
    CuffWish.STOP,
    CuffWish.SKIP,
    CuffWish.INTERVAL,
)
SEARCHING, RECEIVING, SILENT, LOST = (
    LinkState.SEARCHING,
    LinkState.RECEIVING,
    LinkState.SILENT,
    LinkState.LOST,
)


@pytest.fixture
def bedside() -> Bedside:
    """A device that is heard, in the baseline phase."""
    made = Bedside()
    made.tell(link(0), phase(0, Phase.BASELINE))
    return made


def inflate(bedside: Bedside, start_ms: int, last: Event | None = None) -> None:
    """Let a cuff that was started run for half a minute."""
    end_ms = start_ms + 30_000
    bedside.tell(
        cuff_step(start_ms + 500, CuffStep.REQUESTED),
        cuff_step(start_ms + 2000, CuffStep.INFLATING),
        last or cuff_step(end_ms, CuffStep.DONE),
    )


def test_nothing_is_inflated_by_itself(bedside: Bedside) -> None:
    """Not on connect, not at the start, not when pressure is due."""
    bedside.tick_to(20 * MIN)
    assert bedside.session.due()[0].overdue(20 * MIN)
    assert bedside.starts() == []


def test_measure_starts_one_at_once(bedside: Bedside) -> None:
    """Because a nurse asked, and it says so."""
    bedside.tell(ask(5000, MEASURE))
    (command,) = bedside.all(CuffCommand)
    assert (command.t_ms, command.device) == (5000, DEVICE)
    assert (command.action, command.why) == (CuffAction.START, CuffWhy.NURSE)
    assert bedside.session.cuffs.running(6000)


def test_nothing_is_started_while_one_is_running(bedside: Bedside) -> None:
    """The second press changes nothing, and the interval waits."""
    bedside.tell(ask(5000, MEASURE), ask(6000, INTERVAL, 2.5), ask(7000, MEASURE))
    bedside.tick_to(30_000)
    assert bedside.starts() == [5000]


def test_an_inflation_the_device_began_is_running_too(bedside: Bedside) -> None:
    """The monitor cycles by itself, or somebody pressed its own button."""
    bedside.tell(cuff_step(0, CuffStep.INFLATING), ask(1000, MEASURE))
    assert bedside.starts() == []


def test_stop_is_always_passed_on(bedside: Bedside) -> None:
    """Whether we know of an inflation or not."""
    bedside.tell(ask(5000, STOP))
    assert [c.action for c in bedside.all(CuffCommand)] == [CuffAction.STOP]


def test_an_armed_interval_begins_with_a_countdown(bedside: Bedside) -> None:
    """Ten seconds in which it can be skipped, then one cuff."""
    cuffs = bedside.session.cuffs
    assert cuffs.announced(4000) is None
    bedside.tell(ask(4000, INTERVAL, 5))
    assert cuffs.announced(4000) == 10_000
    bedside.tick_to(14_000)
    assert (bedside.starts(), cuffs.announced(14_000)) == ([], 0)
    bedside.tick_to(16_000)
    assert bedside.starts() == [14_000]
    assert bedside.all(CuffCommand)[0].why is CuffWhy.INTERVAL


def test_there_is_one_clock_for_pressure(bedside: Bedside) -> None:
    """What is due is the automatic cuff itself, once one is armed."""
    bedside.tell(ask(4000, INTERVAL, 5))
    pressures = [one for one in bedside.session.due() if one.item == "blood_pressure"]
    assert [one.due_ms for one in pressures] == [14_000]


def test_the_next_comes_an_interval_after_the_last_began(bedside: Bedside) -> None:
    """And is announced ten seconds ahead again."""
    bedside.tell(ask(4000, INTERVAL, 5))
    inflate(bedside, 14_000)
    bedside.tick_to(10 * MIN)
    assert bedside.starts() == [14_000, 314_000]
    cuffs = bedside.session.cuffs
    assert cuffs.announced(313_000) is None, "it is running"


@pytest.mark.parametrize(
    "last",
    [
        cuff_step(44_000, CuffStep.DONE),
        cuff_step(44_000, CuffStep.FAILED),
        cuff_step(44_000, CuffStep.CANCELLED),
        result(44_000),
        replace(result(44_000, None), status=CuffStatus.CUFF_LOOSE),
    ],
    ids=["done", "failed", "cancelled", "result", "no result"],
)
def test_the_arm_rests_a_minute_at_the_shortest_interval(bedside: Bedside, last: Event) -> None:
    """However the last one ended."""
    bedside.tell(ask(4000, INTERVAL, 0.1))
    inflate(bedside, 14_000, last)
    bedside.tick_to(3 * MIN)
    assert bedside.starts() == [14_000, 104_000]


def test_the_arm_rests_after_a_cuff_the_nurse_asked_for(bedside: Bedside) -> None:
    """Arming right after it does not inflate ten seconds later."""
    bedside.tell(ask(0, MEASURE))
    inflate(bedside, 0)
    bedside.tell(ask(32_000, INTERVAL, 0.5))
    bedside.tick_to(2 * MIN)
    assert bedside.starts() == [0, 90_000]


def test_the_arm_rests_after_a_pressure_taken_by_hand(bedside: Bedside) -> None:
    """A sphygmomanometer squeezes as well, and then pressure is known."""
    bedside.tell(ask(0, INTERVAL, 0.5), typed(8000))
    bedside.tick_to(70_000)
    assert bedside.starts() == [68_000]


def test_a_pressure_typed_late_hastens_nothing(bedside: Bedside) -> None:
    """It was true long ago; the next cuff still comes after a countdown."""
    bedside.tell(ask(0, INTERVAL, 5))
    inflate(bedside, 10_000)
    bedside.tick_to(5 * MIN)
    bedside.tell(typed(8000))
    assert bedside.session.cuffs.next_ms == 310_000


def test_a_pressure_typed_late_shortens_no_countdown(bedside: Bedside) -> None:
    """It was true twenty minutes ago, and the nurse has just armed the interval."""
    bedside.tell(ask(20 * MIN, INTERVAL, 0.5))
    bedside.tick_to(20 * MIN + 5000)
    bedside.tell(typed(8000))
    assert bedside.session.cuffs.next_ms == 20 * MIN + 14_000, "ten from the last tick"


def test_skip_puts_the_next_off_by_an_interval(bedside: Bedside) -> None:
    """And leaves it armed."""
    bedside.tell(ask(0, INTERVAL, 2.5), ask(7000, SKIP))
    bedside.tick_to(4 * MIN)
    assert bedside.starts() == [157_000]


def test_skip_at_the_shortest_interval_still_lets_the_arm_rest(bedside: Bedside) -> None:
    """Skipping must not bring a cuff nearer."""
    bedside.tell(ask(0, INTERVAL, 0.1))
    inflate(bedside, 10_000)
    bedside.tell(ask(45_000, SKIP))
    bedside.tick_to(3 * MIN)
    assert bedside.starts() == [10_000, 100_000]


def test_turning_the_interval_off_ends_it(bedside: Bedside) -> None:
    """In the last second of the countdown too."""
    bedside.tell(ask(0, INTERVAL, 5), ask(9900, INTERVAL, None))
    bedside.tick_to(20 * MIN)
    assert bedside.starts() == []


ENDINGS: dict[str, list[Event]] = {
    "the link starts anew": [link(5000, SEARCHING), link(6000)],
    "the cable is out": [link(5000, LOST), link(6000)],
    "the phase ends": [pump(5000, PumpStep.STARTED)],
    "the session ends": [SessionEnd(t_ms=5000)],
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_interval_ends_with(bedside: Bedside, ending: str) -> None:
    """Nothing goes on by itself; a person arms it again."""
    bedside.tell(ask(0, INTERVAL, 2.5), *ENDINGS[ending])
    bedside.tick_to(20 * MIN)
    assert bedside.starts() == []
    assert bedside.session.cuffs.armed_min is None


@pytest.mark.parametrize("state", [SEARCHING, LOST, SILENT])
def test_an_interval_cannot_be_armed_for_a_device_nobody_hears(
    bedside: Bedside, state: LinkState
) -> None:
    """It would inflate a cuff on connect."""
    bedside.tell(link(1000, state), ask(2000, INTERVAL, 2.5), link(30_000))
    bedside.tick_to(20 * MIN)
    assert bedside.starts() == []


def test_a_resumed_session_has_nothing_armed(bedside: Bedside) -> None:
    """Not even until its link says that it begins anew."""
    bedside.tell(ask(0, INTERVAL, 2.5))
    again = Bedside()
    again.session.load(History(bedside.start, entries=list(bedside.all(LinkChange))))
    again.session.load(History(bedside.start, entries=bedside.all(CuffRequest)))
    again.tick_to(20 * MIN)
    assert again.starts() == []
    assert not again.session.receiving()


def test_a_silent_device_is_left_alone_and_announced_to_again(bedside: Bedside) -> None:
    """A countdown that stood still is no announcement; so short a silence disarms nothing."""
    bedside.tell(ask(0, INTERVAL, 5), link(8000, SILENT))
    bedside.tick_to(20_000)
    assert bedside.session.cuffs.announced(20_000) is None
    bedside.tell(link(20_400))
    assert bedside.session.cuffs.announced(20_400) == 10_000
    bedside.tick_to(40_000)
    assert bedside.starts() == [31_000]


@pytest.mark.parametrize(("back_ms", "armed_min"), [(20_499, 5), (20_500, None)])
def test_a_silence_that_is_a_medium_alarm_disarms(
    bedside: Bedside, back_ms: int, armed_min: float | None
) -> None:
    """After 15 s, the two and a half included that pass before a silence is told."""
    bedside.tell(ask(0, INTERVAL, 5), link(8000, SILENT), link(back_ms))
    assert bedside.session.cuffs.armed_min == armed_min


def test_a_device_that_was_silent_for_long_inflates_nothing_by_itself(bedside: Bedside) -> None:
    """It may hang on somebody else by now; a nurse who arms it again sees a countdown."""
    bedside.tell(ask(0, INTERVAL, 5), link(8000, SILENT), link(20 * MIN))
    bedside.tick_to(40 * MIN)
    assert bedside.starts() == []
    bedside.tell(ask(40 * MIN, INTERVAL, 5))
    bedside.tick_to(41 * MIN)
    assert bedside.starts() == [40 * MIN + 10_000]


def test_two_short_silences_are_no_long_one(bedside: Bedside) -> None:
    """A bad line comes and goes."""
    bedside.tell(ask(0, INTERVAL, 5))
    for start_ms in (1000, 12_000, 23_000):
        bedside.tell(link(start_ms, SILENT), link(start_ms + 9000))
    assert bedside.session.cuffs.armed_min == 5


def test_the_limit_is_the_clinics() -> None:
    """Where a silence is a medium alarm only after a minute."""
    made = shipped()
    alarms = msgspec.structs.replace(made.alarms, link_s=(5, 60))
    bedside = Bedside(msgspec.structs.replace(made, alarms=alarms))
    bedside.tell(link(0), phase(0, Phase.BASELINE), ask(0, INTERVAL, 5))
    bedside.tell(link(8000, SILENT), link(50_000))
    assert bedside.session.cuffs.armed_min == 5
    bedside.tell(link(60_000, SILENT), link(120_000))
    assert bedside.session.cuffs.armed_min is None


def test_a_cuff_that_runs_through_a_long_silence_is_not_taken_for_deflated(
    bedside: Bedside,
) -> None:
    """Nobody said that it went down, and a second one must not be pumped into it."""
    bedside.tell(ask(0, MEASURE), cuff_step(2000, CuffStep.INFLATING))
    bedside.tell(link(4000, SILENT), link(24_000), ask(25_000, MEASURE))
    assert bedside.starts() == [0]


def test_a_long_silence_of_another_device_disarms_nothing(bedside: Bedside) -> None:
    """The cuff is not its."""
    bedside.tell(link(0, device="other"), ask(0, INTERVAL, 5))
    bedside.tell(link(8000, SILENT, "other"), link(60_000, device="other"))
    assert bedside.session.cuffs.armed_min == 5


def test_a_cuff_nobody_spoke_of_again_is_given_up(bedside: Bedside) -> None:
    """After two and a half minutes; then comes a rest and a countdown like after any other."""
    bedside.tell(ask(0, INTERVAL, 0.5))
    bedside.tick_to(4 * MIN)
    assert bedside.starts() == [10_000, 220_000]


def test_a_new_inflation_after_one_given_up_is_running(bedside: Bedside) -> None:
    """The old one does not hide it."""
    bedside.tell(ask(0, MEASURE), cuff_step(200_000, CuffStep.INFLATING), ask(201_000, MEASURE))
    assert bedside.starts() == [0]


def test_after_a_cable_pulled_in_an_inflation_the_arm_rests(bedside: Bedside) -> None:
    """Nobody saw it deflate."""
    bedside.tell(ask(0, MEASURE), link(5000, LOST), link(8000), ask(9000, INTERVAL, 0.5))
    bedside.tick_to(2 * MIN)
    assert bedside.starts() == [0, 65_000]


def test_another_devices_cuff_is_not_this_one(bedside: Bedside) -> None:
    """Its end does not end ours, and its link does not disarm ours."""
    bedside.tell(
        ask(0, MEASURE),
        cuff_step(4000, CuffStep.DONE, "other"),
        result(4000, device="other"),
        link(5000, LOST, "other"),
        ask(6000, MEASURE),
    )
    assert bedside.starts() == [0]
    assert bedside.session.cuffs.running(6000)


def test_an_old_result_does_not_end_a_new_inflation(bedside: Bedside) -> None:
    """The device tells it late; the cuff is round the arm all the same."""
    bedside.tell(ask(60_000, MEASURE), result(50_000), ask(70_000, MEASURE))
    assert bedside.starts() == [60_000]


def test_a_stall_that_hid_the_countdown_disarms(bedside: Bedside) -> None:
    """A lid closed for an hour, or a program that stood still: nobody saw an announcement."""
    bedside.tell(ask(0, INTERVAL, 5))
    bedside.set(60 * MIN)
    bedside.thread._turn()
    bedside.tick_to(70 * MIN)
    assert bedside.starts() == []
    assert [r.by for r in bedside.all(CuffRequest)] == [NURSE, None]


def test_a_session_without_a_device_commands_none(bedside: Bedside) -> None:
    """The nurse types the values."""
    bedside.session.cuffs.device = None
    bedside.tell(ask(0, MEASURE), ask(1000, STOP), ask(2000, INTERVAL, 2.5))
    bedside.tick_to(10 * MIN)
    assert bedside.all(CuffCommand) == []


# --- whatever happens ----------------------------------------------------------------------------

GAP = st.integers(0, 40_000) | st.integers(0, 3 * MIN)
STALL = st.builds(Event, t_ms=st.integers(12_000, 4 * MIN))
ARM = st.builds(ask, GAP, st.just(INTERVAL), st.sampled_from([0.1, 0.5, 2.5, 5]))
HAPPENINGS = st.one_of(
    *[ARM] * 4,
    st.builds(ask, GAP, st.sampled_from([MEASURE, MEASURE, STOP, SKIP, INTERVAL])),
    st.builds(link, GAP, st.sampled_from([*LinkState, SILENT, *[RECEIVING] * 4])),
    st.builds(cuff_step, GAP, st.sampled_from(CuffStep)),
    st.builds(result, GAP, st.none() | st.sampled_from([100, 110])),
    st.builds(typed, GAP),
    st.builds(phase, GAP, st.sampled_from(Phase)),
    st.builds(pump, GAP, st.sampled_from(PumpStep)),
    STALL,
)


class Watch:
    """The rules for cuffs once more, told from what was published and in another way."""

    def __init__(self, shown: dict[int, bool]) -> None:
        self.shown = shown
        self.link: LinkState | None = None
        self.armed = False
        self.asked = False
        self.ended = False
        self.busy_until = 0
        self.deflated: int | None = None

    def see(self, event: Event) -> None:
        """Look at the next event; a start must be one that was allowed."""
        match event:
            case CuffCommand(action=CuffAction.START):
                self.judge(event)
                self.busy_until = event.t_ms + 150_000
            case CuffRequest(wish=CuffWish.INTERVAL):
                self.armed = event.interval_min is not None and event.by is not None
            case LinkChange():
                self.link = event.state
                gone = event.state in {SEARCHING, LOST}
                self.armed = self.armed and not gone
                self.busy_until = 0 if gone else self.busy_until
            case PhaseChange():
                self.armed = False
            case SessionEnd():
                self.ended = True
            case CuffChange(step=CuffStep.REQUESTED | CuffStep.INFLATING):
                self.busy_until = max(self.busy_until, event.t_ms + 1)
            case CuffChange() | CuffReading(source=CuffSource.DEVICE):
                self.busy_until, self.deflated = 0, event.t_ms
            case CuffReading():
                self.deflated = event.t_ms
        if not isinstance(event, CuffCommand):
            self.asked = isinstance(event, CuffRequest) and event.wish is MEASURE

    def judge(self, start: CuffCommand) -> None:
        """A nurse asked; or it was armed, heard, rested, announced."""
        assert not self.ended
        assert start.t_ms >= self.busy_until
        if start.why is CuffWhy.NURSE:
            assert self.asked
            return
        assert self.armed
        assert self.link is RECEIVING
        assert self.deflated is None or start.t_ms >= self.deflated + 60_000
        assert all(self.shown.get(t) for t in range(start.t_ms - 9000, start.t_ms, 1000))


def live(bedside: Bedside, happenings: list[Event]) -> dict[int, bool]:
    """Let things happen one after another; return when a countdown was on screen."""
    shown: dict[int, bool] = {}
    t_ms = 0
    for happening in happenings:
        if type(happening) is Event:
            bedside.set(t_ms := t_ms + happening.t_ms // 1000 * 1000)
            bedside.thread._turn()
        for _ in range(happening.t_ms // 1000):
            shown[t_ms] = bedside.session.cuffs.announced(t_ms) is not None
            bedside.tick_to(t_ms := t_ms + 1000)
        if type(happening) is not Event:
            bedside.tell(replace(happening, t_ms=t_ms))
    return shown


@settings(max_examples=120)
@given(st.lists(HAPPENINGS, min_size=8, max_size=25))
def test_no_cuff_is_inflated_without_a_request_or_an_armed_interval(
    happenings: list[Event],
) -> None:
    """Whatever people, links and devices do: asked for; or armed, heard, rested and announced."""
    bedside = Bedside()
    bedside.tell(link(0), phase(0, Phase.BASELINE))
    end = [SessionEnd(t_ms=0), ask(1000, MEASURE), ask(1000, INTERVAL, 0.5), typed(60_000)]
    watch = Watch(live(bedside, [*happenings, *end]))
    for event in bedside.published:
        watch.see(event)


# --- whose cuff it is ----------------------------------------------------------------------------


def in_use(device: str, *, starts: bool, place: int = 0) -> DeviceInUse:
    """A device with a cuff."""
    return DeviceInUse(
        t_ms=0, device=device, port="p", place=place, measures_cuff=True, starts_cuff=starts
    )


def test_a_device_that_cannot_be_started_is_not_asked_to(bedside: Bedside) -> None:
    """Nor can an interval be armed for it; a stop is passed on all the same."""
    bedside.tell(in_use(DEVICE, starts=False), ask(0, MEASURE), ask(0, INTERVAL, 5), ask(0, STOP))
    bedside.tick_to(10 * MIN)
    assert [c.action for c in bedside.all(CuffCommand)] == [CuffAction.STOP]
    assert bedside.session.cuffs.armed_min is None


def test_of_two_devices_the_one_that_can_start_gets_the_command(bedside: Bedside) -> None:
    """Whatever its place."""
    bedside.tell(in_use("a", starts=False), in_use("b", starts=True, place=1))
    bedside.tell(link(0, device="b"), ask(0, MEASURE))
    assert [command.device for command in bedside.all(CuffCommand)] == ["b"]


def test_what_was_armed_for_one_cuff_is_not_armed_for_another(bedside: Bedside) -> None:
    """A nurse armed the first one's."""
    bedside.tell(
        in_use(DEVICE, starts=True), ask(0, INTERVAL, 5), in_use("b", starts=True, place=-1)
    )
    bedside.tick_to(10 * MIN)
    assert bedside.starts() == []


# --- the device's own clock ----------------------------------------------------------------------


def test_two_cuffs_nobody_asked_for_are_a_clock_of_the_devices_own(bedside: Bedside) -> None:
    """One is somebody at its button. Ours do not count, nor a result of one that was told."""
    cuffs = bedside.session.cuffs
    bedside.tell(ask(0, INTERVAL, 5))
    inflate(bedside, 10_000)
    bedside.tell(cuff_step(2 * MIN, CuffStep.INFLATING), cuff_step(2 * MIN + 30_000, CuffStep.DONE))
    bedside.tell(result(2 * MIN + 30_000))
    assert not cuffs.also_cycling(3 * MIN)
    bedside.tell(result(5 * MIN, 131))
    assert cuffs.also_cycling(5 * MIN)
    assert not cuffs.also_cycling(15 * MIN + 1)
    bedside.tell(ask(5 * MIN, INTERVAL, None))
    assert not cuffs.also_cycling(5 * MIN)


def test_a_device_that_cycles_alone_is_nobodys_mistake(bedside: Bedside) -> None:
    """Nothing of ours is armed."""
    bedside.tell(*(result(n * MIN, 120 + n) for n in range(1, 9)))
    assert not bedside.session.cuffs.also_cycling(8 * MIN)


# --- with alarms ---------------------------------------------------------------------------------


def alarm(t_ms: int, step: AlarmStep) -> AlarmChange:
    """What became of a pressure beyond its limit."""
    return AlarmChange(t_ms=t_ms, rule="systolic.high", step=step, priority=Priority.MEDIUM)


@pytest.fixture
def armed() -> Cuffs:
    """Every five minutes; one began at 0 and let go at 30 s."""
    cuffs = Cuffs(shipped().cuff, DEVICE)
    cuffs.apply_link(link(0))
    cuffs.apply_request(ask(0, INTERVAL, 5))
    cuffs.apply_change(cuff_step(0, CuffStep.INFLATING))
    cuffs.apply_change(cuff_step(30_000, CuffStep.DONE))
    assert cuffs.next_ms == 300_000
    return cuffs


@pytest.mark.parametrize(("told_ms", "next_ms"), [(31_000, 90_000), (85_000, 95_000)])
def test_a_repeat_rests_a_minute_and_is_announced(armed: Cuffs, told_ms: int, next_ms: int) -> None:
    """60 to 120 s after the deflation, ten seconds ahead at least (nurse.md A8)."""
    armed.apply_alarm(alarm(told_ms, AlarmStep.UNCONFIRMED))
    assert (armed.repeating, armed.next_ms) == (True, next_ms)
    (command,) = armed.due(next_ms)
    assert isinstance(command, CuffCommand)
    assert command.why is CuffWhy.REPEAT
    armed.apply_command(command)
    assert not armed.repeating


@pytest.mark.parametrize("step", [AlarmStep.RAISED, AlarmStep.CLEARED])
def test_what_is_settled_is_not_repeated(armed: Cuffs, step: AlarmStep) -> None:
    """The interval is as it was."""
    armed.apply_alarm(alarm(31_000, AlarmStep.UNCONFIRMED))
    armed.apply_alarm(alarm(40_000, step))
    assert (armed.repeating, armed.next_ms) == (False, 300_000)


def test_a_repeat_that_was_disarmed_is_none(armed: Cuffs) -> None:
    """Nor is there one while none is armed."""
    armed.apply_alarm(alarm(31_000, AlarmStep.UNCONFIRMED))
    armed.disarm()
    assert (armed.repeating, armed.next_ms, armed.due(100_000)) == (False, None, [])
    armed.apply_alarm(alarm(110_000, AlarmStep.UNCONFIRMED))
    assert armed.next_ms is None


def test_a_repeat_comes_back_when_the_interval_is_armed_again(armed: Cuffs) -> None:
    """The end of a phase disarmed it; the pressure is not confirmed yet. Once skipped it is not."""
    armed.apply_alarm(alarm(31_000, AlarmStep.UNCONFIRMED))
    armed.disarm()
    armed.apply_request(ask(60_000, INTERVAL, 5))
    assert (armed.repeating, armed.next_ms) == (True, 90_000)
    armed.apply_request(ask(61_000, SKIP))
    armed.disarm()
    armed.apply_request(ask(62_000, INTERVAL, 5))
    assert not armed.repeating


def test_the_cuff_squeezes_in_the_very_second_it_lets_go(armed: Cuffs) -> None:
    """That second is asked for by its beginning; half a minute later the blood flows."""
    armed.apply_change(cuff_step(60_000, CuffStep.INFLATING))
    armed.apply_change(cuff_step(90_500, CuffStep.DONE))
    assert armed.squeezes(90_000)
    assert armed.squeezes(120_500)
    assert not armed.squeezes(121_000)


def test_a_skipped_repeat_moves_no_interval(armed: Cuffs) -> None:
    """A skipped interval does: the next one is five minutes from then."""
    armed.apply_alarm(alarm(31_000, AlarmStep.UNCONFIRMED))
    armed.apply_request(ask(85_000, SKIP))
    assert armed.next_ms == 300_000
    armed.apply_request(ask(295_000, SKIP))
    assert armed.next_ms == 595_000


def test_in_alarm_the_interval_is_the_shorter_one_and_then_the_old(armed: Cuffs) -> None:
    """2.5 minutes of the profile, counted from the same cuff."""
    armed.in_alarm = True
    assert (armed.next_ms, armed.alarm_interval_ms) == (150_000, 150_000)
    armed.in_alarm = False
    assert (armed.next_ms, armed.alarm_interval_ms) == (300_000, None)


def test_an_alarm_makes_a_short_interval_no_longer(armed: Cuffs) -> None:
    """Two minutes stay two."""
    armed.apply_request(ask(31_000, INTERVAL, 2))
    armed.in_alarm = True
    assert armed.next_ms == 120_000


def test_the_arm_is_squeezed_until_half_a_minute_after(armed: Cuffs) -> None:
    """A probe on it finds no pulse yet (nurse.md A9)."""
    assert [armed.squeezes(t_ms) for t_ms in (30_000, 60_000, 60_001)] == [True, True, False]
    armed.apply_change(cuff_step(90_000, CuffStep.INFLATING))
    assert armed.squeezes(95_000)
