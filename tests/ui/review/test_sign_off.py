"""Signing from the review: by key and by mouse, never unseen, never in somebody else's session."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor import people
from monitor.amending import amend, sign
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Correction,
    Meaning,
    Observation,
    Priority,
    SessionKind,
    Signature,
)
from monitor.people import People, Person, beside
from monitor.roles import Role
from monitor.signing import signatures
from monitor.store import Store
from monitor.verification import State, verify
from tests.ui.reviewer import Reviewer
from tests.ui.saved_sessions import STARTED, corrected, infusion, save, start
from ui import theme
from ui.review.sign_off import last_words

LATER = STARTED + timedelta(days=1)
REVIEWER = "Brandt"


@pytest.fixture(scope="module", autouse=True)
def light(qapp: QApplication) -> None:
    """As at the supervisor's desk."""
    theme.dress(qapp, theme.LIGHT)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """From the top of the list: 4 and 2 to review, 1 not finished, 3 a demo."""
    path = tmp_path / "clinic.dripwatch"
    save(path, start("Open"), infusion(), end_ms=None)
    save(path, start("Second"), infusion())
    save(path, start(None, kind=SessionKind.DEMO), infusion())
    save(path, start("First"), infusion())
    return path


@pytest.fixture
def reviewer(qtbot: QtBot, record: Path) -> Iterator[Reviewer]:
    """At the window, on the newest session."""
    made = Reviewer(qtbot, record)
    yield made
    made.close()


def test_the_list_says_where_each_session_stands(reviewer: Reviewer) -> None:
    """A demo is nobody's to sign."""
    said = [one.cells["status"] for one in reviewer.list.listed]
    assert said == ["To review", "To review", "Not finished", "Demo"]


def test_s_signs_what_is_seen_and_goes_to_the_next(reviewer: Reviewer) -> None:
    """What was signed goes to its group; the list stays where it was."""
    reviewer.be(REVIEWER)
    reviewer.key(Qt.Key.Key_S)
    (signature,) = reviewer.until_signed(4)
    assert (signature.by, signature.meaning) == (REVIEWER, Meaning.SUPERVISOR_REVIEWED)
    assert len(signature.head) == 20
    assert reviewer.status(4) == "Signed"
    assert reviewer.list.session() == 2
    assert reviewer.list.hasFocus()
    assert verify(reviewer.record, 4).state is State.INTACT


def test_after_the_last_it_says_that_none_waits(reviewer: Reviewer) -> None:
    """No window closes, nothing is signed twice."""
    reviewer.be(REVIEWER)
    for session in (4, 2):
        reviewer.key(Qt.Key.Key_S)
        reviewer.until_signed(session)
    reviewer.key(Qt.Key.Key_S)
    reviewer.until_signed(2)
    assert reviewer.page.said == "No other session waits for review."


def test_from_the_last_line_the_next_is_the_first_that_waits(reviewer: Reviewer) -> None:
    """Who began further down has not skipped those above."""
    reviewer.be(REVIEWER)
    reviewer.choose(2)
    reviewer.list.setFocus()
    reviewer.key(Qt.Key.Key_S)
    reviewer.until_signed(2)
    assert reviewer.list.session() == 4


def test_a_signature_needs_a_name(reviewer: Reviewer) -> None:
    """The keys go where it is typed; S there is a letter."""
    reviewer.key(Qt.Key.Key_S)
    assert reviewer.page.said.startswith("A signature needs a name.")
    assert reviewer.bar.name.hasFocus()
    reviewer.key(Qt.Key.Key_S)
    assert reviewer.bar.name.text().casefold() == "s"
    assert reviewer.entries(4) == reviewer.entries(2)


