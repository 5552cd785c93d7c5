"""The last pressure never goes; it says how old it is, and how far from baseline."""

import pytest

from monitor.events import (
    AlarmChange,
    AlarmStep,
    Correction,
    CuffReading,
    CuffSource,
    CuffStatus,
    Judgement,
    LinkState,
    PumpStep,
    Verdict,
)
from tests.ui.conftest import DEVICE, NURSE, Desk, Desks, colours, rgb
from ui import theme
from ui.flash import Flash
from ui.language import speak
from ui.pressure_tile_view import PressureTileView


def age(desk: Desk) -> str:
    """What the tile says of time."""
    return desk.window.pressure._age.text()


def trend(desk: Desk) -> str:
    """What it says of the pressure before."""
    return desk.window.pressure._trend.text()


def change(desk: Desk) -> tuple[str, str]:
    """What it says of the baseline."""
    return desk.window.pressure._baseline.text(), desk.window.pressure._change.text()


def test_no_pressure_yet_says_so(bedside: Desk) -> None:
    """Dashes, not an empty tile."""
    tile = bedside.window.pressure
    assert (tile.digits(), age(bedside)) == ("--/--", "no reading yet")
    assert tile.accessibleName() == "BLOOD PRESSURE mmHg no reading yet"
    assert rgb(theme.DARK.pressure) not in colours(tile._systolic) | colours(tile._diastolic)


def test_a_pressure_shows_when_it_was_measured_and_how_long_ago(bedside: Desk) -> None:
    """Beside its mean."""
    bedside.at(20 * 60)
    bedside.cuff(149, 86, 107)
    bedside.later(3 * 60 + 41)
    tile = bedside.window.pressure
    assert (tile.digits(), tile._mean.text()) == ("149/86", "(107)")
    assert age(bedside) == "14:20 · 3:41 ago"
    assert tile.accessibleName() == "BLOOD PRESSURE mmHg 149/86, 14:20 · 3:41 ago"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(9.99, "14:00 · 9:59 ago"), (10, "14:00 · 10 min old"), (14.5, "14:00 · 14 min old")],
)
def test_an_old_pressure_stays_and_counts_minutes(bedside: Desk, minutes: float, said: str) -> None:
    """From ten minutes on nobody needs the seconds."""
    bedside.cuff(149, 86)
    bedside.at(minutes * 60)
    assert bedside.window.pressure.digits() == "149/86"
    assert age(bedside) == said


@pytest.mark.parametrize(
    ("systolic", "said"),
    [(149, "↑ +4 since 14:15"), (147, "→ +2 since 14:15"), (139, "↓ −6 since 14:15")],
)
def test_the_trend_names_the_pressure_it_compares_with(
    bedside: Desk, systolic: float, said: str
) -> None:
    """Two mmHg are no trend."""
    bedside.at(15 * 60)
    bedside.cuff(145, 84)
    assert trend(bedside) == ""
    bedside.at(20 * 60)
    bedside.cuff(systolic, 86)
    assert trend(bedside) == said


def test_the_change_from_baseline_waits_for_a_baseline(bedside: Desk) -> None:
    """Then it says both, systolic and diastolic."""
    bedside.cuff(149, 86)
    assert change(bedside) == ("no baseline yet", "")
    bedside.accept_baseline()
    assert change(bedside) == ("from baseline 128/79", "+21 / +7")


