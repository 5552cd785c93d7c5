"""One session: what enters the record, what follows from it, and what is known then."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.events import (
    AlarmChange,
    Baseline,
    Correction,
    CuffAction,
    CuffCommand,
    CuffReading,
    CuffStatus,
    CuffStep,
    CuffWish,
    DosePlan,
    Entry,
    Event,
    InfusionChange,
    LinkChange,
    LinkState,
    Mark,
    Meaning,
    Note,
    Observation,
    Phase,
    PhaseChange,
    ProbeChange,
    PumpStep,
    Replacement,
    Second,
    SessionEnd,
    SessionKind,
    Signature,
    SprayUsed,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.session import Session
from monitor.vitals import Vital
from tests.monitor.made import (
    DEVICE,
    NURSE,
    Bedside,
    ask,
    cuff_step,
    link,
    phase,
    pump,
    reading,
    result,
    typed,
)

MIN = 60_000
STARTED, PAUSED, RESUMED, STOPPED = (
    PumpStep.STARTED,
    PumpStep.PAUSED,
    PumpStep.RESUMED,
    PumpStep.STOPPED,
)


@pytest.fixture
def bedside() -> Bedside:
    """A session in its baseline phase."""
    made = Bedside()
    made.tell(phase(0, Phase.BASELINE))
    return made


def slip(bedside: Bedside, of: Event, t_ms: int | None = None) -> None:
    """Take an entry back, as Undo does."""
    assert isinstance(of, Entry)
    assert of.seq is not None
    now_ms = bedside.clock.now_ms() if t_ms is None else t_ms
    bedside.tell(Correction(t_ms=now_ms, of=of.seq, reason="entry_error", by=NURSE))


def known(session: Session) -> dict[str, object]:
    """Everything a session knows, to compare two."""
    names = ["infusion", "cuffs", "schedule", "_results", "sources"]
    alarms = session.alarms
    return {
        **vars(session),
        **{name: vars(getattr(session, name)) for name in names},
        "alarms": (alarms.active, alarms.off, alarms.audio_paused_until_ms),
        "_limits": session.limits(),
        "_on_cuff_arm": session.probe_on_cuff_arm,
        "_kinds": {kind: session.of(kind) for kind in map(type, session.entries.values())},
    }


# --- intranasal devices --------------------------------------------------------------------------


def test_the_first_device_begins_the_dose_and_the_last_the_recovery() -> None:
    """As the pump does elsewhere; the plan says how many there are."""
    bedside = Bedside(profile=shipped("intranasal-esketamine"))
    bedside.tell(phase(0, Phase.BASELINE))
    plan = {"drug": "Esketamine", "mg_per_kg": 0.7, "minutes": 40, "bag_mg": 56, "bag_ml": 1}
    bedside.tell(DosePlan(t_ms=0, weight=80, **plan))  # type: ignore[arg-type]
    for number, after in ((1, Phase.INFUSION), (2, Phase.RECOVERY)):
        bedside.tell(SprayUsed(t_ms=number * 5 * MIN, by=NURSE, number=number, mg=28))
        assert bedside.session.phase is after
    assert [c.by for c in bedside.all(PhaseChange)[1:]] == [NURSE, NURSE]


# --- what enters the record ----------------------------------------------------------------------


def test_an_old_result_is_refused(bedside: Bedside) -> None:
    """It was measured before this session: on whom, nobody knows."""
    bedside.tell(result(-1))
    assert bedside.thread.refused == {"before_this_session": 1}
    assert bedside.all(CuffReading) == []


@pytest.mark.parametrize("rounding_ms", [-1000, 0, 1000])
def test_the_same_result_after_a_reconnect_is_refused(bedside: Bedside, rounding_ms: int) -> None:
    """Its age is told in whole seconds, so its time may be one off."""
    bedside.tell(result(60_000), link(70_000), result(60_000 + rounding_ms))
    assert bedside.thread.refused == {"cuff_already_recorded": 1}


def test_the_same_result_after_a_resume_is_refused(bedside: Bedside) -> None:
    """The record knows it."""
    bedside.tell(result(60_000))
    again = Bedside()
    again.session.load(History(bedside.start, entries=bedside.all(Entry)))
    assert again.session.refuses(result(60_500)) == "cuff_already_recorded"


def test_a_result_that_was_withdrawn_is_not_recorded_again(bedside: Bedside) -> None:
    """The nurse took it back; the device still shows it after a reconnect."""
    bedside.tell(result(60_000))
    slip(bedside, bedside.published[-1])
    bedside.tell(link(70_000), result(60_000))
    assert bedside.session.pressures() == []
    assert bedside.thread.refused == {"cuff_already_recorded": 1}


AWAY: dict[str, list[Event]] = {
    "lost": [link(60_000, LinkState.LOST), link(61_000)],
    "looked for": [link(60_000, LinkState.SEARCHING), link(61_000)],
    "lost, then silent": [
        link(60_000, LinkState.LOST),
        link(61_000, LinkState.SILENT),
        link(62_000),
    ],
    "silent for long": [link(60_000, LinkState.SILENT), link(72_500)],
    "silent for long, then lost": [
        link(60_000, LinkState.SILENT),
        link(80_000, LinkState.LOST),
        link(90_000),
    ],
}


@pytest.mark.parametrize("away", AWAY)
def test_what_a_device_shows_when_it_was_away_is_not_measured_now(
    bedside: Bedside, away: str
) -> None:
    """A pressure nobody saw, of minutes ago or of somebody else, alarms nobody and is not due."""
    bedside.tell(link(0), result(30_000), *AWAY[away])
    due = bedside.session.due()
    back_ms = bedside.clock.now_ms()
    bedside.tell(result(back_ms + 1000, 185))
    assert bedside.thread.refused == {"cuff_of_unknown_age": 1}
    assert [c for c in bedside.all(AlarmChange) if c.rule != "link"] == []
    assert bedside.session.due() == due
    bedside.tell(result(back_ms + 40_000, 132))
    assert [cuff.systolic for cuff in bedside.session.pressures()] == [128, 132]


@pytest.mark.parametrize("explained", ["a hiccup", "an age", "an inflation"])
def test_a_result_is_taken_where_it_is_known_when_it_was_measured(
    bedside: Bedside, explained: str
) -> None:
    """The device was here all the time, or tells the age, or shows the inflation."""
    hiccup = explained == "a hiccup"
    bedside.tell(link(0), link(60_000, LinkState.SILENT if hiccup else LinkState.LOST))
    bedside.tell(link(64_000))
    new = result(68_000, 141)
    if explained == "an age":
        new = replace(new, t_ms=62_000, seconds_ago=6)
    if explained == "an inflation":
        bedside.tell(cuff_step(65_000, CuffStep.INFLATING))
    bedside.tell(new)
    assert [cuff.systolic for cuff in bedside.session.pressures()] == [141]


def test_of_two_devices_only_the_one_that_was_away_is_doubted(bedside: Bedside) -> None:
    """Each has its own time."""
    bedside.tell(link(0), link(0, device="other"), link(60_000, LinkState.LOST))
    bedside.tell(link(64_000), result(65_000, 141, "other"), result(66_000, 185))
    assert [cuff.systolic for cuff in bedside.session.pressures()] == [141]


def test_what_is_shown_first_after_a_resume_is_not_measured_now(bedside: Bedside) -> None:
    """Nobody heard the device between the end of the record and now."""
    bedside.tell(link(0), result(60_000))
    again = Bedside()
    again.session.load(History(bedside.start, entries=bedside.all(Entry)))
    again.tell(link(20 * MIN), result(20 * MIN + 1000, 185))
    assert again.thread.refused == {"cuff_of_unknown_age": 1}


@pytest.mark.parametrize(
    "other",
    [result(240_000), result(60_000, 129), result(60_000, device="other"), typed(60_000)],
    ids=["3 minutes later", "other values", "other device", "typed"],
)
def test_another_result_is_recorded(bedside: Bedside, other: CuffReading) -> None:
    """A patient may have the same pressure twice."""
    bedside.tell(result(60_000), other)
    assert len(bedside.all(CuffReading)) == 2
    assert bedside.thread.refused == {}


def test_a_typed_pressure_does_not_hide_the_devices(bedside: Bedside) -> None:
    """The nurse read it off the device before the device told it."""
    bedside.tell(replace(typed(60_000), mean=97), result(60_000))
    assert len(bedside.all(CuffReading)) == 2


def test_after_the_end_nothing_is_recorded_but_amendments(bedside: Bedside) -> None:
    """A signature and a correction; no note, no pressure, no second end."""
    bedside.tell(SessionEnd(t_ms=1000))
    bedside.tell(Note(t_ms=2000, text="late"), result(2000), SessionEnd(t_ms=2000))
    assert bedside.thread.refused["session_ended"] >= 3
    bedside.tell(Signature(t_ms=3000, meaning=Meaning.SUPERVISOR_REVIEWED, head="ab"))
    slip(bedside, bedside.all(PhaseChange)[0])
    assert [type(e) for e in bedside.stored[-3:]] == [SessionEnd, Signature, Correction]


@pytest.mark.parametrize("name", [Phase.PREP, Phase.BASELINE, Phase.RECOVERY, Phase.DISCHARGE])
def test_a_phase_out_of_order_is_refused(bedside: Bedside, name: Phase) -> None:
    """The table of phases says what may follow the baseline; a second press says nothing new."""
    bedside.tell(phase(1000, name))
    assert bedside.session.phase is Phase.BASELINE
    assert bedside.thread.refused == {"phase_out_of_order": 1}


# --- the pump and the phases ---------------------------------------------------------------------


def phases(bedside: Bedside) -> list[Phase]:
    """The phases entered, by the record."""
    return [change.phase for change in bedside.all(PhaseChange)]


def test_the_pump_brings_the_phases(bedside: Bedside) -> None:
    """Each at the pump's time and by the nurse's hand."""
    bedside.tell(pump(60_000, STARTED), pump(90_000, PAUSED), pump(95_000, RESUMED))
    bedside.tell(pump(120_000, STOPPED))
    assert phases(bedside) == [Phase.BASELINE, Phase.INFUSION, Phase.RECOVERY]
    assert [(c.t_ms, c.by) for c in bedside.all(PhaseChange)[1:]] == [
        (60_000, NURSE),
        (120_000, NURSE),
    ]


def test_time_alone_brings_no_phase(bedside: Bedside) -> None:
    """At 40 minutes the screen asks; it does not decide."""
    bedside.tell(pump(60_000, STARTED))
    bedside.tick_to(60 * MIN)
    assert bedside.session.phase is Phase.INFUSION


def test_a_start_taken_back_takes_its_phase_back(bedside: Bedside) -> None:
    """It was a slip of the finger: the session is in its baseline again."""
    slip(bedside, bedside.tell(pump(60_000, STARTED))[-2])
    assert bedside.session.phase is Phase.BASELINE
    assert bedside.session.pump() is None
    assert [c.reason for c in bedside.all(Correction)] == ["entry_error", "entry_error"]


def test_a_stop_taken_back_takes_its_phase_back(bedside: Bedside) -> None:
    """The pump runs, or is paused, as before."""
    bedside.tell(pump(60_000, STARTED), pump(70_000, PAUSED))
    slip(bedside, bedside.tell(pump(80_000, STOPPED))[-2])
    assert bedside.session.phase is Phase.INFUSION
    assert bedside.session.pump() is PAUSED


def test_a_second_start_taken_back_leaves_the_recovery(bedside: Bedside) -> None:
    """The pump had been stopped before it."""
    bedside.tell(pump(60_000, STARTED), pump(70_000, STOPPED))
    slip(bedside, bedside.tell(pump(80_000, STARTED))[-2])
    assert bedside.session.phase is Phase.RECOVERY


def test_start_and_stop_taken_back_leave_the_baseline(bedside: Bedside) -> None:
    """In whichever order: the pump never ran."""
    start = bedside.tell(pump(60_000, STARTED))[-2]
    stop = bedside.tell(pump(70_000, STOPPED))[-2]
    found = []
    for entry in (start, stop):
        slip(bedside, entry)
        found.append(bedside.session.phase)
    assert found == [Phase.RECOVERY, Phase.BASELINE]


def test_a_start_corrected_after_the_stop_begins_no_infusion(bedside: Bedside) -> None:
    """Its time was wrong; the pump has stopped all the same."""
    start = bedside.tell(pump(60_000, STARTED))[-2]
    bedside.tell(pump(20 * MIN, STOPPED))
    bedside.tell(pump(2 * MIN, STARTED))
    slip(bedside, start)
    assert bedside.session.phase is Phase.RECOVERY
    assert bedside.session.infusion.started_ms == 2 * MIN


def test_a_start_told_late_can_be_taken_back_too(bedside: Bedside) -> None:
    """Though it was true before the phase it followed began."""
    bedside = Bedside()
    bedside.tell(phase(50_000, Phase.BASELINE))
    slip(bedside, bedside.tell(pump(30_000, STARTED))[-2])
    assert bedside.session.phase is Phase.BASELINE


def test_correcting_something_else_leaves_the_phase(bedside: Bedside) -> None:
    """A note, and the nurse knows better than the pump events how far the session is."""
    bedside.tell(pump(60_000, STARTED), phase(70_000, Phase.RECOVERY))
    slip(bedside, bedside.tell(Note(t_ms=71_000, text="?"))[-1])
    assert bedside.session.phase is Phase.RECOVERY


def put_right(bedside: Bedside, of: Event, instead: Entry, reason: str = "clarification") -> None:
    """Put another entry in the place of one, as the bedside does."""
    assert isinstance(of, Entry)
    now_ms, seq = bedside.clock.now_ms(), of.seq or 0
    anew = replace(instead, by=NURSE)
    bedside.tell(Replacement(t_ms=now_ms, of=seq, reason=reason, instead=anew))


def test_what_stands_in_its_place_is_named_by_the_correction(bedside: Bedside) -> None:
    """With the reason that was chosen, even where a second thought would bring its own."""
    seen = Observation(
        t_ms=1000, by=NURSE, scale="nausea", version="1", answers={"nausea": 3}, score=3
    )
    old = bedside.tell(seen)[-1]
    put_right(bedside, old, replace(seen, answers={"nausea": 5}, score=5))
    (slip,) = bedside.all(Correction)
    new = bedside.all(Observation)[-1]
    assert (slip.replaced_by, slip.reason, slip.by) == (new.seq, "clarification", NURSE)
    assert [e.score for e in bedside.session.observations("nausea")] == [5]
    assert Replacement not in map(type, bedside.stored)


def test_what_was_corrected_is_not_corrected_again(bedside: Bedside) -> None:
    """Nor anything once the session has ended."""
    note = Note(t_ms=1000, text="one")
    old = bedside.tell(note)[-1]
    put_right(bedside, old, Note(t_ms=1000, text="two"))
    put_right(bedside, old, Note(t_ms=1000, text="three"))
    assert [e.text for e in bedside.session.entries.values() if isinstance(e, Note)] == ["two"]
    new = bedside.all(Note)[-1]
    bedside.tell(SessionEnd(t_ms=bedside.clock.now_ms()))
    put_right(bedside, new, Note(t_ms=1000, text="three"))
    assert len(bedside.all(Note)) == 2


def test_a_start_told_anew_keeps_its_phase(bedside: Bedside) -> None:
    """Only its time was wrong: the pump runs, and this is its infusion."""
    start = bedside.tell(pump(60_000, STARTED))[-2]
    assert isinstance(start, InfusionChange)
    put_right(bedside, start, replace(start, seq=None, t_ms=30_000))
    assert bedside.session.phase is Phase.INFUSION
    assert bedside.session.infusion.started_ms == 30_000
    assert len(bedside.all(PhaseChange)) == 2


PUMPING = st.lists(
    st.tuples(
        st.sampled_from([STARTED, PAUSED, RESUMED, STOPPED]), st.integers(0, 20), st.booleans()
    ),
    max_size=12,
)


@given(PUMPING)
def test_phase_and_pump_always_agree(moves: list[tuple[PumpStep, int, bool]]) -> None:
    """Whatever is told late or taken back: infusion while it runs, recovery once it stopped."""
    bedside = Bedside()
    bedside.tell(phase(0, Phase.BASELINE))
    for step, back_min, undo in moves:
        now_ms = bedside.clock.now_ms()
        bedside.tell(pump(max(0, now_ms - back_min * 1000), step))
        if undo:
            slip(bedside, bedside.all(InfusionChange)[-1])
        bedside.tick_to(now_ms + 7000)
        agreed = {
            None: {Phase.BASELINE},
            STARTED: {Phase.INFUSION},
            PAUSED: {Phase.INFUSION},
            STOPPED: {Phase.RECOVERY, Phase.BASELINE},
        }
        assert bedside.session.phase in agreed[bedside.session.pump()]


# --- what is known -------------------------------------------------------------------------------


def test_corrections_are_never_seen_by_asking(bedside: Bedside) -> None:
    """What was withdrawn is in no list."""
    seen = Observation(t_ms=1000, scale="nausea", version="1", answers={"nausea": 3}, score=3)
    slip(bedside, bedside.tell(seen)[-1])
    slip(bedside, bedside.tell(typed(2000))[-1])
    assert bedside.session.observations("nausea") == []
    assert bedside.session.pressures() == []
    assert bedside.session.due()[0].due_ms == 0


def test_a_plan_withdrawn_is_not_the_plan(bedside: Bedside) -> None:
    """Ten times too much was typed."""
    plan = DosePlan(t_ms=0, drug="K", mg_per_kg=0.5, minutes=40, bag_mg=50, bag_ml=50, weight=70)
    bedside.tell(plan)
    slip(bedside, bedside.tell(replace(plan, mg_per_kg=5))[-1])
    assert bedside.session.infusion.plan
    assert bedside.session.infusion.plan.mg_per_kg == 0.5


def test_a_baseline_is_proposed_from_two_cuffs_and_the_last_minute(bedside: Bedside) -> None:
    """Not before there are two; for a person to accept."""
    bedside.tell(result(1000, 120))
    assert bedside.session.proposed_baseline(1000) is None
    bedside.tell(typed(60_000, 130), *(reading(t, 70) for t in range(60_000, 64_000, 1000)))
    bedside.tick_to(70_000)
    proposed = bedside.session.proposed_baseline(70_000)
    assert proposed
    assert (proposed.systolic, proposed.diastolic, proposed.rate) == (125, 79, 70)
    assert proposed.rate_source is Vital.HEART_RATE
    assert proposed.cuffs == (2, 3)


def test_a_baseline_is_not_made_up_where_diastolic_is_missing(bedside: Bedside) -> None:
    """A nurse may have felt the pulse come back and no more."""
    half = replace(typed(1000), diastolic=None)
    bedside.tell(half, replace(half, t_ms=60_000))
    assert bedside.session.proposed_baseline(70_000) is None


def test_a_baseline_withdrawn_gives_way_to_the_one_before(bedside: Bedside) -> None:
    """Comparisons go back to it."""
    bedside.tell(Baseline(t_ms=1000, systolic=120, diastolic=80))
    slip(bedside, bedside.tell(Baseline(t_ms=2000, systolic=150, diastolic=90))[-1])
    assert bedside.session.baseline
    assert bedside.session.baseline.systolic == 120


def test_an_artefact_is_no_pressure(bedside: Bedside) -> None:
    """It is recorded, and nothing is concluded from it."""
    bedside.tell(replace(result(1000), status=CuffStatus.ARTEFACT))
    assert len(bedside.all(CuffReading)) == 1
    assert bedside.session.pressures() == []


# --- folded twice --------------------------------------------------------------------------------

T = st.integers(-3000, 60_000)
ANY = st.one_of(
    st.builds(reading, T, st.none() | st.just(70)),
    st.builds(result, T, st.sampled_from([110, 120])),
    st.builds(typed, T),
    st.builds(phase, T, st.sampled_from(Phase)),
    st.builds(pump, T, st.sampled_from(PumpStep), st.none() | st.floats(0, 100)),
    st.builds(ask, T, st.sampled_from(CuffWish), st.none() | st.just(0.5)),
    st.builds(link, T, st.sampled_from(LinkState)),
    st.builds(cuff_step, T, st.sampled_from(CuffStep)),
    st.builds(Correction, t_ms=T, of=st.integers(1, 20), reason=st.just("slip")),
    st.builds(Baseline, t_ms=T, systolic=st.just(120), diastolic=st.just(80)),
    st.builds(Mark, t_ms=T),
)


def lived(events: Iterable[Event]) -> Bedside:
    """A bedside where all this happened."""
    bedside = Bedside()
    bedside.tell(phase(0, Phase.BASELINE), *events)
    bedside.tick_to(bedside.clock.now_ms() + 2000)
    return bedside


@given(st.lists(ANY, max_size=15))
def test_the_screen_knows_what_the_thread_knows(events: list[Event]) -> None:
    """Folded from published events alone, one by one."""
    bedside = lived(events)
    screen = Session(bedside.session.profile, bedside.start)
    for event in bedside.published:
        screen.apply(event)
    assert known(screen) == known(bedside.session)


@given(st.lists(ANY, max_size=15))
def test_a_resumed_session_knows_what_was_recorded(events: list[Event]) -> None:
    """All but what is only known of a running one: links, the cuff, the last minute."""
    bedside = lived(events)
    again = Session(bedside.session.profile, bedside.start)
    entries = [event for event in bedside.stored if isinstance(event, Entry)]
    again.load(History(bedside.start, entries=entries))
    living = {"links", "cuffs", "_last_minute", "sources", "_unheard_since", "_stayed", "now_ms"}
    before, after = known(bedside.session), known(again)
    assert {k: v for k, v in before.items() if k not in living} == {
        k: v for k, v in after.items() if k not in living
    }
    assert again.cuffs.armed_min is None


@given(st.lists(ANY, max_size=15))
def test_the_entries_of_a_kind_are_never_those_of_before(events: list[Event]) -> None:
    """Asked for after every event, corrections among them."""
    bedside = Bedside()
    for event in events:
        bedside.tell(event)
        for kind in (CuffReading, Mark, PhaseChange):
            now = [e for e in bedside.session.entries.values() if isinstance(e, kind)]
            assert list(bedside.session.of(kind)) == now


def test_a_session_ended_on_file_is_ended() -> None:
    """And nothing is due in it."""
    bedside = Bedside()
    bedside.session.load(History(bedside.start, ended=True))
    assert bedside.session.refuses(Mark(t_ms=0)) == "session_ended"
    assert bedside.session.due() == []
    assert DEVICE not in bedside.session.links


# --- taps (nurse.md B3) --------------------------------------------------------------------------


def tap(t_ms: int, score: int, by: str = "Adeyemi") -> Observation:
    """A nausea button."""
    return Observation(
        t_ms=t_ms, by=by, scale="nausea", version="1", answers={"nausea": score}, score=score
    )


def scores(bedside: Bedside) -> list[float | None]:
    """What stands."""
    return [seen.score for seen in bedside.session.observations("nausea")]


def test_a_touch_that_bounces_is_one_entry(bedside: Bedside) -> None:
    """Within two seconds; later it is a new one."""
    bedside.tell(tap(1000, 3), tap(2999, 3))
    assert scores(bedside) == [3]
    assert bedside.thread.refused == {"double_tap": 1}
    bedside.tell(tap(3000, 3))
    assert scores(bedside) == [3, 3]


def test_a_second_thought_replaces_the_first(bedside: Bedside) -> None:
    """Within ten seconds, as a correction; later both stand."""
    bedside.tell(tap(1000, 3), tap(10_999, 5))
    assert scores(bedside) == [5]
    slip_of = bedside.all(Correction)[0]
    assert (slip_of.of, slip_of.replaced_by) == tuple(e.seq for e in bedside.all(Observation))
    bedside.tell(tap(21_000, 4))
    assert scores(bedside) == [5, 4]


def test_two_people_do_not_correct_each_other(bedside: Bedside) -> None:
    """Each saw what they saw."""
    bedside.tell(tap(1000, 3), tap(2000, 5, by="Haddad"), tap(2500, 3))
    assert scores(bedside) == [3, 5]


# --- links ---------------------------------------------------------------------------------------


def test_the_probe_is_where_it_was_said_to_be_last(bedside: Bedside) -> None:
    """On the other arm until somebody says so; what was a slip is taken back."""
    session = bedside.session
    said = [session.probe_on_cuff_arm]
    bedside.tell(ProbeChange(t_ms=1000, on_cuff_arm=True, by=NURSE))
    said.append(session.probe_on_cuff_arm)
    slip(bedside, bedside.published[-1])
    assert [*said, session.probe_on_cuff_arm] == [False, True, False]


def test_silent_and_lost_are_one_time_unheard(bedside: Bedside) -> None:
    """The nurse asks since when nothing came, not what the cable did meanwhile."""
    assert bedside.session.unheard_since() == {}
    bedside.tell(link(5000, LinkState.SILENT), link(9000, LinkState.LOST))
    assert bedside.session.unheard_since() == {DEVICE: 5000}
    bedside.tell(link(12_000))
    assert bedside.session.unheard_since() == {}


def test_made_up_values_are_said_once_and_measured_never(bedside: Bedside) -> None:
    """A device in its demonstration mode, in a patient's session."""
    bedside.tell(reading(1000, 80, demo=True), reading(2000, 81, demo=True))
    said = [change.reason for change in bedside.all(LinkChange)]
    assert said.count("demo") == 1
    bedside.tick_to(5000)
    assert [second.values for second in bedside.all(Second) if second.values] == []


