"""The strip under the header: what is wrong now, or what comes next. Quiet is plain text.

An alarm colours and flashes only the cell at its left (nurse.md E and F). What is said is made in
strip_news.py, strip_line.py, strip_quiet.py and strip_offers.py; here it only finds its place.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from monitor.events import Event
from monitor.session import Session
from ui import theme
from ui.alarm_buttons import AlarmButtons, Offers
from ui.alarm_cell import PADDING, AlarmCell
from ui.announce import announce
from ui.cuff_view import failure
from ui.flash import Flash
from ui.labels import ElidedLabel, frame, label
from ui.link_past import LinkPast
from ui.saved_state import SavedState
from ui.sound_button import SoundButton
from ui.strip_line import BETWEEN, Fits, line
from ui.strip_news import News, news
from ui.strip_offers import JustDone, offers, waiting
from ui.strip_quiet import quiet_words
from ui.strip_unseen import unseen_ms
from ui.view import FromSession
from ui.words import say, span

TURN_MS = 4000
"""How long each of several others is shown beside the cell."""


class StripView(FromSession, QWidget):
    """A cell at the left, words beside it, and at the right what can be done.

    `silent` stays whatever else has no room: who hears nothing must look.

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
        self._t_ms = 0
        self._announced: set[Hashable] = set()
        self._cell = AlarmCell(sizes.label + 1, palette, flash)
        self._cell.setFixedHeight(sizes.strip - 1)
        self._words = ElidedLabel(sizes.label + 1, 400, dim=True)
        # The cell and the buttons are as wide as they want to be; the words have what is left.
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.silent = label(sizes.label, 600, text=say("strip.sound_off_watch"))
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
        self._line.addWidget(self.silent)
        self._line.addWidget(self.buttons)
        self._line.addWidget(self.sound)

    def show_event(self, event: Event) -> None:
        """Note what went by itself, and what somebody has just answered."""
        self._past.take(event)
        self._done.take(event)

    def refresh(self, t_ms: int) -> None:
        """Say the worst thing that is so, else what is next."""
        self._t_ms = t_ms
        self._news = news(self._session, self._saved, self._wall, t_ms)
        self._announce()
        self.sound.refresh(t_ms, sounding=any(one.flashes for one in self._news))
        left = 0 if self._news else self._words.fontMetrics().height()
        self._line.setContentsMargins(left, 0, self._line.contentsMargins().right(), 0)
        off = not self._session.profile.sound.on
        self.silent.setVisible(off and any(one.filled for one in self._news))
        if self._news:
            self._say_news(t_ms)
        else:
            self._say_quiet(t_ms)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._news:
            # What can be read, and so be answered, is another now.
            self._say_news(self._t_ms)

    def _announce(self) -> None:
        """Each once; again where it is told again."""
        for one in self._news:
            if one.identity not in self._announced and not one.answered:
                announce(self, one.spoken)
        self._announced = {one.identity for one in self._news}

    def _say_quiet(self, t_ms: int) -> None:
        self._cell.calm()
        self._cell.hide()
        self._words.show()
        self._words.set_text(BETWEEN.join(self._quiet(t_ms)))
        self.buttons.show_offers(offers(self._session, [], self._done, t_ms))

    def _say_news(self, t_ms: int) -> None:
        """The worst in the cell; where nobody has a number of this patient, it takes all."""
        unseen = unseen_ms(self._session, t_ms)
        turn, now = t_ms // TURN_MS, offers(self._session, self._news, self._done, t_ms)
        head = self._news[0].line
        if unseen is not None:
            head = f"{head}{BETWEEN}{say('strip.unseen', age=span(unseen))}"
        self._show_cell(head, alone=unseen is not None)
        fits = self._fits(head if unseen is not None else "", self._room(now))
        made = line(self._news, self._session, turn, fits, brief=unseen is not None)
        if unseen is None:
            self._words.set_text(made.words)
        elif made.words:
            self._show_cell(head + BETWEEN + made.words, alone=True)
        self.buttons.show_offers(now._replace(open=waiting(self._session, made.read)))

    def _show_cell(self, said: str, *, alone: bool) -> None:
        worst = self._news[0]
        self._cell.show()
        self._words.setVisible(not alone)
        grows = QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Maximum
        self._cell.setSizePolicy(grows, QSizePolicy.Policy.Fixed)
        self._cell.show_line(
            said, worst.priority, filled=worst.filled, flashes=worst.flashes, plain=worst.plain
        )

    def _room(self, now: Offers) -> int:
        """What all but the cell leaves of the line, in pixels, with all that is offered.

        Counted here, for a layout learns of what was shown only after it has grown.
        """
        margins, gap = self._line.contentsMargins(), self._line.spacing()
        others = [part.sizeHint().width() for part in (self.silent, self.sound) if _is_seen(part)]
        buttons = self.buttons.width_for(now)
        others += [buttons] if buttons else []
        return self.width() - margins.left() - margins.right() - sum(others) - gap * len(others)

    def _fits(self, head: str, room: int) -> Fits:
        """Whether words stand whole behind `head` in the cell, or else beside it."""
        if head:
            cell, left = self._cell.fontMetrics(), room - 2 * PADDING
            return lambda words: cell.horizontalAdvance(head + BETWEEN + words) <= left
        left = room - self._cell.sizeHint().width() - self._line.spacing()
        return lambda words: self._words.fontMetrics().horizontalAdvance(words) <= left

    def _quiet(self, t_ms: int) -> list[str]:
        failed = failure(self._session, t_ms)
        parts = [*([failed] if failed else []), *self._past.words(t_ms)]
        if self._session.cuffs.also_cycling(t_ms):
            parts.append(say("cuff.also_cycling"))
        return [*parts, *quiet_words(self._session, t_ms)]

    def trouble(self) -> Sequence[News]:
        """What is so, the worst first, for the doorway; without what is a line and no more."""
        return [*self._news[:1], *(one for one in self._news[1:] if not one.plain)]

    def text(self) -> str:
        """Everything it says."""
        parts = [(self._cell, self._cell.text()), (self._words, self._words.text())]
        parts.append((self.silent, self.silent.text()))
        return "  ".join(text for part, text in parts if text and _is_seen(part))


def _is_seen(part: QWidget) -> bool:
    return not part.isHidden()
