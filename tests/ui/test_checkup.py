"""Checks are found by their files, and each says something."""

import pytest

from monitor import catalogue
from ui import checkup
from ui.checkup import CHECKUPS, State, advice, well, wrong
from ui.words import WORDS


def test_the_worst_is_the_highest() -> None:
    assert max(well("a").state, advice("b").state, wrong("c").state) is State.WRONG


def test_every_check_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in catalogue.names(CHECKUPS):
        found = [well(name, of=name)]
        monkeypatch.setattr(catalogue.module(CHECKUPS, name), "look", lambda found=found: found)
    assert [name for name, _ in checkup.findings()] == catalogue.names(CHECKUPS)


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_word(state: State) -> None:
    assert f"doctor.state.{state.name.lower()}" in WORDS
