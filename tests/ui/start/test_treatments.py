"""Which treatments are offered: each in the clinic's approved version, else the example."""

from datetime import date
from pathlib import Path

from monitor.errors import ProfileError
from monitor.profile import shipped
from monitor.profile_versions import new_version
from ui.start.treatments import treatments

TODAY = date(2026, 11, 22)


def test_the_shipped_ones_are_offered_the_usual_one_first() -> None:
    """Without a folder, and with one that is not there."""
    names = ["iv-ketamine-40", "iv-ketamine-long", "intranasal-esketamine"]
    for folder in (None, Path("none-such")):
        found = treatments(folder, _never, TODAY)
        assert [profile.name for profile in found] == names


def test_the_clinics_approved_version_takes_its_examples_place(tmp_path: Path) -> None:
    """And no other's."""
    example = shipped("iv-ketamine-long")
    new_version(tmp_path, example, {("approved_by",): '"Dr Okafor"'})
    found = {profile.name: profile for profile in treatments(tmp_path, _never, TODAY)}
    assert found["iv-ketamine-long"].approved_by == "Dr Okafor"
    assert found["iv-ketamine-long"].version == example.version + 1
    assert found["iv-ketamine-40"].approved_by == ""


def test_one_that_cannot_be_used_is_told_and_not_replaced_by_an_example(tmp_path: Path) -> None:
    """Limits somebody has replaced would watch the patient."""
    (tmp_path / "iv-ketamine-40-v7.toml").write_text("approved_by = ")
    told: list[ProfileError] = []
    found = treatments(tmp_path, told.append, TODAY)
    assert "iv-ketamine-40" not in {profile.name for profile in found}
    assert [error.code for error in told] == ["profile_not_toml"]


def _never(error: ProfileError) -> None:
    raise error
