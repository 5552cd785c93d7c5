"""A sign is there from its first tap to its second."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from monitor.events import Observation, SessionStart
from monitor.profile import shipped
from monitor.scale import scales
from monitor.session import Session
from tests.ui.conftest import NURSE, POPUPS, STARTED_AT, Desk, Desks, opened_menu, touch
from ui import theme
from ui.dialogs.scale_form import ScaleForm
from ui.language import speak
from ui.signs_view import MOST_BUTTONS, SignsView
from ui.words import say


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


# --- the clinic's list ---------------------------------------------------------------------------


class Rows:
    """Rows of signs as wide as the panel, where the clinic has a list of its own."""

    def __init__(self, qtbot: QtBot, start: SessionStart) -> None:
        self._qtbot, self._start = qtbot, start

    def of(self, *listed: str, sizes: theme.Sizes = theme.FULL) -> SignsView:
        """The row of this list."""
        profile = shipped()
        pick = msgspec.structs.replace(profile.pick, also_seen=listed)
        session = Session(msgspec.structs.replace(profile, pick=pick), self._start)
        row = SignsView(session, sizes, lambda t_ms: STARTED_AT + timedelta(milliseconds=t_ms))
        self._qtbot.addWidget(row)
        row.refresh(0)
        return row


@pytest.fixture
def rows(qtbot: QtBot, dressed: object, start: SessionStart) -> Rows:
    """In the bedside's dress."""
    return Rows(qtbot, start)


def test_the_clinic_says_which_signs_have_a_button(rows: Rows) -> None:
    """In its order; a name there is none for, and one said twice, have none."""
    row = rows.of("itching", "mad", "dizzy", "itching")
    assert [made.text() for made in row.buttons.values()] == ["Itching", "Dizzy"]


def test_what_is_not_on_the_list_is_behind_more_and_counted(rows: Rows) -> None:
    """None may become impossible to enter, or be out of sight while it is there."""
    row = rows.of("itching")
    seen = Observation(t_ms=0, by=NURSE, scale="also_seen", version="1", answers={"dizzy": 1})
    row._session.apply(replace(seen, seq=1))
    row.refresh(0)
    assert row.others.text() == "More… (1)"
    assert "Dizzy" in row.others.toolTip()
    assert len(row.scale.items) == len(scales()["also_seen"].items)


@pytest.mark.parametrize("language", ["english", "german"])
@pytest.mark.parametrize(
    "listed",
    [(), ("blurred_double", "chest_pain", "headache", "palpitations", "needs_toilet")],
)
def test_more_is_never_cut_off(rows: Rows, language: str, listed: tuple[str, ...]) -> None:
    """As many as the row has room for, and no more than four."""
    speak(language)
    try:
        row = rows.of(*listed)
        row.others.setText(say("signs.more_there", count=15))
    finally:
        speak("english")
    assert (2 if listed else MOST_BUTTONS) <= len(row.buttons) <= MOST_BUTTONS
    assert row.minimumSizeHint().width() <= theme.FULL.panel - 2 * theme.FULL.margin


def test_a_long_title_takes_two_lines_and_its_beginning_stays_with_the_time(rows: Rows) -> None:
    """A short one of two words is not broken."""
    row = rows.of("short_of_breath", "needs_toilet", "blurred_double")
    texts = ["Short of\nbreath", "Needs toilet", "Blurred/\ndouble vision"]
    assert [made.text() for made in row.buttons.values()] == texts
    for seq, sign in enumerate(row.buttons, start=1):
        seen = Observation(t_ms=0, by=NURSE, scale="also_seen", version="1", answers={sign: 1})
        row._session.apply(replace(seen, seq=seq))
    row.refresh(0)
    texts = ["Short of…\n14:00", "Needs toilet\n14:00", "Blurred\n14:00"]
    assert [made.text() for made in row.buttons.values()] == texts
