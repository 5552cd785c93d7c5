"""One number a minute: one that was measured."""

from monitor.exports._minutes import minutes
from tests.monitor.exports.whole import whole
from tests.monitor.extracts import extract


def test_a_minute_has_its_first_measured_second_of_each_vital() -> None:
    told = [{one.name: (one.t_ms, one.value) for one in minute} for minute in minutes(whole())]
    assert told == [
        {"heart_rate": (0, 72), "pulse_rate": (0, 71), "spo2": (0, 97)},
        {"heart_rate": (60_000, 74), "pulse_rate": (60_000, 74), "spo2": (61_000, 96.5)},
        {"heart_rate": (180_000, None), "pulse_rate": (180_000, 76), "spo2": (180_000, None)},
    ]


def test_a_vital_that_was_never_measured_is_not_told() -> None:
    assert [[one.name for one in minute] for minute in minutes(extract())] == [["spo2"]]
