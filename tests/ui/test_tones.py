"""What an alarm sounds like, measured on the samples: clinical tables 3.2 and 3.3."""

import io
import wave
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from monitor.events import Priority
from ui.tones import BURSTS, RATE_HZ, wav

PRIORITIES = list(Priority)
PULSES = {Priority.HIGH: [5, 5], Priority.MEDIUM: [3], Priority.LOW: [2]}
"""How many, in groups; the high ones are three and two."""

Numbers = NDArray[np.float64]
Spans = list[tuple[float, float]]


def samples(priority: Priority, *, repeating: bool = False) -> Numbers:
    """The waveform, -1 to 1."""
    with wave.open(io.BytesIO(wav(priority, repeating=repeating))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768


def envelope(priority: Priority) -> Numbers:
    """How loud it is, in milliseconds: the largest within a turn of the fundamental around each."""
    loud = np.abs(samples(priority))
    half = round(RATE_HZ / BURSTS[priority].pitch_hz / 2)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(loud, half), 2 * half + 1)
    return np.asarray(around[:: RATE_HZ // 1000].max(axis=1), dtype=float)


def spans(priority: Priority, share: float) -> Spans:
    """(begin, end) in ms of each pulse, where it is louder than a share of its height."""
    found = envelope(priority)
    on = np.diff(np.concatenate(([0], (found > share * found.max()).astype(int), [0])))
    begins, ends = np.flatnonzero(on == 1), np.flatnonzero(on == -1)
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


def gaps(found: Spans) -> list[float]:
    """Milliseconds of silence between neighbours."""
    return [begin - end for (_, end), (begin, _) in pairwise(found)]


BY_EITHER = pytest.mark.parametrize("share", [0.1, 0.9])
"""A pulse may be measured at the foot of its swell or at the top."""
OF_EACH = pytest.mark.parametrize("priority", PRIORITIES)


@OF_EACH
def test_a_burst_has_the_pulses_of_its_priority(priority: Priority) -> None:
    """Two by five, three, two: an ear counts them."""
    assert len(spans(priority, 0.1)) == sum(PULSES[priority])


@BY_EITHER
@pytest.mark.parametrize(
    ("priority", "shortest", "longest"),
    [(Priority.HIGH, 75, 200), (Priority.MEDIUM, 125, 250), (Priority.LOW, 125, 250)],
)
def test_a_pulse_is_as_long_as_its_priority_wants(
    priority: Priority, shortest: float, longest: float, share: float
) -> None:
    """In milliseconds."""
    lengths = [end - begin for begin, end in spans(priority, share)]
    assert all(shortest <= length <= longest for length in lengths), lengths


@BY_EITHER
@pytest.mark.parametrize(
    ("priority", "shortest", "longest"),
    [(Priority.MEDIUM, 125, 250), (Priority.LOW, 125, 250)],
)
def test_the_pauses_between_pulses_are_even_and_in_range(
    priority: Priority, shortest: float, longest: float, share: float
) -> None:
    """Of medium and low ones, in milliseconds."""
    between = gaps(spans(priority, share))
    assert all(shortest <= gap <= longest for gap in between), between


@BY_EITHER
def test_a_high_burst_is_three_and_two_and_once_more(share: float) -> None:
    """Short pauses from 50 to 125 ms, a longer one after the third, and the longest in the middle.

    The longest is long enough to part the halves and short enough to keep them one burst.
    """
    between = gaps(spans(Priority.HIGH, share))
    for half in (between[:4], between[5:]):
        short, long = [half[0], half[1], half[3]], half[2]
        assert all(50 <= gap <= 125 for gap in short), short
        assert long > 2 * max(short)
    assert 350 <= between[4] <= 1300
    assert between[4] > max(between[2], between[7])


@OF_EACH
def test_a_pulse_swells_and_does_not_click(priority: Priority) -> None:
    """Its rise takes from 10 to 40 % of it, measured either way, and so does its fall."""
    for foot, top in zip(spans(priority, 0.1), spans(priority, 0.9), strict=True):
        for swell in (top[0] - foot[0], foot[1] - top[1]):
            for length in (top[1] - top[0], foot[1] - foot[0]):
                assert 0.1 <= swell / length <= 0.4, (swell, length)


@OF_EACH
def test_a_pulse_is_a_chord_that_ears_and_small_loudspeakers_get_something_of(
    priority: Priority,
) -> None:
    """Four partials at least from 150 to 4000 Hz within 15 dB; one up to 1000 Hz is among them."""
    begin, end = spans(priority, 0.9)[0]
    part = samples(priority)[round(begin * 48) : round(end * 48)]
    level = 20 * np.log10(np.abs(np.fft.rfft(part * np.hanning(len(part)), 2 * RATE_HZ)) + 1e-9)
    pitch = np.arange(len(level)) / 2
    peak = (level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:])
    peaks = [i for i in (np.flatnonzero(peak) + 1).tolist() if level[i] > level.max() - 20]
    strongest = sorted(peaks, key=lambda i: -level[i])[:4]
    assert len(strongest) == 4
    assert all(150 <= pitch[i] <= 4000 for i in peaks), pitch[peaks]
    assert level[strongest[0]] - level[strongest[3]] <= 15
    assert any(pitch[i] <= 1000 for i in strongest)


@OF_EACH
def test_all_pulses_are_equally_loud(priority: Priority) -> None:
    """10 dB are allowed between them; and nothing is cut off at full scale."""
    tone = samples(priority)
    loud = [float(np.abs(tone[b * 48 : e * 48]).max()) for b, e in spans(priority, 0.5)]
    assert 20 * np.log10(max(loud) / min(loud)) < 1
    assert 0.5 < max(loud) < 0.95


@pytest.mark.parametrize(
    ("priority", "every_s", "most_s"), [(Priority.HIGH, 10, 15), (Priority.MEDIUM, 25, 30)]
)
def test_a_burst_comes_again_while_nobody_answers(
    priority: Priority, every_s: float, most_s: float
) -> None:
    """From one to the next at the interval of its priority, with at least 2.5 s of silence."""
    tone = samples(priority, repeating=True)
    assert len(tone) == every_s * RATE_HZ
    silence_s = every_s - spans(priority, 0.1)[-1][1] / 1000
    assert 2.5 <= silence_s <= most_s
    assert tone[0] == tone[-1] == 0


def test_a_low_one_is_not_repeated() -> None:
    """It would be a burst a loop plays without an end: no interval, no silence."""
    assert len(samples(Priority.LOW, repeating=True)) == len(samples(Priority.LOW))


def test_priorities_do_not_sound_alike() -> None:
    """The graver, the higher and the faster."""
    low, medium, high = (BURSTS[p] for p in (Priority.LOW, Priority.MEDIUM, Priority.HIGH))
    assert low.pitch_hz < medium.pitch_hz < high.pitch_hz
    assert low.onsets_ms[1] > medium.onsets_ms[1] > high.onsets_ms[1]
