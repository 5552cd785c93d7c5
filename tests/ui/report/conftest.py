"""Fonts for paper, and one report that many tests look at."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.report.papers import history_of, normal, printed, texts
from ui import theme
from ui.report.printing import save_pdf


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    """Letters are measured before any window is there."""
    theme.load_fonts()


@pytest.fixture(scope="module")
def pdf(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a normal session with its data sheet, as a file."""
    theme.load_fonts()
    path = tmp_path_factory.mktemp("pdf") / "normal.pdf"
    save_pdf(printed(history_of(normal()), rems=True), path)
    return path


@pytest.fixture(scope="module")
def pages(pdf: Path) -> list[str]:
    """What its pages say."""
    return texts(pdf)
