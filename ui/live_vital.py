"""One live number over time, rate or saturation: what may be shown of it at a moment. No Qt here.

Grey when it has not been heard for a while, `--` when longer: an old value never looks live. Every
view that shows it asks here, so that none can be more hopeful than another.
"""

from array import array
from bisect import bisect_right
from typing import NamedTuple

from monitor.alarm_rule import Key
from monitor.clock import SILENT_PERIODS
from monitor.events import Correction, Event, ManualVitals, Reading, Second
from monitor.history import History
from monitor.session import Session
from monitor.vitals import RATE_ORDER, Vital
from ui.words import say, span

TYPED = "manual"
UNIT: dict[str, str] = {"rate": Vital.PULSE_RATE.unit, "spo2": Vital.SPO2.unit}


class Heard(NamedTuple):
    """One value, when it was true, and where it came from.

    `source` is the vital or TYPED, `device` is empty where nobody knows any more; `seq` is the
    number of what a person typed.
    """

    t_ms: int
    value: float
    source: str
    device: str = ""
    seq: int | None = None


class Teller(NamedTuple):
    """Where a value came from, as in `Heard`; one for all that came from there."""

    source: str
    device: str
    seq: int | None


class Shown(NamedTuple):
    """What may be shown at a moment.

    heard: the last value; None before any. age_ms: how old it is. live: it is fresh and from a
    device. gone: it is too old to be shown as a number at all, or there is none.
    """

    heard: Heard | None
    age_ms: int
    live: bool
    gone: bool

    @property
    def age_words(self) -> str:
        """Its age as a person says it: "4 s", "1:20"."""
        return f"{max(0, self.age_ms) // 1000} s" if self.age_ms < 60_000 else span(self.age_ms)


class LiveVital:
    """`kind` is "rate" (heart rate, else pulse rate) or "spo2"."""

    def __init__(self, kind: str, session: Session) -> None:
        self.kind = kind
        self._session = session
        # Of a day 86,400 values are kept: in columns, for as many objects are six times as large.
        self._t_ms: array[int] = array("q")
        self._values: array[float] = array("d")
        self._tellers: list[Teller] = []
        self._known: dict[Teller, Teller] = {}
        self._given: dict[str, tuple[int, int]] = {}
        """The vital each device gave last, by its place in the order, and when."""

    @property
    def _vitals(self) -> tuple[Vital, ...]:
        return (Vital.SPO2,) if self.kind == "spo2" else RATE_ORDER

    # -- hearing ---------------------------------------------------------------------------

    def load(self, history: History) -> None:
        """Take the columns of a saved session."""
        for index, t_ms in enumerate(history.t_ms):
            for vital in self._vitals:
                value = history.columns[vital][index]
                if value == value:
                    self._hear(Heard(t_ms, value, vital.value))
                    break
        for entry in self._session.entries.values():
            self.show_event(entry)

    def show_event(self, event: Event) -> None:
        """Note what was measured or typed."""
        if isinstance(event, Reading) and event.demo and self._session.of_a_patient:
            return  # made up by the device, and nobody's
        if isinstance(event, Reading | Second):
            self._hear_values(event)
        elif isinstance(event, ManualVitals):
            for vital in self._vitals:
                value = getattr(event, vital.value)
                if value is not None:
                    self._hear(Heard(event.t_ms, value, TYPED, seq=event.seq))
        elif isinstance(event, Correction):
            self._forget(event.of)

    def _hear_values(self, event: Reading | Second) -> None:
        for place, vital in enumerate(self._vitals):
            value = event.values.get(vital)
            if value is not None:
                told = event.device if isinstance(event, Reading) else event.sources.get(vital)
                self._hear_from(place, Heard(event.t_ms, value, vital.value, told or ""))
                return

    def _hear_from(self, place: int, heard: Heard) -> None:
        """Take a value unless a better one is fresh: from the heart itself, or a device before."""
        self._given[heard.device] = place, heard.t_ms
        rank = self._session.sources.place
        better = min(
            (given, rank(device))
            for device, (given, t_ms) in self._given.items()
            if heard.t_ms - t_ms <= self._grey_ms(device)
        )
        if better == (place, rank(heard.device)):
            self._hear(heard)

    def _hear(self, heard: Heard) -> None:
        index = self._place(heard.t_ms)
        newer = not index or heard.t_ms > self._t_ms[index - 1]
        # A device does not tell the past again; a person may.
        if heard.source == TYPED or (newer and index == len(self._t_ms)):
            teller = Teller(heard.source, heard.device, heard.seq)
            self._t_ms.insert(index, heard.t_ms)
            self._values.insert(index, heard.value)
            self._tellers.insert(index, self._known.setdefault(teller, teller))

    def _forget(self, seq: int) -> None:
        """Take back what was typed under this number, if it was."""
        places = [place for place, teller in enumerate(self._tellers) if teller.seq == seq]
        for place in reversed(places):
            del self._t_ms[place], self._values[place], self._tellers[place]

    # -- asking ----------------------------------------------------------------------------

    def at(self, t_ms: int) -> Heard | None:
        """The last value by `t_ms`, however old."""
        index = self._place(t_ms)
        if not index:
            return None
        return Heard(self._t_ms[index - 1], self._values[index - 1], *self._tellers[index - 1])

    def _place(self, t_ms: int) -> int:
        return bisect_right(self._t_ms, t_ms)

    def shown(self, t_ms: int) -> Shown:
        """What may be shown at `t_ms`; a typed value was never live and stays, grey."""
        heard = self.at(t_ms)
        if heard is None:
            return Shown(None, 0, live=False, gone=True)
        age = t_ms - heard.t_ms
        by_hand = heard.source == TYPED
        fresh = not by_hand and age <= self._grey_ms(heard.device)
        live = fresh and not self._missed() and not self.implausible(heard)
        gone = not by_hand and age > self._blank_ms(heard.device)
        return Shown(heard, age, live, gone)

    def title(self, heard: Heard | None) -> str:
        """What is measured and by what; which device too, where there are several."""
        source = heard.source if heard else "none"
        if heard is not None and heard.device and len(self._session.sources.devices) > 1:
            return say(f"tile.from.{source}", device=heard.device)
        if self.kind == "spo2":
            return say("tile.spo2.manual" if source == TYPED else "tile.spo2")
        return say(f"tile.rate.{source}")

    def held(self, shown: Shown, t_ms: int) -> bool:
        """Whether it is not measured just now for the cuff on the probe's own arm (nurse.md A9)."""
        return shown.age_ms >= 2000 and self._session.probe_held(t_ms)

    def _missed(self) -> bool:
        """Whether the rules say that it is missing: then nothing of it is live."""
        return Key("missing", self.kind) in self._session.alarms.active

    def implausible(self, heard: Heard) -> bool:
        """Whether the rules say that no body has such a value."""
        return Key("implausible", heard.source) in self._session.alarms.active

    def _grey_ms(self, device: str) -> float:
        """No device is called late before it missed two and a half of its turns."""
        grey_s = self._session.profile.stale.grey_s
        return 1000 * max(grey_s, SILENT_PERIODS * self._session.sources.period_s(device))

    def _blank_ms(self, device: str) -> float:
        """Grey always comes first; of a slow device for one of its turns."""
        grey, blank = self._grey_ms(device), 1000 * self._session.profile.stale.blank_s
        return blank if grey < blank else grey + 1000 * self._session.sources.period_s(device)
