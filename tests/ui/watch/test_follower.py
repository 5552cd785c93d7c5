"""The record is read aside, again and again, until the window goes."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor.following import Following, Look
from ui.watch import follower as module
from ui.watch.follower import Follower


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second."""
    monkeypatch.setattr(module, "LOOK_S", 0.001)


def test_it_looks_until_it_is_stopped(qtbot: QtBot, record: Path) -> None:
    """The session first, then what is new; once it was stopped nothing comes any more."""
    follower, looks = Follower(record), list[Look]()
    follower.looked.connect(looks.append)
    follower.start()
    qtbot.waitUntil(lambda: len(looks) > 2)
    follower.stop()
    assert looks[0].history is not None
    assert [look.history for look in looks[1:]] == [None] * (len(looks) - 1)
    assert not follower._thread.is_alive()


def test_a_record_that_cannot_be_read_is_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    """It is told each time, for the next look may be better."""
    follower, told = Follower(tmp_path / "none.sqlite"), list[str]()
    follower.failed.connect(told.append)
    follower.start()
    qtbot.waitUntil(lambda: len(told) > 1)
    follower.stop()
    assert "none.sqlite" in told[0]


def test_a_mistake_of_ours_does_not_end_it(
    qtbot: QtBot, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and it goes on."""
    wrong = iter([True])
    look = Following.look

    def stumble(self: Following) -> Look:
        if next(wrong, False):
            raise ZeroDivisionError
        return look(self)

    noted: list[Exception] = []
    monkeypatch.setattr(module, "note_bug", noted.append)
    monkeypatch.setattr(Following, "look", stumble)
    follower = Follower(record)
    with qtbot.waitSignals([follower.failed, follower.looked]):
        follower.start()
    follower.stop()
    assert [type(error) for error in noted] == [ZeroDivisionError]


def test_one_that_never_began_can_be_stopped(record: Path) -> None:
    """A window may be closed before it was shown."""
    Follower(record).stop()
