"""What was seen, said and alarmed as FHIR R4: ratings, notes, alarms, adverse events."""

from monitor.episodes import Episode, episodes
from monitor.events import AlarmStep, Note, Observation
from monitor.exports._codes import LOCAL
from monitor.exports._fhir_bundle import Bundle, Told, coded, measured, named, quantity
from monitor.exports._fhir_session import early_stops
from monitor.exports._fhir_status import Standings
from monitor.extract import SCORE, UNITS
from monitor.scale import Answer, Scale, scales

UNITS_OF_RULES = UNITS | {
    "rate": "/min",
    "disagree": "/min",
    "suspect": "mm[Hg]",
    "link": "s",
    "missing": "s",
    "pressure_age": "min",
}
"""A part of a rule's name -> what its value is in; other rules count, or compare answers."""


def seen(bundle: Bundle) -> None:
    """Add ratings and notes, those withdrawn too."""
    standings = Standings(bundle.extract)
    for entry in bundle.extract.history.entries:
        match entry:
            case Observation():
                told = _rating(bundle, entry)
            case Note():
                told = {"code": bundle.concept("note", "Note"), "valueString": entry.text}
            case _:
                continue
        common = {
            "status": standings.status(entry),
            **bundle.about,
            **bundle.time("effectiveDateTime", entry.t_ms),
            "performer": [named(entry.by)],
            "note": standings.notes(entry),
        }
        bundle.add("Observation", str(entry.seq), common | told)


def _rating(bundle: Bundle, entry: Observation) -> Told:
    """Tell a rating: the score as its value, the items as components."""
    scale = scales().get(entry.scale)
    return {
        "category": [coded("observation-category", "survey")],
        "code": bundle.concept(entry.scale, scale.title if scale else entry.scale),
        "method": {"text": f"{entry.scale}, version {entry.version}"},
        **_score(scale, entry),
        "component": [
            {"code": _item(bundle, scale, entry.scale, item), **_answer(answer)}
            for item, answer in entry.answers.items()
        ],
    }


def _score(scale: Scale | None, entry: Observation) -> Told:
    """Return the score; a scale that has none by its rule misses nothing."""
    scoreless = scale is not None and scale.rule == "none"
    return {} if scoreless else measured(entry.score, SCORE, "unknown")


def _item(bundle: Bundle, scale: Scale | None, name: str, item: str) -> Told:
    titles = {one.id: one.title for one in scale.items} if scale else {}
    return bundle.concept(f"{name}.{item}", titles.get(item) or item)


def _answer(answer: Answer) -> Told:
    """Return an answer: a number of the item's range, or one that is no number, as a local code."""
    if isinstance(answer, int):
        return {"valueInteger": answer}
    return {"valueCodeableConcept": _local(answer)}


def _local(code: str) -> Told:
    return {"coding": [{"system": LOCAL, "code": code}]}


# --- alarms and events ---------------------------------------------------------------------------


def alarms(bundle: Bundle) -> None:
    """Add each alarm that was raised; one that no second reading confirmed was none."""
    for episode in _raised(bundle):
        key = f"alarm/{episode.changes[0].seq}"
        bundle.add("Observation", key, _alarm(bundle, episode))


def _raised(bundle: Bundle) -> list[Episode]:
    return [one for one in episodes(bundle.extract.standing) if one.raised]


def _alarm(bundle: Bundle, episode: Episode) -> Told:
    """Tell an alarm by the gravest of it: what was measured then, against which limit."""
    worst, raised = episode.worst, episode.steps(AlarmStep.RAISED)
    unit = _unit(worst.rule)
    value = worst.value
    return {
        "status": "preliminary" if episode.ended_ms is None else "final",
        "code": _named(bundle, worst.rule),
        **bundle.about,
        "effectivePeriod": bundle.period(raised[0].t_ms, episode.ended_ms),
        "valueQuantity": None if value is None else quantity(value, unit),
        "component": [
            _part(bundle, "priority", {"valueCodeableConcept": _local(worst.priority)}),
            *(_rule(bundle, rule) for rule in dict.fromkeys(one.rule for one in raised)),
            *_subject(bundle, worst.subject),
            *_threshold(bundle, worst.threshold, unit),
            *_answers(bundle, episode),
        ],
    }


def _part(bundle: Bundle, name: str, value: Told) -> Told:
    return {"code": bundle.concept(f"alarm.{name}", name.capitalize()), **value}


def _named(bundle: Bundle, rule: str) -> Told:
    return bundle.concept(f"alarm.{rule}", f"Alarm: {rule}")


def _rule(bundle: Bundle, rule: str) -> Told:
    """Tell a rule that was raised: an alarm may be of several, as of both pressures."""
    return _part(bundle, "rule", {"valueCodeableConcept": _named(bundle, rule)})


def _subject(bundle: Bundle, subject: str | None) -> list[Told]:
    """Tell which device, vital or sign it is about, where a rule has several."""
    return [_part(bundle, "subject", {"valueString": subject})] if subject else []


def _threshold(bundle: Bundle, threshold: float | None, unit: str | None) -> list[Told]:
    if threshold is None:
        return []
    return [_part(bundle, "threshold", {"valueQuantity": quantity(threshold, unit)})]


def _answers(bundle: Bundle, episode: Episode) -> list[Told]:
    """Tell when somebody answered, and what was done about it."""
    told = [
        _part(bundle, "acknowledged", bundle.time("valueDateTime", change.t_ms))
        for change in episode.steps(AlarmStep.ACKNOWLEDGED)
    ]
    done = [change.reason for change in episode.changes if change.reason]
    return told + [_part(bundle, "answer", {"valueString": reason}) for reason in done]


def _unit(rule: str) -> str | None:
    return next((UNITS_OF_RULES[part] for part in rule.split(".") if part in UNITS_OF_RULES), None)


def adverse_events(bundle: Bundle) -> None:
    """Add what harmed or could have: vomiting, a raised alarm of low saturation, an early stop."""
    for entry in bundle.extract.standing:
        if isinstance(entry, Observation) and entry.answers.get("vomited"):
            _event(bundle, "vomiting", entry.seq, entry.t_ms)
    for episode in _raised(bundle):
        low = [one for one in episode.steps(AlarmStep.RAISED) if one.rule == "spo2.low"]
        if low:
            _event(bundle, "desaturation", episode.changes[0].seq, low[0].t_ms)
    for stop in early_stops(bundle.extract):
        text = f"Infusion stopped: {stop.reason}"
        _event(bundle, "infusion_stopped", stop.seq, stop.t_ms, text)


def _event(bundle: Bundle, name: str, seq: int | None, t_ms: int, text: str = "") -> None:
    told = {
        "actuality": "actual",
        "event": bundle.concept(name, text),
        **bundle.about,
        **bundle.time("date", t_ms),
    }
    bundle.add("AdverseEvent", f"{name}/{seq}", told)
