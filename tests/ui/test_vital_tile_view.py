"""A live number is shown with its source and age, and looks live only while it is."""

import dataclasses
from array import array

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel

from monitor.events import (
    AlarmChange,
    AlarmStep,
    Correction,
    CuffChange,
    CuffStep,
    LimitChange,
    LinkChange,
    LinkState,
    ManualVitals,
    Priority,
    ProbeChange,
    Reading,
    Second,
)
from monitor.history import History
from monitor.vitals import Values, Vital
from tests.ui.conftest import DEVICE, IN_USE, NURSE, OXIMETER, Desk, Desks, colours, rgb
from ui.flash import Flash
from ui.theme import COMPACT, DARK, FULL, Sizes
from ui.vital_tile_view import VitalTileView


def title(tile: VitalTileView) -> str:
    """What is measured, and by what."""
    return tile._title.text()


def age(tile: VitalTileView) -> str:
    """How old the number is."""
    return tile._age.text()


def below(tile: VitalTileView) -> str:
    """The line below the number."""
    return tile._trend.text()


def looks_live(tile: VitalTileView) -> bool:
    """Whether any green is left: the rate's colour, or a softened edge of it."""
    return any(green > max(red, blue) + 20 for red, green, blue in colours(tile))


# --- live, grey, gone ----------------------------------------------------------------------------


def test_a_number_just_heard_is_shown_in_its_colour_with_source_and_age(bedside: Desk) -> None:
    """Live means heard within five seconds."""
    bedside.at(60)
    bedside.hear(pulse_rate=87, spo2=97)
    bedside.later(5)
    rate, spo2 = bedside.window.rate, bedside.window.spo2
    assert (title(rate), rate.digits(), age(rate)) == ("PULSE · SpO₂ probe", "87", "5 s")
    assert (title(spo2), spo2.digits(), age(spo2)) == ("SpO₂ %", "97", "5 s")
    assert rgb(DARK.rate) in colours(rate)
    assert rgb(DARK.spo2) in colours(spo2)


def test_a_number_not_heard_for_five_seconds_turns_grey(bedside: Desk) -> None:
    """It can still be read, but no pixel of its colour is left."""
    bedside.hear(pulse_rate=87)
    bedside.at(5.001)
    tile = bedside.window.rate
    assert tile.digits() == "87"
    assert not looks_live(tile)
    assert rgb(DARK.faint) in colours(tile)


def test_a_number_not_heard_for_ten_seconds_is_gone(bedside: Desk) -> None:
    """Two dashes, and below them what was last heard and when."""
    bedside.hear(pulse_rate=87)
    bedside.at(10)
    assert bedside.window.rate.digits() == "87"
    bedside.at(10.001)
    tile = bedside.window.rate
    assert (tile.digits(), age(tile), below(tile)) == ("--", "", "last 87 at 14:00")
    assert not looks_live(tile)


def test_no_repaint_makes_an_old_number_look_live(bedside: Desk) -> None:
    """Neither other events nor an empty or an older second bring it back."""
    bedside.at(30)
    bedside.hear(pulse_rate=87)
    bedside.later(11)
    tile = bedside.window.rate
    bedside.save()
    bedside.second()
    bedside.hear(pulse_rate=None, spo2=97)
    bedside.post(Second(t_ms=30_000, values={Vital.PULSE_RATE: 87}))
    for _ in range(3):
        bedside.window.refresh()
        tile.repaint()
        assert tile.digits() == "--"
        assert not looks_live(tile)


def test_what_a_device_says_late_does_not_change_the_past(bedside: Desk) -> None:
    """Its clock only goes on; a person may tell of an earlier moment."""
    tile = bedside.window.rate
    bedside.at(30.4)
    bedside.hear(pulse_rate=87)
    bedside.post(Second(t_ms=30_000, values={Vital.PULSE_RATE: 60}))
    tile.refresh(30_200)
    assert tile.digits() == "--"
    bedside.post(ManualVitals(t_ms=30_100, by=NURSE, pulse_rate=62))
    tile.refresh(30_200)
    assert tile.digits() == "62"
    tile.refresh(30_400)
    assert tile.digits() == "87"


def test_a_slow_device_is_given_its_time(desks: Desks) -> None:
    """The limit of staleness is never below two and a half of its periods."""
    desk = desks(devices=(dataclasses.replace(IN_USE, period_s=6.0),))
    desk.hear(pulse_rate=87)
    desk.at(15)
    assert looks_live(desk.window.rate)
    desk.at(15.001)
    assert not looks_live(desk.window.rate)
    assert desk.window.rate.digits() == "87"
    desk.at(21.001)
    assert desk.window.rate.digits() == "--"


