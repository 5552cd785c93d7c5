"""Live numbers before a session, recorded nowhere: so that a nurse can say whose they are."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from devices.driver import LineSettings, Model, model_named
from devices.link import Link
from devices.ports import SerialPort
from monitor.clock import Clock
from monitor.events import CuffReading, Event, LinkChange, LinkState, Reading
from monitor.vitals import Values, Vital, rate
from ui.bridge import Bridge
from ui.start.start_sheet import DeviceChoice
from ui.words import number, say, span

PATIENCE_S = 0.25
"""Ports that take longer to close do so without the screen."""

LOOK_AGAIN_MS = 50

Say = Callable[[int, str], None]
"""Takes a device's place and what to say of it."""


class Preview(QObject):
    """Listens to the chosen devices. `show` gets what is heard, `complain` why nothing is.

    Signals: heard (the place of a device that has just sent numbers).
    """

    heard = Signal(int)

    def __init__(self, show: Say, complain: Say) -> None:
        super().__init__()
        self._show = show
        self._complain = complain
        self._wanted: tuple[DeviceChoice | None, ...] = ()
        self._open: dict[DeviceChoice, _Heard] = {}
        self._closing: list[_Heard] = []
        self._waiting: list[Callable[[], None]] = []
        self._again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._again.timeout.connect(self._look_at_closing)

    def listen(self, wanted: Sequence[DeviceChoice | None]) -> None:
        """Listen to these from now on and to no other; each keeps what it has said so far."""
        self._wanted = tuple(wanted)
        left = [device for device in self._open if device not in self._wanted]
        self._close([self._open.pop(device) for device in left])
        self._open_wanted()
        for device in self._open:
            self._tell(device)

    def stop(self) -> None:
        """Let go of every port."""
        self.listen(())

    def when_closed(self, then: Callable[[], None]) -> None:
        """Call `then` once no port is open any more: at once, or as soon as it is so."""
        self._waiting.append(then)
        self._look_at_closing()

    def numbers(self, place: int) -> dict[str, float]:
        """What the device at that place measures now, by the names of the record; a `rate` too."""
        device = self._wanted[place] if place < len(self._wanted) else None
        return self._open[device].numbers() if device in self._open else {}

    def _open_wanted(self) -> None:
        held = {heard.choice.port for heard in self._closing}
        for device in self._wanted:
            if device and device not in self._open and device.port not in held:
                self._open[device] = _Heard(device, self._tell)

    def _close(self, left: "list[_Heard]") -> None:
        """Close all of them at a time; what is not done soon is looked at again."""
        ends = time.monotonic() + PATIENCE_S
        for heard in left:
            heard.stop(0)
        self._closing += [h for h in left if not h.stop(max(0.0, ends - time.monotonic()))]
        if self._closing:
            self._again.start()

    def _look_at_closing(self) -> None:
        """A port may be opened again, by a session too, once it is really free."""
        self._closing = [heard for heard in self._closing if not heard.stop(0)]
        if not self._closing:
            self._again.stop()
        self._open_wanted()
        if not (self._closing or self._open):
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()

    def _tell(self, device: DeviceChoice) -> None:
        heard = self._open.get(device)
        if heard is None or device not in self._wanted:
            return
        place = self._wanted.index(device)
        if heard.problem:
            self._complain(place, heard.problem)
        elif heard.measures:
            self._show(place, heard.said())
            self.heard.emit(place)


class _Heard:
    """One device that is listened to, and what it said last."""

    def __init__(self, choice: DeviceChoice, tell: Callable[[DeviceChoice], None]) -> None:
        self.choice = choice
        self.problem = ""
        self.measures = False
        self._tell = tell
        self._values: Values = {}
        self._cuff: CuffReading | None = None
        self._model = model_named(choice.model)
        self._clock = Clock()
        self._bridge = Bridge()
        self._bridge.taken.connect(self._take)
        self._port = SerialPort(choice.port, *self._model.lines)
        self._link = Link(self._model, self._port, self._clock, self._bridge.publish)
        self._link.start()

    def stop(self, within_s: float) -> bool:
        """Close the port; return whether that is done."""
        return self._link.stop(within_s)

    def _take(self, event: Event) -> None:
        if isinstance(event, LinkChange):
            self._take_link(event)
        elif isinstance(event, CuffReading):
            self._cuff = event
            self.measures = True
        elif isinstance(event, Reading):
            self._values |= event.values
            self.problem, self.measures = "", True
        self._tell(self.choice)

    def _take_link(self, change: LinkChange) -> None:
        self.measures = change.state is LinkState.RECEIVING
        if not self.measures:
            self._values = {}
        self.problem = why_unheard(self._model, change)

    def numbers(self) -> dict[str, float]:
        """Everything measured now, by the names of the record; `rate` is the one on a tile."""
        found = {vital.value: value for vital, value in self._values.items() if value is not None}
        if live := rate(self._values):
            found["rate"] = live[1]
        if self._cuff is not None:
            for name in ("systolic", "diastolic", "mean", "pulse"):
                value = getattr(self._cuff, name)
                found |= {} if value is None else {name: value}
        return found

    def said(self) -> str:
        """The numbers with their units; the pressure with its age: it may be somebody else's."""
        parts = []
        if found := rate(self._values):
            parts.append(f"{number(found[1])} bpm")
        spo2 = self._values.get(Vital.SPO2)
        if spo2 is not None:
            parts.append(f"SpO₂ {number(spo2)} %")
        cuff = self._cuff
        if cuff is not None and cuff.systolic is not None and cuff.diastolic is not None:
            pressure = f"{number(cuff.systolic)}/{number(cuff.diastolic)} mmHg"
            age = span(self._clock.now_ms() - cuff.t_ms)
            told = "preview.cuff" if cuff.seconds_ago is not None else "preview.cuff_of_no_age"
            parts.append(say(told, pressure=pressure, age=age))
        parts = parts or [say("preview.nothing")]
        if self._port.line != self._model.line:
            parts.append(settings(self._port.line))  # it is not set as most of its kind are
        return " · ".join(parts)


def settings(*lines: LineSettings) -> str:
    """Return how a line is set, in words; of several any may be right."""
    said = (
        say(
            "line.settings",
            baud=line.baud,
            parity=say(f"line.parity.{line.parity}"),
            stop_bits=line.stop_bits,
        )
        for line in lines
    )
    return say("line.or").join(said)


def why_unheard(model: Model, change: LinkChange) -> str:
    """Return the sentence for a device that is not heard, and what to do; empty where it is."""
    if change.reason == "wrong_device":
        return say("preview.no_frame", line=settings(*model.lines))
    if change.reason:
        return say(f"why_no_data.{change.reason}")
    return say("why_no_data.silent") if change.state is LinkState.SILENT else ""
