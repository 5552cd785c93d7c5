"""`make bench`: each goal, ours beside a floor of the same run. `make bench ARGS=G6` measures one.

Without ARGS the table is kept in RESULTS.md; so are the goals of `make endurance`.
"""

import argparse
import sys

from benchmarks import (
    following,
    hearing,
    killing,
    listing,
    painting,
    parsing,
    results,
    starting,
    storing,
    waiting,
)
from benchmarks.figure import Figure

PARTS = {
    ("G2",): starting,
    ("G3", "G4", "G5"): painting,
    ("G6",): hearing,
    ("G7",): parsing,
    ("G8", "G11"): storing,
    ("G9", "G10"): killing,
    ("G12",): listing,
    ("G13",): waiting,
    ("G14",): following,
}


def main() -> int:
    """Print a line per figure; 2 where a goal is asked for that is none of these."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    known = [goal for goals in PARTS for goal in goals]
    parser.add_argument("goals", nargs="*", metavar="GOAL", help=f"{', '.join(known)}; else all")
    wanted = set(parser.parse_args().goals)
    if not wanted <= set(known):
        parser.error(f"goals are {', '.join(known)}")
    measured: list[Figure] = []
    for goals, part in PARTS.items():
        if not wanted or wanted & set(goals):
            for figure in part.figures():
                if not wanted or figure.goal in wanted:
                    measured.append(figure)
                    print("  ".join(filter(None, figure.cells())), flush=True)
    if not wanted:
        results.write("bench", measured, "floors and ours in turn, medians")
    return 0


if __name__ == "__main__":
    sys.exit(main())
