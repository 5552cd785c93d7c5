"""One table: every key on the card acts, every line of More acts, and buttons tell their keys."""

import dataclasses

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication

from monitor.events import CuffRequest, Mark, Phase, PumpStep
from tests.ui.conftest import Desk, Desks
from ui import language, theme
from ui.bedside_actions import ACTIONS, BY_CODE, DIGITS, Action, card, keyed
from ui.dialogs.keys_card import KeysCard

OPENED = [action.code for action in ACTIONS if action.does is None]


def test_a_code_and_a_key_mean_one_thing(bedside: Desk) -> None:
    """Those of the rows are taken too."""
    keys = [action.key for action in keyed()] + [row.scale.shortcut for row in bedside.window.rows]
    assert len(set(keys)) == len(keys)
    assert len(BY_CODE) == len(ACTIONS)


def test_what_does_nothing_else_opens_a_dialog(bedside: Desk) -> None:
    """Of its own code."""
    assert set(OPENED) <= set(bedside.window.dialogs.open)


def test_the_card_has_every_key_that_the_window_obeys(bedside: Desk) -> None:
    """No key is secret, and none on the card is dead."""
    obeyed = {made.key().toString() for made in bedside.window.findChildren(QShortcut)}
    said = {key for key, _ in card(bedside.window.rows)}
    assert DIGITS in said
    digits = {str(digit) for digit in range(10)}
    assert {QKeySequence(key).toString() for key in said - {DIGITS}} | digits == obeyed


def test_the_question_mark_shows_the_card(bedside: Desk) -> None:
    """With the cuff's key first."""
    bedside.keys("?")
    assert isinstance(bedside.window.dialogs.shown("keys"), KeysCard)
    assert card(bedside.window.rows)[:2] == [("M", "Measure BP"), ("S", "Sedation")]


@pytest.mark.parametrize("code", [action.code for action in ACTIONS if action.in_more])
def test_every_line_of_more_does_something(bedside: Desk, code: str) -> None:
    """It enters, opens, shows or copies something."""
    window, clipboard = bedside.window, QApplication.clipboard()
    clipboard.setText("")
    before = len(bedside.taken)
    window.footer.actions_of_more[code].trigger()
    opened = window.dialogs.shown(code) is not None or window.ending.isVisible()
    assert opened or window.glance.isVisible() or clipboard.text() or len(bedside.taken) > before


def test_a_line_and_a_key_are_there_when_they_are_offered(bedside: Desk) -> None:
    """The rate of a pump is changed while there is one."""
    lines = bedside.window.footer.actions_of_more
    assert lines["rate_changed"].isVisible()
    bedside.press(bedside.window.pump.started)
    bedside.window.pump.choose(bedside.window.pump.stopped, "finished")
    assert bedside.window.session.phase is Phase.RECOVERY
    assert lines["pump_started"].isVisible()
    bedside.window.end_session()
    bedside.window.refresh()
    assert not any(lines[code].isVisible() for code in ("rate_changed", "pump_started"))
    assert lines["copy_note"].isVisible()


def test_a_key_that_is_not_offered_does_nothing(bedside: Desk) -> None:
    """A button that is pressed all the same does what it says."""
    never: Action = dataclasses.replace(BY_CODE["mark"], offered=lambda _session: False)
    never.act_if_offered(bedside.window)
    assert bedside.all(Mark) == []
    never.act(bedside.window)
    assert len(bedside.all(Mark)) == 1


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_every_button_with_a_key_tells_it(desks: Desks, sizes: theme.Sizes) -> None:
    """To who hovers and to who listens."""
    window = desks(sizes=sizes).window
    also = window.signs.others if sizes.row_of_signs else window.footer.buttons["signs"]
    told: list[tuple[QAbstractButton, str]] = [
        (window.cuff.measure, "Key: M"),
        (also, "Key: X"),
        (window.footer.buttons["mark"], "Key: Space"),
        (window.footer.buttons["copy_note"], "Key: C"),
        (window.row("dissociation").buttons[2], "Key: D, then 2"),
        (window.row("nausea").buttons[7], "Key: N, then 7"),
    ]
    for made, key in told:
        assert made.toolTip().split("\n")[-1] == key
        assert made.accessibleDescription() == key
    for made in (window.footer.buttons["note"], window.row("nausea").buttons[10]):
        assert "Key" not in made.toolTip() + made.accessibleDescription()


def test_more_has_the_keys_at_its_right(bedside: Desk) -> None:
    """And binds none of them: a scanner types there as well."""
    lines = bedside.window.footer.actions_of_more
    assert lines["glance"].text() == "Glance view\tG"
    assert lines["note"].text() == "Note…"
    assert all(line.shortcut().isEmpty() for line in lines.values())


def test_keys_are_named_in_the_language_that_is_spoken(bedside: Desk) -> None:
    """As they are printed on a keyboard there."""
    language.speak("german")
    try:
        assert ("Leertaste", "Moment merken") in card(bedside.window.rows)
    finally:
        language.speak("english")


def test_a_key_goes_the_whole_way_round(bedside: Desk) -> None:
    """From the keyboard to the record."""
    bedside.keys("m")
    bedside.keys(" ")
    assert len(bedside.all(CuffRequest)) == len(bedside.all(Mark)) == 1
    bedside.keys("g")
    assert bedside.window.glance.isVisible()
    assert bedside.window.session.pump() is not PumpStep.STARTED
