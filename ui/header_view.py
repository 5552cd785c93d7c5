"""The top line: who the patient is, where the session stands, whether it is heard and saved."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from monitor.events import LinkChange, LinkState, Phase
from monitor.session import DEMO, Session
from ui import theme
from ui.allergy_words import allergy_words
from ui.buttons import button, relabel
from ui.device_words import device_title
from ui.labels import ElidedLabel, frame, label
from ui.saved_state import SavedState
from ui.session_clock import left_words, phase_words
from ui.view import FromSession
from ui.words import clock_time, say, span

WHO = 400
"""Pixels for the patient before the phases that are not now get any; more where a name is longer
and nothing else wants them."""

PERSON = 110
"""Pixels for the name on the person's button."""

_SHOWN = (Phase.PREP, Phase.BASELINE, Phase.INFUSION, Phase.RECOVERY, Phase.DISCHARGE)


class Chip(QWidget):
    """A dot and a word: filled while all is well, hollow in the technical colour when not."""

    def __init__(self, px: float) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(7)
        self._dot = label(px + 1, 700)
        self._text = label(px, 500)
        line.addWidget(self._dot)
        line.addWidget(self._text)

    def say(self, text: str, state: str) -> None:
        """Show `text`; state is live, waiting or technical."""
        self._dot.setText({"live": "●", "waiting": "◌", "technical": "○"}[state])
        theme.role(self._dot, {"live": "live", "waiting": "faint", "technical": "technical"}[state])
        theme.role(self._text, "technical" if state == "technical" else "dim")
        self._text.setText(text)
        self.setAccessibleName(text)

    def text(self) -> str:
        """What it says."""
        return self._text.text()


