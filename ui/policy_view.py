"""What typed limits would have done in the last sessions: one line, and which. It replays none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QVBoxLayout, QWidget

from monitor.errors import DripwatchError
from monitor.events import AlarmChange
from monitor.policy import Looked
from monitor.profile import Profile
from ui import theme
from ui.alarm_words import short_words
from ui.labels import label
from ui.policy_check import PolicyCheck, Sessions
from ui.words import clock_time, complain, say

SETTLE_MS = 400
"""Numbers are typed digit by digit: what stands there for so long is meant."""

WIDTH = 440
NAMED = 3
"""Alarms of a session that are named; the review shows them all."""


class PolicyView(QWidget):
    """Beside the fields of a form; `look` whenever what they say has changed."""

    def __init__(self, sizes: theme.Sizes, sessions: Sessions) -> None:
        super().__init__()
        self._wanted: Callable[[], Profile] | None = None
        self._number = 0
        self._check = PolicyCheck(sessions)
        self._said = label(sizes.label, 550)
        self.list = QListWidget()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._arrange(sizes)
        self._settle.timeout.connect(self._ask)
        self._check.looked.connect(self._show_progress)
        self._check.found.connect(self._show_found)
        self._check.failed.connect(self._show_failure)

    def _arrange(self, sizes: theme.Sizes) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._said.setWordWrap(True)
        self._said.setMinimumHeight(2 * self._said.fontMetrics().lineSpacing())
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list.setFont(theme.font(sizes.label))
        self.list.setAccessibleName(say("policy.which"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.setFixedWidth(WIDTH)
        column.addWidget(label(sizes.next, 650, text=say("policy.title")))
        column.addWidget(self._said)
        column.addWidget(self.list, 1)

    def said(self) -> str:
        """The line above the list."""
        return self._said.text()

    # -- asking ----------------------------------------------------------------------------

    def look(self, wanted: Callable[[], Profile]) -> None:
        """Try what `wanted` returns in a moment, unless something else is typed until then."""
        self._forget()
        self._wanted = wanted
        self._say(say("policy.looking"))
        self._settle.start()

    def wait(self) -> None:
        """What stands in the fields is nothing that could be tried."""
        self._forget()
        self._say(say("policy.waiting"))

    def stop(self) -> None:
        """Drop what is being tried; nothing is said any more."""
        self._forget()
        self._check.stop()

    def _forget(self) -> None:
        self._settle.stop()
        self._number = 0
        self.list.clear()

    def _ask(self) -> None:
        if self._wanted is None:
            return
        try:
            self._number = self._check.ask(self._wanted())
        except DripwatchError as error:
            self._say(complain(error), wrong=True)

    # -- showing ---------------------------------------------------------------------------

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        theme.role(self._said, "wrong" if wrong else "")
        self._said.setText(sentence)

    def _show_progress(self, number: int, sessions: int) -> None:
        if number == self._number:
            self._say(say("policy.looked", count=sessions))

    def _show_failure(self, number: int, sentence: str) -> None:
        if number == self._number:
            self._say(sentence, wrong=True)

    def _show_found(self, number: int, found: list[Looked]) -> None:
        if number == self._number:
            self._say(sentence(found))
            self.list.addItems(lines(found))


def sentence(found: Sequence[Looked]) -> str:
    """Say in how many sessions there would have been an alarm of the patient, and in how many was.

    Nurse.md D: "would have alarmed in 4 of your last 30 sessions".
    """
    if not found:
        return say("policy.none")
    would = sum(bool(one.replayed) for one in found)
    was = sum(bool(one.recorded) for one in found)
    return say("policy.found", would=would, count=len(found), recorded=was)


def lines(found: Sequence[Looked]) -> list[str]:
    """Say of each session that had an alarm, or would have, when it was and what it would be."""
    return [_line(one) for one in found if one.recorded or one.replayed]


def _line(one: Looked) -> str:
    started = one.start.at
    said = say(
        "policy.line",
        day=started.astimezone().strftime("%Y-%m-%d") if started else "–",
        at=clock_time(started),
        session=one.session,
        would=len(one.replayed),
        recorded=len(one.recorded),
    )
    return f"{said}\n{_named(one.replayed)}" if one.replayed else said


def _named(alarms: Sequence[AlarmChange]) -> str:
    named = ", ".join(map(short_words, alarms[:NAMED]))
    more = len(alarms) - NAMED
    return f"{named}, {say('verify.more', count=more)}" if more > 0 else named
