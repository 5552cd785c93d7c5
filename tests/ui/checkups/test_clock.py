"""What is said of the computer's clock."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from ui.checkups import clock


@pytest.mark.parametrize(
    ("year", "told", "code"),
    [
        (2027, True, "clock_set"),
        (2027, False, "clock_unset"),
        (2027, None, "clock_unknown"),
        (1970, True, "clock_wrong"),
    ],
)
def test_a_clock_nobody_sets_is_to_be_compared(
    monkeypatch: pytest.MonkeyPatch, year: int, told: bool | None, code: str
) -> None:
    monkeypatch.setattr(clock, "utc_now", lambda: datetime(year, 3, 1, tzinfo=UTC))
    monkeypatch.setattr(clock, "synchronised", lambda: told)
    assert [found.code for found in clock.look()] == [code]


@pytest.mark.parametrize(("said", "answer"), [("yes\n", True), ("no\n", False), ("", None)])
def test_the_system_is_believed(
    monkeypatch: pytest.MonkeyPatch, said: str, answer: bool | None
) -> None:
    done = subprocess.CompletedProcess(clock.ASK, 0, said, "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    monkeypatch.setattr(sys, "platform", "linux")
    assert clock.synchronised() is answer


def test_a_system_without_an_answer_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise FileNotFoundError("timedatectl")

    monkeypatch.setattr(subprocess, "run", nobody)
    assert clock.synchronised() is None