class HeaderView(FromSession, QWidget):
    """Identity, phases and clocks, chips for link and record, the person, the time of day.

    Signals:
        person_wanted: the nurse wants to say who is here.
        identity_wanted: the hidden name was touched (nurse.md B1).
    """

    person_wanted = Signal()
    identity_wanted = Signal()

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
        # A long name gives way first; the birth year and the allergy are what a mix-up shows in.
        self._room = ElidedLabel(sizes.label, 500, dim=True)
        self._name = ElidedLabel(sizes.label + 1, 700, least=90)
        self._about = ElidedLabel(sizes.label, 400, dim=True, least=215)
        self.hidden = button(
            say("identity.hidden"),
            self.identity_wanted.emit,
            height=max(36, sizes.header - 10),
            px=sizes.label,
            role="quiet",
        )
        self.hidden.hide()
        self._before = label(sizes.label, 500, "dim")
        self._phase = label(sizes.phase, 650)
        self._left = label(sizes.label, 500)
        self._after = label(sizes.label, 500, "faint")
        self.link_chip = Chip(sizes.label)
        self.saved_chip = Chip(sizes.label)
        self.person = button(
            "", self.person_wanted.emit, height=max(36, sizes.header - 10), px=sizes.label
        )
        self._said_person: tuple[str, bool] | None = None
        self._time = label(sizes.label + 4, 500)
        self._arrange(sizes)
        self._say_identity()
        # A line too full is cut; it never pushes itself off the screen.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _arrange(self, sizes: theme.Sizes) -> None:
        surface = frame("header")
        surface.setFixedHeight(sizes.header)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        line = QHBoxLayout(surface)
        self._ends, self._gap = sizes.margin + 6, sizes.gap + 4
        line.setContentsMargins(self._ends, 0, self._ends, 0)
        line.setSpacing(self._gap)
        # No stretch: a stretched item gives way to the empty space around it before it is full.
        identity = QHBoxLayout()
        identity.setSpacing(8)
        for known in (self._room, self._name, self.hidden, self._about):
            identity.addWidget(known)
        line.addLayout(identity)
        line.addStretch(1)
        for part in (self._before, self._phase, self._left, self._after):
            line.addWidget(part)
        line.addStretch(1)
        for last in (self.link_chip, self.saved_chip, self.person, self._time):
            line.addWidget(last)

    def _say_identity(self) -> None:
        start = self._session.start
        self._room.set_text(say("room", room=start.room) if start.room else "")
        self._room.setVisible(bool(start.room))
        self._name.set_text(start.patient or say("nobody"))
        self._about.set_text(self._say_about(hidden=False))

    def _say_about(self, hidden: bool) -> str:
        start = self._session.start
        about = [say("born", year=start.birth_date.year)] if start.birth_date and not hidden else []
        if start.patient:
            allergy = start.allergy
            about.append(say("allergy", allergy=allergy) if allergy else allergy_words(start))
        return " · ".join(about)

    def hide_identity(self, hidden: bool) -> None:
        """Hide who the patient is from who walks by; room and allergy stay, for safety."""
        self._name.setVisible(not hidden)
        self.hidden.setVisible(hidden)
        self._about.set_text(self._say_about(hidden))
        self._fit()

    def say_person(self, name: str, *, emergency: bool = False) -> None:
        """Say by whom the next entry will be; a long name is cut, its first letters are enough.

        In an emergency nobody has signed in: it stands out until somebody claims the session.
        """
        if self._said_person == (name, emergency):
            return
        self._said_person = name, emergency
        metrics = self.person.fontMetrics()
        short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, PERSON)
        relabel(self.person, say("person.emergency") if emergency else f"{short} ▾")
        theme.role(self.person, "stands-out" if emergency else "")
        told = say("person.claim") if emergency else name
        self.person.setAccessibleName(told if emergency else say("person.here", name=name))
        self.person.setToolTip(told)

    def refresh(self, t_ms: int) -> None:
        """Move the clocks on."""
        self._time.setText(clock_time(self._wall(t_ms), seconds=True))
        self._say_phase(t_ms)
        self._say_link(t_ms)
        self._say_saved()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the other phases where the line is full: the clock stays on the window."""
        name = self._name if self.hidden.isHidden() else self.hidden
        who = (self._room, name, self._about)
        here = (self._phase, self._left, self.link_chip, self.saved_chip, self.person, self._time)
        wanted = sum(part.sizeHint().width() + self._gap for part in who)
        taken = 2 * self._ends
        taken += sum(part.minimumSizeHint().width() + self._gap for part in here)
        # What is to come is the first to go: before it, nothing of a name is cut.
        for part, who_has in ((self._before, min(wanted, WHO)), (self._after, wanted)):
            taken += part.minimumSizeHint().width() + self._gap
            part.setVisible(taken + who_has <= self.width())

    def _say_phase(self, t_ms: int) -> None:
        phase = self._session.phase
        here = _SHOWN.index(phase) if phase in _SHOWN else len(_SHOWN)
        self._before.setText("   ".join(f"{say(f'phase.{p}')} ✓" for p in _SHOWN[:here]))
        self._after.setText("   ".join(say(f"phase.{p}") for p in _SHOWN[here + 1 :]))
        self._phase.setText(phase_words(self._session, t_ms))
        self._left.setText(left_words(self._session, t_ms, self._wall))

    def _say_link(self, t_ms: int) -> None:
        links = list(self._session.links.values())
        if not links:
            expected = "link.searching" if self._session.start.device else "link.none"
            self.link_chip.say(say(expected), "waiting")
            return
        worst = min(links, key=lambda change: _WORST.index(change.state))
        if worst.reason == DEMO and self._session.of_a_patient:
            self.link_chip.say(say("link.demo"), "technical")
            return
        self.link_chip.say(self._link_text(worst, t_ms), _CHIP[worst.state])

    def _link_text(self, worst: LinkChange, t_ms: int) -> str:
        """One device is "the monitor"; of several the one that is worst off is named."""
        devices = self._session.sources.devices
        age = span(t_ms - worst.t_ms)
        if worst.state is LinkState.RECEIVING:
            checked = all(device.checked_by for device in devices)
            if devices and not checked and self._session.of_a_patient:
                return say("link.not_checked")
        elif len(devices) > 1:
            return say(f"link.of.{worst.state}", device=device_title(worst.device), age=age)
        return say(f"link.{worst.state}", age=age)

    def _say_saved(self) -> None:
        if self._saved.not_saved_since is not None:
            self.saved_chip.say(say("not_saved_chip"), "technical")
        elif not self._saved.all_saved:
            self.saved_chip.say(say("saving"), "waiting")
        else:
            self.saved_chip.say(say("saved"), "live")

    def identity(self) -> str:
        """Who is shown."""
        name = self._name if self.hidden.isHidden() else self.hidden
        parts = (self._room.text(), name.text(), self._about.text())
        return " · ".join(part for part in parts if part)


_WORST = (LinkState.LOST, LinkState.SILENT, LinkState.SEARCHING, LinkState.RECEIVING)
_CHIP = {
    LinkState.LOST: "technical",
    LinkState.SILENT: "technical",
    LinkState.SEARCHING: "waiting",
    LinkState.RECEIVING: "live",
}
