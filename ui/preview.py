"""Live numbers before a session, recorded nowhere: so that a nurse can say whose they are."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from devices.driver import model_named
from devices.link import Link
from devices.ports import SerialPort
from monitor.clock import Clock
from monitor.events import CuffReading, Event, LinkChange, LinkState, Reading
from monitor.vitals import Values, Vital, rate
from ui.bridge import Bridge
from ui.words import number, say, span


class Preview(QObject):
    """Listens to one port. `show` gets what is heard, `complain` why nothing is."""

    def __init__(self, show: Callable[[str], None], complain: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show
        self._complain = complain
        self._bridge = Bridge()
        self._bridge.taken.connect(self._take)
        self._link: Link | None = None
        self._values: Values = {}
        self._cuff: CuffReading | None = None

    def listen(self, model: str, port: str) -> None:
        """Listen there from now on; nowhere where either is empty."""
        self.stop()
        if model and port:
            family = model_named(model)
            source = SerialPort(port, family.line)
            self._link = Link(family, source, Clock(), self._bridge.publish)
            self._link.start()

    def stop(self) -> None:
        """Close the port, so that a session can open it."""
        if self._link is not None:
            self._link.stop()
        self._link = None
        self._values = {}
        self._cuff = None

    def _take(self, event: Event) -> None:
        if self._link is None:
            return
        if isinstance(event, LinkChange):
            self._say_link(event)
        elif isinstance(event, Reading):
            self._values |= event.values
            self._show(self._said())
        elif isinstance(event, CuffReading):
            self._cuff = event

    def _say_link(self, change: LinkChange) -> None:
        if change.state is LinkState.RECEIVING:
            return
        self._values = {}
        if change.reason == "wrong_device":
            self._complain(say("preview.no_frame", line=self._line()))
        elif change.reason:
            self._complain(say(f"why_no_data.{change.reason}"))
        elif change.state is LinkState.SILENT:
            self._complain(say("why_no_data.silent"))

    def _line(self) -> str:
        assert self._link is not None
        line = self._link.model.line
        parity = say(f"line.parity.{line.parity}")
        return say("line.settings", baud=line.baud, parity=parity, stop_bits=line.stop_bits)

    def _said(self) -> str:
        parts = []
        if found := rate(self._values):
            parts.append(f"{number(found[1])} bpm")
        spo2 = self._values.get(Vital.SPO2)
        if spo2 is not None:
            parts.append(f"SpO₂ {number(spo2)} %")
        cuff = self._cuff
        if cuff is not None and cuff.systolic is not None and cuff.diastolic is not None:
            pressure = f"{number(cuff.systolic)}/{number(cuff.diastolic)} mmHg"
            parts.append(say("preview.cuff", pressure=pressure, age=span(-min(0, cuff.t_ms))))
        return " · ".join(parts) or say("preview.nothing")
