"""What was observed, summed up: the worst answer of each scale, when it began, when it was gone."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.events import Observation
from monitor.scale import Scale
from monitor.scales.also_seen import SCALE as ALSO_SEEN
from monitor.signs import episodes as sign_episodes
from ui.report.blocks import Block, Column, Row, table
from ui.report.figures import NONE
from ui.report.told import Told
from ui.scale_words import answer_words, spoken_scales
from ui.words import number, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the ratings on one scale come to; of equal ones the first is the worst.

    first: the first that was not calm. gone: when it was found gone for good: at the latest then.
    """

    worst: Observation
    first: Observation | None
    gone: Observation | None
    last: Observation
    count: int


def ratings(told: Told, width: float) -> Block:
    """Of each scale the worst answer with its time, when it began and when it was over."""
    columns = [
        Column("", 0.20),
        Column(say("report.worst"), 0.32),
        Column(say("report.onset"), 0.24),
        Column(say("report.over"), 0.24),
    ]
    rows = [*_scales(told), *_vomiting(told), *_signs(told)]
    return table(columns, rows, width, say("report.ratings"))


def _scales(told: Told) -> Iterator[Row]:
    """The scales of the profile and whatever else was used; of one nobody used that as well."""
    used = {e.scale for e in told.entries if isinstance(e, Observation)}
    asked = dict.fromkeys([*told.session.profile.scales, *sorted(used)])
    known = spoken_scales()
    for name in asked:
        scale = known.get(name)
        if scale is not None and not scale.separate and scale.worst:
            yield _scale_row(told, scale)


def _scale_row(told: Told, scale: Scale) -> Row:
    found = seen(told, scale)
    name = scale.title.partition(",")[0]
    if found is None:
        missing = say("report.missing")
        return Row([name, missing, NONE, NONE], strong=True, missing=[missing])
    first = found.first
    return Row(
        [
            name,
            f"{_answer(scale, found.worst)} ({told.when.at_minute(found.worst.t_ms)})",
            NONE if first is None else told.when.at_minute(first.t_ms),
            NONE if first is None else _over(told, found),
        ],
        strong=True,
    )


def seen(told: Told, scale: Scale) -> Seen | None:
    """Sum up the ratings on a scale until the end; None where there are none."""
    every = told.session.observations(scale.id)
    scored = [o for o in every if o.score is not None and o.t_ms <= told.end_ms]
    if not scored:
        return None
    lowest = scale.worst == "lowest"
    calm = (scale.highest or 0) if lowest else 0
    there = [place for place, one in enumerate(scored) if one.score != calm]
    after = there[-1] + 1 if there else 0
    return Seen(
        worst=(min if lowest else max)(scored, key=lambda o: o.score or 0),
        first=scored[there[0]] if there else None,
        gone=scored[after] if there and after < len(scored) else None,
        last=scored[-1],
        count=len(scored),
    )


def _answer(scale: Scale, given: Observation) -> str:
    if len(scale.items) == 1:
        answer = given.answers.get(scale.items[0].id)
        return say("report.missing") if answer is None else answer_words(scale.items[0], answer)
    highest = scale.highest
    score = number(given.score or 0)
    return score if highest is None else say("end.score", score=score, highest=number(highest))


def _over(told: Told, found: Seen) -> str:
    if found.gone is None:
        return say("report.still_there", at=told.when.at(found.last.t_ms))
    return told.when.at_minute(found.gone.t_ms)


def _vomiting(told: Told) -> Iterator[Row]:
    every = told.session.observations("vomiting")
    for item, name in (("vomited", say("report.vomited")), ("retched", say("report.retched"))):
        given = [(o.t_ms, answer) for o in every if isinstance(answer := o.answers.get(item), int)]
        if given:
            times = ", ".join(told.when.at_minute(t_ms) for t_ms, _ in given)
            count = say("report.times_count", count=sum(answer for _, answer in given))
            yield Row([name, f"{count} ({times})", NONE, NONE], strong=True)
        elif item == "vomited":
            yield Row([name, say("report.none_recorded"), NONE, NONE], strong=True)


def _signs(told: Told) -> Iterator[Row]:
    """Each sign that was seen, with onset and end of every time it was there."""
    every, scale = told.session.observations(ALSO_SEEN.id), spoken_scales()[ALSO_SEEN.id]
    for item in scale.items:
        for one in sign_episodes(every, item.id):
            end = say("report.still_there", at=told.when.at(told.end_ms))
            if one.end_ms is not None:
                end = told.when.at_minute(one.end_ms)
            worst = NONE if one.worst is None else answer_words(item, one.worst)
            onset = told.when.at_minute(one.onset_ms)
            yield Row([item.title, worst, onset, end], strong=True)
