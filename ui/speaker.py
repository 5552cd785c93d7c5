"""The loudspeaker, as far as Qt can tell of it. Which tone when is not decided here: ui/sound.py.

Imported late and only where the sound is on: QtMultimedia takes time to load, and under Linux it
cannot be loaded at all without libpulse.so.0.

What Qt tells is whether there is an output, whether it takes our format, and whether the tone goes
round. It does not tell of a volume at zero, a system that is muted, or a plug that was pulled out
of a socket the computer does not watch: for these a person is asked at the start.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices, QSoundEffect

from monitor.events import Priority
from ui.tones import BURSTS, wav

DUMMY = b"auto_null"
"""The output that PulseAudio and PipeWire put in the place of the last one that went."""

ROUNDS = 1_000_000
"""Months of bursts. Qt counts down rounds only where they have an end, and that is our proof."""

LATE = 1.5
"""A round that takes so many times as long as it should is not being played."""


class QtSpeaker(QObject):
    """Plays on the default output and follows it to another one. One tone at a time.

    The rounds of a tone are the sound system's to play: they go on while our window stands still.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="dripwatch-", ignore_cleanup_errors=True)
        self._stuck = False
        self._playing: Priority | None = None
        self._overdue = QTimer(self)
        self._overdue.setSingleShot(True)
        self._overdue.timeout.connect(self._begin_again)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._follow)
        # Loaded before it is needed: an output that refuses it is known before the first alarm.
        self._effect = QSoundEffect(self)
        self._load(Priority.MEDIUM, repeating=True)

    def play(self, priority: Priority, *, repeating: bool = True) -> None:
        """Begin the tone of a priority at its beginning, once or until `quiet`."""
        self.quiet()
        self._load(priority, repeating=repeating)
        self._effect.play()
        if repeating:
            self._playing = priority
            self._await_round()

    def quiet(self) -> None:
        """Stop at once."""
        self._overdue.stop()
        self._playing = None
        self._effect.stop()

    def works(self) -> bool:
        """Whether nothing that can be known speaks against being heard."""
        output = QMediaDevices.defaultAudioOutput()
        refused = self._effect.status() is QSoundEffect.Status.Error
        return _is_real(output) and not refused and not self._stuck

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        self._devices.blockSignals(True)
        self.quiet()
        self._folder.cleanup()

    def _load(self, priority: Priority, *, repeating: bool) -> None:
        file = Path(self._folder.name) / f"{priority}-{repeating}.wav"
        if not file.exists():
            file.write_bytes(wav(priority, repeating=repeating))
        self._effect.deleteLater()
        self._effect = effect = QSoundEffect(QMediaDevices.defaultAudioOutput(), self)
        effect.setLoopCount(ROUNDS if repeating else 1)
        effect.setSource(QUrl.fromLocalFile(str(file)))
        effect.loopsRemainingChanged.connect(self._note_round)

    def _follow(self) -> None:
        """A tone stays with the output it was made for, so another is made."""
        self._stuck = False
        playing = self._playing
        if playing is not None:
            self.play(playing)
        else:
            self._load(Priority.MEDIUM, repeating=True)

    # -- whether it goes round -------------------------------------------------------------

    def _await_round(self) -> None:
        every_s = BURSTS[self._playing].every_s if self._playing else None
        if every_s is not None:
            self._overdue.start(round(LATE * every_s * 1000))

    def _note_round(self) -> None:
        """One is over; what begins counts all of them, what was stopped none."""
        if 0 < self._effect.loopsRemaining() < ROUNDS:
            self._stuck = False
            self._await_round()

    def _begin_again(self) -> None:
        """The sound system went away without a word; it may be back."""
        self._stuck = True
        if self._playing is not None:
            self.play(self._playing)


def _is_real(output: QAudioDevice) -> bool:
    return not output.isNull() and output.id().data() != DUMMY
