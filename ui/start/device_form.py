"""Which devices are on which ports, and whether what they send are this patient's numbers."""

import os
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.buttons import button
from ui.choice import Choice
from ui.field import plain
from ui.labels import frame, label
from ui.start.device_row import DeviceRow
from ui.start.start_sheet import DeviceChoice, Family, Missing
from ui.words import say

NO_MONITOR = "start.no_monitor"
OTHER_ARM, SAME_ARM = "start.arm.other", "start.arm.same"

Places = tuple[DeviceChoice | None, ...]
"""What is chosen at each place, the first decides; None where nothing can be listened to yet."""


class DeviceForm(QWidget):
    """The right column of the start screen. Nothing is sent to a port that nobody chose.

    Signals: changed; preview_wanted (the `Places` to listen to); rescan (look for ports again).
    """

    changed = Signal()
    preview_wanted = Signal(object)
    rescan = Signal()

    def __init__(
        self,
        families: Sequence[Family],
        ports: list[tuple[str, str]],
        sizes: theme.Sizes = theme.START,
    ) -> None:
        super().__init__()
        self._families = {family.name: family for family in families}
        self._sizes = sizes
        self.find_ports = _quiet("start.port.rescan", self.rescan.emit, sizes)
        self.remove = _quiet("start.device.remove", self.remove_second, sizes)
        self.rows = (
            DeviceRow(families, 0, self.find_ports, sizes, say("start.monitor")),
            DeviceRow(families, 1, self.remove, sizes),
        )
        self.add = _quiet("start.device.add", self.add_second, sizes)
        self.no_monitor = Choice(NO_MONITOR, sizes=sizes)
        self.whose = Choice("start.numbers.yes", sizes=sizes)
        self.arm = Choice(OTHER_ARM, SAME_ARM, sizes=sizes)
        self._arm_question = QWidget()
        self._any_ports = bool(ports)
        self._two = False
        self._wanted: Places = ()
        self._numbers = ["", ""]
        self._problems = ["", ""]
        self._arrange()
        self.set_ports(ports)
        self._connect()
        self._choose()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._sizes.gap)
        for row in self.rows:
            column.addWidget(row, 100)
        column.addWidget(self._questions())
        column.addStretch(1)
        column.addWidget(self.add)
        column.addWidget(self.no_monitor)
        # Where the other columns have a line under their last row.
        column.addSpacing(self._sizes.said)

    def _questions(self) -> QWidget:
        card = frame("card-next")
        inside = QVBoxLayout(card)
        gap = self._sizes.gap
        inside.setContentsMargins(2 * gap, gap, gap, gap)
        inside.setSpacing(gap)
        inside.addLayout(_question("start.numbers.whose", self.whose, self._sizes))
        self._arm_question.setLayout(_question("start.arm", self.arm, self._sizes))
        inside.addWidget(self._arm_question)
        self.whose.setMinimumWidth(theme.grown(96, self._sizes))
        return card

    def _connect(self) -> None:
        for row in self.rows:
            row.changed.connect(self._choose)
        self.no_monitor.changed.connect(self._choose)
        for choice in (self.whose, self.arm):
            choice.changed.connect(self.changed)

    def order_keys(self) -> None:
        """Let Tab go as the eye does; once all of it is in one window."""
        first, second = self.rows
        parts = [first.model, first.port, self.find_ports, second.model, second.port]
        parts += [self.remove, *self.whose.buttons.values(), *self.arm.buttons.values(), self.add]
        for before, after in pairwise([*parts, *self.no_monitor.buttons.values()]):
            QWidget.setTabOrder(before, after)

    # -- what is chosen --------------------------------------------------------------------

    @property
    def _asked(self) -> tuple[DeviceRow, ...]:
        """The rows that are filled in: one, or both."""
        return self.rows if self._two else self.rows[:1]

    @property
    def devices(self) -> tuple[DeviceChoice, ...]:
        """The chosen devices, the first decides; none where values are typed."""
        return tuple(choice for choice in self.places() if choice)

    @property
    def on_cuff_arm(self) -> bool | None:
        """Whether the SpO₂ probe is on the cuff's arm; None where it means nothing, or not said."""
        return {OTHER_ARM: False, SAME_ARM: True}.get(self.arm.chosen or "")

    @property
    def untouched(self) -> bool:
        """Whether no port was chosen yet."""
        return not any(row.choice.port for row in self.rows)

    def add_second(self) -> None:
        """Ask for one more device."""
        self._two = True
        self._choose()
        self.rows[1].model.setFocus()

    def remove_second(self) -> None:
        """Go on with the first alone."""
        self._two = False
        self.rows[1].choose(DeviceChoice("", ""))
        self.add.setFocus()

    def choose(self, devices: Sequence[DeviceChoice]) -> None:
        """Choose what a person chose before, as if chosen now."""
        self._two = len(devices) > 1
        for row, device in zip(self.rows, devices, strict=False):
            row.choose(device)

    def set_ports(self, ports: list[tuple[str, str]]) -> None:
        """Offer these ports; the chosen ones stay chosen while they are there."""
        self._any_ports = bool(ports)
        for row in self.rows:
            row.set_ports(ports)
        self._say_all()

    def places(self) -> Places:
        """What may be listened to at each place: nothing that was chosen twice."""
        if self.no_monitor.chosen:
            return ()
        return tuple(
            row.choice if row.choice.model and row.choice.port and not self._clash(place) else None
            for place, row in enumerate(self._asked)
        )

    def _clash(self, place: int) -> str:
        """Why the second cannot be what the first is already; empty where nothing is wrong."""
        if place == 0 or not self._two:
            return ""
        first, second = (row.choice for row in self.rows)
        if second.model and second.model == first.model:
            return say("start.device.same_model")
        same = second.port and os.path.realpath(second.port) == os.path.realpath(first.port)
        return say("start.device.same_port") if same else ""

    def _choose(self) -> None:
        """Another model or port: what was seen and said before was another monitor's."""
        typed = self.no_monitor.chosen is not None
        for part in (*self.rows, self.find_ports, self.add):
            part.setEnabled(not typed)
        self.rows[1].setVisible(self._two)
        self.add.setVisible(not self._two)
        self._ask_arm()
        self._listen()
        self._say_all()
        self.changed.emit()

    def _listen(self) -> None:
        """Say what to listen to, where that is another thing than before."""
        before, self._wanted = self._wanted, self.places()
        if self._wanted == before:
            return
        for place in (0, 1):
            if _at(self._wanted, place) is None or _at(self._wanted, place) != _at(before, place):
                self._numbers[place] = self._problems[place] = ""
        self.preview_wanted.emit(self._wanted)

    def listen_again(self) -> None:
        """The ports were let go of: what was seen before is old, and whose it is, is asked anew."""
        self._wanted = ()
        self._choose()

    def _ask_arm(self) -> None:
        """The question means nothing where there is no cuff or no probe."""
        chosen = [self._families[device.model] for device in self.devices]
        both = any(f.gives_cuff for f in chosen) and any(f.gives_spo2 for f in chosen)
        self._arm_question.setVisible(both)
        if not both:
            self.arm.forget()

    # -- what is heard ---------------------------------------------------------------------

    def show_numbers(self, place: int, text: str) -> None:
        """Show what the device at that place sends now; empty while it sends nothing."""
        self._numbers[place], self._problems[place] = text, ""
        self._say(place)
        self._ask_whose()

    def show_problem(self, place: int, sentence: str) -> None:
        """Say at a device why nothing is heard of it."""
        self._numbers[place], self._problems[place] = "", sentence
        self._say(place)
        self._ask_whose()

    def numbers(self, place: int = 0) -> str:
        """What the line of a device says."""
        return self.rows[place].said

    def _say_all(self) -> None:
        for place, row in enumerate(self.rows):
            row.say_order(alone=not self._two)
            self._say(place)
        self._ask_whose()

    def _say(self, place: int) -> None:
        row, typed = self.rows[place], self.no_monitor.chosen is not None
        problem = self._clash(place) or self._problems[place]
        if typed:
            row.show_quietly(say("start.no_monitor.said"))
        elif problem or not self._any_ports:
            row.show_problem(problem or say("start.port.none"))
        elif self._numbers[place]:
            row.show_numbers(self._numbers[place])
        else:
            chosen = _at(self.places(), place) is not None
            row.show_quietly(say("start.numbers.waiting" if chosen else "start.numbers.choose"))

    def _ask_whose(self) -> None:
        """Nobody can say yes to nothing: every device must be heard."""
        heard = self._first_unheard() is None and not self.no_monitor.chosen
        self.whose.setEnabled(heard)
        if not heard:
            self.whose.forget()

    def _first_unheard(self) -> DeviceRow | None:
        rows = zip(self._asked, self._numbers, strict=False)
        return next((row for row, numbers in rows if not numbers), None)

    def missing(self) -> list[Missing]:
        """What is still needed, in the order of the column."""
        if self.no_monitor.chosen:
            return []
        for place, row in enumerate(self._asked):
            if found := row.missing():
                return found
            if self._clash(place):
                return [Missing(say("start.device.clash"), row.model)]
        return self._unanswered()

    def _unanswered(self) -> list[Missing]:
        found = []
        if self.whose.chosen is None:
            silent = self._first_unheard()
            found.append(Missing(say("start.numbers.short"), silent.port if silent else self.whose))
        if self.arm.chosen is None and not self._arm_question.isHidden():
            found.append(Missing(say("start.arm.short"), self.arm))
        return found


def _at(places: Places, place: int) -> DeviceChoice | None:
    return places[place] if place < len(places) else None


def _question(code: str, answers: Choice, sizes: theme.Sizes) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    question = label(sizes.label - 1, 500, text=say(code))
    question.setWordWrap(True)
    line.addWidget(question, 1, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(answers)
    return line


def _quiet(code: str, clicked: Callable[[], None], sizes: theme.Sizes) -> QPushButton:
    made = button(say(code), clicked, height=sizes.row, px=sizes.button, role="quiet")
    made.setAutoDefault(True)
    made.setAccessibleName(plain(say(code)))
    return made
