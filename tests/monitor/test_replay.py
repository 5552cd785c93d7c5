"""A saved session through the rules again: the recorded alarms exactly, or another policy's."""

from contextlib import closing
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import alarms as alarms_module
from monitor.archive import Archive
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Correction,
    CuffStep,
    Entry,
    Judgement,
    LimitChange,
    LinkState,
    ManualVitals,
    Observation,
    Phase,
    PowerChange,
    PowerStep,
    Priority,
    ProbeChange,
    Saved,
    SaveFailed,
    Second,
    Verdict,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.replay import facts, raised, recorded, replayed
from monitor.rules import spo2 as spo2_rule
from monitor.session import Session
from monitor.session_thread import SessionThread
from monitor.store import Store
from monitor.vitals import Vital
from tests.monitor.lived import QUIET, SURGE, Lived, keep
from tests.monitor.made import DEVICE, NURSE, SettableClock, cuff_step, link, phase
from tests.monitor.watched import A, R, U, Watched, with_alarms


def history_of(w: Watched) -> History:
    """What a record would keep of it."""
    made = History(replace(w.start, profile=w.session.profile.text))
    for event in w.stored:
        if isinstance(event, Entry):
            made.entries.append(event)
        elif isinstance(event, Second) and event.values:
            made.t_ms.append(event.t_ms)
            for vital in Vital:
                value = event.values.get(vital)
                made.columns[vital].append(nan if value is None else value)
    return made


def restart(w: Watched, gone_s: int) -> None:
    """The program was killed; after a while somebody goes on with the session."""
    history = history_of(w)
    t_ms = max(history.last_ms + 1, w.clock.now_ms() + gone_s * 1000)
    assert isinstance(w.clock, SettableClock)
    w.clock.ms = t_ms
    w.session = Session(w.session.profile, w.start)
    w.session.load(history)
    w.thread = SessionThread(
        w.session, w.clock, w, w._publish, devices=(DEVICE,), next_seq=history.last_seq + 1
    )
    searching = LinkState.SEARCHING
    w.tell(PowerChange(t_ms=t_ms, step=PowerStep.RESTARTED), link(t_ms, searching), link(t_ms))


def agrees(w: Watched) -> None:
    """Recorded and replayed are the same, step by step."""
    history = history_of(w)
    assert [facts(c) for c in replayed(history)] == [facts(c) for c in recorded(history)]


def happen(w: Watched, what: str, how: Any) -> None:  # noqa: ANN401 - as many kinds as there are
    """One thing happens at the bedside, now."""
    t_ms = w.clock.now_ms()
    match what:
        case "seconds":
            seconds, rate, spo2 = how
            w.last(seconds, heart_rate=rate, pulse_rate=rate, spo2=spo2)
        case "cuff":
            w.cuff(t_ms / 1000, *how)
        case "wait":
            w.tick_to(t_ms + how * 1000)
        case "answer":
            for alarm in w.session.alarms.standing():
                if alarm.open:
                    w.acknowledge(t_ms / 1000, alarm.key)
        case "restart":
            restart(w, how)
        case "link":
            w.tell(link(t_ms, how))
        case "judge":
            pressures = w.session.cuff_readings()
            if pressures:
                w.judge(t_ms / 1000, pressures[-1], how)
        case "take back":
            typed = w.session.of(ManualVitals)
            if typed:
                w.tell(Correction(t_ms=t_ms, of=typed[-1].seq or 0, reason="slip", by=NURSE))
        case "disk":
            saved, failed = Saved(t_ms=t_ms, up_to_seq=1, up_to_ms=0), SaveFailed
            w.tell(failed(t_ms=t_ms, reason="full") if how else saved)
        case _:
            w.tell(replace(how, t_ms=t_ms))


