"""A file for each version of a profile, and none is ever written again."""

from datetime import date
from pathlib import Path

import pytest

from monitor.errors import ProfileError
from monitor.profile import parse, shipped
from monitor.profile_versions import in_force, new_version, versions
from monitor.toml_lines import Path as Key
from tests.monitor.test_profile import FIRST

TODAY = date(2026, 11, 22)
APPROVED: dict[Key, str] = {("approved_by",): '"Haddad"', ("limits", "rate"): "[45, 125]"}


def test_a_version_is_one_file_more(tmp_path: Path) -> None:
    """With the next number, its comments, and the changes."""
    ours = shipped()
    first = new_version(tmp_path / "profiles", ours, APPROVED)
    second = new_version(tmp_path / "profiles", ours, APPROVED)
    assert [p.name for p in (first, second)] == ["iv-ketamine-40-v5.toml", "iv-ketamine-40-v6.toml"]
    assert versions(tmp_path / "profiles", ours.name) == {5: first, 6: second}
    text = first.read_text(encoding="utf-8")
    written = parse(text)
    assert (written.version, written.approved_by) == (5, "Haddad")
    assert [*written.limits.rate] == [45, 125]
    assert (written.limits.systolic, written.schedule) == (ours.limits.systolic, ours.schedule)
    assert text.count("#") == ours.text.count("#")


def test_versions_are_numbers_and_not_letters(tmp_path: Path) -> None:
    """Ten comes after nine, and another profile's file is not ours."""
    for name in ("iv-ketamine-40-v9", "iv-ketamine-40-v10", "iv-ketamine-40-vx", "other-v99"):
        (tmp_path / f"{name}.toml").write_text("")
    assert list(versions(tmp_path, "iv-ketamine-40")) == [9, 10]
    assert new_version(tmp_path, shipped(), {}).name == "iv-ketamine-40-v11.toml"


def test_no_version_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even by two managers at once, who saw the same number."""
    there = new_version(tmp_path, shipped(), APPROVED)
    before = there.read_bytes()
    monkeypatch.setattr("monitor.profile_versions.versions", lambda *_: {})
    with pytest.raises(ProfileError, match="profile_exists"):
        new_version(tmp_path, shipped(), {})
    assert there.read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({("limits", "rate"): "[125, 45]"}, "profile_wrong"),
        ({("limits", "rate"): "[125"}, "profile_not_toml"),
        ({("limits", "rats"): "1"}, "profile_wrong"),
    ],
)
def test_what_makes_no_profile_is_not_written(
    changes: dict[Key, str], code: str, tmp_path: Path
) -> None:
    """The folder stays as it was."""
    with pytest.raises(ProfileError, match=code):
        new_version(tmp_path, shipped(), changes)
    assert list(tmp_path.iterdir()) == []


def test_limits_written_in_one_line_are_left_to_a_person(tmp_path: Path) -> None:
    """Rather than a second table that contradicts the first."""
    with pytest.raises(ProfileError, match="profile_table_in_one_line"):
        new_version(tmp_path, parse(FIRST), {("limits", "rate"): "[45, 125]"})


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    """In a sentence, with the path."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ProfileError, match="profile_not_written"):
        new_version(tmp_path / "file", shipped(), {})


# --- what is in force ----------------------------------------------------------------------------


def approve(folder: Path, by: str, begins: str) -> int:
    """Write a version; return its number."""
    changes: dict[Key, str] = {("approved_by",): f'"{by}"', ("effective_from",): begins}
    return parse(new_version(folder, shipped(), changes).read_text()).version


def test_without_a_version_of_ours_the_example_is_in_force(tmp_path: Path) -> None:
    """And without a folder."""
    assert in_force(tmp_path / "none", shipped(), TODAY) == shipped()


@pytest.mark.parametrize(
    ("by", "begins", "counts"),
    [
        ("Haddad", "2026-11-22", True),
        ("Haddad", "2026-11-23", False),
        ("", "2026-11-01", False),
    ],
)
def test_the_newest_approved_one_whose_day_has_come_is_in_force(
    by: str, begins: str, counts: bool, tmp_path: Path
) -> None:
    """A draft and a later one wait."""
    old = approve(tmp_path, "Adeyemi", "2026-01-01")
    new = approve(tmp_path, by, begins)
    assert in_force(tmp_path, shipped(), TODAY).version == (new if counts else old)


def test_a_damaged_version_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    """An older one's limits were replaced for a reason."""
    approve(tmp_path, "Adeyemi", "2026-01-01")
    (tmp_path / "iv-ketamine-40-v9.toml").write_text("name = ")
    with pytest.raises(ProfileError, match="profile_not_toml"):
        in_force(tmp_path, shipped(), TODAY)
    (tmp_path / "iv-ketamine-40-v9.toml").write_bytes(b"\xff")
    with pytest.raises(ProfileError, match="profile_not_text"):
        in_force(tmp_path, shipped(), TODAY)
