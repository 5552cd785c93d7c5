"""The alarm study as a Markdown page: the same seed gives the same page on every machine."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, median

from monitor.events import AlarmStep, Priority
from tests.alarm_study.arms import ARTEFACTS
from tests.alarm_study.cohort import TREATED_SHARE
from tests.alarm_study.expected import MARKS, Peak, expected
from tests.alarm_study.outcome import Outcome, Told

Sessions = Sequence[Outcome]
Arms = dict[str, Sessions]


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing the study holds the rules to."""

    text: str
    kept: bool


ANY_PRESSURE = "SBP ≥ 160 or DBP ≥ 100"
GRAVE_PRESSURE = "SBP ≥ 180 or DBP ≥ 110"

Heard = Callable[[Told], bool]

RAISED_FOR: dict[str, Heard] = {
    ANY_PRESSURE: lambda t: t.sounds and t.change.rule in {"systolic.high", "diastolic.high"},
    GRAVE_PRESSURE: lambda t: (
        t.sounds
        and t.change.rule in {"systolic.high", "diastolic.high"}
        and t.change.priority is Priority.HIGH
    ),
    "SBP > +20 % and ≥ 140": lambda t: (
        t.change.step is AlarmStep.RAISED
        and t.change.rule in {"change.systolic", "systolic.baseline"}
    ),
    "SBP > +30 % and ≥ 150": lambda t: t.sounds and t.change.rule == "systolic.baseline",
}
"""The alarms that a mark of the expected load becomes; of one number alone no alarm is told."""


def promises(arms: Arms) -> list[Promise]:
    """Judge the three promises: how often, how rightly, how soon."""
    ordinary = arms["ordinary"]
    heard, true = _heard(ordinary, ANY_PRESSURE), _reached(_true(ordinary), ANY_PRESSURE)
    false = sum(len(one.false()) for found in arms.values() for one in found)
    surges = [delay for found in arms.values() for one in found for delay in one.surges()]
    low = [told for found in arms.values() for told in _desaturated(found)]
    raised = len(surges) - surges.count(None)
    return [
        Promise(
            f"{ANY_PRESSURE} alarms in {_percent(heard)} of the ordinary sessions; the true"
            f" pressure was so at a cuff in {_percent(true)}",
            heard <= true,
        ),
        Promise(f"false physiological alarms, all arms together: {false}", false == 0),
        Promise(
            f"true surges to 180 raised by their first repeat: {raised} of {len(surges)};"
            f" desaturations in time: {sum(low)} of {len(low)}",
            None not in surges and all(low),
        ),
    ]


def page(arms: Arms, seed: int) -> Iterator[str]:
    """Yield the lines of the page."""
    ordinary = arms["ordinary"]
    yield f"Alarm study: {len(ordinary)} ordinary sessions, seed {seed}"
    tables = _by_rule(ordinary), _load(ordinary), _beside_expected(ordinary), _by_arm(arms)
    for table in tables:
        yield ""
        yield from table
    yield ""
    for promise in promises(arms):
        yield f"- {'kept' if promise.kept else 'BROKEN'}: {promise.text}"


def _by_rule(sessions: Sessions) -> Iterator[str]:
    told: Counter[tuple[str, str, str]] = Counter()
    having: Counter[tuple[str, str, str]] = Counter()
    for one in sessions:
        rows = [_row(t) for t in one.told if t.change.step is AlarmStep.RAISED]
        told.update(rows)
        having.update(set(rows))
    yield "| rule | priority | about | raised | a session | sessions |"
    yield "|---|---|---|---:|---:|---:|"
    order = {str(priority): place for place, priority in enumerate(Priority)}
    for row in sorted(told, key=lambda r: (order[r[1]], r[2], -told[r], r[0])):
        share = _percent(having[row] / len(sessions))
        rate = told[row] / len(sessions)
        yield f"| {' | '.join(row)} | {told[row]} | {rate:.2f} | {share} |"


def _row(told: Told) -> tuple[str, str, str]:
    return *told.kind, "equipment" if told.technical else "patient"