def test_a_device_of_three_seconds_turns_grey_and_then_is_gone(desks: Desks) -> None:
    """Grey after two and a half periods, `--` when the clinic says so: never at one blow."""
    desk = desks(devices=(dataclasses.replace(IN_USE, period_s=3.0),))
    desk.hear(pulse_rate=87)
    desk.at(7.5)
    assert looks_live(desk.window.rate)
    desk.at(7.501)
    assert not looks_live(desk.window.rate)
    desk.at(10)
    assert desk.window.rate.digits() == "87"
    desk.at(10.001)
    assert desk.window.rate.digits() == "--"


def test_nothing_heard_yet_says_so(bedside: Desk) -> None:
    """Dashes without a past."""
    tile = bedside.window.rate
    assert (title(tile), tile.digits(), age(tile)) == ("PULSE bpm", "--", "no reading yet")


# --- sources -------------------------------------------------------------------------------------


def test_the_ecg_comes_before_the_oximeter(bedside: Desk) -> None:
    """The rate is the heart's where it is known, else the pulse; the title says which."""
    bedside.hear(heart_rate=85, pulse_rate=87)
    tile = bedside.window.rate
    assert (title(tile), tile.digits()) == ("HEART RATE · ECG", "85")
    bedside.later(1)
    bedside.hear(heart_rate=None, pulse_rate=88)
    assert (title(tile), tile.digits()) == ("PULSE · SpO₂ probe", "88")


def test_a_typed_number_says_so_and_is_grey_from_the_first_moment(bedside: Desk) -> None:
    """It was never live; it stays with its age."""
    bedside.at(60)
    bedside.post(ManualVitals(t_ms=60_000, by=NURSE, pulse_rate=72, spo2=95))
    rate, spo2 = bedside.window.rate, bedside.window.spo2
    assert (title(rate), rate.digits(), age(rate)) == ("RATE · typed", "72", "0 s")
    assert (title(spo2), spo2.digits()) == ("SpO₂ % · typed", "95")
    assert not looks_live(rate)
    assert rgb(DARK.spo2) not in colours(spo2)
    bedside.later(20 * 60)
    assert (rate.digits(), age(rate)) == ("72", "20:00")
    assert not looks_live(rate)


def test_a_typed_number_is_shown_even_in_the_moment_of_another(bedside: Desk) -> None:
    """What a person read off the device is the newer of the two."""
    bedside.hear(pulse_rate=87)
    bedside.post(ManualVitals(t_ms=0, by=NURSE, pulse_rate=72))
    assert bedside.window.rate.digits() == "72"


def test_what_the_device_says_after_a_typed_number_is_live(bedside: Desk) -> None:
    """Typing bridges a gap and ends with it."""
    bedside.post(ManualVitals(t_ms=0, by=NURSE, pulse_rate=72))
    bedside.later(3)
    bedside.hear(pulse_rate=87)
    assert title(bedside.window.rate) == "PULSE · SpO₂ probe"
    assert looks_live(bedside.window.rate)


def test_a_withdrawn_typed_number_gives_way_to_the_one_before(bedside: Desk) -> None:
    """Undo undoes the tile, too."""
    bedside.post(ManualVitals(t_ms=0, by=NURSE, pulse_rate=70))
    bedside.later(60)
    bedside.post(ManualVitals(t_ms=60_000, by=NURSE, pulse_rate=172))
    assert bedside.window.rate.digits() == "172"
    wrong = bedside.all(ManualVitals)[-1].seq
    assert wrong
    bedside.post(Correction(t_ms=61_000, by=NURSE, of=wrong, reason="undone"))
    assert (bedside.window.rate.digits(), age(bedside.window.rate)) == ("70", "1:00")


# --- beside the number ---------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "arrow"), [(83, "→"), (84, "↑"), (77, "→"), (76, "↓")])
def test_the_arrow_compares_with_five_minutes_ago(bedside: Desk, now: float, arrow: str) -> None:
    """Three beats are noise."""
    bedside.hear(pulse_rate=80)
    bedside.at(300)
    bedside.hear(pulse_rate=now)
    assert below(bedside.window.rate).startswith(arrow)


def test_the_change_from_baseline_stands_below_the_number(bedside: Desk) -> None:
    """With a real minus, beside the limits."""
    bedside.accept_baseline()
    bedside.hear(pulse_rate=87, spo2=95)
    rate, spo2 = bedside.window.rate, bedside.window.spo2
    assert (below(rate), rate._limits.text()) == ("+11 from baseline", "50–120")
    assert (below(spo2), spo2._limits.text()) == ("−3 from baseline", "≥ 92")


def test_a_screen_reader_hears_value_and_unit(bedside: Desk) -> None:
    """The name of the tile is what it shows."""
    bedside.hear(pulse_rate=87, spo2=97)
    assert bedside.window.rate.accessibleName() == "PULSE · SpO₂ probe 87 bpm 0 s"
    assert bedside.window.spo2.accessibleName() == "SpO₂ % 97 % 0 s"


