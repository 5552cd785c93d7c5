"""What a cable does to frames, for tests: flipped bits, lost bytes, and cuts anywhere."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import strategies as st

from devices.driver import Counts, Driver
from monitor.events import Event


def damaged(frame: bytes) -> Iterator[bytes]:
    """Yield the frame with each of its bits flipped, then with each of its bytes lost."""
    for place in range(len(frame)):
        for bit in range(8):
            yield frame[:place] + bytes([frame[place] ^ 1 << bit]) + frame[place + 1 :]
    for place in range(len(frame)):
        yield frame[:place] + frame[place + 1 :]


@st.composite
def cuts(draw: st.DrawFn, streams: st.SearchStrategy[bytes]) -> list[bytes]:
    """Draw a stream in pieces."""
    stream = draw(streams)
    edges = [0, *sorted(draw(st.lists(st.integers(0, len(stream))))), len(stream)]
    return [stream[a:b] for a, b in pairwise(edges)]


def heard(driver: Driver, pieces: list[bytes]) -> tuple[list[Event], Counts]:
    """Return what a driver says of a stream to its end, and what it has counted."""
    events = [event for piece in pieces for event in driver.receive(piece, 0)]
    return events + driver.flush(0), driver.counts


def contains(events: list[Event], expected: list[Event]) -> bool:
    """Whether the expected ones are all there, in order, whatever stands between them."""
    rest = iter(events)
    return all(event in rest for event in expected)
