"""A driven host for tests: the real driver and a bench, on paper and in no time at all."""

import hashlib
import io
import json
from dataclasses import dataclass, field
from typing import Any

from devices.driver import Driver, Model, model_named
from devices.simulator.bench import Bench
from devices.simulator.scenario import Scenario
from devices.simulator.twin import twin_of
from monitor.events import CuffReading, Event, Reading

MIN = 60_000
PRESS_EVERY_MS = 90_000


class PaperPort:
    """A port on paper: `asked` is what the host sent, `sent` what came since it was last read."""

    def __init__(self) -> None:
        self.name = ""
        self.asked = b""
        self.sent = b""
        self.plugged_in = 0

    def plug_in(self) -> None:
        """Come back under a new name, with nothing of before."""
        self.plugged_in += 1
        self.name = f"paper {self.plugged_in}"
        self.asked = self.sent = b""

    def pull(self) -> None:
        """Go, and lose what was not read."""
        self.name = ""
        self.asked = self.sent = b""

    def waiting_on(self) -> list[int]:
        """Nothing to wait for."""
        return []

    def read(self) -> bytes:
        """Give what the host sent, once."""
        data, self.asked = self.asked, b""
        return data

    def write(self, data: bytes) -> None:
        """Take what the device sends."""
        assert self.name, "nobody writes to a pulled cable"
        self.sent += data

    def take(self) -> bytes:
        """Give what the device sent, once."""
        data, self.sent = self.sent, b""
        return data


@dataclass
class Heard:
    """What a host got: events, the bytes' digest, the twin's log, and what was bad of it."""

    events: list[Event] = field(default_factory=list)
    digest: str = ""
    log: list[dict[str, Any]] = field(default_factory=list)
    bad: int = 0
    skipped: int = 0

    @property
    def readings(self) -> list[Reading]:
        """Of the events only these."""
        return [event for event in self.events if isinstance(event, Reading)]

    @property
    def cuffs(self) -> list[CuffReading]:
        """Of the events only these."""
        return [event for event in self.events if isinstance(event, CuffReading)]


class Host:
    """Polls as the link does, and presses the cuff's button now and then where there is one.

    Like the link it takes a new driver for a port that went and came back.
    """

    def __init__(self, model: str, scenario: Scenario, seed: int = 7) -> None:
        self.model: Model = model_named(model)
        self.port = PaperPort()
        self._log = io.StringIO()
        self.bench = Bench(twin_of(model), scenario, self.port, seed=seed, log=self._log)
        self.bench.advance(0)
        self._driver: Driver = self.model.driver()
        self._opened = self.port.name
        self._bytes = hashlib.sha256()
        self._heard = Heard()

    def listen(self, from_min: float, to_min: float) -> Heard:
        """Connect at one minute and leave at the other; return all that came of it."""
        t, end = round(from_min * MIN), round(to_min * MIN)
        press_at = t + 20_000
        self.bench.advance(t)
        self.port.take()  # what came before there was a host
        while t < end:
            self.bench.advance(t)
            self._reopen(t)
            self._hear(t)
            if self.model.can_start and t >= press_at:
                press_at += PRESS_EVERY_MS
                self._say(self._driver.start_cuff(), t)
            t = self._converse(t)
        self._finish(t)
        return self._heard

    def _converse(self, t: int) -> int:
        """Say what is due and hear the answers; return when to go on."""
        while True:
            said, due = self._driver.wake(t)
            self._say(said, t)
            if not said:
                break
        planned = [due, self.bench.next_ms or due]
        return max(t + 1, min(planned))

    def _say(self, data: bytes, t: int) -> None:
        if data and self.port.name:
            self.port.asked += data
            self.bench.attend()
            self._hear(t)

    def _hear(self, t: int) -> None:
        if data := self.port.take():
            self._bytes.update(data)
            self._heard.events += self._driver.receive(data, t)

    def _reopen(self, t: int) -> None:
        """Notice that the port is another one."""
        if self.port.name != self._opened:
            self._opened = self.port.name
            self._leave(t)

    def _leave(self, t: int) -> None:
        self._heard.events += self._driver.flush(t)
        self._heard.bad += self._driver.counts.bad
        self._heard.skipped += self._driver.counts.skipped
        self._driver = self.model.driver()

    def _finish(self, t: int) -> None:
        self._leave(t)
        self._heard.digest = self._bytes.hexdigest()
        self._heard.log = [json.loads(line) for line in self._log.getvalue().splitlines()]