def test_a_scanner_signs_nothing(reviewer: Reviewer) -> None:
    """Keys closer together than a hand's are no keys."""
    reviewer.be(REVIEWER)
    reviewer._hand_s += 1
    for key in "S4S":
        QTest.keyClicks(reviewer.list, key)
    reviewer.qtbot.waitUntil(lambda: not reviewer.sign_off.keys.waiting)
    assert reviewer.sign_off._busy is None
    reviewer.until_signed(4, 0)


def test_the_author_alone_is_told_to_ask_somebody_else(reviewer: Reviewer) -> None:
    """Adeyemi recorded all of it."""
    reviewer.be("adeyemi")
    reviewer.press("sign")
    reviewer.until_signed(4, 0)
    assert "does not review it" in reviewer.page.said
    assert reviewer.status(4) == "To review"


def test_a_clinic_may_let_the_author_review(qtbot: QtBot, tmp_path: Path) -> None:
    """A setting of the profile under which the session was recorded."""
    path = tmp_path / "lone.dripwatch"
    alone = start().profile.replace("author_may_review = false", "author_may_review = true")
    save(path, start(profile=alone), infusion())
    made = Reviewer(qtbot, path)
    made.be("Adeyemi")
    made.press("sign")
    made.until_signed(1)
    assert made.status(1) == "Signed"
    made.close()


def test_nobody_signs_the_same_review_twice(reviewer: Reviewer) -> None:
    """A second press says so; a second reviewer may."""
    reviewer.be(REVIEWER)
    reviewer.press("sign")
    reviewer.until_signed(4)
    reviewer.press("sign")
    reviewer.until_signed(4)
    assert reviewer.page.said == "Brandt has signed this session already."
    reviewer.be("Dr Okafor")
    reviewer.press("sign")
    reviewer.until_signed(4, 2)


