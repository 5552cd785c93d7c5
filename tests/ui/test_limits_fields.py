"""The fields of the form of limits: what is in them, and which one is wrong."""

from datetime import date

from pytestqt.qtbot import QtBot

from monitor.profile import shipped
from ui import theme
from ui.limits_fields import LimitsFields
from ui.limits_typed import typed_from

BEFORE = typed_from(shipped(), date(2026, 11, 22))
RISES = shipped().alarms.relative


def fields(qtbot: QtBot) -> LimitsFields:
    """The fields of the shipped profile."""
    made = LimitsFields(theme.FULL, BEFORE, RISES)
    qtbot.addWidget(made)
    return made


def test_every_field_says_what_the_profile_says_and_has_a_name(qtbot: QtBot) -> None:
    """No two are called the same by a screen reader."""
    made = fields(qtbot)
    assert made.typed() == BEFORE
    names = [field.accessibleName() for field in made.by_name.values()]
    assert len(set(names)) == len(BEFORE)
    assert made.by_name["relative.1"].accessibleName().endswith("Medium, from 150 mmHg")


def test_what_is_typed_is_told(qtbot: QtBot) -> None:
    """Each letter of it."""
    made = fields(qtbot)
    with qtbot.waitSignal(made.changed):
        made.by_name["relative.0"].setText("25")
    assert made.typed() == {**BEFORE, "relative.0": "25"}


def test_one_field_is_marked_at_a_time(qtbot: QtBot) -> None:
    """Until none is wrong."""
    made = fields(qtbot)
    for wrong in ("rate.low", "relative.0", None):
        made.mark(wrong)
        marked = [name for name, field in made.by_name.items() if field.property("wrong")]
        assert marked == ([] if wrong is None else [wrong])


def test_a_profile_without_rises_has_no_fields_for_them(qtbot: QtBot) -> None:
    """There is nothing to move."""
    before = {name: text for name, text in BEFORE.items() if not name.startswith("relative")}
    made = LimitsFields(theme.FULL, before, ())
    qtbot.addWidget(made)
    assert made.typed() == before
