"""What the end page says of a criterion, the pump's volume and the whole session. No Qt here."""

from collections.abc import Callable, Sequence
from datetime import datetime

from monitor.discharge import Part, Standing
from monitor.due import DueItem
from monitor.ending import Open, Volume, leaving, volume
from monitor.events import CuffReading, DrugWasted, LeavingStep
from monitor.session import Session
from ui.describe import describe
from ui.pressure_words import verdict_words
from ui.scale_words import spoken_scales
from ui.words import clock_time, decimal, inside, number, say

Wall = Callable[[int], datetime]
"""Session ms -> the time on the wall."""

MS_PER_MIN = 60_000
NAMED_BY_ITSELF = {"observed_for"}
"""Criteria whose value is a time already: they get no second one."""


def needs_words(needs: tuple[Part, ...]) -> str:
    """Say what is required, each condition after the other."""
    said = [say(f"end.needs.{part.code}", **dict(part.numbers)) for part in needs]
    return ", ".join(said)


def value_words(one: Standing) -> str:
    """Say what was measured or answered, with its unit; empty where nothing was."""
    if one.unit == "mmHg" and one.values:
        return f"{'/'.join(number(value) for value in one.values)} mmHg"
    parts = [number(value) for value in one.values]
    if one.unit:
        parts = [f"{part} {one.unit}" for part in parts]
    elif parts and one.scale:
        parts = [_of_scale(one.scale, one.values[0])]
    if one.answer:
        parts.append(say(f"end.answer.{one.answer}"))
    return ", ".join(parts)


def _of_scale(scale: str, score: float) -> str:
    known = spoken_scales().get(scale)
    highest = known.highest if known else None
    if highest is None:
        return number(score)
    return say("end.score", score=number(score), highest=number(highest))


def measured_words(one: Standing, t_ms: int, wall: Wall) -> str:
    """Say the value with the time it was true at and its age."""
    value = value_words(one)
    if not value or one.measured_ms is None or one.criterion in NAMED_BY_ITSELF:
        return value
    return f"{value} · {when_words(one.measured_ms, t_ms, wall)}"


def when_words(at_ms: int, t_ms: int, wall: Wall) -> str:
    """Say a time of day and how long ago it was, in whole minutes."""
    minutes = max(0, t_ms - at_ms) // MS_PER_MIN
    return say("end.ago", at=clock_time(wall(at_ms)), minutes=minutes)


def cuff_words(session: Session, cuff: CuffReading) -> str:
    """Say a pressure, and what speaks against it."""
    return " · ".join(part for part in (describe(cuff), verdict_words(session, cuff)) if part)


def accepted_words(one: Standing, wall: Wall) -> str:
    """Say who accepted what is not met, when and why; empty where nobody did."""
    accepted = one.override
    if accepted is None:
        return ""
    at = clock_time(wall(accepted.t_ms))
    return say("end.accepted", by=accepted.by, at=at, reason=accepted.reason)


def volume_words(read: Volume) -> str:
    """Say what the pump gave beside what we reckoned, and a difference that wants a look."""
    if read.mg is None or read.clock_mg is None:
        return say("end.volume.alone", ml=decimal(read.ml))
    ml, mg, clock = decimal(read.ml), decimal(read.mg), decimal(read.clock_mg)
    said = say("end.volume.beside", ml=ml, mg=mg, clock=clock)
    if not read.apart:
        return said
    return f"{said} {say('end.volume.apart', mg=decimal(abs(read.mg - read.clock_mg)))}"


def missed_words(item: DueItem) -> str:
    """Name what was missed, with the drug it follows up."""
    name = say(f"item.{item.item}")
    return say("due.after", item=name, drug=item.after) if item.after else name


def slot_words(item: DueItem, due_ms: Sequence[int], wall: Wall) -> str:
    """Say when it was missed, given in session ms: once, or how often between which times."""
    name, times = missed_words(item), [clock_time(wall(ms)) for ms in sorted(due_ms)]
    if len(times) == 1:
        return say("end.missed", item=name, at=times[0])
    return say("end.missed.often", item=name, count=len(times), since=times[0], until=times[-1])


def open_words(one: Open) -> str:
    """Name what is open, as a chip does."""
    if one.criterion is not None:
        return say(f"criterion.{one.criterion}")
    return say(f"end.open.{one.code}", count=one.count)


def blocks_words(still: list[Open]) -> str:
    """Say in a sentence why the session cannot end yet, or that it can."""
    if not still:
        return say("end.nothing_open")
    criteria = [one for one in still if one.criterion is not None]
    first = still[0]
    if first.criterion is not None:
        names = "; ".join(inside(open_words(one)) for one in criteria[:2])
        more = say("end.and_more", count=len(criteria) - 2) if len(criteria) > 2 else ""
        return say("end.blocks.criterion", names=names + more)
    return say(f"end.blocks.{first.code}", count=first.count)


def summary_words(session: Session, t_ms: int, wall: Wall) -> str:
    """Say the session in a line: the dose, the peaks, when the patient was ready and left."""
    parts = [_dose(session, t_ms), _peak(session), *_worst(session)]
    parts += [_left(session, step, wall) for step in LeavingStep]
    return " · ".join(part for part in parts if part)


def _dose(session: Session, t_ms: int) -> str:
    infusion = session.infusion
    if infusion.started_ms is None:
        return say("end.summary.nothing_given")
    mg = infusion.delivered_mg(t_ms)
    if infusion.plan is None or mg is None:
        return say("end.summary.dose_unknown")
    parts = [say("end.summary.dose", drug=infusion.plan.drug, mg=decimal(mg))]
    read, wasted = volume(session), session.latest(DrugWasted)
    if read is not None and read.mg is not None:
        parts.append(say("end.summary.pump", mg=decimal(read.mg)))
    if wasted is not None:
        parts.append(say("end.summary.wasted", mg=number(wasted.mg)))
    return ", ".join(parts)


def _peak(session: Session) -> str:
    def height(cuff: CuffReading) -> float:
        return cuff.systolic or 0

    highest = max(session.believed_pressures(), key=height, default=None)
    if highest is None or highest.systolic is None or highest.diastolic is None:
        return say("end.summary.no_pressure")
    said = f"{number(highest.systolic)}/{number(highest.diastolic)}"
    started_ms = session.infusion.started_ms
    if started_ms is None:
        return say("end.summary.peak", pressure=said)
    minutes = (highest.t_ms - started_ms) // MS_PER_MIN
    return say("end.summary.peak_at", pressure=said, minutes=f"{minutes:+d}".replace("-", "−"))


def _worst(session: Session) -> list[str]:
    found = []
    for name in ("dissociation", "nausea"):
        scores = [seen.score for seen in session.observations(name) if seen.score is not None]
        if scores:
            item = inside(say(f"item.{name}"))
            found.append(say("end.summary.worst", item=item, score=number(max(scores))))
    return found


def _left(session: Session, step: LeavingStep, wall: Wall) -> str:
    told = leaving(session, step)
    if told is None:
        return ""
    said = f"{inside(say(f'said.leaving_{step}'))} {clock_time(wall(told.t_ms))}"
    return f"{said} {say('said.escort', escort=told.escort)}" if told.escort else said
