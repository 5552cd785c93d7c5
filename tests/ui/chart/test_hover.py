"""Under the pointer stand the alarms of a moment, the gravest first, and what speaks against it."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from monitor.events import AlarmChange, AlarmStep, Entry, Judgement, Priority, Verdict
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, cuff, wall
from ui import theme
from ui.chart.hover import Hover
from ui.chart.paper import Paper


def told(minute: float, *entries: Entry) -> list[str]:
    """The lines at a minute, below its time; a minute is fifteen pixels."""
    session = Session(shipped(), START)
    for seq, entry in enumerate(entries, start=1):
        session.apply(replace(entry, seq=seq))
    paper = Paper(session, theme.DARK, theme.FULL, wall)
    paper.time.left_px, paper.time.right_px = 100, 850
    paper.time.left_ms, paper.time.right_ms = at(-10), at(40)
    return Hover(paper, [])._lines_at(at(minute))[1:]


def change(minute: float, step: AlarmStep, **given: object) -> AlarmChange:
    """A step of the alarm of pressure."""
    made = AlarmChange(
        t_ms=at(minute),
        rule="systolic.high",
        step=step,
        priority=Priority.MEDIUM,
        value=166,
        threshold=160,
    )
    return replace(made, **given)  # type: ignore[arg-type]


def test_an_alarm_is_told_as_long_as_it_stood(qapp: QApplication) -> None:
    """With who answered, when it began and when it was over; not before and not after."""
    entries = [
        change(10, AlarmStep.RAISED),
        change(12, AlarmStep.ACKNOWLEDGED, by="Haddad"),
        change(20, AlarmStep.CLEARED),
    ]
    said = "SYS 166 (limit 160), medium, acknowledged 14:12 Haddad, ended 14:20"
    (line,) = told(15, *entries)
    assert line.startswith(said[:40])
    assert told(9, *entries) == told(21, *entries) == []


def test_the_gravest_stands_first(qapp: QApplication) -> None:
    """Whichever began first."""
    spo2 = change(15, AlarmStep.RAISED, rule="spo2.low", priority=Priority.HIGH, value=86)
    first, second = told(15.3, change(10, AlarmStep.RAISED), spo2)
    assert first.startswith("SpO₂ 86")
    assert second.startswith("SYS 166")


def test_a_pressure_is_told_with_what_speaks_against_it(qapp: QApplication) -> None:
    """A rejected one too: it was measured."""
    rejected = Judgement(
        t_ms=at(20), of=1, by="Haddad", verdict=Verdict.REJECTED, reason="arm_moved"
    )
    assert told(20, cuff(20, 175, 90), rejected) == ["175/90  14:20, rejected: arm moved"]
    assert told(20, cuff(20, 175, 90)) == ["175/90  14:20"]
