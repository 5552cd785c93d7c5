"""The clinic's settings: whether they can be read, and whether somebody answers for them."""

from collections.abc import Iterator
from pathlib import Path

from monitor.errors import ProfileError
from ui import places
from ui.checkup import Finding, advice, well, wrong
from ui.start.treatments import treatments
from ui.words import complain


def look(folder: Path | None = None) -> Iterator[Finding]:
    """Look at the profile in force of each treatment."""
    problems: list[ProfileError] = []
    for found in treatments(folder or places.clinic_profiles(), problems.append):
        if found.approved_by:
            yield well("profile_approved", title=found.title, by=found.approved_by)
        else:
            yield advice("profile_example", title=found.title)
    for problem in problems:
        yield wrong("profile_unusable", why=complain(problem))
