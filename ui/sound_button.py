"""The right end of the strip: pauses the sound, counts down, or says that there is none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.events import Trouble
from monitor.session import Session
from ui import theme
from ui.buttons import button, relabel
from ui.labels import label
from ui.words import say, span


class SoundButton(QWidget):
    """Not there while the profile has no sound: then there is nothing to pause (nurse.md F).

    Signals:
        pause(seconds): a person wants quiet for so long; 0 takes it back.
    """

    pause = Signal(float)

    def __init__(self, session: Session, sizes: theme.Sizes) -> None:
        super().__init__()
        self._session = session
        self._paused = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.button = button("", self.press, height=sizes.strip - 4, px=sizes.label)
        self.none = label(sizes.label, 650, "technical", text=say("alarm.trouble.no_sound"))
        line.addWidget(self.none)
        line.addWidget(self.button)

    def press(self) -> None:
        """Pause, or end the pause: what the key does as well."""
        if not self.button.isVisibleTo(self):
            return
        seconds = 0.0 if self._paused else self._session.profile.alarms.audio_pause_s
        self.pause.emit(seconds)

    def refresh(self, t_ms: int, *, sounding: bool) -> None:
        """Show this moment; `sounding`: something would be heard."""
        on = self._session.profile.sound.on
        none = on and Trouble.NO_SOUND in self._session.troubles
        left_ms = self._session.alarms.audio_paused(t_ms)
        self._paused = left_ms is not None
        self.none.setVisible(none)
        self.button.setVisible(on and not none and (sounding or self._paused))
        text = say("sound.pause")
        if left_ms is not None:
            text = say("sound.paused", left=span(left_ms + 999))
        relabel(self.button, text)
        self.setVisible(on and (none or sounding or self._paused))
