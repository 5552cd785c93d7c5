"""Who is at the bedside, by PIN: hidden names, the full lock, switching, a claim. It draws nothing.

What asks for a PIN is said here, and what follows one; the gate asks. Alarm buttons are no business
of it: they work under every lock.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from monitor.confirmed import waiting
from monitor.people import Access, People
from monitor.people_here import EMERGENCY
from ui import theme
from ui.bedside_actions import Action
from ui.people.pin_gate import PinGate, Then
from ui.words import say

if TYPE_CHECKING:
    from ui.bedside_window import BedsideWindow

WORKS_LOCKED = {"acknowledge", "pause_sound", "measure", "glance", "keys", "lock"}
"""Actions that no lock may hold up, or that enter nothing somebody has to stand for."""

SIGNS_IN = {"switch", "hand_over", "shown"}


class Presence:
    """One per bedside window. `people` are those of its record; without them nothing is asked."""

    def __init__(self, window: "BedsideWindow", people: People | None, sizes: theme.Sizes) -> None:
        self._window = window
        self._entering = entering = window.entering
        self.locked = False
        self.gate = PinGate(
            window,
            people,
            window.session,
            sizes,
            author=lambda: entering.author,
            lapse=self.lapse,
            given=self._take,
        )
        entering.sign = self._sign

    # -- a hidden name ---------------------------------------------------------------------

    def note_hidden(self, hidden: bool) -> None:
        """The screen hid the name: whoever touches it next may be somebody else."""
        if hidden and self.gate.asks:
            self.gate.forget()
            self.lapse()

    def resume(self) -> None:
        """A session goes on, and nobody knows before whom."""
        if self.gate.asks:
            self._window.idle.hide_now()

    def lapse(self) -> None:
        """From now on entries are not confirmed."""
        if self._entering.author not in self._waiting():
            self._entering.lapse()

    def _waiting(self) -> dict[str, set[int]]:
        return waiting(self._window.session.entries.values())

    def show_identity(self) -> None:
        """Somebody wants the name, or the entries, back."""
        self.gate.ask("shown", self._entering.author, lambda _name: self._show())

    def _show(self) -> None:
        self._window.idle.show()
        if self.locked:
            self.locked = False
            self._window.cover.cover(False)

    def _take(self, why: str, name: str) -> None:
        """A PIN was right: it stands for what that person entered before."""
        self._show()
        if why in SIGNS_IN or name in self._waiting():
            self._entering.confirm(name)

    # -- the full lock ---------------------------------------------------------------------

    def lock(self) -> None:
        """Cover the entries until a PIN; numbers, chart and alarms stay."""
        if not self.gate.asks:
            self._window.undo.say(say("lock.no_pin"))
        elif not self.locked:
            self.locked = True
            self._window.put_away()
            self._window.cover.cover(True)
            self._window.idle.hide_now()

    def act(self, action: Action) -> None:
        """Do what a key asks for, unless it is locked."""
        if not self.locked or action.code in WORKS_LOCKED:
            action.act_if_offered(self._window)

    def unlocked(self, does: Callable[..., object]) -> Callable[..., None]:
        """Return what does it, or asks for the PIN while it is locked: for what is not covered."""

        def act(*given: Any) -> None:  # noqa: ANN401 - whatever the signal brings
            if self.locked:
                self.show_identity()
            else:
                does(*given)

        return act

    # -- who enters ------------------------------------------------------------------------

    def _sign(self, kind: str, name: str, then: Then) -> None:
        if kind in SIGNS_IN:
            but = self._entering.author if kind == "hand_over" else ""
            self.gate.ask(kind, name, then, but=but)
        else:
            self.gate.sign(kind, name, then)

    @property
    def emergency(self) -> bool:
        """Whether nobody has signed in, and PINs would be asked."""
        return self._entering.author == EMERGENCY and self.gate.asks

    def press_person(self) -> None:
        """The name in the header: in an emergency it is claimed, else it lists who is here."""
        if self.emergency:
            self.gate.ask("claim", "", self._claim)
        else:
            self._window.dialogs.people()

    def _claim(self, name: str) -> None:
        self._entering.claim(name)
        self.gate.note(name, Access.CLAIMED)
