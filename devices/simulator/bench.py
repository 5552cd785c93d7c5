"""The bench: a twin on a virtual port, and whatever the scenario does to cable, power and probe.

It is driven from outside: `advance` moves time, `attend` answers the host. Neither waits.
"""

import json
from collections.abc import Callable
from typing import TextIO

from devices.simulator.noise import Noise
from devices.simulator.scenario import Kind, Scenario
from devices.simulator.twin import SwitchedOff, TwinOf
from devices.simulator.virtual_port import VirtualPort

CLOCK_AHEAD_MS = 180_000


class Bench:
    """One pretend device at work; `advance(0)` plugs it in, `close` takes it away.

    `announce` is told what to connect to, at the start and whenever that has changed.
    """

    def __init__(
        self,
        twin_of: TwinOf,
        scenario: Scenario,
        port: VirtualPort,
        *,
        seed: object = 0,
        log: TextIO | None = None,
        announce: Callable[[str], None] = lambda name: None,
    ) -> None:
        self.t_ms = -1
        self._twin_of = twin_of
        self._scenario = scenario
        self._patient = scenario.meet(seed)
        self._cuff = scenario.cuff_on(self._patient, seed)
        self._noise = Noise(seed)
        self._twin = twin_of(self._patient, self._cuff)
        self._port = port
        self._log = log
        self._announce = announce
        self._announced = ""
        self._plugged_in = False
        self._next: int | None = None

    def waiting_on(self) -> list[int]:
        """File descriptors that call for `attend`."""
        return self._port.waiting_on()

    @property
    def next_ms(self) -> int | None:
        """When something will happen here that no host asked for."""
        incidents = self._scenario.incidents
        planned = [edge for each in incidents for edge in (each.from_ms, each.to_ms)]
        planned.append(self._cuff.pulse_back_at)
        if self._next is not None:
            planned.append(self._next)
        return min((t for t in planned if t > self.t_ms), default=None)

    def advance(self, t: int) -> None:
        """Let time pass, stopping at everything that happens on the way; never backwards."""
        while (stop := self.next_ms) is not None and stop <= t:
            self._arrive(stop)
        if t > self.t_ms:
            self._arrive(t)

    def attend(self) -> None:
        """Read what the host sent and answer it, unless the scenario wants silence."""
        if not self._plugged_in:
            return
        data = self._port.read()
        if data and not self._has(Kind.SILENT):
            self._set_switches()
            answer = self._twin.receive(data, self.t_ms)
            # What was asked may be sent from now on, without another question.
            more, self._next = self._twin.wake(self.t_ms)
            self._send(answer + more)

    def close(self) -> None:
        """Take the port away."""
        self._port.pull()

    def _arrive(self, t: int) -> None:
        self.t_ms = t
        if self._has(Kind.CABLE):
            self._pull()
        else:
            self._plug_in()
        self._give_power()
        self._set_switches()
        data, self._next = self._twin.wake(t)
        self._send(b"" if self._has(Kind.SILENT) else data)

    # -- what the scenario does -------------------------------------------------------------------

    def _has(self, kind: Kind) -> bool:
        return self._scenario.has(kind, self.t_ms)

    def _give_power(self) -> None:
        """Switch the device off and on; what comes back is a fresh one on the same patient."""
        on, wanted = not isinstance(self._twin, SwitchedOff), not self._has(Kind.OFF)
        if on and not wanted:
            self._cuff.forget()
            self._twin = SwitchedOff()
        elif wanted and not on:
            self._patient.advance(self.t_ms)
            self._twin = self._twin_of(self._patient, self._cuff)

    def _set_switches(self) -> None:
        """Let the twin's probe, clock and mode be as the scenario has them."""
        squeezed = self._has(Kind.SAME_ARM) and self._cuff.stops_pulse(self.t_ms)
        self._twin.probe_on = not (squeezed or self._has(Kind.PROBE_OFF))
        self._twin.clock_ahead_ms = CLOCK_AHEAD_MS if self._has(Kind.CLOCK) else 0
        self._twin.demo = self._has(Kind.DEMO)

    def _on_the_line(self, data: bytes) -> bytes:
        """Return what arrives of what is sent."""
        arrives = data + data if self._has(Kind.TWICE) else data
        return self._noise.on(arrives) if self._has(Kind.NOISE) else arrives

    def _send(self, data: bytes) -> None:
        sent = bool(data) and self._plugged_in
        if sent:
            self._port.write(self._on_the_line(data))
        if self._log:
            # What was measured is told even when nobody heard of it; what was said is not.
            told = [line for line in self._twin.log if sent or "raw" not in line]
            self._log.writelines(json.dumps(line) + "\n" for line in told)
            self._log.flush()
        self._twin.log.clear()

    # -- the cable --------------------------------------------------------------------------------

    def _plug_in(self) -> None:
        if self._plugged_in:
            return
        self._port.plug_in()
        self._plugged_in = True
        if self._port.name != self._announced:
            self._announced = self._port.name
            self._announce(self._announced)

    def _pull(self) -> None:
        if self._plugged_in:
            self._port.pull()
            self._plugged_in = False
