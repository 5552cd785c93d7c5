"""What an alarm sounds like, as WAV bytes: pulses, their pitch and their pauses. No Qt, no disk.

Every length lies within the ranges of clinical table 3.3, whichever way a pulse is measured: from
10 % to 10 % of its height or from 90 % to 90 %. The pitches are our own: an octave and more above
what the loudspeaker of a small computer loses, and low enough for an ear that lost the highest.
"""

import io
import math
import wave
from array import array
from dataclasses import dataclass

from monitor.events import Priority

RATE_HZ = 48_000
"""Samples a second; what sound systems mix at, so that nothing resamples."""

PARTIALS = (1.0, 0.7, 0.5, 0.4, 0.3)
"""The fundamental and its harmonics. The weakest is 10.5 dB below the strongest, of 15 allowed."""

PEAK = 0.8
"""Of full scale: loud, and nothing is cut off."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Equal pulses at `onsets_ms`, the fundamental at `pitch_hz`.

    rise_ms: how long a pulse swells from silence to its height, and dies away again.
    every_s: from the start of one burst to the start of the next; None where none follows.
    """

    onsets_ms: tuple[int, ...]
    pulse_ms: int
    rise_ms: int
    pitch_hz: float
    every_s: float | None

    @property
    def ends_ms(self) -> int:
        """When its last pulse is over."""
        return self.onsets_ms[-1] + self.pulse_ms


_FIVE = (0, 220, 440, 880, 1100)
"""Three and two. The long pause is two short ones and a pulse, so that the beat goes on in it."""

BURSTS = {
    Priority.HIGH: Burst((*_FIVE, *(1750 + ms for ms in _FIVE)), 150, 30, 740.0, every_s=10),
    Priority.MEDIUM: Burst((0, 390, 780), 220, 45, 523.25, every_s=25),
    Priority.LOW: Burst((0, 420), 240, 45, 392.0, every_s=None),
}


def wav(priority: Priority, *, repeating: bool) -> bytes:
    """Return a burst as a WAV file: mono, 16 bits.

    repeating: silence follows until the next burst is due, so that it can be played in a loop.
    """
    burst = BURSTS[priority]
    lasts_ms = burst.ends_ms
    if repeating and burst.every_s is not None:
        lasts_ms = round(burst.every_s * 1000)
    samples = array("h", bytes(2 * _samples(lasts_ms)))
    pulse = _pulse(burst)
    for onset_ms in burst.onsets_ms:
        begin = _samples(onset_ms)
        samples[begin : begin + len(pulse)] = pulse
    return _file(samples)


def _samples(ms: float) -> int:
    return round(ms * RATE_HZ / 1000)


def _pulse(burst: Burst) -> "array[int]":
    count, rise = _samples(burst.pulse_ms), _samples(burst.rise_ms)
    turn = 2 * math.pi * burst.pitch_hz / RATE_HZ
    shape = [
        sum(a * math.sin(k * turn * i) for k, a in enumerate(PARTIALS, 1)) for i in range(count)
    ]
    height = PEAK * 32767 / max(map(abs, shape))
    return array("h", (round(height * _swell(i, count, rise) * s) for i, s in enumerate(shape)))


def _swell(i: int, count: int, rise: int) -> float:
    """How loud a sample is, from 0 to 1: half a cosine at both ends, for a click has no pitch."""
    from_end = min(i, count - 1 - i, rise)
    return 0.5 - 0.5 * math.cos(math.pi * from_end / rise)


def _file(samples: "array[int]") -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return memory.getvalue()
