"""What the bedside asks in between, one question at a time; none of them stops anything else."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from monitor.baseline import Clash, own_limit
from monitor.limits import beyond, levels
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
        """A patient who is beyond limits at rest may have some of his own (nurse.md C3)."""
        self._ask_clash(self._session.clashes())

    def _ask_clash(self, clashes: Sequence[Clash]) -> None:
        """One after the other, until each was kept or set."""
        self.stop()
        if not clashes or self._session.ended:
            return
        clash, *others = clashes
        choices: Choices = {
            "clash.keep": partial(self._ask_clash, others),
            "clash.set": partial(self._set_limit, clash, others),
        }
        limit, offered = number(clash.limit), number(own_limit(clash))
        self.ask(self._question(clash), choices, limit=limit, offered=offered)

    def _question(self, clash: Clash) -> str:
        """What clashes; and, where the offer lies beyond the high limit, what falls silent."""
        name, _, end = clash.rule.partition(".")
        what, limit, offered = say(f"clash.what.{name}"), clash.limit, own_limit(clash)
        words = {"what": what, "value": number(clash.value), "limit": number(limit)}
        found = levels(self._session.limits(), name)
        high = next((at for rule, _, at in found if rule == clash.rule), limit)
        if high in {limit, offered} or not beyond(clash.rule, offered, high):
            return say(f"clash.{end}", **words)
        silent = say("clash.silent", high=number(high), offered=number(offered))
        return f"{say(f'clash.{end}', **words)} {silent}"

    def _set_limit(self, clash: Clash, others: Sequence[Clash]) -> None:
        self._entering.set_limit(clash.rule, own_limit(clash), clash.limit, "baseline")
        self._ask_clash(others)
