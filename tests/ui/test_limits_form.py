"""The manager's form: judged as it is typed, and saved as one version more."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor.history import History
from monitor.profile import Profile, parse, shipped
from tests.monitor.lived import QUIET, SURGE, Lived
from tests.ui.conftest import colours, rgb
from ui import theme
from ui.limits_form import LimitsForm
from ui.policy_check import Sessions
from ui.theme import DARK
from ui.words import WORDS

TODAY = date(2026, 11, 22)
NEXT = shipped().version + 1
SAVED = [(2, Lived(SURGE).history()), (1, Lived(QUIET).history())]


def opened(
    qtbot: QtBot,
    folder: Path,
    profile: Profile | None = None,
    sizes: theme.Sizes = theme.FULL,
    sessions: Sessions | None = None,
) -> LimitsForm:
    """The form on its own."""
    form = LimitsForm(None, sizes, profile or shipped(), folder, TODAY, sessions)
    qtbot.addWidget(form)
    form.show()
    return form


def test_it_opens_with_the_limits_and_asks_for_an_author(qtbot: QtBot, tmp_path: Path) -> None:
    """A greyed button has its reason."""
    form = opened(qtbot, tmp_path)
    assert form.fields["systolic.high"].text() == "160"
    assert form.said() == "Type who wrote these limits."
    assert not form.save.isEnabled()
    assert form.save.text() == f"Save as version {NEXT}"


def test_without_an_approver_it_says_what_that_means(qtbot: QtBot, tmp_path: Path) -> None:
    """And can be saved all the same."""
    form = opened(qtbot, tmp_path)
    form.fields["author"].setText("Adeyemi")
    assert form.said() == "Without an approver these stay example limits."
    assert form.save.isEnabled()
    form.fields["approved_by"].setText("Haddad")
    assert form.said() == ""


def test_what_cannot_be_is_marked_while_it_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    """At its field and in a sentence; mended, both go."""
    form = opened(qtbot, tmp_path)
    form.fields["author"].setText("Adeyemi")
    form.fields["rate.low"].setText("130")
    assert form.said() == "Rate bpm: the numbers must rise from left to right."
    assert [name for name, f in form.fields.items() if f.property("wrong")] == ["rate.high"]
    assert not form.save.isEnabled()
    form.fields["rate.low"].setText("55")
    assert form.save.isEnabled()
    assert not [name for name, f in form.fields.items() if f.property("wrong")]


def test_a_limit_of_high_priority_is_not_dropped_here(qtbot: QtBot, tmp_path: Path) -> None:
    """Where the profile has one."""
    form = opened(qtbot, tmp_path)
    form.fields["author"].setText("Adeyemi")
    form.fields["spo2.high_low"].clear()
    assert form.said() == "SpO₂ %: this limit is needed."
    assert not form.save.isEnabled()


def test_saving_writes_the_next_version(qtbot: QtBot, tmp_path: Path) -> None:
    """With who wrote and approved it and from when it holds; nothing else changes."""
    form = opened(qtbot, tmp_path / "profiles")
    typed = {"author": "Adeyemi", "approved_by": "Haddad", "rate.high": "125"}
    for name, text in typed.items():
        form.fields[name].setText(text)
    with qtbot.waitSignal(form.saved) as saved:
        form.save.click()
    made = parse(saved.args[0].read_text(encoding="utf-8"))
    assert (made.version, made.author, made.approved_by) == (NEXT, "Adeyemi", "Haddad")
    assert (made.effective_from, made.limits.rate) == (TODAY, (50, 125))
    assert made.schedule == shipped().schedule
    assert not form.isVisible()


def test_what_was_not_changed_is_no_version(qtbot: QtBot, tmp_path: Path) -> None:
    """One that says the same would only raise questions."""
    form = opened(qtbot, tmp_path)
    form.fields["author"].setText("Adeyemi")
    form.save.click()
    profile = parse(next(tmp_path.iterdir()).read_text(encoding="utf-8"))
    again = opened(qtbot, tmp_path, profile)
    assert again.said() == "Nothing was changed yet."
    assert not again.save.isEnabled()


def test_a_folder_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    """And what was typed stays."""
    (tmp_path / "file").write_text("")
    form = opened(qtbot, tmp_path / "file")
    form.fields["author"].setText("Adeyemi")
    form.save.click()
    assert "cannot be written" in form.said()
    assert form.isVisible()
    assert form.fields["author"].text() == "Adeyemi"


def test_before_saving_it_says_what_the_limits_would_have_done(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """As they are typed, an author or not; the form is never in the way of it."""
    form = opened(qtbot, tmp_path, sessions=lambda _profile: SAVED)
    policy = form.policy
    assert policy is not None
    qtbot.waitUntil(lambda: "in 1 of your last 2 sessions (recorded: 1)" in policy.said())
    form.fields["systolic.high"].setText("170")
    qtbot.waitUntil(lambda: "in 0 of your last 2 sessions (recorded: 1)" in policy.said())
    form.fields["author"].setText("Adeyemi")
    assert "in 0 of your last 2 sessions" in policy.said()
    form.fields["systolic.high"].setText("70")
    assert policy.said() == WORDS["policy.waiting"]
    form.fields["systolic.high"].setText("125")
    form.save.click()
    assert not form.isVisible()
    assert not policy._check._thread.is_alive()


def test_a_rise_over_the_baseline_can_be_moved(qtbot: QtBot, tmp_path: Path) -> None:
    """And is tried and saved like a limit."""
    tried: list[float] = []

    def sessions(profile: Profile) -> list[tuple[int, History]]:
        tried.append(profile.alarms.relative[0].percent)
        return []

    form = opened(qtbot, tmp_path, sessions=sessions)
    form.fields["author"].setText("Adeyemi")
    form.fields["relative.0"].setText("25")
    qtbot.waitUntil(lambda: tried == [25])
    with qtbot.waitSignal(form.saved) as saved:
        form.save.click()
    made = parse(saved.args[0].read_text(encoding="utf-8"))
    assert [one.percent for one in made.alarms.relative] == [25, 30]


@pytest.mark.parametrize("sizes", [theme.FULL, theme.COMPACT], ids=["full", "compact"])
def test_it_fits_the_smallest_screen_and_names_its_fields(
    qtbot: QtBot, tmp_path: Path, sizes: theme.Sizes
) -> None:
    """For a screen reader too; and nothing in it has a colour of alarms."""
    form = opened(qtbot, tmp_path, sizes=sizes, sessions=lambda _profile: SAVED)
    size = form.sizeHint()
    assert size.width() <= 1366
    assert size.height() <= 768
    assert all(f.accessibleName() for f in form.fields.values())
    assert form.fields["rate.low"].accessibleName() == "Rate bpm Low: medium"
    form.fields["rate.low"].setText("130")
    assert not {rgb(DARK.alarm_medium), rgb(DARK.alarm_high)} & colours(form)
    assert WORDS["limits.title"] == form.windowTitle()
