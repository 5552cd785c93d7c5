"""The head offers the treatments and says which was chosen."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitor import profile
from ui import theme
from ui.start.start_header import StartHeader


def test_a_treatment_is_chosen_by_name(qtbot: QtBot, dressed: QApplication) -> None:
    """Each is offered once; a name nobody offers changes nothing."""
    first, other = profile.shipped(), profile.shipped("intranasal-esketamine")
    window = QWidget()
    qtbot.addWidget(window)
    header = StartHeader(first, [first, other], window, theme.START)
    header.setParent(window)
    told: list[object] = []
    header.chosen.connect(told.append)
    assert header.treatment.count() == 2
    header.choose("none such")
    assert told == []
    header.choose(other.name)
    assert told == [other]
    assert header.treatment.toolTip().startswith(other.title)
