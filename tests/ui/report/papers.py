"""Sessions to print, told in a few events, and what a PDF of them says."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from monitor.events import (
    Check,
    CheckAnswer,
    Criterion,
    CuffReading,
    DrugWasted,
    Entry,
    InfusionChange,
    Leaving,
    LeavingStep,
    LimitChange,
    MedicationGiven,
    Note,
    PumpStep,
    SessionKind,
    SessionStart,
    SprayUsed,
)
from monitor.history import History
from monitor.profile import parse
from monitor.session import Session
from monitor.vitals import Vital
from tests.ui.saved_sessions import ENDED, MINUTE, corrected, infusion, seconds, start, taken
from ui.report.pages import Report
from ui.report.report import report
from ui.report.told import About, Told, told

BY = "Adeyemi"
HOSTILE = "<b>bold</b> & <script>alert(1)</script> " + "x" * 300
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Montgomery, Maximiliane Alexandra"


def normal() -> list[Entry]:
    """A surge, nausea treated, a pause, one slip, and a patient who went home."""
    more: list[Entry] = [
        InfusionChange(t_ms=30 * MINUTE, by=BY, step=PumpStep.PAUSED, reason="blood_pressure"),
        InfusionChange(t_ms=33 * MINUTE, by=BY, step=PumpStep.RESUMED, mg_per_h=54),
        MedicationGiven(
            t_ms=27 * MINUTE, by=BY, drug="ondansetron", dose=4, unit="mg", route="IV",
            reason="nausea",
        ),
        InfusionChange(t_ms=55 * MINUTE, by=BY, step=PumpStep.VOLUME_READ, ml=33.2),
        DrugWasted(t_ms=56 * MINUTE, by=BY, mg=14, witness="Haddad"),
        Note(t_ms=57 * MINUTE, by=BY, text=HOSTILE),
        Criterion(t_ms=70 * MINUTE, by=BY, criterion="walk", met=True),
        Criterion(
            t_ms=72 * MINUTE, by="Okafor", criterion="pressure", met=False, value="152/92 mmHg",
            reason="usual for her",
        ),
        LimitChange(t_ms=8 * MINUTE, by=BY, rule="rate.high", value=130, before=120),
        Leaving(t_ms=71 * MINUTE, by=BY, step=LeavingStep.READY),
        Check(t_ms=74 * MINUTE, by=BY, item="unexpected", answer=CheckAnswer.YES, detail="a fall"),
        Leaving(t_ms=74 * MINUTE, by=BY, step=LeavingStep.LEFT, escort="her sister"),
    ]  # fmt: skip
    return corrected(sorted([*map(_high_at_the_end, infusion()), *more], key=lambda e: e.t_ms))


def _high_at_the_end(entry: Entry) -> Entry:
    """The last pressure is one that somebody has to accept."""
    if isinstance(entry, CuffReading) and entry.t_ms == 71 * MINUTE:
        return replace(entry, systolic=152, diastolic=92)
    return entry


def sprayed() -> list[Entry]:
    """Two nasal devices and nothing from a pump."""
    return [
        SprayUsed(t_ms=10 * MINUTE, by=BY, number=1, mg=28, lot="L1"),
        SprayUsed(t_ms=15 * MINUTE, by=BY, number=2, mg=28, lot="L2"),
        Leaving(t_ms=130 * MINUTE, by=BY, step=LeavingStep.READY),
    ]


def history_of(
    entries: list[Entry],
    who: SessionStart | None = None,
    *,
    end_ms: int = ENDED,
    gap: range = range(20, 24),
    measured: bool = True,
) -> History:
    """A record of it, as the archive gives it."""
    made = History(who or start(), taken(entries), ended=True)
    for second in seconds(end_ms, gap) if measured else ():
        made.t_ms.append(second.t_ms)
        for vital in Vital:
            value = second.values.get(vital)
            made.columns[vital].append(float("nan") if value is None else value)
    return made


def told_of(entries: Sequence[Entry], *, end_ms: int = ENDED, measured: bool = False) -> Told:
    """What a report is made from; nothing was measured second by second unless asked for."""
    history = history_of(list(entries), measured=measured)
    return told(history, folded(history), About(), end_ms)


def folded(history: History) -> Session:
    """What a session makes of a record."""
    session = Session(parse(history.start.profile), history.start)
    session.load(history)
    return session


def printed(history: History, *, rems: bool = False, about: About | None = None) -> Report:
    """Its report."""
    return report(history, folded(history), about or About(), end_ms=ENDED, rems=rems)


def demo(history: History) -> History:
    """The same of nobody."""
    history.start = replace(history.start, kind=SessionKind.DEMO)
    return history


def texts(pdf: Path) -> list[str]:
    """What each page of a PDF says, blanks and line ends as one blank."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]
