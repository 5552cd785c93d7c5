"""The session thread: one inbox, one order, one tick."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import Clock
from monitor.events import (
    ClockStep,
    CuffCommand,
    CuffWish,
    DiskSpace,
    Entry,
    Event,
    LinkState,
    Mark,
    Meaning,
    Note,
    Phase,
    PhaseChange,
    PowerChange,
    PowerStep,
    Reading,
    Saved,
    SaveFailed,
    Second,
    SessionEnd,
    SessionKind,
    Signature,
    Trouble,
    TroubleChange,
)
from monitor.session_thread import SessionThread
from monitor.vitals import Vital
from tests.monitor.made import (
    DEVICE,
    STARTED_AT,
    Bedside,
    SettableClock,
    ask,
    link,
    phase,
    reading,
    result,
)

HEART = Vital.HEART_RATE


@pytest.fixture
def bedside() -> Bedside:
    """A session thread to turn by hand."""
    return Bedside()


def turn(bedside: Bedside, until_ms: int) -> None:
    """Let the thread do what it has to, at the time it is, until all is quiet."""
    while not bedside.thread._inbox.empty() or bedside.thread._aside:
        bedside.thread._turn()
        if bedside.thread._turn_ends_ms is not None and bedside.thread._inbox.empty():
            bedside.tick_to(until_ms)


def seconds_are(bedside: Bedside, count: int) -> bool:
    """Whether so many seconds were closed."""
    return len(bedside.all(Second)) == count


def values(bedside: Bedside) -> list[float | None]:
    """The heart rate of each second that was stored; None where it was not measured."""
    return [e.values.get(HEART) for e in bedside.stored if isinstance(e, Second)]


# --- numbers and times ---------------------------------------------------------------------------


def test_entries_are_numbered_in_the_order_they_are_taken(bedside: Bedside) -> None:
    """1, 2, 3 without a gap, late ones too; what is refused takes no number."""
    bedside.tell(
        Mark(t_ms=5000), result(-5), Note(t_ms=1000, text="late"), phase(6000, Phase.BASELINE)
    )
    assert [(e.seq, type(e)) for e in bedside.stored if isinstance(e, Entry)] == [
        (1, Mark),
        (2, Note),
        (3, PhaseChange),
    ]


def test_what_follows_is_taken_right_behind_its_cause(bedside: Bedside) -> None:
    """On disk and on screen in the same order."""
    bedside.tell(link(0), ask(100, CuffWish.MEASURE), Mark(t_ms=200))
    kinds = [type(e).__name__ for e in bedside.published]
    assert kinds == ["LinkChange", "CuffRequest", "CuffCommand", "Mark"]
    assert bedside.stored == bedside.published


def test_a_resumed_session_goes_on_counting() -> None:
    """Behind the last number on file."""
    bedside = Bedside()
    bedside.thread = SessionThread(
        bedside.session, bedside.clock, bedside, bedside._publish, next_seq=41
    )
    bedside.tell(Mark(t_ms=0))
    assert bedside.all(Mark)[0].seq == 41


def test_an_entry_has_the_time_it_was_true_and_the_time_it_was_taken(bedside: Bedside) -> None:
    """Ten minutes late, by the wall clock too."""
    bedside.tick_to(700_000)
    bedside.tell(Mark(t_ms=100_000))
    (mark,) = bedside.all(Mark)
    assert mark.at == STARTED_AT + timedelta(seconds=100)
    assert mark.entered_at == STARTED_AT + timedelta(seconds=700)


def test_a_device_with_a_wrong_clock_dates_nothing(bedside: Bedside) -> None:
    """The record has one clock, ours."""
    bedside.tell(Mark(t_ms=0, at=STARTED_AT - timedelta(hours=1)))
    assert bedside.all(Mark)[0].at == STARTED_AT


def test_a_stepped_wall_clock_is_an_entry(bedside: Bedside) -> None:
    """At the next second; session time does not know of it."""
    bedside.tick_to(3000)
    assert isinstance(bedside.clock, SettableClock)
    bedside.clock.stepped_ms = -120_000
    bedside.tick_to(6000)
    assert [(s.step_ms, s.t_ms) for s in bedside.all(ClockStep)] == [(-120_000, 3250)]
    assert [s.t_ms for s in bedside.all(Second)] == [0, 1000, 2000, 3000, 4000]


# --- the second ----------------------------------------------------------------------------------


def test_an_empty_second_ticks(bedside: Bedside) -> None:
    """Rules, schedule and chart go on with no device at all."""
    bedside.tick_to(3300)
    assert [(s.t_ms, s.values) for s in bedside.all(Second)] == [(0, {}), (1000, {}), (2000, {})]


def test_a_reading_is_shown_at_once_and_stored_in_its_second(bedside: Bedside) -> None:
    """Late by no more than a quarter of a second it still counts."""
    bedside.tell(reading(400, 70))
    assert [type(e) for e in bedside.published] == [Reading]
    bedside.tick_to(1200)
    bedside.tell(reading(900, 71))
    bedside.tick_to(1300)
    assert values(bedside) == [71]


def test_a_late_reading_is_counted_not_stored(bedside: Bedside) -> None:
    """It is shown, but what was stored stays as it was judged."""
    bedside.tick_to(1300)
    bedside.tell(reading(900, 71))
    bedside.tick_to(3000)
    assert bedside.thread.late_readings == 1
    assert values(bedside) == [None, None]


@pytest.mark.parametrize(
    ("kind", "rate"),
    [(SessionKind.PATIENT, None), (SessionKind.TRAINING, 70), (SessionKind.DEMO, 70)],
)
def test_a_demonstration_counts_only_where_nobody_is_a_patient(
    kind: SessionKind, rate: float | None
) -> None:
    """The device plays; a patient's record shows nothing measured."""
    bedside = Bedside(kind=kind)
    bedside.tell(reading(0, 70, demo=True))
    bedside.tick_to(1300)
    assert values(bedside) == [rate]


