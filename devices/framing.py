"""What serial protocols share: cutting a stream into frames. Pure, bounded, resynchronising.

Facts the code relies on:

* Bytes come in any chunking, down to one at a time; the frames must not depend on it.
* A cable can carry anything. Whatever comes, no more than `limit` bytes are kept, and the work per
  byte is bounded, so that noise can neither fill the memory nor steal the processor.
"""

import re
from collections.abc import Callable

from devices.driver import Counts


class LineBuffer:
    """Cuts a stream into lines at CR or LF, or into frames at whichever bytes `ends` names.

    Of a line longer than `limit` the last `limit` bytes are kept, because a whole frame may follow
    noise that had no end; what is let go counts as skipped.
    """

    def __init__(self, limit: int, counts: Counts, ends: bytes = b"\r\n") -> None:
        self._limit = limit
        self._ends = re.compile(b"[" + re.escape(ends) + b"]")
        self._counts = counts
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return the lines that are whole now, without their ends; empty ones are none."""
        if not self._ends.search(data):  # most of what comes byte by byte
            self._rest = self._trim(self._rest + data)
            return []
        *lines, self._rest = map(self._trim, self._ends.split(self._rest + data))
        return [line for line in lines if line]

    def flush(self) -> list[bytes]:
        """Return what has no end and will get none."""
        rest, self._rest = self._rest, b""
        return [rest] if rest else []

    def _trim(self, line: bytes) -> bytes:
        if len(line) <= self._limit:
            return line
        self._counts.skipped += len(line) - self._limit
        return line[-self._limit :]


class FrameBuffer:
    """Cuts a stream into frames that say their own length and prove themselves by a check.

    A frame begins with `mark`. `length` says how long one is that begins with these `head` bytes, 0
    where none can; `checks` says whether a whole one is true. A frame whose check fails counts as
    bad, and the search goes on at the next mark inside it, so that it hides none that is good.
    """

    def __init__(
        self,
        mark: bytes,
        head: int,
        length: Callable[[bytes], int],
        checks: Callable[[bytes], bool],
        counts: Counts,
    ) -> None:
        self._mark = mark
        self._head = head
        self._length = length
        self._checks = checks
        self._counts = counts
        self._held = b""
        self._enough = head

    def feed(self, data: bytes) -> list[bytes]:
        """Return the frames that are whole now, checked."""
        if not self._held and self._mark not in data:
            self._counts.skipped += len(data)
            return []
        self._held += data
        if len(self._held) < self._enough:  # most of what comes byte by byte
            return []
        return self._cut(at_end=False)

    def flush(self) -> list[bytes]:
        """Return what stands behind the beginning of a frame that will not be finished."""
        return self._cut(at_end=True)

    def _cut(self, *, at_end: bool) -> list[bytes]:
        held, place, frames, head = self._held, 0, list[bytes](), self._head
        self._held, self._enough = b"", head
        while (start := held.find(self._mark, place)) >= 0:
            if start > place:
                self._counts.skipped += start - place
            left = len(held) - start
            length = self._length(held[start : start + head]) if left >= head else head
            if length > left and not at_end:
                self._held, self._enough = held[start:], length
                return frames
            place = start + length
            if 0 < length <= left and self._checks(whole := held[start:place]):
                frames.append(whole)
            else:
                place = self._pass_over(held, start, length)
        self._counts.skipped += len(held) - place
        return frames

    def _pass_over(self, held: bytes, start: int, length: int) -> int:
        """Count what began at `start` and is no frame; return where the next one may begin."""
        if not length or len(held) - start < self._head:
            self._counts.skipped += 1
            return start + 1
        self._counts.bad += 1
        inside = held.find(self._mark, start + 1, start + length)
        return inside if inside >= 0 else min(start + length, len(held))
