"""How many alarms about the patient there were, and how soon each was answered."""

from monitor.events import AlarmChange, AlarmStep, Entry, Priority
from monitor.summary import summary
from tests.monitor.lived import SURGE, Lived
from tests.monitor.records import NURSE, Numbered
from tests.monitor.summed import summed

HIGH, MEDIUM = Priority.HIGH, Priority.MEDIUM


def alarm(
    make: Numbered,
    second: float,
    rule: str,
    *steps: tuple[float, AlarmStep],
    priority: Priority = MEDIUM,
) -> list[Entry]:
    """An alarm raised at a second, and what became of it so many seconds later."""
    raised = [(0.0, AlarmStep.RAISED), *steps]
    return [
        make.take(
            AlarmChange,
            round((second + later) * 1000),
            rule=rule,
            step=step,
            priority=priority,
            by=NURSE if step is AlarmStep.ACKNOWLEDGED else None,
        )
        for later, step in raised
    ]


def test_alarms_are_counted_by_the_gravest_they_were() -> None:
    """Those about equipment are not: they are gaps."""
    make, cleared = Numbered(), (60.0, AlarmStep.CLEARED)
    entries = [
        *alarm(make, 100, "systolic.high", cleared),
        *alarm(make, 300, "systolic.high", cleared, priority=HIGH),
        *alarm(make, 500, "spo2.low", cleared),
        *alarm(make, 600, "link", cleared),
    ]
    told = summed(*entries)
    assert (told.alarms_high, told.alarms_medium, told.unanswered) == (1, 2, 3)


def test_an_answer_counts_from_the_first_raise() -> None:
    """The slowest, and the one in the middle; what nobody answered has no time."""
    make = Numbered()
    entries = [
        *alarm(make, 100, "systolic.high", (24, AlarmStep.ACKNOWLEDGED), (60, AlarmStep.CLEARED)),
        *alarm(make, 300, "spo2.low", (6, AlarmStep.ACKNOWLEDGED), (60, AlarmStep.CLEARED)),
        *alarm(make, 500, "rate.low", (60, AlarmStep.LATCHED)),
    ]
    told = summed(*entries)
    assert (told.slowest_answer_s, told.median_answer_s, told.unanswered) == (24, 15, 1)


def test_a_first_breach_that_was_not_confirmed_is_no_alarm() -> None:
    """As a session thread lives it: the one that was confirmed is."""
    quiet = Lived((128, 164, 131))
    assert summary(quiet.history(), quiet.ended_ms).alarms_medium == 0
    surge = Lived(SURGE, answered=True)
    told = summary(surge.history(), surge.ended_ms)
    assert (told.alarms_medium, told.unanswered, told.slowest_answer_s) == (1, 0, 60)