def test_the_three_before_it_stand_newest_first(bedside: Desk) -> None:
    """No more than three."""
    for minute, systolic in enumerate((128, 133, 141, 145, 149)):
        bedside.at(minute * 60)
        bedside.cuff(systolic, 80)
    assert bedside.window.pressure._before.text() == "145/80 · 141/80 · 133/80"


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_the_widest_numbers_are_read_whole(desks: Desks, sizes: theme.Sizes) -> None:
    """A digit cut off would be another reading: what has no room is left out or put below."""
    desk = desks(sizes=sizes)
    for minute in range(5):
        desk.at(minute * 60)
        desk.cuff(198 + 2 * minute, 108 + minute, 145)
    desk.accept_baseline()
    desk.settle()
    tile = desk.window.pressure
    parts = (tile._title, tile._age, tile._systolic, tile._diastolic, tile._mean, tile._trend)
    for part in (*parts, tile._baseline, tile._change, tile._before):
        assert part.text()
        assert part.width() >= part.sizeHint().width(), part.text()
        right = part.mapTo(tile, part.rect().topRight()).x()
        assert right < tile.width()
    assert tile._before.text().startswith("204/111 · 202/110")


def test_a_typed_pressure_says_so(bedside: Desk) -> None:
    """Its source stands before its time."""
    bedside.post(
        CuffReading(
            t_ms=0, by=NURSE, device="manual", systolic=140, diastolic=80, source=CuffSource.MANUAL
        )
    )
    assert bedside.window.pressure.digits() == "140/80"
    assert age(bedside) == "typed · 14:00 · 0:00 ago"


def test_a_cuff_without_a_result_does_not_hide_the_pressure_before(bedside: Desk) -> None:
    """A failed inflation is no pressure."""
    bedside.cuff(149, 86)
    bedside.at(60)
    bedside.post(CuffReading(t_ms=60_000, device=DEVICE, status=CuffStatus.FAILED))
    assert bedside.window.pressure.digits() == "149/86"
    assert age(bedside) == "14:00 · 1:00 ago"


def test_a_withdrawn_pressure_gives_way_to_the_one_before(bedside: Desk) -> None:
    """And from the last to none at all."""
    bedside.cuff(149, 86)
    bedside.at(60)
    bedside.cuff(49, 36)
    for shown in ("149/86", "--/--"):
        bedside.post(
            Correction(
                t_ms=60_000,
                by=NURSE,
                of=bedside.window.session.pressures()[-1].seq or 0,
                reason="undone",
            )
        )
        assert bedside.window.pressure.digits() == shown
    tile = bedside.window.pressure
    parts = (tile._mean, tile._trend, tile._baseline, tile._change, tile._before)
    assert [part.text() for part in parts] == [""] * 5


def test_an_earlier_moment_shows_what_was_known_then(bedside: Desk) -> None:
    """A review moves through time; the future is not told."""
    bedside.cuff(128, 79)
    bedside.at(300)
    bedside.cuff(149, 86)
    window = bedside.window
    tile = PressureTileView(window.session, window._sizes, bedside.clock.at, Flash(window))
    tile.refresh(299_999)
    assert tile.digits() == "128/79"
    tile.refresh(300_000)
    assert tile.digits() == "149/86"


def test_a_pressure_that_is_late_is_faint_and_compared_with_none(bedside: Desk) -> None:
    """Its age stays. In the baseline one is due every three minutes."""
    tile = measure(bedside, (0, 140, 84), (60, 149, 86))
    bedside.at(60 + 6 * 60)
    assert trend(bedside) == "↑ +9 since 14:00"
    assert rgb(theme.DARK.pressure) in colours(tile._systolic) & colours(tile._diastolic)
    bedside.later(0.001)
    assert (tile.digits(), trend(bedside), age(bedside)) == ("149/86", "", "14:01 · 6:00 ago")
    for part in (tile._systolic, tile._diastolic, tile._mean):
        assert part.property("role") == "faint"


def test_a_late_pressure_in_alarm_loses_its_colour_and_keeps_its_border(bedside: Desk) -> None:
    """A number that is old is grey on every tile; the alarm goes on."""
    tile = measure(bedside, (60, 186, 110))
    bedside.later(45 * 60)
    assert [p.property("role") for p in (tile._systolic, tile._diastolic)] == ["faint", "faint"]
    assert tile._card.property("role") == "tile-high"
    assert flashes(tile)


# --- in alarm ------------------------------------------------------------------------------------

