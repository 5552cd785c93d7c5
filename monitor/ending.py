"""What still has to be said before a session ends, and the pump's volume beside ours. Pure.

It ends nothing. Codes are ui/words.py's; where each is answered the end page knows.
"""

from dataclasses import dataclass

from monitor.discharge import criteria, ended_ms
from monitor.events import (
    Check,
    DrugWasted,
    DueAnswer,
    InfusionChange,
    Leaving,
    LeavingStep,
    PumpStep,
)
from monitor.marks import open_marks
from monitor.session import Session

PUMP_VOLUME, WASTED = "pump_volume", "wasted"
"""Items of a `DueAnswer` that says why there is none."""

UNEXPECTED = "unexpected"
"""The item of the `Check` that answers "Anything unexpected?"."""

APART_PERCENT, APART_MG = 5.0, 1.0
"""The pump and our arithmetic differ by more than either: it is said (clinical.md 1.3)."""

_ROUNDING_MG = 1e-6


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is not answered yet. count: how many there are of it."""

    code: str
    criterion: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Volume:
    """What the pump showed, in mL and mg, beside the mg by our clock at that moment.

    mg: None where no bag is known. clock_mg: None where no rate is. seq: the number of its entry.
    """

    seq: int
    ml: float
    mg: float | None
    clock_mg: float | None

    @property
    def apart(self) -> bool:
        """Whether the two differ so much that it should be explained."""
        if self.mg is None or self.clock_mg is None:
            return False
        difference = abs(self.mg - self.clock_mg) - _ROUNDING_MG
        return difference > APART_MG or difference > self.clock_mg * APART_PERCENT / 100


def still_open(session: Session, t_ms: int) -> list[Open]:
    """Return what stands in the way of the end, in the order of the page."""
    found = [
        Open("marks", count=len(open_marks(session.entries.values()))),
        Open("missed", count=len(session.schedule.open_items(t_ms))),
    ]
    found = [one for one in found if one.count]
    found += _of_the_pump(session)
    standing = criteria(session, t_ms)
    found += [Open("criterion", one.criterion) for one in standing if not one.settled]
    found += [Open(str(step)) for step in LeavingStep if leaving(session, step) is None]
    return [*found, *([] if unexpected(session) else [Open(UNEXPECTED)])]


def _of_the_pump(session: Session) -> list[Open]:
    if session.infusion.started_ms is None:
        return []
    if session.infusion.stopped_ms is None:
        return [Open("pump_running")]
    volume_said = volume(session) or not_told(session, PUMP_VOLUME)
    waste_said = session.latest(DrugWasted) or not_told(session, WASTED)
    asked = ((PUMP_VOLUME, volume_said), (WASTED, waste_said))
    return [Open(code) for code, said in asked if not said]


def volume(session: Session) -> Volume | None:
    """What was read off the pump since it stopped; None where nothing was."""
    infusion = session.infusion
    read = [
        e
        for e in session.entries.values()
        if isinstance(e, InfusionChange) and e.step is PumpStep.VOLUME_READ and e.ml is not None
    ]
    last = max(read, key=lambda e: (e.t_ms, e.seq or 0), default=None)
    since_ms = infusion.stopped_ms
    if last is None or last.ml is None or since_ms is None or last.t_ms < since_ms:
        return None
    plan = infusion.plan
    mg = None if plan is None else last.ml * plan.bag_mg / plan.bag_ml
    return Volume(last.seq or 0, last.ml, mg, infusion.delivered_mg(last.t_ms))


def left_mg(session: Session, t_ms: int) -> float | None:
    """What should be left of the bag, in mg: by the pump where it was read, else by the clock."""
    plan = session.infusion.plan
    if plan is None:
        return None
    read = volume(session)
    used = read.mg if read and read.mg is not None else session.infusion.delivered_mg(t_ms)
    return None if used is None else max(0.0, plan.bag_mg - used)


def not_told(session: Session, item: str) -> DueAnswer | None:
    """Why a volume or a waste was not entered, said since the pump stopped; None: nobody did."""
    since_ms = ended_ms(session)
    said = (e for e in session.entries.values() if isinstance(e, DueAnswer) and e.item == item)
    now = [e for e in said if since_ms is not None and e.t_ms >= since_ms]
    return max(now, key=lambda e: (e.t_ms, e.seq or 0), default=None)


def leaving(session: Session, step: LeavingStep) -> Leaving | None:
    """When the patient was ready, or left; nothing from before the drug ended."""
    since_ms = ended_ms(session)
    said = (e for e in session.entries.values() if isinstance(e, Leaving) and e.step is step)
    now = [e for e in said if since_ms is not None and e.t_ms >= since_ms]
    return max(now, key=lambda e: (e.t_ms, e.seq or 0), default=None)


def unexpected(session: Session) -> Check | None:
    """The answer to "Anything unexpected?", the last one; None while nobody gave it."""
    said = [e for e in session.entries.values() if isinstance(e, Check) and e.item == UNEXPECTED]
    return max(said, key=lambda e: (e.t_ms, e.seq or 0), default=None)
