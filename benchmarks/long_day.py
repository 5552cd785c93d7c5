"""A day and a night on two pretend devices, each a process of its own: `-m benchmarks.long_day`.

What goes wrong comes again and again: a cable is out, the saturation falls, the pressure rises.
"""

import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from devices.simulator import drive
from devices.simulator.bench import Bench
from devices.simulator.patient import Episode, Profile
from devices.simulator.process import PretendMonitor
from devices.simulator.scenario import Incident, Kind, Scenario
from devices.simulator.twin import twin_of
from devices.simulator.virtual_port import PtyPort
from monitor.clock import Clock
from monitor.events import Event, Reading

MODELS = ("ge-dinamap", "philips-intellivue")
TALKS = MODELS[1]
"""Speaks unasked. What is polled holds the clock by itself."""

AHEAD_MS = 500
HEARD_WITHIN_S = 0.05
"""What is not heard by then has its cable out."""

SEED = 7
EVERY_MIN = 120
OUT_FROM_MIN, OUT_S = (3.0, 63.0), 40.0
"""When each device's cable is out for the first time: never both, so every second has values."""
DESATURATES = Episode(from_min=1, minutes=5, spo2=-14)
SURGES = Episode(from_min=75, minutes=8, systolic=45, diastolic=20)
LONGEST_MIN = 24 * 60


def scenario_of(model: str) -> Scenario:
    """What befalls one device and the patient both are on."""
    starts = range(0, LONGEST_MIN, EVERY_MIN)
    out_min = OUT_FROM_MIN[MODELS.index(model)]
    return Scenario(
        title="A day and a night",
        patient=Profile(systolic=128, diastolic=78, spread=0),
        episodes=tuple(
            Episode(
                from_min=start + each.from_min,
                minutes=each.minutes,
                systolic=each.systolic,
                diastolic=each.diastolic,
                spo2=each.spo2,
            )
            for start in starts
            for each in (DESATURATES, SURGES)
        ),
        incidents=tuple(Incident(Kind.CABLE, start + out_min, OUT_S) for start in starts),
    )


class LongDay(PretendMonitor):
    """One of the devices, driven from here, at a port that keeps its name."""

    def __init__(self, model: str, link: Path) -> None:
        command = [sys.executable, "-m", __name__, model, str(link)]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = self._read_line()


class OneSecondEach:
    """Moves all devices on, second by second, and the clock no further than what they said.

    A thread. `note` is to be told of every event: who talks unasked is heard in its own second.
    """

    def __init__(self, devices: Sequence[LongDay], clock: Clock) -> None:
        self._devices = devices
        self._clock = clock
        self._heard = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pace", daemon=True)

    def note(self, event: Event) -> None:
        """Take note of a reading. Any thread."""
        if isinstance(event, Reading) and event.device == TALKS:
            self._heard.set()

    def start(self) -> None:
        """Begin to move them."""
        self._clock.hold(self, self._clock.now_ms())
        self._thread.start()

    def stop(self) -> None:
        """Leave them where they are."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        second_ms = self._clock.now_ms() // 1000 * 1000 + 1000
        while self._wait_for(second_ms - AHEAD_MS):
            self._heard.clear()
            for device in self._devices:
                device.advance(second_ms)
            self._heard.wait(HEARD_WITHIN_S)
            second_ms += 1000
        self._clock.release(self)

    def _wait_for(self, t_ms: int) -> bool:
        self._clock.hold(self, t_ms)
        while wait_s := self._clock.seconds_until(t_ms):
            if self._stopping.wait(wait_s):
                return False
        return not self._stopping.is_set()


def _say(line: str) -> None:
    print(line, flush=True)


def _play(model: str, link: Path) -> None:
    """Play until the control pipe ends."""
    bell, rope = socket.socketpair()
    port = PtyPort(link)
    bench = Bench(twin_of(model), scenario_of(model), port, seed=SEED, announce=_say)
    with bell, rope, closing(bench):
        drive.by_control(bench, sys.stdin.fileno(), bell, _say)


if __name__ == "__main__":
    _play(sys.argv[1], Path(sys.argv[2]))
