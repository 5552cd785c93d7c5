"""Quiet words claim no more than what is checked."""

import dataclasses

import msgspec
import pytest

from monitor.events import LinkState, Phase, SessionEnd
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.alarmed import Alarmed, profile_with_sound
from ui.strip_quiet import checked_code, quiet_words


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (LinkState.RECEIVING, "strip.quiet"),
        (LinkState.SEARCHING, "strip.cannot_check"),
        (LinkState.SILENT, "strip.cannot_check"),
        (LinkState.LOST, "strip.cannot_check"),
    ],
)
def test_no_alarms_is_said_while_something_is_received(state: LinkState, code: str) -> None:
    """And in no other state."""
    alarmed = Alarmed()
    alarmed.link(1, state)
    assert checked_code(alarmed.session) == code


def test_a_session_by_hand_says_what_is_checked() -> None:
    """What is typed."""
    start = dataclasses.replace(Alarmed().bedside.start, device=None)
    session = Session(shipped(), start)
    session.phase = Phase.INFUSION
    assert checked_code(session) == "strip.typed_only"


def test_outside_of_what_is_watched_it_says_so() -> None:
    """Before the baseline, and after the end."""
    alarmed = Alarmed()
    alarmed.session.apply(SessionEnd(t_ms=1000))
    assert checked_code(alarmed.session) == "strip.not_watched"
    prepared = Session(shipped(), alarmed.bedside.start)
    assert checked_code(prepared) == "strip.not_watched"


def test_what_is_off_is_named_until_it_is_not() -> None:
    """The sound, the limits from baseline, the example limits."""
    said = quiet_words(Alarmed().session, 1000)
    assert {"Sound off", "Example limits: not approved by your clinic"} <= set(said)
    approved = msgspec.structs.replace(profile_with_sound(), approved_by="Osei")
    said = quiet_words(Alarmed(profile=approved).session, 1000)
    assert not {"Sound off", "Example limits: not approved by your clinic"} & set(said)
    assert "Change-from-baseline limits off until baseline is accepted" in said
