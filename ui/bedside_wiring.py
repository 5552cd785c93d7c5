"""Which signal of which view reaches whom, and which key does what; nothing is decided here."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from monitor.events import DueReply
from monitor.session import PUMP_FINISHED
from ui.bedside_actions import BY_CODE, keyed
from ui.entering import Entering
from ui.key_hints import hint
from ui.scale_words import spoken_scales
from ui.score_row_view import ScoreRowView

if TYPE_CHECKING:
    from ui.bedside_window import BedsideWindow
    from ui.end.end_page import EndPage


def connect(window: "BedsideWindow") -> None:
    """Let what is touched be entered, or open what has to be asked first."""
    _connect_header(window)
    _connect_strip(window)
    _connect_panel(window)
    _connect_footer(window)


def _connect_header(window: "BedsideWindow") -> None:
    presence = window.presence
    window.idle.hidden.connect(window.header.hide_identity)
    window.idle.hidden.connect(presence.note_hidden)
    window.header.identity_wanted.connect(presence.show_identity)
    window.header.person_wanted.connect(presence.unlocked(presence.press_person))


def _connect_strip(window: "BedsideWindow") -> None:
    entering, dialogs, buttons = window.entering, window.dialogs, window.strip.buttons
    buttons.acknowledged.connect(entering.acknowledge)
    buttons.answered.connect(entering.answer_alarms)
    buttons.answered.connect(lambda _alarms, code: _record(window, code))
    buttons.wished.connect(lambda wish: entering.ask_cuff(wish, None))
    unlocked = window.presence.unlocked
    buttons.accepted.connect(unlocked(entering.accept))
    buttons.rejected.connect(unlocked(dialogs.reject))
    buttons.type_vitals.connect(unlocked(dialogs.open["type_vitals"]))
    window.strip.sound.pause.connect(entering.pause_audio)


def _record(window: "BedsideWindow", code: str) -> None:
    """What was done about an alarm is said; where the record lacks the deed, ask for it at once."""
    paused = window.pump.paused
    # The button is there while the pump runs, as far as the record knows.
    if code == "pump_paused" and paused.isVisible():
        window.presence.unlocked(paused.showMenu)()
    elif code == "gave_medication":
        window.presence.unlocked(partial(window.want, "medication"))()


def _connect_panel(window: "BedsideWindow") -> None:
    entering, dialogs = window.entering, window.dialogs
    window.cuff.type_pressure.connect(window.presence.unlocked(dialogs.open["type_vitals"]))
    window.cuff.wished.connect(entering.ask_cuff)
    window.cuff.probe_moved.connect(entering.say_probe)
    window.next.accept_baseline.connect(entering.accept_baseline)
    window.next.wanted.connect(window.do)
    window.next.replied.connect(entering.answer_due)
    window.undo.undo.connect(entering.withdraw)
    window.undo.correct.connect(dialogs.amend)
    window.signs.tapped.connect(entering.observe)
    window.signs.more.connect(dialogs.open["signs"])
    for row in window.rows:
        row.tapped.connect(entering.observe)


def _connect_footer(window: "BedsideWindow") -> None:
    entering = window.entering
    window.pump.moved.connect(entering.move_pump)
    window.pump.finished_earlier.connect(window.dialogs.finished_earlier)
    window.pump.still_running.connect(partial(_go_on, entering))
    window.footer.given.connect(window.dialogs.give_usual)
    window.footer.wanted.connect(window.want)
    if window.footer.spray is not None:
        window.footer.spray.used.connect(entering.use_spray)


def _go_on(entering: Entering) -> None:
    """The pump still runs: asked again in five minutes."""
    entering.answer_due(PUMP_FINISHED, entering.now_ms(), DueReply.NOT_DONE, "still_running")


def connect_end(window: "BedsideWindow", ending: "EndPage") -> None:
    """The same for the page on which the session ends."""
    dialogs = window.dialogs
    ending.note_wanted.connect(window.copy_note)
    ending.pressure_wanted.connect(lambda standing: dialogs.type_vitals(standing=standing))
    ending.rate_wanted.connect(lambda scale: dialogs.form(spoken_scales()[scale]))
    ending.add_wanted.connect(dialogs.catch_up)


def bind(window: "BedsideWindow") -> None:
    """Every key of the table, of the rows, and the digits that answer the chosen row."""
    hand, rows = window.hand, window.rows
    for action in keyed():
        hand.add(action.key, partial(window.presence.act, action))
    for row in rows:
        if row.scale.shortcut:
            hand.add(row.scale.shortcut, row.setFocus)
    for digit in range(10):
        hand.add(str(digit), partial(_answer, rows, digit))
    hint(window.strip.buttons.acknowledge, BY_CODE["acknowledge"].key)
    hint(window.strip.sound.button, BY_CODE["pause_sound"].key)
    hint(window.cuff.measure, BY_CODE["measure"].key)
    hint(window.signs.others, BY_CODE["signs"].key)


def _answer(rows: Sequence[ScoreRowView], digit: int) -> None:
    """A digit answers the row that was chosen by its key."""
    row = next((row for row in rows if row.hasFocus()), None)
    if row is not None and digit in row.scale.items[0].numbers:
        row.answer(digit)