def test_what_the_writer_says_is_published_and_not_stored(bedside: Bedside) -> None:
    """It says what is on disk; it is no part of it."""
    bedside.tell(Saved(t_ms=100, up_to_seq=0, up_to_ms=0))
    assert [type(e) for e in bedside.published] == [Saved]
    assert bedside.stored == []


def test_a_disk_that_fails_is_an_entry_and_so_is_one_that_is_back(bedside: Bedside) -> None:
    """Each said once, however often the writer tries; what waits is the writer's to keep."""
    for t_ms, failed in enumerate((False, True, True, False, False)):
        saved = Saved(t_ms=t_ms, up_to_seq=0, up_to_ms=0)
        bedside.tell(SaveFailed(t_ms=t_ms, reason="full") if failed else saved)
    told = [(e.trouble, e.present) for e in bedside.all(TroubleChange)]
    assert told == [(Trouble.NOT_SAVED, True), (Trouble.NOT_SAVED, False)]
    assert [e for e in bedside.stored if isinstance(e, TroubleChange)] == bedside.all(TroubleChange)
    assert bedside.session.troubles == set()


def test_a_disk_that_fills_is_an_entry_and_so_is_room_again(bedside: Bedside) -> None:
    """What the writer tells at first is no news where it was well; all is saved meanwhile."""
    for t_ms, low in enumerate((False, True, True, False)):
        bedside.tell(DiskSpace(t_ms=t_ms, low=low), Saved(t_ms=t_ms, up_to_seq=0, up_to_ms=0))
    told = [(e.trouble, e.present) for e in bedside.all(TroubleChange)]
    assert told == [(Trouble.LOW_SPACE, True), (Trouble.LOW_SPACE, False)]
    assert [e for e in bedside.stored if isinstance(e, TroubleChange)] == bedside.all(TroubleChange)


