"""Which tone is heard when, and that nobody believes in a tone nobody can hear."""

import sys
from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Check,
    CheckAnswer,
    Correction,
    Entry,
    Event,
    Priority,
    SessionEnd,
    SessionStart,
    Trouble,
    TroubleChange,
)
from monitor.profile import shipped
from monitor.session import Session
from monitor.settings import SoundSettings
from tests.ui.conftest import SetClock
from ui import sound
from ui.sound import HEARD, LOOK_MS, Sound, own_speaker

HIGH, MEDIUM, LOW = Priority.HIGH, Priority.MEDIUM, Priority.LOW
RAISED, LATCHED = AlarmStep.RAISED, AlarmStep.LATCHED
QUIET = "quiet"

PRESSURE, RATE, SPO2, LINK = "systolic.high", "rate.high", "spo2.low", "link"


class FakeSpeaker:
    """Notes what it is told to play; `broken` is what a test makes of it."""

    def __init__(self) -> None:
        self.told: list[Priority | str] = []
        self.broken = False
        self.closed = False

    def play(self, priority: Priority, *, repeating: bool = True) -> None:
        assert repeating
        self.told.append(priority)

    def quiet(self) -> None:
        self.told.append(QUIET)

    def works(self) -> bool:
        return not self.broken

    def close(self) -> None:
        self.closed = True


class Ward:
    """A session with its sound on, the sound, and what it posted, which comes back at once."""

    def __init__(self, start: SessionStart, *, on: bool = True, speaker: bool = True) -> None:
        settings = msgspec.structs.replace(shipped(), sound=SoundSettings(on=on))
        self.clock = SetClock()
        self.session = Session(settings, start)
        self.speaker = FakeSpeaker()
        self.posted: list[Event] = []
        self.seq = 0
        found = self.speaker if speaker else None
        self.sound = Sound(self.session, self.clock, self.take, lambda: found)

    def take(self, event: Event) -> None:
        """Let an event have been posted: it is numbered, applied and shown."""
        self.posted.append(event)
        if isinstance(event, Entry):
            self.seq += 1
            event = replace(event, seq=self.seq)
        self.session.apply(event)
        self.sound.show_event(event)

    def alarm(
        self, rule: str, priority: Priority, step: AlarmStep = RAISED, subject: str | None = None
    ) -> None:
        """Let an alarm be told now."""
        t_ms = self.clock.t_ms
        self.take(AlarmChange(t_ms=t_ms, rule=rule, step=step, priority=priority, subject=subject))

    def pause(self, seconds: float) -> None:
        """Let somebody want quiet now."""
        self.take(AudioPause(t_ms=self.clock.t_ms, seconds=seconds))

    def later(self, seconds: float) -> None:
        """Let time pass, and the sound look."""
        self.clock.t_ms += round(seconds * 1000)
        if self.sound._looking.isActive():
            self.sound._looking.timeout.emit()

    @property
    def heard(self) -> list[Priority | str]:
        """What the speaker was told."""
        return self.speaker.told

    def troubles(self) -> list[bool]:
        """Each time it said that there is no sound, or that there is again."""
        return [
            event.present
            for event in self.posted
            if isinstance(event, TroubleChange) and event.trouble is Trouble.NO_SOUND
        ]


Wards = Callable[..., Ward]


@pytest.fixture
def wards(qapp: QApplication, start: SessionStart) -> Wards:
    """Makes a ward whose window was painted; the keywords are those of `Ward`."""

    def make(**how: bool) -> Ward:
        made = Ward(start, **how)
        made.sound.begin()
        return made

    return make


@pytest.fixture
def ward(wards: Wards) -> Ward:
    """The usual one."""
    return wards()


# --- which tone ----------------------------------------------------------------------------------


@pytest.mark.parametrize("priority", [HIGH, MEDIUM])
@pytest.mark.parametrize("rule", [SPO2, LINK])
def test_an_alarm_sounds_by_its_priority(ward: Ward, rule: str, priority: Priority) -> None:
    """About the patient or about the equipment."""
    ward.alarm(rule, priority)
    assert ward.heard == [priority]


@pytest.mark.parametrize("step", [RAISED, LATCHED])
def test_a_low_one_is_never_heard(ward: Ward, step: AlarmStep) -> None:
    """It is a line on the screen."""
    ward.alarm(LINK, LOW, step)
    assert ward.heard == []


@pytest.mark.parametrize("priority", [HIGH, MEDIUM])
def test_what_waits_for_its_repeat_is_not_heard(ward: Ward, priority: Priority) -> None:
    """One cuff is no alarm yet."""
    ward.alarm(PRESSURE, priority, AlarmStep.UNCONFIRMED)
    assert ward.heard == []


