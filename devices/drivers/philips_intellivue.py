"""Philips IntelliVue MP and MX series, Data Export over MIB/RS232.

Host and monitor associate, the monitor introduces itself and is answered, and then it is asked for
its numerics: one extended poll, and for some minutes it sends their values once a second. The poll
is renewed before that ends, and something is said every few seconds, or the monitor would let go.
It cannot be told to inflate a cuff. The messages and their layout are intellivue_messages.py's.

Opaque, because the sheet does not know them: why an association is refused or aborted, other kinds
of objects and attributes, codes and units not listed below. What the values look like after a cuff
that failed is not known either. Where a rule of ours stands for something nobody knows, the code
says "our choice".

Sources, by way of protocols/04-philips-intellivue-mib.md: jaj42/intellipy (MIT) with its captured
session of an M8000 in demo mode; xeonfusion/VSCaptureMP, mindleaving/patient-monitor-datalogger and
mdpnp/mdpnp (facts observed only).
"""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from typing import ClassVar, NamedTuple

from devices import intellivue_messages as messages
from devices.driver import Counts, LineSettings, Model
from devices.intellivue_messages import (
    CreateEvent,
    MessageBuffer,
    Numeric,
    PollResult,
    Refusal,
    Value,
)
from monitor.events import CuffReading, CuffStatus, Event, Reading
from monitor.vitals import Values, Vital

NAME = "philips-intellivue"

# --- what the values are -------------------------------------------------------------------------

MMHG, PERCENT, BEATS_PER_MIN, BREATHS_PER_MIN = 0x0F20, 0x0220, 0x0AA0, 0x0AE0

VITALS = {
    0x4182: (Vital.HEART_RATE, BEATS_PER_MIN),
    # The oximeter's. 480A is the monitor's own choice of a pulse, maybe that of an arterial line.
    0x4822: (Vital.PULSE_RATE, BEATS_PER_MIN),
    0x4BB8: (Vital.SPO2, PERCENT),
    0x500A: (Vital.RESP_RATE, BREATHS_PER_MIN),
}
SYSTOLIC, DIASTOLIC, MEAN = PRESSURES = (0x4A05, 0x4A06, 0x4A07)
"""Of the cuff. They come in an order of the object's own; an arterial line has other codes."""

CUFF_PULSE = 0xF0E5

LOWEST_PRESSURE, HIGHEST_PRESSURE = 1, 300
"""What a cuff can believably give, in mmHg. Our choice."""

EARLY, ONGOING = 0x0040, 0x0020
"""Bits of the state: an estimate, or a measurement under way. Of a cuff neither is a result."""


def _believable(value: Value, unit: int, low: float, high: float) -> float | None:
    """Return a number that was measured, in the unit we know, and that can be."""
    number = value.number if value.measured and value.unit == unit else None
    return number if number is not None and low <= number <= high else None


class _Answer:
    """What one answer of the monitor says, gathered from its linked parts.

    parts: how many came, in order; whole: the last one, or the only one, is among them.
    shown: whether there were any numerics. sent: when, by the monitor's clock, if that is known.
    """

    def __init__(self) -> None:
        self.parts = 0
        self.whole = True
        self.shown = False
        self.sent: datetime | None = None
        self.demo = False
        self.vitals: Values = dict.fromkeys(Vital)
        self.cuff: Numeric | None = None
        self.cuff_pulse: Numeric | None = None

    def add(self, part: PollResult) -> None:
        self.parts = part.counter
        self.whole = part.state in {0, PollResult.LAST_PART}
        for numeric in part.objects:
            self._show(numeric)

    def _show(self, numeric: Numeric) -> None:
        self.shown = True
        for value in numeric.values:
            self.demo |= value.measured and value.demo
            if value.code in VITALS:
                self._show_vital(value)
            elif value.code in PRESSURES:
                self.cuff = numeric
            elif value.code == CUFF_PULSE:
                self.cuff_pulse = numeric

    def _show_vital(self, value: Value) -> None:
        vital, unit = VITALS[value.code]
        if self.vitals[vital] is None:
            self.vitals[vital] = _believable(value, unit, vital.low, vital.high)