def test_the_end_closes_what_was_measured_until_then(bedside: Bedside) -> None:
    """Half a second is still a reading of this session; afterwards there is no tick."""
    bedside.tell(reading(900, 70), reading(1100, 71), SessionEnd(t_ms=1200))
    bedside.tick_to(5000)
    assert values(bedside) == [70, 71]
    assert [type(e) for e in bedside.stored] == [Second, Second, SessionEnd]


# --- a stall -------------------------------------------------------------------------------------


def stalled(bedside: Bedside, from_ms: int, until_ms: int, *queued: Event) -> None:
    """The whole program stands still, then every thread hands in what it has."""
    bedside.tick_to(from_ms)
    bedside.set(until_ms)
    for event in queued:
        bedside.thread.post(event)
    turn(bedside, until_ms + 250)
    bedside.tick_to(until_ms + 250)


def test_a_stall_loses_no_second(bedside: Bedside) -> None:
    """All are closed late, each by itself, and what was read meanwhile counts."""
    queued = [reading(t, t / 100) for t in range(3500, 7000, 1000)]
    stalled(bedside, 3000, 7900, *queued)
    assert [s.t_ms for s in bedside.all(Second)] == list(range(0, 7000, 1000))
    assert values(bedside) == [None, None, None, 35, 45, 55, 65]
    assert bedside.thread.late_readings == 0


def test_after_a_stall_the_others_get_their_turn(bedside: Bedside) -> None:
    """A link needs a moment to read what piled up on its cable."""
    bedside.tick_to(3000)
    bedside.set(7900)
    bedside.thread._turn()
    bedside.tick_to(8149)
    assert len(bedside.all(Second)) == 2
    bedside.tell(reading(6500, 70))
    bedside.tick_to(8150)
    assert values(bedside) == [None] * 6 + [70]


@pytest.mark.parametrize("queued", [[], [Mark(t_ms=7900)]], ids=["nothing", "an entry"])
def test_a_stall_may_come_while_it_waits(bedside: Bedside, queued: list[Event]) -> None:
    """Then too the others get their turn, and an entry comes behind the late seconds."""

    def stand_still() -> None:
        bedside.set(7900)
        for event in queued:
            bedside.thread.post(event)

    bedside.tick_to(3000)
    assert isinstance(bedside.clock, SettableClock)
    bedside.clock.on_wait = stand_still
    bedside.thread._turn()
    bedside.clock.on_wait = lambda: None
    assert len(bedside.published) == 2
    turn(bedside, 8150)
    bedside.tick_to(8150)
    assert [type(e) for e in bedside.published] == [Second] * 7 + [type(e) for e in queued]


def test_a_device_that_sends_without_end_delays_no_second(bedside: Bedside) -> None:
    """After a stall the seconds close, although the inbox is never quiet for long."""
    bedside.tick_to(3000)
    bedside.set(8000)
    for t_ms in range(8000, 8600, 17):
        bedside.set(t_ms)
        bedside.thread.post(reading(t_ms, 70))
        bedside.thread._turn()
        bedside.thread._turn()
    assert [s.t_ms for s in bedside.all(Second)][-1] == 7000


def test_an_hour_asleep_is_made_up_for_at_once(bedside: Bedside) -> None:
    """The lid was closed; the next tick on screen is of now, not of an hour ago."""
    stalled(bedside, 3000, 3_600_000)
    assert len(bedside.all(Second)) == 3600


def test_nobody_entered_anything_while_all_stood_still(bedside: Bedside) -> None:
    """What came with the end of a stall was entered then, behind the seconds before it."""
    stalled(bedside, 3000, 60_000, link(60_000, LinkState.SILENT), Mark(t_ms=60_000))
    (mark,) = bedside.all(Mark)
    assert mark.entered_at == STARTED_AT + timedelta(milliseconds=60_250)
    order = [e for e in bedside.stored if not isinstance(e, Second)]
    assert bedside.stored[-2:] == order
    assert [e.seq for e in order if isinstance(e, Entry)] == [1, 2]


