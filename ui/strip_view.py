"""The strip under the header: what is wrong now, or what comes next. Quiet is plain text.

The alarm rules are a later chapter; until then the strip says so and never "No alarms".
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitor.events import CuffRequest, CuffWish, Event, LinkChange, LinkState
from monitor.history import History
from monitor.session import DEMO, Session
from ui import theme
from ui.announce import announce
from ui.buttons import button
from ui.cuff_view import failure
from ui.labels import ElidedLabel, frame, label
from ui.next_view import under_way, when
from ui.saved_state import SavedState
from ui.words import clock_time, say, span

BACK_SHOWN_MS = 120_000


class StripView(QWidget):
    """A technical cell at the left when data or the record fail, and words beside it.

    Signals:
        type_vitals: the nurse wants to type what the device does not send.
    """

    type_vitals = Signal()

    def __init__(
        self,
        session: Session,
        saved: SavedState,
        sizes: theme.Sizes,
        wall: Callable[[int], datetime],
    ) -> None:
        super().__init__()
        self._session = session
        self._saved = saved
        self._wall = wall
        self._armed = False
        self._was_armed = False
        self._announced = ""
        self._gone_ms: int | None = None
        self._back: tuple[int, int] | None = None
        surface = frame("strip")
        surface.setFixedHeight(sizes.strip)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        line = QHBoxLayout(surface)
        line.setContentsMargins(0, 0, sizes.margin, 0)
        line.setSpacing(sizes.margin + 6)
        self._cell = label(sizes.label + 1, 650, "cell-technical")
        self._cell.setMinimumHeight(sizes.strip - 1)
        self._words = ElidedLabel(sizes.label + 1, 400, dim=True)
        self._type = button(
            say("type_vitals"),
            self.type_vitals.emit,
            height=sizes.strip - 10,
            px=sizes.label,
            role="technical",
        )
        line.addWidget(self._cell)
        line.addWidget(self._words, 1)
        line.addWidget(self._type)
        self._line = line

    def load(self, history: History) -> None:
        """Everything comes from the session."""

    def show_event(self, event: Event) -> None:
        """Note what a link that went took with it, and that it is back."""
        if isinstance(event, CuffRequest) and event.wish is CuffWish.INTERVAL and event.by:
            self._was_armed = False
        elif isinstance(event, LinkChange):
            self._note_link(event)

    def _note_link(self, change: LinkChange) -> None:
        self._was_armed = self._was_armed or (self._armed and self._disarmed())
        if change.state in {LinkState.LOST, LinkState.SILENT}:
            self._gone_ms = change.t_ms if self._gone_ms is None else self._gone_ms
        elif change.state is LinkState.RECEIVING and self._gone_ms is not None:
            self._back, self._gone_ms = (self._gone_ms, change.t_ms), None

    def _disarmed(self) -> bool:
        return self._session.cuffs.armed_min is None

    def refresh(self, t_ms: int) -> None:
        """Say the worst thing that is so, else what is next."""
        self._armed = not self._disarmed()
        trouble = self.trouble()
        if trouble and trouble[0] != self._announced:
            announce(self, f"{trouble[0]}. {trouble[1]}")
        self._announced = trouble[0] if trouble else ""
        self._cell.setVisible(trouble is not None)
        self._type.setVisible(self._link_trouble() is not None)
        left = 0 if trouble else self._words.fontMetrics().height()
        self._line.setContentsMargins(left, 0, self._line.contentsMargins().right(), 0)
        if trouble is not None:
            self._cell.setText(f"▲  ** {trouble[0]}")
            self._words.set_text(trouble[1])
        else:
            self._words.set_text(self._quiet(t_ms))

    def trouble(self) -> tuple[str, str] | None:
        """What is wrong with the record or the links, and what to do; None while all is well."""
        return self._record_trouble() or self._link_trouble()

    def _record_trouble(self) -> tuple[str, str] | None:
        since = self._saved.not_saved_since
        if since is None:
            return None
        at = clock_time(self._wall(since))
        unheard = self._link_trouble()
        what = [say("not_saved_what"), *([f"{unheard[0]}. {unheard[1]}"] if unheard else [])]
        return say("not_saved_title", at=at), "  ·  ".join(what)

    def _link_trouble(self) -> tuple[str, str] | None:
        links = self._session.links.values()
        if any(link.reason == DEMO for link in links) and self._session.of_a_patient:
            return say("strip.demo"), say("strip.demo_what")
        gone = self._session.unheard_since()
        if not gone:
            return None
        device = min(gone, key=lambda name: gone[name])
        lost = any(self._session.links[name].state is LinkState.LOST for name in gone)
        at = clock_time(self._wall(gone[device]))
        if len(gone) == len(self._session.links):
            return say("no_data_since" if lost else "monitor_silent", at=at), say("strip.look")
        # The other one is still heard: which of them it is matters.
        code = "no_data_from" if lost else "device_silent"
        return say(code, device=device, at=at), say("strip.other_goes_on")

    def _quiet(self, t_ms: int) -> str:
        failed = failure(self._session, t_ms)
        parts = [*([failed] if failed else []), *self._say_back(t_ms)]
        if self._session.cuffs.also_cycling(t_ms):
            parts.append(say("cuff.also_cycling"))
        parts.append(say("strip.alarms_off"))
        due = self._session.due(t_ms)
        if due:
            item = say(f"item.{due[0].item}")
            measuring = under_way(self._session, due[0], t_ms)
            if due[0].overdue(t_ms) and not measuring:
                parts.append(say("strip.overdue", late=span(t_ms - due[0].due_ms), item=item))
            else:
                said = when(due[0], t_ms, measuring=measuring)
                parts.append(say("strip.next", item=item, when=said))
        if not self._session.profile.sound.on:
            parts.append(say("strip.sound_off"))
        if self._session.baseline is None:
            parts.append(say("strip.baseline_off"))
        if not self._session.profile.approved_by:
            parts.append(say("strip.example_limits"))
        return "  ·  ".join(parts)

    def _say_back(self, t_ms: int) -> list[str]:
        """What was missed for a while, and what a link that went has turned off."""
        parts = []
        if self._back is not None and 0 <= t_ms - self._back[1] < BACK_SHOWN_MS:
            since, until = (clock_time(self._wall(at)) for at in self._back)
            parts.append(say("monitor_back", since=since, until=until))
        if self._was_armed and not self._session.ended:
            parts.append(say("strip.automatic_off"))
        return parts

    def text(self) -> str:
        """Everything it says."""
        cell = "" if self._cell.isHidden() else self._cell.text() + "  "
        return cell + self._words.text()
