"""Marks and missed items wait at the end for words or for a reason."""

import pytest

from monitor.due import DueItem
from monitor.events import DueAnswer, DueReply, Mark, MedicationGiven, Note, Observation
from tests.ui.conftest import NURSE, Desk
from tests.ui.ending import End, infused, open_page
from ui.end.end_missed_view import EndMissedView
from ui.end.end_open_view import EndOpenView
from ui.end.end_row import EndRow


@pytest.fixture
def end(bedside: Desk) -> End:
    """After an infusion, two moments marked, everything else answered."""
    infused(bedside)
    bedside.post(Mark(t_ms=1_200_000, by=NURSE))
    bedside.post(Mark(t_ms=1_925_000, by=NURSE))
    end = open_page(bedside)
    end.answer_missed()
    return end


def view(end: End) -> EndOpenView:
    """Its section 1."""
    return end.page.open


def rows(end: End) -> list[EndRow]:
    """The rows of marks in their order."""
    return list(view(end).marks.values())


def test_a_mark_is_described_where_it_is_named(end: End) -> None:
    """By its time; the words belong to it and to its moment."""
    first, second = rows(end)
    at = end.desk.clock.at(1_200_000).astimezone()
    assert first.name == f"Moment marked {at:%H:%M:%S}"
    end.touch(first.buttons["end.describe"])
    assert first.folds["end.describe"].edit.hasFocus()
    end.type(first.folds["end.describe"].edit, "sat up", enter=True)
    (note,) = end.desk.all(Note)
    assert (note.text, note.of, note.t_ms) == ("sat up", end.desk.all(Mark)[0].seq, 1_200_000)
    assert rows(end) == [second]


def test_a_mark_nobody_can_describe_says_why(end: End) -> None:
    """That is a note of it, too."""
    first, _ = rows(end)
    end.touch(first.buttons["end.not_described"])
    end.touch(first.folds["end.not_described"].buttons["end.mark.slip"])
    (note,) = end.desk.all(Note)
    assert note.text == "Not described: Touched by mistake"
    assert len(rows(end)) == 1


def test_one_fold_is_open_at_a_time(end: End) -> None:
    """The same button folds it in again."""
    first, _ = rows(end)
    end.touch(first.buttons["end.describe"])
    end.touch(first.buttons["end.not_described"])
    assert [code for code, fold in first.folds.items() if fold.isVisible()] == ["end.not_described"]
    end.touch(first.buttons["end.not_described"])
    assert not any(fold.isVisible() for fold in first.folds.values())


def test_what_is_typed_at_one_row_stays_while_others_go(end: End) -> None:
    """And while time goes on."""
    first, second = rows(end)
    end.touch(second.buttons["end.describe"])
    end.type(second.folds["end.describe"].edit, "lau")
    end.touch(first.buttons["end.not_described"])
    end.touch(first.folds["end.not_described"].buttons["end.mark.forgotten"])
    end.desk.later(5)
    assert second.folds["end.describe"].edit.text() == "lau"


def test_where_nothing_is_open_it_says_so(end: End) -> None:
    """An empty section is no riddle."""
    for mark in end.desk.all(Mark):
        end.desk.window.entering.note("seen", of=mark.seq)
    assert rows(end) == []
    assert view(end).missed == {}
    assert view(end)._nothing.isVisible()
    assert not view(end).all.isVisible()


# --- what was missed -----------------------------------------------------------------------------


@pytest.fixture
def missed(bedside: Desk) -> End:
    """After an infusion in which nothing was entered."""
    infused(bedside)
    return open_page(bedside)


def open_items(end: End) -> list[DueItem]:
    """What the schedule says was missed."""
    return end.desk.window.session.schedule.open_items(end.desk.clock.t_ms)


def pressure(end: End) -> EndMissedView:
    """The pressures that were missed."""
    return view(end).missed["blood_pressure", ""]


def test_what_was_missed_is_one_row_per_item_and_no_slot_is_lost(missed: End) -> None:
    """As many slots as the schedule says."""
    items = open_items(missed)
    shown = {
        (item, due_ms, after)
        for (item, after), one in view(missed).missed.items()
        for due_ms in one.rows
    }
    assert shown == {(item.item, item.due_ms, item.after or "") for item in items}
    assert len(view(missed).missed) < len(items)


def test_all_slots_of_an_item_take_one_reason_and_an_answer_each(missed: End) -> None:
    """And those of no other item."""
    slots = list(pressure(missed).rows)
    others = len(open_items(missed)) - len(slots)
    assert len(slots) > 2
    missed.touch(pressure(missed).head.buttons["end.not_done"])
    missed.touch(pressure(missed).head.folds["end.not_done"].buttons["asleep"])
    given = missed.desk.all(DueAnswer)
    assert [(one.item, one.due_ms, one.reply) for one in given] == [
        ("blood_pressure", due_ms, DueReply.ASLEEP) for due_ms in slots
    ]
    assert len(open_items(missed)) == others
    assert ("blood_pressure", "") not in view(missed).missed


@pytest.mark.parametrize(
    ("code", "words", "reply", "reason"),
    [
        ("asleep", "", DueReply.ASLEEP, None),
        ("", "at the toilet", DueReply.NOT_DONE, "at the toilet"),
    ],
)
def test_one_slot_may_be_answered_by_itself(
    missed: End, code: str, words: str, reply: DueReply, reason: str | None
) -> None:
    """To tap, or to type; the others stay open."""
    missed.touch(pressure(missed).head.buttons["end.each"])
    slots = list(pressure(missed).rows)
    row = pressure(missed).rows[slots[1]]
    missed.touch(row.buttons["end.not_done"])
    fold = row.folds["end.not_done"]
    if code:
        missed.touch(fold.buttons[code])
    else:
        missed.type(fold.edit, words, enter=True)
    (answer,) = missed.desk.all(DueAnswer)
    assert (answer.item, answer.due_ms, answer.reply, answer.reason) == (
        *("blood_pressure", slots[1], reply, reason),
    )
    assert list(pressure(missed).rows) == [slots[0], *slots[2:]]


def test_one_reason_may_be_given_for_all(missed: End) -> None:
    """Each slot gets an answer of its own."""
    count = len(open_items(missed))
    missed.touch(view(missed).all.buttons["end.not_done"])
    missed.touch(view(missed).all.folds["end.not_done"].buttons["asleep"])
    assert len(missed.desk.all(DueAnswer)) == count
    assert view(missed).missed == {}


def test_what_is_added_after_all_is_open_no_more(missed: End) -> None:
    """The window enters it as of then."""
    due_ms = next(iter(view(missed).missed["nausea", ""].rows))
    missed.desk.post(
        Observation(
            t_ms=due_ms, by=NURSE, scale="nausea", version="1", answers={"nausea": 1}, score=1
        )
    )
    found = view(missed).missed.get(("nausea", ""))
    assert found is None or due_ms not in found.rows


def test_a_follow_up_stands_apart_and_names_its_drug(missed: End) -> None:
    """Also where something plain was missed at the same moment."""
    missed.desk.post(MedicationGiven(t_ms=3_000_000, by=NURSE, drug="Ondansetron"))
    after = view(missed).missed["nausea", "Ondansetron"]
    assert "after Ondansetron" in next(iter(after.rows.values())).title