def test_the_end_posted_in_a_stall_loses_no_second(bedside: Bedside) -> None:
    """The seconds before it are closed first."""
    stalled(bedside, 3000, 8000, reading(7500, 70), SessionEnd(t_ms=8000))
    assert values(bedside)[7:] == [70]
    assert isinstance(bedside.stored[-1], SessionEnd)


# --- a sleep -------------------------------------------------------------------------------------


def powers(bedside: Bedside) -> list[tuple[PowerStep, int]]:
    """What the computer did, and when."""
    return [(change.step, change.t_ms) for change in bedside.all(PowerChange)]


def slept(bedside: Bedside, from_ms: int, until_ms: int, *queued: Event) -> None:
    """The computer sleeps; then every thread hands in what it has."""
    bedside.tick_to(from_ms)
    assert isinstance(bedside.clock, SettableClock)
    bedside.clock.slept_ms = until_ms - from_ms
    stalled(bedside, from_ms, until_ms, *queued)


def test_a_sleep_of_the_computer_is_two_entries_and_a_gap(bedside: Bedside) -> None:
    """Asleep before the empty seconds, awake after them; nothing is made up in between."""
    bedside.tell(reading(2500, 70))
    slept(bedside, 3000, 2_703_000, reading(2_702_900, 71))
    assert powers(bedside) == [(PowerStep.SUSPENDED, 3000), (PowerStep.RESUMED, 2_703_000)]
    seconds = [e for e in bedside.stored if isinstance(e, Second)]
    assert [s.t_ms for s in seconds] == list(range(0, 2_703_000, 1000))
    assert [s.t_ms for s in seconds if s.values] == [2000, 2_702_000]
    order = [e for e in bedside.stored if not isinstance(e, Second) or e.t_ms in {2000, 2_702_000}]
    assert [type(e) for e in order] == [PowerChange, Second, Second, PowerChange]
    for change in bedside.all(PowerChange):
        assert change.entered_at
        assert change.at
        assert change.at <= change.entered_at


def test_a_sleep_disarms_the_automatic_cuff(bedside: Bedside) -> None:
    """A countdown nobody saw is none, and no cuff is made up for."""
    bedside.tell(link(0), phase(0, Phase.BASELINE), ask(0, CuffWish.INTERVAL, 5))
    bedside.tick_to(20_000)
    starts = bedside.starts()
    slept(bedside, 20_000, 1_220_000)
    bedside.tick_to(2_000_000)
    assert bedside.session.cuffs.armed_min is None
    assert bedside.starts() == starts


def test_a_nap_between_two_seconds_is_told_too(bedside: Bedside) -> None:
    """Although no second is late by it."""
    bedside.tick_to(3260)
    assert isinstance(bedside.clock, SettableClock)
    bedside.clock.slept_ms = 1000
    bedside.tell(Mark(t_ms=4240))
    assert powers(bedside) == [(PowerStep.SUSPENDED, 3240), (PowerStep.RESUMED, 4240)]
    assert isinstance(bedside.stored[-1], Mark)


def test_a_computer_that_falls_asleep_again_at_once_is_told_twice(bedside: Bedside) -> None:
    """Before those who were waiting had their turn."""
    bedside.tick_to(3000)
    assert isinstance(bedside.clock, SettableClock)
    for until_ms in (60_000, 120_000):
        bedside.set(until_ms)
        bedside.clock.slept_ms = 50_000
        bedside.thread._turn()
    turn(bedside, 130_000)
    bedside.tick_to(130_000)
    assert powers(bedside) == [
        (PowerStep.SUSPENDED, 10_000),
        (PowerStep.RESUMED, 60_000),
        (PowerStep.SUSPENDED, 70_000),
        (PowerStep.RESUMED, 120_000),
    ]


# --- a replay ------------------------------------------------------------------------------------

