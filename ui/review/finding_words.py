"""What the reasons to look at a session say in a row of the list: a few words each, no sentence."""

from collections.abc import Callable, Sequence

from monitor.findings import Finding
from monitor.scales import also_seen
from ui.scale_words import item_words, spoken_scales
from ui.words import number, say, signed, span

ALARMS = ("alarm_high", "alarm_medium")
COUNTED = (
    *ALARMS,
    "unanswered",
    "interrupted",
    "medication",
    "corrected",
    "overridden",
    "marks_open",
    "unconfirmed",
    "vomited",
)
"""Reasons that come once or often."""

_HIGHEST = "highest_diastolic"


def reasons(found: Sequence[Finding]) -> list[str]:
    """Say each reason, the worst first as they come."""
    return [_WORDS.get(one.code, _other)(one) for one in _with_unanswered(found)]


def _with_unanswered(found: Sequence[Finding]) -> list[Finding]:
    """How many alarms nobody answered is told with each kind of alarm and said once, after both."""
    told = list(found)
    alarms = [place for place, one in enumerate(found) if one.code in ALARMS]
    if alarms and found[alarms[0]].values.get("unanswered"):
        count = found[alarms[0]].values["unanswered"]
        told.insert(alarms[-1] + 1, Finding("unanswered", {"count": count}))
    return told


def _counted(one: Finding) -> str:
    count = _number(one, "count")
    return say(
        f"finding.{one.code}.one" if count == 1 else f"finding.{one.code}", count=_written(count)
    )


def _stopped_early(one: Finding) -> str:
    given, planned = _number(one, "given"), _number(one, "planned")
    return say("finding.stopped_early", given=_written(given), planned=_written(planned))


def _overrun(one: Finding) -> str:
    given, planned = _number(one, "given"), _number(one, "planned")
    return say("finding.overrun", given=_written(given), planned=_written(planned))


def _pump_apart(one: Finding) -> str:
    pump, clock = _number(one, "pump"), _number(one, "clock")
    return say("finding.pump_apart", pump=_written(pump), clock=_written(clock))


def _paused(one: Finding) -> str:
    return say("finding.paused", time=_span(one))


def _pressure_over(one: Finding) -> str:
    told = {name: _written(_number(one, name)) for name in ("count", "of", "systolic", "diastolic")}
    over, highest = say("finding.pressure_over", **told) + _at(one), _number(one, _HIGHEST)
    if highest is None:
        return over
    higher = say("finding.diastolic", value=_written(highest)) + _at(one, "diastolic_minute")
    return f"{over}, {higher}"


def _grave_sign(one: Finding) -> str:
    """By the name that its button has; a scale of another Dripwatch may have others."""
    scale = spoken_scales()[also_seen.SCALE.id]
    signs = {item.id: item_words(scale, item) for item in scale.items}
    return signs.get(str(one.values.get("sign")), say("finding.grave_sign")) + _at(one)


def _spo2_low(one: Finding) -> str:
    return say("finding.spo2_low", value=_written(_number(one, "value"))) + _at(one)


def _sedation_deep(one: Finding) -> str:
    return say("finding.sedation_deep", score=_written(_number(one, "score"))) + _at(one)


def _nausea(one: Finding) -> str:
    return say("finding.nausea", score=_written(_number(one, "score"))) + _at(one)


def _gap(one: Finding) -> str:
    cause = one.values.get("cause")
    gap = say("finding.gap", time=_span(one))
    return f"{gap}, {say(f'gap.cause.{cause}')}" if cause else gap


def _coverage(one: Finding) -> str:
    percent = _number(one, "percent")
    # Rounded down: 89.6 % of a session is less than the 90 % that were asked for.
    return say("finding.coverage", percent=_written(None if percent is None else int(percent)))


def _omitted(one: Finding) -> str:
    count, of = _number(one, "count"), _number(one, "of")
    return say("finding.omitted", count=_written(count), of=_written(of))


def _left_early(one: Finding) -> str:
    left, ready = _number(one, "left"), _number(one, "ready")
    if ready is None:
        return say("finding.left_early", left=_minute(left))
    return say("finding.left_before", left=_minute(left), ready=_minute(ready))


def _not_summed(_one: Finding) -> str:
    return say("finding.not_summed")


def _unexpected(_one: Finding) -> str:
    return say("finding.unexpected")


def _other(_one: Finding) -> str:
    """A newer Dripwatch knows what it is."""
    return say("finding.other")


_WORDS: dict[str, Callable[[Finding], str]] = {
    **dict.fromkeys(COUNTED, _counted),
    "not_summed": _not_summed,
    "unexpected": _unexpected,
    "grave_sign": _grave_sign,
    "stopped_early": _stopped_early,
    "overrun": _overrun,
    "pump_apart": _pump_apart,
    "paused": _paused,
    "pressure_over": _pressure_over,
    "spo2_low": _spo2_low,
    "sedation_deep": _sedation_deep,
    "nausea": _nausea,
    "gap": _gap,
    "coverage": _coverage,
    "omitted": _omitted,
    "left_early": _left_early,
}


def _at(one: Finding, name: str = "minute") -> str:
    minute = _number(one, name)
    return "" if minute is None else f" {say('finding.at', minute=_minute(minute))}"


def _minute(minute: float | None) -> str:
    return "–" if minute is None else signed(minute)


def _span(one: Finding) -> str:
    return span(1000 * (_number(one, "seconds") or 0))


def _number(one: Finding, name: str) -> float | None:
    value = one.values.get(name)
    return None if isinstance(value, str) else value


def _written(value: float | None) -> str:
    return "–" if value is None else number(round(value, 1))
