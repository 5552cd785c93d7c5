"""A noisy line: some of what is sent arrives damaged or not whole. Pure; same seed, same damage.

Only the top bit of a byte is bent, as on a line whose parity is set wrong, because not every family
sends a check: a low bit of a digit would become a value that no driver could tell from a true one.
"""

import random

DAMAGED_SHARE = 0.2
"""Of the pieces sent. Our choice: no device falls silent for it, and each misses something."""

TOP_BIT = 0x80
MOST_LOST = 8


class Noise:
    """What one line does to one piece after the other."""

    def __init__(self, seed: object) -> None:
        self._rng = random.Random(f"{seed}:noise on the line")

    def on(self, data: bytes) -> bytes:
        """Return a piece as it arrives."""
        if not data or self._rng.random() >= DAMAGED_SHARE:
            return data
        at = self._rng.randrange(len(data))
        if self._rng.random() < 0.5:
            return data[:at] + bytes([data[at] ^ TOP_BIT]) + data[at + 1 :]
        return data[:at] + data[at + self._rng.randint(1, MOST_LOST) :]