HIGH, MEDIUM = rgb(theme.DARK.alarm_high), rgb(theme.DARK.alarm_medium)


def measure(desk: Desk, *readings: tuple[float, float, float]) -> PressureTileView:
    """Receive pressures: (second, systolic, diastolic)."""
    for second, systolic, diastolic in readings:
        desk.at(second)
        desk.cuff(systolic, diastolic)
    return desk.window.pressure


def hollow(tile: PressureTileView) -> tuple[bool, bool]:
    """Whether each of the two numbers is only an outline."""
    return tile._systolic.hollow, tile._diastolic.hollow


def alarm_colours(tile: PressureTileView) -> set[tuple[int, int, int]]:
    """The colours of alarms that are seen on it."""
    return colours(tile) & {HIGH, MEDIUM}


def answer(desk: Desk) -> None:
    """Acknowledge what stands."""
    told = desk.window.session.alarms.standing()[0].told
    desk.post(
        AlarmChange(
            t_ms=desk.clock.t_ms,
            by=NURSE,
            rule=told.rule,
            step=AlarmStep.ACKNOWLEDGED,
            priority=told.priority,
            of=told.seq,
        )
    )


def flashes(tile: PressureTileView) -> bool:
    """Whether anything flashes."""
    return tile._flash.running


def unlit(desk: Desk) -> PressureTileView:
    """Let what flashes be off just now, as its clock would."""
    tile = desk.window.pressure
    flash = tile._flash
    flash._now_s = lambda: flash._begun_s + 0.9
    flash.toggled.emit()
    return tile


def test_a_pressure_within_its_limits_has_no_colour_of_an_alarm(bedside: Desk) -> None:
    """Red and yellow are alarms only."""
    tile = measure(bedside, (0, 149, 86))
    assert alarm_colours(tile) == set()
    assert not flashes(tile)


def test_a_first_breach_is_hollow_within_a_thin_line_and_does_not_flash(bedside: Desk) -> None:
    """Only the number that is beyond; what was measured before it stays as it was."""
    tile = measure(bedside, (0, 149, 86), (300, 164, 92))
    assert hollow(tile) == (True, False)
    assert trend(bedside) == "not confirmed\n↑ +15 since 14:00"
    assert alarm_colours(tile) == {MEDIUM}
    assert rgb(theme.DARK.pressure) in colours(tile._diastolic)
    assert not flashes(tile)
    assert tile.accessibleName().endswith("△ SYS 164 (limit 160), not confirmed")


def test_a_confirmed_breach_flashes_until_somebody_answers(bedside: Desk) -> None:
    """Border and number; then both are steady."""
    tile = measure(bedside, (300, 164, 92), (400, 166, 92))
    assert hollow(tile) == (False, False)
    assert flashes(tile)
    assert MEDIUM in colours(tile._systolic)
    assert MEDIUM not in colours(tile._diastolic)
    assert alarm_colours(unlit(bedside)) == set()
    assert rgb(theme.DARK.pressure) in colours(tile._systolic)
    answer(bedside)
    assert not flashes(tile)
    assert alarm_colours(tile) == {MEDIUM}


def test_a_pressure_beyond_its_high_limit_is_red_at_once(bedside: Desk) -> None:
    """Without a repeat; a screen reader hears the alarm with the value."""
    tile = measure(bedside, (300, 184, 92))
    assert alarm_colours(tile) == {HIGH}
    assert tile.accessibleName().endswith("▲ *** SYS 184 (limit 180) 14:05")


def test_the_number_in_alarm_is_the_one_beyond_its_limit(bedside: Desk) -> None:
    """A diastolic one leaves the systolic as it is."""
    tile = measure(bedside, (300, 150, 112))
    assert HIGH in colours(tile._diastolic)
    assert HIGH not in colours(tile._systolic)


