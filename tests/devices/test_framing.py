"""Lines out of a stream: the same ones however it is cut, and never more than fits."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import Counts
from devices.framing import LineBuffer

STREAMS = st.lists(st.sampled_from([b"\r", b"\n", b" NA!2", b"x" * 7, b"\x00\xff"])).map(b"".join)


def lines_of(pieces: list[bytes]) -> tuple[list[bytes], Counts]:
    """Feed pieces to a buffer of eight bytes."""
    counts = Counts()
    buffer = LineBuffer(8, counts)
    found = [line for piece in pieces for line in buffer.feed(piece)]
    return found + buffer.flush(), counts


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\r\r", b"\r\n\r"])
def test_any_end_ends_a_line_once(end: bytes) -> None:
    """Hosts and monitors put CR, CR LF or a CR on either side; empty lines are none."""
    assert lines_of([b"one" + end + b"two" + end])[0] == [b"one", b"two"]


def test_half_a_line_waits_for_the_other_half() -> None:
    """Nothing is said before the end has come."""
    buffer = LineBuffer(8, Counts())
    assert buffer.feed(b"on") == []
    assert buffer.feed(b"e\r") == [b"one"]


def test_what_has_no_end_is_given_out_once() -> None:
    """A flush empties the buffer."""
    buffer = LineBuffer(8, Counts())
    buffer.feed(b"on")
    assert buffer.flush() == [b"on"]
    assert buffer.flush() == []


def test_a_line_survives_the_noise_before_it() -> None:
    """Of a line too long its end is kept, where a whole frame may stand."""
    found, counts = lines_of([b"\xff" * 1000 + b"frame\r"])
    assert found == [b"\xff\xff\xffframe"]
    assert counts.skipped == 997


def test_noise_without_an_end_fills_no_memory() -> None:
    """Not a byte more than the limit is kept, whatever comes."""
    buffer = LineBuffer(8, Counts())
    for _ in range(1000):
        buffer.feed(b"no end at all")
    assert buffer.flush() == [b"d at all"]


@given(stream=STREAMS, data=st.data())
def test_any_cut_gives_the_same_lines(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    cuts = data.draw(st.lists(st.integers(0, len(stream))).map(sorted))
    edges = [0, *cuts, len(stream)]
    pieces = [stream[a:b] for a, b in pairwise(edges)]
    assert lines_of(pieces) == lines_of([stream])
