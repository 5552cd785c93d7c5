"""What was typed into the form of limits."""

from datetime import date

import msgspec
import pytest

from monitor.errors import EntryError
from monitor.profile import parse, shipped
from monitor.settings import HighLimits
from monitor.toml_lines import edited
from ui.dialogs.type_vitals_dialog import RANGES
from ui.limits_typed import BELIEVABLE, changes, typed_from

TODAY = date(2026, 11, 22)
TYPED = {**typed_from(shipped(), TODAY), "author": "Adeyemi"}


def test_what_a_profile_says_stands_in_the_fields() -> None:
    """From the lowest number to the highest, and today's date."""
    row = [TYPED[f"systolic.{column}"] for column in ("high_low", "low", "high", "high_high")]
    assert row == ["85", "95", "160", "180"]
    assert (TYPED["spo2.high_low"], TYPED["spo2.low"]) == ("90", "92")
    assert "spo2.high" not in TYPED
    assert (TYPED["effective_from"], TYPED["approved_by"]) == ("2026-11-22", "")


def test_what_is_typed_comes_back_in_the_profile() -> None:
    """Names as they are written, with quotes in them."""
    typed = {**TYPED, "rate.high": "125.5", "author": ' A "B"  C\\ ', "approved_by": "Müller"}
    made = parse(edited(shipped().text, changes(typed)))
    assert [*made.limits.rate] == [50, 125.5]
    assert made.limits.high == shipped().limits.high
    assert (made.author, made.approved_by) == ('A "B" C\\', "Müller")
    assert made.effective_from == TODAY


def test_rises_over_the_baseline_come_back_with_their_floor_and_priority() -> None:
    """They stand in one list; where none was changed its text is left as it is."""
    rises = shipped().alarms.relative
    assert (TYPED["relative.0"], TYPED["relative.1"]) == ("20", "30")
    assert not [path for path in (*changes(TYPED, rises), *changes(TYPED)) if "alarms" in path]
    made = parse(edited(shipped().text, changes({**TYPED, "relative.1": "32.5"}, rises)))
    told = [(one.percent, one.at_least, one.priority) for one in made.alarms.relative]
    assert told == [(20, 140, "low"), (32.5, 150, "medium")]
    assert made.alarms.observed == shipped().alarms.observed
    with_comma = parse(edited(shipped().text, changes({**TYPED, "relative.1": "32,5"}, rises)))
    assert with_comma.alarms.relative == made.alarms.relative


@pytest.mark.parametrize(
    ("field", "text", "code", "where"),
    [
        ("systolic.low", "160", "limit_order", "systolic.high"),
        ("systolic.low", "85", "limit_order", "systolic.low"),
        ("systolic.high_high", "150", "limit_order", "systolic.high_high"),
        ("spo2.high_low", "93", "limit_order", "spo2.low"),
        ("rate.low", "", "limit_missing", "rate.low"),
        ("rate.high_low", "", "limit_pair", "rate.high_low"),
        ("rate.high_high", " ", "limit_pair", "rate.high_high"),
        ("rate.low", "x", "not_a_number", "rate.low"),
        ("rate.low", "nan", "typed_out_of_range", "rate.low"),
        ("diastolic.high", "inf", "typed_out_of_range", "diastolic.high"),
        ("spo2.low", "101", "typed_out_of_range", "spo2.low"),
        ("relative.0", "", "limit_missing", "relative.0"),
        ("relative.1", "-", "not_a_number", "relative.1"),
        ("relative.1", "201", "typed_out_of_range", "relative.1"),
        ("relative.0", "0", "typed_out_of_range", "relative.0"),
        ("relative.0", "30", "limit_order", "relative.1"),
        ("author", " ", "limit_author", "author"),
        ("effective_from", "tomorrow", "not_a_date", "effective_from"),
        ("effective_from", "2026-02-30", "not_a_date", "effective_from"),
    ],
)
def test_what_cannot_be_names_its_field(field: str, text: str, code: str, where: str) -> None:
    """So that the form can mark it."""
    with pytest.raises(EntryError) as caught:
        changes({**TYPED, field: text}, shipped().alarms.relative)
    assert (caught.value.code, caught.value.values["field"]) == (code, where)


def test_limits_of_high_priority_may_be_left_out() -> None:
    """Where a profile has none."""
    limits = msgspec.structs.replace(shipped().limits, high=HighLimits())
    typed = typed_from(msgspec.structs.replace(shipped(), limits=limits), TODAY)
    assert typed["rate.high_low"] == typed["spo2.high_low"] == ""
    found = changes({**typed, "author": "A"})
    assert not [path for path in found if "high" in path]


def test_a_limit_can_be_what_a_person_can_type() -> None:
    """No wider and no narrower than what is taken without a question."""
    assert {name: RANGES[name] for name in BELIEVABLE} == BELIEVABLE