@pytest.mark.parametrize("step", [AlarmStep.ACKNOWLEDGED, AlarmStep.CLEARED])
def test_an_answer_or_its_end_makes_it_quiet(ward: Ward, step: AlarmStep) -> None:
    """At once."""
    ward.alarm(SPO2, MEDIUM)
    ward.alarm(SPO2, MEDIUM, step)
    assert ward.heard == [MEDIUM, QUIET]


@pytest.mark.parametrize(("priority", "heard"), [(HIGH, [HIGH]), (MEDIUM, [MEDIUM, QUIET])])
def test_what_is_over_sounds_on_while_it_was_a_high_one(
    ward: Ward, priority: Priority, heard: list[Priority | str]
) -> None:
    """Until somebody answers; a medium one is a silent message by then."""
    ward.alarm(SPO2, priority)
    ward.alarm(SPO2, priority, LATCHED)
    assert ward.heard == heard


def test_of_several_the_gravest_is_heard(ward: Ward) -> None:
    """A medium one beside a high one changes nothing, and is heard once that one is answered."""
    ward.alarm(SPO2, HIGH)
    ward.alarm(RATE, MEDIUM)
    assert ward.heard == [HIGH]
    ward.alarm(SPO2, HIGH, AlarmStep.ACKNOWLEDGED)
    assert ward.heard == [HIGH, MEDIUM]


def test_a_graver_one_is_heard_at_once(ward: Ward) -> None:
    """It does not wait for the other's burst."""
    ward.alarm(RATE, MEDIUM)
    ward.alarm(SPO2, HIGH)
    assert ward.heard == [MEDIUM, HIGH]


def test_one_more_of_its_kind_begins_the_tone_anew(ward: Ward) -> None:
    """Or it might be silent for 25 seconds; so does the same one when it is told once more."""
    ward.alarm(RATE, MEDIUM)
    ward.alarm(SPO2, MEDIUM)
    ward.alarm(SPO2, MEDIUM)
    assert ward.heard == [MEDIUM] * 3


def test_the_answer_to_the_newer_of_two_leaves_the_tone_as_it_is(ward: Ward) -> None:
    """Nothing new has happened."""
    ward.alarm(RATE, MEDIUM)
    ward.alarm(SPO2, MEDIUM)
    ward.alarm(SPO2, MEDIUM, AlarmStep.ACKNOWLEDGED)
    assert ward.heard == [MEDIUM] * 2


def test_it_goes_on_by_itself(ward: Ward) -> None:
    """Its rounds are the speaker's to play: nothing is begun again while nothing changes."""
    ward.alarm(SPO2, HIGH)
    for _ in range(60):
        ward.later(1)
    assert ward.heard == [HIGH]


# --- a pause of the sound ------------------------------------------------------------------------


def test_a_pause_ends_by_itself(ward: Ward) -> None:
    """To the second, without an event."""
    ward.alarm(SPO2, MEDIUM)
    ward.pause(120)
    assert ward.heard == [MEDIUM, QUIET]
    ward.later(119)
    assert ward.heard == [MEDIUM, QUIET]
    ward.later(1)
    assert ward.heard == [MEDIUM, QUIET, MEDIUM]


def test_a_pause_can_be_taken_back(ward: Ward) -> None:
    """Zero seconds of it."""
    ward.alarm(SPO2, MEDIUM)
    ward.pause(120)
    ward.pause(0)
    assert ward.heard == [MEDIUM, QUIET, MEDIUM]


def test_what_is_new_is_heard_through_a_pause(ward: Ward) -> None:
    """Nobody wanted quiet of what had not happened yet."""
    ward.alarm(RATE, MEDIUM)
    ward.pause(120)
    ward.alarm(SPO2, MEDIUM)
    assert ward.heard == [MEDIUM, QUIET, MEDIUM]


def test_the_timer_looks_without_being_asked(ward: Ward, qtbot: QtBot) -> None:
    """A pause of the sound ends although no event comes."""
    ward.sound._looking.setInterval(1)
    ward.alarm(SPO2, HIGH)
    ward.pause(60)
    ward.clock.t_ms += 60_000
    qtbot.waitUntil(lambda: ward.heard == [HIGH, QUIET, HIGH])
    assert LOOK_MS <= 1000


# --- from beginning to end -----------------------------------------------------------------------


