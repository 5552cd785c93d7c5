"""Whether a tone could be heard."""

import pytest

from monitor.events import Priority
from ui.checkups import sound


class Pretend:
    """A loudspeaker that works or does not, and is always let go of."""

    def __init__(self, *, works: bool) -> None:
        self._works = works
        self.closed = False

    def play(self, priority: Priority, *, repeating: bool = True) -> None:
        raise AssertionError("the doctor makes no noise")

    def quiet(self) -> None:
        pass

    def works(self) -> bool:
        return self._works

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("works", "code"), [(True, "sound_there"), (False, "sound_none")])
def test_an_output_is_there_or_not_and_is_let_go_of(works: bool, code: str) -> None:
    speaker = Pretend(works=works)
    assert [found.code for found in sound.look(lambda: speaker)] == [code]
    assert speaker.closed


def test_without_what_plays_a_tone() -> None:
    assert [found.code for found in sound.look(lambda: None)] == ["sound_none"]
