"""What was observed, summed up: the worst answer of each scale, when it began, when it was gone."""

from collections.abc import Iterator

from monitor.events import Observation
from monitor.scale import Scale
from monitor.scales.also_seen import SCALE as ALSO_SEEN
from monitor.signs import episodes as sign_episodes
from ui.report.blocks import Block, Column, Row, table
from ui.report.figures import NONE
from ui.report.told import Told
from ui.scale_words import answer_words, spoken_scales
from ui.words import number, say


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
    every = told.session.observations(scale.id)
    seen = [o for o in every if o.score is not None and o.t_ms <= told.end_ms]
    name = scale.title.partition(",")[0]
    if not seen:
        missing = say("report.missing")
        return Row([name, missing, NONE, NONE], strong=True, missing=[missing])
    lowest = scale.worst == "lowest"
    calm = (scale.highest or 0) if lowest else 0
    worst = (min if lowest else max)(seen, key=lambda o: o.score or 0)
    first = next((o for o in seen if o.score != calm), None)
    return Row(
        [
            name,
            f"{_answer(scale, worst)} ({told.when.at_minute(worst.t_ms)})",
            NONE if first is None else told.when.at_minute(first.t_ms),
            NONE if first is None else _over(told, seen, calm),
        ],
        strong=True,
    )


def _answer(scale: Scale, seen: Observation) -> str:
    if len(scale.items) == 1:
        return answer_words(scale.items[0], seen.answers[scale.items[0].id])
    highest = scale.highest
    score = number(seen.score or 0)
    return score if highest is None else say("end.score", score=score, highest=number(highest))


def _over(told: Told, seen: list[Observation], calm: float) -> str:
    """When it was first found gone for good; it was so at the latest then."""
    last_there = max(i for i, one in enumerate(seen) if one.score != calm)
    if last_there + 1 == len(seen):
        return say("report.still_there", at=told.when.at(seen[-1].t_ms))
    return told.when.at_minute(seen[last_there + 1].t_ms)


def _vomiting(told: Told) -> Iterator[Row]:
    seen = told.session.observations("vomiting")
    for item, name in (("vomited", say("report.vomited")), ("retched", say("report.retched"))):
        given = [(o.t_ms, answer) for o in seen if isinstance(answer := o.answers.get(item), int)]
        if given:
            times = ", ".join(told.when.at_minute(t_ms) for t_ms, _ in given)
            count = say("report.times_count", count=sum(answer for _, answer in given))
            yield Row([name, f"{count} ({times})", NONE, NONE], strong=True)
        elif item == "vomited":
            yield Row([name, say("report.none_recorded"), NONE, NONE], strong=True)


def _signs(told: Told) -> Iterator[Row]:
    """Each sign that was seen, with onset and end of every time it was there."""
    seen, scale = told.session.observations(ALSO_SEEN.id), spoken_scales()[ALSO_SEEN.id]
    for item in scale.items:
        for one in sign_episodes(seen, item.id):
            end = say("report.still_there", at=told.when.at(told.end_ms))
            if one.end_ms is not None:
                end = told.when.at_minute(one.end_ms)
            worst = NONE if one.worst is None else answer_words(item, one.worst)
            onset = told.when.at_minute(one.onset_ms)
            yield Row([item.title, worst, onset, end], strong=True)
