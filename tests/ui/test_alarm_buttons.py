"""What can be done about an alarm is a button, and only while it can be done."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.events import AlarmChange, CuffWish
from tests.ui.alarmed import Alarmed
from ui import theme
from ui.alarm_buttons import ANSWERS, AlarmButtons, Offers


class Told:
    """The buttons and what they told."""

    def __init__(self, qtbot: QtBot, sizes: theme.Sizes) -> None:
        self.buttons = AlarmButtons(sizes)
        qtbot.addWidget(self.buttons)
        self.said: list[object] = []
        self.buttons.acknowledged.connect(self.said.append)
        self.buttons.answered.connect(lambda done, code: self.said.append((done, code)))
        for signal in (self.buttons.wished, self.buttons.accepted, self.buttons.rejected):
            signal.connect(self.said.append)
        self.buttons.type_vitals.connect(lambda: self.said.append("type"))

    def offer(self, **what: object) -> list[str]:
        """Offer this; return what the buttons that can be seen say."""
        self.buttons.show_offers(Offers(**what))  # type: ignore[arg-type]
        return [m.text() for m in self.buttons.all() if m.isVisibleTo(self.buttons)]


@pytest.fixture
def told(qtbot: QtBot, dressed: QApplication) -> Told:
    """Of the usual size."""
    return Told(qtbot, theme.FULL)


@pytest.fixture
def change() -> AlarmChange:
    """An alarm that was acknowledged."""
    alarmed = Alarmed()
    alarmed.cuff(60, 186, 92)
    return alarmed.alarm().told


def test_without_an_offer_there_is_no_button(told: Told) -> None:
    """Nor room for one."""
    assert told.offer() == []
    assert told.buttons.isHidden()


def test_acknowledge_answers_what_is_shown_and_counts_it(told: Told) -> None:
    """By its button and by its key, which does nothing while nothing is open."""
    alarmed = Alarmed()
    alarmed.cuff(60, 186, 92)
    alarm = alarmed.alarm()
    assert told.offer(open=(alarm,)) == ["Acknowledge"]
    told.buttons.acknowledge.click()
    assert told.offer(open=(alarm, alarm)) == ["Acknowledge (2)"]
    assert told.buttons.acknowledge.accessibleName() == "Acknowledge (2)"
    told.buttons.press_acknowledge()
    assert told.said == [(alarm,), (alarm, alarm)]
    told.offer()
    told.buttons.press_acknowledge()
    assert len(told.said) == 2


def test_a_repeat_is_asked_for_or_skipped(told: Told) -> None:
    """Where no device of ours can measure, it is typed."""
    assert told.offer(repeat=True, skip=True) == ["Repeat now", "Skip"]
    told.buttons.repeat.click()
    told.buttons.skip.click()
    assert told.said == [CuffWish.MEASURE, CuffWish.SKIP]
    assert told.offer(repeat=True, by_hand=True) == ["Type BP"]
    told.buttons.typing.click()
    assert told.said[-1] == "type"


def test_a_doubtful_pressure_is_accepted_or_rejected(told: Told) -> None:
    """With the reading it is about."""
    alarmed = Alarmed()
    alarmed.cuff(60, 186, 92)
    reading = alarmed.session.pressures()[-1]
    assert told.offer(doubted=reading) == ["Accept", "Reject…"]
    told.buttons.accept.click()
    told.buttons.reject.click()
    assert told.said == [reading, reading]


def test_what_was_done_is_one_touch(told: Told, change: AlarmChange) -> None:
    """In the words of the specification, in its order."""
    said = told.offer(done=(change,))
    assert said == ["Told prescriber", "Repeated", "Pump paused", "Gave medication", "Watching"]
    told.buttons.answers["gave_medication"].click()
    assert told.said == [((change,), "gave_medication")]
    assert tuple(told.buttons.answers) == ANSWERS


def test_typing_is_offered_without_a_link(told: Told) -> None:
    """In its usual words."""
    assert told.offer(typing=True) == ["Type vitals"]


@pytest.mark.parametrize(("sizes", "least"), [(theme.FULL, 44), (theme.COMPACT, 34)])
def test_a_glove_hits_them(qtbot: QtBot, sizes: theme.Sizes, least: int) -> None:
    """As high as the strip is, less its edges; each has a name."""
    told = Told(qtbot, sizes)
    for made in told.buttons.all():
        assert made.minimumHeight() >= least
        assert made.accessibleName()
