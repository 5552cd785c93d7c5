"""The real loudspeaker of Qt where there is none, and made-up outputs that come and go."""

# ruff: noqa: N802, N815 - what stands in for Qt has the names of Qt

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QByteArray, QObject, QUrl, Signal
from PySide6.QtWidgets import QApplication

from monitor.events import Priority
from ui.tones import BURSTS

pytest.importorskip("PySide6.QtMultimedia", reason="libpulse0 is missing", exc_type=ImportError)

from PySide6.QtMultimedia import QSoundEffect

from ui import speaker
from ui.speaker import ROUNDS, QtSpeaker

HIGH, MEDIUM = Priority.HIGH, Priority.MEDIUM


class Output:
    """An output by its name; without one, none."""

    def __init__(self, name: bytes = b"") -> None:
        self._name = name

    def isNull(self) -> bool:
        return not self._name

    def id(self) -> QByteArray:
        return QByteArray(self._name)


class Outputs(QObject):
    """What Qt knows of the outputs: the default one, as a test sets it."""

    audioOutputsChanged = Signal()
    default = Output(b"built-in")

    @staticmethod
    def defaultAudioOutput() -> Output:
        return Outputs.default


class Effect(QObject):
    """A sound on one output, that plays when a test counts its rounds."""

    loopsRemainingChanged = Signal()
    Status = QSoundEffect.Status
    made: ClassVar[list["Effect"]] = []

    def __init__(self, *made_for: object) -> None:
        super().__init__()
        self.output = made_for[0]
        self.file = b""
        self.loops = self.left = 0
        self.playing = False
        self.refused = False
        Effect.made.append(self)

    def setLoopCount(self, loops: int) -> None:
        self.loops = loops

    def setSource(self, url: QUrl) -> None:
        self.file = Path(url.toLocalFile()).read_bytes()

    def status(self) -> QSoundEffect.Status:
        return QSoundEffect.Status.Error if self.refused else QSoundEffect.Status.Ready

    def loopsRemaining(self) -> int:
        return self.left

    def count(self, left: int) -> None:
        """Have so many rounds left."""
        self.left = left
        self.loopsRemainingChanged.emit()

    def play(self) -> None:
        self.playing = True
        self.count(self.loops)

    def stop(self) -> None:
        self.playing = False
        self.count(0)


@pytest.fixture
def made(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtSpeaker]:
    """A speaker on made-up outputs, of which one is there."""
    monkeypatch.setattr(speaker, "QMediaDevices", Outputs)
    monkeypatch.setattr(speaker, "QSoundEffect", Effect)
    monkeypatch.setattr(Outputs, "default", Output(b"built-in"))
    monkeypatch.setattr(Effect, "made", [])
    found = QtSpeaker()
    yield found
    found.close()


def sounding() -> list[Effect]:
    """The effects that play now."""
    return [effect for effect in Effect.made if effect.playing]


def change_to(made: QtSpeaker, name: bytes) -> None:
    """Let another output be the default one."""
    Outputs.default = Output(name)
    made._devices.audioOutputsChanged.emit()


def test_a_tone_goes_round_until_it_is_quiet(made: QtSpeaker) -> None:
    """The wave file holds the silence to the next burst."""
    made.play(HIGH)
    (effect,) = sounding()
    seconds = (len(effect.file) - 44) / 2 / 48_000
    assert (effect.loops, seconds) == (ROUNDS, BURSTS[HIGH].every_s)
    made.quiet()
    assert sounding() == []


def test_a_tone_may_be_heard_once(made: QtSpeaker) -> None:
    """To try it: the burst alone, and nothing that waits for a second round."""
    made.play(MEDIUM, repeating=False)
    (effect,) = sounding()
    assert (effect.loops, len(effect.file)) == (1, 44 + 2 * 48 * BURSTS[MEDIUM].ends_ms)
    assert not made._overdue.isActive()


