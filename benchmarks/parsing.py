"""G7: how much faster than a full 115200-baud line each driver reads, in chunks of any size.

Clean is what its twin says; noisy has one byte in a hundred wrong; hostile is whatever we know to
cost it most: random bytes, one byte for ever, or the beginning of a frame that never ends.
"""

import random
import time
from collections.abc import Iterator

from benchmarks.figure import Figure
from devices.driver import Driver, Model, models
from devices.simulator.cuff import Cuff
from devices.simulator.scenario import scenario
from devices.simulator.twin import twin_of

LINE_BYTES_PER_S = 11_520
CHUNKS = (1, 16, 4096)
WANTED = 50
WANTED_BYTES = 60_000
TRIAL_BYTES = 4_000
BEGINNINGS = 48
"""How many first bytes of what a device says are tried as beginnings without an end."""


def figures() -> Iterator[Figure]:
    """One line per driver: its worst input, in the chunks that cost it most."""
    for name, model in models().items():
        clean = _stream(name, model.driver())
        rng = random.Random(1)
        noisy = bytes(rng.randrange(256) if rng.random() < 0.01 else byte for byte in clean)
        rates = {
            f"{kind} in {chunk}-byte chunks": _rate(model, data, chunk) / LINE_BYTES_PER_S
            for kind, data in (
                ("clean", clean),
                ("noisy", noisy),
                ("hostile", _worst(model, clean)),
            )
            for chunk in CHUNKS
        }
        worst = min(rates, key=lambda each: rates[each])
        yield Figure(
            goal="G7",
            what=f"{name}, worst: {worst}",
            ours=f"{rates[worst]:.0f} lines",
            floor="a full 115200-baud line",
            ratio=f"{rates[worst]:.0f}",
            wanted=f"≥ {WANTED} ×",
            met=rates[worst] >= WANTED,
        )


def _stream(name: str, driver: Driver) -> bytes:
    """What a device really says, as often as it takes."""
    patient = scenario("normal").meet(1)
    made = twin_of(name)(patient, Cuff(patient, 1))
    said, t = b"", 0
    while len(said) < 2_000:
        request, t = driver.wake(t)
        answer = made.receive(request, t)
        driver.receive(answer, t)
        said += answer
    return said * (WANTED_BYTES // len(said) + 1)


def _worst(model: Model, clean: bytes) -> bytes:
    """The slowest of many kinds of nonsense, in the chunks that cost most: single bytes."""
    rng = random.Random(2)
    kinds = [rng.randbytes(WANTED_BYTES), *(bytes([byte]) for byte in range(256))]
    kinds += [clean[:length] for length in range(2, BEGINNINGS)]
    kinds += [clean[: length - 1] + b"\xff" for length in range(2, BEGINNINGS)]
    trials = {kind: (kind * (TRIAL_BYTES // len(kind) + 1))[:TRIAL_BYTES] for kind in kinds}
    worst = min(kinds, key=lambda kind: _rate(model, trials[kind], 1))
    return (worst * (WANTED_BYTES // len(worst) + 1))[:WANTED_BYTES]


def _rate(model: Model, data: bytes, chunk: int) -> float:
    """Bytes a second, the best of three: a busy computer slows down some, a bad input all."""
    return max(_once(model.driver(), data, chunk) for _ in range(3))


def _once(driver: Driver, data: bytes, chunk: int) -> float:
    begun = time.process_time()
    for at in range(0, len(data), chunk):
        driver.receive(data[at : at + chunk], 0)
    return len(data) / (time.process_time() - begun)
