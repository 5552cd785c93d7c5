"""The clinic's summary on the screen, and its table as a file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import colours, rgb
from tests.ui.courses import clinic_rows
from ui import theme
from ui.labels import ElidedLabel
from ui.review.clinic_figure import FigureView
from ui.review.clinic_period import CHOICES, Period
from ui.review.clinic_view import ClinicView

TODAY = date(2026, 11, 22)

Shown = Callable[..., ClinicView]


@pytest.fixture(scope="module", autouse=True)
def light(qapp: QApplication) -> None:
    """As at the supervisor's desk."""
    theme.dress(qapp, theme.LIGHT)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """The page over so many sessions."""

    def show(count: int, file: str = "", size: tuple[int, int] = (1366, 716)) -> ClinicView:
        view = ClinicView(TODAY, lambda _: file)
        qtbot.addWidget(view)
        view.load(clinic_rows(count))
        view.resize(*size)
        view.show()
        return view

    return show


def said(view: QWidget) -> str:
    """Every label that is seen."""
    labels: list[QLabel | ElidedLabel] = [
        *view.findChildren(QLabel),
        *view.findChildren(ElidedLabel),
    ]
    return "\n".join(one.text() for one in labels if one.isVisible())


def test_how_many_sessions_and_of_which_days_stands_above(shown: Shown) -> None:
    assert "40 sessions, 2 Jun 2026 – 11 Jul 2026" in said(shown(40))


def test_every_figure_is_on_the_page(shown: Shown) -> None:
    view = shown(40)
    rows = view.findChildren(FigureView)
    assert len(rows) == len(view.figures) == 14
    names = [row.accessibleName() for row in rows]
    assert "Nausea 4 or more, 31 %, 11 of 36, n 36 · 4 missing" in names


def test_nothing_on_the_page_has_the_colour_of_an_alarm(shown: Shown) -> None:
    light = theme.LIGHT
    seen = colours(shown(40))
    assert not seen & {rgb(one) for one in (light.alarm_high, light.alarm_medium, light.limit)}


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_page_fits_its_window(shown: Shown, count: int) -> None:
    view = shown(count)
    assert view.minimumSizeHint().width() <= view.width()
    assert view.size().toTuple() == (1366, 716)
    view.grab()


def test_another_period_is_asked_for(qtbot: QtBot, shown: Shown) -> None:
    view = shown(0)
    assert view.period == Period(date(2026, 8, 25), TODAY)
    with qtbot.waitSignal(view.wanted):
        view._choice.choice.setCurrentIndex(CHOICES.index("all"))
    assert view.period == Period()


def test_a_period_without_sessions_says_so_and_exports_nothing(shown: Shown) -> None:
    view = shown(0)
    assert "No ended session of a patient in this period." in said(view)
    assert not view.export.isEnabled()


def test_the_table_is_written_and_told_for_the_access_log(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.csv"
    view = shown(20, str(file))
    with qtbot.waitSignal(view.exported) as exported:
        view.export.click()
    assert exported.args == [str(file)]
    assert len(file.read_text("utf-8-sig").splitlines()) == 1 + len(view.figures)
    assert "Saved: clinic.csv" in said(view)


def test_a_table_that_cannot_be_written_is_said(shown: Shown, tmp_path: Path) -> None:
    view = shown(20, str(tmp_path))
    view.export.click()
    assert "Not saved:" in said(view)


def test_whoever_names_no_file_changes_their_mind(shown: Shown) -> None:
    view = shown(20, "")
    view.export.click()
    assert "Saved" not in said(view)
