"""The bench: a twin on a virtual port, and whatever the scenario does to the cable.

It is driven from outside: `advance` moves time, `attend` answers the host. Neither waits.
"""

import json
from collections.abc import Callable
from typing import TextIO

from devices.simulator.cuff import Cuff
from devices.simulator.scenario import OutageKind, Scenario
from devices.simulator.twin import TwinOf
from devices.simulator.virtual_port import VirtualPort


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
        patient = scenario.meet(seed)
        self.t_ms = -1
        self._twin = twin_of(patient, Cuff(patient, seed, scenario.old_result))
        self._outages = scenario.outages
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
        planned = [edge for outage in self._outages for edge in (outage.from_ms, outage.to_ms)]
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
        if data and not self._out(OutageKind.SILENT):
            answer = self._twin.receive(data, self.t_ms)
            # What was asked may be sent from now on, without another question.
            more, self._next = self._twin.wake(self.t_ms)
            self._send(answer + more)

    def close(self) -> None:
        """Take the port away."""
        self._port.pull()

    def _arrive(self, t: int) -> None:
        self.t_ms = t
        if self._out(OutageKind.CABLE):
            self._pull()
        else:
            self._plug_in()
        data, self._next = self._twin.wake(t)
        self._send(b"" if self._out(OutageKind.SILENT) else data)

    def _send(self, data: bytes) -> None:
        sent = bool(data) and self._plugged_in
        if sent:
            self._port.write(data)
        if self._log:
            # What was measured is told even when nobody heard of it; what was said is not.
            told = [line for line in self._twin.log if sent or "raw" not in line]
            self._log.writelines(json.dumps(line) + "\n" for line in told)
            self._log.flush()
        self._twin.log.clear()

    def _out(self, kind: OutageKind) -> bool:
        return any(
            outage.kind is kind and outage.from_ms <= self.t_ms < outage.to_ms
            for outage in self._outages
        )

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
