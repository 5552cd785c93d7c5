"""The last pressure never goes; it says how old it is, and how far from baseline."""

import pytest

from monitor.events import Correction, CuffReading, CuffSource, CuffStatus
from tests.ui.conftest import DEVICE, NURSE, Desk, Desks, colours, rgb
from ui import theme
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
    assert rgb(theme.DARK.pressure) not in colours(tile._digits)


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
    parts = (tile._title, tile._age, tile._digits, tile._mean, tile._trend)
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
    tile = PressureTileView(window.session, window._sizes, bedside.clock.at)
    tile.refresh(299_999)
    assert tile.digits() == "128/79"
    tile.refresh(300_000)
    assert tile.digits() == "149/86"
