"""What serial protocols share: cutting a stream into frames. Pure, bounded, resynchronising.

Facts the code relies on:

* Bytes come in any chunking, down to one at a time; the frames must not depend on it.
* A cable can carry anything. Whatever comes, no more than `limit` bytes are kept, and the work per
  byte is bounded, so that noise can neither fill the memory nor steal the processor.
"""

import re

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