def test_a_saved_session_is_shown_at_any_of_its_moments(bedside: Desk) -> None:
    """From its columns, without what was not measured, and without what was withdrawn."""
    bedside.post(ManualVitals(t_ms=30_000, by=NURSE, pulse_rate=172))
    wrong = bedside.all(ManualVitals)[-1]
    assert wrong.seq
    slip = Correction(t_ms=31_000, by=NURSE, of=wrong.seq, reason="undone")
    bedside.post(slip)
    history = History(start=bedside.window.session.start, entries=[wrong, slip])
    history.t_ms = array("q", [0, 1000, 2000])
    nan = float("nan")
    for vital in Vital:
        history.columns[vital] = array("d", [nan] * 3)
    history.columns[Vital.PULSE_RATE] = array("d", [80, 81, nan])
    window = bedside.window
    tile = VitalTileView("rate", window.session, window._sizes, bedside.clock.at, Flash(window))
    tile.load(history)
    shown = []
    for t_ms in (-1, 0, 1000, 2000, 40_000):
        tile.refresh(t_ms)
        shown.append(tile.digits())
    assert shown == ["--", "80", "81", "81", "--"]


def test_made_up_values_are_never_shown_as_the_patients(bedside: Desk) -> None:
    """A device in its demo mode: no number, and the strip and the chip say why."""
    bedside.at(60)
    now_ms = bedside.clock.now_ms()
    values: Values = {Vital.SPO2: 97.0}
    bedside.post(Reading(t_ms=now_ms, device="ge-dinamap", values=values, demo=True))
    bedside.post(
        LinkChange(t_ms=now_ms, device="ge-dinamap", state=LinkState.RECEIVING, reason="demo")
    )
    bedside.window.refresh()
    assert bedside.window.spo2.digits() == "--"
    assert "DEMO" in bedside.window.strip.text()
    assert "DEMO" in bedside.window.header.link_chip.text()


# --- two devices ---------------------------------------------------------------------------------


def test_of_two_devices_the_first_is_shown_while_it_is_heard(desks: Desks) -> None:
    """Whoever spoke last does not win; the title names the one that did."""
    desk = desks(devices=(IN_USE, OXIMETER))
    tile = desk.window.rate
    desk.hear(pulse_rate=87)
    desk.hear("nonin", pulse_rate=91)
    assert (title(tile), tile.digits()) == ("PULSE · SpO₂ · ge-dinamap", "87")
    desk.at(6)
    desk.hear("nonin", pulse_rate=92)
    assert (title(tile), tile.digits()) == ("PULSE · SpO₂ · nonin", "92")
    desk.later(0.5)
    desk.hear(pulse_rate=88)
    assert (title(tile), tile.digits()) == ("PULSE · SpO₂ · ge-dinamap", "88")


def test_an_ecg_of_the_second_device_comes_before_a_pulse_of_the_first(desks: Desks) -> None:
    """Rate means the heart's, wherever it is measured."""
    desk = desks(devices=(IN_USE, OXIMETER))
    desk.hear("nonin", heart_rate=91)
    desk.hear(pulse_rate=87)
    assert (title(desk.window.rate), desk.window.rate.digits()) == ("RATE · ECG · nonin", "91")


def test_a_probe_on_the_cuffs_arm_is_said_to_be_squeezed(bedside: Desk) -> None:
    """No pulse while the cuff runs and half a minute after; nurse.md A9."""
    tile = bedside.window.spo2
    bedside.post(ProbeChange(t_ms=0, by=NURSE, on_cuff_arm=True))
    bedside.hear(spo2=98)
    bedside.post(CuffChange(t_ms=0, device=IN_USE.device, step=CuffStep.INFLATING))
    bedside.at(4)
    assert (tile.digits(), age(tile)) == ("98", "cuff running")
    bedside.at(20)
    assert (tile.digits(), age(tile)) == ("--", "cuff running")
    bedside.post(CuffChange(t_ms=20_000, device=IN_USE.device, step=CuffStep.DONE))
    bedside.at(50)
    assert age(tile) == "cuff running"
    bedside.at(51)
    assert age(tile) == ""


def test_a_probe_on_the_other_arm_has_no_such_excuse(bedside: Desk) -> None:
    """It came off, and that must be seen."""
    bedside.hear(spo2=98)
    bedside.post(CuffChange(t_ms=0, device=IN_USE.device, step=CuffStep.INFLATING))
    bedside.at(4)
    assert age(bedside.window.spo2) == "4 s"


def test_a_limit_of_this_patient_stands_on_the_tile(bedside: Desk) -> None:
    """Not the clinic's, which is another one now."""
    tile = bedside.window.rate
    assert tile._limits.text() == "50–120"
    bedside.post(LimitChange(t_ms=0, by=NURSE, rule="rate.low", value=45, before=50))
    assert tile._limits.text() == "own 45–120"


