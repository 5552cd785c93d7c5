"""The rows of the list: groups in their order, read as far as somebody scrolls."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.errors import RecordError
from monitor.listing import ListedSession
from monitor.session_filter import EVERYTHING, Filter, Group
from tests.monitor.many import write_many
from ui.review.sessions_model import STRETCH, TO_SIGN, Head, SessionsModel

ROOT = QModelIndex()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """So many that no list reads them at once."""
    with Archive(write_many(tmp_path_factory.mktemp("many") / "many.db", 900)) as archive:
        yield archive


def heads(model: SessionsModel) -> list[str]:
    """The groups as they stand over each other."""
    return [
        model.index(row, 0).data() for row, one in enumerate(model.lines) if isinstance(one, Head)
    ]


def test_what_waits_stands_above_what_is_done(archive: Archive) -> None:
    """Each group with how many it has."""
    model = SessionsModel(archive, lambda _: None)
    model.load(EVERYTHING)
    assert heads(model) == [
        "Needs a look 3",
        "Clean, to sign 4",
        "Returned to nurse 1",
        "Not finished by nurse 1",
        "Signed 3",
        "Demo and training 1",
    ]
    assert not model.canFetchMore(ROOT)
    assert model.rowCount() == 13 + 6


def test_the_head_of_a_group_cannot_be_chosen(archive: Archive) -> None:
    model = SessionsModel(archive, lambda _: None)
    model.load(EVERYTHING)
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.listed_at(0) is None
    assert model.listed_at(-1) is None


def test_a_filter_leaves_groups_and_counts_of_all(archive: Archive) -> None:
    """A name, in the groups that wait."""
    model = SessionsModel(archive, lambda _: None)
    model.load(Filter(text="martin"), TO_SIGN)
    assert heads(model) == ["Needs a look 1"]
    assert model.counts[Group.SIGNED] == 2


def test_rows_are_read_as_far_as_somebody_scrolls(many: Archive) -> None:
    """At last every session once, and each head once."""
    model = SessionsModel(many, lambda _: None)
    model.load(EVERYTHING)
    assert STRETCH <= model.rowCount() <= 2 * STRETCH + len(Group)
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    numbers = [one.session for one in model.lines if not isinstance(one, Head)]
    assert sorted(numbers) == list(range(1, 901))
    assert len(heads(model)) == sum(1 for count in model.counts.values() if count)


def test_it_reads_until_a_session_is_there(many: Archive) -> None:
    """And no further than the groups it was told."""
    model = SessionsModel(many, lambda _: None)
    model.load(EVERYTHING)
    signed = many.listed(Filter(group=Group.SIGNED), limit=1, offset=300)[0].row.session
    assert model.row_of(signed) is None
    model.read_until(lambda one: one.session == signed, in_groups=TO_SIGN)
    assert model.row_of(signed) is None
    model.read_until(lambda one: one.session == signed, in_groups=list(Group))
    assert model.row_of(signed) is not None


def test_the_place_in_the_course_is_asked_for_once_and_only_of_what_is_seen(
    archive: Archive,
) -> None:
    asked: list[int] = []

    def place_of(session: int) -> tuple[int, int]:
        asked.append(session)
        return 2, 3

    model = SessionsModel(archive, place_of)
    model.load(EVERYTHING)
    assert asked == []
    index = model.index(1, 1)
    assert index.data(Qt.ItemDataRole.UserRole + 1) == ["…1182", "2 of 3"]
    assert "2 of 3" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert len(asked) == 1


class Failing:
    """A record that can be counted, then not be read."""

    def __init__(self, real: Archive) -> None:
        self._real = real
        self.works: Callable[[], bool] = lambda: True

    def listed(
        self, which: Filter = EVERYTHING, *, limit: int = 50, offset: int = 0
    ) -> list[ListedSession]:
        if not self.works():
            raise RecordError("record_missing", path=str(Path("gone.sqlite")))
        return self._real.listed(which, limit=limit, offset=offset)

    def counts(self, which: Filter = EVERYTHING) -> dict[Group, int]:
        return self._real.counts(which)


def test_what_cannot_be_read_on_is_a_sentence_and_ends_the_list(
    qtbot: QtBot, many: Archive
) -> None:
    record = Failing(many)
    model = SessionsModel(record, lambda _: None)
    model.load(EVERYTHING)
    record.works = lambda: False
    with qtbot.waitSignal(model.failed) as failed:
        model.fetchMore(ROOT)
    assert failed.args is not None
    assert "gone.sqlite" in failed.args[0]
    assert not model.canFetchMore(ROOT)


def test_a_search_that_fails_leaves_the_list_as_it_was(many: Archive) -> None:
    record = Failing(many)
    model = SessionsModel(record, lambda _: None)
    model.load(EVERYTHING)
    before = list(model.lines)
    record.works = lambda: False
    with pytest.raises(RecordError):
        model.load(Filter(nurse="Haddad"))
    assert model.lines == before
    assert model.canFetchMore(ROOT)
