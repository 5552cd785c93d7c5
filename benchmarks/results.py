"""RESULTS.md: a part for each of the two words that measure, written anew by that word alone."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import machine

PAGE = Path(__file__).with_name("RESULTS.md")
TITLE = (
    "# What was measured\n\nGoals as in the issue; a floor is measured in the same run, in turn.\n"
)
HEAD = ["goal", "what", "ours", "floor", "ratio", "wanted", "verdict"]


def write(word: str, figures: Sequence[Figure], said: str) -> None:
    """Replace the part of `make word`; `said` is what is to be known of the run."""
    parts = _parts(PAGE.read_text("utf-8") if PAGE.exists() else "")
    rows = [HEAD, ["---"] * len(HEAD), *(figure.cells() for figure in figures)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    met = sum(figure.met is True for figure in figures)
    load = f"load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    told = [f"{date.today():%Y-%m-%d}, {said}, {load}.", *machine()]  # noqa: DTZ011 - the day here
    measured = sum(figure.met is not None for figure in figures)
    summary = f"{met} of {measured} met."
    parts[word] = "\n".join([*(f"- {line}" for line in told), "", table, "", summary, ""])
    order = sorted(parts)
    PAGE.write_text(
        TITLE + "".join(f"\n## make {name}\n\n{parts[name]}" for name in order), encoding="utf-8"
    )


def _parts(text: str) -> dict[str, str]:
    """What each word wrote last."""
    _, *parts = text.split("\n## make ")
    found = (part.partition("\n\n") for part in parts)
    return {name: body for name, _, body in found}