def test_nothing_is_heard_before_the_window_was_painted(start: SessionStart) -> None:
    """Then what stands is; so it is in a session that is resumed."""
    ward = Ward(start)
    ward.alarm(SPO2, HIGH)
    assert ward.heard == []
    ward.sound.begin()
    assert ward.heard == [HIGH]


def test_with_the_session_the_sound_ends(ward: Ward) -> None:
    """Whatever stands then; and no trouble is told any more, for nothing is recorded."""
    ward.alarm(SPO2, HIGH)
    ward.take(SessionEnd(t_ms=0, by="Adeyemi"))
    assert ward.heard == [HIGH, QUIET]
    assert ward.speaker.closed
    assert not ward.sound._looking.isActive()
    assert ward.troubles() == []


def test_with_the_window_the_sound_ends(ward: Ward) -> None:
    """The speaker stops by being closed; an event that comes late changes nothing."""
    ward.sound.close()
    assert ward.speaker.closed
    ward.alarm(SPO2, HIGH)
    ward.sound.begin()
    assert ward.heard == []


def test_where_the_sound_is_off_no_speaker_is_looked_for(wards: Wards) -> None:
    """And none is missed."""
    ward = wards(on=False, speaker=False)
    ward.alarm(SPO2, HIGH)
    ward.later(10)
    assert ward.heard == []
    assert ward.troubles() == []
    assert not ward.sound._looking.isActive()


# --- whether it can be heard ---------------------------------------------------------------------


def test_a_speaker_that_works_is_no_news(ward: Ward) -> None:
    """Nothing is told."""
    ward.later(60)
    assert ward.troubles() == []


def test_a_computer_without_a_speaker_is_told_once(wards: Wards) -> None:
    """And an alarm does nothing worse."""
    ward = wards(speaker=False)
    ward.alarm(SPO2, HIGH)
    ward.later(60)
    assert ward.troubles() == [True]
    assert ward.session.troubles == {Trouble.NO_SOUND}


def test_a_speaker_that_goes_and_comes_back_is_told_both_times(ward: Ward) -> None:
    """Within a second."""
    ward.speaker.broken = True
    ward.later(1)
    ward.later(1)
    ward.speaker.broken = False
    ward.later(1)
    assert ward.troubles() == [True, False]
    assert ward.session.troubles == set()


def test_a_trouble_of_before_a_restart_is_taken_back(start: SessionStart) -> None:
    """A resumed session remembers that there was no sound; now there is."""
    ward = Ward(start)
    ward.take(TroubleChange(t_ms=0, trouble=Trouble.NO_SOUND, present=True))
    ward.sound.begin()
    assert ward.troubles() == [True, False]


def test_a_tone_nobody_heard_at_the_start_is_no_sound(ward: Ward) -> None:
    """A volume at zero shows nowhere else; to say that it was heard after all mends it."""
    ward.take(Check(t_ms=0, item=HEARD, answer=CheckAnswer.NO))
    assert ward.troubles() == [True]
    ward.take(Check(t_ms=0, item="escort", answer=CheckAnswer.YES))
    assert ward.troubles() == [True]
    ward.take(Check(t_ms=0, item=HEARD, answer=CheckAnswer.YES))
    assert ward.troubles() == [True, False]


def test_an_answer_that_was_a_slip_is_forgotten(ward: Ward) -> None:
    """A correction takes it back."""
    ward.take(Check(t_ms=0, item=HEARD, answer=CheckAnswer.NO))
    ward.take(Correction(t_ms=0, of=1, reason="entry_error"))
    assert ward.troubles() == [True, False]


def test_an_answer_of_the_start_counts_where_it_came_before_the_window(start: SessionStart) -> None:
    """It is among the first entries of a session."""
    ward = Ward(start)
    ward.take(Check(t_ms=0, item=HEARD, answer=CheckAnswer.NO))
    ward.sound.begin()
    assert ward.troubles() == [True]


@pytest.mark.parametrize("error", [ImportError("libpulse.so.0: cannot open"), OSError("full")])
def test_a_computer_that_cannot_play_is_one_without_a_speaker(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without libpulse0 QtMultimedia cannot be imported: the log says why, and nothing breaks."""

    class Lacking:
        """A module that fails when something is wanted of it."""

        def __getattr__(self, name: str) -> object:
            raise error

    monkeypatch.setitem(sys.modules, "ui.speaker", Lacking())
    assert own_speaker() is None
    assert str(error) in caplog.text


def test_nothing_that_plays_is_imported_with_it() -> None:
    """Only `begin` does, and only where the sound is on."""
    assert not {"QtMultimedia", "QtSpeaker", "wav"} & set(vars(sound))
