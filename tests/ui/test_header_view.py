"""The top line: who, how far, heard or not, saved or not, and the time."""

import dataclasses

import pytest

from monitor.events import (
    LinkState,
    Phase,
    PhaseChange,
    PumpStep,
    SessionKind,
    SessionStart,
)
from tests.ui.conftest import IN_USE, NURSE, OXIMETER, Desk, Desks, colours, largest_words, rgb
from ui import theme


def clock(desk: Desk) -> str:
    """What is said of the infusion's time."""
    return desk.window.header._left.text()


def phase(desk: Desk) -> str:
    """The big phase: the largest words of the header."""
    return largest_words(desk.window.header)


# --- identity ------------------------------------------------------------------------------------


def test_the_patient_is_named_with_room_birth_and_allergy(bedside: Desk) -> None:
    """Two identifiers, and what must not be given."""
    assert bedside.window.header.identity() == (
        "Room 2 · Renate Martin · born 1985 · Allergy: penicillin"
    )


def test_no_allergy_is_said_and_nobody_has_none(desks: Desks, start: SessionStart) -> None:
    """An empty place would be read as not asked."""
    well = desks(dataclasses.replace(start, allergy="", room=None))
    assert well.window.header.identity() == "Renate Martin · born 1985 · No known allergies"
    demo = dataclasses.replace(
        start, kind=SessionKind.DEMO, patient=None, birth_date=None, room=None, allergy=None
    )
    assert desks(demo).window.header.identity() == "Demo, no patient"


def test_the_whole_identity_is_seen_at_1366_pixels(desks: Desks) -> None:
    """Empty space gives way before the allergy does."""
    desk = desks(sizes=theme.COMPACT)
    desk.move_pump(PumpStep.STARTED, 54)
    desk.at(23 * 60)
    desk.settle()
    header = desk.window.header
    assert header._after.isVisible()
    for part in (header._room, header._name, header._about):
        assert part.width() >= part.sizeHint().width(), part.text()


@pytest.mark.parametrize("sizes", [theme.COMPACT, theme.FULL], ids=["compact", "full"])
@pytest.mark.parametrize(
    "long",
    [
        {"patient": "X" * 200},
        {"nurse": "N" * 200},
        {"allergy": "peanut " * 40},
        {"room": "R" * 200},
    ],
    ids=lambda long: next(iter(long)),
)
def test_long_names_do_not_push_the_clock_off_the_window(
    desks: Desks, start: SessionStart, sizes: theme.Sizes, long: dict[str, str]
) -> None:
    """They end in dots; the whole of them is the tool tip."""
    desk = desks(dataclasses.replace(start, **long), sizes=sizes)  # type: ignore[arg-type]
    desk.window.resize(1366, 768)
    desk.move_pump(PumpStep.STARTED, 54)
    header = desk.window.header
    for minute in (20, 41):  # at 41 a question takes the place of what is left
        desk.at(minute * 60)
        desk.settle()
        right_end = header._time.mapTo(desk.window, header._time.rect().topRight()).x()
        assert right_end < desk.window.width() == 1366
        left = header._left
        assert left.width() >= left.sizeHint().width()
    elided = (header._room, header._name, header._about, header.person)
    tips = " ".join(part.toolTip() for part in elided)
    assert next(iter(long.values())).strip() in tips


def test_the_phases_that_are_not_now_give_way_to_the_one_that_is(desks: Desks) -> None:
    """They come back with the room for them."""
    desk = desks()
    header = desk.window.header
    assert header._before.isVisible()
    assert header._after.isVisible()
    desk.window.resize(1100, 1000)
    assert header._before.isVisible()
    assert not header._after.isVisible()
    desk.window.resize(1600, 1000)
    assert header._after.isVisible()


def test_a_name_that_looks_like_markup_stays_text(desks: Desks, start: SessionStart) -> None:
    """Nobody is shown bold, linked or in red by the name they have."""
    name = '<b>Ann</b> <font color="#ff0000">&amp;</font>'
    desk = desks(dataclasses.replace(start, patient=name, nurse=name))
    header = desk.window.header
    assert name in header.identity()
    assert header.person.text().startswith("<b>Ann</b>")
    assert rgb("#ff0000") not in colours(header)


# --- phases and clocks ---------------------------------------------------------------------------