def test_a_made_up_cuff_is_refused_until_the_demo_is_over(bedside: Bedside) -> None:
    """A device in its demonstration mode has nobody on its cuff."""
    bedside.tell(reading(1000, 80, demo=True), result(60_000))
    assert bedside.session.pressures() == []
    bedside.tell(reading(70_000, 80), result(120_000, 131))
    assert [cuff.systolic for cuff in bedside.session.pressures()] == [131]
    assert [change.reason for change in bedside.all(LinkChange)][-2:] == ["demo", None]


def test_a_cuff_that_is_marked_as_made_up_is_refused_by_its_own_word(bedside: Bedside) -> None:
    """It may come before any reading says that the device is in its demonstration mode."""
    made_up = replace(result(60_000), demo=True)
    assert bedside.session.refuses(made_up) == "made_up"
    bedside.tell(made_up, result(120_000, 131))
    assert [cuff.systolic for cuff in bedside.session.pressures()] == [131]


@pytest.mark.parametrize("kind", [SessionKind.DEMO, SessionKind.TRAINING])
def test_a_made_up_cuff_is_recorded_as_such_where_nobody_is_a_patient(kind: SessionKind) -> None:
    """In a demonstration and in a training, with its mark."""
    bedside = Bedside(kind=kind)
    bedside.tell(replace(result(60_000), demo=True))
    assert [cuff.demo for cuff in bedside.session.pressures()] == [True]


def test_a_running_cuff_can_be_stopped_after_the_end(bedside: Bedside) -> None:
    """It is still on the patient's arm."""
    bedside.tell(ask(0, CuffWish.MEASURE))
    bedside.tell(cuff_step(500, CuffStep.INFLATING), SessionEnd(t_ms=1000, by="Adeyemi"))
    bedside.tell(ask(2000, CuffWish.STOP))
    assert bedside.all(CuffCommand)[-1].action is CuffAction.STOP