class _Joins:
    """Answers of which only some linked parts have come, by invoke id and the monitor's time."""

    MOST = 4

    def __init__(self) -> None:
        self._begun: dict[tuple[int, int], _Answer] = {}

    def take(self, part: PollResult) -> _Answer | None:
        """Return the answer this part completes; one with a hole in it never is."""
        key = part.invoke, part.ticks
        if part.counter:
            self._add(key, part)
            return None
        answer = self._begun.pop(key, None) or _Answer()
        if not answer.whole:
            return None
        answer.add(part)
        return answer

    def _add(self, key: tuple[int, int], part: PollResult) -> None:
        answer = _Answer() if part.counter == 1 else self._begun.get(key)
        self._begun.pop(key, None)
        if answer is None or answer.parts != part.counter - 1:
            return
        answer.add(part)
        self._begun[key] = answer
        if len(self._begun) > self.MOST:
            del self._begun[next(iter(self._begun))]

    def forget(self) -> None:
        """Let go of what a new association will not complete."""
        self._begun.clear()


# --- the monitor's clock -------------------------------------------------------------------------

_HALF, _TURN = 1 << 31, 1 << 32


class _Moment(NamedTuple):
    """When an answer came, in our time, and when it was sent, in the monitor's ticks."""

    t: int
    ticks: int

    def since(self, other: "_Moment") -> tuple[float, float]:
        """Return the seconds between two answers, by our time and by the monitor's.

        Ours stands still where a file is read; the monitor's ticks begin anew when it is switched
        on, and turn over after six days.
        """
        ticks = (self.ticks - other.ticks + _HALF) % _TURN - _HALF
        return (self.t - other.t) / 1000, ticks / messages.TICKS_PER_MS / 1000


STEP_S = 5
"""A clock that is off by more than this against ours and the ticks, from one answer to the next,
was set. Our choice: two answers are never so much faster or slower on their way."""


class _MonitorClock:
    """Turns the monitor's ticks into its wall time, by the pair of both it gave when it began.

    Somebody may set that clock, and nothing on the wire says so. It shows where the monitor tells
    both anew, and where a result is stamped when it cannot have been measured: then the time is not
    known any more, until the monitor tells it again.
    set_at: when the clock was last seen to be set; None while it runs as it began.
    """

    def __init__(self) -> None:
        self.set_at: _Moment | None = None
        self._base: tuple[datetime, int] | None = None
        self._last: tuple[datetime, _Moment] | None = None

    def set(self, clock: datetime | None, ticks: int | None) -> None:
        self._base = None if clock is None or ticks is None else (clock, ticks)

    def doubt(self, moment: _Moment) -> None:
        """Believe the ticks no more, unless they were told anew just now."""
        if self.set_at != moment:
            self._base = None

    def at(self, result: PollResult, moment: _Moment) -> datetime | None:
        """Return the monitor's time of a result, and note where it was set."""
        now = self._told(result)
        if now is None:
            return None
        last, self._last = self._last, (now, moment)
        if last and _stepped((now - last[0]).total_seconds(), moment.since(last[1])):
            self.set_at = moment
        return now

    def _told(self, result: PollResult) -> datetime | None:
        """Return the monitor's time, which has no zone; ticks turn over after six days."""
        if result.clock is not None or self._base is None:
            return result.clock
        clock, ticks = self._base
        since = (result.ticks - ticks + _HALF) % _TURN - _HALF
        try:
            return clock + timedelta(milliseconds=since / messages.TICKS_PER_MS)
        except OverflowError:  # a clock near the year 1 or 9999
            return None


def _stepped(passed_s: float, really_s: tuple[float, float]) -> bool:
    return all(abs(passed_s - each) > STEP_S for each in really_s)


# --- the cuff ------------------------------------------------------------------------------------

CLOCK_SLACK_S = 2
SHOWN_WITHIN_S = 5
"""So soon after its stamp a result is shown. One that comes and is older by its stamp, though we
looked meanwhile, was measured when it came, whatever the stamp means. Our choice."""


