"""One value as it is known: measured second by second, or typed. What is known last speaks.

A person looked, so a typed value counts at once and until another one comes. One inside the limits
never speaks against seconds that are beyond them.
"""

from typing import NamedTuple

from monitor.alarm_rule import Condition, Facts, Findings, Key
from monitor.events import (
    Correction,
    Event,
    LinkChange,
    LinkState,
    ManualVitals,
    PowerChange,
    PowerStep,
)
from monitor.limits import passed
from monitor.rules._watch import Watch
from monitor.vitals import Vital


class _Typed(NamedTuple):
    t_ms: int
    seq: int
    value: float


class Known:
    """`name` as for `Watch`; `vitals` may be it, the first that is there. Times are session ms."""

    def __init__(self, name: str, vitals: tuple[Vital, ...]) -> None:
        self._name = name
        self._key = Key(name)
        self._vitals = vitals
        self._watch = Watch(name)
        self._decided_ms = -1
        """The last second by which the measured ones had it beyond or inside."""
        self._measured: float | None = None
        """What they had beyond a limit then; None where all was inside."""
        self._typed: list[_Typed] = []
        self._last: _Typed | None = None
        self._withdrawn_ms = -1
        """When the last was true of what somebody took back."""
        self._heard: set[str] = set()
        self._unheard_ms = -1

    # -- noting ----------------------------------------------------------------------------

    def see(self, value: float | None, t_ms: int, facts: Facts) -> None:
        """Note the value of the second that begins at `t_ms`; None where none was measured."""
        margin = getattr(facts.profile.alarms.inside, self._name)
        self._watch.see(value, t_ms, facts, margin)
        if value is None:
            return
        found = self._by_seconds(facts)
        if self._key in found:
            self._decided_ms = t_ms
            self._measured = next((one.value for one in found[self._key]), None)

    def apply(self, event: Event, facts: Facts) -> None:
        """Note what was typed or taken back, and what may have been measured unseen."""
        match event:
            case ManualVitals():
                self._type(event, facts)
            case Correction():
                self._take_back(event.of)
            case LinkChange():
                self._note_link(event)
            case PowerChange(step=PowerStep.RESTARTED):
                self._restart(event.t_ms)

    def _type(self, event: ManualVitals, facts: Facts) -> None:
        value = self._said(event)
        if value is None:
            return
        self._typed.append(_Typed(event.t_ms, event.seq or 0, value))
        self._last = max(self._typed)
        if self._last.t_ms > self._decided_ms and self._beyond(self._last.value, facts):
            # Seconds from before it do not end what it raises.
            self._watch.count_inside_anew()

    def _said(self, event: ManualVitals) -> float | None:
        """What was typed of it; None where nothing.

        However far off: a device may send nonsense, but a person was asked, and the worst moment is
        the last that may pass in silence.
        """
        typed = (getattr(event, vital.value) for vital in self._vitals)
        return next((value for value in typed if value is not None), None)

    def _take_back(self, seq: int) -> None:
        for gone in [one for one in self._typed if one.seq == seq]:
            self._typed.remove(gone)
            self._withdrawn_ms = max(self._withdrawn_ms, gone.t_ms)
        self._last = max(self._typed, default=None)

    def _note_link(self, change: LinkChange) -> None:
        if change.state is LinkState.RECEIVING:
            self._heard.add(change.device)
        elif change.device in self._heard:
            self._heard.remove(change.device)
            self._unheard_ms = change.t_ms

    def _restart(self, t_ms: int) -> None:
        """The seconds of before are not known here: what a device may have measured had spoken.

        Alarms stand as they were recorded until something new is known.
        """
        last_ms = t_ms if self._heard else self._unheard_ms
        self._decided_ms = max(self._decided_ms, last_ms)
        self._heard.clear()

    # -- asking ----------------------------------------------------------------------------

    def findings(self, facts: Facts) -> Findings:
        """What is so, [] where all is well; what is counted by `Watch` is not known yet."""
        live = self._by_seconds(facts)
        if self._last is not None and self._last.t_ms > self._decided_ms:
            beyond = self._beyond(self._last.value, facts)
        elif self._withdrawn_ms > self._decided_ms:
            # As if it had never been typed: it is as the seconds left it.
            beyond = self._beyond(self._measured, facts)
        else:
            return live
        if not beyond and self._watch.beyond:
            return live
        return {self._key: beyond}

    def _by_seconds(self, facts: Facts) -> Findings:
        settings = facts.profile.alarms
        return self._watch.findings(getattr(settings, f"{self._name}_delay_s"), settings.clear_s)

    def _beyond(self, value: float | None, facts: Facts) -> list[Condition]:
        """The worst limit in force that a value has passed, if it has."""
        hit = None if value is None else passed(facts.limits(), self._name, value)
        return [] if hit is None else [Condition(hit[0], hit[1], value, hit[2])]
