"""What the bedside asks in between, one question at a time; none of them stops anything else."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from monitor.baseline import Clash, own_limit
from monitor.session import Session
from ui import theme
from ui.dialogs.ask_dialog import AskDialog
from ui.entering import Entering
from ui.words import number, say

Choices = Mapping[str, Callable[[], object]]


class BedsideQuestions:
    """`asking` is the question that is open."""

    def __init__(
        self, window: QWidget, session: Session, entering: Entering, sizes: theme.Sizes
    ) -> None:
        self._window = window
        self._session = session
        self._entering = entering
        self._sizes = sizes
        self._bug_said = False
        self.asking: AskDialog | None = None

    def ask(self, question: str, choices: Choices, **words: object) -> None:
        """Ask this instead of what is open; `words` fill the blanks of the choices."""
        self.stop()
        self.asking = AskDialog(self._window, self._sizes, question, choices, **words)
        self.asking.show()

    def stop(self) -> None:
        """Take the question away."""
        if self.asking is not None:
            self.asking.close()
            self.asking = None

    def ask_closing(self, end: Callable[[], object], leave: Callable[[], object]) -> None:
        """Closing would stop the recording; the safe answer comes first."""
        choices = {"close.keep": self.stop, "close.end": end, "close.leave": leave}
        self.ask(say("close.running"), choices)

    def say_bug(self) -> None:
        """Say once that something of ours went wrong, and that recording goes on."""
        if not self._bug_said:
            self._bug_said = True
            self.ask(say("bug"), {"ok": self.stop})

    def ask_clashes(self) -> None:
        """A patient who is beyond a limit at rest may have one of his own (nurse.md C3)."""
        clash = next(iter(self._session.clashes()), None)
        if clash is None or self._session.ended:
            return
        name, _, end = clash.rule.partition(".")
        limit = number(clash.limit)
        what, value = say(f"clash.what.{name}"), number(clash.value)
        question = say(f"clash.{end}", what=what, value=value, limit=limit)
        choices: Choices = {
            "clash.keep": self.stop,
            "clash.set": partial(self._set_limit, clash),
        }
        self.ask(question, choices, limit=limit, offered=number(own_limit(clash)))

    def _set_limit(self, clash: Clash) -> None:
        self.stop()
        self._entering.set_limit(clash.rule, own_limit(clash), clash.limit, "baseline")