class _Cuff:
    """One inflation after the other; a new one is one with another time stamp.

    The stamps outlive an association, and so does this: a result is shown for hours. Our choice: a
    new stamp without numbers is a failure, and numbers that follow under it are told all the same.
    """

    def __init__(self) -> None:
        self._told: datetime | None = None
        self._failed: datetime | None = None
        self._looked: _Moment | None = None

    def read(self, answer: _Answer, clock: _MonitorClock, moment: _Moment) -> list[CuffReading]:
        """Take what an answer shows of the cuff."""
        looked, self._looked = self._looked, moment
        cuff = answer.cuff
        if cuff is None or cuff.stamp is None or cuff.stamp == self._told or _unfinished(cuff):
            return []
        ago_s = _age_s(cuff.stamp, answer.sent, _oldest_s(looked, clock.set_at, moment))
        if ago_s is None and looked is not None:
            clock.doubt(moment)
        systolic, diastolic, mean = (_pressure(cuff, code) for code in PRESSURES)
        status = _status(systolic, diastolic, mean)
        if status is not CuffStatus.FAILED:
            self._told = cuff.stamp
        elif cuff.stamp == self._failed:
            return []
        self._failed = cuff.stamp
        return [
            CuffReading(
                t_ms=moment.t - round(1000 * (ago_s or 0)),
                device=NAME,
                systolic=systolic,
                diastolic=diastolic,
                mean=mean,
                pulse=None if status is CuffStatus.FAILED else _pulse_of(answer),
                status=status,
                seconds_ago=None if ago_s is None else round(ago_s),
                device_time=cuff.stamp.isoformat(),
                demo=answer.demo,
            )
        ]


def _unfinished(cuff: Numeric) -> bool:
    return any(value.state & (EARLY | ONGOING) for value in cuff.values if value.code in PRESSURES)


def _pressure(cuff: Numeric, code: int) -> float | None:
    """Pick a pressure by its code, never by its place."""
    found = (
        _believable(value, MMHG, LOWEST_PRESSURE, HIGHEST_PRESSURE)
        for value in cuff.values
        if value.code == code
    )
    return next(found, None)


def _status(systolic: float | None, diastolic: float | None, mean: float | None) -> CuffStatus:
    """Say what the numbers are worth; those in an impossible order are kept, and called so."""
    if systolic is None and diastolic is None and mean is None:
        return CuffStatus.FAILED
    if systolic is None or diastolic is None or mean is None:
        return CuffStatus.ARTEFACT
    return CuffStatus.OK if diastolic < mean < systolic else CuffStatus.ARTEFACT


def _pulse_of(answer: _Answer) -> float | None:
    """Return the pulse of the same inflation: another object, with a stamp of its own."""
    cuff, pulse = answer.cuff, answer.cuff_pulse
    if cuff is None or pulse is None or pulse.stamp != cuff.stamp:
        return None
    low, high = Vital.PULSE_RATE.low, Vital.PULSE_RATE.high
    found = (_believable(v, BEATS_PER_MIN, low, high) for v in pulse.values if v.code == CUFF_PULSE)
    return next(found, None)


def _oldest_s(looked: _Moment | None, set_at: _Moment | None, now: _Moment) -> float:
    """Return how old a result can be: it was not there when we looked, nor is its clock older."""
    ages = [] if looked is None else [max(now.since(looked)) + SHOWN_WITHIN_S]
    ages += [] if set_at is None else [max(now.since(set_at))]
    return min(ages, default=math.inf)


def _age_s(stamp: datetime, now: datetime | None, oldest_s: float) -> float | None:
    """Return how old a result is by the monitor's own clock; None where that cannot be.

    Somebody may have set that clock meanwhile: then the stamp lies ahead, or before the time when
    the result was still not there, or when the clock was another.
    """
    ago_s = math.inf if now is None else (now - stamp).total_seconds()
    return max(ago_s, 0.0) if -CLOCK_SLACK_S <= ago_s <= oldest_s and ago_s < math.inf else None


# --- the conversation ----------------------------------------------------------------------------

PERIOD_MS = 1000
TRY_MS = 1000
TRIES = 5
"""After so many requests in vain an association may be in the way, and is released once more."""

