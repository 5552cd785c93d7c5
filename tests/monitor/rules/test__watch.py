"""A value is followed second by second: how long beyond each limit, how long well inside."""

from monitor.alarm_rule import Condition, Findings, Key
from monitor.events import Priority
from monitor.rules._watch import FORGET_MS, Watch
from monitor.session import Session
from tests.monitor.made import Bedside

RATE = Key("rate")
MEDIUM, HIGH = Priority.MEDIUM, Priority.HIGH
DELAY_S, CLEAR_S, MARGIN = 10, 10, 3


class Followed:
    """The rate of a session with the shipped limits: 50 to 120, high from 40 and 140."""

    def __init__(self) -> None:
        self.facts: Session = Bedside().session
        self.watch = Watch("rate")
        self.t_ms = 0

    def last(self, seconds: int, value: float | None) -> None:
        """So many seconds of one value; None: of none."""
        for _ in range(seconds):
            self.watch.see(value, self.t_ms, self.facts, MARGIN)
            self.t_ms += 1000

    def found(self) -> Findings:
        """What is so now."""
        return self.watch.findings(DELAY_S, CLEAR_S)


def test_nothing_is_known_before_anything_was_measured() -> None:
    """And that is not "inside"."""
    followed = Followed()
    assert followed.found() == {}
    followed.last(30, None)
    assert followed.found() == {}


def test_a_limit_counts_once_it_was_passed_for_its_delay() -> None:
    """With the worst of that time, not the last."""
    followed = Followed()
    followed.last(1, 131)
    followed.last(8, 122)
    assert followed.found() == {}
    followed.last(1, 122)
    assert followed.found() == {RATE: [Condition("rate.high", MEDIUM, 131, 120)]}


def test_each_limit_has_its_own_time() -> None:
    """Beyond medium for long and beyond high for a moment is medium."""
    followed = Followed()
    followed.last(9, 125)
    followed.last(9, 145)
    assert [found.priority for found in followed.found()[RATE]] == [MEDIUM]
    followed.last(1, 145)
    assert [found.priority for found in followed.found()[RATE]] == [HIGH, MEDIUM]


def test_one_second_inside_begins_the_count_anew() -> None:
    """Nothing is added up over what was no breach."""
    followed = Followed()
    followed.last(9, 45)
    followed.last(1, 50)
    followed.last(9, 45)
    assert followed.found() == {}


def test_it_is_over_only_well_inside_and_for_long_enough() -> None:
    """Between the limit and the margin it is neither so nor over."""
    followed = Followed()
    followed.last(30, 119)
    assert followed.found() == {}
    followed.last(9, 117)
    assert followed.found() == {}
    followed.last(1, 117)
    assert followed.found() == {RATE: []}


def test_a_second_without_a_value_counts_neither_way() -> None:
    """Counted is until the last value: silence is no alarm and no end of one."""
    followed = Followed()
    followed.last(5, 45)
    followed.last(9, None)
    assert followed.found() == {}


def test_what_nobody_measured_for_long_is_forgotten() -> None:
    """A breach from before is not added to one after."""
    followed = Followed()
    followed.last(9, 45)
    followed.last(FORGET_MS // 1000, None)
    followed.last(1, 45)
    assert followed.found() == {}
    followed.last(9, 45)
    assert [found.rule for found in followed.found()[RATE]] == ["rate.low"]


def test_forget_takes_what_was_counted() -> None:
    """Another source is another count."""
    followed = Followed()
    followed.last(10, 45)
    assert followed.found()[RATE]
    followed.watch.forget()
    assert followed.found() == {}
