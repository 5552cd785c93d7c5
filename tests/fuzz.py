"""`make fuzz`: bent frames for every driver; nothing may raise or lie outside its range.

Real conversations with the twin give the frames; they are then bent, cut, doubled and mixed with
noise, and fed in chunks of any size. `--frames 1000000` is the long study, CI runs a short one.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from devices.driver import Driver, Model, models
from devices.simulator.cuff import Cuff
from devices.simulator.scenario import scenario
from devices.simulator.twin import Twin, twin_of
from monitor.events import CuffReading, Event, Reading

TALK_MS = 90_000
CUFF_RANGES = {"systolic": (0, 350), "diastolic": (0, 350), "mean": (0, 350), "pulse": (0, 400)}
"""What any sheet's fields can hold at the most; what may be believed is the rules' business."""


@dataclass(slots=True)
class Found:
    """What one run came to."""

    frames: int = 0
    good: int = 0
    wrong: list[str] = field(default_factory=list)


def talk(model: Model, seed: int) -> tuple[Driver, list[bytes]]:
    """Let driver and twin talk for a while; return the driver and the pieces the twin sent."""
    patient = scenario("normal").meet(seed)
    twin: Twin = twin_of(model.name)(patient, Cuff(patient, seed))
    driver = model.driver()
    said: list[bytes] = []
    for t in range(0, TALK_MS, 250):
        said.extend(_said(driver, twin, t))
    return driver, [data for data in said if data]


def _said(driver: Driver, twin: Twin, t: int) -> Iterator[bytes]:
    for _ in range(8):
        asked, _due = driver.wake(t)
        answer = twin.receive(asked, t) if asked else b""
        answer += twin.wake(t)[0]
        if not answer and not asked:
            return
        driver.receive(answer, t)
        yield answer


def bend(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """Return the frame as a bad cable would bring it."""
    if not data:
        return data
    at = rng.randrange(len(data))
    match rng.randrange(8):
        case 0:
            return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + 1 :]
        case 2:
            return data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:]
        case 3:
            return data[:at]
        case 4:
            return data[:at] + other
        case 5:
            return data + data
        case 6:
            return rng.randbytes(rng.randrange(1, 60))
        case _:
            return data


def fuzz(model: Model, frames: int, seed: int = 1) -> Found:
    """Feed a driver so many bent frames and judge what it says."""
    rng = random.Random(seed)
    driver, said = talk(model, seed)
    found = Found()
    t = TALK_MS
    before = driver.counts.frames
    while found.frames < frames:
        data = bend(rng.choice(said), rng.choice(said), rng)
        found.frames += 1
        t += rng.choice((0, 0, 0, 1000))
        try:
            cut = rng.randrange(len(data) + 1)
            events = driver.receive(data[:cut], t) + driver.receive(data[cut:], t)
            if not found.frames % 50:
                driver.wake(t)
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            found.wrong.append(f"{type(error).__name__}: {error} for {data.hex()}")
            return found
        found.wrong += [fault for event in events if (fault := judge(event))]
    found.good = driver.counts.frames - before
    return found


def judge(event: Event) -> str | None:
    """Say what is impossible about an event."""
    if isinstance(event, Reading):
        for vital, value in event.values.items():
            if value is not None and not vital.low <= value <= vital.high:
                return f"{vital} {value}"
    if isinstance(event, CuffReading):
        for name, (low, high) in CUFF_RANGES.items():
            value = getattr(event, name)
            if value is not None and not low <= value <= high:
                return f"{name} {value}"
    return None


def main() -> int:
    """Print a line per driver; 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    bad = 0
    for name, model in models().items():
        begun = time.monotonic()
        found = fuzz(model, args.frames, args.seed)
        took = time.monotonic() - begun
        print(
            f"{name:<20} {found.frames:>9} frames  {found.good:>8} good"
            f"  {len(found.wrong):>3} faults  {took:6.1f} s",
            flush=True,
        )
        for fault in found.wrong[:5]:
            print(f"    {fault}")
        bad += len(found.wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
