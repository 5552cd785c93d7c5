"""What was done and what became of it: drugs, alarms, signatures. No layout.

Before and after a drug stand two values of the record; that the one comes of the other nobody says.
"""

from collections.abc import Iterator

from monitor.course import believed
from monitor.episodes import episodes
from monitor.events import MedicationGiven, Priority, Signature
from monitor.settings import PRESSURE
from monitor.signing import signatures
from ui.describe import drug_words
from ui.episode_words import episode_words
from ui.pressure_words import pressures
from ui.report.blocks import Block, Column, Row, paragraph, table, titled
from ui.report.front import zone
from ui.report.told import Told
from ui.review.entry_lines import reason_words
from ui.words import clock_time, number, say, short_date

SOON_MS = 60 * 60_000
"""What was measured within an hour stands beside a drug; what came later has other reasons."""
HEAD_SHOWN = 8
"""Hex digits of the head somebody signed: enough to tell two apart."""


# --- drugs ---------------------------------------------------------------------------------------


def medications(told: Told, width: float) -> Block:
    """Each drug beside the infusion: when, why, and what was measured before and after it."""
    given = [e for e in told.entries if isinstance(e, MedicationGiven)]
    if not given:
        return nothing(say("report.medications"), say("report.no_medication"), width)
    columns = [
        Column(say("report.time"), 0.18),
        Column(say("report.drug"), 0.30),
        Column(say("report.reason"), 0.20),
        Column(say("report.effect"), 0.32),
    ]
    rows = [
        Row(
            [
                told.when.at_minute(e.t_ms),
                drug_words(e.drug, e.dose, e.unit, e.route),
                reason_words(e.reason) if e.reason else say("report.missing"),
                "; ".join(_effect(told, e)) or "–",
            ]
        )
        for e in given
    ]
    return table(columns, rows, width, say("report.medications"))


def _effect(told: Told, given: MedicationGiven) -> Iterator[str]:
    """The values the profile asks for after this drug, the last before it and the first after."""
    listed = told.session.profile.medications
    same = (one for one in listed if one.drug.casefold() == given.drug.casefold())
    asked = next(same, None)
    for item in dict.fromkeys(follow.item for follow in (asked.follow_up if asked else ())):
        values = _values(told, item)
        before = [said for t_ms, said in values if t_ms <= given.t_ms]
        after = [(t, said) for t, said in values if given.t_ms < t <= given.t_ms + SOON_MS]
        was = before[-1] if before else "–"
        now = f"{after[0][1]} ({told.when.at(after[0][0])})" if after else "–"
        yield say("report.before_after", what=say(f"item.{item}"), before=was, after=now)


def _values(told: Told, item: str) -> list[tuple[int, str]]:
    if item == PRESSURE:
        return [(c.t_ms, pressures(c)) for c in believed(told.session, told.end_ms)]
    seen = told.session.observations(item)
    return [(o.t_ms, number(o.score)) for o in seen if o.score is not None]


# --- alarms --------------------------------------------------------------------------------------


def alarms(told: Told, width: float) -> Block:
    """Each alarm with what was answered; of mere messages how many."""
    every = episodes(told.entries)
    grave = [one for one in every if one.worst.priority is not Priority.LOW]
    if not grave:
        watched = told.session.profile.alarms.phases or every
        none = say("chart_note.no_alarm") if watched else say("chart_note.no_rules")
        return nothing(say("report.alarms"), f"{none}.{_messages(len(every))}", width)
    columns = [Column(say("report.time"), 0.18), Column(say("report.alarm_response"), 0.82)]
    rows = [
        Row([told.when.at_minute(one.began_ms), episode_words(one, told.when.at)]) for one in grave
    ]
    block = table(columns, rows, width, say("report.alarms"))
    said = _messages(len(every) - len(grave)).strip()
    more = [paragraph(said, width, dim=True)] if said else []
    return Block((*block.pieces, *more), block.head)


def _messages(count: int) -> str:
    return f" {say('chart_note.messages', count=count)}." if count else ""


# --- signatures ----------------------------------------------------------------------------------


def signed(told: Told, width: float) -> Block:
    """Who signed, when, and what they said by it (clinical table 6.1)."""
    taken = signatures(told.history.entries)
    if not taken:
        return nothing(say("report.signatures"), say("report.not_signed"), width)
    columns = [Column("", 0.46), Column("", 0.54)]
    rows = [Row([s.by or "", _signature(s)], strong=True) for s in taken]
    return table(columns, rows, width, say("report.signatures"))


def _signature(signature: Signature) -> str:
    at = signature.at or signature.entered_at
    when = ""
    if at is not None:
        when = f"\n{short_date(at.astimezone())} {clock_time(at)} {zone(at)}"
    meaning = say(f"report.meant.{signature.meaning}")
    comment = f"\n“{reason_words(signature.comment)}”" if signature.comment else ""
    head = f"\n{say('report.signed_head', head=signature.head[:HEAD_SHOWN])}"
    return meaning + when + comment + (head if signature.head else "")


def nothing(title: str, words: str, width: float) -> Block:
    """A section in which there is nothing: it says so."""
    return Block((paragraph(words, width, dim=True),), titled(title, width))
