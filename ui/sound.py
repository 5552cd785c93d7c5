"""Which tone is heard when, and whether it can be heard at all. Nothing else makes a noise.

The gravest alarm that nobody answered sounds; what is worse or newer begins its tone anew. Where
the profile has the sound off, nothing here does anything and nothing of it is imported.
"""

import logging
from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer

from monitor.alarm_rule import RANK
from monitor.alarm_states import Alarm
from monitor.clock import Clock
from monitor.events import (
    AlarmStep,
    Check,
    CheckAnswer,
    Correction,
    Event,
    Priority,
    Trouble,
    TroubleChange,
)
from monitor.session import Session

log = logging.getLogger("dripwatch")

HEARD = "speaker"
"""The item of the `Check` that says whether a person heard the tone."""

LOOK_MS = 1000
"""How often it is looked after: a pause of the sound ends, an output goes."""


class Speaker(Protocol):
    """What can be heard; `ui.speaker.QtSpeaker` is the real one."""

    def play(self, priority: Priority, *, repeating: bool = True) -> None:
        """Begin the tone of a priority at its beginning, once or until `quiet`."""
        ...

    def quiet(self) -> None:
        """Stop at once."""
        ...

    def works(self) -> bool:
        """Whether nothing that can be known speaks against being heard."""
        ...

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        ...


def own_speaker() -> Speaker | None:
    """Return the loudspeaker of this computer; None where it lacks what plays a tone."""
    try:
        from ui.speaker import QtSpeaker

        return QtSpeaker()
    except (ImportError, OSError) as error:
        log.warning("no sound: %s", error)
        return None


class Call(NamedTuple):
    """What is to be heard: the tone of a priority, for an alarm told last under this number."""

    priority: Priority
    seq: int


def call(session: Session, t_ms: int) -> Call | None:
    """Return what is to be heard at `t_ms`: the tone of the gravest, and the newest of its kind."""
    if session.ended or session.alarms.audio_paused(t_ms) is not None:
        return None
    loud = [alarm for alarm in session.alarms.standing() if _is_loud(alarm)]
    if not loud:
        return None
    gravest = loud[0].priority
    return Call(gravest, max(one.told.seq or 0 for one in loud if one.priority is gravest))


def _is_loud(alarm: Alarm) -> bool:
    """Low ones never are; one that is over and was not answered is while it is a high one."""
    if alarm.state is AlarmStep.LATCHED:
        return alarm.priority is Priority.HIGH
    return alarm.state is AlarmStep.RAISED and RANK[alarm.priority] > RANK[Priority.LOW]


class Sound(QObject):
    """`begin` it once the window was painted; events come after the session has applied them.

    `post` gets a `TroubleChange` when nobody can hear it any more, and when somebody can again.
    """

    def __init__(
        self,
        session: Session,
        clock: Clock,
        post: Callable[[Event], None],
        speaker: Callable[[], Speaker | None] = own_speaker,
    ) -> None:
        super().__init__()
        self._session = session
        self._clock = clock
        self._post = post
        self._find_speaker = speaker
        self._speaker: Speaker | None = None
        self._call: Call | None = None
        self._heard_at_start = True
        self._told = False
        self._over = False
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)

    def begin(self) -> None:
        """Sound from now on, where the clinic wants it."""
        if self._over or self._session.ended or not self._session.profile.sound.on:
            return
        self._speaker = self._find_speaker()
        self._told = Trouble.NO_SOUND in self._session.troubles
        self._read_check()
        self._looking.start(LOOK_MS)
        self._look()

    def show_event(self, event: Event) -> None:
        """Take note of one event, in the order of the session."""
        if not self._looking.isActive():
            return
        if isinstance(event, Check | Correction):
            self._read_check()
        self._look()

    def close(self) -> None:
        """Be quiet for good."""
        self._over = True
        self._looking.stop()
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None

    def _look(self) -> None:
        self._sound(call(self._session, self._clock.now_ms()))
        if self._session.ended:
            self.close()
        else:
            self._tell()

    def _sound(self, wanted: Call | None) -> None:
        before, self._call = self._call, wanted
        if self._speaker is None or wanted == before:
            return
        if wanted is None:
            self._speaker.quiet()
        elif before is None or wanted.priority is not before.priority or wanted.seq > before.seq:
            self._speaker.play(wanted.priority)

    def _tell(self) -> None:
        works = self._speaker is not None and self._speaker.works() and self._heard_at_start
        if self._told is works:
            self._told = not works
            self._post(
                TroubleChange(
                    t_ms=self._clock.now_ms(), trouble=Trouble.NO_SOUND, present=self._told
                )
            )

    def _read_check(self) -> None:
        """What a person said last of having heard the tone; a muted computer shows only there."""
        told = [
            entry
            for entry in self._session.entries.values()
            if isinstance(entry, Check) and entry.item == HEARD
        ]
        self._heard_at_start = not told or told[-1].answer is not CheckAnswer.NO
