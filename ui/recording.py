"""One session being recorded: clock, writer, session thread and links, wired. No Qt, no window.

link ──sink──▶ SessionThread ──put──▶ Writer          the window and `dripwatch record` both
 ▲                 │    ▲               │             run on this; they differ only in what
 └──CuffCommand────┴────┼────Saved◀─────┘             they do with what is published
                        └── post: what people enter
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

from devices.driver import Model
from devices.link import Link
from devices.link_process import LinkProcess, port_of
from monitor import profile
from monitor.archive import Archive
from monitor.clock import Clock, utc_now
from monitor.events import (
    CuffCommand,
    DeviceInUse,
    Entry,
    Event,
    LinkChange,
    LinkState,
    PersonChange,
    Phase,
    PhaseChange,
    PowerChange,
    PowerStep,
    SessionEnd,
    SessionKind,
    SessionStart,
)
from monitor.history import History
from monitor.session import Session
from monitor.session_thread import SessionThread
from monitor.writer import Writer
from ui.keep_awake import KeepAwake
from ui.left_open import resumes_at

UNATTENDED = "unattended"


@dataclass(frozen=True, slots=True)
class Source:
    """A device family and where it is plugged in.

    capture: where its raw bytes are kept, if they are. adapter, checked_by: as in `DeviceInUse`.
    """

    model: Model
    port: str
    capture: Path | None = None
    adapter: str | None = None
    checked_by: str | None = None

    def in_use(self, t_ms: int, place: int) -> DeviceInUse:
        """Return what the record says of it."""
        return DeviceInUse(
            t_ms=t_ms,
            device=self.model.name,
            port=self.port,
            place=place,
            measures_cuff=self.model.gives_cuff,
            starts_cuff=self.model.can_start,
            period_s=self.model.period_s,
            adapter=self.adapter,
            checked_by=self.checked_by,
        )


Listener = Callable[[Event], None]
"""Called in the session thread with every event taken; takes note, never waits."""


class Recording:
    """Made by `begin` or `resume`, then `open`, `start` and at last `close`.

    `first` are the entries it starts with; `number` is the session's in the record, None for a new
    one. `close` leaves the session as open as it is. The session thread has its `Session` to
    itself: whoever wants to know something folds the published events into one of their own.
    """

    def __init__(
        self,
        record: Path,
        history: History,
        clock: Clock,
        sources: Sequence[Source],
        listener: Listener,
        first: Sequence[Entry],
        number: int | None = None,
    ) -> None:
        self.clock = clock
        self.history = history
        self.begins_ms = clock.now_ms()
        """The session time at which this recording begins; above 0 where a session is resumed."""
        # An accelerated clock must not run away while a window is being built.
        clock.hold(self, self.begins_ms)
        self._listener = listener
        self._first = first
        self._number = number
        self._awake = KeepAwake()
        self._writer = Writer(record, self.post)
        self._thread = SessionThread(
            folded(history),
            clock,
            self._writer,
            self._publish,
            devices=tuple(source.model.name for source in sources),
            next_seq=history.last_seq + 1,
        )
        self.links = [_link(source, clock, self.post) for source in sources]

    def open(self) -> None:
        """Take the record for writing. RecordError says what to do where that cannot be."""
        self._writer.open()
        try:
            if self._number is None:
                self._number = self._writer.begin(self.history.start)
            else:
                self._writer.resume(self._number)
        except BaseException:
            # Or the record would stay held by a session that never was.
            self._writer.close()
            raise

    def start(self) -> None:
        """Tick, then listen."""
        if self.clock.speed == 1:
            self._awake.start()
        for entry in self._first:
            self._thread.post(entry)
        self._thread.start()
        for link in self.links:
            link.start()
        self.clock.release(self)

    def post(self, event: Event) -> None:
        """Enter something; any thread, returns at once."""
        self._thread.post(event)

    def _publish(self, event: Event) -> None:
        if isinstance(event, CuffCommand):
            self._command(event)
        self._listener(event)

    def _command(self, command: CuffCommand) -> None:
        """Hand a command to the link of its device, and to no other."""
        for link in self.links:
            if link.model.name == command.device:
                link.command(command)

    def end(self, by: str) -> None:
        """End the session: nothing more is recorded in it."""
        self.post(SessionEnd(t_ms=self.clock.now_ms(), by=by))

    def close(self) -> None:
        """Stop listening, take what is on its way, store all of it, let go of the record."""
        self._awake.stop()
        for link in self.links:
            link.stop()
        self._thread.stop()
        self._writer.close()
        self._thread.drain()


def _link(source: Source, clock: Clock, sink: Listener) -> Link | LinkProcess:
    """In real time a link has a process of its own, so that nothing the screen does stops it."""
    if clock.speed == 1:
        return LinkProcess(source.model, source.port, clock, sink, source.capture, source.adapter)
    port = port_of(source.model, source.port, clock, source.capture, source.adapter)
    return Link(source.model, port, clock, sink)


class About(TypedDict, total=False):
    """Whom a session is about: fields of `SessionStart`."""

    kind: SessionKind
    patient: str | None
    birth_date: date | None
    record_number: str | None
    room: str | None
    allergy: str | None
    weight: float | None


def new_session(
    source: Source | None, *, nurse: str | None = None, **about: Unpack[About]
) -> SessionStart:
    """Return a start with its own identity, at this moment, under the profile in force."""
    # It brings the email package along, which a start screen need not wait for.
    from importlib.metadata import version

    settings = profile.shipped()
    start = SessionStart(
        t_ms=0,
        at=utc_now(),
        uid=str(uuid.uuid4()),
        kind=SessionKind.PATIENT,
        nurse=nurse or UNATTENDED,
        device=source.model.name if source else None,
        port=source.port if source else None,
        profile=settings.text,
        rules_version=settings.rules_version,
        app_version=version("dripwatch"),
    )
    return replace(start, **about)


def open_session(record: Path, port: str | None = None) -> tuple[int, History] | None:
    """Return the number and story of the session that was left open (on `port`, if named)."""
    if not record.exists():
        return None
    with Archive(record) as archive:
        number = archive.open_session(port)
        return None if number is None else (number, archive.history(number))


def begin(
    record: Path,
    start: SessionStart,
    known: Sequence[Entry],
    sources: Sequence[Source],
    listener: Listener,
    speed: float = 1.0,
) -> Recording:
    """Prepare a new session in `record`; `known` is what the nurse entered before it: the plan."""
    first = [
        PersonChange(t_ms=0, person=start.nurse, role="nurse", step="arrived"),
        *(source.in_use(0, place) for place, source in enumerate(sources)),
        *known,
        PhaseChange(t_ms=0, phase=Phase.BASELINE),
    ]
    clock = Clock(speed, started_at=start.at)
    first = [replace(entry, by=start.nurse) for entry in first]
    return Recording(record, History(start=start), clock, sources, listener, first)


def resume(
    record: Path,
    number: int,
    history: History,
    sources: Sequence[Source],
    listener: Listener,
    speed: float = 1.0,
) -> Recording:
    """Go on with an open session: its clock never stood still, what was missed stays missing.

    RecordError: by this computer's clock that would be where nobody finds it again.
    """
    now_ms = resumes_at(history, speed)
    clock = Clock(speed, start_ms=now_ms)
    first: list[Entry] = [PowerChange(t_ms=now_ms, step=PowerStep.RESTARTED)]
    for place, source in enumerate(sources):
        name = source.model.name
        first.append(source.in_use(now_ms, place))
        first.append(
            LinkChange(t_ms=now_ms, device=name, state=LinkState.SEARCHING, reason="resumed")
        )
    return Recording(record, history, clock, sources, listener, first, number)


def folded(history: History) -> Session:
    """Return a session that knows what `history` tells."""
    session = Session(profile.parse(history.start.profile), history.start)
    session.load(history)
    return session