INTRODUCTION_MS = 10_000
REPLY_MS = 500
KEEP_ALIVE_MS = 5000
STREAM_MS, RENEW_MS = 180_000, 120_000
MISSING_MS, LOST_MS = 3000, 10_000
"""Without values for so long the poll is sent again, and then the association is begun again."""

INTO_THE_SECOND_MS = 250
"""The values come on the second after the poll, which keeps them away from the session's own."""

GREETING = messages.frame(messages.ASSOCIATION_REQUEST)
RELEASE = messages.frame(messages.RELEASE_REQUEST)
ONCE_ID, STREAM_ID = 1, 2
ONCE = messages.frame(messages.single_poll(messages.VALUES, invoke=ONCE_ID))
STREAM = messages.frame(
    messages.extended_poll(messages.VALUES, invoke=STREAM_ID, period_ms=STREAM_MS)
)


class _Stage(Enum):
    """How far the association is."""

    APART = "asking for it"
    ACCEPTED = "waiting for the monitor to introduce itself"
    JOINED = "values may be asked for"


class PhilipsIntellivue:
    """Associates, has the values sent once a second, and keeps that going."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._line = MessageBuffer(self.counts)
        self._joins = _Joins()
        self._clock = _MonitorClock()
        self._cuff = _Cuff()
        self._stage = _Stage.APART
        self._since = 0
        self._tries = 0
        self._ask_at = 0
        self._answer_due = b""
        self._streams = True
        self._heard = self._keep_at = self._poll_at = self._renew_at = 0
        self._reply_by: int | None = None

    @property
    def awaiting(self) -> bool:
        return self._reply_by is not None

    # -- out --------------------------------------------------------------------------------------

    def wake(self, t: int) -> tuple[bytes, int]:
        """Say what is due; the values come by themselves."""
        if self._answer_due:  # what a monitor waits for before it does anything else
            said, self._answer_due = self._answer_due, b""
            return said, t
        if self._reply_by is not None and t < self._reply_by:
            return b"", self._reply_by
        self._reply_by = None
        self._leave_if_lost(t)
        said = self._joined(t) if self._stage is _Stage.JOINED else self._apart(t)
        return said, self._next(t)

    def _leave_if_lost(self, t: int) -> None:
        """Begin anew with a monitor that says nothing any more."""
        introduced = self._stage is not _Stage.ACCEPTED or t - self._since < INTRODUCTION_MS
        heard = self._stage is not _Stage.JOINED or t - self._heard < LOST_MS
        if not (introduced and heard):
            self._part(t)

    def _part(self, t: int) -> None:
        self._stage, self._tries, self._ask_at = _Stage.APART, 0, t
        self._joins.forget()

    def _apart(self, t: int) -> bytes:
        if self._stage is not _Stage.APART or t < self._ask_at:
            return b""
        stale = self._tries % TRIES == 0
        self._tries += 1
        self._ask_at = self._reply_by = t + TRY_MS
        return RELEASE + GREETING if stale else GREETING

    def _joined(self, t: int) -> bytes:
        if self._streams and t >= self._poll_at:
            self._renew_at = _near(t + RENEW_MS)
            self._poll_at, self._keep_at = _near(t + MISSING_MS), _near(t + KEEP_ALIVE_MS)
            return STREAM
        if t >= self._keep_at:
            self._keep_at = _near(t + (KEEP_ALIVE_MS if self._streams else PERIOD_MS))
            self._reply_by = t + REPLY_MS
            return ONCE
        return b""

    def _next(self, t: int) -> int:
        """Return when to look again: each second, since a session may be faster than the clock."""
        if self._reply_by is not None:
            return self._reply_by
        due = {
            _Stage.APART: [self._ask_at],
            _Stage.ACCEPTED: [],
            _Stage.JOINED: [self._keep_at, *([self._poll_at] if self._streams else [])],
        }
        return max(min([t + PERIOD_MS, *due[self._stage]]), t + 1)

    def start_cuff(self) -> bytes:
        """Not possible with this interface."""
        return b""

    def stop_cuff(self) -> bytes:
        """Not possible with this interface."""
        return b""

    def goodbye(self) -> bytes:
        return RELEASE

    # -- in ---------------------------------------------------------------------------------------

    def receive(self, data: bytes, t: int) -> list[Event]:
        """Take bytes in any chunking; what is no whole, proven frame says nothing."""
        return [event for message in self._line.feed(data) for event in self._message(message, t)]

    def flush(self, t: int) -> list[Event]:
        """Let go of a frame that will not end; nothing else waits."""
        self._line.lose()
        return []

    def _message(self, message: bytes, t: int) -> list[Event]:
        if messages.is_a_hosts(message):
            self.counts.skipped += len(message)
            return []
        try:
            told = messages.read(message) if message[0] == messages.DATA else None
        except messages.MalformedError:
            self.counts.bad += 1
            return []
        self.counts.frames += 1
        if told is not None:
            return self._data(told, t)
        if obey := self._BY_FIRST_BYTE.get(message[0]):
            obey(self, t)
        return []

    def _accepted(self, t: int) -> None:
        self._stage, self._since = _Stage.ACCEPTED, t
        self._joins.forget()

    def _refused(self, t: int) -> None:
        """Go on asking; nobody knows what the reasons mean."""
        if self._stage is _Stage.APART:
            self._reply_by = None

    def _aborted(self, t: int) -> None:
        self._part(t)
        self._ask_at, self._reply_by = t + TRY_MS, None

    _BY_FIRST_BYTE: ClassVar[dict[int, Callable[["PhilipsIntellivue", int], None]]] = {
        messages.ACCEPT: _accepted,
        messages.REFUSE: _refused,
        messages.ABORT: _aborted,
    }

    def _data(self, told: PollResult | CreateEvent | Refusal, t: int) -> list[Event]:
        if isinstance(told, CreateEvent):
            self._introduced(told, t)
            return []
        if isinstance(told, Refusal):
            self._denied(told, t)
            return []
        return self._numerics(told, t)

    def _introduced(self, event: CreateEvent, t: int) -> None:
        """Answer, or it will say so again and never answer us; then ask for the values."""
        self._answer_due = messages.frame(messages.create_result(event.invoke))
        self._clock.set(event.clock, event.ticks)
        self._joins.forget()
        self._stage, self._streams, self._reply_by = _Stage.JOINED, True, None
        self._heard = t
        self._poll_at = self._keep_at = _near(t + PERIOD_MS // 2)

    def _denied(self, refusal: Refusal, t: int) -> None:
        """Ask every second where the monitor will not send by itself."""
        self._reply_by = None
        if refusal.invoke == STREAM_ID and self._streams:
            self._streams = False
            self._keep_at = t

    def _numerics(self, result: PollResult, t: int) -> list[Event]:
        self._hear(result, t)
        if result.group not in {messages.ALL_ATTRIBUTES, messages.VALUES}:
            return []
        answer = self._joins.take(result)
        if answer is None or not answer.shown:
            return []
        moment = _Moment(t, result.ticks)
        answer.sent = self._clock.at(result, moment)
        cuffs = self._cuff.read(answer, self._clock, moment)
        told = None if answer.sent is None else answer.sent.isoformat(timespec="milliseconds")
        vitals = Reading(
            t_ms=t, device=NAME, values=answer.vitals, demo=answer.demo, device_time=told
        )
        return [vitals, *cuffs]

    def _hear(self, result: PollResult, t: int) -> None:
        """Note that the values are coming: nothing is missing until some seconds from now."""
        self._heard = t
        if result.invoke == STREAM_ID:
            self._poll_at = min(_near(t + MISSING_MS), self._renew_at)
        elif not result.counter:
            self._reply_by = None


def _near(t: int) -> int:
    """Return the moment for a poll that is nearest."""
    return (t + PERIOD_MS // 2 - INTO_THE_SECOND_MS) // PERIOD_MS * PERIOD_MS + INTO_THE_SECOND_MS


MODEL = Model(
    name=NAME,
    title="Philips IntelliVue MP and MX series (MIB/RS232, Data Export)",
    # One known host also offers 19200; the monitor's own setting decides.
    line=LineSettings(baud=115200),
    other_lines=(LineSettings(baud=19200),),
    period_s=PERIOD_MS / 1000,
    vitals=frozenset(Vital),
    driver=PhilipsIntellivue,
    gives_cuff=True,
)