def test_the_phases_stand_in_their_order(bedside: Desk) -> None:
    """Past ones ticked, the present one big with its clock."""
    bedside.at(65)
    header = bedside.window.header
    assert (header._before.text(), phase(bedside)) == ("Prep ✓", "Baseline 1:05")
    assert header._after.text() == "Infusion   Recovery   Discharge"


def test_the_infusion_says_what_is_left_and_when_it_ends(bedside: Desk) -> None:
    """By the pump's start, not by the session's."""
    bedside.at(300)
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.later(23 * 60 + 42)
    assert phase(bedside) == "Infusion 23:42"
    assert clock(bedside) == "16:18 left · ends 14:45"


def test_a_pause_puts_the_end_off(bedside: Desk) -> None:
    """About, because nobody knows how long it lasts."""
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.at(600)
    bedside.move_pump(PumpStep.PAUSED)
    bedside.later(190)
    assert clock(bedside) == "Paused 3:10 · ends about 14:43"


def test_at_the_planned_end_the_phase_does_not_change_by_itself(bedside: Desk) -> None:
    """It asks what only the nurse can see."""
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.at(41 * 60)
    assert phase(bedside) == "Infusion 41:00"
    assert clock(bedside) == "Planned 40:00 reached. Has the pump finished?"


def test_recovery_counts_from_the_stop(bedside: Desk) -> None:
    """And a closed session counts nothing."""
    bedside.move_pump(PumpStep.STARTED, 54)
    bedside.at(40 * 60)
    bedside.move_pump(PumpStep.STOPPED)
    bedside.later(65)
    assert (phase(bedside), clock(bedside)) == ("Recovery 1:05", "")
    bedside.post(PhaseChange(t_ms=0, by=NURSE, phase=Phase.CLOSED))
    assert phase(bedside) == "Closed"


def test_the_time_of_day_goes_with_the_session(bedside: Desk) -> None:
    """With seconds, to write by."""
    bedside.at(23 * 60 + 41)
    assert bedside.window.header._time.text() == "14:23:41"


# --- chips ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "said", "role"),
    [
        (LinkState.RECEIVING, "Monitor live", "live"),
        (LinkState.SEARCHING, "Looking for monitor", "faint"),
        (LinkState.SILENT, "Monitor silent 0:12", "technical"),
        (LinkState.LOST, "No data", "technical"),
    ],
)
def test_the_chip_says_how_the_link_is(
    bedside: Desk, state: LinkState, said: str, role: str
) -> None:
    """In the technical colour where something is wrong."""
    bedside.link(state)
    bedside.later(12)
    chip = bedside.window.header.link_chip
    assert (chip.text(), chip._dot.property("role")) == (said, role)
    assert chip.accessibleName() == said


def test_the_other_chip_says_whether_all_is_on_disk(bedside: Desk) -> None:
    """Saved, on its way, refused; and saved again."""
    chip = bedside.window.header.saved_chip
    assert chip.text() == "Saved"
    bedside.cuff(128, 79)
    assert chip.text() == "Saving…"
    bedside.fail_to_save()
    assert (chip.text(), chip._dot.property("role")) == ("NOT SAVED", "technical")
    bedside.save()
    assert (chip.text(), chip._dot.property("role")) == ("Saved", "live")


# --- devices -------------------------------------------------------------------------------------


def chip(desk: Desk) -> str:
    """What the link's chip says."""
    return desk.window.header.link_chip.text()


def test_a_device_no_engineer_compared_says_so(desks: Desks, start: SessionStart) -> None:
    """Until then its numbers may be anybody's guess (nurse.md A12); a demo is never checked."""
    unchecked = dataclasses.replace(IN_USE, checked_by=None)
    assert chip(desks()) == "Monitor live"
    assert chip(desks(devices=(unchecked,))) == "Not checked by engineering"
    assert chip(desks(devices=(IN_USE, dataclasses.replace(OXIMETER, checked_by=None)))) == (
        "Not checked by engineering"
    )
    demo = dataclasses.replace(start, kind=SessionKind.DEMO)
    assert chip(desks(demo, devices=(unchecked,))) == "Monitor live"


def test_of_two_devices_the_chip_names_the_one_that_is_worse_off(desks: Desks) -> None:
    """Live only when both are."""
    desk = desks(devices=(IN_USE, OXIMETER))
    assert chip(desk) == "Monitor live"
    desk.link(LinkState.SILENT, OXIMETER.device)
    desk.later(12)
    assert chip(desk) == "Nonin silent 0:12"