def test_every_number_beyond_its_limit_has_its_own_colour(bedside: Desk) -> None:
    """Only the one that is told flashes."""
    tile = measure(bedside, (300, 186, 108))
    assert tile._systolic.property("role") == "in-high"
    assert tile._diastolic.property("role") == "in-medium"
    unlit(bedside)
    assert tile._systolic.property("role") == "pressure"
    assert tile._diastolic.property("role") == "in-medium"
    answer(bedside)
    assert tile._systolic.property("role") == "in-high"
    measure(bedside, (360, 172, 92))
    assert tile._systolic.property("role") == "in-medium"
    measure(bedside, (400, 150, 104))
    roles = [part.property("role") for part in (tile._systolic, tile._diastolic)]
    assert roles == ["pressure", "in-medium"]


def test_of_two_numbers_that_wait_for_a_repeat_both_are_hollow(bedside: Desk) -> None:
    """Neither is confirmed."""
    tile = measure(bedside, (0, 150, 92), (300, 164, 104))
    assert hollow(tile) == (True, True)
    assert {p.property("role") for p in (tile._systolic, tile._diastolic)} == {"in-medium"}


def test_no_size_changes_while_an_alarm_comes_and_flashes(bedside: Desk) -> None:
    """What jumps cannot be read."""
    tile = measure(bedside, (0, 184, 92))
    bedside.settle()
    lit = tile._systolic.geometry()
    unlit(bedside)
    bedside.settle()
    assert tile._systolic.geometry() == lit
    answer(bedside)
    measure(bedside, (60, 148, 92))
    bedside.settle()
    assert tile._systolic.geometry().topLeft() == lit.topLeft()


def test_a_high_alarm_that_ended_unseen_keeps_its_border(bedside: Desk) -> None:
    """The number is well again, and has its own colour."""
    tile = measure(bedside, (0, 184, 92), (300, 148, 86))
    assert HIGH in colours(tile)
    assert HIGH not in colours(tile._systolic)
    answer(bedside)
    assert alarm_colours(tile) == set()


def test_a_medium_alarm_that_ended_leaves_the_tile(bedside: Desk) -> None:
    """It is a line of the strip, and no more."""
    tile = measure(bedside, (0, 164, 92), (100, 166, 92), (400, 148, 86))
    assert bedside.window.session.alarms.standing()
    assert alarm_colours(tile) == set()


# --- in doubt ------------------------------------------------------------------------------------


def test_a_doubtful_pressure_is_hollow_and_says_why(bedside: Desk) -> None:
    """It is compared with nothing."""
    tile = measure(bedside, (0, 128, 79), (120, 175, 90))
    assert hollow(tile) == (True, True)
    assert (trend(bedside), change(bedside)) == ("doubtful", ("far from the one before", ""))
    assert "doubtful: far from the one before" in tile.accessibleName()


def test_an_accepted_pressure_is_solid_again(bedside: Desk) -> None:
    """A person has looked."""
    tile = measure(bedside, (0, 128, 79), (120, 175, 90))
    of = bedside.window.session.pressures()[-1].seq or 0
    bedside.post(Judgement(t_ms=121_000, by=NURSE, of=of, verdict=Verdict.ACCEPTED))
    assert hollow(tile)[1] is False
    assert trend(bedside).endswith("since 14:00")


def test_an_impossible_pressure_is_grey_hollow_and_says_so(bedside: Desk) -> None:
    """Nobody may take the one before for the last; a person who rejects it brings that back."""
    tile = measure(bedside, (0, 128, 79), (120, 121, 130))
    assert (tile.digits(), hollow(tile)) == ("121/130", (True, True))
    assert rgb(theme.DARK.pressure) not in colours(tile._systolic)
    assert (trend(bedside), change(bedside)[0]) == ("rejected", "its numbers are out of order")
    of = bedside.all(CuffReading)[-1].seq or 0
    bedside.post(Judgement(t_ms=121_000, by=NURSE, of=of, verdict=Verdict.REJECTED))
    assert (tile.digits(), hollow(tile)) == ("128/79", (False, False))


