"""The strip under the header: what is wrong now, or what comes next. Quiet is plain text.

An alarm colours and flashes only the cell at its left (nurse.md E and F). What is said is made in
strip_news.py, strip_quiet.py and strip_offers.py; here it only finds its place.
"""

from collections.abc import Callable, Hashable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from monitor.events import Event
from monitor.history import History
from monitor.session import Session
from ui import theme
from ui.alarm_buttons import AlarmButtons
from ui.alarm_cell import AlarmCell
from ui.alarm_words import protocol
from ui.announce import announce
from ui.cuff_view import failure
from ui.flash import Flash
from ui.labels import ElidedLabel, frame
from ui.link_past import LinkPast
from ui.saved_state import SavedState
from ui.sound_button import SoundButton
from ui.strip_news import News, news, unseen_ms
from ui.strip_offers import JustDone, offers
from ui.strip_quiet import quiet_words
from ui.words import say, span

TURN_MS = 4000
"""How long each of several others is shown beside the cell."""


class StripView(QWidget):
    """A cell at the left, words beside it, and at the right what can be done.

    Its signals are those of `buttons` and of `sound`.
    """

    def __init__(
        self,
        session: Session,
        saved: SavedState,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
        palette: theme.Palette,
        flash: Flash,
    ) -> None:
        super().__init__()
        self._session = session
        self._saved = saved
        self._wall = wall
        self._past = LinkPast(session, wall)
        self._done = JustDone(session)
        self._news: list[News] = []
        self._turn = 0
        self._announced: set[Hashable] = set()
        self._cell = AlarmCell(sizes.label + 1, palette, flash)
        self._cell.setFixedHeight(sizes.strip - 1)
        self._words = ElidedLabel(sizes.label + 1, 400, dim=True)
        # The cell and the buttons are as wide as they want to be; the words have what is left.
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.buttons = AlarmButtons(sizes)
        self.sound = SoundButton(session, sizes)
        self._arrange(sizes)

    def _arrange(self, sizes: theme.Sizes) -> None:
        surface = frame("strip")
        surface.setFixedHeight(sizes.strip)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        self._line = QHBoxLayout(surface)
        self._line.setContentsMargins(0, 0, sizes.margin, 0)
        self._line.setSpacing(sizes.margin + 6)
        self._line.addWidget(self._cell)
        self._line.addWidget(self._words, 1)
        self._line.addWidget(self.buttons)
        self._line.addWidget(self.sound)

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Note what a link that went took with it, and what somebody has just answered."""
        self._past.take(event)
        self._done.take(event)

    def refresh(self, t_ms: int) -> None:
        """Say the worst thing that is so, else what is next."""
        self._past.look()
        self._news = news(self._session, self._saved, self._wall, t_ms)
        self._turn = t_ms // TURN_MS
        self._announce()
        self._show_cell(unseen_ms(self._session, t_ms))
        self._words.set_text("  ·  ".join(self._beside() if self._news else self._quiet(t_ms)))
        self.buttons.show_offers(offers(self._session, self._news, self._done, t_ms))
        self.sound.refresh(t_ms, sounding=any(one.flashes for one in self._news))
        left = 0 if self._news else self._words.fontMetrics().height()
        self._line.setContentsMargins(left, 0, self._line.contentsMargins().right(), 0)

    def _announce(self) -> None:
        """Each once; again where it is told again."""
        for one in self._news:
            if one.identity not in self._announced and not one.answered:
                announce(self, one.spoken)
        self._announced = {one.identity for one in self._news}

    def _show_cell(self, unseen: int | None) -> None:
        """The worst; where nobody has a number of this patient, it takes all of the line."""
        self._cell.setVisible(bool(self._news))
        self._words.setVisible(unseen is None)
        grows = QSizePolicy.Policy.Maximum if unseen is None else QSizePolicy.Policy.Expanding
        self._cell.setSizePolicy(grows, QSizePolicy.Policy.Fixed)
        if not self._news:
            self._cell.calm()
            return
        worst, *others = self._news
        parts = [worst.line]
        if unseen is not None:
            parts += [say("strip.unseen", age=span(unseen)), *_in_turn(others, self._turn)]
        self._cell.show_line(
            "  ·  ".join(parts), worst.priority, filled=worst.filled, flashes=worst.flashes
        )

    def _beside(self) -> list[str]:
        worst, *others = self._news
        parts = [worst.what, *_in_turn(others, self._turn)]
        if worst.answered:
            # Beside the answers there is less room: who answered is the last to be missed.
            parts.reverse()
        parts.extend(protocol(alarm, self._session) for alarm in worst.alarms[:1])
        if worst.flashes and not self._session.profile.sound.on:
            parts.append(say("strip.sound_off_watch"))
        return [part for part in parts if part]

    def _quiet(self, t_ms: int) -> list[str]:
        failed = failure(self._session, t_ms)
        parts = [*([failed] if failed else []), *self._past.words(t_ms)]
        if self._session.cuffs.also_cycling(t_ms):
            parts.append(say("cuff.also_cycling"))
        return [*parts, *quiet_words(self._session, t_ms)]

    def trouble(self) -> News | None:
        """The worst thing that is so, for the doorway; None while all is well."""
        return self._news[0] if self._news else None

    def text(self) -> str:
        """Everything it says."""
        cell = "" if self._cell.isHidden() else self._cell.text() + "  "
        return cell + ("" if self._words.isHidden() else self._words.text())


def _in_turn(others: list[News], turn: int) -> list[str]:
    """One of several others at a time, so that each can be read whole."""
    if not others:
        return []
    place = turn % len(others)
    count = f" ({place + 1}/{len(others)})" if len(others) > 1 else ""
    return [others[place].line + count]
