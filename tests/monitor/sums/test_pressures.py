"""Pressures that count: the one near minute 40, the last, and those over a limit in force then."""

import re

from monitor.events import Correction, CuffReading, LimitChange, Phase, PhaseChange, PumpStep
from monitor.profile import shipped
from monitor.summary import summary
from tests.monitor.records import NURSE, Numbered
from tests.monitor.summed import MINUTE, history, pump, summed


def test_minute_40_is_the_nearest_reading_within_the_window() -> None:
    """Counted from the pump, 3 minutes as shipped; nothing is carried forward to it."""
    make = Numbered()
    entries = [
        pump(make, 10, PumpStep.STARTED),
        make.cuff(44 * MINUTE, 150),
        make.cuff(47 * MINUTE, 151),
        make.cuff(56 * MINUTE, 140),
    ]
    assert summed(*entries).at40_systolic == 151
    assert summed(entries[0], entries[1], entries[3]).at40_systolic is None
    assert summed(*entries[1:]).at40_systolic is None


def test_a_profile_may_keep_another_minute() -> None:
    """With a window of its own, as the report has it."""
    make = Numbered()
    lived = history(pump(make, 10, PumpStep.STARTED), make.cuff(46 * MINUTE, 150))
    text = shipped().text.replace("kept_min = [40]", "kept_min = [30]")
    assert text != shipped().text
    lived.start = history(profile=text).start
    assert summary(lived, 60 * MINUTE).at40_systolic is None
    wider = re.sub(r"pressure_window_min = \[.*\]", "pressure_window_min = [3, 6]", text)
    assert wider != text
    lived.start = history(profile=wider).start
    assert summary(lived, 60 * MINUTE).at40_systolic == 150


def test_the_final_pressure_is_the_last_that_stands() -> None:
    """Neither one that failed, nor one that was withdrawn."""
    make = Numbered()
    entries = [
        make.cuff(10 * MINUTE, 131),
        make.cuff(20 * MINUTE, 199),
        make.take(CuffReading, 30 * MINUTE, device="d"),
        make.take(Correction, 31 * MINUTE, of=2, reason="artefact", by=NURSE),
    ]
    told = summed(*entries)
    assert (told.final_systolic, told.final_diastolic, told.readings, told.cuffs) == (131, 80, 1, 2)


def test_a_reading_is_held_to_the_limits_of_its_moment() -> None:
    """160 counts as over 160, before a patient's own limit of 170 and not after it."""
    make = Numbered()
    entries = [
        make.cuff(10 * MINUTE, 160),
        make.cuff(15 * MINUTE, 165),
        make.take(LimitChange, 20 * MINUTE, rule="systolic.high", value=170.0, by=NURSE),
        make.cuff(25 * MINUTE, 165),
        make.cuff(30 * MINUTE, 171),
        make.cuff(40 * MINUTE, 60),
    ]
    told = summed(*entries)
    assert (told.readings, told.readings_over) == (5, 3)


def test_a_phase_may_have_limits_of_its_own() -> None:
    """They count while it lasts."""
    make = Numbered()
    entries = [
        make.cuff(10 * MINUTE, 150),
        make.take(PhaseChange, 20 * MINUTE, phase=Phase.RECOVERY, by=NURSE),
        make.cuff(25 * MINUTE, 150),
    ]
    lived = history(*entries)
    stricter = "[limits.in_phase.recovery]\nsystolic = [95, 145]\n\n[limits.high]"
    lived.start = history(profile=lived.start.profile.replace("[limits.high]", stricter)).start
    assert summary(lived, 60 * MINUTE).readings_over == 1


def test_without_settings_that_can_be_read_nothing_is_over_a_limit() -> None:
    """Nor is it said that none was."""
    make = Numbered()
    told = summary(history(make.cuff(0, 230), profile="?"), MINUTE)
    assert (told.readings, told.readings_over, told.due_items) == (1, None, None)
