"""What the foot of the end page names: a chip for each thing open, criteria counted together."""

from collections.abc import Iterable, Sequence

from monitor.ending import Open
from ui.end.end_words import open_words
from ui.words import say

BEFORE_LEAVING = ("iv_out", "instructions", "no_driving", "escort")
"""Criteria of section 4: what is done with the patient, not what is measured."""

NAMED = 2
"""So many criteria of a section are named, each on a chip of its own; more are counted."""


COUNTED = {"criteria": "end.open.criteria", "handed": "end.open.handed"}
"""What says how many criteria of a section are open."""


def chips(still: Sequence[Open]) -> list[tuple[str, Open]]:
    """Return what each chip says and what it leads to, in the order of the page."""
    sections = {section_of(one): 0 for one in still}
    for one in still:
        sections[section_of(one)] += 1
    counted = {code for code, count in sections.items() if code and count > NAMED}
    found, said = [], set()
    for one in still:
        code = section_of(one)
        if code not in counted:
            found.append((open_words(one), one))
        elif code not in said:
            said.add(code)
            found.append((say(COUNTED[code], count=sections[code]), one))
    return found


def section_of(one: Open) -> str:
    """The section of a criterion, `criteria` or `handed`; empty for anything else."""
    if one.criterion is None:
        return ""
    return "handed" if one.criterion in BEFORE_LEAVING else "criteria"


def split(asked: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part criteria into those that are measured and those that are done before leaving."""
    names = list(asked)
    handed = [name for name in names if name in BEFORE_LEAVING]
    return [name for name in names if name not in handed], handed
