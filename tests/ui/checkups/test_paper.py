"""What is said of the clinic's own files for paper and exports."""

import os
from pathlib import Path

import pytest

from ui.checkups import paper


def codes(folder: Path) -> list[str]:
    return [found.code for found in paper.look(folder / "clinic.toml", folder / "codes.toml")]


def test_neither_has_to_be_there(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["paper_none"]


def test_both_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "clinic.toml").write_text('name = "Riverside"')
    (tmp_path / "codes.toml").write_text("")
    assert codes(tmp_path) == ["paper_read", "codes_read"]


@pytest.mark.parametrize("text", [b"name =", b"\xff\xfe", b'nam = "x"', b'logo = "gone.png"'])
def test_what_cannot_be_used_is_wrong(tmp_path: Path, text: bytes) -> None:
    for name in ("clinic.toml", "codes.toml"):
        (tmp_path / name).write_bytes(text)
    assert codes(tmp_path) == ["paper_unusable", "codes_unusable"]


@pytest.mark.skipif(os.name != "posix", reason="links want a right there")
def test_links_to_nothing_and_pipes_are_wrong(tmp_path: Path) -> None:
    """A pipe is not waited for."""
    (tmp_path / "clinic.toml").symlink_to("gone")
    os.mkfifo(tmp_path / "codes.toml")
    assert codes(tmp_path) == ["paper_unusable", "codes_unusable"]