def test_one_tone_at_a_time(made: QtSpeaker) -> None:
    """Another takes the place of the first."""
    made.play(MEDIUM)
    made.play(HIGH)
    assert len(sounding()) == 1


@pytest.mark.parametrize("name", [b"", b"auto_null"])
def test_without_a_real_output_nothing_can_be_heard(made: QtSpeaker, name: bytes) -> None:
    """None, or the dummy that sound systems put in the place of the last one."""
    assert made.works()
    change_to(made, name)
    assert not made.works()
    change_to(made, b"headphones")
    assert made.works()


def test_an_output_that_refuses_the_tone_is_known_before_the_first_alarm(made: QtSpeaker) -> None:
    """It is loaded at once."""
    Effect.made[-1].refused = True
    assert not made.works()


def test_a_tone_follows_to_another_output(made: QtSpeaker) -> None:
    """Left alone it would stay with the one that was unplugged."""
    made.play(HIGH)
    change_to(made, b"headphones")
    (effect,) = sounding()
    assert isinstance(effect.output, Output)
    assert effect.output.id() == b"headphones"
    assert effect.loops == ROUNDS


def test_what_is_quiet_stays_quiet_on_another_output(made: QtSpeaker) -> None:
    """And is loaded for it."""
    change_to(made, b"headphones")
    assert sounding() == []
    assert Effect.made[-1].output is Outputs.default


def test_a_tone_that_does_not_go_round_is_not_heard(made: QtSpeaker) -> None:
    """The sound system died: Qt says it plays, and no round is ever over. It is begun again."""
    made.play(HIGH)
    assert made._overdue.interval() == 15_000
    made._overdue.timeout.emit()
    assert not made.works()
    assert sounding() == [Effect.made[-1]]
    assert made._overdue.isActive()


def test_a_round_proves_that_it_is_heard(made: QtSpeaker) -> None:
    """The first one that is over; not that all are left, and not that it was stopped."""
    made.play(HIGH)
    made._overdue.timeout.emit()
    (effect,) = sounding()
    effect.count(ROUNDS)
    effect.count(0)
    assert not made.works()
    effect.count(ROUNDS - 1)
    assert made.works()


def test_each_round_puts_off_the_doubt(made: QtSpeaker) -> None:
    """It is counted from the last one."""
    made.play(HIGH)
    made._overdue.stop()
    Effect.made[-1].count(ROUNDS - 7)
    assert made._overdue.isActive()
    made.quiet()
    assert not made._overdue.isActive()


def test_nothing_is_left_behind(made: QtSpeaker) -> None:
    """No file, no tone; an output that changes later is nobody's business."""
    folder = Path(made._folder.name)
    made.play(HIGH)
    assert list(folder.iterdir())
    made.close()
    assert not folder.exists()
    change_to(made, b"headphones")
    assert sounding() == []


WITHOUT_OUTPUT = """
    import json, sys
    from PySide6.QtCore import QTimer
    from PySide6.QtMultimedia import QSoundEffect
    from PySide6.QtWidgets import QApplication
    from monitor.events import Priority
    from ui.sound import own_speaker
    app = QApplication([])
    made = own_speaker()
    made.play(Priority.HIGH)
    def look():
        if made._effect.status() is QSoundEffect.Status.Error:
            app.exit(0)
    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(10)
    QTimer.singleShot(20_000, lambda: app.exit(3))
    code = app.exec()
    print("works:", made.works())
    made.close()
    sys.exit(code)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it cannot be hidden")
def test_without_an_output_the_real_one_says_so_and_breaks_nothing(tmp_path: Path) -> None:
    """Off-screen, in a process of its own, with no sound system to be found."""
    hidden = {"PULSE_SERVER": f"unix:{tmp_path}/none", "PIPEWIRE_REMOTE": str(tmp_path / "none")}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WITHOUT_OUTPUT)],
        env={**os.environ, **hidden, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "works: False"
    assert list(tmp_path.iterdir()) == []
