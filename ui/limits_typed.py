"""What was typed into the form of limits, as text of its fields and as values of TOML. No Qt.

It refuses what cannot be; what is wise is the clinic's business.
"""

import json
from datetime import date
from itertools import pairwise

from monitor.alarm_rule import RANK
from monitor.errors import EntryError
from monitor.profile import Profile
from monitor.settings import Range, RelativeRule
from monitor.toml_lines import Path as Key
from ui.words import number, say

BELIEVABLE = {"systolic": (40, 270), "diastolic": (10, 210), "rate": (20, 300), "spo2": (50, 100)}
"""Between which numbers a limit can lie at all: what devices tell."""

PERCENT = (1, 200)
"""The same of a rise over the baseline."""

COLUMNS = ("high_low", "low", "high", "high_high")
"""From the lowest to the highest: a row's numbers rise."""

ROWS = ("systolic", "diastolic", "rate", "spo2")
APPROVAL = ("author", "approved_by", "effective_from")
ONE_SIDED = "spo2"

Typed = dict[str, str]
"""What stands in each field: `systolic.low`, `relative.0`, `author` and so on."""

Changes = dict[Key, str]
"""TOML literals by the key they belong to."""


def typed_from(profile: Profile, today: date) -> Typed:
    """Return what the fields say of a profile; `today` is when a new version comes into force."""
    limits, high = profile.limits, profile.limits.high
    typed = {
        f"{row}.{column}": text
        for row in ("systolic", "diastolic", "rate")
        for column, text in zip(
            COLUMNS, _row(getattr(limits, row), getattr(high, row)), strict=True
        )
    }
    urgent = "" if high.spo2_low is None else number(high.spo2_low)
    typed |= {"spo2.high_low": urgent, "spo2.low": number(limits.spo2_low)}
    typed |= {f"relative.{n}": number(r.percent) for n, r in enumerate(profile.alarms.relative)}
    return typed | {
        "author": profile.author,
        "approved_by": profile.approved_by,
        "effective_from": today.isoformat(),
    }


def _row(medium: Range, high: Range | None) -> tuple[str, str, str, str]:
    low, top = ("", "") if high is None else map(number, high)
    return low, number(medium[0]), number(medium[1]), top


def changes(typed: Typed, relative: tuple[RelativeRule, ...] = ()) -> Changes:
    """Turn what was typed into TOML literals. EntryError names the field that cannot be.

    relative: the profile's own rules of a rise over the baseline, whose percentages are typed.
    """
    return typed_limits(typed, relative) | typed_approval(typed)


def typed_limits(typed: Typed, relative: tuple[RelativeRule, ...] = ()) -> Changes:
    """What decides about alarms: all but who wrote and approved it."""
    found: Changes = {}
    for row in ROWS:
        found |= _limits(row, {c: typed[f"{row}.{c}"] for c in COLUMNS if f"{row}.{c}" in typed})
    return found | _relative(typed, relative)


def typed_approval(typed: Typed) -> Changes:
    """Who wrote and approved it, and from when it holds."""
    found: Changes = {}
    if not typed["author"].strip():
        raise EntryError("limit_author", field="author")
    for name in ("author", "approved_by"):
        found[(name,)] = json.dumps(" ".join(typed[name].split()), ensure_ascii=False)
    found[("effective_from",)] = _day(typed["effective_from"]).isoformat()
    return found


def _limits(row: str, typed: Typed) -> Changes:
    values = {column: _number(row, column, text) for column, text in typed.items()}
    known = [(column, value) for column, value in values.items() if value is not None]
    for (_, below), (column, above) in pairwise(known):
        if not below < above:
            raise EntryError("limit_order", field=f"{row}.{column}", what=say(f"limits.{row}"))
    low, high = values["low"], values.get("high")
    urgent_low, urgent_high = values["high_low"], values.get("high_high")
    if row == ONE_SIDED:
        found: Changes = {("limits", "spo2_low"): f"{low:g}"}
        urgent = None if urgent_low is None else f"{urgent_low:g}"
        return found | ({("limits", "high", "spo2_low"): urgent} if urgent else {})
    if (urgent_low is None) != (urgent_high is None):
        missing = "high_low" if urgent_low is None else "high_high"
        raise EntryError("limit_pair", field=f"{row}.{missing}", what=say(f"limits.{row}"))
    found = {("limits", row): f"[{low:g}, {high:g}]"}
    if urgent_low is not None:
        found[("limits", "high", row)] = f"[{urgent_low:g}, {urgent_high:g}]"
    return found


def _number(row: str, column: str, text: str) -> float | None:
    """What stands in one field; only limits of high priority may be left out."""
    if text.strip():
        return _between(BELIEVABLE[row], f"{row}.{column}", text)
    if column in {"low", "high"}:
        raise EntryError("limit_missing", field=f"{row}.{column}", what=say(f"limits.{row}"))
    return None


def _relative(typed: Typed, rules: tuple[RelativeRule, ...]) -> Changes:
    """All of them in one literal, or nothing where none was changed: its comments are kept then."""
    percents = [_percent(f"relative.{place}", typed) for place in range(len(rules))]
    for place, rule in enumerate(rules):
        graver = RANK[rule.priority]
        milder = [p for r, p in zip(rules, percents, strict=True) if RANK[r.priority] < graver]
        if percents[place] <= max(milder, default=0):
            field = f"relative.{place}"
            raise EntryError("limit_order", field=field, what=say("limits.relative"))
    if percents == [rule.percent for rule in rules]:
        return {}
    written = ", ".join(
        f'{{ percent = {percent:g}, at_least = {rule.at_least:g}, priority = "{rule.priority}" }}'
        for rule, percent in zip(rules, percents, strict=True)
    )
    return {("alarms", "relative"): f"[{written}]"}


def _percent(field: str, typed: Typed) -> float:
    if not typed[field].strip():
        raise EntryError("limit_missing", field=field, what=say("limits.relative"))
    return _between(PERCENT, field, typed[field])


def _between(bounds: tuple[float, float], field: str, text: str) -> float:
    low, high = bounds
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise EntryError("not_a_number", field=field, text=text) from None
    if not low <= value <= high:
        raise EntryError("typed_out_of_range", field=field, low=low, high=high)
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise EntryError("not_a_date", field="effective_from") from None