HAPPENINGS = st.one_of(
    st.tuples(
        st.just("seconds"),
        st.tuples(
            st.integers(1, 16),
            st.sampled_from([None, 70, 49, 121, 145, 19]),
            st.sampled_from([None, 97, 88, 91, 93]),
        ),
    ),
    st.tuples(
        st.just("cuff"),
        st.tuples(st.sampled_from([130, 158, 164, 184, 280]), st.sampled_from([79, 101, 120])),
    ),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, 200, 400])),
    st.tuples(st.just("answer"), st.none()),
    st.tuples(st.just("restart"), st.sampled_from([0, 1, 45])),
    st.tuples(st.just("link"), st.sampled_from([*LinkState])),
    st.tuples(st.just("judge"), st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED])),
    st.tuples(st.just("disk"), st.booleans()),
    st.tuples(st.just("take back"), st.none()),
    st.tuples(
        st.just("entry"),
        st.sampled_from(
            [
                phase(0, Phase.INFUSION),
                phase(0, Phase.RECOVERY),
                cuff_step(0, CuffStep.INFLATING),
                cuff_step(0, CuffStep.DONE),
                ProbeChange(t_ms=0, on_cuff_arm=True, by=NURSE),
                LimitChange(t_ms=0, rule="systolic.high", value=170, by=NURSE),
                LimitChange(t_ms=0, rule="rate.high", value=130, by=NURSE),
                ManualVitals(t_ms=0, pulse_rate=126, spo2=84, by=NURSE),
                ManualVitals(t_ms=0, pulse_rate=70, spo2=99, by=NURSE),
                Observation(
                    t_ms=0, scale="sedation", version="1", answers={"sedation": 3}, by=NURSE
                ),
                Observation(
                    t_ms=0, scale="sedation", version="1", answers={"sedation": 5}, by=NURSE
                ),
            ]
        ),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(HAPPENINGS, max_size=12))
def test_a_replay_gives_the_recorded_alarms_exactly(happenings: list[tuple[str, Any]]) -> None:
    """Whatever happened, and however often the program was killed and went on."""
    w = Watched()
    w.tick_to(12_000)
    for what, how in happenings:
        happen(w, what, how)
    agrees(w)


def test_a_replay_from_the_file_gives_them_too(tmp_path: Path) -> None:
    """Through the record and the archive, answered alarms and a restart among them."""
    w = Watched()
    for what, how in (
        ("seconds", (20, 125, 91)),
        ("cuff", (164, 101)),
        ("answer", None),
        ("seconds", (3, 70.5, 97)),
        ("restart", 30),
        ("seconds", (14, 70, 96)),
        ("cuff", (184, 79)),
        ("wait", 400),
        ("cuff", (130, 79)),
        ("seconds", (20, 70, None)),
    ):
        happen(w, what, how)
    record = tmp_path / "record.sqlite"
    with closing(Store(record)) as store:
        number = store.begin(replace(w.start, profile=shipped().text, at=w.clock.at(0)))
        kept = [e for e in w.stored if isinstance(e, Entry) or (isinstance(e, Second) and e.values)]
        store.commit(number, kept)
    with closing(Archive(record)) as archive:
        history = archive.history(number)
    lived = [c for c in w.changes() if c.step not in {A, AlarmStep.ANSWERED}]
    assert len(lived) > 8
    assert [facts(c) for c in recorded(history)] == [facts(c) for c in lived]
    assert [facts(c) for c in replayed(history)] == [facts(c) for c in lived]


def test_a_session_of_a_file_is_replayed_as_it_was(tmp_path: Path) -> None:
    """Ended, with its profile beside it."""
    record = keep(tmp_path / "record.sqlite", Lived(SURGE, answered=True))
    with closing(Archive(record)) as archive:
        history = archive.history(1)
    found = replayed(history)
    assert [facts(c) for c in found] == [facts(c) for c in recorded(history)]
    assert [c.step for c in found if c.rule == "systolic.high"][:2] == [U, R]


def test_another_policy_tells_what_it_would_have_done() -> None:
    """A limit of 170 is not passed, one of 125 is, though nothing was recorded."""
    surge, quiet = Lived(SURGE).history(), Lived(QUIET).history()
    assert [c.rule for c in raised(recorded(surge))] == ["systolic.high"]
    higher = with_limit("systolic = [95, 160]", "systolic = [95, 170]")
    assert raised(replayed(surge, higher)) == []
    lower = with_limit("systolic = [95, 160]", "systolic = [95, 125]")
    assert [c.threshold for c in raised(replayed(quiet, lower))] == [125]


def with_limit(line: str, instead: str) -> Any:  # noqa: ANN401 - a profile
    """The shipped profile with another line."""
    from monitor.profile import parse

    text = shipped().text
    assert line in text
    return parse(text.replace(line, instead, 1))


def test_an_answer_counts_where_the_same_alarm_stands() -> None:
    """Under a policy with another alarm in its place nobody has answered that one."""
    history = Lived(SURGE, answered=True).history()
    same = replayed(history)
    high = with_limit("systolic = [85, 180]", "systolic = [85, 162]")
    other = replayed(history, high)
    assert [c.priority for c in raised(other)] == [Priority.HIGH]
    # Answered it is cleared, unanswered it latches.
    ends = {c.step for c in same if c.rule == "systolic.high"}
    assert AlarmStep.LATCHED not in ends
    assert AlarmStep.LATCHED in {c.step for c in other if c.rule == "systolic.high"}


