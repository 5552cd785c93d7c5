"""What is said of the clinic's settings."""

from pathlib import Path

from monitor.profile import shipped
from ui.checkups import profile


def test_the_shipped_examples_are_nobodys(tmp_path: Path) -> None:
    assert {found.code for found in profile.look(tmp_path)} == {"profile_example"}


def test_an_approved_version_names_who_answers_for_it(tmp_path: Path) -> None:
    text = shipped().text.replace('approved_by = ""', 'approved_by = "Dr Okafor"')
    (tmp_path / "iv-ketamine-40-v9.toml").write_text(text)
    first = next(iter(profile.look(tmp_path)))
    assert (first.code, first.values["by"]) == ("profile_approved", "Dr Okafor")


def test_one_that_cannot_be_used_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "iv-ketamine-40-v9.toml").write_text("name = ")
    assert "profile_unusable" in {found.code for found in profile.look(tmp_path)}
