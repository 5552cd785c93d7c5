"""A made-up session like the one of the design pictures, for tests and to look at.

`python -m tests.ui.infusion_course FOLDER` grabs the chart in its sizes and dresses.
"""

import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from monitor.events import (
    Baseline,
    CuffReading,
    CuffSource,
    CuffStatus,
    DosePlan,
    Entry,
    Event,
    InfusionChange,
    LinkChange,
    LinkState,
    MedicationGiven,
    Observation,
    Phase,
    PhaseChange,
    PumpStep,
    Second,
    SessionKind,
    SessionStart,
)
from monitor.history import History
from monitor.profile import shipped
from monitor.session import Session
from monitor.vitals import Values, Vital

MINUTE_MS = 60_000
PUMP_MS = 15 * MINUTE_MS
"""The pump starts so long after the session."""
DEVICE = "ge-dinamap"
CUFFS = [
    (-7, 127, 78, 94),
    (-3, 129, 80, 96),
    (0, 128, 79, 95),
    (5, 133, 81, 98),
    (10, 141, 83, 102),
    (15, 145, 84, 104),
    (20, 149, 86, 107),
    (25, 155, 89, 111),
    (26.2, 164, 92, 116),
    (30, 158, 90, 113),
]
DISSOCIATION = [(-6, 0), (5, 1), (12, 2), (18, 2), (23.6, 2), (33, 3)]
NAUSEA = [(-6, 0), (8, 2), (11.5, 5), (16.2, 3)]
PROBE_OFF = (8.2, 9.4)
LAST_LINK_LOSS = 33.0


def wall(t_ms: int) -> datetime:
    """Let the room's clock show 13:45 when the session begins, wherever this runs."""
    began = datetime(2026, 11, 20, 13, 45).astimezone().astimezone(UTC)
    return began + timedelta(milliseconds=t_ms)


def at(minute: float) -> int:
    """Return the session time of a minute of the infusion."""
    return PUMP_MS + round(minute * MINUTE_MS)


START = SessionStart(
    t_ms=0,
    at=wall(0),
    uid="course",
    kind=SessionKind.DEMO,
    nurse="Adeyemi",
    device=DEVICE,
)


@dataclass
class Course:
    """Events in the order they were true, numbered; and what views are made from."""

    events: list[Event] = field(default_factory=list)

    def session(self) -> Session:
        """Return a session that has applied them all."""
        session = Session(shipped(), START)
        for event in self.events:
            session.apply(event)
        return session

    def history(self) -> History:
        """Return them as a record gives them back."""
        history = History(START, [event for event in self.events if isinstance(event, Entry)])
        for second in self.events:
            if isinstance(second, Second) and second.values:
                history.t_ms.append(second.t_ms)
                for vital, column in history.columns.items():
                    value = second.values.get(vital)
                    column.append(math.nan if value is None else value)
        return history

    @property
    def last_ms(self) -> int:
        """The last second's end and a bit."""
        return max(event.t_ms for event in self.events) + 1250


def course(until: float = 23.7, *, extra: Sequence[Event] = ()) -> Course:
    """Make the session of the pictures up to a minute of the infusion, with `extra` events."""
    planned = [*_entries(), *_seconds(until), *extra]
    events = sorted((e for e in planned if e.t_ms <= at(until)), key=lambda event: event.t_ms)
    numbers = count(1)
    return Course(
        [
            replace(event, at=wall(event.t_ms), seq=next(numbers))
            if isinstance(event, Entry)
            else event
            for event in events
        ]
    )


def _entries() -> Iterator[Entry]:
    yield LinkChange(t_ms=0, device=DEVICE, state=LinkState.SEARCHING)
    yield LinkChange(t_ms=800, device=DEVICE, state=LinkState.RECEIVING)
    yield PhaseChange(t_ms=0, phase=Phase.BASELINE)
    yield DosePlan(
        t_ms=0, drug="Ketamine", mg_per_kg=0.5, minutes=40, bag_mg=50, bag_ml=50, weight=72
    )
    for minute, systolic, diastolic, mean in CUFFS:
        yield cuff(minute, systolic, diastolic, mean)
    yield Baseline(t_ms=at(-1), systolic=128, diastolic=79, mean=95, rate=76, spo2=98)
    yield InfusionChange(t_ms=at(0), step=PumpStep.STARTED, mg_per_h=54)
    yield PhaseChange(t_ms=at(0), phase=Phase.INFUSION)
    yield MedicationGiven(t_ms=at(12.4), drug="ondansetron", dose=4, unit="mg", route="IV")
    for scale, seen in (("dissociation", DISSOCIATION), ("nausea", NAUSEA)):
        for minute, score in seen:
            yield observation(scale, minute, score)
    yield LinkChange(
        t_ms=at(LAST_LINK_LOSS) + 800, device=DEVICE, state=LinkState.LOST, reason="port_gone"
    )


def cuff(
    minute: float, systolic: float, diastolic: float, mean: float | None = None, **more: object
) -> CuffReading:
    """Return a cuff reading at a minute of the infusion."""
    made = CuffReading(
        t_ms=at(minute), device=DEVICE, systolic=systolic, diastolic=diastolic, mean=mean
    )
    return replace(made, **more)  # type: ignore[arg-type]


def typed_cuff(minute: float, systolic: float, diastolic: float) -> CuffReading:
    """Return a pressure typed by hand."""
    return cuff(minute, systolic, diastolic, source=CuffSource.MANUAL)


def failed_cuff(minute: float) -> CuffReading:
    """Return an inflation without a result."""
    return CuffReading(t_ms=at(minute), device=DEVICE, status=CuffStatus.CUFF_LOOSE)


def observation(scale: str, minute: float, score: int) -> Observation:
    """Return a rating at a minute of the infusion."""
    return Observation(
        t_ms=at(minute), scale=scale, version="1", answers={scale: score}, score=float(score)
    )


def _seconds(until: float) -> Iterator[Second]:
    noise = random.Random(1)
    rate = 76.0
    for t_ms in range(0, at(min(until, LAST_LINK_LOSS)), 1000):
        minute = (t_ms - PUMP_MS) / MINUTE_MS
        wanted = 76 + 12 * (1 - math.exp(-max(0.0, minute) / 18)) + 1.5 * math.sin(minute * 1.3)
        rate += 0.08 * (wanted - rate) + noise.gauss(0, 0.45)
        spo2 = 97.4 + 0.6 * math.sin(minute / 1.7) + noise.gauss(0, 0.04)
        values: Values = {Vital.PULSE_RATE: round(rate), Vital.SPO2: round(spo2)}
        if PROBE_OFF[0] <= minute < PROBE_OFF[1]:
            values = dict.fromkeys(values)
        yield Second(t_ms=t_ms, values=values, sources=dict.fromkeys(values, DEVICE))


def _grab_all(folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.chart_view import ChartView

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    courses = {"baseline": course(-2), "quiet": course(), "lost": course(34.2)}
    sizes = {(1080, 815): theme.FULL, (922, 620): theme.COMPACT, (1400, 860): theme.FULL}
    for dress, palette in (("dark", theme.DARK), ("light", theme.LIGHT)):
        theme.dress(app, palette)
        for (width, height), size in sizes.items():
            for name, made in courses.items():
                chart = ChartView(made.session(), palette, size, wall)
                chart.resize(width, height)
                chart.load(made.history())
                chart.refresh(made.last_ms if name != "lost" else at(34.2))
                chart.grab().save(str(folder / f"{name}-{width}-{dress}.png"))


if __name__ == "__main__":
    _grab_all(Path(sys.argv[1]))