DOINGS = st.lists(
    st.tuples(
        st.sampled_from(
            ["pass", "pass", "hiccup", "stall", "sleep", "entry", "late", "reading", "amend"]
        ),
        st.integers(0, 3000),
    ),
    max_size=30,
)


def do(bedside: Bedside, doing: str, ms: int) -> None:
    """One thing happens."""
    now_ms = bedside.clock.now_ms()
    made: dict[str, Event] = {
        "entry": Mark(t_ms=now_ms),
        "late": Mark(t_ms=max(0, now_ms - ms)),
        "reading": reading(max(0, now_ms - ms // 6), ms),
        "amend": Signature(t_ms=now_ms, meaning=Meaning.SUPERVISOR_REVIEWED, head="ab"),
        "end": SessionEnd(t_ms=now_ms),
    }
    if doing == "pass":
        bedside.tick_to(now_ms + ms)
    elif doing in {"hiccup", "stall", "sleep"}:
        passed_ms = ms // 6 if doing == "hiccup" else 2 * ms
        bedside.set(now_ms + passed_ms)
        assert isinstance(bedside.clock, SettableClock)
        bedside.clock.slept_ms += passed_ms if doing == "sleep" else 0
    else:
        bedside.thread.post(made[doing])
        turn(bedside, now_ms + 250)


def by_times(stored: list[Event]) -> list[Event]:
    """Put entries and seconds in order by nothing but their times, as a replay does."""

    def moment(event: Event) -> tuple[float, int, int]:
        if isinstance(event, Second):
            return event.t_ms + 1250, 0, 0
        assert isinstance(event, Entry)
        assert event.entered_at
        entered = (event.entered_at - STARTED_AT) / timedelta(milliseconds=1)
        return round(entered), 1, event.seq or 0

    return sorted(stored, key=moment)


@given(DOINGS, DOINGS)
def test_times_alone_tell_the_order(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    """A replay of entries and seconds by their times takes them as the session did."""
    bedside = Bedside()
    for doing, ms in [*before, ("end", 0), *after]:
        do(bedside, doing, ms)
    bedside.tick_to(bedside.clock.now_ms() + 3000)
    stored = [event for event in bedside.stored if not isinstance(event, SessionEnd)]
    assert by_times(stored) == stored
    seconds = [event.t_ms for event in stored if isinstance(event, Second)]
    assert seconds == list(range(0, 1000 * len(seconds), 1000))


# --- running by itself ---------------------------------------------------------------------------


def test_it_ticks_by_itself(bedside: Bedside) -> None:
    """At each second's time, and not before."""
    with bedside.running():
        bedside.thread.post(reading(100, 70))
        bedside.wait_for(lambda: len(bedside.published) == 1)
        bedside.set(1249)
        bedside.thread.post(Mark(t_ms=1249))
        bedside.wait_for(lambda: len(bedside.published) == 2)
        assert bedside.all(Second) == []
        bedside.set(1250)
        bedside.wait_for(lambda: bool(bedside.all(Second)))
    assert values(bedside) == [70]


def test_many_may_post_at_once(bedside: Bedside) -> None:
    """Each event gets one number, and each thread's own come in its own order."""

    def post(n: int) -> None:
        for i in range(100):
            bedside.thread.post(Note(t_ms=i, text=f"{n} {i:03}"))

    posters = [threading.Thread(target=post, args=(n,)) for n in range(4)]
    with bedside.running():
        for poster in posters:
            poster.start()
        for poster in posters:
            poster.join()
    notes = bedside.all(Note)
    assert [note.seq for note in notes] == list(range(1, 401))
    for n in range(4):
        own = [note.text for note in notes if note.text.startswith(f"{n} ")]
        assert own == sorted(own)


def test_stop_takes_what_was_posted_first(bedside: Bedside) -> None:
    """Nothing that a nurse entered is lost by closing the window."""
    bedside.thread.start()
    for t_ms in range(50):
        bedside.thread.post(Mark(t_ms=t_ms))
    bedside.thread.stop()
    assert len(bedside.all(Mark)) == 50
    assert not bedside.session.ended


def test_stop_keeps_what_was_measured(bedside: Bedside) -> None:
    """Though the second it was measured in has not ended; and what the writer said last is seen."""
    bedside.thread.start()
    bedside.thread.post(reading(400, 70))
    bedside.thread.stop()
    bedside.thread.post(Saved(t_ms=400, up_to_seq=0, up_to_ms=0))
    bedside.thread.drain()
    assert values(bedside) == [70]
    assert isinstance(bedside.published[-1], Saved)


def test_stop_ends_it_in_a_stall_too(bedside: Bedside) -> None:
    """The seconds that were late are closed first."""
    bedside.set(60_000)
    bedside.thread.post(Mark(t_ms=60_000))
    stopping = threading.Thread(target=bedside.thread.stop)
    bedside.thread.start()
    stopping.start()
    while stopping.is_alive():
        bedside.set(bedside.clock.now_ms() + 10)
        stopping.join(0.001)
    kinds = [type(e) for e in bedside.stored]
    assert kinds.count(Second) >= 59
    assert kinds.index(Mark) >= 59


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> list[BaseException | None]:
    """Collect what threads report as mistakes of ours."""
    found: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: found.append(args.exc_value))
    return found


def test_recording_goes_on_after_a_mistake_of_ours(
    bedside: Bedside, bugs: list[BaseException | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported, and the event is on disk and on screen all the same."""
    error = ZeroDivisionError()
    monkeypatch.setattr(bedside.session.cuffs, "answer", lambda request: 1 / 0)
    with bedside.running():
        bedside.thread.post(ask(0, CuffWish.MEASURE))
        bedside.thread.post(Mark(t_ms=0))
        bedside.wait_for(lambda: len(bedside.all(Mark)) == 1)
    assert [type(bug) for bug in bugs] == [type(error)]
    assert [type(e).__name__ for e in bedside.stored] == ["CuffRequest", "Mark"]
    assert bedside.published == bedside.stored


def test_an_accelerated_session_waits_for_its_polls() -> None:
    """However slow the link is: every second has its reading, none is late, none is empty."""
    clock = Clock(1000)
    clock.hold("link", 100)
    bedside = Bedside(clock=clock)
    begin = bedside.thread._seconds.next_ms

    def poll() -> None:
        for due in range(begin + 500, begin + 40_000, 1000):
            clock.hold("link", due)
            while wait := clock.seconds_until(due):
                threading.Event().wait(wait)
            bedside.thread.post(reading(clock.now_ms(), due))
        clock.release("link")

    slow_link = threading.Thread(target=poll)
    with bedside.running():
        slow_link.start()
        bedside.wait_for(lambda: len(bedside.all(Second)) >= 40)
        slow_link.join()
    assert values(bedside)[:40] == list(range(begin + 500, begin + 40_000, 1000))
    assert bedside.thread.late_readings == 0


def test_a_session_that_stopped_holds_nobody(bedside: Bedside) -> None:
    """The links may say goodbye in their own time."""
    clock = Clock(1000)
    bedside = Bedside(clock=clock)
    with bedside.running():
        bedside.wait_for(lambda: len(bedside.all(Second)) >= 2)
    assert not clock._holds


def test_a_cuff_is_commanded_in_the_second_it_is_due(bedside: Bedside) -> None:
    """By the tick alone, with every thread real."""
    with bedside.running():
        for event in [link(0), phase(0, Phase.BASELINE), ask(0, CuffWish.INTERVAL, 5)]:
            bedside.thread.post(event)
        bedside.wait_for(lambda: len(bedside.published) == 3)
        for count in range(1, 11):
            bedside.set(1000 * count + 250)
            bedside.wait_for(partial(seconds_are, bedside, count))
        bedside.wait_for(lambda: bool(bedside.all(CuffCommand)))
    (command,) = bedside.all(CuffCommand)
    assert (command.t_ms, command.device) == (10_000, DEVICE)
