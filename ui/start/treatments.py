"""The treatments a session may begin under: the profile in force of each. No Qt, no window."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from monitor.errors import ProfileError
from monitor.profile import SHIPPED, Profile, shipped
from monitor.profile_versions import in_force

ORDER = ("iv-ketamine-40", "iv-ketamine-long", "intranasal-esketamine")
"""The usual one first: it is chosen where nothing was chosen before. Others follow by name."""


def treatments(
    clinic: Path | None, problem: Callable[[ProfileError], None], today: date | None = None
) -> list[Profile]:
    """Return the profile in force of every shipped treatment, the usual one first.

    clinic: the folder of the clinic's versions, if there is one. A treatment whose version in force
    cannot be used is not offered, and `problem` is told: the example in its place would watch a
    patient by limits that somebody has replaced.
    """
    there = sorted(file.stem for file in SHIPPED.glob("*.toml"))
    found = []
    for name in dict.fromkeys([*ORDER, *there]):
        try:
            example = shipped(name)
            day = today or datetime.now().astimezone().date()
            found.append(in_force(clinic, example, day) if clinic else example)
        except ProfileError as error:
            problem(error)
    return found
