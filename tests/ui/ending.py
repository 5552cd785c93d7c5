"""A session at its end on a real window, its end page open, and a hand for it."""

from dataclasses import dataclass, field

import msgspec
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from monitor.events import (
    CuffReading,
    DueAnswer,
    DueReply,
    Observation,
    PumpStep,
)
from monitor.settings import DischargeSettings
from tests.ui.conftest import DEVICE, NURSE, Desk
from ui import theme
from ui.bedside_window import BedsideWindow
from ui.end.end_page import EndPage

STARTED_S, STOPPED_S, NOW_S = 600, 3000, 7200
BY_WORD = ("walk", "oriented", "iv_out", "instructions", "no_driving", "escort")


@dataclass
class End:
    """The end page of `desk`, and every signal it sent."""

    desk: Desk
    page: EndPage
    told: list[tuple[object, ...]] = field(default_factory=list)

    def touch(self, button: QPushButton) -> None:
        """Scroll a button into sight and press it."""
        self.desk.settle()
        self.page._scroll.ensureWidgetVisible(button)
        self.desk.settle()
        self.desk.press(button)
        self.desk.settle()

    def type(self, field: QWidget, text: str, *, enter: bool = False) -> None:
        """Type at a field."""
        field.setFocus()
        QTest.keyClicks(field, text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    def chips(self) -> list[str]:
        """What the foot says is open."""
        return [one.name for one in self.page._missing]

    def rate(self, scale: str, answer: int) -> None:
        """Rate a scale of one item, as of now."""
        t_ms = self.desk.clock.t_ms
        answers: dict[str, int | str] = {scale: answer}
        self.desk.post(
            Observation(
                t_ms=t_ms, by=NURSE, scale=scale, version="1", answers=answers, score=answer
            )
        )

    def measure(self, systolic: float, diastolic: float, *, standing: bool = False) -> None:
        """Receive a pressure."""
        t_ms = self.desk.clock.t_ms
        self.desk.post(
            CuffReading(
                t_ms=t_ms,
                device=DEVICE,
                systolic=systolic,
                diastolic=diastolic,
                standing=standing,
                seconds_ago=0,
            )
        )

    def answer_missed(self) -> None:
        """Say of everything missed that it was not needed."""
        t_ms = self.desk.clock.t_ms
        self.desk.post(
            *(
                DueAnswer(
                    t_ms=t_ms,
                    by=NURSE,
                    item=one.item,
                    due_ms=one.due_ms,
                    reply=DueReply.NOT_NEEDED,
                )
                for one in self.desk.window.session.schedule.open_items(t_ms)
            )
        )

    def measure_all(self) -> None:
        """Let everything that is measured be as it should."""
        self.measure(128, 79)
        self.desk.later(60)
        self.measure(122, 80, standing=True)
        for scale, answer in (("sedation", 5), ("dissociation", 0), ("nausea", 1)):
            self.rate(scale, answer)
        t_ms = self.desk.clock.t_ms
        self.desk.post(
            Observation(
                t_ms=t_ms, by=NURSE, scale="aldrete_mmhg", version="1", answers={}, score=10
            )
        )


def infused(desk: Desk) -> None:
    """Give a whole infusion, 36 mg from minute 10 to 50, and let it be two hours in."""
    desk.at(300)
    desk.cuff(128, 79)
    desk.accept_baseline()
    desk.at(STARTED_S)
    desk.move_pump(PumpStep.STARTED, 54)
    desk.at(STOPPED_S)
    desk.move_pump(PumpStep.STOPPED)
    desk.at(NOW_S)


def ask_only(desk: Desk, *criteria: str) -> None:
    """Let the clinic ask these criteria alone."""
    for session in (desk.window.session, desk._deciding):
        asked = DischargeSettings(
            **{
                **msgspec.structs.asdict(session.profile.discharge),
                "criteria": criteria,
            }
        )
        session.profile = msgspec.structs.replace(session.profile, discharge=asked)


def _put_away() -> None:
    """Delete the closed windows of earlier tests: each still listens to every event there is.

    Qt deletes a window only once its loop turns, and none does between two tests.
    """
    for window in QApplication.topLevelWidgets():
        if isinstance(window, BedsideWindow) and not window.isVisible():
            shiboken6.delete(window)


def open_page(desk: Desk, sizes: theme.Sizes = theme.FULL) -> End:
    """Open the end page as the window will: a view among its views."""
    _put_away()
    window = desk.window
    page = EndPage(window, window.session, window.entering, window._saved, sizes, desk.clock.at)
    end = End(desk, page)
    for name in ("note_wanted", "pressure_wanted", "rate_wanted", "add_wanted", "later", "ended"):
        signal = getattr(page, name)
        signal.connect(lambda *said, name=name: end.told.append((name, *said)))
    window.views.append(page)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return end