def test_a_pressure_that_was_doubted_is_marked_among_the_ones_before(bedside: Desk) -> None:
    """The trend leaves it out."""
    tile = measure(bedside, (0, 128, 79), (120, 175, 90), (300, 130, 80))
    assert tile._before.text() == "175/90? · 128/79"
    assert trend(bedside) == "→ +2 since 14:00"


@pytest.mark.parametrize("language", ["english", "german"])
@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_what_speaks_against_a_pressure_is_read_whole(
    desks: Desks, sizes: theme.Sizes, language: str
) -> None:
    """In the room of the tile, and in any language."""
    speak(language)
    try:
        desk = desks(sizes=sizes)
        desk.accept_baseline()
        tile = measure(desk, (0, 149, 86), (120, 155, 89), (240, 164, 92), (360, 121, 130))
        _fits(tile, desk)
        measure(desk, (720, 164, 92))
        _fits(tile, desk)
    finally:
        speak("english")


def _fits(tile: PressureTileView, desk: Desk) -> None:
    desk.settle()
    for part in (tile._trend, tile._baseline, tile._change, tile._before):
        assert part.width() >= part.sizeHint().width(), part.text()
        assert part.height() >= part.sizeHint().height(), part.text()
        assert part.mapTo(tile, part.rect().topRight()).x() < tile.width()


# --- told late -----------------------------------------------------------------------------------


def recover(desk: Desk, systolic: float, diastolic: float) -> None:
    """The link is out from 14:10 to 14:12; then the device tells what it measured at 14:11."""
    desk.at(600)
    desk.link(LinkState.LOST)
    desk.at(720)
    desk.link(LinkState.RECEIVING)
    desk.post(
        CuffReading(
            t_ms=660_000,
            seconds_ago=60,
            device=DEVICE,
            systolic=systolic,
            diastolic=diastolic,
        )
    )


def test_a_recovered_pressure_is_hollow_and_says_so(bedside: Desk) -> None:
    """A minute old, and nothing live (nurse.md A13); the next that is told at once is."""
    tile = bedside.window.pressure
    recover(bedside, 149, 86)
    assert tile.digits() == "149/86"
    assert age(bedside) == "recovered · 14:11 · 1:00 ago"
    assert hollow(tile) == (True, True)
    assert "recovered" in tile.accessibleName()
    seen = colours(tile._systolic) | colours(tile._diastolic)
    assert rgb(theme.DARK.faint) in seen
    assert rgb(theme.DARK.pressure) not in seen
    bedside.at(780)
    bedside.cuff(150, 87)
    assert age(bedside) == "14:13 · 0:00 ago"
    assert hollow(tile) == (False, False)
    assert rgb(theme.DARK.pressure) in colours(tile._systolic)


def test_a_recovered_pressure_in_alarm_has_the_alarm_around_it(bedside: Desk) -> None:
    """The border goes on, as that of an old one does; the number is not of now."""
    bedside.move_pump(PumpStep.STARTED, 54)
    tile = bedside.window.pressure
    recover(bedside, 188, 112)
    assert tile._card.property("role") == "tile-high"
    assert tile._systolic.property("role") == "faint"
    assert hollow(tile) == (True, True)


@pytest.mark.parametrize("language", ["english", "german"])
@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_what_was_recovered_is_said_whole(desks: Desks, sizes: theme.Sizes, language: str) -> None:
    """Beside the title of the tile."""
    speak(language)
    try:
        desk = desks(sizes=sizes)
        recover(desk, 188, 112)
        desk.later(14 * 60)
        desk.settle()
    finally:
        speak("english")
    tile = desk.window.pressure
    for part in (tile._title, tile._age):
        assert part.width() >= part.sizeHint().width(), part.text()
    assert tile._age.mapTo(tile, tile._age.rect().topRight()).x() < tile.width()
