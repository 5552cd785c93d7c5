"""When a cuff may be inflated: only on a person's request, or at an interval a person armed here.

Folded from events; decides nothing by itself: `Session` asks, and emits the command.
"""

from monitor.events import (
    CUFF_RUNS,
    AlarmChange,
    AlarmStep,
    CuffAction,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffRequest,
    CuffSource,
    CuffStep,
    CuffWhy,
    CuffWish,
    DeviceInUse,
    Entry,
    LinkChange,
    LinkState,
    Second,
)
from monitor.profile import CuffSettings

AWAY = frozenset({LinkState.SEARCHING, LinkState.LOST})
"""The states of a link in which its device may be carried to somebody else."""

_GIVE_UP_MS = 150_000
"""A command or inflation that nothing answered for so long is over."""
_FLOWS_AGAIN_MS = 30_000
"""How long after a cuff a probe on the same arm may still find no pulse (nurse.md A9)."""
_CYCLES_TWICE = 2
"""One cuff nobody asked for is a button pressed on the device; a second one is its own clock."""


class Cuffs:
    """The state of one device's cuff and of the automatic interval."""

    def __init__(self, settings: CuffSettings, device: str | None = None) -> None:
        self.settings = settings
        self.device = device
        self.starts = device is not None
        """Whether the device can be asked to inflate."""
        self.armed_min: float | None = None
        self.next_ms: int | None = None
        """When the next automatic cuff starts; None while none is armed."""
        self.link: LinkState | None = None
        self.running_since_ms: int | None = None
        self.last_deflation_ms: int | None = None
        self.last_step: CuffChange | None = None
        self.why = CuffWhy.NURSE
        self.repeating = False
        """Whether the next automatic cuff repeats a pressure that is not confirmed yet."""
        self._unconfirmed = False
        """Whether one waits for its repeat: it does so too while no interval is armed."""
        self._in_alarm = False
        self._now_ms = 0
        self._began_ms: int | None = None
        self._counts_from_ms: int | None = None
        """The interval counts from here: the start of the last cuff, a typed pressure, a skip."""
        self._by_itself_ms: list[int] = []
        """When the device began a cuff nobody here asked for, since the interval was armed."""

    # -- folding ---------------------------------------------------------------------------

    def use(self, device: DeviceInUse | None) -> None:
        """Take this device's cuff for the one on the arm; of another one nothing is armed."""
        name = device.device if device else None
        if name != self.device:
            self.disarm()
        self.device, self.starts = name, device is not None and device.starts_cuff

    def apply_second(self, second: Second) -> None:
        """Time goes on; a cuff that nobody spoke of for too long is taken for deflated by now."""
        self._now_ms = second.t_ms + 1000
        if self.running_since_ms is not None and not self.running(self._now_ms):
            self._deflated(self._now_ms)

    def apply_link(self, change: LinkChange, *, long_silent: bool = False) -> None:
        """A link that went, or was `long_silent`, disarms; a hiccup only puts the next cuff off."""
        if change.device != self.device:
            return
        self.link = change.state
        if change.state in AWAY:
            self._lose_sight(change.t_ms)
            return
        if long_silent:
            # A cuff that was running may run on: nobody said that it went down.
            self.disarm()
        if change.state is LinkState.RECEIVING:
            self._plan(change.t_ms)

    def resume(self, t_ms: int) -> None:
        """Begin again where a record ends: nothing is heard yet and nothing armed."""
        self.link = None
        self._lose_sight(t_ms)

    def _lose_sight(self, t_ms: int) -> None:
        """Disarm, and rest as if a cuff that was running had just deflated."""
        self.disarm()
        if self.running_since_ms is not None:
            self._deflated(t_ms)

    def disarm(self) -> None:
        """No automatic cuff until a person arms it again."""
        self.armed_min = None
        self.next_ms = None
        self.repeating = False

    def apply_alarm(self, change: AlarmChange) -> None:
        """A pressure that is not confirmed is repeated as soon as the arm has rested."""
        self.repeating = self._unconfirmed = change.step is AlarmStep.UNCONFIRMED
        self._plan(change.t_ms)

    @property
    def in_alarm(self) -> bool:
        """Whether pressure is in alarm: then it is measured at the profile's shorter interval."""
        return self._in_alarm

    @in_alarm.setter
    def in_alarm(self, so: bool) -> None:
        if so != self._in_alarm:
            self._in_alarm = so
            self._plan(self._now_ms)

    @property
    def alarm_interval_ms(self) -> int | None:
        """The interval while pressure is in alarm, where the profile has one; else None."""
        minutes = self.settings.in_alarm_min if self._in_alarm else None
        return None if minutes is None else round(minutes * 60_000)

    def apply_request(self, request: CuffRequest) -> None:
        """Arm, disarm or skip; MEASURE and STOP change nothing until they are commanded."""
        if request.wish is CuffWish.INTERVAL:
            # Armed for a device nobody hears, it would inflate a cuff on connect.
            heard = self.link in {None, LinkState.RECEIVING}
            self.armed_min = request.interval_min if heard and self.starts else None
            self._by_itself_ms.clear()
            self.repeating = self._unconfirmed and self.armed_min is not None
        elif request.wish is CuffWish.SKIP:
            # A repeat that is skipped leaves the interval as it is.
            self._counts_from_ms = self._counts_from_ms if self.repeating else request.t_ms
            self.repeating = self._unconfirmed = False
        self._plan(request.t_ms)

    def apply_command(self, command: CuffCommand) -> None:
        """A cuff is on its way."""
        if command.action is CuffAction.START:
            self.repeating = False
            self._begin(command.t_ms)
            self.why = command.why

    def apply_change(self, change: CuffChange) -> None:
        """What the link or the device says of an inflation."""
        if change.device != self.device:
            return
        self.last_step = change
        if change.step not in CUFF_RUNS:
            self._deflated(change.t_ms)
        elif self.running_since_ms is None:
            self._note_by_itself(change)
            self._begin(change.t_ms)

    def _note_by_itself(self, told: CuffChange | CuffReading) -> None:
        """An inflation, or a result without one: nobody asked for it here."""
        asked = isinstance(told, CuffChange) and told.step is CuffStep.REQUESTED
        if self.armed_min is not None and not asked:
            self._by_itself_ms.append(told.t_ms)

    def _begin(self, t_ms: int) -> None:
        self.running_since_ms = self._began_ms = t_ms

    def apply_reading(self, reading: CuffReading) -> None:
        """A result: by hand it moves the interval on too, since pressure is then known."""
        ours = reading.source is CuffSource.DEVICE and reading.device == self.device
        since = self.running_since_ms
        if ours and since is not None and reading.t_ms >= since:
            self.running_since_ms = None
        if ours and not self._ends_what_began(reading.t_ms):
            self._note_by_itself(reading)
        self._rest_from(reading.t_ms)

    def _deflated(self, t_ms: int) -> None:
        self.running_since_ms = None
        self._rest_from(t_ms)

    def _rest_from(self, t_ms: int) -> None:
        self.last_deflation_ms = max(t_ms, self.last_deflation_ms or 0)
        began = self._began_ms
        if began is None or not self._ends_what_began(t_ms):
            began = t_ms
        self._counts_from_ms = max(began, self._counts_from_ms or 0)
        self._plan(t_ms)

    def _ends_what_began(self, t_ms: int) -> bool:
        began = self._began_ms
        return began is not None and began <= t_ms < began + _GIVE_UP_MS

    def _plan(self, t_ms: int) -> None:
        """Announced from now on, an interval after the last, rested since the last deflation."""
        if self.armed_min is None:
            self.next_ms = None
            return
        earliest = [max(t_ms, self._now_ms) + round(self.settings.announce_s * 1000)]
        if self._counts_from_ms is not None and not self.repeating:
            interval_ms = round(self.armed_min * 60_000)
            interval_ms = min(interval_ms, self.alarm_interval_ms or interval_ms)
            earliest.append(self._counts_from_ms + interval_ms)
        if self.last_deflation_ms is not None:
            earliest.append(self.last_deflation_ms + round(self.settings.rest_s * 1000))
        self.next_ms = max(earliest)

    # -- asking ----------------------------------------------------------------------------

    def running(self, t_ms: int) -> bool:
        """Whether a cuff is being inflated, as far as we know."""
        since = self.running_since_ms
        return since is not None and t_ms - since < _GIVE_UP_MS

    def announced(self, t_ms: int) -> int | None:
        """Milliseconds until an automatic cuff starts, once it is close enough to be announced."""
        if self.next_ms is None or not self._may_start(t_ms):
            return None
        left = self.next_ms - t_ms
        return max(0, left) if left <= self.settings.announce_s * 1000 else None

    def _may_start(self, t_ms: int) -> bool:
        return self.link is LinkState.RECEIVING and not self.running(t_ms)

    def squeezes(self, t_ms: int) -> bool:
        """Whether the cuff stops the blood in its arm, or did so just now."""
        last = self.last_deflation_ms
        # A second is asked for by its beginning, and the cuff may have gone down within it.
        return self.running(t_ms) or (last is not None and -1000 < t_ms - last <= _FLOWS_AGAIN_MS)

    def also_cycling(self, t_ms: int) -> bool:
        """Whether the device inflates by a clock of its own beside ours (nurse.md A8)."""
        if self.armed_min is None or len(self._by_itself_ms) < _CYCLES_TWICE:
            return False
        return t_ms - self._by_itself_ms[-1] <= round(2 * self.armed_min * 60_000)

    def answer(self, request: CuffRequest) -> list[Entry]:
        """What follows from a person's wish. A stop is always passed on: we may not know of it."""
        if request.wish is CuffWish.STOP:
            return self._command(request.t_ms, CuffAction.STOP, CuffWhy.NURSE)
        if request.wish is CuffWish.MEASURE and not self.running(request.t_ms):
            return self._command(request.t_ms, CuffAction.START, CuffWhy.NURSE)
        return []

    def due(self, t_ms: int) -> list[Entry]:
        """The automatic cuff, if its moment has come and the device can be heard."""
        if self.next_ms is None or t_ms < self.next_ms or not self._may_start(t_ms):
            return []
        why = CuffWhy.REPEAT if self.repeating else CuffWhy.INTERVAL
        return self._command(t_ms, CuffAction.START, why)

    def stood_still(self, t_ms: int, for_ms: int) -> list[Entry]:
        """What follows when the program did, from `t_ms` on: a countdown nobody saw is none."""
        if self.armed_min is None or for_ms < self.settings.announce_s * 1000:
            return []
        return [CuffRequest(t_ms=t_ms, wish=CuffWish.INTERVAL)]

    def _command(self, t_ms: int, action: CuffAction, why: CuffWhy) -> list[Entry]:
        if self.device is None or (action is CuffAction.START and not self.starts):
            return []
        return [CuffCommand(t_ms=t_ms, device=self.device, action=action, why=why)]
