"""Beside the fields: in how many sessions there would have been an alarm, and in which."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from monitor.errors import ProfileError, RecordError
from monitor.events import AlarmChange, AlarmStep, Priority
from monitor.history import History
from monitor.policy import Looked
from monitor.profile import Profile, parse, shipped
from monitor.toml_lines import edited
from tests.monitor.lived import QUIET, SURGE, Lived
from ui import theme
from ui.policy_view import PolicyView, lines, sentence
from ui.words import clock_time, say

SURGED, CALM = Lived(SURGE).history(), Lived(QUIET).history()
ALARM = AlarmChange(
    t_ms=0,
    rule="spo2.low",
    step=AlarmStep.RAISED,
    priority=Priority.MEDIUM,
    value=89,
    threshold=92,
)


def saved(_profile: Profile) -> Iterator[tuple[int, History]]:
    """Two sessions, the newest first."""
    yield 2, SURGED
    yield 1, CALM


def broken(_profile: Profile) -> Iterator[tuple[int, History]]:
    """A record that is none."""
    raise RecordError("record_not_ours", path="r.db")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PolicyView]:
    """The view on two sessions."""
    made = PolicyView(theme.FULL, saved)
    qtbot.addWidget(made)
    yield made
    made.stop()


def looked(session: int, recorded: int, replayed: int) -> Looked:
    """A session in which there were, and would have been, so many alarms."""
    return Looked(session, SURGED.start, [ALARM] * recorded, [ALARM] * replayed)


def texts(view: PolicyView) -> list[str]:
    """What its list says."""
    return [view.list.item(row).text() for row in range(view.list.count())]


def test_it_says_in_how_many_sessions_and_in_which(view: PolicyView, qtbot: QtBot) -> None:
    """Only those with an alarm are named; what it would be, too."""
    view.look(shipped)
    assert view.said() == "Trying these limits on your last sessions…"
    qtbot.waitUntil(lambda: view.list.count() > 0)
    assert view.said() == "Would have alarmed in 1 of your last 2 sessions (recorded: 1)."
    at = clock_time(SURGED.start.at)
    (only,) = texts(view)
    assert only.startswith(f"2026-03-01 {at} · No. 2 · alarms: 1 (recorded: 1)\n")
    assert only.endswith("SYS 165 (limit 160)")


def test_what_was_typed_last_is_tried_and_nothing_before_it(view: PolicyView, qtbot: QtBot) -> None:
    """Digits that are still being typed are no limits."""
    tried: list[str] = []

    def wanted(high: str) -> Profile:
        tried.append(high)
        return parse(edited(shipped().text, {("limits", "systolic"): f"[95, {high}]"}))

    for high in ("17", "175"):
        view.look(partial(wanted, high))
    qtbot.waitUntil(lambda: "recorded" in view.said())
    assert tried == ["175"]
    assert view.said() == "Would have alarmed in 0 of your last 2 sessions (recorded: 1)."
    assert texts(view) == [lines([Looked(2, SURGED.start, [ALARM], [])])[0]]


def test_what_cannot_be_takes_the_old_answer_away(view: PolicyView, qtbot: QtBot) -> None:
    """It was of other limits; one that is on its way is not shown any more."""
    view.look(shipped)
    qtbot.waitUntil(lambda: view.list.count() > 0)
    view.look(shipped)
    view._settle.stop()
    view._ask()
    view.wait()
    with qtbot.waitSignal(view._check.found):
        pass
    assert view.said() == "Limits that cannot be are not tried."
    assert texts(view) == []


def test_a_record_that_cannot_be_opened_is_said(qtbot: QtBot) -> None:
    """In a sentence, and the form goes on."""
    made = PolicyView(theme.FULL, broken)
    qtbot.addWidget(made)
    made.look(shipped)
    qtbot.waitUntil(lambda: made._said.property("role") == "wrong")
    assert made.said() == say("error.record_not_ours", path="r.db")
    made.stop()


def test_limits_that_make_no_profile_are_said(view: PolicyView) -> None:
    """Where a table stands in one line the form cannot reach into it."""

    def wanted() -> Profile:
        raise ProfileError("profile_table_in_one_line", key="limits")

    view.look(wanted)
    view._ask()
    assert view.said() == say("error.profile_table_in_one_line", key="limits")


def test_sessions_are_counted_and_not_their_alarms() -> None:
    """Nurse.md D: would have alarmed in 4 of your last 30 sessions."""
    found = [looked(n, recorded=int(n < 7), replayed=3 * (n < 4)) for n in range(30)]
    assert sentence(found) == "Would have alarmed in 4 of your last 30 sessions (recorded: 7)."
    assert len(lines(found)) == 7
    assert sentence([]) == "There is no finished session to try these limits on yet."


def test_a_session_of_many_alarms_names_the_first() -> None:
    """The review shows them all."""
    (line,) = lines([looked(5, recorded=0, replayed=5)])
    named = ", ".join(["SpO₂ 89 (limit 92)"] * 3)
    assert line.splitlines()[1] == f"{named}, and 2 more"
    (quiet,) = lines([looked(5, recorded=2, replayed=0)])
    assert quiet.endswith("alarms: 0 (recorded: 2)")


def test_a_session_without_a_time_is_named_all_the_same() -> None:
    """By its number."""
    one = replace(looked(5, 1, 0), start=replace(SURGED.start, at=None))
    assert lines([one])[0].startswith("– --:-- · No. 5")
