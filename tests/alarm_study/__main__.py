"""`make alarm-study`: a thousand sessions of the calibrated patient through the shipped rules.

Nothing is measured of the machine. It ends with 1 where one of the three promises is broken.
"""

import argparse
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from tests.alarm_study.arms import ARMS, drawn
from tests.alarm_study.bedside import Bedside
from tests.alarm_study.outcome import Outcome
from tests.alarm_study.report import Arms, page, promises

ORDINARY_FOR_ONE = 40
"""So many ordinary sessions for one of each other arm."""


def cases(count: int, seed: int) -> Iterable[tuple[str, int]]:
    """Yield (arm, seed) of every session of a study of so many ordinary ones."""
    for arm in ARMS:
        times = count if arm == "ordinary" else max(1, count // ORDINARY_FOR_ONE)
        yield from ((arm, seed * 1_000_000 + number) for number in range(times))


def lived(case: tuple[str, int]) -> Outcome:
    """Live one session."""
    return Bedside(drawn(*case)).run()


def by_arm(outcomes: Iterable[Outcome]) -> Arms:
    """Sort sessions by their arm."""
    found: dict[str, list[Outcome]] = {}
    for one in outcomes:
        found.setdefault(one.arm, []).append(one)
    return {arm: tuple(sessions) for arm, sessions in found.items()}


def main() -> int:
    """Print the page; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        outcomes = pool.map(lived, cases(args.sessions, args.seed), chunksize=5)
        arms = by_arm(outcomes)
    for line in page(arms, args.seed):
        print(line)
    return 0 if all(promise.kept for promise in promises(arms)) else 1


if __name__ == "__main__":
    sys.exit(main())