# --- in alarm ------------------------------------------------------------------------------------


def measured(desk: Desk, seconds: range, **values: float | None) -> None:
    """Hear these values in each second."""
    told = {vital: values[vital.value] for vital in Vital if vital.value in values}
    for second in seconds:
        desk.clock.t_ms = 1000 * (second + 1)
        desk.post(Second(t_ms=1000 * second, values=told, sources=dict.fromkeys(told, DEVICE)))


def flashes(tile: VitalTileView) -> bool:
    """Whether anything flashes."""
    return tile._flash.running


def test_a_number_in_alarm_has_its_colour_and_flashes_until_it_is_answered(bedside: Desk) -> None:
    """Border and digits; the other tile stays as it is."""
    measured(bedside, range(17), spo2=91, pulse_rate=80)
    tile, rate = bedside.window.spo2, bedside.window.rate
    yellow = rgb(DARK.alarm_medium)
    assert yellow in colours(tile._digits)
    assert yellow in colours(tile)
    assert flashes(tile)
    assert yellow not in colours(rate)
    assert tile.accessibleName() == "SpO₂ % 91 % 1 s, ▲ ** SpO₂ 91 (limit 92) 14:00"
    told = bedside.window.session.alarms.standing()[0].told
    bedside.post(
        dataclasses.replace(
            told, step=AlarmStep.ACKNOWLEDGED, of=told.seq, by=NURSE, seq=None, at=None
        )
    )
    assert not flashes(tile)
    assert yellow in colours(tile._digits)


def test_what_flashes_is_drawn_off_too(bedside: Desk) -> None:
    """Then it is a tile like any other."""
    measured(bedside, range(17), spo2=88)
    tile = bedside.window.spo2
    assert rgb(DARK.alarm_high) in colours(tile)
    flash = tile._flash
    flash._now_s = lambda: flash._begun_s + 0.9
    flash.toggled.emit()
    assert rgb(DARK.alarm_high) not in colours(tile)
    assert rgb(DARK.spo2) in colours(tile._digits)


def test_an_old_number_in_alarm_keeps_its_grey(bedside: Desk) -> None:
    """The border says that there is an alarm; the number does not look live."""
    measured(bedside, range(17), spo2=91)
    bedside.later(6)
    tile = bedside.window.spo2
    assert rgb(DARK.alarm_medium) not in colours(tile._digits)
    assert rgb(DARK.alarm_medium) in colours(tile)


def test_a_number_that_cannot_be_is_grey_and_says_so(bedside: Desk) -> None:
    """No body has it, whatever the device says."""
    measured(bedside, range(12), pulse_rate=10)
    tile = bedside.window.rate
    assert tile.digits() == "10"
    assert not looks_live(tile)
    assert below(tile) == "cannot be"


def test_nothing_is_live_that_the_rules_say_is_missing(bedside: Desk) -> None:
    """The two judge by themselves: the more careful one is shown."""
    session = bedside.window.session
    told = AlarmChange(
        t_ms=0, rule="missing", subject="rate", step=AlarmStep.RAISED, priority=Priority.LOW, seq=90
    )
    bedside.hear(pulse_rate=87)
    assert looks_live(bedside.window.rate)
    session.apply(told)
    bedside.window.refresh()
    assert not looks_live(bedside.window.rate)


@pytest.mark.parametrize("sizes", [FULL, COMPACT], ids=["full", "compact"])
def test_limits_of_ones_own_are_read_whole(desks: Desks, sizes: Sizes) -> None:
    """Beside the trend."""
    desk = desks(sizes=sizes)
    desk.accept_baseline()
    desk.post(LimitChange(t_ms=0, by=NURSE, rule="rate.low", value=45, before=50))
    desk.at(400)
    desk.hear(pulse_rate=118)
    desk.settle()
    tile = desk.window.rate
    for part in (tile._trend, tile._limits):
        assert part.width() >= part.sizeHint().width(), part.text()


class Painted(QObject):
    """What a label said each time it was painted."""

    def __init__(self, shown: QLabel) -> None:
        super().__init__()
        self.said: list[str] = []
        self._shown = shown
        shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.said.append(self._shown.text())
        return False


def test_a_number_is_painted_as_soon_as_it_is_heard(bedside: Desk) -> None:
    """Before the window around it, and once."""
    window = bedside.window
    bedside.hear(pulse_rate=87)
    bedside.settle()
    painted = Painted(window.rate._digits)
    for rate in (91, 91, 92):
        bedside.clock.t_ms += 1000
        heard = Reading(t_ms=bedside.clock.t_ms, device=DEVICE, values={Vital.PULSE_RATE: rate})
        window.show_event(heard)
    assert painted.said == ["91", "92"]
