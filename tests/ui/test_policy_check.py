"""The thread that tries limits on the last sessions: what was asked last is answered, once."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from monitor.errors import RecordError
from monitor.history import History
from monitor.profile import Profile, shipped
from tests.monitor.lived import QUIET, SURGE, Lived
from ui.policy_check import PolicyCheck
from ui.words import say

SURGED, CALM = Lived(SURGE).history(), Lived(QUIET).history()
TWO = [(2, SURGED), (1, CALM)]


def test_it_answers_with_every_session_in_a_thread_of_its_own(qtbot: QtBot) -> None:
    """And says how far it is."""
    threads: list[str] = []

    def sessions(_profile: Profile) -> Iterator[tuple[int, History]]:
        threads.append(threading.current_thread().name)
        yield from TWO

    check, counted = PolicyCheck(sessions), []
    check.looked.connect(lambda *told: counted.append(told))
    with qtbot.waitSignal(check.found) as found:
        number = check.ask(shipped())
    assert found.args[0] == number
    assert [(one.session, len(one.replayed)) for one in found.args[1]] == [(2, 1), (1, 0)]
    assert counted == [(number, 1), (number, 2)]
    assert threads == ["policy check"]
    check.stop()


def test_what_was_asked_before_is_dropped(qtbot: QtBot) -> None:
    """Between two sessions, and not after the last of them."""
    begun, go_on = threading.Event(), threading.Event()
    read: list[int] = []

    def sessions(_profile: Profile) -> Iterator[tuple[int, History]]:
        for number in (3, 2, 1):
            read.append(number)
            begun.set()
            assert go_on.wait(20)
            yield number, CALM

    check, answered = PolicyCheck(sessions), []
    check.found.connect(lambda number, _found: answered.append(number))
    check.ask(shipped())
    assert begun.wait(20)
    with qtbot.waitSignal(check.found):
        last = check.ask(shipped())
        go_on.set()
    assert answered == [last]
    assert read == [3, 3, 2, 1]
    check.stop()


def test_stopping_waits_for_the_session_in_hand_alone(qtbot: QtBot) -> None:
    """The thread has ended then, and nothing was answered."""
    begun, go_on = threading.Event(), threading.Event()

    def sessions(_profile: Profile) -> Iterator[tuple[int, History]]:
        for number in range(1000):
            begun.set()
            assert go_on.wait(20)
            yield number, CALM

    check = PolicyCheck(sessions)
    check.ask(shipped())
    assert begun.wait(20)
    with qtbot.assertNotEmitted(check.found):
        threading.Timer(0.01, go_on.set).start()
        check.stop()
    assert not check._thread.is_alive()


def test_what_cannot_be_read_is_said_and_the_next_question_answered(qtbot: QtBot) -> None:
    """A record that is not there may be there the next time."""
    there: list[bool] = []

    def sessions(_profile: Profile) -> Iterator[tuple[int, History]]:
        if not there:
            raise RecordError("record_missing", path="r.db")
        yield from TWO

    check = PolicyCheck(sessions)
    with qtbot.waitSignal(check.failed) as failed:
        number = check.ask(shipped())
    assert failed.args == [number, say("error.record_missing", path="r.db")]
    there.append(True)
    with qtbot.waitSignal(check.found):
        check.ask(shipped())
    check.stop()


def test_a_mistake_of_ours_is_noted_and_ends_the_waiting(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody looks at a line that never comes."""
    noted: list[Exception] = []
    monkeypatch.setattr("ui.policy_check.note_bug", noted.append)

    def sessions(_profile: Profile) -> Iterator[tuple[int, History]]:
        raise ZeroDivisionError

    check = PolicyCheck(sessions)
    with qtbot.waitSignal(check.failed) as failed:
        check.ask(shipped())
    assert failed.args[1] == say("bug")
    assert [type(error) for error in noted] == [ZeroDivisionError]
    check.stop()