def test_doubt_is_thought_anew_and_a_persons_word_stays() -> None:
    """What the machine said of a pressure is left out; what a nurse said is taken as said."""
    w = Watched()
    w.cuff(30, 130)
    doubted = w.cuff(90, 190)
    w.judge(100, doubted, Verdict.ACCEPTED)
    w.tick_to(140_000)
    history = history_of(w)
    history.entries = [
        e for e in history.entries if not isinstance(e, Judgement) or e.by is not None
    ]
    assert [facts(c) for c in replayed(history)] == [facts(c) for c in recorded(history_of(w))]


def test_nothing_is_told_after_what_is_known() -> None:
    """The last second that was stored is the last one lived: the next might have raised it."""
    w = Watched()
    w.last(9, heart_rate=130)
    agrees(w)
    assert replayed(history_of(w)) == []


def test_a_rule_that_fails_in_the_replay_too_is_told_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Under the same version both are alike."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(alarms_module, "note_bug", lambda error: None)
    monkeypatch.setattr(spo2_rule.SaturationRule, "find", fail)
    w = Watched()
    w.last(12, heart_rate=130, spo2=97)
    assert {c.rule for c in w.changes()} == {"trouble", "rate.high"}
    agrees(w)


def test_a_rule_is_off_where_it_fails_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was mended since is asked; one that fails now is told now."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(alarms_module, "note_bug", lambda error: None)
    w = Watched()
    with monkeypatch.context() as broken:
        broken.setattr(spo2_rule.SaturationRule, "find", fail)
        w.last(20, spo2=88)
    assert [c.rule for c in replayed(history_of(w))] == ["spo2.low"]
    w = Watched()
    w.last(20, spo2=88)
    monkeypatch.setattr(spo2_rule.SaturationRule, "find", fail)
    assert [(c.rule, c.subject) for c in replayed(history_of(w))] == [("trouble", "spo2")]


def test_a_restart_under_the_cuff_is_replayed_as_it_was() -> None:
    """It is taken for deflated where the record ends, and that is its last second."""
    w = Watched()
    w.last(20, spo2=97)
    w.tell(ProbeChange(t_ms=20_000, on_cuff_arm=True, by=NURSE))
    w.tell(cuff_step(20_000, CuffStep.INFLATING))
    w.last(15, spo2=None)
    restart(w, 0)
    w.last(60, spo2=85)
    assert w.steps("spo2.low") == [R]
    agrees(w)


def test_typed_values_are_replayed_as_they_were() -> None:
    """Raised, ended, taken back, beside a device and after a restart."""
    w = Watched()
    w.last(20, spo2=84)
    bad = ManualVitals(t_ms=0, spo2=84, pulse_rate=130, by=NURSE)
    good = replace(bad, spo2=99, pulse_rate=70)
    for what, how in (
        ("entry", good),
        ("seconds", (16, 70, 97)),
        ("entry", bad),
        ("link", LinkState.LOST),
        ("wait", 30),
        ("restart", 45),
        ("entry", good),
        ("take back", None),
        ("link", LinkState.LOST),
        ("entry", bad),
        ("restart", 1),
        ("take back", None),
        ("seconds", (16, 70, 97)),
    ):
        happen(w, what, how)
    assert w.steps("spo2.low").count(R) > 2
    agrees(w)


def test_raised_counts_from_a_priority_on() -> None:
    """Lines are no alarms unless they are asked for."""
    told = [
        AlarmChange(t_ms=n, rule="x", step=step, priority=priority)
        for n, (step, priority) in enumerate(
            [(R, Priority.LOW), (R, Priority.MEDIUM), (R, Priority.HIGH), (U, Priority.MEDIUM)]
        )
    ]
    assert [c.t_ms for c in raised(told)] == [1, 2]
    assert [c.t_ms for c in raised(told, Priority.LOW)] == [0, 1, 2]
    assert [c.t_ms for c in raised(told, Priority.HIGH)] == [2]


def test_it_needs_no_other_settings_than_its_own() -> None:
    """The session's own profile is the text that was saved with it."""
    w = Watched(with_alarms(rate_delay_s=3))
    w.last(5, heart_rate=130)
    history = history_of(w)
    assert [c.t_ms for c in replayed(history, w.session.profile)] == [3000]
    assert replayed(history) == [], "its text says ten"
