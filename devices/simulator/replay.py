"""Plays a capture again: what the device said then, at its times, to the same questions."""

from collections.abc import Sequence

from devices.capture import DEVICE, Step
from devices.simulator.twin import LogLine, Twin

LOOK_AHEAD = 12
"""A host may skip or repeat questions; further ahead than this we do not look for one."""


class Replay(Twin):
    """A twin that understands nothing and repeats.

    What the device said unasked is said at its time; what it answered is said when the question
    comes again. A question that was never asked gets no answer.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self.log: list[LogLine] = []
        self._steps = steps
        self._at = 0

    def receive(self, data: bytes, t: int) -> bytes:
        """Take a question; return what followed it."""
        asked = self._find(data)
        if asked is None:
            return b""
        self._at = asked + 1
        return self._say(t, until=None)

    def wake(self, t: int) -> tuple[bytes, int | None]:
        """Return what was said unasked until `t`, and when there is more of it."""
        said = self._say(t, until=t)
        ahead = self._ahead()
        return said, ahead.t_ms if ahead is not None and ahead.sender == DEVICE else None

    def _ahead(self) -> Step | None:
        return self._steps[self._at] if self._at < len(self._steps) else None

    def _find(self, data: bytes) -> int | None:
        wanted = range(self._at, min(self._at + LOOK_AHEAD, len(self._steps)))
        same = (i for i in wanted if self._steps[i].sender != DEVICE)
        return next((i for i in same if self._steps[i].data == data), None)

    def _say(self, t: int, until: int | None) -> bytes:
        said = b""
        while (step := self._ahead()) is not None and step.sender == DEVICE:
            if until is not None and step.t_ms > until:
                break
            said += step.data
            self.log.append({"t_ms": t, "kind": "replayed", "raw": step.data.hex()})
            self._at += 1
        return said
