"""Answers and observations of a rating scale as a person reads them. No Qt here."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from monitor.scale import Answer, Answers, Item, Scale, scales
from ui.words import language_number, number, phrase, say, signed


def spoken_scales() -> Mapping[str, Scale]:
    """Every shipped scale by its id, in the language that is spoken; it measures the same."""
    return _spoken_scales(language_number())


@cache
def _spoken_scales(_language: int) -> Mapping[str, Scale]:
    return {name: _spoken(scale) for name, scale in scales().items()}


def _spoken(scale: Scale) -> Scale:
    items = tuple(
        replace(
            item,
            title=phrase(item.title),
            folded_as=phrase(item.folded_as),
            brief={answer: phrase(name) for answer, name in item.brief.items()},
            anchors={answer: phrase(name) for answer, name in item.anchors.items()},
        )
        for item in scale.items
    )
    return replace(scale, title=phrase(scale.title), how=phrase(scale.how), items=items)


def answer_words(item: Item, answer: Answer) -> str:
    """Say one answer: its number and its name, "2 Moderate"."""
    if isinstance(answer, str):
        return say(f"entry.{answer}")
    # A range with negative numbers shows every sign, and a zero without one.
    digits = signed(answer) if item.low < 0 and answer else str(answer)
    name = item.anchors.get(answer)
    if name is None:
        return digits
    return f"{digits} {name}" if item.numbered else name


def item_words(scale: Scale, item: Item) -> str:
    """Say what an item asks: its title, or the scale's where it has none."""
    return item.title or scale.title


def tally_words(scale: Scale, answers: Answers) -> str:
    """Say how far a rating has come; a total only once it is one."""
    done, whole = scale.answered(answers)
    if scale.separate:
        return say("form.entries", n=done)
    if done < whole:
        return say("form.answered", n=done, of=whole)
    if whole == 1:
        return answer_words(scale.items[0], answers[scale.items[0].id])
    score, highest = scale.score(answers), scale.highest
    if score is None or highest is None:
        return say("form.no_total", n=done, of=whole)
    return say("form.total", score=number(score), highest=number(highest))


def _event_words(scale: Scale, item: Item, answer: Answer) -> str:
    """Say one event: "Dizzy started", "Headache severe", "Vomited, times: 2"."""
    named = isinstance(answer, str) or answer in item.anchors
    said = answer_words(item, answer)
    return f"{_short(item_words(scale, item))}{f' {said.lower()}' if named else f': {said}'}"


def mark_words(scale: Scale) -> str:
    """Say from which total a discharge score counts as fit; nothing for other scales."""
    if scale.pass_mark is not None:
        return say("form.pass_mark", mark=scale.pass_mark.score)
    return say("form.no_pass_mark") if scale.discharge else ""


def observation_words(scale: Scale, answers: Answers) -> str:
    """Say a whole observation in one line, for the table of entries and on paper."""
    title = _short(scale.title)
    given = [item for item in scale.items if item.allows(answers.get(item.id))]
    if scale.separate:
        return ", ".join(_event_words(scale, item, answers[item.id]) for item in given)
    if len(scale.items) == 1:
        return f"{title} {tally_words(scale, answers)}"
    return f"{title}: {tally_words(scale, answers)}"


def _short(title: str) -> str:
    """Leave out what a title says of how it is asked: "Nausea, patient's number"."""
    return title.partition(",")[0]
