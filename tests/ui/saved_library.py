"""A record such as a supervisor finds it: sessions of some patients, in every group of the list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from monitor.amending import sign
from monitor.events import (
    CuffReading,
    Entry,
    Meaning,
    MedicationGiven,
    Observation,
    SessionKind,
    Signature,
)
from monitor.profile import shipped
from tests.ui.saved_sessions import (
    ENDED,
    MINUTE,
    STARTED,
    corrected,
    infusion,
    save,
    seconds,
    seen,
    start,
)

LONG = "Wolfeschlegelsteinhausenbergerdorff-Montgomery, Maximiliane Alexandra"


@dataclass(frozen=True)
class Saved:
    """One session: whose, how many hours after the first, how it went, how it was signed."""

    patient: str | None
    number: str
    hours: float
    entries: Sequence[Entry]
    nurse: str = "Adeyemi"
    kind: SessionKind = SessionKind.PATIENT
    open: bool = False
    gap: range = range(0)
    signed: tuple[tuple[Meaning, str | None], ...] = ()


def calm(entries: Sequence[Entry]) -> list[Entry]:
    """The same without a surge and with little nausea: nothing to look at."""
    return [_calm(entry) for entry in entries]


def _calm(entry: Entry) -> Entry:
    if isinstance(entry, CuffReading) and entry.systolic and entry.diastolic:
        return replace(
            entry, systolic=118 + entry.systolic // 8, diastolic=74 + entry.diastolic % 9
        )
    if isinstance(entry, Observation) and entry.scale == "nausea" and entry.score:
        return replace(entry, score=1, answers={"nausea": 1})
    return entry


def awake(entries: Sequence[Entry]) -> list[Entry]:
    """The same with what else comes due in an infusion."""
    rated = [seen(minute, "sedation", 5) for minute in (5, 20, 30, 40, 50, 65)]
    return sorted([*entries, *rated, seen(50, "nausea", 0)], key=lambda entry: entry.t_ms)


def treated(entries: Sequence[Entry]) -> list[Entry]:
    """The same, and something was given against the nausea."""
    given = MedicationGiven(
        t_ms=36 * MINUTE, by="Adeyemi", drug="Ondansetron", dose=4, unit="mg", route="iv"
    )
    return sorted([*entries, given], key=lambda entry: entry.t_ms)


REVIEWED = (Meaning.SUPERVISOR_REVIEWED, None)
ASKED = (Meaning.RETURNED, "ondansetron time?")


def a_library() -> list[Saved]:
    """Three that need a look, four clean, one returned, one open, three signed, and a demo."""
    odd = awake(infusion())
    quiet = calm(odd)
    return [
        Saved("MARTIN R.", "004-1182", 0, odd, signed=(REVIEWED,)),
        Saved("OKAFOR B.", "004-9034", 2, quiet, "Haddad", signed=(REVIEWED,)),
        Saved("MARTIN R.", "004-1182", 47, treated(odd), signed=(REVIEWED,)),
        Saved("LARSEN N.", "004-3391", 68, treated(odd), "Haddad", signed=(ASKED,)),
        Saved("GRUBER P.", "004-6680", 72, quiet),
        Saved("WEISS A.", "004-5127", 91, quiet, "Haddad"),
        Saved(None, "", 93, odd, kind=SessionKind.DEMO),
        Saved("SANTOS D.", "004-7731", 95, corrected(treated(odd))),
        Saved(LONG, "004-2210", 116, quiet, "Haddad"),
        Saved("HALVORSEN V.", "004-0456", 118, treated(quiet), gap=range(24, 30)),
        Saved("LEE K.", "004-9035", 120, quiet),
        Saved("MARTIN R.", "004-1182", 142, corrected(odd)),
        Saved("ROSSI T.", "004-4410", 144, quiet[:12], "Haddad", open=True),
    ]


def save_library(record: Path, sessions: Sequence[Saved], *, measured: bool = False) -> None:
    """Write them; with what was measured each second only where somebody looks at a chart.

    Where nothing was, a gap is no reason to look.
    """
    settings = shipped().text
    if not measured:
        settings = settings.replace("gap_s = 60 ", "gap_s = 86400 ")
        settings = settings.replace("coverage_percent = 90 ", "coverage_percent = 0 ")
    for session, told in enumerate(sessions, start=1):
        at = STARTED - timedelta(days=6) + timedelta(hours=told.hours)
        who = start(
            told.patient,
            at=at,
            uid=f"uid {session}",
            nurse=told.nurse,
            kind=told.kind,
            profile=settings,
            record_number=told.number or None,
            birth_date=date(1980, 1, 1) + timedelta(days=sum(map(ord, told.number))),
        )
        save(
            record,
            who,
            list(told.entries),
            end_ms=None if told.open else ENDED,
            measured=seconds(ENDED, told.gap) if measured else (),
        )
        for meaning, comment in told.signed:
            taken = Signature(t_ms=0, by="Ortiz", meaning=meaning, head="", comment=comment)
            sign(record, session, taken, at + timedelta(days=1))
