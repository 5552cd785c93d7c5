"""The report as a whole: which pages there are and in which order. Pages are data until painted."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from monitor.events import LimitChange
from monitor.history import History
from monitor.session import Session
from monitor.verification import State
from ui.describe import describe
from ui.report import chart, figures, front, happened, leaving, ratings
from ui.report.blocks import (
    Block,
    Column,
    Piece,
    Row,
    beside,
    column_width,
    gap,
    paragraph,
    stacked,
    table,
    titled,
    whole,
)
from ui.report.chart_ink import paint
from ui.report.course import Course, course
from ui.report.letters import small
from ui.report.pages import Report, headed
from ui.report.rems import data_sheet
from ui.report.sheet import flow
from ui.report.told import About, Told, told
from ui.review.entry_lines import author, lines
from ui.words import clock_time, date_words, say, short_date

SMALL_CHART = 450.0
ONE_ROW, OF_SEVERAL = 1500.0, 1120.0
"""How high a row of the chart is: alone on its page, or two of them."""
LEAVING = (leaving.criteria, leaving.omissions, leaving.surprises)
SHARES = {"time": 0.12, "from_start": 0.11, "entry": 0.61, "by": 0.16}


def report(
    history: History,
    session: Session,
    about: About,
    *,
    end_ms: int | None = None,
    rems: bool = False,
) -> Report:
    """Compose the report of a session; `session` has the history folded in.

    end_ms: when it ended, if it did. rems: with the data sheet at its end.
    """
    facts = told(history, session, about, end_ms)
    drawn = course(history, session, facts.end_ms, facts.wall)
    sheet, who = headed(about, _who(facts))
    width = sheet.body_width
    blocks = [*_first(facts, drawn, width), *_charts(drawn, width), _entries(facts, width)]
    if rems:
        blocks += data_sheet(facts, width)
    return Report(
        sheet,
        tuple(flow(blocks, sheet)),
        who=who,
        clinic=about.clinic.settings.name or say("app"),
        logo=about.clinic.logo,
        foot=_foot(facts),
    )


# --- the first page ------------------------------------------------------------------------------


def _first(facts: Told, drawn: Course, width: float) -> Iterable[Block]:
    yield Block((front.opening(facts, width), front.people_dose_times(facts, width)))
    yield figures.vitals(facts, width)
    yield Block((_below_vitals(facts, drawn, width),))
    yield Block((gap(14), _chart(drawn, chart.whole(drawn), width, SMALL_CHART, small=True)))
    yield ratings.ratings(facts, width)
    yield happened.medications(facts, width)
    yield happened.alarms(facts, width)
    yield from _last(facts, width)


def _last(facts: Told, width: float) -> Iterable[Block]:
    """Leaving on the left, who stands for it on the right; below each other where that is long."""
    half = column_width(width, 2)
    left = [part(facts, half) for part in LEAVING]
    right = [happened.signed(facts, half), _trust(facts, half)]
    both = [stacked(map(whole, blocks)) for blocks in (left, right)]
    if max(piece.height for piece in both) < facts.about.clinic.sheet.room / 2:
        yield Block((beside(both, width),))
        return
    for part in (*LEAVING, happened.signed, _trust):
        yield part(facts, width)


def _below_vitals(facts: Told, drawn: Course, width: float) -> Piece:
    """What the numbers rest on."""
    said = figures.readings_over(facts, drawn)
    doubtful = figures.counts_doubtful(facts)
    said += [say("report.doubtful", count=doubtful)] if doubtful else []
    lines = [" · ".join(said), figures.coverage(facts, drawn)]
    return stacked([gap(6), *(paragraph(line, width, small()) for line in lines if line)])


def _trust(facts: Told, width: float) -> Block:
    """By which limits, under which seal, how much was corrected, and what this paper is not."""
    profile = facts.session.profile
    rules = facts.history.start.rules_version or profile.rules_version
    approved = profile.approved_by
    by = say("chart_note.approved", by=approved) if approved else say("strip.example_limits")
    lines = [
        say("report.limits", rules=rules, by=by),
        *_own_limits(facts),
        say("report.corrections", count=facts.summary.corrections),
        _seal(facts.about),
        say("report.digest", digest=spaced(facts.about.digest)) if facts.about.digest else "",
        say("report.supplementary_why"),
    ]
    told_lines = [paragraph(line, width, small()) for line in lines if line]
    return Block(tuple(told_lines), titled(say("report.record"), width))


def _own_limits(facts: Told) -> list[str]:
    """The limits that were this patient's, each with its time and who set it."""
    changes = [e for e in facts.entries if isinstance(e, LimitChange)]
    return [f"{describe(e)}, {facts.when.at(e.t_ms)}, {author(e)}" for e in changes]


def _seal(about: About) -> str:
    if about.seal is None:
        return say("report.seal_unknown")
    return {
        State.INTACT: say("report.intact"),
        State.UNCLOSED: say("report.unclosed"),
        State.ALTERED: say("report.altered"),
    }[about.seal]


def spaced(digest: str) -> str:
    """A digest in groups of four, as it is read aloud or typed off."""
    return " ".join(digest[begin : begin + 4] for begin in range(0, len(digest), 4))


# --- the chart and the entries -------------------------------------------------------------------


def _charts(drawn: Course, width: float) -> Iterable[Block]:
    stretches = chart.rows(drawn)
    height = ONE_ROW if len(stretches) == 1 else OF_SEVERAL
    pieces = [
        _chart(drawn, stretch, width, height, last=stretch is stretches[-1])
        for stretch in stretches
    ]
    key = paragraph(say("report.key"), width, small(), dim=True)
    yield Block(
        tuple(stacked([gap(16), piece]) for piece in pieces),
        stacked([titled(say("report.course_title"), width), key]),
    )


def _chart(
    drawn: Course,
    stretch: tuple[int, int],
    width: float,
    height: float,
    *,
    last: bool = True,
    small: bool = False,
) -> Piece:
    def paint_it(painter: QPainter, x: float, y: float) -> None:
        rect = QRectF(x, y, width, height)
        paint(painter, chart.chart(drawn, stretch, rect, last=last, small=small))

    return Piece(height, paint_it)


def _entries(facts: Told, width: float) -> Block:
    columns = [Column(say(f"entries.{name}"), SHARES[name]) for name in SHARES]
    rows = [
        Row([*line.cells[:2], line.said, line.cells[3]], struck=line.gone)
        for line in lines(facts.history, facts.session.infusion)
    ]
    return table(columns, rows, width, say("report.entries"))


# --- on every page -------------------------------------------------------------------------------


def _who(facts: Told) -> str:
    """Name, birth date, record number and day: two identifiers on every sheet."""
    start, missing = facts.history.start, say("report.missing")
    born = date_words(start.birth_date) if start.birth_date else missing
    return " · ".join(
        [
            start.patient or say("nobody"),
            say("report.born", born=born),
            say("report.record_number", number=start.record_number or missing),
            short_date(facts.began.astimezone()),
        ]
    )


def _foot(facts: Told) -> str:
    at = facts.about.printed_at
    parts = [
        say("report.made", day=short_date(at.astimezone()), at=clock_time(at), zone=front.zone(at)),
    ]
    version = facts.history.start.app_version
    parts += [say("report.version", version=version)] if version else []
    if facts.about.digest:
        parts.append(say("report.digest", digest=spaced(facts.about.digest)))
    return " · ".join(parts)
