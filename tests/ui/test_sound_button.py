"""The sound is paused for two minutes and no longer, and its absence cannot be missed."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.events import AudioPause, Trouble, TroubleChange
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.alarmed import Alarmed, profile_with_sound
from ui import theme
from ui.sound_button import SoundButton


class Sound:
    """The button on a session with its sound on, or off as it ships."""

    def __init__(self, qtbot: QtBot, *, on: bool = True) -> None:
        profile = profile_with_sound() if on else shipped()
        self.session = Session(profile, Alarmed().bedside.start)
        self.view = SoundButton(self.session, theme.FULL)
        qtbot.addWidget(self.view)
        self.said: list[float] = []
        self.view.pause.connect(self.said.append)

    def texts(self, t_ms: int, *, sounding: bool = True) -> list[str]:
        """What can be seen of it."""
        self.view.refresh(t_ms, sounding=sounding)
        both = (self.view.none, self.view.button)
        return [] if self.view.isHidden() else [m.text() for m in both if not m.isHidden()]


@pytest.fixture
def sound(qtbot: QtBot, dressed: QApplication) -> Sound:
    """With its sound on."""
    return Sound(qtbot)


def test_without_sound_there_is_no_button(qtbot: QtBot, dressed: QApplication) -> None:
    """There is nothing to pause, and no key that would."""
    sound = Sound(qtbot, on=False)
    sound.session.apply(TroubleChange(t_ms=0, trouble=Trouble.NO_SOUND, present=True))
    assert sound.texts(0) == []
    sound.view.press()
    assert sound.said == []


def test_what_sounds_can_be_paused(sound: Sound) -> None:
    """For as long as the profile says; while nothing sounds there is no button."""
    assert sound.texts(0, sounding=False) == []
    assert sound.texts(0) == ["Pause sound"]
    sound.view.button.click()
    assert sound.said == [120.0]


def test_a_pause_counts_down_and_can_be_ended(sound: Sound) -> None:
    """Also while nothing sounds: it would be quiet for what comes."""
    sound.session.apply(AudioPause(t_ms=1000, seconds=120))
    assert sound.texts(1000, sounding=False) == ["Sound paused 2:00"]
    assert sound.texts(19_000) == ["Sound paused 1:42"]
    sound.view.press()
    assert sound.said == [0.0]
    assert sound.texts(121_000) == ["Pause sound"]


def test_a_missing_speaker_is_said_for_good(sound: Sound) -> None:
    """Until it is there again; what cannot sound need not be paused."""
    sound.session.apply(TroubleChange(t_ms=0, trouble=Trouble.NO_SOUND, present=True))
    for sounding in (True, False):
        assert sound.texts(0, sounding=sounding) == ["NO SOUND: speaker missing"]
    sound.session.apply(TroubleChange(t_ms=1, trouble=Trouble.NO_SOUND, present=False))
    assert sound.texts(1) == ["Pause sound"]
