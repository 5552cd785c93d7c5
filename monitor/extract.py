"""A session as it leaves the record: what every export is given. No format lives here.

An extract is a copy in memory. `deidentifying.py` makes a poorer one of it, and the exports do not
know the difference but for the times: those of a de-identified extract are relative only.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property

from monitor.events import (
    CuffReading,
    CuffSource,
    CuffStatus,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    ManualVitals,
    Observation,
    SessionStart,
    SourceChange,
    SprayUsed,
    Verdict,
)
from monitor.history import History
from monitor.infusion import Infusion
from monitor.scale import scales
from monitor.standing import still_standing
from monitor.vitals import Vital

CUFF_PARTS = ("systolic", "diastolic", "mean", "pulse")

UNITS = {
    "heart_rate": "/min",
    "pulse_rate": "/min",
    "spo2": "%",
    "resp_rate": "/min",
    "systolic": "mm[Hg]",
    "diastolic": "mm[Hg]",
    "mean": "mm[Hg]",
    "pulse": "/min",
}
"""What is measured -> its unit in UCUM; a score's is `{score}`."""

SCORE = "{score}"
PERSON = "person"
NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One value of one thing at one moment.

    name: a vital, a part of a cuff reading, a scale or `scale.item`. value: None where it was tried
    and could not be measured. source: device or manual. status: "ok" or "not_measured", the cuff's
    where it failed, what was answered by no number; "suspect" or "rejected" where it was judged so,
    then with the rule or "person". seq: its entry; None: a second of the vitals.
    """

    t_ms: int
    name: str
    value: float | None
    unit: str
    source: str
    status: str
    device: str | None = None
    rule: str | None = None
    by: str | None = None
    seq: int | None = None


def _code(code: str, **_values: object) -> str:
    return code


@dataclass(frozen=True, kw_only=True)
class Extract:
    """One session whole.

    history: its start, every entry, its seconds. subject: whom it is about, as the receiver knows
    them: the record number, or a code made up for this export. ended_ms: None while it runs.
    zone: of the clinic's wall clock; None: this computer's. deidentified: the times are relative,
    `at` gives None. describe: says an entry in a sentence (the words are not ours to know); say: a
    code in words, given the values of its blanks. codes: the clinic's own part of the code map
    (monitor/exports/codes.toml), as TOML; empty: the shipped one alone.
    """

    history: History
    subject: str | None
    ended_ms: int | None
    zone: tzinfo | None = None
    describe: Callable[[Entry], str]
    say: Callable[..., str] = _code
    codes: str = ""
    deidentified: bool = False
    year: int | None = None
    """The year of the session: all that is left of its date where it is de-identified."""
    age: str | None = None
    """The patient's age then in whole years; "90+" from ninety on."""

    @cached_property
    def standing(self) -> list[Entry]:
        """The entries with corrections applied, in the order they were true."""
        return still_standing(self.history.entries)

    @property
    def start(self) -> SessionStart:
        """The session's identity."""
        return self.history.start

    def at(self, t_ms: int) -> datetime | None:
        """The clinic's wall time of a moment; None where the extract is de-identified."""
        if self.deidentified or self.start.at is None:
            return None
        return (self.start.at + timedelta(milliseconds=t_ms)).astimezone(self.zone)

    @cached_property
    def infusion(self) -> Infusion:
        """What the pump events come to."""
        infusion = Infusion()
        for entry in self.standing:
            if isinstance(entry, DosePlan | InfusionChange):
                infusion.apply(entry)
        return infusion

    @cached_property
    def zero_ms(self) -> int:
        """Where relative times begin: the pump's first start, the first spray, or the session's."""
        sprays = (entry.t_ms for entry in self.standing if isinstance(entry, SprayUsed))
        started_ms = self.infusion.started_ms
        return min(sprays, default=0) if started_ms is None else started_ms

    # --- samples -----------------------------------------------------------------------------

    def samples(self) -> Iterator[Sample]:
        """Return every value in the order of time: seconds, cuffs, typed vitals, scores."""
        return iter(sorted([*self._seconds(), *self.entered()], key=lambda one: one.t_ms))

    def entered(self) -> Iterator[Sample]:
        """The values that are entries of their own: cuffs, typed vitals, scores."""
        for entry in self.standing:
            match entry:
                case CuffReading():
                    yield from self._cuff(entry)
                case ManualVitals():
                    yield from self._manual(entry)
                case Observation():
                    yield from self._scores(entry)

    def _seconds(self) -> Iterator[Sample]:
        sources = self._sources()
        for vital, column in self.history.columns.items():
            if all(map(math.isnan, column)):
                continue
            for t_ms, value in zip(self.history.t_ms, column, strict=True):
                missing = math.isnan(value)
                yield Sample(
                    t_ms=t_ms,
                    name=vital.value,
                    value=None if missing else value,
                    unit=UNITS[vital],
                    source=CuffSource.DEVICE,
                    status=NOT_MEASURED if missing else "ok",
                    device=sources(vital, t_ms),
                )

    def _sources(self) -> Callable[[Vital, int], str | None]:
        """Tell which device gave a vital at a moment."""
        told: dict[Vital, list[tuple[int, str]]] = {}
        for entry in self.standing:
            if isinstance(entry, SourceChange):
                told.setdefault(entry.vital, []).append((entry.t_ms, entry.source))

        def source(vital: Vital, t_ms: int) -> str | None:
            changes = told.get(vital, [])
            return next(
                (name for since, name in reversed(changes) if since <= t_ms), self.start.device
            )

        return source

    def _cuff(self, cuff: CuffReading) -> Iterator[Sample]:
        doubt = self.doubts.get(cuff.seq or 0)
        for name in CUFF_PARTS:
            value = getattr(cuff, name)
            if value is None and name == "pulse":
                continue
            yield Sample(
                t_ms=cuff.t_ms,
                name=name,
                value=value,
                unit=UNITS[name],
                source=cuff.source,
                status=doubt.verdict if doubt else _status(cuff),
                device=cuff.device,
                rule=(doubt.rule or PERSON) if doubt else None,
                by=cuff.by,
                seq=cuff.seq,
            )

    def _manual(self, typed: ManualVitals) -> Iterator[Sample]:
        for vital in Vital:
            value = getattr(typed, vital)
            if value is not None:
                yield Sample(
                    t_ms=typed.t_ms,
                    name=vital.value,
                    value=value,
                    unit=UNITS[vital],
                    source=CuffSource.MANUAL,
                    status="ok",
                    by=typed.by,
                    seq=typed.seq,
                )

    def _scores(self, seen: Observation) -> Iterator[Sample]:
        """The total first; then the items, where there are several or each stands for itself."""
        scale = scales().get(seen.scale)
        separate = scale is not None and scale.separate
        if not separate:
            said = ", ".join(map(str, seen.answers.values()))
            yield _scored(seen, seen.scale, seen.score, said)
        if separate or len(seen.answers) > 1:
            for item, answer in seen.answers.items():
                number = float(answer) if isinstance(answer, int) else None
                yield _scored(seen, f"{seen.scale}.{item}", number, str(answer))

    @cached_property
    def doubts(self) -> dict[int, Judgement]:
        """Seq of an entry -> the judgement that doubts or rejects it, if that is the last one."""
        last = {entry.of: entry for entry in self.standing if isinstance(entry, Judgement)}
        return {of: one for of, one in last.items() if one.verdict is not Verdict.ACCEPTED}


def _status(cuff: CuffReading) -> str:
    measured = cuff.systolic is not None or cuff.diastolic is not None
    return cuff.status if measured or cuff.status is not CuffStatus.OK else NOT_MEASURED


def _scored(seen: Observation, name: str, value: float | None, said: str) -> Sample:
    """What was answered by no number is the sample's status."""
    return Sample(
        t_ms=seen.t_ms,
        name=name,
        value=value,
        unit=SCORE,
        source=CuffSource.MANUAL,
        status="ok" if value is not None else said or NOT_MEASURED,
        by=seen.by,
        seq=seen.seq,
    )
