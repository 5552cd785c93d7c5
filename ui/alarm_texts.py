"""What each alarm rule says, with its value and limit: a table by rule. No time, no sign, no Qt."""

from collections.abc import Callable

from monitor.alarm_rule import family
from monitor.events import AlarmChange, Trouble
from ui.device_words import device_title
from ui.scale_words import answer_words, item_words, spoken_scales
from ui.words import inside, number, say, span


def text(change: AlarmChange) -> str:
    """Return it in a few words: "SYS 166 (limit 160)", "No data from nonin"."""
    said = _BY_RULE.get(change.rule) or _BY_FAMILY.get(family(change.rule))
    return change.rule if said is None else said(change)


def value_words(value: float | None) -> str:
    """Return a value as its tile shows it, whole; "--" where none was measured."""
    return "--" if value is None else number(round(value))


def _limit(change: AlarmChange) -> str:
    name = say(f"alarm.name.{change.rule.partition('.')[0]}")
    limit = value_words(change.threshold)
    return say("alarm.limit", what=name, value=value_words(change.value), limit=limit)


def _from_baseline(change: AlarmChange) -> str:
    name, limit = say("alarm.name.systolic"), value_words(change.threshold)
    return say("alarm.from_baseline", what=name, value=value_words(change.value), limit=limit)


def _suspect(change: AlarmChange) -> str:
    return say("alarm.suspect", what=say("alarm.name.systolic"), value=value_words(change.value))


def _observed(change: AlarmChange) -> str:
    """Its question and its answer: "Sedation 3 Only to loud voice"; of a sign how bad it is."""
    name, _, which = (change.subject or "").partition(".")
    scale = spoken_scales().get(name)
    item = next((one for one in scale.items if one.id == which), None) if scale else None
    if scale is None or item is None or change.value is None:
        return f"{change.subject or ''} {value_words(change.value)}".strip()
    title = item_words(scale, item).partition(",")[0]
    answer = round(change.value)
    if scale.separate and answer == 1:
        return title
    words = answer_words(item, answer)
    return f"{title} {inside(words) if scale.separate else words}"


def _link(change: AlarmChange) -> str:
    return say("link.of.lost", device=device_title(change.subject or ""))


def _missing(change: AlarmChange) -> str:
    return say(f"alarm.missing.{change.subject}")


def _cuff_failed(change: AlarmChange) -> str:
    return say("alarm.cuff_failed", count=value_words(change.value))


def _implausible(change: AlarmChange) -> str:
    subject = change.subject or ""
    what = say("alarm.name.systolic") if subject == "cuff" else say(f"vital.{subject}")
    return say("alarm.implausible", what=what, value=value_words(change.value))


def _disagree(change: AlarmChange) -> str:
    return say("alarm.disagree", value=value_words(change.value))


def _trouble(change: AlarmChange) -> str:
    subject = change.subject or ""
    if subject in {Trouble.NOT_SAVED, Trouble.NO_SOUND, Trouble.LOW_SPACE}:
        return say(f"alarm.trouble.{subject}")
    return say("alarm.rule_off", what=say(f"alarm.rule.{subject}"))


def _clock(change: AlarmChange) -> str:
    return say("said.clock_step", step=span(abs(change.value or 0) * 1000))


_Text = Callable[[AlarmChange], str]
_BY_RULE: dict[str, _Text] = {
    "systolic.baseline": _from_baseline,
    "change.systolic": _from_baseline,
    "pressure.suspect": _suspect,
}
_BY_FAMILY: dict[str, _Text] = {
    "pressure": _limit,
    "rate": _limit,
    "spo2": _limit,
    "observed": _observed,
    "link": _link,
    "missing": _missing,
    "pressure_age": lambda _change: say("alarm.pressure_age"),
    "cuff_failed": _cuff_failed,
    "implausible": _implausible,
    "disagree": _disagree,
    "trouble": _trouble,
    "clock": _clock,
}