def test_a_return_needs_its_question(reviewer: Reviewer) -> None:
    """R leads to the words; Ctrl+Enter there returns it, with a keyboard alone."""
    reviewer.be(REVIEWER)
    reviewer.key(Qt.Key.Key_R)
    assert reviewer.page.said.startswith("A return needs a question.")
    assert reviewer.bar.words.hasFocus()
    QTest.keyClicks(reviewer.bar.words, "ondansetron time?")
    QTest.keyClick(reviewer.bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (asked,) = reviewer.until_signed(4)
    assert (asked.meaning, asked.comment) == (Meaning.RETURNED, "ondansetron time?")
    assert reviewer.status(4) == "Returned"
    returned = next(one for one in reviewer.list.listed if one.session == 4)
    assert "ondansetron time?" in returned.second_line
    assert reviewer.bar.said == ""


def test_words_beside_a_review_are_its_comment_and_stay_with_their_session(
    reviewer: Reviewer,
) -> None:
    """What was typed for one session is not signed into the next."""
    reviewer.be(REVIEWER)
    reviewer.bar.words.setPlainText("well recorded")
    reviewer.choose(2)
    reviewer.press("sign")
    assert reviewer.until_signed(2)[0].comment is None
    reviewer.bar.words.setPlainText("well recorded")
    reviewer.choose(4)
    reviewer.bar.words.setPlainText("mind the gap")
    reviewer.press("sign")
    assert reviewer.until_signed(4)[0].comment == "mind the gap"


@pytest.mark.parametrize(
    ("session", "why"), [(1, "has not ended"), (3, "Only a patient's session")]
)
def test_what_nobody_signs_says_why(reviewer: Reviewer, session: int, why: str) -> None:
    """And no key gets round it."""
    reviewer.be(REVIEWER)
    reviewer.choose(session)
    assert why in reviewer.page.said
    assert not any(made.isEnabled() for made in reviewer.bar.buttons.values())
    reviewer.list.setFocus()
    reviewer.key(Qt.Key.Key_S)
    reviewer.until_signed(session, 0)


def test_while_a_session_runs_the_window_only_reads_and_says_who_has_it(
    reviewer: Reviewer,
) -> None:
    """Once that ends it signs."""
    running = Store(reviewer.record)
    reviewer.sign_off._signer.look()
    reviewer.qtbot.waitUntil(lambda: "Read only" in reviewer.page.said)
    assert "process" in reviewer.page.said
    assert not any(made.isEnabled() for made in reviewer.bar.buttons.values())
    running.close()
    reviewer.sign_off._signer.look()
    reviewer.qtbot.waitUntil(lambda: reviewer.page.said == "")
    assert all(made.isEnabled() for made in reviewer.bar.buttons.values())


def test_a_session_that_began_a_moment_ago_is_said_by_the_refusal(reviewer: Reviewer) -> None:
    """Nobody had looked yet; nothing is stored, and the buttons are back."""
    reviewer.be(REVIEWER)
    running = Store(reviewer.record)
    reviewer.press("sign")
    reviewer.until_signed(4, 0)
    running.close()
    assert "process" in reviewer.page.said
    assert reviewer.bar.buttons["sign"].isEnabled()


def test_an_altered_record_is_returned_but_not_signed(qtbot: QtBot, record: Path) -> None:
    """The buttons that sign are grey, the key says why."""
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("DROP TRIGGER observations_changes_nothing")
        connection.execute("UPDATE observations SET score = 1 WHERE session = 4 AND score = 3")
        connection.commit()
    made = Reviewer(qtbot, record)
    made.be(REVIEWER)
    assert not made.bar.buttons["next"].isEnabled()
    assert not made.bar.buttons["sign"].isEnabled()
    assert made.bar.buttons["return"].isEnabled()
    made.key(Qt.Key.Key_S)
    assert "do not sign" in made.page.said
    made.until_signed(4, 0)
    made.close()


def test_nothing_is_signed_before_its_seal_was_checked(reviewer: Reviewer) -> None:
    """Whoever is quicker than the check is asked to wait."""
    reviewer.be(REVIEWER)
    reviewer.page.show_seal("review.checking", "")
    reviewer.sign_off.press("sign")
    assert "still being checked" in reviewer.page.said
    reviewer.page.show_seal("review.unaltered", "")
    reviewer.until_signed(4, 0)


def test_what_is_chosen_but_not_seen_yet_is_not_signed(reviewer: Reviewer) -> None:
    """Down, then S at once: the page still shows the one before."""
    reviewer.be(REVIEWER)
    QTest.keyClick(reviewer.list, Qt.Key.Key_Down)
    reviewer.sign_off.press("sign")
    reviewer.settle()
    assert signatures(reviewer.entries(4)) == []


def test_who_has_gone_on_while_a_pin_was_typed_signs_nothing(reviewer: Reviewer) -> None:
    """The PIN was for what was on the page then."""
    asked: list[Callable[[str], None]] = []
    reviewer.sign_off.who = lambda _act, then: asked.append(then)
    reviewer.press("sign")
    reviewer.choose(2)
    asked[0](REVIEWER)
    reviewer.until_signed(2, 0)
    assert signatures(reviewer.entries(4)) == []


def test_what_was_stored_meanwhile_changes_its_line_and_not_the_page(reviewer: Reviewer) -> None:
    """Whoever reads the next session goes on reading it."""
    review = Signature(t_ms=0, by=REVIEWER, meaning=Meaning.SUPERVISOR_REVIEWED, head="")
    reviewer.choose(2)
    sign(reviewer.record, 4, review, LATER)
    reviewer.sign_off.stored.emit(4)
    assert reviewer.status(4) == "Signed"
    shown = reviewer.sign_off._listed
    assert shown is not None
    assert shown.session == 2


def test_an_amendment_shows_both_values_why_and_by_whom(reviewer: Reviewer) -> None:
    """A opens it on the chosen entry, with a keyboard alone."""
    reviewer.be(REVIEWER)
    reviewer.press("sign")
    reviewer.until_signed(4)
    lines = reviewer.page.entries.model().lines  # type: ignore[attr-defined]
    row = next(n for n, line in enumerate(lines) if line.cells[2] == "Nausea 5")
    reviewer.page.entries.setFocus()
    reviewer.page.entries.selectRow(row)
    reviewer.key(Qt.Key.Key_A)
    dialog = reviewer.sign_off.amending
    assert dialog is not None
    dialog.typed["score"].setText("3")
    dialog.reasons.choose("Entry error")
    dialog.accept()
    reviewer.until_signed(4, 2)
    said = [line.cells for line in reviewer.page.entries.model().lines]  # type: ignore[attr-defined]
    (new,) = (line for line in reviewer.page.entries.every if len(line.tags) > 1)
    assert new.cells[2:] == ("Nausea 3", REVIEWER)
    assert [tag.text for tag in new.tags] == ["corrected from 5: entry error", "new since signed"]
    told = next(cells for cells in said if cells[2].startswith("Corrected:"))
    assert told[2:] == ("Corrected: Nausea 5 → Nausea 3 (entry error)", REVIEWER)
    assert any(cells[2] == "Nausea 5" for cells in said)
    kinds = [type(e) for e in reviewer.entries(4)][-3:]
    assert kinds == [Observation, Correction, Signature]
    assert verify(reviewer.record, 4).state is State.INTACT


def test_what_was_not_looked_at_is_said_once_and_signed_all_the_same(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """An alarm and a correction below the fold: the first press says so, the second signs."""
    path = tmp_path / "clinic.dripwatch"
    alarm = AlarmChange(
        t_ms=70 * 60_000, rule="systolic.high", step=AlarmStep.RAISED, priority=Priority.HIGH
    )
    save(path, start(), [*corrected(infusion()), alarm])
    made = Reviewer(qtbot, path)
    made.be(REVIEWER)
    made.press("sign")
    made.until_signed(1, 0)
    assert made.page.said.startswith("Not looked at yet: 1 alarm, 1 correction.")
    made.press("sign")
    made.until_signed(1)
    made.close()


def test_what_was_looked_at_is_signed_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    """The correction was chosen, so somebody has seen it."""
    path = tmp_path / "clinic.dripwatch"
    save(path, start(), corrected(infusion()))
    made = Reviewer(qtbot, path)
    made.be(REVIEWER)
    made.page.filters.buttons["corrections"].click()
    made.page.entries.selectRow(0)
    made.press("sign")
    made.until_signed(1)
    made.close()


def test_keys_play_and_zoom_the_chart(reviewer: Reviewer, qtbot: QtBot) -> None:
    """Space plays from the list, + shows less time, 0 all of it again."""
    qtbot.waitUntil(lambda: reviewer.page.chart is not None, timeout=20_000)
    reviewer.list.setFocus()
    chart = reviewer.page.chart
    assert chart is not None
    whole = chart.window_of_time.follows
    reviewer.key(Qt.Key.Key_Plus)
    part = chart.window_of_time.follows
    reviewer.key(Qt.Key.Key_0)
    assert (whole, part, chart.window_of_time.follows) == (True, False, True)
    reviewer.key(Qt.Key.Key_Space)
    assert reviewer.page.shown.bar.playing
    reviewer.key(Qt.Key.Key_Space)
    assert "Play" in reviewer.page.shown.bar.play.text()
    assert reviewer.page.shown.bar.replaying


def test_amending_asks_for_an_entry_first(reviewer: Reviewer) -> None:
    """A correction or a signature is none."""
    reviewer.be(REVIEWER)
    reviewer.press("amend")
    assert "Choose an entry" in reviewer.page.said
    reviewer.press("sign")
    reviewer.until_signed(4)
    reviewer.page.entries.selectRow(reviewer.page.entries.model().rowCount() - 1)
    reviewer.press("amend")
    assert reviewer.sign_off.amending is None


def test_what_was_taken_back_is_not_amended_again(qtbot: QtBot, record: Path) -> None:
    """It is struck through, and A says to choose another."""
    amend(record, 4, 10, "artefact", REVIEWER, LATER)
    made = Reviewer(qtbot, record)
    lines = made.page.entries.model().lines  # type: ignore[attr-defined]
    made.page.entries.selectRow(next(n for n, line in enumerate(lines) if line.gone))
    made.press("amend")
    assert made.sign_off.amending is None
    assert "Choose an entry" in made.page.said
    made.close()


def test_the_chart_of_a_session_signed_later_ends_where_the_session_did(
    qtbot: QtBot, record: Path
) -> None:
    """A signature of the next day is no day of the infusion."""
    review = Signature(t_ms=0, by=REVIEWER, meaning=Meaning.SUPERVISOR_REVIEWED, head="")
    sign(record, 4, review, LATER)
    made = Reviewer(qtbot, record)
    made.choose(4)
    qtbot.waitUntil(lambda: made.page.chart is not None, timeout=20_000)
    told = made.page.shown._loaded
    assert told is not None
    assert told[2] == 75 * 60_000
    assert told[0].last_ms > told[2]
    chart = made.page.chart
    assert chart is not None
    assert chart._stretch()[1] < 3 * 3_600_000
    made.close()


class _Quick:
    """Hashes in no time."""

    def hash(self, pin: str) -> str:
        return f"h{pin}"

    def verify(self, known: str, pin: str) -> bool:
        from argon2.exceptions import VerifyMismatchError

        if known != f"h{pin}":
            raise VerifyMismatchError
        return True


def test_where_people_are_set_up_a_pin_signs(
    qtbot: QtBot, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only those are offered who may review; a prescriber signs as one."""
    monkeypatch.setattr(people, "_hasher", _Quick)
    known = People(beside(record))
    known.set_up("Osei", "4711", STARTED)
    known.save(Person("Dr Okafor", frozenset({Role.PRESCRIBER})), "9024", STARTED, by="Osei")
    known.save(Person("Adeyemi", frozenset({Role.NURSE})), "8135", STARTED, by="Osei")
    made = Reviewer(qtbot, record, pin=("Dr Okafor", "9024"))
    assert not made.bar.name.isVisible()
    made.press("sign")
    dialog = made.sign_off.who.asking  # type: ignore[attr-defined]
    assert dialog is not None
    assert dialog.name == "Dr Okafor"
    dialog.pin.setText("9024")
    dialog.accept()
    qtbot.waitUntil(lambda: made.status(4) == "Signed", timeout=10_000)
    (signature,) = made.until_signed(4)
    assert (signature.by, signature.meaning) == ("Dr Okafor", Meaning.PRESCRIBER_REVIEWED)
    made.close()


def test_every_part_has_a_name_and_fits_a_small_screen(reviewer: Reviewer) -> None:
    """Also with a long name and a sentence in the way."""
    reviewer.bar.name.setText("W" * 120)
    reviewer.sign_off._say("A sentence that is in the way. " * 8)
    QApplication.processEvents()
    assert (reviewer.window.width(), reviewer.window.height()) == (1366, 768)
    parts: list[QWidget] = [*reviewer.bar.buttons.values(), reviewer.bar.name, reviewer.bar.words]
    assert all(part.accessibleName() for part in parts)
    reviewer.window.resize(1600, 1000)
    QApplication.processEvents()
    assert reviewer.bar.x() > reviewer.page.entries.x()


def test_who_signed_last_is_said_with_the_day() -> None:
    """And a reason that has a code in words."""
    taken = Signature(
        t_ms=0, at=LATER, by="Brandt", meaning=Meaning.AMENDED, head="", comment="artefact"
    )
    assert last_words([]) == "Nobody has signed this session yet."
    assert last_words([taken]).startswith("Amended · Brandt, 21 Nov ")
    assert last_words([taken]).endswith(": “artefact”")
