"""A library of saved sessions, written once for all who only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.archive import Archive
from tests.ui.saved_library import a_library, save_library


@pytest.fixture(scope="session")
def library_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirteen sessions in every group; nobody writes to it."""
    path = tmp_path_factory.mktemp("library") / "record.sqlite"
    save_library(path, a_library())
    return path


@pytest.fixture
def archive(library_record: Path) -> Iterator[Archive]:
    """That record, opened."""
    with Archive(library_record) as opened:
        yield opened
