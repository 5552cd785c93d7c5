"""Finding what a folder offers."""

import sys
from pathlib import Path

import pytest

from monitor import catalogue


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a package of three files, one of them private."""
    folder = tmp_path / f"of_{tmp_path.name}"  # what was imported stays so for the next test
    folder.mkdir()
    for name in ["__init__", "zebra", "ant", "_private"]:
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return folder.name


def test_a_file_is_found_because_it_is_there(package: str) -> None:
    """In the order of the alphabet, and none that begins with an underscore."""
    assert catalogue.names(package) == ["ant", "zebra"]
    assert [module.NAME for module in catalogue.modules(package).values()] == ["ant", "zebra"]


def test_names_are_found_without_importing(package: str) -> None:
    """So the list of commands costs nothing."""
    catalogue.names(package)
    assert f"{package}.ant" not in sys.modules
