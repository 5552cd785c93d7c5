"""How much faster than a full 115200-baud line each driver reads, in chunks of any size."""

import random
import time
from collections.abc import Iterator

from devices.driver import Driver, models
from devices.simulator.cuff import Cuff
from devices.simulator.scenario import scenario
from devices.simulator.twin import twin_of

LINE_BYTES_PER_S = 11_520
CHUNKS = (1, 16, 4096)
WANTED_BYTES = 60_000


def lines() -> Iterator[str]:
    """One line per driver, input and chunk size."""
    for name, model in models().items():
        clean = _stream(name, model.driver())
        rng = random.Random(1)
        noisy = bytes(rng.randrange(256) if rng.random() < 0.01 else byte for byte in clean)
        for kind, data in (
            ("clean", clean),
            ("noisy", noisy),
            ("random", rng.randbytes(len(clean))),
        ):
            for chunk in CHUNKS:
                times = _rate(model.driver(), data, chunk) / LINE_BYTES_PER_S
                print_as = f"parse {name} {kind} in {chunk}-byte chunks"
                yield f"{print_as:<58} {times:8.0f} x a 115200-baud line"


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


def _rate(driver: Driver, data: bytes, chunk: int) -> float:
    begun = time.process_time()
    for at in range(0, len(data), chunk):
        driver.receive(data[at : at + chunk], 0)
    return len(data) / (time.process_time() - begun)
