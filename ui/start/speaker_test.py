"""Plays the alarm tone before a session and asks whether it was heard. Only where sound is on.

"No" stands in nobody's way: it is recorded, and the session shows NO SOUND from its beginning.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.events import Check, CheckAnswer, Priority
from monitor.settings import SoundSettings
from ui import theme
from ui.buttons import button
from ui.choice import Choice
from ui.labels import label
from ui.sound import HEARD, Speaker, own_speaker
from ui.start.start_sheet import Missing
from ui.words import say

YES, NO = "start.speaker.yes", "start.speaker.no"


class SpeakerTest(QWidget):
    """One line: a button that plays the tone, the question, two answers.

    Signals: changed (another answer, or none).
    """

    changed = Signal()

    def __init__(
        self,
        settings: SoundSettings,
        sizes: theme.Sizes = theme.START,
        speaker: Callable[[], Speaker | None] = own_speaker,
    ) -> None:
        super().__init__()
        self._find_speaker = speaker
        self._speaker: Speaker | None = None
        self._on = settings.on
        self.play = button(say("start.speaker.play"), self._play, height=sizes.row, px=sizes.button)
        self.play.setAutoDefault(True)
        self.question = label(sizes.label - 1, 500, text=say("start.speaker.heard"))
        self.question.setWordWrap(True)
        self.answers = Choice(YES, NO, sizes=sizes)
        self.answers.setAccessibleName(say("start.speaker.heard"))
        self.answers.setEnabled(False)
        self.answers.changed.connect(self.changed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.gap)
        line.addWidget(self.play)
        line.addWidget(self.question, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.answers)
        if not self._on:
            self.hide()

    def show_settings(self, settings: SoundSettings) -> None:
        """Ask by another profile; what was heard stays heard, the computer is the same."""
        self._on = settings.on
        self.setVisible(self._on)
        self.changed.emit()

    def missing(self) -> list[Missing]:
        """The answer, while there is none."""
        if not self._on or self.answers.chosen is not None:
            return []
        where = self.answers if self.answers.isEnabled() else self.play
        return [Missing(say("start.speaker.short"), where)]

    def checks(self) -> tuple[Check, ...]:
        """What the record is told; nothing where the sound is off."""
        if not self._on or self.answers.chosen is None:
            return ()
        answer = CheckAnswer.YES if self.answers.chosen == YES else CheckAnswer.NO
        return (Check(t_ms=0, item=HEARD, answer=answer),)

    def _play(self) -> None:
        """Another try is another answer."""
        self.answers.forget()
        if self._speaker is None:
            self._speaker = self._find_speaker()
        if self._speaker is not None:
            self._speaker.play(Priority.MEDIUM, repeating=False)
        found = self._speaker is not None and self._speaker.works()
        self.question.setText(say("start.speaker.heard" if found else "start.speaker.none"))
        theme.role(self.question, "" if found else "wrong")
        self.answers.setEnabled(True)
        self.answers.buttons[YES].setEnabled(found)

    def hideEvent(self, event: QHideEvent) -> None:
        """The session that begins has a speaker of its own."""
        super().hideEvent(event)
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
