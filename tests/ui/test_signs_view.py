"""A sign is there from its first tap to its second."""

import pytest

from monitor.events import Observation
from tests.ui.conftest import POPUPS, Desk, Desks, opened_menu, touch
from ui import theme
from ui.dialogs.scale_form import ScaleForm


def answers(desk: Desk) -> list[dict[str, int | str]]:
    """What was entered so far."""
    return [made.answers for made in desk.all(Observation)]


def test_the_first_tap_is_the_onset_and_the_second_the_end(bedside: Desk) -> None:
    """With the time since when on the button; a bounce within two seconds is one tap."""
    made = bedside.window.signs.buttons["dizzy"]
    bedside.at(60)
    bedside.press(made)
    assert made.text() == "Dizzy\n14:01"
    bedside.at(300)
    bedside.press(made)
    assert made.text() == "Dizzy"
    assert answers(bedside) == [{"dizzy": "started"}, {"dizzy": 0}]


def test_two_signs_do_not_replace_each_other(bedside: Desk) -> None:
    """Each is a question of its own, though they came within ten seconds."""
    signs = bedside.window.signs
    for sign in ("dizzy", "anxious"):
        bedside.press(signs.buttons[sign])
    assert len(bedside.window.session.observations("also_seen")) == 2


@pytest.mark.qt_log_ignore(*POPUPS)
def test_a_long_press_says_how_bad_it_is(qtbot: object, bedside: Desk) -> None:
    """Qt turns it into a wish for a context menu."""
    made = bedside.window.signs.buttons["headache"]
    made.customContextMenuRequested.emit(made.rect().center())
    touch(opened_menu(qtbot), "Severe")  # type: ignore[arg-type]
    assert answers(bedside) == [{"headache": 3}]


def test_what_is_there_behind_more_is_counted(bedside: Desk) -> None:
    """Nothing that was seen may be out of sight."""
    view = bedside.window.signs
    view.tapped.emit(view.scale, {"itching": "started"})
    assert view.others.text() == "More… (1)"
    assert view.others.toolTip() == "Itching\nKey: X"


def test_a_small_window_has_a_button_instead(desks: Desks) -> None:
    """Of the footer; its form has all signs."""
    desk = desks(sizes=theme.COMPACT)
    assert not desk.window.signs.isVisible()
    desk.press(desk.window.footer.buttons["signs"])
    (form,) = desk.window.findChildren(ScaleForm)
    assert form.isVisible()
    assert form.scale.id == "also_seen"
