"""Limits as they were in force: a patient's own from when it was set."""

from monitor.events import LimitChange, Phase, PhaseChange
from monitor.in_force import at, in_force
from monitor.profile import shipped
from monitor.session import Session
from tests.monitor.records import Numbered, start

MINUTE = 60_000
END = 60 * MINUTE


def told(*entries: PhaseChange | LimitChange) -> Session:
    """A session of these."""
    made = Session(shipped(), start("u1"))
    for entry in entries:
        made.apply(entry)
    return made


def test_a_limit_holds_from_when_it_was_moved() -> None:
    """Not before, and the one that was not moved goes on."""
    moved = Numbered().take(LimitChange, 20 * MINUTE, rule="systolic.high", value=175, before=160)
    session = told(moved)
    clinic = session.profile.limits
    stretches = list(in_force(session, END))
    assert [(one.since_ms, one.until_ms) for one in stretches] == [
        (0, 20 * MINUTE),
        (20 * MINUTE, END),
    ]
    assert at(stretches, 20 * MINUTE - 1).systolic == clinic.systolic
    assert at(stretches, 20 * MINUTE).systolic == (clinic.systolic[0], 175)
    assert at(stretches, END + MINUTE).diastolic == clinic.diastolic


def test_a_patients_own_limit_outlasts_its_phase() -> None:
    """Whoever set it did not say until when; what is set after the end was never in force."""
    make = Numbered()
    session = told(
        make.take(LimitChange, 5 * MINUTE, rule="systolic.high", value=175, before=160),
        make.take(PhaseChange, 10 * MINUTE, phase=Phase.INFUSION),
        make.take(LimitChange, 70 * MINUTE, rule="systolic.high", value=190, before=175),
    )
    stretches = list(in_force(session, END))
    assert [one.since_ms for one in stretches] == [0, 5 * MINUTE, 10 * MINUTE]
    assert {one.limits.systolic[1] for one in stretches[1:]} == {175}