def _load(sessions: Sessions) -> Iterator[str]:
    raised = [len(one.raised()) for one in sessions]
    presses = [one.presses for one in sessions]
    yield "| ordinary sessions | |"
    yield "|---|---:|"
    yield f"| with any alarm that would sound | {_percent(_share(n > 0 for n in raised))} |"
    yield f"| alarms that would sound, a session: mean, median, most | {_spread(raised)} |"
    yield f"| presses of Acknowledge, a session: mean, median, most | {_spread(presses)} |"
    repeats = [t_ms // 1000 for one in sessions for t_ms in one.repeats()]
    share = f"{len(repeats) / len(sessions):.2f}"
    yield f"| first breaches that waited for a repeat, a session | {share} |"
    if repeats:
        yield f"| the wait for that repeat, s: mean, median, longest | {_spread(repeats)} |"
    yield f"| limits of a patient's own, a session | {mean(o.own_limits for o in sessions):.2f} |"


def _beside_expected(sessions: Sessions) -> Iterator[str]:
    peaks = [[Peak(*one.peak, one.rest)] for one in sessions]
    cuffs = [[Peak(*cuff.measured, one.rest) for cuff in one.cuffs] for one in sessions]
    yield (
        "| share of sessions | expected at the end of the infusion | true then | true at a cuff"
        " | a cuff read it | alarm raised |"
    )
    yield "|---|---:|---:|---:|---:|---:|"
    for mark in MARKS:
        cells = [
            expected(mark),
            *(_reached(found, mark) for found in (peaks, _true(sessions), cuffs)),
        ]
        raised = _percent(_heard(sessions, mark)) if mark in RAISED_FOR else ""
        yield f"| {mark} | {' | '.join(map(_percent, cells))} | {raised} |"
    yield ""
    yield f"Treated hypertension in {_percent(TREATED_SHARE)} of the patients."


def _true(sessions: Sessions) -> list[list[Peak]]:
    return [[Peak(c.systolic, c.diastolic, one.rest) for c in one.cuffs] for one in sessions]


def _heard(sessions: Sessions, mark: str) -> float:
    return _share(any(map(RAISED_FOR[mark], one.told)) for one in sessions)


def _reached(sessions: Iterable[Iterable[Peak]], mark: str) -> float:
    return _share(any(map(MARKS[mark], peaks)) for peaks in sessions)


def _by_arm(arms: Arms) -> Iterator[str]:
    yield (
        "| arm | sessions | of the patient | of the equipment | by a doubtful pressure | false"
        " | surges raised, worst delay | desaturations raised |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, sessions in arms.items():
        raised = [told for one in sessions for told in one.raised()]
        technical = sum(told.technical for told in raised)
        cells = [
            f"{name.replace('_', ' ')}{' (artefact)' if name in NAMES else ''}",
            str(len(sessions)),
            f"{(len(raised) - technical) / len(sessions):.2f}",
            f"{technical / len(sessions):.2f}",
            str(sum(told.doubted for told in raised)),
            str(sum(told.false for told in raised)),
            _surges(sessions),
            _desaturations(sessions),
        ]
        yield f"| {' | '.join(cells)} |"


NAMES = {arm.__name__ for arm in ARTEFACTS}


def _surges(sessions: Sessions) -> str:
    found = [delay for one in sessions for delay in one.surges()]
    told = [delay for delay in found if delay is not None]
    worst = f", {max(told) / 1000:.0f} s" if told else ""
    return f"{len(told)} of {len(found)}{worst}" if found else ""


def _desaturations(sessions: Sessions) -> str:
    found = _desaturated(sessions)
    return f"{sum(found)} of {len(found)}" if found else ""


def _desaturated(sessions: Sessions) -> list[bool]:
    return [told for one in sessions if (told := one.desaturation_told()) is not None]


def _spread(counts: Sequence[int]) -> str:
    return f"{mean(counts):.2f}, {median(counts):g}, {max(counts)}"


def _share(found: Iterable[bool]) -> float:
    return mean(map(float, found))


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
