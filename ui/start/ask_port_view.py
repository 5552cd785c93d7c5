"""Ask who is on a port: for an engineer, one port at a time and after a warning."""

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from monitor.errors import DripwatchError
from ui import theme
from ui.buttons import button
from ui.choice import Choice
from ui.combo import Combo
from ui.labels import label
from ui.start.asking import who_answers
from ui.start.start_sheet import DeviceChoice
from ui.words import complain, say

FOLLOWED = "engineer.ask.followed"

Free = Callable[[Callable[[], None]], None]
"""Lets go of every port that is listened to, then calls what it was given."""


class Answers(QObject):
    """Carries what the asking thread has to say to the screen.

    Signals: trying (a model's title), answered (its name and title), nobody, failed (a sentence).
    """

    trying = Signal(str)
    answered = Signal(str, str)
    nobody = Signal()
    failed = Signal(str)


class AskPortView(QFrame):
    """One port, one question after the other.

    Signals: found (a DeviceChoice the engineer takes over), finished (the port is free again).
    """

    found = Signal(object)
    finished = Signal()

    def __init__(self, ports: Sequence[tuple[str, str]], free: Free) -> None:
        super().__init__()
        theme.role(self, "card")
        self.port = Combo(say("engineer.ask.port"), say("start.choose"))
        self.followed = Choice(FOLLOWED)
        self.ask = button(say("engineer.ask.ask"), self._ask, height=theme.START.row)
        self.take = button(say("engineer.ask.take"), self._take, height=theme.START.row)
        self.asking = False
        self._given_up = threading.Event()
        self._free = free
        self._answer: DeviceChoice | None = None
        self._said = label(theme.START.label, 500)
        self._answers = Answers(self)
        for port, description in ports:
            text = say("start.port.option", port=port, description=description)
            self.port.addItem(text if description else port, port)
        self.port.setCurrentIndex(-1)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.START.margin, 12, theme.START.margin, 14)
        column.setSpacing(8)
        warning = label(theme.START.label, 500, text=say("engineer.ask.warning"))
        for words in (warning, self._said):
            words.setWordWrap(True)
        column.addWidget(label(theme.START.heading, 650, text=say("engineer.ask.title")))
        for part in (warning, self.port, self.followed, self.ask, self._said, self.take):
            column.addWidget(part)
        self.take.hide()
        column.addStretch(1)

    def _connect(self) -> None:
        self.port.currentIndexChanged.connect(self._choose)
        self.followed.changed.connect(self._allow)
        self._answers.trying.connect(lambda title: self._say("engineer.ask.trying", model=title))
        self._answers.answered.connect(self._show_answer)
        self._answers.nobody.connect(self._show_nobody)
        self._answers.failed.connect(self._show_failure)
        self._allow()

    def _choose(self) -> None:
        """Another port has another cable: it has to be followed, too."""
        self.followed.forget()
        self.take.hide()
        self._said.setText("")
        self._allow()

    def _allow(self) -> None:
        self.port.setEnabled(not self.asking)
        self.followed.setEnabled(not self.asking and bool(self.port.currentData()))
        self.ask.setEnabled(not self.asking and self.followed.chosen is not None)

    def _say(self, code: str, **values: object) -> None:
        theme.role(self._said, "")
        self._said.setText(say(code, **values))

    def said(self) -> str:
        """What it says of the asking."""
        return self._said.text()

    # -- asking ----------------------------------------------------------------------------

    def _ask(self) -> None:
        self.asking = True
        self._given_up.clear()
        self.take.hide()
        self._allow()
        self._free(self._begin)

    def _begin(self) -> None:
        asked = (self.port.currentData(), self._answers, self._given_up)
        threading.Thread(target=_run, args=asked, name="asking", daemon=True).start()

    def stop(self) -> None:
        """Ask no more; `finished` comes once the port is free."""
        self._given_up.set()

    def _show_answer(self, model: str, title: str) -> None:
        self._answer = DeviceChoice(model, self.port.currentData())
        self._say("ports.answered", port=self._answer.port, model=model, title=title)
        self.take.show()
        self._finish()

    def _show_nobody(self) -> None:
        self._say("ports.nobody", port=self.port.currentData())
        self._finish()

    def _show_failure(self, sentence: str) -> None:
        theme.role(self._said, "wrong")
        self._said.setText(sentence)
        self._finish()

    def _finish(self) -> None:
        self.asking = False
        self.followed.forget()
        self._allow()
        self.finished.emit()

    def _take(self) -> None:
        if self._answer is not None:
            self.found.emit(self._answer)


def _run(port: str, said: Answers, given_up: threading.Event) -> None:
    """Ask, in a thread of its own that holds on to no widget."""
    try:
        model = who_answers(
            port, lambda model: said.trying.emit(model.title), lambda: not given_up.is_set()
        )
    except DripwatchError as error:
        said.failed.emit(complain(error))
        return
    if model is None:
        said.nobody.emit()
    else:
        said.answered.emit(model.name, model.title)
