"""A capture played again: the same answers to the same questions, at their times."""

from devices.capture import DEVICE, HOST, Step
from devices.simulator.replay import Replay

TALK = (
    Step(0, HOST, b"NA?"),
    Step(10, DEVICE, b"NA="),
    Step(12, DEVICE, b"120"),
    Step(1000, HOST, b"OA?"),
    Step(1010, DEVICE, b"OA=97"),
)
STREAM = (Step(100, DEVICE, b"a"), Step(200, DEVICE, b"b"), Step(1200, DEVICE, b"c"))


def test_a_question_gets_the_answer_it_got_then() -> None:
    """All of it, and nothing of the next."""
    replay = Replay(TALK)
    assert replay.receive(b"NA?", 5000) == b"NA=120"
    assert replay.receive(b"OA?", 6000) == b"OA=97"


def test_a_question_that_was_skipped_is_skipped() -> None:
    """A driver that asks less still gets its answers."""
    assert Replay(TALK).receive(b"OA?", 0) == b"OA=97"


def test_a_question_that_was_never_asked_gets_no_answer() -> None:
    """And costs none of the others theirs."""
    replay = Replay(TALK)
    assert replay.receive(b"XX?", 0) == b""
    assert replay.receive(b"NA?", 0) == b"NA=120"


def test_what_was_said_unasked_comes_at_its_time() -> None:
    """Whoever drives the time decides how fast that is."""
    replay = Replay(STREAM)
    assert replay.wake(0) == (b"", 100)
    assert replay.wake(250) == (b"ab", 1200)
    assert replay.wake(5000) == (b"c", None)


def test_an_answer_is_not_said_unasked() -> None:
    """However late it gets."""
    assert Replay(TALK).wake(99_000) == (b"", None)
