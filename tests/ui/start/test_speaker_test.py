"""Whether the alarm tone is heard, asked before a session: only where it would sound."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.events import Check, CheckAnswer, Priority
from monitor.settings import SoundSettings
from ui.sound import HEARD
from ui.start.speaker_test import NO, YES, SpeakerTest

ON, OFF = SoundSettings(on=True), SoundSettings(on=False)


class Once:
    """A speaker that notes the tones it was told to play once."""

    def __init__(self) -> None:
        self.played: list[Priority] = []
        self.missing = False
        self.closed = 0

    def play(self, priority: Priority, *, repeating: bool = True) -> None:
        assert not repeating
        self.played.append(priority)

    def quiet(self) -> None:
        """It ends by itself."""

    def works(self) -> bool:
        return not self.missing

    def close(self) -> None:
        self.closed += 1


class Trial:
    """The line on the screen and the speaker it finds."""

    def __init__(self, settings: SoundSettings = ON, *, found: bool = True) -> None:
        self.speaker = Once()
        self.line = SpeakerTest(settings, speaker=lambda: self.speaker if found else None)

    def answer(self, code: str) -> None:
        """Press an answer."""
        self.line.answers.buttons[code].click()

    def can(self, code: str) -> bool:
        """Whether an answer can be pressed."""
        return self.line.answers.buttons[code].isEnabled()


@pytest.fixture
def trial(qtbot: QtBot, dressed: QApplication) -> Trial:
    """The usual one, shown."""
    made = Trial()
    qtbot.addWidget(made.line)
    made.line.show()
    return made


def test_the_medium_tone_is_played_each_time_it_is_asked_for(trial: Trial) -> None:
    """Once, not in rounds."""
    trial.line.play.click()
    trial.line.play.click()
    assert trial.speaker.played == [Priority.MEDIUM] * 2


def test_nobody_answers_before_it_was_played(trial: Trial) -> None:
    """And until somebody does, it is missing: first the button, then the answer."""
    (wanted,) = trial.line.missing()
    assert wanted.where is trial.line.play
    assert not trial.can(YES)
    assert not trial.can(NO)
    trial.line.play.click()
    (wanted,) = trial.line.missing()
    assert wanted.where is trial.line.answers
    assert trial.line.checks() == ()


@pytest.mark.parametrize(("code", "answer"), [(YES, CheckAnswer.YES), (NO, CheckAnswer.NO)])
def test_either_answer_lets_the_session_begin_and_is_recorded(
    trial: Trial, code: str, answer: CheckAnswer
) -> None:
    """A patient is not kept waiting for a loudspeaker."""
    trial.line.play.click()
    trial.answer(code)
    assert trial.line.missing() == []
    assert trial.line.checks() == (Check(t_ms=0, item=HEARD, answer=answer),)


def test_another_try_asks_anew(trial: Trial) -> None:
    """The volume was turned up meanwhile."""
    trial.line.play.click()
    trial.answer(NO)
    trial.line.play.click()
    assert trial.line.missing() != []
    trial.answer(YES)
    assert trial.line.checks()[0].answer is CheckAnswer.YES


@pytest.mark.parametrize("found", [True, False])
def test_without_a_speaker_nobody_can_say_they_heard_it(
    qtbot: QtBot, dressed: QApplication, found: bool
) -> None:
    """It says so, and No is left; with one it can be said again."""
    trial = Trial(found=found)
    qtbot.addWidget(trial.line)
    trial.line.show()
    trial.speaker.missing = True
    trial.line.play.click()
    assert trial.line.question.text() == "No speaker"
    assert not trial.can(YES)
    assert trial.can(NO)
    if found:
        trial.speaker.missing = False
        trial.line.play.click()
        assert trial.line.question.text() == "Heard it?"
        assert trial.can(YES)


def test_where_the_sound_is_off_it_asks_nothing(qtbot: QtBot, dressed: QApplication) -> None:
    """Until a treatment with sound is chosen; an answer of before is not recorded without."""
    trial = Trial(OFF)
    qtbot.addWidget(trial.line)
    assert trial.line.isHidden()
    assert trial.line.missing() == []
    with qtbot.waitSignal(trial.line.changed):
        trial.line.show_settings(ON)
    assert not trial.line.isHidden()
    assert len(trial.line.missing()) == 1
    trial.line.play.click()
    trial.answer(YES)
    trial.line.show_settings(OFF)
    assert trial.line.checks() == ()


def test_an_answer_is_told(trial: Trial, qtbot: QtBot) -> None:
    """So that the foot of the start screen can count."""
    trial.line.play.click()
    with qtbot.waitSignal(trial.line.changed):
        trial.answer(YES)


def test_the_speaker_is_let_go_with_the_start_screen(trial: Trial) -> None:
    """The session has its own; what was answered stays answered."""
    trial.line.play.click()
    trial.answer(YES)
    trial.line.hide()
    assert trial.speaker.closed == 1
    assert trial.line.missing() == []
