"""Lines and frames out of a stream: the same ones however it is cut, and never more than fits."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import Counts
from devices.framing import FrameBuffer, LineBuffer

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


# A frame here: 7E, its length, payload, and a last byte that repeats the length.
SHORT, LONG = b"\x7e\x04a\x04", b"\x7e\x06abc\x06"
BROKEN = b"\x7e\x06abc\x00"
PIECES = st.sampled_from([SHORT, LONG, BROKEN, b"\x7e", b"\x7e\x09", b"\x7e\x00", b"xyz", LONG[:4]])


def frames_of(pieces: list[bytes]) -> tuple[list[bytes], Counts]:
    """Feed pieces to a buffer of frames of up to nine bytes."""
    counts = Counts()
    buffer = FrameBuffer(
        b"\x7e",
        2,
        lambda head: head[1] if 3 <= head[1] <= 9 else 0,
        lambda frame: frame[-1] == frame[1],
        counts,
    )
    found = [frame for piece in pieces for frame in buffer.feed(piece)]
    return found + buffer.flush(), counts


def test_frames_that_say_their_own_length() -> None:
    """One after the other, noise between them counted."""
    assert frames_of([SHORT + LONG + b"xyz" + SHORT]) == (
        [SHORT, LONG, SHORT],
        Counts(skipped=3),
    )


@pytest.mark.parametrize("false", [b"\x7e\x09", BROKEN, LONG[:4], b"\x7e"])
def test_a_frame_inside_a_broken_one_is_found(false: bytes) -> None:
    """What claims to be a frame and is none hides none."""
    assert frames_of([false + SHORT + LONG])[0] == [SHORT, LONG]


@pytest.mark.parametrize(
    ("stream", "bad", "skipped"),
    [(BROKEN, 1, 0), (LONG[:4], 1, 0), (b"\x7e", 0, 1), (b"\x7e\x00", 0, 2), (b"xyz", 0, 3)],
)
def test_what_is_no_frame_is_counted_once(stream: bytes, bad: int, skipped: int) -> None:
    """A failed check and a frame without an end are bad; all else is bytes."""
    assert frames_of([stream]) == ([], Counts(bad=bad, skipped=skipped))


def test_a_frame_is_given_out_with_its_last_byte() -> None:
    """And not a byte later."""
    buffer = FrameBuffer(b"\x7e", 2, lambda head: head[1], lambda frame: True, Counts())
    assert [buffer.feed(bytes([byte])) for byte in SHORT] == [[], [], [], [SHORT]]


@given(stream=st.lists(PIECES).map(b"".join), data=st.data())
def test_any_cut_gives_the_same_frames(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    edges = [0, *data.draw(st.lists(st.integers(0, len(stream))).map(sorted)), len(stream)]
    assert frames_of([stream[a:b] for a, b in pairwise(edges)]) == frames_of([stream])
