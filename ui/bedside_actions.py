"""What a hand can ask for at the bedside: one table for keys, hints, More and the card.

It makes no widget and enters nothing: an action calls what the window has for it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from monitor.events import Phase, PumpStep
from monitor.session import Session
from ui.bedside_dialogs import BedsideDialogs
from ui.cuff_view import CuffView
from ui.entering import Entering
from ui.glance_view import GlanceView
from ui.score_row_view import ScoreRowView
from ui.strip_view import StripView
from ui.words import say

DIGITS = "0–9"
"""What the card calls the keys that answer a row."""


class Bench(Protocol):
    """What actions reach: the bedside window has it all."""

    session: Session
    entering: Entering
    dialogs: BedsideDialogs
    cuff: CuffView
    glance: GlanceView
    strip: StripView

    def lock(self) -> None:
        """Cover the entries until a PIN."""

    def copy_note(self) -> None:
        """Put the note for the chart on the clipboard."""

    def show_end_page(self) -> object:
        """Show the page on which a session ends."""


@dataclass(frozen=True, slots=True)
class Action:
    """A line of the table.

    code: what buttons and menus call it, in words `footer.<code>`; with a key also `key.<code>`.
    does: what follows; without it the dialog of this code opens.
    key: as QKeySequence knows it; a letter that is no row's.
    in_more: whether it has a line behind More; lines stand in the order of the table.
    offered: when the line is there and the key acts.
    """

    code: str
    does: Callable[[Bench], object] | None = None
    key: str = ""
    in_more: bool = False
    offered: Callable[[Session], bool] = lambda _session: True

    def act(self, bench: Bench) -> None:
        """Do it."""
        if self.does is None:
            bench.dialogs.open[self.code]()
        else:
            self.does(bench)

    def act_if_offered(self, bench: Bench) -> None:
        """Do it, unless this is no moment for it: what a key does."""
        if self.offered(bench.session):
            self.act(bench)


def _pump_goes(session: Session) -> bool:
    """Whether there is an infusion pump to say something of: a spray has none."""
    return session.profile.route != "intranasal" and not session.ended


def _pump_stopped(session: Session) -> bool:
    """Before, it has a button; while it runs, one slip would be another start."""
    return _pump_goes(session) and session.phase is Phase.RECOVERY


def _moved(step: PumpStep) -> Callable[[Bench], object]:
    return lambda bench: bench.entering.move_pump(step)


ACTIONS = (
    Action("measure", lambda bench: bench.cuff.press(), key="M"),
    Action("signs", key="X"),
    Action("mark", lambda bench: bench.entering.mark(), key="Space"),
    Action("medication"),
    Action("note", in_more=True),
    Action("copy_note", lambda bench: bench.copy_note(), key="C", in_more=True),
    Action("type_vitals", key="T", in_more=True),
    Action("rates", in_more=True),
    Action("correct", in_more=True, offered=lambda session: not session.ended),
    Action("pump_started", _moved(PumpStep.STARTED), in_more=True, offered=_pump_stopped),
    Action("rate_changed", in_more=True, offered=_pump_goes),
    Action("flushed", _moved(PumpStep.FLUSHED), in_more=True, offered=_pump_goes),
    Action("volume_read", in_more=True, offered=_pump_goes),
    Action("waste", in_more=True),
    Action("people", in_more=True),
    Action("hand_over", in_more=True),
    Action("glance", lambda bench: bench.glance.toggle(), key="G", in_more=True),
    Action("lock", lambda bench: bench.lock(), key="L"),
    Action("keys", key="?", in_more=True),
    Action("end_session", lambda bench: bench.show_end_page(), in_more=True),
    Action("acknowledge", lambda bench: bench.strip.buttons.press_acknowledge(), key="A"),
    Action("pause_sound", lambda bench: bench.strip.sound.press(), key="P"),
)
"""Everything that is asked for by a code. A row of scores has its key from its scale."""

BY_CODE = {action.code: action for action in ACTIONS}


def keyed() -> Iterator[Action]:
    """The actions that have a key, in the order of the card."""
    return (action for action in ACTIONS if action.key)


def card(rows: Iterable[ScoreRowView]) -> list[tuple[str, str]]:
    """Each key with what it does: the rows with their digits after the first."""
    first, *others = [(key_name(action.key), say(f"key.{action.code}")) for action in keyed()]
    of_rows = [(row.scale.shortcut, row.scale.title) for row in rows if row.scale.shortcut]
    return [first, *of_rows, (DIGITS, say("key.digits")), *others]


def key_name(key: str) -> str:
    """What stands on the key."""
    return say("key.space") if key == "Space" else key
