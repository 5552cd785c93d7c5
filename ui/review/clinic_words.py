"""What is said of a figure of the clinic: always with how many it rests on. No painting."""

from monitor.clinic import Figure
from monitor.spread import Share, Spread
from ui.words import number, say

MISSING = "–"
WHOLE_FROM = 10
"""From here on a value is said without decimals."""


def main_words(figure: Figure) -> str:
    """The figure itself: a median with its unit, a percentage; of a few sessions what there is."""
    told = figure.told
    if isinstance(told, Share):
        if told.few or told.percent is None:
            return say("clinic.of", count=told.count, of=told.of) if told.of else MISSING
        return say("clinic.percent", percent=number(round(told.percent)))
    if told.median is None:
        return MISSING
    return say(f"clinic.unit.{_unit(figure)}", value=value_words(told.median))


def below_words(figure: Figure) -> str:
    """What stands under it: the quartiles, or the two numbers behind a percentage."""
    told = figure.told
    if isinstance(told, Share):
        if not told.of:
            return say("clinic.nothing")
        few = say("clinic.few_share")
        return few if told.few else say("clinic.of", count=told.count, of=told.of)
    if not told.n:
        return say("clinic.nothing")
    if told.quartiles is None:
        return say("clinic.few")
    low, high = map(value_words, told.quartiles)
    return say("clinic.quartiles", low=low, high=high)


def base_words(figure: Figure) -> str:
    """How many it rests on, and how many say nothing."""
    told = figure.told
    n = told.n if isinstance(told, Spread) else told.of
    parts = [say(f"clinic.n.{'alarms' if _counts_alarms(figure) else 'sessions'}", n=n)]
    if told.missing:
        parts.append(say("clinic.missing", count=told.missing))
    return " · ".join(parts)


def sentence(figure: Figure) -> str:
    """All of it, for whoever hears the screen."""
    told, name = figure.told, say(f"clinic.figure.{figure.code}")
    each = map(value_words, told.values) if isinstance(told, Spread) and told.few else ()
    return ", ".join((name, main_words(figure), below_words(figure), *each, base_words(figure)))


def value_words(value: float) -> str:
    """A value without more decimals than anybody reads."""
    return number(round(value, None if abs(value) >= WHOLE_FROM else 1))


def _counts_alarms(figure: Figure) -> bool:
    return isinstance(figure.told, Share) and figure.unit == "alarms"


def _unit(figure: Figure) -> str:
    return "percent" if figure.unit == "%" else figure.unit.lower()
