"""What a row of the list says: its cells, its second line, all of it in the tool tip."""

from monitor.archive import Archive
from monitor.session_filter import Filter, Group
from tests.ui.saved_library import LONG
from ui.review.listed import Listed


def rows(archive: Archive, group: Group) -> list[Listed]:
    return [Listed(one) for one in archive.listed(Filter(group=group))]


def test_a_row_says_when_who_and_how_it_went(archive: Archive) -> None:
    first = rows(archive, Group.NEEDS_LOOK)[0]
    assert list(first.cells.values())[1:] == ["MARTIN R.", "36.0", "168/99", "3", "5", "To review"]
    assert first.about((3, 3)) == ["…1182", "3 of 3"]
    assert first.about((1, 1)) == first.about(None) == ["…1182"]


def test_only_what_is_open_has_a_second_line(archive: Archive) -> None:
    """Why to look while nobody has, what was asked while nobody answered."""
    looked = rows(archive, Group.NEEDS_LOOK)[0]
    assert looked.second_line == "4 of 15 readings at the limit, peak 168/99 at +21 · 1 correction"
    assert rows(archive, Group.RETURNED)[0].second_line == "“ondansetron time?” · asked 18 Nov"
    for group in (Group.CLEAN, Group.NOT_FINISHED, Group.SIGNED, Group.PRACTICE):
        assert {one.second_line for one in rows(archive, group)} == {""}


def test_a_session_of_nobody_has_a_kind_for_a_status(archive: Archive) -> None:
    (demo,) = rows(archive, Group.PRACTICE)
    assert (demo.cells["patient"], demo.cells["status"]) == ("Demo, no patient", "Demo")
    assert not demo.waits


def test_an_open_session_has_no_figures_yet(archive: Archive) -> None:
    (open_,) = rows(archive, Group.NOT_FINISHED)
    assert list(open_.cells.values())[2:] == ["–", "–", "–", "–", "Not finished"]


def test_the_tip_is_all_of_it(archive: Archive) -> None:
    """Also what a narrow list shortens, and reasons that were looked at already."""
    long = next(one for one in rows(archive, Group.CLEAN) if one.cells["patient"] == LONG)
    assert f"{LONG} · …2210 · Haddad" in long.tip(None)
    signed = rows(archive, Group.SIGNED)[0]
    assert "4 of 15 readings at the limit" in signed.tip((2, 3))
    assert "2 of 3" in signed.tip((2, 3))
